"""Complete books pass without a result, whichever engine looks; and they really are complete."""

from pathlib import Path

import pytest
from rdflib import RDF, Graph, URIRef

from ontology.model import load_ontology
from ontology.namespaces import BAT
from shapes.background import background
from shapes.engine import Engine, run_pyshacl
from shapes.validation import validate

from .conftest import Validate

NAMES = sorted(file.stem for file in (Path(__file__).parent / "books").glob("*.ttl"))


@pytest.mark.parametrize("name", NAMES)
def test_a_complete_book_has_no_result(name: str, books: dict[str, Graph], check: Validate) -> None:
    assert check(books[name]).results == ()


@pytest.mark.parametrize("name", NAMES)
def test_pyshacl_finds_the_same(
    name: str, books: dict[str, Graph], all_shapes: Graph, vocabulary: Graph, fast_engine: Engine
) -> None:
    data = books[name] + background(books[name], vocabulary)
    # A stated absence silences a shape only after the engine has spoken, so the engines do find something here.
    assert set(run_pyshacl(data, all_shapes)) == set(fast_engine(data, all_shapes)) != set()


def test_pyshacl_is_the_default_engine(books: dict[str, Graph], all_shapes: Graph, vocabulary: Graph) -> None:
    assert validate(books["cross_sectoral"], all_shapes, vocabulary=vocabulary).results == ()


def test_between_them_the_books_hold_every_class_that_the_law_speaks_of(books: dict[str, Graph]) -> None:
    ontology = load_ontology()
    lawful = {
        term
        for term in ontology.subjects(BAT.paragraph)
        if isinstance(term, URIRef) and (term, RDF.type, URIRef("http://www.w3.org/2002/07/owl#Class")) in ontology
    }
    used = {kind for book in books.values() for kind in book.objects(None, RDF.type)}
    abstract = {BAT.AssociatedLevel, BAT.Flow, BAT.MeasuredFigure, BAT.ProcedureStep, BAT.ReferenceBook}
    # Terms of the law that no shape needs an example of: records of single events and lists, not of books.
    unneeded = {BAT.Approval, BAT.Deadline, BAT.IndustrySector, BAT.ReviewComment}
    assert lawful - used == abstract | unneeded
