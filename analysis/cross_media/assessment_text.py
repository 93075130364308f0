"""A cross-media assessment in words, for reading in a terminal."""

from collections.abc import Iterator
from decimal import Decimal

from analysis.comparison.pair import short
from analysis.cross_media.results import (
    AlternativeInTheme,
    CrossMediaAssessment,
    Normalisation,
    NotCharacterised,
    ThemeResult,
)
from analysis.cross_media.what_if import Shift, WhatIf
from analysis.wording.message import message
from analysis.wording.speaker import ENGLISH, Speaker

_STEP = "  "


def lines(assessment: CrossMediaAssessment, speaker: Speaker = ENGLISH) -> Iterator[str]:
    """The assessment line by line: theme by theme, then energy, conflicts, and what was not understood."""
    say = speaker.text
    yield say(
        "cross_media/heading",
        title=assessment.title or message("cross_media/untitled"),
        factors=assessment.factor_set,
        mix=assessment.energy_mix,
    )
    for identifier, name in assessment.alternatives:
        base = f" ({say('cross_media/base-case')})" if identifier == assessment.base_case else ""
        yield f"{_STEP}{identifier}: {name}{base}"
    for result in assessment.themes:
        yield ""
        yield from _theme(result, speaker)
    yield ""
    yield say("cross_media/energy-heading")
    for used in assessment.energy:
        parts = [number(used.gigajoules, speaker), *_rank(used.rank, speaker), *_quality(used.quality, 0, speaker)]
        yield f"{_STEP}{used.alternative}: {', '.join(parts)}"
    yield from _closing(assessment, speaker)


def what_if_lines(result: WhatIf, speaker: Speaker = ENGLISH) -> Iterator[str]:
    """What changes between two assessments, those that change places first."""
    scenarios = [
        speaker.text("cross_media/scenario", factors=each.factor_set, mix=each.energy_mix)
        for each in (result.before, result.after)
    ]
    yield " → ".join(scenarios)
    if not result.shifts:
        yield f"{_STEP}{speaker.text('cross_media/nothing-changes')}"
    for shift in sorted(result.shifts, key=lambda shift: not shift.reranked):
        yield f"{_STEP}{_shift(shift, speaker)}"


def number(value: Decimal | None, speaker: Speaker = ENGLISH) -> str:
    """A number with four significant digits, or that there is none."""
    return speaker.text("cross_media/no-figure") if value is None else f"{value:.4g}"


def _shift(shift: Shift, speaker: Speaker) -> str:
    places = speaker.text("cross_media/same-rank")
    if shift.reranked:
        places = speaker.text("cross_media/reranked", before=shift.rank_before, after=shift.rank_after)
    before = f"{number(shift.value_before, speaker)} {shift.unit_before}"
    after = f"{number(shift.value_after, speaker)} {shift.unit_after}"
    theme = speaker.text(f"cross_media/theme-{shift.theme}")
    return f"{theme}, {shift.alternative}: {places}; {before} → {after}"


def _theme(result: ThemeResult, speaker: Speaker) -> Iterator[str]:
    theme = speaker.text(f"cross_media/theme-{result.theme}")
    if result.how is None:
        yield f"{theme}: {speaker.say(result.normalisation_words)}"
        return
    how = speaker.text(f"cross_media/how-{result.how.mode}", unit=result.how.result_unit, annex=result.how.annex)
    yield f"{theme} ({how})"
    for each in result.alternatives:
        yield f"{_STEP}{each.alternative}: {', '.join(_parts(each, speaker))}"
        yield from (f"{_STEP * 2}{line}" for line in _missing(each, speaker))
    if result.normalisation is not Normalisation.DONE:
        yield f"{_STEP}{speaker.say(result.normalisation_words)}"


def _parts(each: AlternativeInTheme, speaker: Speaker) -> Iterator[str]:
    yield number(each.value, speaker)
    yield from _rank(each.rank, speaker)
    if each.change:
        yield speaker.text("cross_media/change", change=f"{each.change:+.4g}")
    if each.normalised is not None:
        yield speaker.text("cross_media/share-of-total", share=number(each.normalised, speaker))
    yield from _quality(each.quality, each.unrated, speaker)
    if not each.complete:
        yield speaker.text("cross_media/incomplete")


def _missing(each: AlternativeInTheme, speaker: Speaker) -> Iterator[str]:
    yield from (_not_characterised(lacking, speaker) for lacking in each.not_characterised)
    for item in each.not_stated:
        yield speaker.text("cross_media/not-stated", item=item)
    for counted in each.contributions:
        if counted.remark:
            yield f"{counted.substance}: {speaker.say(counted.remark)}"


def _not_characterised(lacking: NotCharacterised, speaker: Speaker) -> str:
    origin = f" ({lacking.origin})" if lacking.origin else ""
    rows = f": {'; '.join(lacking.rows)}" if lacking.rows else ""
    return speaker.text(
        "cross_media/not-characterised",
        substance=f"{lacking.substance}{origin}",
        amount=short(lacking.amount),
        why=speaker.text(f"cross_media/lack-{lacking.lack}") + rows,
    )


def _closing(assessment: CrossMediaAssessment, speaker: Speaker) -> Iterator[str]:
    def themes(names: tuple[str, ...]) -> str:
        return ", ".join(speaker.text(f"cross_media/theme-{name}") for name in names)

    for conflict in assessment.conflicts:
        yield ""
        yield speaker.text("cross_media/better", alternative=conflict.alternative, themes=themes(conflict.better))
        yield f"{_STEP}{speaker.text('cross_media/worse', themes=themes(conflict.worse))}"
    for unknown in assessment.unknown_substances:
        near = "; ".join(unknown.near) or message("errors/none")
        yield speaker.text("cross_media/unknown-substance", substance=unknown.substance, near=near)
    for finding in assessment.share_findings:
        correct = number(finding.correct, speaker)
        yield speaker.text(
            "cross_media/share-finding",
            what=finding.what,
            printed=finding.printed,
            why=finding.explanation,
            correct=correct,
            printed_as=message(f"cross_media/as-{finding.printed_as}"),
        )


def _rank(rank: int | None, speaker: Speaker) -> Iterator[str]:
    if rank:
        yield speaker.text("cross_media/rank", rank=rank)


def _quality(quality: str | None, unrated: int, speaker: Speaker) -> Iterator[str]:
    if quality:
        yield speaker.text("cross_media/quality", quality=quality)
    if unrated:
        yield speaker.text("cross_media/unrated", number=unrated)
