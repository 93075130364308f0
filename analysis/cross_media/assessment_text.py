"""A cross-media assessment in words, for reading in a terminal."""

from collections.abc import Iterator
from decimal import Decimal

from analysis.cross_media.results import AlternativeInTheme, CrossMediaAssessment, ThemeResult
from analysis.cross_media.what_if import WhatIf

_STEP = "  "


def lines(assessment: CrossMediaAssessment) -> Iterator[str]:
    """The assessment line by line: theme by theme, then energy, conflicts, and what was not understood."""
    mix = f", energy from {assessment.energy_mix}" if assessment.energy_mix else ""
    yield f"{assessment.title or 'Cross-media assessment'} (factors {assessment.factor_set}{mix})"
    for identifier, name in assessment.alternatives:
        yield f"{_STEP}{identifier}: {name}{' (base case)' if identifier == assessment.base_case else ''}"
    for result in assessment.themes:
        yield ""
        yield from _theme(result)
    yield ""
    yield "energy (GJ/yr)"
    for used in assessment.energy:
        yield f"{_STEP}{used.alternative}: {number(used.gigajoules)}{_rank(used.rank)}{_quality(used.quality, 0)}"
    yield from _closing(assessment)


def what_if_lines(result: WhatIf) -> Iterator[str]:
    """What changes between two assessments, those that change places first."""
    before, after = result.before, result.after
    yield (
        f"{before.factor_set} with energy from {before.energy_mix or 'nowhere'} → "
        f"{after.factor_set} with energy from {after.energy_mix or 'nowhere'}"
    )
    if not result.shifts:
        yield f"{_STEP}nothing changes"
    for shift in sorted(result.shifts, key=lambda shift: not shift.reranked):
        places = f"rank {shift.rank_before or '–'} → {shift.rank_after or '–'}" if shift.reranked else "same rank"
        yield (
            f"{_STEP}{shift.theme}, {shift.alternative}: {places}; {number(shift.value_before)} {shift.unit_before} → "
            f"{number(shift.value_after)} {shift.unit_after}"
        )


def number(value: Decimal | None) -> str:
    """A number with four significant digits, or that there is none."""
    return "no figure" if value is None else f"{value:.4g}"


def _theme(result: ThemeResult) -> Iterator[str]:
    if result.how is None:
        yield f"{result.theme}: the factor set does not have this theme"
        return
    yield f"{result.theme} ({result.how.result_unit} a year, {result.how.mode} by factor, Annex {result.how.annex})"
    for each in result.alternatives:
        share = f", {number(each.normalised)} of the European total" if each.normalised is not None else ""
        change = f", {each.change:+.4g} against the base case" if each.change else ""
        missing = "" if each.complete else ", incomplete"
        quality = _quality(each.quality, each.unrated)
        yield f"{_STEP}{each.alternative}: {number(each.value)}{_rank(each.rank)}{change}{share}{quality}{missing}"
        yield from _missing(each)
    if result.normalisation != "done":
        yield f"{_STEP}normalisation {result.normalisation}"


def _missing(each: AlternativeInTheme) -> Iterator[str]:
    for lacking in each.not_characterised:
        rows = f": {'; '.join(lacking.rows)}" if lacking.rows else ""
        origin = f" from {lacking.origin}" if lacking.origin else ""
        yield f"{_STEP * 2}not characterised: {lacking.substance}{origin}, {lacking.amount:f} t ({lacking.lack}{rows})"
    for item in each.not_stated:
        yield f"{_STEP * 2}not stated: {item}"
    for counted in each.contributions:
        if counted.remark:
            yield f"{_STEP * 2}{counted.substance}: {counted.remark}"


def _closing(assessment: CrossMediaAssessment) -> Iterator[str]:
    for conflict in assessment.conflicts:
        yield ""
        yield f"{conflict.alternative} against the base case: better in {', '.join(conflict.better)}"
        yield f"{_STEP}but worse in {', '.join(conflict.worse)}"
    for unknown in assessment.unknown_substances:
        hint = f"; near matches: {'; '.join(unknown.near)}" if unknown.near else ""
        yield f"unknown substance {unknown.substance!r}{hint}"
    for finding in assessment.share_findings:
        correct = "" if finding.correct is None else f"; correct: {number(finding.correct)}"
        yield f"{finding.what}: printed {finding.printed}: {finding.explanation}{correct}"


def _rank(rank: int | None) -> str:
    return f", rank {rank}" if rank else ""


def _quality(quality: str | None, unrated: int) -> str:
    rated = f", data quality {quality}" if quality else ""
    return f"{rated}{f', {unrated} without data quality' if unrated else ''}"
