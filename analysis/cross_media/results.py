"""What an assessment says: sums, ranks, conflicts, and everything that is missing from them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from analysis.cross_media.printed_shares import ShareFinding
from analysis.cross_media.substance_factors import Lack
from analysis.wording.message import Message
from loaders.impact_factors.facts import Theme, ThemeFactors


@dataclass(frozen=True)
class Contribution:
    """One release counted in a theme. `amount` in t/yr; `origin` is the carrier if it comes from making energy."""

    substance: str
    medium: str
    origin: str | None
    amount: Decimal
    factor: Decimal
    factor_of: str
    value: Decimal
    quality: str | None
    remark: Message | None = None


@dataclass(frozen=True)
class NotCharacterised:
    """One release that the theme cannot count: it is missing from the sum, which is not to say that it is zero."""

    substance: str
    medium: str
    origin: str | None
    amount: Decimal
    lack: Lack
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class AlternativeInTheme:
    """An alternative's sum, a year, in the theme's unit; None if nothing of it could be counted.

    `rank` 1 is the least harm; equal sums share a rank. `change` is the sum less the base case's. `normalised` is the
    sum over the European total. `quality` is the worst data quality of what was counted, `unrated` how many
    contributions state none. `not_stated` are substances of other alternatives of which this one says nothing;
    the sum is `complete` if there are none and everything released has a factor.
    """

    alternative: str
    value: Decimal | None
    rank: int | None
    change: Decimal | None
    normalised: Decimal | None
    quality: str | None
    unrated: int
    contributions: tuple[Contribution, ...]
    not_characterised: tuple[NotCharacterised, ...]
    not_stated: tuple[Message, ...]
    complete: bool


class Normalisation(StrEnum):
    """Whether sums could be held against European totals."""

    DONE = "done"
    NOT_AVAILABLE = "no-total"
    NO_FACTORS = "no-factors"
    OTHER_UNIT = "other-unit"


@dataclass(frozen=True)
class ThemeResult:
    """All alternatives in one theme. `how` is None if the factor set does not have the theme."""

    theme: Theme
    how: ThemeFactors | None
    normalisation: Normalisation
    normalisation_words: Message
    alternatives: tuple[AlternativeInTheme, ...]


@dataclass(frozen=True)
class EnergyOfAlternative:
    """Energy used, in GJ/yr; None if none is stated."""

    alternative: str
    gigajoules: Decimal | None
    rank: int | None
    quality: str | None


@dataclass(frozen=True)
class Conflict:
    """An alternative that is better than the base case in some themes and worse in others (or in energy)."""

    alternative: str
    better: tuple[str, ...]
    worse: tuple[str, ...]


@dataclass(frozen=True)
class UnknownSubstance:
    """A substance that no theme and no list of names knows, with names that are spelled alike."""

    substance: str
    near: tuple[str, ...]


@dataclass(frozen=True)
class CrossMediaAssessment:
    """What comes out, with everything it was computed from."""

    title: str
    factor_set: str
    energy_mix: str | None
    base_case: str
    alternatives: tuple[tuple[str, str], ...]
    themes: tuple[ThemeResult, ...]
    energy: tuple[EnergyOfAlternative, ...]
    conflicts: tuple[Conflict, ...]
    unknown_substances: tuple[UnknownSubstance, ...]
    share_findings: tuple[ShareFinding, ...]
