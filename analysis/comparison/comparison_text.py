"""Comparisons for reading in a terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Set

from analysis.comparison.compare import LevelComparison
from analysis.comparison.facts import Level, Source
from analysis.comparison.obstacles import code_or_none, oxygen_content, plant_status, subject
from analysis.comparison.pair import Comparable, NotComparable, basis_of, short
from analysis.comparison.ranking import Group, Ranked
from analysis.lookup.codes import local
from analysis.wording.speaker import ENGLISH, Speaker


def lines(comparison: LevelComparison, speaker: Speaker = ENGLISH) -> Iterator[str]:
    """The groups from the strictest level to the laxest, then what was set aside, counted by reason."""
    superseded = frozenset(each.document.iri for each in comparison.superseded)
    for group in comparison.ranking.groups:
        yield from _group(group, superseded, speaker)
        yield ""
    for each in comparison.superseded:
        by = [local(iri) for iri in each.by]
        yield speaker.text("comparison/superseded-by", document=each.document.short, by=by)
    reasons = Counter(reason for each in comparison.ranking.set_aside for reason in each.reasons)
    if reasons:
        yield speaker.text("comparison/not-comparable-count", number=len(comparison.ranking.set_aside))
        yield from (f"  {number} × {speaker.say(reason)}" for reason, number in reasons.most_common())
    yield paragraphs_line(comparison.ranking.paragraphs, speaker)


def pair_lines(result: Comparable | NotComparable, speaker: Speaker = ENGLISH) -> Iterator[str]:
    """Two levels, and which is stricter or why nobody can say."""
    for name, level in (("1", result.first), ("2", result.second)):
        yield f"{name}. {speaker.say(subject(level))}: {printed(level)} ({source_words(level.source, speaker)})"
    if isinstance(result, NotComparable):
        yield speaker.text("comparison/not-comparable")
        yield from (f"  · {speaker.say(reason.message)}" for reason in result.reasons)
    else:
        yield _in_common(result, speaker)
        yield _verdict(result, speaker)
        yield from (f"  · {speaker.say(caveat)}" for caveat in result.caveats)
    yield paragraphs_line(result.paragraphs, speaker)


def printed(level: Level) -> str:
    """The value as printed, with its unit, which some cells print and others leave to the head of the table."""
    value, unit = level.source.printed, level.unit_text or (level.unit.symbol if level.unit else "")
    return value if unit in value else f"{value} {unit}"


def cited(paragraphs: Iterable[str]) -> str:
    """The numbers of paragraphs: `p54, p2.13`."""
    return ", ".join(map(local, paragraphs))


def paragraphs_line(paragraphs: Iterable[str], speaker: Speaker) -> str:
    """The line that names the paragraphs an analysis rests on."""
    return speaker.text("common/paragraphs", numbers=cited(paragraphs))


def source_words(source: Source, speaker: Speaker) -> str:
    """A place as one cites it: `FDM 2019/2031, BAT 12, table 1, p. 13`."""
    return place_words(source.short, source.bats, source.table, source.page, "", speaker)


def place_words(
    short: str, bats: Iterable[int], table: str | None, page: int | None, words: str, speaker: Speaker
) -> str:
    """A place as one cites it, with words from it before the page."""
    numbers = ", ".join(map(str, bats))
    parts = [
        short,
        speaker.text("common/bat", numbers=numbers) if numbers else "",
        speaker.text("common/table", number=table) if table else "",
        words,
        speaker.text("common/page", number=page) if page is not None else "",
    ]
    return ", ".join(part for part in parts if part)


def _in_common(result: Comparable, speaker: Speaker) -> str:
    ranges = {"first": result.first_range.words, "second": result.second_range.words}
    symbol = result.basis.unit.symbol
    if result.basis.oxygen is None:
        return speaker.text("comparison/in-common", unit=symbol, **ranges)
    return speaker.text("comparison/in-common-oxygen", unit=symbol, percent=result.basis.oxygen, **ranges)


def _verdict(result: Comparable, speaker: Speaker) -> str:
    if result.stricter == "equal":
        return speaker.text("comparison/equally-strict")
    if result.stricter == "not-judged":
        return speaker.text("comparison/not-judged")
    which = "1" if result.stricter == "first" else "2"
    if result.difference is not None and not result.difference.value:
        return speaker.text("comparison/stricter-by-bound", which=which)
    if result.ratio is None:
        return speaker.text("comparison/stricter", which=which)
    return speaker.text("comparison/stricter-by", which=which, factor=short(result.ratio.value))


def _as_printed(level: Level, speaker: Speaker) -> str:
    """The number that counts in law, with what it was converted from."""
    content = basis_of(level).oxygen
    oxygen = "" if content is None else speaker.say(oxygen_content(content))
    return ", ".join(part for part in (printed(level), oxygen) if part)


def _group(group: Group, superseded: Set[str], speaker: Speaker) -> Iterator[str]:
    parts = [
        speaker.say(subject(group.ranked[0].level)) if group.ranked else group.subject,
        speaker.code(group.medium) if group.medium else "",
        speaker.text("comparison/as", what=group.measured_as) if group.measured_as else "",
        speaker.text("comparison/average", what=code_or_none(group.averaging)),
        speaker.text("comparison/plants", what=plant_status(group.plant_status)),
        group.basis.unit.symbol,
        speaker.say(group.oxygen) if group.oxygen else "",
    ]
    yield " · ".join(part for part in parts if part)
    for ranked in group.ranked:
        yield _ranked(ranked, group, superseded, speaker)
    if group.spread:
        yield f"  {speaker.text('comparison/spread', ratio=short(group.spread.value))}"


def _ranked(ranked: Ranked, group: Group, superseded: Set[str], speaker: Speaker) -> str:
    level = ranked.level
    times = f" (×{short(ranked.times_strictest.value)})" if ranked.times_strictest else ""
    notes = [
        "" if basis_of(level) == group.basis else speaker.text("comparison/printed", value=_as_printed(level, speaker)),
        level.plants,
        speaker.text("comparison/superseded") if level.source.document in superseded else "",
        speaker.text("comparison/indicative") if level.indicative else "",
        speaker.text("comparison/by-footnote") if level.modifies else "",
    ]
    said = "; ".join(note for note in notes if note)
    place = source_words(level.source, speaker)
    return f"  {ranked.place}. {ranked.range.words}{times}  {place}{f' [{said}]' if said else ''}"
