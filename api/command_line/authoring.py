"""The commands of authors of a reference book: template, check with marks, export."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer

from api.command_line.answers import FormatOption, OutputFormat, StoreOption, shipped_data, snapshots
from api.command_line.console import explained_errors, fail, print_json, print_lines, progress
from api.command_line.said import said
from shapes.trilingual import Language

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

    from loaders.workbook.checking import Rules
    from loaders.workbook.faults import Fault
    from loaders.workbook.reading import Reading
    from store.embedded import EmbeddedStore

Form = Literal["xlsx", "csv", "json-ld"]
BookKind = Literal["sectoral", "cross-sectoral"]
LanguageOption = Annotated[Language, typer.Option(help="The language of the draft: kk, ru or en.")]
FormOption = Annotated[Form, typer.Option(help="A workbook, a folder of CSV files, or a JSON-LD file.")]


def register(commands: typer.Typer) -> None:
    """Add the commands of authors to the command line."""
    commands.command("template")(template_command)
    commands.command("check")(check_command)
    commands.command("export")(export_command)


def template_command(
    out: Annotated[Path, typer.Argument(help="What to write: FILE.xlsx, a new folder, or FILE.jsonld.")],
    kind: Annotated[BookKind, typer.Option(help="The kind of book.")] = "sectoral",
    language: LanguageOption = "ru",
    form: FormOption = "xlsx",
    code: Annotated[
        str, typer.Option(help="Code of the book in Latin letters, e.g. CLM; can be filled in later.")
    ] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Sheets for the procedure, permits and monitoring too.")
    ] = False,
    output: FormatOption = "text",
) -> None:
    """Write an empty draft of a reference book for authors to fill, made from the ontology and the shapes."""
    from loaders.workbook.checking import load_rules
    from loaders.workbook.drafts import write_template
    from loaders.workbook.writing import empty_draft

    with explained_errors(output), progress() as step:
        step("reading the shapes")
        rules = load_rules(shipped_data())
        step("writing")
        draft = empty_draft(rules.plan, rules.words, kind, language, code, everything=everything)
        write_template(draft, form, out, rules)
    columns = sum(len(table.columns) for table in draft.tables)
    if output == "json":
        print_json({"file": str(out), "form": form, "tables": len(draft.tables), "columns": columns})
    else:
        print_lines([said("written-template", language, file=out, form=form, tables=len(draft.tables), number=columns)])


def check_command(
    draft: Annotated[Path, typer.Argument(help="A draft: workbook, folder of CSV, or JSON-LD.")],
    mark: Annotated[
        Path | None, typer.Option("--mark", help="Write the faults into the cells of this copy of the workbook.")
    ] = None,
    language: Annotated[Language | None, typer.Option(help="The language of the report; that of the draft.")] = None,
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day by which deadlines are judged.")
    ] = None,
    limit: Annotated[int, typer.Option(help="How many faults to show; 0 shows all.")] = 0,
    store: StoreOption = None,
    output: FormatOption = "text",
) -> None:
    """Say everything that is wrong with a draft, cell by cell: what cannot be read, and what breaks the Rules.

    The exit code is 1 if anything has to be mended before the draft is complete.
    """
    from loaders.workbook.checking import check_reading, load_rules
    from loaders.workbook.drafts import read_file
    from loaders.workbook.xlsx.marking import mark_workbook

    if mark is not None and draft.suffix.lower() != ".xlsx":
        _fail("mark-needs-workbook", language or "en", output)
    if mark is not None and mark.exists() and mark.samefile(draft):
        _fail("mark-is-the-workbook", language or "en", output, file=mark)
    _require(draft, language or "en", output)
    with explained_errors(output), progress() as step:
        step("reading")
        rules = load_rules(shipped_data())
        reading = read_file(draft, rules, language or "en")
        step("checking")
        elsewhere = _known_elsewhere(reading, store)
        faults = check_reading(reading, rules, on=on.date() if on else date.today(), elsewhere=elsewhere)
        spoken = language or reading.language
        if mark is not None:
            step("marking")
            try:
                mark.write_bytes(mark_workbook(draft, faults, spoken))
            except OSError as error:
                _fail("cannot-write", spoken, output, file=mark, reason=error.strerror)
    _report(reading, faults, spoken, limit, mark, output)
    raise typer.Exit(1 if any(fault.severity == "violation" for fault in faults) else 0)


def export_command(
    book: Annotated[str, typer.Argument(help="A draft, an RDF file, or the code of a book in the built graph.")],
    out: Annotated[Path, typer.Argument(help="What to write: FILE.xlsx, a new folder, or FILE.jsonld.")],
    form: FormOption = "xlsx",
    language: LanguageOption = "ru",
    store: StoreOption = None,
    output: FormatOption = "text",
) -> None:
    """Write a book as a draft that authors can edit and load again: the same graph comes back."""
    from loaders.workbook.checking import load_rules
    from loaders.workbook.drafts import write_form

    with explained_errors(output), progress() as step:
        step("reading")
        rules = load_rules(shipped_data())
        graph = _book(book, rules, store, language, output)
        step("writing")
        draft = write_form(graph, form, out, language, rules, book)
    rows = sum(len(table.rows) for table in draft.tables)
    if output == "json":
        print_json({"file": str(out), "form": form, "tables": len(draft.tables), "rows": rows})
    else:
        print_lines([said("written-export", language, file=out, form=form, tables=len(draft.tables), number=rows)])


def _fail(name: str, language: Language, output: OutputFormat, **places: object) -> NoReturn:
    fail(said(name, language, **places), output, language=language)


def _require(draft: Path, language: Language, output: OutputFormat) -> None:
    from loaders.workbook.drafts import ENDINGS

    if draft.is_dir() or (draft.is_file() and draft.suffix.lower() in ENDINGS):
        return
    if not draft.exists():
        _fail("no-draft", language, output, file=draft.name)
    _fail("no-draft-ending", language, output, file=draft.name, given=draft.suffix, endings=", ".join(ENDINGS))


def _known_elsewhere(reading: "Reading", store: Path | None) -> "Graph":
    """Of which class the things are that a draft names and does not describe, as the built graph says."""
    from rdflib import RDF, Graph

    from store.snapshot import SnapshotMissing

    known = Graph()
    if reading.elsewhere:
        try:
            built = snapshots(store).current().open()
        except SnapshotMissing:
            return known
        for thing in reading.elsewhere:
            for cls in _classes(built, thing):
                known.add((thing, RDF.type, cls))
    return known


def _classes(built: "EmbeddedStore", thing: "URIRef") -> "Sequence[URIRef]":
    from pyoxigraph import NamedNode
    from rdflib import URIRef

    from store.query_text import Query

    query = Query("classes", "SELECT DISTINCT ?class WHERE { VALUES ?thing { UNDEF } ?thing a ?class }")
    rows = built.select(query.bind(thing=[NamedNode(thing)]))
    return [URIRef(row["class"].value) for row in rows if isinstance(row["class"], NamedNode)]


def _book(book: str, rules: "Rules", store: Path | None, language: Language, output: OutputFormat) -> "Graph":
    import rdflib

    from loaders.workbook.drafts import graph_iri, is_draft, read_file
    from loaders.workbook.faults import DraftRefused
    from loaders.workbook.keys import book_base
    from shapes.compilation.terms import as_node

    path = Path(book)
    if path.exists() and is_draft(path):
        reading = read_file(path, rules)
        if reading.faults:
            raise DraftRefused(reading.file, reading.faults, reading.language)
        return reading.graph
    graph = rdflib.Graph()
    if path.is_file():
        try:
            return graph.parse(path, format=rdflib.util.guess_format(str(path)) or "turtle")
        except Exception as error:  # each parser of rdflib raises errors of its own
            _fail("unreadable", language, output, file=path.name, reason=error)
    built = snapshots(store).current().open()
    try:
        wanted = str(graph_iri(book_base(book)))
    except ValueError:
        wanted = ""
    for triple in built.triples_of(wanted) if wanted in built.graph_iris() else ():
        graph.add((as_node(triple.subject), as_node(triple.predicate), as_node(triple.object)))
    if not graph:
        _fail("no-book", language, output, book=book)
    return graph


def _report(
    reading: "Reading",
    faults: "Sequence[Fault]",
    language: Language,
    limit: int,
    mark: Path | None,
    output: OutputFormat,
) -> None:
    from shapes.engine import SEVERITIES
    from shapes.report_forms import words
    from shapes.validation_result import SEVERITY_ORDER

    counts = {severity: sum(f.severity == severity for f in faults) for severity in SEVERITIES.values()}
    if output == "json":
        things = len({thing for thing, predicate in reading.places if predicate is None})
        found: list[dict[str, Any]] = [_as_values(fault, language) for fault in faults]
        print_json({"file": reading.file, "things": things, "counts": counts, "faults": found,
                    "marked": None if mark is None else str(mark)})  # fmt: skip
        return
    shown = faults[:limit] if limit else faults
    lines = []
    for fault in shown:
        told = fault.finding(language)
        severity = words.SEVERITY[fault.severity].into(language)
        lines.append(f"{severity}: {told.place}: {told.found} → {told.expected}. {told.mend}")
    if len(shown) < len(faults):
        more = words.counted(words.HIDDEN, count=len(faults) - len(shown)).into(language)
        lines.append(f"… {more}: --limit 0")
    counted = (words.counted(words.SEVERITY_COUNT[severity], count=counts[severity]) for severity in SEVERITY_ORDER)
    summary = ". ".join(each.into(language) for each in counted)
    lines.append(f"{reading.file}: {summary}.")
    if mark is not None:
        lines.append(said("marked-copy", language, file=mark))
    print_lines(lines)


def _as_values(fault: "Fault", language: Language) -> dict[str, Any]:
    place = fault.place
    return {
        "kind": fault.kind,
        "severity": fault.severity,
        "sheet": place.sheet or None,
        "row": place.row,
        "column": place.letter or None,
        "header": place.header or None,
        "pointer": place.pointer or None,
        "found": fault.found.into(language),
        "expected": fault.expected.into(language),
        "mend": fault.mend.into(language),
    }
