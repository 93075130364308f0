"""What the commands of the analyses have in common: the store they ask, the language they answer in, and the form."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from api.command_line.console import explained_errors, fail, print_json, print_lines
from shapes.trilingual import Language

if TYPE_CHECKING:
    from analysis.wording.speaker import Speaker
    from api.settings import Settings
    from store.embedded import EmbeddedStore
    from store.snapshot import SnapshotFolder

Result = TypeVar("Result")
OutputFormat = Literal["text", "json"]
FormatOption = Annotated[OutputFormat, typer.Option("--format", help="`json` for a program, `text` for a person.")]
StoreOption = Annotated[Path | None, typer.Option("--store", help="Folder of the built graph.")]
LanguageOption = Annotated[Language, typer.Option(help="The language of the answer: kk, ru or en.")]


def settings() -> "Settings":
    """The settings; with one that cannot be used, name it and leave with code 1."""
    from pydantic import ValidationError

    from api.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        faults = (f"{_variable(each['loc'])}: {each['msg']}, given {each['input']!r}" for each in error.errors())
        fail("; ".join(faults))


def _variable(place: tuple[int | str, ...]) -> str:
    return f"BATGRAPH_{place[0]}".upper()


def shipped_data() -> Path:
    """The folder of the shipped facts; without it, say so and leave with code 1: a graph of nothing answers nothing."""
    folder = settings().data
    if not folder.is_dir():
        fail(f"{_variable(('data',))}: there is no folder {folder}")
    return folder


def snapshots(store: Path | None) -> "SnapshotFolder":
    """The folder of built graphs that was asked for, else that of the settings."""
    from store.snapshot import SnapshotFolder

    return SnapshotFolder(store or settings().store)


def open_store(store: Path | None, output: OutputFormat = "text") -> "EmbeddedStore":
    """The graph that is current; without one, say so and leave with code 1."""
    with explained_errors(output):
        return snapshots(store).current().open()


@contextmanager
def errors_in(
    language: Language, graph: "EmbeddedStore | None" = None, output: OutputFormat = "text"
) -> Iterator[None]:
    """Say why a question has no answer, in the language and the form of the answer, and leave with code 1."""
    from analysis.lookup.errors import AnalysisError
    from loaders.loaded_source import SourceRefused

    with explained_errors(output):
        try:
            yield
        except AnalysisError as error:
            fail(_speaker(language, graph).say(error.said), output, error, language=language)
        except SourceRefused as error:
            if error.said is None:
                raise
            fail(error.said.sentence.into(language), output, error, language=language)


def show(
    result: Result,
    lines: "Callable[[Result, Speaker], Iterable[str]]",
    output: OutputFormat,
    language: Language,
    graph: "EmbeddedStore | None" = None,
) -> None:
    """Write an answer: its lines for a person, all of it as JSON for a program."""
    from analysis.plain_values import plain

    speaker = _speaker(language, graph)
    if output == "json":
        print_json(plain(result, speaker))
    else:
        print_lines(lines(result, speaker))


def _speaker(language: Language, graph: "EmbeddedStore | None") -> "Speaker":
    from analysis.wording.names import Names, fetch_names
    from analysis.wording.speaker import Speaker

    return Speaker(language, fetch_names(graph) if graph is not None else Names())
