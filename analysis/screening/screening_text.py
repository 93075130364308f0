"""A screening for reading in a terminal."""

from collections import Counter
from collections.abc import Iterator

from analysis.comparison.comparison_text import cited, printed
from analysis.comparison.pair import short
from analysis.screening.screen import Screened, Screening
from analysis.screening.verdicts import Verdict

_SIGNS = {"met": "✓", "not-met": "✗"}


def lines(screening: Screening) -> Iterator[str]:
    """Each measured value with the levels it meets (✓) and does not (✗), why others cannot be compared, techniques."""
    yield f"Levels of {', '.join(document.short for document in screening.documents)}"
    for screened in screening.screened:
        yield ""
        yield from _screened(screened)
    met = [technique for technique in screening.techniques if technique.would_be_met]
    yield ""
    yield f"Techniques whose levels would be met: {len(met)} of {len(screening.techniques)}"
    yield from (f"  {each.name} (BAT {each.bat}: {each.met} met, {each.not_comparable} not comparable)" for each in met)
    yield f"Paragraphs: {cited(screening.paragraphs)}"


def _screened(screened: Screened) -> Iterator[str]:
    measurement = screened.measurement
    yield (
        f"{measurement.point}, line {measurement.line}: {measurement.pollutant} {measurement.value} {measurement.unit}"
        f"{f', {measurement.averaging}' if measurement.averaging else ''}"
    )
    if not screened.verdicts:
        yield "  these documents set no level for it: neither met nor not met"
    for verdict in screened.verdicts:
        if verdict.outcome != "not-comparable":
            yield from _verdict(verdict)
    reasons = Counter("; ".join(each.reasons) for each in screened.verdicts if each.outcome == "not-comparable")
    yield from (f"  ? {number} levels not comparable: {reason}" for reason, number in reasons.most_common())


def _verdict(verdict: Verdict) -> Iterator[str]:
    level = verdict.level
    plants = f" [{level.plants}]" if level.plants else ""
    value = f"{short(verdict.value.value)} against " if verdict.value else ""
    yield f"  {_SIGNS[verdict.outcome]} {value}{printed(level)} ({level.source.words}){plants}"
    yield from (f"      {caveat}" for caveat in verdict.caveats)
