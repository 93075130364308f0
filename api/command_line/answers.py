"""What the commands of the analyses have in common: the store they ask, the language they answer in, and the form."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import typer

from analysis.lookup.errors import AnalysisError
from analysis.plain_values import plain
from analysis.wording.names import Names, fetch_names
from analysis.wording.speaker import Speaker
from api.command_line.console import OUTPUT, explained_errors, fail, print_json
from api.settings import Settings
from shapes.trilingual import Language
from store.embedded import EmbeddedStore
from store.snapshot import SnapshotFolder

Result = TypeVar("Result")
OutputFormat = Literal["text", "json"]
FormatOption = Annotated[OutputFormat, typer.Option("--format", help="`json` for a program, `text` for a person.")]
StoreOption = Annotated[Path | None, typer.Option("--store", help="Folder of the built graph.")]
LanguageOption = Annotated[Language, typer.Option(help="The language of the answer: kk, ru or en.")]


def open_store(store: Path | None, output: OutputFormat = "text") -> EmbeddedStore:
    """The graph that is current; without one, say so and leave with code 1."""
    with explained_errors(output):
        return SnapshotFolder(store or Settings().store).current().open()


@contextmanager
def errors_in(language: Language, graph: EmbeddedStore | None = None, output: OutputFormat = "text") -> Iterator[None]:
    """Say why a question has no answer, in the language and the form of the answer, and leave with code 1."""
    with explained_errors(output):
        try:
            yield
        except AnalysisError as error:
            names = fetch_names(graph) if graph is not None else Names()
            fail(Speaker(language, names).say(error.said), output, error)


def show(
    result: Result,
    lines: Callable[[Result, Speaker], Iterable[str]],
    output: OutputFormat,
    language: Language,
    graph: EmbeddedStore | None = None,
) -> None:
    """Write an answer: its lines for a person, all of it as JSON for a program."""
    speaker = Speaker(language, fetch_names(graph) if graph is not None else Names())
    if output == "json":
        print_json(plain(result, speaker))
        return
    for line in lines(result, speaker):
        OUTPUT.print(line, markup=False, highlight=False, soft_wrap=True)
