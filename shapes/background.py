"""What the checks must know beside the data: class hierarchy, code lists, lengths of deadlines, order of elements."""

from typing import Final

from rdflib import RDFS, SKOS, Graph

from ontology.model import load_code_lists, load_ontology
from ontology.namespaces import BAT

# Facts about terms and codes. Their types stay behind, so that the vocabulary is not validated with every book.
_FACTS: Final = (RDFS.subClassOf, SKOS.inScheme, SKOS.broader, BAT.position, BAT.dueOn)


def own_vocabulary() -> Graph:
    """Return the ontology and its code lists.

    The long lists (pollutants, units, sectors, activities) are data: a caller adds them to this graph.
    """
    vocabulary = Graph()
    for part in (load_ontology(), load_code_lists()):
        for triple in part:
            vocabulary.add(triple)
    return vocabulary


def background(vocabulary: Graph) -> Graph:
    """Return the facts of `vocabulary` that shapes rely on."""
    facts = Graph()
    for predicate in _FACTS:
        for triple in vocabulary.triples((None, predicate, None)):
            facts.add(triple)
    return facts
