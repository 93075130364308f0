"""Read the model from its Turtle files: the ontology's modules and the code lists.

Nothing is cached here: a caller that asks often keeps what it got.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import OWL, SKOS

from ontology.namespaces import BASE

FOLDER: Final = Path(__file__).parent
LANGUAGES: Final = ("kk", "ru", "en")
# A module's IRI is this, followed by the name of its file without the ending.
MODULE_BASE: Final = BASE + "ontology/"
# Nodes of the modules that have no name there (restrictions, lists) get an IRI under this one in the graph.
NODE_BASE: Final = MODULE_BASE + "node/"
TERM_TYPES: Final = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


class ModelUnreadable(ValueError):
    """A Turtle file of the model that cannot be parsed; the message names the file and the place."""


def module_files() -> tuple[Path, ...]:
    """Return the Turtle files of the ontology, one per module, sorted by name."""
    return tuple(sorted((FOLDER / "modules").glob("*.ttl")))


def code_list_files() -> tuple[Path, ...]:
    """Return the Turtle files of the model's own code lists, one per scheme, sorted by name."""
    return tuple(sorted((FOLDER / "code_lists").glob("*.ttl")))


def load_ontology() -> Graph:
    """Return the union of all modules. Raises ModelUnreadable."""
    return read_files(module_files())


def load_code_lists() -> Graph:
    """Return the union of the model's own code lists. Raises ModelUnreadable.

    The long lists (pollutants, units, sectors, activities, techniques) are data and come from their own loader.
    """
    return read_files(code_list_files())


def read_files(files: Iterable[Path]) -> Graph:
    """Return the union of Turtle `files`. Raises ModelUnreadable."""
    graph = Graph()
    for file in files:
        try:
            graph.parse(file, format="turtle")
        # rdflib's BadSyntax is a SyntaxError; a file that breaks off in the middle ends in an IndexError.
        except (SyntaxError, IndexError, UnicodeDecodeError) as error:
            message = f"{file} is not Turtle: {error}; mend it or restore it from the repository"
            raise ModelUnreadable(message) from error
    return graph


def labels(graph: Graph, term: URIRef) -> dict[str, str]:
    """Return the labels of `term` in `graph` by language: `skos:prefLabel`, or `rdfs:label` where it has none."""
    for predicate in (SKOS.prefLabel, RDFS.label):
        found = _by_language(graph.objects(term, predicate))
        if found:
            return found
    return {}


def definitions(graph: Graph, term: URIRef) -> dict[str, str]:
    """Return the definitions of `term` in `graph` by language."""
    return _by_language(graph.objects(term, SKOS.definition))


def defined_terms(graph: Graph) -> frozenset[URIRef]:
    """Return the IRIs that `graph` defines as a class, property, code list or concept of ours."""
    types = (*TERM_TYPES, SKOS.ConceptScheme, SKOS.Concept)
    subjects = (s for kind in types for s in graph.subjects(RDF.type, kind))
    return frozenset(s for s in subjects if isinstance(s, URIRef) and s.startswith(BASE))


def _by_language(literals: Iterable[object]) -> dict[str, str]:
    tagged = ((x.language, str(x)) for x in literals if isinstance(x, Literal) and x.language)
    return dict(sorted(tagged))
