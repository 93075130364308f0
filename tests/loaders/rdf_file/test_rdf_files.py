"""RDF in every common format gives the same statements; hostile and careless files are refused with the place."""

import bz2
import gzip
import os
import socket
import tracemalloc
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat
from rdflib import Graph

from loaders.loaded_source import SourceRefused, StreamedSource
from loaders.rdf_file import load_rdf, recognises_rdf
from loaders.rdf_file.reading import graph_iri

DATA = Path(__file__).resolve().parents[3] / "data"
BAT = "https://w3id.org/batgraph/def/"
CODE = "https://w3id.org/batgraph/code/"
TURTLE = f"""
@prefix bat: <{BAT}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix e: <https://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
e:filter a bat:Technique ; skos:prefLabel "сүзгі"@kk , "filter"@en ; e:rated 2.50 , "2020-02-29"^^xsd:date .
"""
QUADS = [quad.triple for quad in pyoxigraph.parse(TURTLE.encode(), format=RdfFormat.TURTLE)]
ENDINGS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
}


def load(place: Path, name: str, content: str | bytes) -> StreamedSource:
    file = place / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    work = place / "work"
    work.mkdir(exist_ok=True)
    return load_rdf(file, DATA, work)


def statements(source: StreamedSource) -> list[str]:
    return sorted(source.triples.read_text(encoding="utf-8").splitlines())


def refusal(place: Path, name: str, content: str | bytes) -> SourceRefused:
    with pytest.raises(SourceRefused) as refused:
        load(place, name, content)
    assert refused.value.file == name
    return refused.value


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_gives_the_same_statements(tmp_path: Path, ending: str, packed: bool) -> None:
    content = pyoxigraph.serialize(QUADS, format=ENDINGS[ending]) or b""
    name = f"own{ending}{'.gz' if packed else ''}"
    source = load(tmp_path, name, gzip.compress(content) if packed else content)
    assert statements(source) == sorted(f"{triple} ." for triple in QUADS)
    assert str(source.graph_iri) == "https://w3id.org/batgraph/graph/file/own"
    assert source.report.counts == {"statements": 5, "blank nodes named": 0}


def test_json_and_xml_that_are_no_rdf_are_left_to_other_loaders(tmp_path: Path) -> None:
    contents = {"a.json": '[{"section": "1", "title": "x"}]', "b.xml": "<root/>", "c.txt": "x", "d.ttl": ""}
    for name, content in contents.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert [name for name in contents if recognises_rdf(tmp_path / name)] == ["d.ttl"]


def test_graphs_of_the_file_become_one_and_that_is_said(tmp_path: Path) -> None:
    content = "<urn:a> <urn:p> <urn:b> <https://w3id.org/batgraph/graph/law/kz-775> .\n<urn:a> <urn:p> <urn:c> ."
    source = load(tmp_path, "a.nq", content)
    assert statements(source) == ["<urn:a> <urn:p> <urn:b> .", "<urn:a> <urn:p> <urn:c> ."]
    [finding] = source.report.findings
    assert finding.found == "1 statements in 1 graphs of its own"


def test_blank_nodes_get_names_of_their_own(tmp_path: Path) -> None:
    content = "<urn:a> <urn:p> [ <urn:q> ( 1 2 ) ] ."
    source = load(tmp_path, "a.ttl", content)
    text = source.triples.read_text(encoding="utf-8")
    assert "_:" not in text
    assert source.report.counts["blank nodes named"] == 3
    assert len(Graph().parse(data=content, format="turtle")) == len(text.splitlines())


