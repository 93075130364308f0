"""Which factor a substance has in a theme: by name, formula or CAS number, or by another name of the same substance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from analysis.lookup.names import folded, near
from analysis.wording.message import Message, message
from loaders.impact_factors.facts import Factor, FactorSet, Note, SubstanceNames, Theme


class Lack(StrEnum):
    """Why a substance is not characterised in a theme."""

    NOT_IN_TABLE = "not-in-table"
    NO_USABLE_FIGURE = "no-usable-figure"
    SEVERAL_FACTORS = "several-factors"


@dataclass(frozen=True)
class Match:
    """The factor of a substance; or why there is none, and the rows of the table that were met."""

    factor: Factor | None
    lack: Lack | None = None
    rows: tuple[Factor, ...] = ()


class SubstanceFactors:
    """A factor set, to be asked for substances."""

    def __init__(self, factor_set: FactorSet, names: Sequence[SubstanceNames]) -> None:
        self.factor_set = factor_set
        self._names = names
        self._by_theme = {
            theme: tuple(factor for factor in factor_set.factors if factor.theme is theme)
            for theme in factor_set.themes
        }

    def match(self, theme: Theme, substance: str) -> Match:
        """Return the factor of a substance. The most exact way in which any row fits decides."""
        rows = self._by_theme[theme]
        for asked in ((substance,), self._other_names(substance)):
            found = _fitting(rows, asked)
            if found:
                return _decided(found)
        return Match(None, Lack.NOT_IN_TABLE)

    def knows(self, substance: str) -> bool:
        """Whether any theme has a row for it, or the list of names has it."""
        return bool(self._other_names(substance)) or any(self.match(each, substance).rows for each in self._by_theme)

    def one_name(self, substance: str) -> str:
        """Return the same name for all names of a substance that the list of names has; else the name itself."""
        return min(self._other_names(substance), default=substance)

    def near(self, substance: str) -> tuple[str, ...]:
        """Return the names that are spelled like a substance."""
        known = {factor.substance for factor in self.factor_set.factors}
        known |= {name for group in self._names for name in group.names}
        return tuple(near(substance, {folded(name): name for name in sorted(known)}))

    def _other_names(self, substance: str) -> tuple[str, ...]:
        groups = [group for group in self._names if any(_same(substance, name) for name in group.names)]
        return tuple(sorted({name for group in groups for name in group.names}))


def _fitting(rows: Iterable[Factor], asked: Sequence[str]) -> tuple[Factor, ...]:
    candidates = tuple(rows)
    for exact in (
        tuple(row for row in candidates if row.substance in asked),
        tuple(row for row in candidates if row.formula and row.formula in asked),
        tuple(row for row in candidates if row.cas and row.cas in asked),
    ):
        if exact:
            return exact
    return tuple(row for row in candidates if any(_same(name, row.substance) for name in asked))


def _same(name: str, other: str) -> bool:
    """Whatever the case, unless the name is so short that case tells substances apart (CO and Co, NO and No)."""
    return name == other or (len(name) > 2 and folded(name) == folded(other))


def _decided(rows: tuple[Factor, ...]) -> Match:
    if len({row.value for row in rows}) > 1:
        return Match(None, Lack.SEVERAL_FACTORS, rows)
    if rows[0].value is None:
        return Match(None, Lack.NO_USABLE_FIGURE, rows)
    return Match(rows[0], rows=rows)


def remark(factor: Factor) -> Message | None:
    """Say what stands between the printed figure and the one used; None if nothing does."""
    if factor.note is Note.AS_PRINTED:
        return None
    return message(f"cross_media/note-{factor.note}", printed=factor.printed)
