"""The lines of a draft's statements, against the text of the file itself."""

from pathlib import Path

import pytest
from rdflib import RDF, SKOS, BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from loaders.loaded_source import SourceRefused
from loaders.rdf_file.written_draft import read_draft
from shapes.written_lines import FileLine, WrittenLines

BOOKS = Path(__file__).resolve().parents[2] / "shapes" / "books"
EX = "https://example.org/"
TURTLE = '''@prefix ex: <https://example.org/> .
# a comment
ex:one a ex:Kind ;
    ex:says """two
lines"""@en ,
        "one"@en
  ; ex:has [ a ex:Part ;
        ex:number 1 , 2 ] ,
    (
      3
      ex:two ) .
<two>
    ex:says
        "at last"@en .
'''


def test_each_statement_of_turtle_has_the_line_its_value_begins_on(tmp_path: Path) -> None:
    file = tmp_path / "draft.ttl"
    file.write_text(TURTLE, encoding="utf-8")
    draft = read_draft(file)
    assert isomorphic(draft.graph, Graph().parse(file))
    lines = {(str(p).removeprefix(EX), str(o).removeprefix(EX)): at.line for (_, p, o), at in draft.lines.items()}
    assert {each.file for each in draft.lines.values()} == {"draft.ttl"}
    expected = {
        (str(RDF.type), "Kind"): 3,
        ("says", "two\nlines"): 4,
        ("says", "one"): 6,
        (str(RDF.type), "Part"): 7,
        ("number", "1"): 8,
        ("number", "2"): 8,
        ("says", "at last"): 14,
    }
    assert {key: line for key, line in lines.items() if key in expected} == expected
    owned = {at.line for (s, p, o), at in draft.lines.items() if p == URIRef(f"{EX}has") and isinstance(o, BNode)}
    assert owned == {7, 9}


@pytest.mark.parametrize(("ending", "rdf_format"), [(".ttl", "turtle"), (".nt", "nt"), (".rdf", "xml")])
def test_the_line_of_a_statement_holds_its_value(ending: str, rdf_format: str, tmp_path: Path) -> None:
    book = Graph().parse(BOOKS / "cross_sectoral.ttl")
    file = tmp_path / f"book{ending}"
    book.serialize(file, format=rdf_format, encoding="utf-8")
    draft = read_draft(file)
    assert set(draft.graph) == set(book) == set(draft.lines)
    text = file.read_text(encoding="utf-8").splitlines()
    for (_, _, value), at in draft.lines.items():
        said = str(value).rsplit("/", 1)[-1].rsplit("#", 1)[-1]
        # Turtle writes rdf:type short, and numbers and truths without a type.
        assert said in text[at.line - 1], (value, at)


def test_a_file_without_lines_is_named_all_the_same(tmp_path: Path) -> None:
    file = tmp_path / "draft.jsonld"
    Graph().parse(BOOKS / "cross_sectoral.ttl").serialize(file, format="json-ld")
    assert set(read_draft(file).lines.values()) == {FileLine("draft.jsonld")}


@pytest.mark.parametrize("name", ["draft.ttl", "draft.rdf", "draft.jsonld"])
def test_what_is_no_rdf_is_refused_by_name(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text("neither this nor that", encoding="utf-8")
    with pytest.raises(SourceRefused) as refused:
        read_draft(file)
    assert refused.value.file == name


def test_a_fault_stands_at_the_value_else_at_the_property_else_at_the_thing() -> None:
    one, two, lost = (URIRef(EX + name) for name in ("one", "two", "lost"))
    written = WrittenLines(
        {
            (one, RDF.type, two): FileLine("a.ttl", 3),
            (one, SKOS.note, Literal("b")): FileLine("a.ttl", 5),
            (one, SKOS.note, Literal("a")): FileLine("a.ttl", 9),
            (two, SKOS.related, lost): FileLine("b.ttl", 2),
        }
    )
    assert written.place(one, SKOS.note, Literal("a")) == FileLine("a.ttl", 9)
    assert written.place(one, SKOS.note, Literal("c")) == FileLine("a.ttl", 5)
    assert written.place(one, SKOS.prefLabel) == FileLine("a.ttl", 3)
    assert written.place(lost, SKOS.prefLabel) == FileLine("b.ttl", 2)
    assert written.place(URIRef(EX + "unheard-of")) is None