@pytest.mark.parametrize("name", ["Белгі.ttl", "own.ttl.gz", "own.data.ttl", "..ttl"])
def test_a_graph_has_a_name_of_plain_letters(name: str) -> None:
    local = str(graph_iri(Path(name))).removeprefix("https://w3id.org/batgraph/graph/file/")
    assert local
    assert set(local) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-")


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://example.org/">'
ITEM = '<rdf:Description rdf:about="urn:a"><e:p>{}</e:p></rdf:Description></rdf:RDF>'
HOSTILE = [
    ("laughs.rdf", f'<!DOCTYPE rdf:RDF [<!ENTITY l0 "ha">{LAUGHS}]>{RDF}{ITEM.format("&l9;")}', "that holds entities"),
    ("outside.rdf", f'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>{RDF}{ITEM.format("&x;")}', "/etc/passwd"),
    ("long.rdf", f'<!DOCTYPE r [<!ENTITY x "{"ha" * 1000}">]>{RDF}{ITEM.format("&x;" * 9)}', "of much text"),
    ("deep.rdf", RDF + "<rdf:Description><e:p>" * 100_000, "nested more than 200 deep"),
    ("deep.jsonld", '{"@id": "urn:a", "urn:p": ' * 300 + "1" + "}" * 300, "nested more than 200 deep"),
    ("deeper.jsonld", '{"@id":' * 200_000, "deep or long JSON"),
    ("remote.jsonld", '{"@context": "http://127.0.0.1:9/", "@id": "urn:a", "urn:p": 1}', "have to be fetched"),
    ("import.jsonld", '{"@context": {"@import": "http://127.0.0.1:9/"}, "@id": "urn:a"}', "have to be fetched"),
    ("dropped.jsonld", '{"@id": "urn:a", "label": "x"}', "the key 'label', which the context does not define"),
    ("relative.jsonld", '{"@id": "../a", "urn:p": 1}', "the relative IRI 'a'"),
    ("twice.jsonld", '{"@id": "urn:a", "urn:p": 1, "urn:p": 2}', "the same key twice"),
    ("number.jsonld", '{"@id": "urn:a", "urn:p": NaN}', "NaN"),
    ("list.jsonld", '[{"@id": "urn:a", "urn:p": 1}, 3]', "a int"),
    ("relative.ttl", "<a> <urn:p> 1 .", "a relative IRI without a base"),
    ("unended.ttl", '<urn:a> <urn:p> "x', "nexpected end"),
    ("broken.nt", "<urn:a> <urn:p> <urn:b> .\n<urn:a> <urn:p>\n", ""),
    ("integer.ttl", '<urn:a> <urn:p> "abc"^^<http://www.w3.org/2001/XMLSchema#integer> .', '"abc"^^'),
    ("day.ttl", '<urn:a> <urn:p> "2021-02-29"^^<http://www.w3.org/2001/XMLSchema#date> .', "2021-02-29"),
    ("star.ttl", "<urn:a> <urn:p> <<( <urn:a> <urn:p> 1 )>> .", "a statement about a statement"),
    ("circle.ttl", "_:a <urn:p> _:b . _:b <urn:p> _:a .", "in a circle"),
    ("empty.ttl", "", "nothing in it"),
    ("nothing.ttl", "# nothing\n", "no statement"),
    ("latin.nt", b'<urn:a> <urn:p> "\xe9" .', ""),
    ("xml.ttl", f"<?xml version='1.0'?>{RDF}</rdf:RDF>", "XML in a file called *.ttl"),
    ("turtle.rdf", "@prefix e: <urn:> . e:a e:p 1 .", "Turtle, N-Triples or their like in a file called *.rdf"),
    ("json.nt", '{"@id": "urn:a"}', "JSON in a file called *.nt"),
    ("cut.nt.gz", gzip.compress(b"<urn:a> <urn:p> <urn:b> .\n" * 9999, mtime=0)[:-20], "no whole gzip file"),
    ("other.nt.gz", bz2.compress(b"<urn:a> <urn:p> <urn:b> ."), "no whole gzip file"),
    ("term.ttl", f"<urn:a> <{BAT}pollutantt> <urn:b> .", f"{BAT}pollutantt, which means nothing"),
    ("code.ttl", f"<urn:a> <urn:p> <{CODE}medium/aire> .", "code/medium/aire, which means"),
    ("law.ttl", "<urn:a> <urn:p> <https://w3id.org/batgraph/law/kz-775/p999> .", "law/kz-775/p999, which means"),
]


@pytest.mark.parametrize(("name", "content", "found"), HOSTILE, ids=[name for name, _, _ in HOSTILE])
def test_a_hostile_or_careless_file_is_refused(tmp_path: Path, name: str, content: str | bytes, found: str) -> None:
    fault = refusal(tmp_path, name, content)
    assert found in fault.found
    assert fault.place
    assert fault.expected
    assert fault.mend.endswith((".", "word."))


def test_a_slip_in_a_name_of_ours_is_answered_with_what_is_like_it(tmp_path: Path) -> None:
    assert f"{BAT}pollutant" in refusal(tmp_path, "a.ttl", f"<urn:a> <{BAT}polutant> <urn:b> .").expected


def test_the_place_of_a_fault_of_syntax_is_its_line(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a.nt", "<urn:a> <urn:p> <urn:b> .\n<urn:a> nonsense\n").place.startswith("line 2")


def test_entities_that_abbreviate_namespaces_are_read(tmp_path: Path) -> None:
    content = f'<!DOCTYPE rdf:RDF [<!ENTITY e "https://example.org/">]>{RDF}{ITEM.format("&e;x")}'
    assert statements(load(tmp_path, "a.owl", content)) == ['<urn:a> <https://example.org/p> "https://example.org/x" .']


@pytest.mark.parametrize("name", ["missing.ttl", "folder.ttl", "pipe.ttl"])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    if name.startswith("folder"):
        (tmp_path / name).mkdir()
    elif name.startswith("pipe"):
        os.mkfifo(tmp_path / name)
    with pytest.raises(SourceRefused) as refused:
        load_rdf(tmp_path / name, DATA, tmp_path)
    assert refused.value.place == "the path"


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening a connection ends the test."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.usefixtures("no_network")
def test_nothing_is_fetched(tmp_path: Path) -> None:
    fault = refusal(tmp_path, "a.jsonld", '{"@context": ["http://127.0.0.1:9/"], "@id": "urn:a", "urn:p": 1}')
    assert fault.place == "@context"


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    lines = b"".join(b"<urn:a%d> <urn:p> <urn:b> .\n" % n for n in range(30_000))
    tracemalloc.start()
    load(tmp_path, "a.nt", lines)
    del lines
    tracemalloc.reset_peak()
    work = tmp_path / "work"
    load_rdf(tmp_path / "a.nt", DATA, work)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 15_000_000
