"""The command that compares two readings of decisions: files of a user, or facts that ship."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.command_line.answers import FormatOption, LanguageOption, settings, show
from api.command_line.console import explained_errors, progress

if TYPE_CHECKING:
    from loaders.official_journal.facts import DecisionFacts

_READING = "A file (PDF, HTML saved from EUR-Lex, JSON records) or the CELEX number of a decision that ships."


def compare_readings_command(
    first: Annotated[str, typer.Argument(help=_READING)],
    second: Annotated[str, typer.Argument(help="The other one: another language, or the decision that replaced it.")],
    every: Annotated[
        bool, typer.Option("--all", help="List also the places of which a source says not enough.")
    ] = False,
    language: LanguageOption = "en",
    output: FormatOption = "text",
) -> None:
    """Compare two readings of a decision, figure by figure: what differs in print, and what a source leaves open."""
    from analysis.readings.reading_comparison import compared, lines

    with explained_errors(output):
        comparison = compared(_reading(first), _reading(second))
    show(comparison, lambda it, speaker: lines(it, every, speaker), output, language)


def _reading(name: str) -> "DecisionFacts":
    """Return the facts of a file, or those that ship under a CELEX number. Raises SourceRefused."""
    from loaders.official_journal.reading import read_decision, read_shipped

    path, folder = Path(name), settings().data / name
    if not path.exists() and folder.is_dir():
        return read_shipped(folder)
    with progress() as say:
        return read_decision(path, lambda done, total: say(f"{path.name}: page {done} of {total}"))
