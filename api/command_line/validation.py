"""The command `batgraph validate`."""

from contextlib import nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Final, Literal

import typer
from rdflib import Graph

from api.command_line.console import ERRORS, OUTPUT, explained_errors, fail, print_json, progress
from api.settings import Settings
from loaders.rdf_file.written_draft import read_draft
from ontology.namespaces import GRAPH
from shapes.background import described_elsewhere, own_vocabulary
from shapes.compilation.on_graph import run_compiled
from shapes.compilation.share import engines_of
from shapes.compilation.terms import as_node
from shapes.engine import ShapesRefused, run_pyshacl
from shapes.loading import load_shapes, topics
from shapes.report_forms.csv_form import to_csv
from shapes.report_forms.html_page import to_html
from shapes.report_forms.json_form import to_json
from shapes.report_forms.shacl_form import to_shacl_turtle
from shapes.report_forms.terminal import print_report
from shapes.store_validation import OntologyMissing, ready, validate_graph, validate_store
from shapes.stored_graph import stored_graph
from shapes.trilingual import Trilingual
from shapes.validation import validate
from shapes.validation_result import ValidationReport
from shapes.written_lines import UNWRITTEN, FileLine, Triple, WrittenLines
from store.embedded import EmbeddedStore
from store.graph_store import GraphStore
from store.remote import EndpointStore
from store.snapshot import SnapshotFolder

Language = Literal["kk", "ru", "en"]
ReportFormat = Literal["text", "json", "turtle", "csv", "html"]

# What data refer to: terms and codes, which are no data themselves, and the law, whose words a report quotes.
_TERMS: Final = (str(GRAPH["ontology"]), str(GRAPH["code-lists"]))
_LAW: Final = str(GRAPH["law/kz-775"])
_THREADS: Final = 2
_LOOKED_AT: Final = Trilingual(
    "тексерілген нәрселер: {count}", "проверено предметов: {count}", "things looked at: {count}"
)


def validate_command(
    files: Annotated[
        list[Path] | None, typer.Argument(help="RDF files of a draft; the built graph if none are given.")
    ] = None,
    rules: Annotated[
        list[str] | None, typer.Option("--rules", help=f"Which rules: model, law, or a topic: {', '.join(topics())}.")
    ] = None,
    language: Annotated[Language, typer.Option(help="The language of the report.")] = "en",
    output: Annotated[ReportFormat, typer.Option("--format", help="What to write.")] = "text",
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day by which deadlines are judged.")
    ] = None,
    limit: Annotated[int, typer.Option(help="How many results of a rule to show in each group; 0 shows all.")] = 5,
    strict: Annotated[bool, typer.Option("--strict", help="Leave with code 1 for warnings too.")] = False,
    reference: Annotated[
        bool, typer.Option("--reference-engine", help="Use pySHACL alone, which is slow, to check the fast engine.")
    ] = False,
    store: Annotated[Path | None, typer.Option("--store", help="Folder of the built graph.")] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            help="Only one named graph of the built graph, such as `doc/bref-CER`, and what its statements concern.",
        ),
    ] = None,
    endpoint: Annotated[
        str | None, typer.Option("--endpoint", help="The built graph behind a SPARQL endpoint, by its address.")
    ] = None,
    engines: Annotated[
        bool, typer.Option("--engines", help="Only list which engine runs which rule, and why not the fast one.")
    ] = False,
) -> None:
    """Say what a reference book is missing or breaks, paragraph by paragraph of the law.

    The exit code is 1 if a rule is violated. Gaps declared as not yet available are listed and are no fault.
    """
    day = on.date() if on else date.today()
    shapes = load_shapes(rules) if rules else load_shapes()
    if engines:
        _show_engines(shapes, output)
        raise typer.Exit
    if (files and (source or endpoint)) or (reference and (source or endpoint)):
        fail("--source and --endpoint go with the built graph and the fast engine: give no files with them")
    with explained_errors(), progress() as step:
        step("reading")
        if files or reference:
            built = _built(store)
            vocabulary = _graphs(built, [*_TERMS, _LAW])
            data, written = _read(files) if files else (_data_of(built), UNWRITTEN)
            step("checking")
            engine = run_pyshacl if reference else run_compiled
            known = described_elsewhere(data, stored_graph(built)) if files else None
            report = validate(
                data, shapes, vocabulary=vocabulary, engine=engine, on=day, context=known, written=written
            )
        else:
            with _remote(endpoint) if endpoint else nullcontext(_built(store)) as asked:
                step("checking")
                report = _in_store(asked, shapes, source, day, language)
    _write(report, shapes, output, language, limit or None)
    raise typer.Exit(report.exit_code(strict=strict))


def _built(store: Path | None) -> EmbeddedStore:
    return SnapshotFolder(store or Settings().store).current().open()


def _remote(endpoint: str) -> EndpointStore:
    try:
        return EndpointStore.connected(endpoint)
    except ValueError as error:
        fail(str(error))


def _in_store(store: GraphStore, shapes: Graph, source: str | None, day: date, language: Language) -> ValidationReport:
    names = {iri.removeprefix(GRAPH): iri for iri in store.graph_iris()}
    if source is not None and source not in names:
        fail(f"there is no graph {source}: there are {', '.join(names)}")
    try:
        rules = ready(shapes, own_vocabulary())
        if source is None:
            return validate_store(store, rules, on=day, threads=_THREADS)
        part = validate_graph(store, rules, names[source], on=day)
    except (OntologyMissing, ShapesRefused) as error:
        fail(str(error))
    ERRORS.print(_LOOKED_AT.into(language).format(count=part.looked_at), highlight=False)
    return part.report


def _show_engines(shapes: Graph, output: ReportFormat) -> None:
    taken = engines_of(shapes)
    if output == "json":
        print_json([{"shape": str(each.shape), "engine": each.engine, "reason": each.reason} for each in taken])
        return
    for each in taken:
        reason = f": {each.reason}" if each.reason else ""
        OUTPUT.print(f"{each.engine}  {each.shape}{reason}", highlight=False, markup=False, soft_wrap=True)
    compiled = sum(each.engine == "compiled" for each in taken)
    OUTPUT.print(f"compiled {compiled}, pySHACL {len(taken) - compiled}", highlight=False)


def _data_of(built: EmbeddedStore) -> Graph:
    return _graphs(built, [iri for iri in built.graph_iris() if iri not in _TERMS])


def _graphs(built: EmbeddedStore, iris: list[str]) -> Graph:
    graph = Graph()
    for iri in iris:
        for triple in built.triples_of(iri):
            graph.add((as_node(triple.subject), as_node(triple.predicate), as_node(triple.object)))
    return graph


def _read(files: list[Path]) -> tuple[Graph, WrittenLines]:
    graph = Graph()
    lines: dict[Triple, FileLine] = {}
    for file in files:
        if not file.is_file():
            fail(f"{file}: there is no such file")
        draft = read_draft(file)
        graph += draft.graph
        lines = {**draft.lines, **lines}
    return graph, WrittenLines(lines)


def _write(
    report: ValidationReport, shapes: Graph, output: ReportFormat, language: Language, limit: int | None
) -> None:
    if output == "text":
        print_report(report, OUTPUT, language, limit)
    elif output == "json":
        typer.echo(to_json(report))
    elif output == "turtle":
        typer.echo(to_shacl_turtle(report, shapes), nl=False)
    elif output == "csv":
        typer.echo(to_csv(report, language), nl=False)
    else:
        typer.echo(to_html(report, language, limit))
