"""What a table of factors says, as typed facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final


class Theme(StrEnum):
    """The seven themes of the EU method on cross-media effects."""

    HUMAN_TOXICITY = "human-toxicity"
    GLOBAL_WARMING = "global-warming"
    AQUATIC_TOXICITY = "aquatic-toxicity"
    ACIDIFICATION = "acidification"
    EUTROPHICATION = "eutrophication"
    OZONE_DEPLETION = "ozone-depletion"
    PHOTOCHEMICAL_OZONE = "photochemical-ozone-creation"


class Mode(StrEnum):
    """Whether an amount is multiplied by its factor or divided by it (a larger divisor is less harm)."""

    MULTIPLY = "multiply"
    DIVIDE = "divide"


class Note(StrEnum):
    """Why a printed factor is not simply the factor."""

    AS_PRINTED = "as-printed"
    HIGHEST_OF_RANGE = "highest-of-range"
    MARK_IN_NUMBER = "mark-in-number"
    FIGURE_BEHIND_NAME = "figure-behind-name"
    PRINTED_ZERO = "printed-zero"
    NO_FIGURE = "no-figure"


MEDIA: Final = ("air", "water")


@dataclass(frozen=True)
class ThemeFactors:
    """How a factor set treats a theme.

    t/yr × `scale`, then multiplied or divided by the factor (in `factor_unit`), is the theme in `result_unit` a year.
    Only releases to one of `media` count. `annex` and `pages` (of the PDF; empty where we do not know them) of source.
    """

    theme: Theme
    mode: Mode
    media: tuple[str, ...]
    factor_unit: str
    result_unit: str
    scale: Decimal
    annex: str
    pages: str


@dataclass(frozen=True)
class Factor:
    """One row of a table. `value` is None where the source gives no usable figure: not characterised, never zero.

    `position` counts the rows of the source's table from one; `page` of the PDF is None where we do not know it.
    """

    theme: Theme
    position: int
    substance: str
    formula: str
    cas: str
    printed: str
    value: Decimal | None
    note: Note
    page: int | None


@dataclass(frozen=True)
class FactorSet:
    """A version of the factors of all themes that it has."""

    name: str
    themes: Mapping[Theme, ThemeFactors]
    factors: tuple[Factor, ...]


@dataclass(frozen=True)
class SubstanceNames:
    """What one substance is called: every name, formula and CAS number means the same."""

    names: frozenset[str]
