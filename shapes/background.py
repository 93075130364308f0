"""What the checks must know beside the data: class hierarchy, facts about codes, lengths of deadlines."""

from collections.abc import Iterator
from typing import Final

from rdflib import RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

from ontology.model import load_code_lists, load_ontology
from ontology.namespaces import BAT, CODE

# What shapes ask of a code. Its type as a concept stays behind: the code lists are not validated with every book.
_FACTS: Final = (SKOS.inScheme, SKOS.broader, BAT.position, BAT.unitDimension)


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
        for said, value in _said_of(concept, vocabulary):
            facts.add((concept, said, value))
            if _is_code(value) and said != SKOS.inScheme and value not in known:
                waiting.add(value)
    return facts


def described_elsewhere(data: Graph, known: Graph) -> Graph:
    """Return what `known` says of the things that `data` refer to and do not describe: documents of a built graph.

    Codes are left out: the vocabulary has them.
    """
    described = set(data.subjects())
    found = Graph()
    for thing in {value for value in data.objects() if isinstance(value, URIRef)} - described:
        if not _is_code(thing) and not thing.startswith(str(BAT)):
            for said, value in known.predicate_objects(thing):
                found.add((thing, said, value))
    return found


def _said_of(concept: Node, vocabulary: Graph) -> Iterator[tuple[Node, Node]]:
    """What shapes ask of a code; all of it where the code is a thing with facts of its own, such as a threshold."""
    kinds = set(vocabulary.objects(concept, RDF.type)) - {SKOS.Concept, SKOS.ConceptScheme}
    whole = any(str(kind).startswith(str(BAT)) for kind in kinds)
    for said, value in vocabulary.predicate_objects(concept):
        if whole or said in _FACTS:
            yield said, value


def _is_code(value: Node) -> bool:
    return isinstance(value, URIRef) and value.startswith(CODE)
