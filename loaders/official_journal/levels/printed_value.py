"""What a value cell says: one or several quantities with label, unit and qualifier, or in words that there is no level.

A cell is understood only if every digit in it is accounted for: as part of a quantity, of a unit, of a label that ends
in a colon, or of a qualifier that begins with a word of `[levels.values] qualifier`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from loaders.official_journal.levels.facts import Bounds
from loaders.official_journal.levels.level_phrases import LevelPhrases, first_match
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.levels.quantity import Quantity, UnclearNumber, quantities
from loaders.official_journal.levels.units import PrintedUnit, UnitReader

Outcome = Literal["quantities", "no-level", "not-understood", "empty"]
_LABEL: Final = re.compile(r"(?:^|(?<= ))(?P<label>[^\W\d][^:]*?) ?: (?=[<>≤≥]? ?\d)")
_DIGIT: Final = re.compile(r"\d")
_SEPARATORS: Final = " ,;."


@dataclass(frozen=True)
class ValueInCell:
    """One quantity of a cell. `printed` is its own part of the cell; `label` stood before it, `qualifier` after it."""

    printed: str
    bounds: Bounds
    unit: PrintedUnit | None = None
    label: str = ""
    qualifier: str = ""


@dataclass(frozen=True)
class ParsedValue:
    """A whole cell: as printed, what became of it, its values, and why it was not understood."""

    printed: str
    outcome: Outcome
    values: tuple[ValueInCell, ...] = ()
    reason: str = ""


def _told_apart_by(value: ValueInCell) -> tuple[str, str, str]:
    return value.label, value.qualifier, value.unit.text if value.unit else ""


class _NotUnderstood(ValueError):
    """Part of a cell is left over that no rule explains."""


def parse(text: str, phrases: LevelPhrases) -> ParsedValue:
    """Read the text of a value cell (footnote marks already taken out). Never raises: what is unclear is said so."""
    spelled = plain(text)
    if not spelled:
        return ParsedValue(text, "empty")
    if first_match(phrases.patterns("values")["no_level"], spelled):
        return ParsedValue(text, "no-level")
    try:
        values = tuple(value for label, part in _labelled(spelled) for value in _values(label, part, phrases))
    except (UnclearNumber, _NotUnderstood) as reason:
        return ParsedValue(text, "not-understood", reason=str(reason))
    if not values:
        return ParsedValue(text, "not-understood", reason="no number in the cell")
    if len({_told_apart_by(value) for value in values}) < len(values):
        return ParsedValue(text, "not-understood", reason="several values, and nothing says what each is for")
    return ParsedValue(text, "quantities", values)


def _labelled(text: str) -> list[tuple[str, str]]:
    """Split `DS < 75 %: 0,8 - 1,4 DS 75 - 83 %: 1,0 - 1,6` at its labels."""
    labels = list(_LABEL.finditer(text))
    if not labels:
        return [("", text)]
    parts = [("", text[: labels[0].start()])] if labels[0].start() else []
    ends = [*(label.start() for label in labels[1:]), len(text)]
    return parts + [(label["label"], text[label.end() : end]) for label, end in zip(labels, ends, strict=True)]


def _values(label: str, text: str, phrases: LevelPhrases) -> list[ValueInCell]:
    units = UnitReader(phrases)
    found = _values_only(list(quantities(text, phrases)), text, units, phrases)
    if found and _DIGIT.search(text[: found[0].start]):
        raise _NotUnderstood(f"left over before the value: {text[: found[0].start].strip()!r}")
    if not label and found:
        label = text[: found[0].start].strip(_SEPARATORS)
    values = []
    for position, quantity in enumerate(found):
        end = found[position + 1].start if position + 1 < len(found) else len(text)
        values.append(_value(label, quantity, text[:end], units, phrases))
    return values


def _values_only(found: Sequence[Quantity], text: str, units: UnitReader, phrases: LevelPhrases) -> list[Quantity]:
    """Leave out numbers that belong to what follows a value: `0,05 for paper above 30 g/m2`.

    A later number is a value of its own if it follows directly, after a conjunction, or carries the unit of the first.
    """
    kept: list[Quantity] = []
    for quantity in found:
        if not kept or _is_own_value(kept, quantity, text, units, phrases):
            kept.append(quantity)
    return kept


def _is_own_value(
    kept: Sequence[Quantity], quantity: Quantity, text: str, units: UnitReader, phrases: LevelPhrases
) -> bool:
    last_unit = units.at(text, kept[-1].end)
    between = text[last_unit.end if last_unit else kept[-1].end : quantity.start].strip(_SEPARATORS)
    if not between or between.lower() in phrases.texts("values")["and"]:
        return True
    first_unit, unit = units.at(text, kept[0].end), units.at(text, quantity.end)
    return first_unit is not None and unit is not None and first_unit.symbol == unit.symbol


def _value(label: str, quantity: Quantity, text: str, units: UnitReader, phrases: LevelPhrases) -> ValueInCell:
    unit = units.at(text, quantity.end)
    rest = text[unit.end if unit else quantity.end :].strip(_SEPARATORS)
    unit, rest = _with_product(unit, rest, phrases)
    if rest and not _is_qualifier(rest, phrases):
        raise _NotUnderstood(f"left over after the value: {rest!r}")
    return ValueInCell(text[quantity.start :].strip(_SEPARATORS), quantity.clear().bounds, unit, label, rest)


def _with_product(unit: PrintedUnit | None, rest: str, phrases: LevelPhrases) -> tuple[PrintedUnit | None, str]:
    """Add to a unit per tonne what the tonne is of: `g/t` + `MDI produced`."""
    if unit is None or not rest or _is_qualifier(rest, phrases) or _DIGIT.search(rest):
        return unit, rest
    return PrintedUnit(unit.start, unit.end, f"{unit.text} {rest}", unit.symbol), ""


def _is_qualifier(rest: str, phrases: LevelPhrases) -> bool:
    opening = "|".join(phrases.texts("values")["qualifier"])
    return re.match(rf"(?:{opening})\b|\(.*\)$", rest, re.IGNORECASE) is not None
