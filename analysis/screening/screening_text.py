"""A screening for reading in a terminal."""

from collections import Counter
from collections.abc import Iterator

from analysis.comparison.comparison_text import paragraphs_line, printed, source_words
from analysis.comparison.pair import short
from analysis.screening.screen import Screened, Screening
from analysis.screening.verdicts import Verdict
from analysis.wording.speaker import ENGLISH, Speaker

_SIGNS = {"met": "✓", "not-met": "✗"}


def lines(screening: Screening, speaker: Speaker = ENGLISH) -> Iterator[str]:
    """Each measured value with the levels it meets (✓) and does not (✗), why others cannot be compared, techniques."""
    yield speaker.text("screening/levels-of", documents=[document.short for document in screening.documents])
    for screened in screening.screened:
        yield ""
        yield from _screened(screened, speaker)
    met = [technique for technique in screening.techniques if technique.would_be_met]
    yield ""
    yield speaker.text("screening/would-be-met", number=len(met), all=len(screening.techniques))
    for each in met:
        words = speaker.text(
            "screening/technique", name=each.name, bat=each.bat, met=each.met, unknown=each.not_comparable
        )
        yield f"  {words}"
    yield paragraphs_line(screening.paragraphs, speaker)


def _screened(screened: Screened, speaker: Speaker) -> Iterator[str]:
    measurement = screened.measurement
    yield speaker.text(
        "screening/measured",
        point=measurement.point,
        line=measurement.line,
        pollutant=measurement.pollutant,
        value=f"{'< ' if measurement.below else ''}{measurement.value}",
        unit=measurement.unit,
        averaging=measurement.averaging,
    )
    if screened.not_in_force:
        names = [document.short for document in screened.not_in_force]
        yield f"  {speaker.text('screening/left-out', documents=names, day=screened.day)}"
    if not screened.verdicts:
        yield f"  {speaker.text('screening/no-level')}"
    for verdict in screened.verdicts:
        if verdict.outcome != "not-comparable":
            yield from _verdict(verdict, speaker)
    reasons = Counter(each.reasons for each in screened.verdicts if each.outcome == "not-comparable")
    for found, number in reasons.most_common():
        said = "; ".join(map(speaker.say, found))
        yield f"  ? {speaker.text('screening/not-comparable', number=number, reasons=said)}"


def _verdict(verdict: Verdict, speaker: Speaker) -> Iterator[str]:
    level = verdict.level
    plants = f" [{level.plants}]" if level.plants else ""
    place = source_words(level.source, speaker)
    value = short(verdict.value.value) if verdict.value else None
    words = speaker.text(f"screening/{verdict.outcome}", value=value, level=printed(level), place=place)
    yield f"  {_SIGNS[verdict.outcome]} {words}{plants}"
    yield from (f"      {speaker.say(caveat)}" for caveat in verdict.caveats)
