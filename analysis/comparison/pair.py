"""Two levels: comparable, in one unit and at one oxygen content, or not comparable for every reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from analysis.comparison.conversion import Converted, normalised_unit, oxygen_ratio, shown, unit_ratio
from analysis.comparison.facts import Bound, Level, LevelKind, Unit
from analysis.comparison.obstacles import Reason, is_gas_concentration, obstacles
from analysis.wording.message import Message, message
from ontology.namespaces import LAW

DIFFERENT_PLANTS: Final = "comparison/caveat-plants"
Stricter = Literal["first", "second", "equal", "not-judged"]
# Levels are ranges over a period and under conditions (p54); sectoral books accord with cross-sectoral ones (p2.13).
PARAGRAPHS: Final = (str(LAW["p54"]), str(LAW["p2.13"]))


@dataclass(frozen=True)
class ConvertedBound:
    """One end of a range in the common unit, with the comparator printed before it."""

    value: Decimal
    rounded: bool
    comparator: str | None


@dataclass(frozen=True)
class ConvertedRange:
    """A level in the common unit; None for an end that is not stated."""

    lower: ConvertedBound | None
    upper: ConvertedBound | None

    @property
    def words(self) -> str:
        """The range for reading, at most six significant digits."""
        if self.lower and self.upper and self.lower.value != self.upper.value:
            return f"{_sign(self.lower)}{short(self.lower.value)}–{_sign(self.upper)}{short(self.upper.value)}"
        bound = self.upper or self.lower
        return f"{_sign(bound)}{short(bound.value)}" if bound else "–"


@dataclass(frozen=True)
class Basis:
    """What values are brought to: a unit and, for concentrations in gas, a reference oxygen content."""

    unit: Unit
    oxygen: Decimal | None = None


@dataclass(frozen=True)
class Comparable:
    """Two levels that can be compared.

    `stricter` judges the end that binds: the upper end, or the lower where more is better (efficiency); it is not
    judged where one of them is not stated or they bind at different ends. `ratio` is the larger binding end over the
    smaller, `difference` their distance in the common unit. `caveats` say what the documents leave unsaid or print
    differently, without forbidding the comparison.
    """

    first: Level
    second: Level
    basis: Basis
    first_range: ConvertedRange
    second_range: ConvertedRange
    averaging: tuple[str, ...]
    stricter: Stricter
    ratio: Converted | None
    difference: Converted | None
    caveats: tuple[Message, ...]
    paragraphs: tuple[str, ...] = PARAGRAPHS


@dataclass(frozen=True)
class NotComparable:
    """Two levels that cannot be compared, with every reason."""

    first: Level
    second: Level
    reasons: tuple[Reason, ...]
    paragraphs: tuple[str, ...] = PARAGRAPHS


def compare_pair(first: Level, second: Level, basis: Basis | None = None) -> Comparable | NotComparable:
    """Compare two levels on a basis; without one, on that of the first level.

    Raises UnitDoesNotConvert or OxygenOutOfRange if comparable levels cannot be brought to the basis asked for.
    """
    reasons = obstacles(first, second)
    if reasons:
        return NotComparable(first, second, reasons)
    on = basis or basis_of(first)
    one, other = binding_end(first, on), binding_end(second, on)
    stricter: Stricter = "not-judged"
    ratio = difference = None
    if one is not None and other is not None and higher_is_stricter(first) == higher_is_stricter(second):
        stricter = "equal" if one == other else "first" if one < other else "second"
        difference = shown(abs(one.amount - other.amount))
        low, high = sorted((one.amount, other.amount))
        ratio = shown(high / low) if low else None
    return Comparable(
        first=first,
        second=second,
        basis=on,
        first_range=converted_range(first, on),
        second_range=converted_range(second, on),
        averaging=tuple(sorted(first.averaging & second.averaging)),
        stricter=stricter,
        ratio=ratio,
        difference=difference,
        caveats=tuple(_caveats(first, second)),
    )


def basis_of(level: Level) -> Basis:
    """Return the unit and oxygen content that a comparable level is stated in."""
    unit, _ = normalised_unit(level)
    if unit is None:
        raise ValueError(f"{level.iri} has no listed unit, so nothing can be brought to it")
    return Basis(unit, level.conditions.oxygen if level.conditions and is_gas_concentration(level) else None)


@dataclass(frozen=True, order=True)
class BindingEnd:
    """The end that binds, ordered from the strictest to the laxest."""

    rank: Fraction
    closed: bool
    amount: Fraction


def binding_end(level: Level, basis: Basis) -> BindingEnd | None:
    """Return the end of a level that binds, on a basis; None if it is not stated."""
    more_is_better = higher_is_stricter(level)
    bound = level.lower if more_is_better else level.upper
    if bound is None:
        return None
    amount = Fraction(bound.value) * factor_to(level, basis)
    return BindingEnd(-amount if more_is_better else amount, bound.comparator not in ("lt", "gt"), amount)


def higher_is_stricter(level: Level) -> bool:
    """Whether more is better: an efficiency in per cent, or a level of which only the lower end is stated."""
    if level.upper is None:
        return level.lower is not None
    is_share = level.unit is not None and level.unit.dimension == "ratio"
    return level.kind is LevelKind.PERFORMANCE and is_share and not level.pollutants


def factor_to(level: Level, basis: Basis) -> Fraction:
    """Return what the numbers of a level are multiplied by to be on a basis. Raises UnitDoesNotConvert."""
    unit, factor = normalised_unit(level)
    if unit is None:
        raise ValueError(f"{level.iri} has no listed unit, so it cannot be converted")
    factor *= unit_ratio(unit, basis.unit)
    oxygen = level.conditions.oxygen if level.conditions else None
    if is_gas_concentration(level) and basis.oxygen is not None and oxygen is not None:
        factor *= oxygen_ratio(oxygen, basis.oxygen)
    return factor


def converted_range(level: Level, basis: Basis) -> ConvertedRange:
    """Return both ends of a level on a basis."""
    factor = factor_to(level, basis)
    return ConvertedRange(_converted(level.lower, factor), _converted(level.upper, factor))


def short(value: Decimal) -> str:
    """A number for reading: at most six significant digits, no exponent."""
    rounded = format(Decimal(f"{value:.6g}"), "f")
    return rounded.rstrip("0").rstrip(".") if "." in rounded else rounded


def _converted(bound: Bound | None, factor: Fraction) -> ConvertedBound | None:
    if bound is None:
        return None
    number = shown(Fraction(bound.value) * factor)
    return ConvertedBound(number.value, number.rounded, bound.comparator)


def _sign(bound: ConvertedBound) -> str:
    return {"lt": "< ", "le": "≤ ", "gt": "> ", "ge": "≥ "}.get(bound.comparator or "", "")


def _caveats(first: Level, second: Level) -> Iterator[Message]:
    if first.plants.casefold() != second.plants.casefold():
        none = message("comparison/not-stated")
        yield message(DIFFERENT_PLANTS, first=first.plants or none, second=second.plants or none)
    if first.indicative != second.indicative:
        yield message("comparison/caveat-indicative")
    if not first.averaging and not second.averaging:
        yield message("comparison/caveat-no-averaging")
    if is_gas_concentration(first) and first.conditions and second.conditions:
        if first.conditions.oxygen is None and second.conditions.oxygen is None:
            yield message("comparison/caveat-not-corrected")
        if None in (first.conditions.dry, second.conditions.dry):
            yield message("comparison/caveat-dryness")
    for level in (first, second):
        if level.modifies:
            yield message("comparison/caveat-footnote", document=level.source.short, page=level.source.page)
