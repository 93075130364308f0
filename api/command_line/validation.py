"""The command `batgraph validate`."""

from contextlib import nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, NoReturn

import typer

from api.command_line.answers import StoreOption, open_store
from api.command_line.console import ERRORS, OUTPUT, explained_errors, fail, print_json, print_lines, progress
from api.command_line.said import said
from shapes.selection import topics
from shapes.trilingual import Language

if TYPE_CHECKING:
    from rdflib import Graph

    from shapes.validation_result import ValidationReport
    from shapes.written_lines import WrittenLines
    from store.embedded import EmbeddedStore
    from store.graph_store import GraphStore
    from store.remote import EndpointStore

ReportFormat = Literal["text", "json", "turtle", "csv", "html"]
_THREADS: Final = 2


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
    store: StoreOption = None,
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
    from shapes.loading import load_shapes

    day = on.date() if on else date.today()
    with explained_errors():
        shapes = load_shapes(rules) if rules else load_shapes()
    if engines:
        _show_engines(shapes, output)
        raise typer.Exit
    if (files and (source or endpoint)) or (reference and (source or endpoint)):
        _fail("needs-built-graph", language)
    with explained_errors(), progress() as step:
        step("reading")
        if files or reference:
            step("checking")
            report = _in_memory(open_store(store), files, shapes, reference, day, language)
        else:
            with _remote(endpoint) if endpoint else nullcontext(open_store(store)) as asked:
                step("checking")
                report = _in_store(asked, shapes, source, day, language)
    _write(report, shapes, output, language, limit or None)
    raise typer.Exit(report.exit_code(strict=strict))


def _fail(name: str, language: Language, **places: object) -> NoReturn:
    fail(said(name, language, **places), language=language)


def _in_memory(
    built: "EmbeddedStore", files: list[Path] | None, shapes: "Graph", reference: bool, day: date, language: Language
) -> "ValidationReport":
    from ontology.namespaces import ACT, BASE, GRAPH
    from shapes.background import described_elsewhere
    from shapes.compilation.on_graph import run_compiled
    from shapes.engine import run_pyshacl
    from shapes.stored_graph import stored_graph
    from shapes.validation import validate
    from shapes.written_lines import UNWRITTEN

    # What data refer to: terms and codes, which are no data themselves, and the law, whose words a report quotes.
    terms = [str(GRAPH["ontology"]), str(GRAPH["code-lists"])]
    vocabulary = _graphs(built, [*terms, str(GRAPH[ACT.removeprefix(BASE)])])
    if files:
        data, written = _read(files, language)
        known = described_elsewhere(data, stored_graph(built))
    else:
        data, written = _graphs(built, [iri for iri in built.graph_iris() if iri not in terms]), UNWRITTEN
        known = None
    engine = run_pyshacl if reference else run_compiled
    return validate(data, shapes, vocabulary=vocabulary, engine=engine, on=day, context=known, written=written)


def _remote(endpoint: str) -> "EndpointStore":
    from store.remote import EndpointStore

    try:
        return EndpointStore.connected(endpoint)
    except ValueError as error:
        fail(str(error))


def _in_store(
    store: "GraphStore", shapes: "Graph", source: str | None, day: date, language: Language
) -> "ValidationReport":
    from analysis.lookup.names import folded, near
    from ontology.namespaces import GRAPH
    from shapes.background import own_vocabulary
    from shapes.engine import ShapesRefused
    from shapes.store_validation import OntologyMissing, ready, validate_graph, validate_store

    names = {iri.removeprefix(GRAPH): iri for iri in store.graph_iris()}
    if source is not None and source not in names:
        alike = near(source.rpartition(".")[0] or source, {folded(name): name for name in names})
        text = "no-graph-but-near" if alike else "no-graph"
        _fail(text, language, asked=source, near="; ".join(alike), there=", ".join(names))
    try:
        rules = ready(shapes, own_vocabulary())
        if source is None:
            return validate_store(store, rules, on=day, threads=_THREADS)
        part = validate_graph(store, rules, names[source], on=day)
    except (OntologyMissing, ShapesRefused) as error:
        fail(str(error))
    ERRORS.print(said("looked-at", language, count=part.looked_at), highlight=False)
    return part.report


def _show_engines(shapes: "Graph", output: ReportFormat) -> None:
    from shapes.compilation.share import engines_of

    taken = engines_of(shapes)
    if output == "json":
        print_json([{"shape": str(each.shape), "engine": each.engine, "reason": each.reason} for each in taken])
        return
    compiled = sum(each.engine == "compiled" for each in taken)
    print_lines(f"{each.engine}  {each.shape}{f': {each.reason}' if each.reason else ''}" for each in taken)
    print_lines([f"compiled {compiled}, pySHACL {len(taken) - compiled}"])


def _graphs(built: "EmbeddedStore", iris: list[str]) -> "Graph":
    from rdflib import Graph

    from shapes.compilation.terms import as_node

    graph = Graph()
    for iri in iris:
        for triple in built.triples_of(iri):
            graph.add((as_node(triple.subject), as_node(triple.predicate), as_node(triple.object)))
    return graph


def _read(files: list[Path], language: Language) -> "tuple[Graph, WrittenLines]":
    from rdflib import Graph

    from loaders.rdf_file.written_draft import read_draft
    from shapes.written_lines import FileLine, Triple, WrittenLines

    graph = Graph()
    lines: dict[Triple, FileLine] = {}
    for file in files:
        if not file.is_file():
            _fail("no-file", language, file=file)
        draft = read_draft(file)
        graph += draft.graph
        lines = {**draft.lines, **lines}
    return graph, WrittenLines(lines)


def _write(
    report: "ValidationReport", shapes: "Graph", output: ReportFormat, language: Language, limit: int | None
) -> None:
    from shapes.report_forms.csv_form import to_csv
    from shapes.report_forms.html_page import to_html
    from shapes.report_forms.json_form import to_json
    from shapes.report_forms.shacl_form import to_shacl_turtle
    from shapes.report_forms.terminal import print_report

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
