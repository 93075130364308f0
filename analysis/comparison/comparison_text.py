"""Comparisons for reading in a terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator

from analysis.comparison.compare import LevelComparison
from analysis.comparison.facts import Level
from analysis.comparison.pair import Comparable, NotComparable, short
from analysis.comparison.ranking import Group, Ranked
from analysis.lookup.codes import local


def lines(comparison: LevelComparison) -> Iterator[str]:
    """The groups from the strictest level to the laxest, then what was set aside, counted by reason."""
    for group in comparison.ranking.groups:
        yield from _group(group)
        yield ""
    reasons = Counter(reason for each in comparison.ranking.set_aside for reason in each.reasons)
    if reasons:
        yield f"Not comparable ({len(comparison.ranking.set_aside)} levels), because:"
        yield from (f"  {number} × {reason}" for reason, number in reasons.most_common())
    yield f"Paragraphs: {cited(comparison.ranking.paragraphs)}"


def pair_lines(result: Comparable | NotComparable) -> Iterator[str]:
    """Two levels, and which is stricter or why nobody can say."""
    for name, level in (("1", result.first), ("2", result.second)):
        yield f"{name}. {level.subject}: {printed(level)} ({level.source.words})"
    if isinstance(result, NotComparable):
        yield "Not comparable, because:"
        yield from (f"  · {reason.words}" for reason in result.reasons)
    else:
        ranges = f"{result.first_range.words} / {result.second_range.words}"
        yield f"In {result.basis.unit.symbol}{_oxygen(result)}: {ranges}"
        yield _verdict(result)
        yield from (f"  · {caveat}" for caveat in result.caveats)
    yield f"Paragraphs: {cited(result.paragraphs)}"


def printed(level: Level) -> str:
    """The value as printed, with its unit, which some cells print and others leave to the head of the table."""
    value = level.source.printed
    return value if not level.unit_text or value.endswith(level.unit_text) else f"{value} {level.unit_text}"


def cited(paragraphs: Iterable[str]) -> str:
    """The numbers of paragraphs: `p54, p2.13`."""
    return ", ".join(map(local, paragraphs))


def _oxygen(result: Comparable) -> str:
    return "" if result.basis.oxygen is None else f" at {result.basis.oxygen} % oxygen"


def _verdict(result: Comparable) -> str:
    if result.stricter == "equal":
        return "Equally strict."
    if result.stricter == "not-judged":
        return "Comparable, but they bind at different ends or one of these ends is not stated: neither is stricter."
    factor = f", by a factor of {short(result.ratio.value)}" if result.ratio else ""
    return f"{'1' if result.stricter == 'first' else '2'} is stricter{factor}."


def _group(group: Group) -> Iterator[str]:
    parts = [
        group.subject,
        local(group.medium) if group.medium else "",
        f"as {group.measured_as}" if group.measured_as else "",
        f"average: {local(group.averaging)}" if group.averaging else "average: not stated",
        f"{group.plant_status} plants",
        group.basis.unit.symbol,
        group.oxygen,
    ]
    yield " · ".join(part for part in parts if part)
    for ranked in group.ranked:
        yield _ranked(ranked)
    if group.spread:
        yield f"  laxest : strictest = {short(group.spread.value)}"


def _ranked(ranked: Ranked) -> str:
    level = ranked.level
    times = f" (×{short(ranked.times_strictest.value)})" if ranked.times_strictest else ""
    notes = [level.plants, "indicative" if level.indicative else "", "by footnote" if level.modifies else ""]
    said = "; ".join(note for note in notes if note)
    return f"  {ranked.place}. {ranked.range.words}{times}  {level.source.words}{f' [{said}]' if said else ''}"
