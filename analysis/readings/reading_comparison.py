"""The comparison of two readings, told apart into what differs in print and what a source leaves open."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.wording.speaker import ENGLISH, Speaker
from loaders.official_journal.comparison import Difference, compare_readings
from loaders.official_journal.facts import DecisionFacts


@dataclass(frozen=True)
class ReadingComparison:
    """Two readings by CELEX and language, and every place where they differ.

    `differences` are those of the documents themselves; `gaps` are places that a source leaves out, cuts off or leaves
    in doubt.
    """

    first: str
    second: str
    differences: tuple[Difference, ...]
    gaps: tuple[Difference, ...]


def compared(first: DecisionFacts, second: DecisionFacts) -> ReadingComparison:
    """Return where two readings differ."""
    found = compare_readings(first, second)
    return ReadingComparison(
        first=_named(first),
        second=_named(second),
        differences=tuple(one for one in found if one.gap is None),
        gaps=tuple(one for one in found if one.gap is not None),
    )


def _named(facts: DecisionFacts) -> str:
    return f"{facts.identity.celex} ({facts.identity.language})"


def lines(found: ReadingComparison, every: bool = False, speaker: Speaker = ENGLISH) -> Iterator[str]:
    """Return the comparison for reading in a terminal; `every` lists the gaps too."""
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
