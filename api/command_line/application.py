"""The commands and their help. Each command's work stands in a room above; here it is only asked for and shown."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.command_line import analyses, assessments, authoring, sources
from api.command_line.answers import (
    FormatOption,
    LanguageOption,
    StoreOption,
    errors_in,
    open_store,
    settings,
    snapshots,
)
from api.command_line.console import (
    explained_errors,
    fail,
    print_json,
    print_lines,
    print_reports,
    progress,
    report_as_json,
)
from api.command_line.validation import validate_command
from shapes.trilingual import LANGUAGES
from store.result_formats import ALL_FORMATS, by_name

commands = typer.Typer(
    name="batgraph",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help=(
        "A knowledge graph of reference books on best available techniques (BAT).\n\n"
        "Begin with `batgraph build`, then `batgraph serve`, or ask at once: "
        "`batgraph explain 'bag filter'`, `batgraph query --example levels-for-nox`."
    ),
)

analyses.register(commands)
assessments.register(commands)
authoring.register(commands)
sources.register(commands)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"batgraph {version('batgraph')}")
        raise typer.Exit


@commands.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """What goes before a command."""


def main() -> None:
    """Run the command line."""
    commands()


@commands.command()
def extract(
    files: Annotated[list[Path], typer.Argument(help="Source documents: Official Journal PDFs, technique records.")],
    data: Annotated[
        Path | None, typer.Option(help="Where to write; the folder of the shipped facts if not given.")
    ] = None,
    output: FormatOption = "text",
) -> None:
    """Write the facts of source documents as CSV, as they ship: names, codes, numbers, never a sentence."""
    from api.sources import extract_file

    with explained_errors(output), progress() as step:
        reports = [extract_file(file, data or settings().data, step) for file in files]
    if output == "json":
        print_json([report_as_json(report) for report in reports])
    else:
        print_reports(reports)


@commands.command()
def explain(
    technique: Annotated[str, typer.Argument(help="A technique: its name in any language, its IRI, or its path.")],
    rule_set: Annotated[str, typer.Option("--rule-set", help="Under which rules.")] = "kz-775",
    language: LanguageOption = "en",
    store: StoreOption = None,
    output: FormatOption = "text",
) -> None:
    """Say why a technique has the status it has, in every document that describes it.

    Each reason names its rule, the paragraph of the law, the effects it rests on, and where they are printed.
    """
    from analysis.determination.explanation import explain as explain_status
    from analysis.determination.explanation_text import as_values, lines

    languages = [language, *(other for other in LANGUAGES if other != language)]
    graph = open_store(store, output)
    with errors_in(language, graph, output):
        explanation = explain_status(graph, technique, rule_set, languages)
    if output == "json":
        print_json(as_values(explanation))
    else:
        print_lines(lines(explanation))


commands.command("validate")(validate_command)


@commands.command()
def query(
    text: Annotated[str | None, typer.Argument(help="A SPARQL query, or `-` to read it from standard input.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A file that holds the query.")] = None,
    example: Annotated[str | None, typer.Option("--example", help="The name of one of the example questions.")] = None,
    output: Annotated[str, typer.Option("--format", help=", ".join(f.name for f in ALL_FORMATS))] = "csv",
    store: StoreOption = None,
) -> None:
    """Answer a SPARQL query on the built graph, under the same limits as the service.

    Without a query, list the example questions.
    """
    asked = _query_text(text, file, example)

    from store.query_guard import check_user_query
    from store.query_process import QueryLimits, QueryProcess
    from store.query_text import Query

    chosen = settings()
    limits = QueryLimits(chosen.query_seconds, chosen.answer_bytes, chosen.memory_bytes)
    with explained_errors():
        form = check_user_query(asked)
        try:
            result_format = by_name("turtle" if output == "csv" and form == "triples" else output)
        except ValueError as error:
            fail(str(error))
        with QueryProcess(snapshots(store).current().dataset, limits) as process:
            sys.stdout.buffer.write(process.serialise(Query("yours", asked), result_format))


def _query_text(text: str | None, file: Path | None, example: str | None) -> str:
    from api.examples import load_examples

    examples = {known.name: known for known in load_examples()}
    given = [option for option in (text, file, example) if option is not None]
    if len(given) > 1:
        fail("give the query once: as an argument, with --file or with --example")
    if example is not None:
        if example not in examples:
            fail(f"there is no example {example}; there are {', '.join(examples)}")
        return examples[example].query.text
    if file is not None:
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            fail(f"{file}: {error}")
    if text is None:
        print_lines(f"{name}: {known.question['en']}" for name, known in examples.items())
        print_lines(["Ask one with `batgraph query --example NAME`."])
        raise typer.Exit
    if "{" not in text and Path(text).is_file():
        fail(f"{text} is a file, not a query: give it with --file {text}")
    return sys.stdin.read() if text == "-" else text


@commands.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to serve on.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65_535, help="Port to serve on; 0 takes a free one.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="Processes that answer requests; they share one graph in memory.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Serve the built graph: pages, GraphQL, SPARQL and linked data. It ends with Ctrl-C.

    A graph that is built meanwhile takes the place of this one, and no request is lost.
    """
    from api.service.server import run

    chosen = settings()
    with explained_errors():
        run(
            snapshots(store),
            chosen,
            host or chosen.host,
            chosen.port if port is None else port,
            chosen.workers if workers is None else workers,
        )
