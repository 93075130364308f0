"""What the checks must know beside the data: class hierarchy, facts about codes, lengths of deadlines."""

from typing import Final

from rdflib import RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

from ontology.model import load_code_lists, load_ontology
from ontology.namespaces import BAT, CODE

# What shapes ask of a code. Its type stays behind, so that the code lists are not validated with every book.
_FACTS: Final = (SKOS.inScheme, SKOS.broader, BAT.position)


def own_vocabulary() -> Graph:
    """Return the ontology and its code lists.

    The long lists (pollutants, units, sectors, activities) are data: a caller adds them to this graph.
    """
    vocabulary = Graph()
    for part in (load_ontology(), load_code_lists()):
        for triple in part:
            vocabulary.add(triple)
    return vocabulary


def background(data: Graph, vocabulary: Graph) -> Graph:
    """Return the part of `vocabulary` that shapes need for `data`.

    That is the class hierarchy, the fixed days of deadlines, and what is said of the codes that the data use and of
    the broader codes above them: a thousandth of the pollutants and activities there are.
    """
    facts = Graph()
    for predicate in (RDFS.subClassOf, BAT.dueOn):
        for triple in vocabulary.triples((None, predicate, None)):
            facts.add(triple)
    waiting = {value for value in data.objects() if _is_code(value)}
    known: set[Node] = set()
    while waiting:
        concept = waiting.pop()
        known.add(concept)
        for predicate in _FACTS:
            for value in vocabulary.objects(concept, predicate):
                facts.add((concept, predicate, value))
        waiting.update(b for b in vocabulary.objects(concept, SKOS.broader) if b not in known)
    return facts


def _is_code(value: Node) -> bool:
    return isinstance(value, URIRef) and value.startswith(CODE)
