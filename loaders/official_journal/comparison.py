"""Two readings of one decision, in two languages, compared by what does not depend on the language."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loaders.official_journal.facts import DecisionFacts, TechniqueFact
from loaders.official_journal.levels.facts import LevelFact


@dataclass(frozen=True)
class Difference:
    """One place where two readings differ; `first` and `second` are empty where a reading says nothing."""

    place: str
    first: str
    second: str


def compare_readings(first: DecisionFacts, second: DecisionFacts) -> tuple[Difference, ...]:
    """Return where two readings differ in identity, scope, numbered BAT, techniques or levels."""
    return tuple(
        difference
        for differences in (
            _identity(first, second),
            _by_key("activity", _activities(first), _activities(second)),
            _by_key("reference", _references(first), _references(second)),
            _by_key("BAT", _bats(first), _bats(second)),
            _by_key("technique", _techniques(first), _techniques(second)),
            _by_key("described techniques", _described(first), _described(second)),
            _by_key("level", _levels(first), _levels(second)),
        )
        for difference in differences
    )


def _identity(first: DecisionFacts, second: DecisionFacts) -> Iterator[Difference]:
    for name in ("celex", "sector", "adopted", "notified", "journal", "published", "first_page"):
        one, other = getattr(first.identity, name), getattr(second.identity, name)
        if one != other:
            yield Difference(name, str(one), str(other))


def _by_key(
    kind: str, first: Mapping[tuple[str, ...], str], second: Mapping[tuple[str, ...], str]
) -> Iterator[Difference]:
    for key in dict.fromkeys((*first, *second)):
        one, other = first.get(key, ""), second.get(key, "")
        if one != other:
            yield Difference(" ".join((kind, *key)), one, other)


def _activities(facts: DecisionFacts) -> Mapping[tuple[str, ...], str]:
    return {(activity.code,): activity.role for activity in facts.activities}


def _references(facts: DecisionFacts) -> Mapping[tuple[str, ...], str]:
    return {(reference.role, reference.code): "named" for reference in facts.references}


def _bats(facts: DecisionFacts) -> Mapping[tuple[str, ...], str]:
    return {(str(bat.number),): f"section {bat.section}" for bat in facts.bats}


def _techniques(facts: DecisionFacts) -> Mapping[tuple[str, ...], str]:
    return {("BAT", str(fact.bat), fact.key): _said(fact) for fact in facts.techniques}


def _said(fact: TechniqueFact) -> str:
    parts = [f"mark {fact.mark}" if fact.mark else "no mark"]
    parts += [f"section {fact.described_in}"] if fact.described_in else []
    parts += [fact.technique] if fact.technique else []
    return ", ".join(parts)


def _described(facts: DecisionFacts) -> Mapping[tuple[str, ...], str]:
    counts = Counter(fact.section for fact in facts.described)
    return {(f"in section {section}",): str(count) for section, count in counts.items()}


def _levels(facts: DecisionFacts) -> Mapping[tuple[str, ...], str]:
    return {(level.id,): _level_said(level) for level in facts.levels.levels}


def _level_said(level: LevelFact) -> str:
    """Return what a level says in any language: value, unit, and the codes of what it is for."""
    said = (
        ("", level.kind),
        ("", level.standing),
        (level.lower_comparator or "from", level.lower),
        (level.upper_comparator or "to", level.upper),
        ("", level.unit),
        ("of", " ".join(level.pollutants)),
        ("to", level.medium),
        ("averaged", " ".join(level.averaging)),
        ("plants", level.plant_status),
        ("oxygen", level.oxygen),
        ("conditions", level.reference),
        ("BAT", " ".join(map(str, level.bats))),
        ("notes", " ".join(level.footnotes)),
        ("set by", level.note),
        ("modifies", level.modifies),
        ("", "no level stated" if level.no_level_stated else ""),
        ("", "" if level.understood else "not understood"),
    )
    return ", ".join(f"{word} {value}".strip() for word, value in said if value not in (None, ""))
