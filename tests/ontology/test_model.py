"""The model as a whole: it can be read, it covers the law, and it points to paragraphs that exist."""

from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, SKOS

from loaders import decree
from ontology.model import (
    MODULE_BASE,
    ModelUnreadable,
    code_list_files,
    defined_terms,
    definitions,
    labels,
    load_code_lists,
    load_ontology,
    module_files,
    read_files,
)
from ontology.namespaces import BAT, CODE, LAW, code

DATA = Path(__file__).resolve().parents[2] / "data"

# Paragraphs with nothing to model: p1 says what the Rules are, which the act's own node states.
WITHOUT_A_TERM = {"p1"}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return load_ontology()


@pytest.fixture(scope="module")
def lists() -> Graph:
    return load_code_lists()


@pytest.fixture(scope="module")
def paragraphs() -> set[str]:
    """The numbers of all paragraphs and sub-paragraphs of the shipped act, e.g. `p44`, `p12.8`."""
    law = decree.load_shipped(DATA).graph
    numbers = {str(s).removeprefix(LAW) for s in law.subjects() if str(s).startswith(LAW + "p")}
    return {number for number in numbers if "/" not in number}


def numbers_cited(*graphs: Graph) -> set[str]:
    return {str(o).removeprefix(LAW) for graph in graphs for o in graph.objects(None, BAT.paragraph)}


def test_each_module_is_in_the_file_of_its_name(ontology: Graph) -> None:
    declared = sorted(str(m) for m in ontology.subjects(RDF.type, OWL.Ontology))
    assert declared == [MODULE_BASE + file.stem for file in module_files()]


def test_each_code_list_is_in_the_file_of_its_name() -> None:
    for file in code_list_files():
        scheme = CODE[file.stem.replace("_", "-")]
        graph = read_files([file])
        assert set(graph.subjects(RDF.type, SKOS.ConceptScheme)) == {scheme}
        assert set(graph.objects(None, SKOS.inScheme)) == {scheme}


def test_terms_point_to_paragraphs_that_exist(ontology: Graph, lists: Graph, paragraphs: set[str]) -> None:
    assert numbers_cited(ontology, lists) <= paragraphs


def test_every_paragraph_has_a_term_or_code(ontology: Graph, lists: Graph, paragraphs: set[str]) -> None:
    cited = numbers_cited(ontology, lists)
    whole = {number for number in paragraphs if "." not in number}
    assert len(whole) == 66
    uncited = {n for n in whole if n not in cited and not any(c.startswith(n + ".") for c in cited)}
    assert uncited == WITHOUT_A_TERM


@pytest.mark.parametrize(("paragraph", "count"), [("p2", 14), ("p4", 12), ("p12", 12)])
def test_every_sub_paragraph_has_a_term(ontology: Graph, paragraph: str, count: int) -> None:
    assert {f"{paragraph}.{number}" for number in range(1, count + 1)} <= numbers_cited(ontology)


def test_the_thirteen_elements_stand_in_the_order_of_the_law(lists: Graph) -> None:
    scheme = CODE["structural-element"]
    found = {
        int(str(lists.value(element, BAT.position))): f"p8.{lists.value(element, BAT.position)}"
        for element in lists.subjects(SKOS.inScheme, scheme)
        if (element, BAT.paragraph, LAW[f"p8.{lists.value(element, BAT.position)}"]) in lists
    }
    assert found == {position: f"p8.{position}" for position in range(1, 14)}


@pytest.mark.parametrize(
    ("paragraph", "length", "unit", "side"),
    [
        ("p21", 10, "working-day", "after"),
        ("p23", 5, "working-day", "after"),
        ("p29", 10, "working-day", "after"),
        ("p30", 5, "working-day", "after"),
        ("p34", 5, "working-day", "before"),
        ("p35", 10, "working-day", "after"),
        ("p37", 5, "working-day", "after"),
        ("p39", 10, "working-day", "after"),
        ("p43", 5, "working-day", "after"),
        ("p61", 3, "year", "before"),
        ("p62", 8, "year", "after"),
        ("p63", 3, "year", "before"),
        ("p64", 1, "year", "after"),
    ],
)
def test_deadlines_are_those_of_the_law(lists: Graph, paragraph: str, length: int, unit: str, side: str) -> None:
    deadline = code("deadline", paragraph)
    assert lists.value(deadline, BAT.paragraph) == LAW[paragraph]
    assert lists.value(deadline, BAT.deadlineLength) == Literal(length)
    assert lists.value(deadline, BAT.deadlineUnit) == code("deadline-unit", unit)
    assert lists.value(deadline, BAT.deadlineSide) == code("deadline-side", side)


def test_deadlines_name_properties_of_ours(ontology: Graph, lists: Graph) -> None:
    named = {o for p in (BAT.countedFrom, BAT.metBy) for o in lists.objects(None, p)}
    assert named <= set(ontology.subjects(RDF.type, OWL.DatatypeProperty))


def test_component_scheme_says_whose_it_is(lists: Graph) -> None:
    assert lists.value(CODE.component, DCTERMS.source) == Literal("batgraph")
    broader = {(str(a).removeprefix(CODE), str(b).removeprefix(CODE)) for a, b in lists.subject_objects(SKOS.broader)}
    assert {pair for pair in broader if pair[0].startswith("component/")} == {
        ("component/ozone-layer", "component/climate"),
        ("component/surface-water", "component/water"),
        ("component/groundwater", "component/water"),
    }


def test_labels_and_definitions_by_language(ontology: Graph, lists: Graph) -> None:
    assert labels(ontology, BAT.MarkerDesignation)["ru"] == "назначение маркерного загрязняющего вещества"
    assert labels(lists, code("direction", "reduces")) == {"en": "reduces", "kk": "қысқартады", "ru": "сокращает"}
    assert definitions(lists, code("direction", "reduces"))["en"] == "The pressure becomes smaller."
    assert labels(ontology, URIRef("https://example.org/x")) == {}


def test_defined_terms_are_ours_only(ontology: Graph) -> None:
    defined = defined_terms(ontology)
    assert BAT.Document in defined
    assert SKOS.Concept not in defined
    assert MODULE_BASE + "documents" not in {str(term) for term in defined}


@pytest.mark.parametrize("content", [b"<a> <b>", b"<a> <b> [ .", b"\xff\xfe", b"PK\x03\x04"])
def test_an_unreadable_file_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken.ttl"
    file.write_bytes(content)
    with pytest.raises(ModelUnreadable, match=r"broken\.ttl is not Turtle"):
        read_files([file])
