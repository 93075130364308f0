"""Steps of the EU method: what each alternative amounts to in each theme, its rank, and what it wins and loses.

Sums are in fractions: a third and a seventh added in another order make another decimal, and no other rank.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from analysis.comparison.conversion import shown
from analysis.cross_media.inventory import Alternative, EuropeanTotal, Inventory, Release
from analysis.cross_media.printed_shares import check_shares
from analysis.cross_media.results import (
    AlternativeInTheme,
    Conflict,
    Contribution,
    CrossMediaAssessment,
    EnergyOfAlternative,
    Normalisation,
    NotCharacterised,
    ThemeResult,
    UnknownSubstance,
)
from analysis.cross_media.substance_factors import Lack, SubstanceFactors, remark
from analysis.lookup.errors import UnknownName
from analysis.lookup.names import folded, near
from analysis.wording.message import Message, message
from loaders.impact_factors.facts import FactorSet, Mode, SubstanceNames, Theme, ThemeFactors
from loaders.impact_factors.shipped import read_factor_sets, read_substance_names


@dataclass(frozen=True)
class Factors:
    """The factor sets to choose from, and what substances are called."""

    sets: tuple[FactorSet, ...]
    names: tuple[SubstanceNames, ...]

    def named(self, name: str) -> FactorSet:
        """Return a factor set. Raises UnknownName with those there are."""
        found = next((each for each in self.sets if each.name == name), None)
        if found is None:
            known = tuple(each.name for each in self.sets)
            raise UnknownName("factor set", name, near(name, {folded(each): each for each in known}), known)
        return found


def load_factors(folder: Path) -> Factors:
    """Return the factor sets in a folder such as `data/ecm`. Raises SourceRefused."""
    return Factors(read_factor_sets(folder), read_substance_names(folder))


@dataclass(frozen=True)
class _Counted:
    """A release with the energy carrier it comes from, if it does."""

    release: Release
    origin: str | None = None


def assess(
    inventory: Inventory, factors: Factors, factor_set: str, energy_mix: str | None = None
) -> CrossMediaAssessment:
    """Assess the alternatives of an inventory under a factor set, with the releases of their energy if a mix is named.

    Raises UnknownName for a factor set or energy mix that does not exist, or a carrier that the mix does not have.
    """
    chosen = factors.named(factor_set)
    by_name = SubstanceFactors(chosen, factors.names)
    counted = {each.identifier: tuple(_counted(each, inventory, energy_mix)) for each in inventory.alternatives}
    totals = {total.theme: total for total in inventory.european_totals}
    themes = tuple(_theme(theme, by_name, counted, inventory.base_case, totals.get(theme)) for theme in Theme)
    energy = _energy(inventory.alternatives)
    substances = {each.release.substance for releases in counted.values() for each in releases}
    return CrossMediaAssessment(
        title=inventory.title,
        factor_set=factor_set,
        energy_mix=energy_mix,
        base_case=inventory.base_case,
        alternatives=tuple((each.identifier, each.name) for each in inventory.alternatives),
        themes=themes,
        energy=energy,
        conflicts=tuple(_conflicts(inventory.base_case, themes, energy)),
        unknown_substances=tuple(
            UnknownSubstance(substance, by_name.near(substance))
            for substance in sorted(substances)
            if not by_name.knows(substance)
        ),
        share_findings=check_shares(inventory.printed_shares),
    )


def _counted(alternative: Alternative, inventory: Inventory, energy_mix: str | None) -> Iterator[_Counted]:
    yield from map(_Counted, alternative.releases)
    if energy_mix is None:
        return
    if energy_mix not in inventory.energy_mixes:
        known = tuple(sorted(inventory.energy_mixes))
        raise UnknownName("energy mix", energy_mix, near(energy_mix, {folded(each): each for each in known}), known)
    mix = inventory.energy_mixes[energy_mix]
    carriers = tuple(sorted({each.carrier for each in mix}))
    for use in alternative.energy:
        if use.carrier not in carriers:
            alike = near(use.carrier, {folded(each): each for each in carriers})
            raise UnknownName("energy carrier", use.carrier, alike, carriers, within=energy_mix)
        for each in mix:
            if each.carrier == use.carrier:
                tonnes = use.gigajoules * each.tonnes_per_gigajoule
                quality = _worst([use.quality, each.quality]) if use.quality and each.quality else None
                yield _Counted(Release(each.substance, each.medium, tonnes, quality, each.source), use.carrier)


def _theme(
    theme: Theme,
    factors: SubstanceFactors,
    counted: dict[str, tuple[_Counted, ...]],
    base_case: str,
    total: EuropeanTotal | None,
) -> ThemeResult:
    how = factors.factor_set.themes.get(theme)
    if how is None:
        return ThemeResult(theme, None, Normalisation.NO_FACTORS, message("cross_media/normalisation-no-factors"), ())
    relevant = {
        name: tuple(each for each in releases if each.release.medium in how.media) for name, releases in counted.items()
    }
    sums = {name: _sum(how, factors, releases) for name, releases in relevant.items()}
    values = {name: _value(how, contributions) for name, (contributions, _) in sums.items()}
    ranks = rank(values)
    stated = {name: {_item(factors, each): _printed(each) for each in releases} for name, releases in relevant.items()}
    everything = {item: text for items in stated.values() for item, text in items.items()}
    unit_fits = total is not None and total.unit == how.result_unit
    results = []
    for name, (contributions, missing) in sums.items():
        value, base = values[name], values[base_case]
        rated = [each for each in contributions if each.amount]
        results.append(
            AlternativeInTheme(
                alternative=name,
                value=None if value is None else shown(value).value,
                rank=ranks[name],
                change=None if value is None or base is None else shown(value - base).value,
                normalised=shown(value / Fraction(total.value)).value
                if total and unit_fits and value is not None
                else None,
                quality=_worst([each.quality for each in rated]),
                unrated=sum(each.quality is None for each in rated),
                contributions=contributions,
                not_characterised=missing,
                not_stated=(
                    unsaid := tuple(
                        sorted((everything[item] for item in everything.keys() - stated[name].keys()), key=repr)
                    )
                ),
                complete=not unsaid and all(each.amount == 0 for each in missing),
            )
        )
    normalisation = _normalisation(how, total)
    units = {"total": total.unit, "theme": how.result_unit} if total else {}
    words = message(f"cross_media/normalisation-{normalisation}", **units)
    return ThemeResult(theme, how, normalisation, words, tuple(results))


def _normalisation(how: ThemeFactors, total: EuropeanTotal | None) -> Normalisation:
    if total is None:
        return Normalisation.NOT_AVAILABLE
    return Normalisation.DONE if total.unit == how.result_unit else Normalisation.OTHER_UNIT


def _printed(counted: _Counted) -> Message:
    medium = message(f"cross_media/medium-{counted.release.medium}")
    return message("cross_media/released-to", substance=counted.release.substance, medium=medium)


def _item(factors: SubstanceFactors, counted: _Counted) -> tuple[str, str]:
    return factors.one_name(counted.release.substance), counted.release.medium


def _sum(
    how: ThemeFactors, factors: SubstanceFactors, releases: Iterable[_Counted]
) -> tuple[tuple[Contribution, ...], tuple[NotCharacterised, ...]]:
    contributions, missing = [], []
    for counted in releases:
        release = counted.release
        match = factors.match(how.theme, release.substance)
        if match.factor is None or match.factor.value is None:
            rows = tuple(f"{row.substance} {row.formula} {row.printed}".replace("  ", " ") for row in match.rows)
            lack = match.lack or Lack.NO_USABLE_FIGURE
            missing.append(
                NotCharacterised(release.substance, release.medium, counted.origin, release.tonnes, lack, rows)
            )
            continue
        factor = match.factor.value
        contributions.append(
            Contribution(
                substance=release.substance,
                medium=release.medium,
                origin=counted.origin,
                amount=release.tonnes,
                factor=factor,
                factor_of=match.factor.substance,
                value=shown(_characterised(how, release.tonnes, factor)).value,
                quality=release.quality,
                remark=remark(match.factor),
            )
        )
    return tuple(contributions), tuple(missing)


def _characterised(how: ThemeFactors, tonnes: Decimal, factor: Decimal) -> Fraction:
    scaled = Fraction(tonnes) * Fraction(how.scale)
    return scaled * Fraction(factor) if how.mode is Mode.MULTIPLY else scaled / Fraction(factor)


def _value(how: ThemeFactors, contributions: Sequence[Contribution]) -> Fraction | None:
    if not contributions:
        return None
    return sum((_characterised(how, each.amount, each.factor) for each in contributions), Fraction(0))


def rank(values: Mapping[str, Fraction | None]) -> dict[str, int | None]:
    """Return 1 for the least value; equal values share a rank and the next one is left out; None has no rank."""
    known = [value for value in values.values() if value is not None]
    return {
        name: None if value is None else 1 + sum(other < value for other in known) for name, value in values.items()
    }


def _worst(qualities: Iterable[str | None]) -> str | None:
    return max((quality for quality in qualities if quality is not None), default=None)


def _energy(alternatives: Sequence[Alternative]) -> tuple[EnergyOfAlternative, ...]:
    used = {
        each.identifier: sum((use.gigajoules for use in each.energy), Decimal(0)) if each.energy else None
        for each in alternatives
    }
    ranks = rank({name: None if amount is None else Fraction(amount) for name, amount in used.items()})
    return tuple(
        EnergyOfAlternative(
            each.identifier,
            used[each.identifier],
            ranks[each.identifier],
            _worst([use.quality for use in each.energy]),
        )
        for each in alternatives
    )


def _conflicts(
    base_case: str, themes: Sequence[ThemeResult], energy: Sequence[EnergyOfAlternative]
) -> Iterator[Conflict]:
    base_energy = next(each.gigajoules for each in energy if each.alternative == base_case)
    for used in energy:
        if used.alternative == base_case:
            continue
        changes: dict[str, Decimal | None] = {
            result.theme: each.change
            for result in themes
            for each in result.alternatives
            if each.alternative == used.alternative
        }
        if used.gigajoules is not None and base_energy is not None:
            changes["energy"] = used.gigajoules - base_energy
        better = tuple(name for name, change in changes.items() if change is not None and change < 0)
        worse = tuple(name for name, change in changes.items() if change is not None and change > 0)
        if better and worse:
            yield Conflict(used.alternative, better, worse)
