"""The command that compares two readings of decisions: files of a user, or facts that ship."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from analysis.wording.speaker import ENGLISH, Speaker
from api.command_line.answers import FormatOption, LanguageOption, show
from api.command_line.console import explained_errors, progress
from api.settings import Settings
from loaders.official_journal.comparison import Difference, compare_readings
from loaders.official_journal.facts import DecisionFacts
from loaders.official_journal.reading import read_decision, read_shipped

_READING = "A file (PDF, HTML saved from EUR-Lex, JSON records) or the CELEX number of a decision that ships."


@dataclass(frozen=True)
class ReadingComparison:
    """Two readings by CELEX and language, and every place where they differ.

    A difference whose `gap` is None is one of the documents; the others are places that a source leaves out, cuts off
    or leaves in doubt.
    """

    first: str
    second: str
    differences: tuple[Difference, ...]
    gaps: tuple[Difference, ...]


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
    with explained_errors():
        readings = _reading(first), _reading(second)
    found = compare_readings(*readings)
    comparison = ReadingComparison(
        first=_named(readings[0]),
        second=_named(readings[1]),
        differences=tuple(one for one in found if one.gap is None),
        gaps=tuple(one for one in found if one.gap is not None),
    )
    show(comparison, lambda it, speaker: lines(it, every, speaker), output, language)


def _reading(name: str) -> DecisionFacts:
    """Return the facts of a file, or those that ship under a CELEX number. Raises SourceRefused."""
    folder = Settings().data / name
    if not Path(name).exists() and folder.is_dir():
        return read_shipped(folder)
    path = Path(name)
    with progress() as say:
        return read_decision(path, lambda done, total: say(f"{path.name}: page {done} of {total}"))


def _named(facts: DecisionFacts) -> str:
    return f"{facts.identity.celex} ({facts.identity.language})"


def lines(found: ReadingComparison, every: bool = False, speaker: Speaker = ENGLISH) -> Iterator[str]:
    """Return the comparison for reading in a terminal."""
    yield f"{found.first} → {found.second}"
    yield speaker.text("readings/differences", count=len(found.differences))
    yield from _listed(found.differences, speaker)
    yield speaker.text("readings/gaps", count=len(found.gaps))
    for reason, count in Counter(one.gap for one in found.gaps if one.gap).items():
        yield "  " + speaker.text(f"readings/{reason}", count=count)
    if every:
        yield from _listed(found.gaps, speaker)


def _listed(differences: tuple[Difference, ...], speaker: Speaker) -> Iterator[str]:
    nothing = speaker.text("readings/nothing")
    for one in differences:
        yield f"  ~ {one.place}: {one.first or nothing} → {one.second or nothing}"
