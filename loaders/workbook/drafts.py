"""Drafts of every form by one door: recognise, open, load, export."""

from pathlib import Path
from typing import Final, Literal

from rdflib import RDF, XSD, Graph, URIRef
from rdflib import Literal as RdfLiteral

from loaders.loaded_source import LoadedSource, LoadReport, SourceRefused
from loaders.workbook.checking import Rules
from loaders.workbook.csv_folder.metadata import METADATA_FILE, UNNAMED
from loaders.workbook.csv_folder.reading import open_folder
from loaders.workbook.csv_folder.writing import write_folder
from loaders.workbook.draft import Draft
from loaders.workbook.faults import DraftRefused
from loaders.workbook.json_ld.reading import read_json_ld
from loaders.workbook.json_ld.writing import write_json_ld
from loaders.workbook.keys import book_base
from loaders.workbook.plan import curie
from loaders.workbook.reading import Reading, read_draft
from loaders.workbook.writing import PLACES, Words, draft_of
from loaders.workbook.xlsx.opening import open_workbook
from loaders.workbook.xlsx.writing import write_workbook
from ontology.namespaces import BASE, BAT, GRAPH
from shapes.trilingual import Language

Form = Literal["xlsx", "csv", "json-ld"]
ENDINGS: Final = (".xlsx", ".xlsm", ".jsonld")
_LOOKED_AT: Final = 65_536


def is_draft(file: Path) -> bool:
    """Whether a file or folder is a draft in one of the forms that `batgraph template` writes."""
    if file.is_dir():
        return (file / METADATA_FILE).is_file()
    if file.suffix.lower() != ".jsonld":
        return file.suffix.lower() in ENDINGS
    with file.open("rb") as stream:
        start = stream.read(_LOOKED_AT)
    return b'"@base"' in start and f'"{BAT}"'.encode() in start


def read_file(file: Path, rules: Rules, language: Language = "en") -> Reading:
    """Return what a draft states, with all faults of reading. `language` is that of reports on JSON-LD, which has none.

    Raises SourceRefused if the file cannot be opened at all.
    """
    if file.is_dir():
        draft, faults = open_folder(file, rules.plan)
        return read_draft(draft, rules.plan, rules.words, faults)
    if file.suffix.lower() == ".jsonld":
        return read_json_ld(file, rules.plan, rules.words, language)
    draft, faults = open_workbook(file, rules.plan)
    return read_draft(draft, rules.plan, rules.words, faults)


def load_draft(file: Path, rules: Rules) -> LoadedSource:
    """Return the graph of a draft, with the place of each thing in its file.

    Raises DraftRefused with all faults if one of them keeps the draft from being read whole.
    """
    reading = read_file(file, rules)
    if reading.faults:
        raise DraftRefused(reading.file, reading.faults, reading.language)
    graph = Graph()
    graph += reading.graph
    graph += places_graph(reading)
    things = {thing for thing, predicate in reading.places if predicate is None}
    sheets = {place.sheet for place in reading.places.values() if place.sheet}
    counts = {"sheets": len(sheets), "things": len(things), "statements": len(reading.graph)}
    return LoadedSource(graph_iri(reading.base), graph, LoadReport(file.name, counts))


def graph_iri(base: URIRef) -> URIRef:
    """Return the IRI of the named graph of a draft."""
    return GRAPH[str(base).removeprefix(BASE).rstrip("/")]


def places_graph(reading: Reading) -> Graph:
    """Return where each thing stands in its file, and which column of a sheet states which property."""
    graph = Graph()
    for (thing, predicate), place in reading.places.items():
        if predicate is None:
            graph.add((thing, BAT.sourceFile, RdfLiteral(place.file)))
            if place.sheet:
                graph.add((thing, BAT.sourceSheet, RdfLiteral(place.sheet)))
                graph.add((thing, BAT.sourceRow, RdfLiteral(str(place.row), datatype=XSD.integer)))
        elif place.sheet and predicate != RDF.type:
            cls = next((c for c in reading.graph.objects(thing, RDF.type) if isinstance(c, URIRef)), None)
            name = "" if cls is None else curie(cls).split(":")[1]
            column = URIRef(f"{reading.base}source/{name}/{curie(predicate).replace(':', '-')}")
            graph.add((column, RDF.type, BAT.SheetColumn))
            graph.add((column, BAT.sourceFile, RdfLiteral(place.file)))
            graph.add((column, BAT.sourceSheet, RdfLiteral(place.sheet)))
            graph.add((column, BAT.sourceColumn, RdfLiteral(place.letter)))
            graph.add((column, BAT.columnProperty, predicate))
    return graph


def without_places(graph: Graph) -> Graph:
    """Return a graph without what a loader said of places."""
    columns = set(graph.subjects(RDF.type, BAT.SheetColumn))
    bare = Graph()
    for subject, predicate, value in graph:
        if predicate not in PLACES and subject not in columns:
            bare.add((subject, predicate, value))
    return bare


def write_form(graph: Graph, form: Form, out: Path, language: Language, rules: Rules, source: str) -> Draft:
    """Write a book's graph as a draft of a form. Raises SourceRefused if something of it has no place in one."""
    words = Words(language, by_identifier=form == "csv")
    draft = draft_of(without_places(graph), rules.plan, rules.words, words, source)
    _write(draft, without_places(graph), form, out, rules, with_examples=False)
    return draft


def write_template(draft: Draft, form: Form, out: Path, rules: Rules) -> None:
    """Write an empty draft in a form."""
    reading = read_draft(draft, rules.plan, rules.words)
    _write(draft, reading.graph, form, out, rules, with_examples=True)


def _write(draft: Draft, graph: Graph, form: Form, out: Path, rules: Rules, *, with_examples: bool) -> None:
    try:
        match form:
            case "xlsx":
                _check_ending(out, ".xlsx")
                out.write_bytes(write_workbook(draft, rules.plan, rules.words, with_examples=with_examples))
            case "csv":
                write_folder(draft, out)
            case "json-ld":
                _check_ending(out, ".jsonld")
                base = book_base(draft.code or UNNAMED)
                out.write_text(write_json_ld(graph, draft, rules.plan, base), encoding="utf-8")
    except OSError as error:
        raise SourceRefused(
            file=str(out),
            place="the path",
            found=str(error.strerror),
            expected="a path that can be written",
            mend="Give another path.",
        ) from error


def _check_ending(out: Path, ending: str) -> None:
    if out.suffix.lower() != ending:
        raise SourceRefused(
            file=str(out),
            place="the path",
            found=f"the ending {out.suffix or '(none)'}",
            expected=ending,
            mend="Give the file the ending of its form.",
        )
