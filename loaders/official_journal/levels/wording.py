"""What short printed texts say besides the value: averaging period, plant status, oxygen, what is measured as what."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from loaders.official_journal.levels.facts import PlantStatus
from loaders.official_journal.levels.level_phrases import LevelPhrases, Patterns, first_match, names_found
from loaders.official_journal.levels.plain_text import plain

_UNLISTED: Final = "unlisted"


@dataclass(frozen=True)
class Averaging:
    """Averaging periods: ids of code/averaging-period, and the words that say them as printed."""

    periods: tuple[str, ...] = ()
    text: str = ""


NO_AVERAGING: Final = Averaging()


def averaging_in(text: str, phrases: LevelPhrases) -> Averaging:
    """Return the averaging periods that a text names, from the first words of the first to the last of the last one."""
    table = phrases.patterns("averaging")
    periods = tuple(name for name in names_found(table, text) if name != _UNLISTED)
    return Averaging(periods, _from_first_to_last(table, text))


def _from_first_to_last(table: Mapping[str, Patterns], text: str) -> str:
    spelled = plain(text)
    spans = [found.span() for patterns in table.values() for pattern in patterns for found in pattern.finditer(spelled)]
    return spelled[min(start for start, _ in spans) : max(end for _, end in spans)] if spans else ""


def status_in(text: str, phrases: LevelPhrases) -> PlantStatus | None:
    """Return whether a header says new plants, existing plants, or both; None if neither."""
    table = phrases.patterns("status")
    spelled = plain(text)
    new, existing = (first_match(table[name], spelled) is not None for name in ("new", "existing"))
    if new and existing:
        return "all"
    return "new" if new else "existing" if existing else None


def status_of_row(text: str, phrases: LevelPhrases) -> PlantStatus | None:
    """Return the plant status with which the name of a row begins, or None."""
    table = phrases.patterns("status_row")
    statuses: tuple[PlantStatus, ...] = ("all", "new", "existing")
    return next((status for status in statuses if first_match(table[status], plain(text))), None)


@dataclass(frozen=True)
class Oxygen:
    """A reference oxygen content in per cent by volume, or the statement that none is applied."""

    content: Decimal | None = None
    no_correction: bool = False

    def __bool__(self) -> bool:
        return self.content is not None or self.no_correction


NO_OXYGEN: Final = Oxygen()


def oxygen_in(text: str, phrases: LevelPhrases) -> Oxygen:
    """Return the reference oxygen content stated in a header, caption or sentence."""
    table = phrases.patterns("oxygen")
    spelled = plain(text)
    if first_match(table["none"], spelled):
        return Oxygen(no_correction=True)
    found = first_match(table["content"], spelled)
    return Oxygen(Decimal(found["oxygen"].replace(",", "."))) if found else Oxygen()


def measured_as_in(text: str, phrases: LevelPhrases) -> str:
    """Return what a substance is expressed as, e.g. `NO2`, or an empty text."""
    found = first_match(phrases.patterns("measured")["as"], plain(text))
    if found is None or averaging_in(found["as"], phrases).text:  # `expressed as a daily average`
        return ""
    return found["as"] if "(" in found["as"] else found["as"].rstrip(".,;)")
