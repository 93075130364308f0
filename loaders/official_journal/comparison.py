"""Two readings of one decision, or of a decision and the one that replaced it, compared by what no language changes."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from loaders.official_journal.facts import DecisionFacts, GapReason, TechniqueFact
from loaders.official_journal.level_comparison import compared_levels

_Key = tuple[str, ...]
_Gaps = Mapping[str, GapReason]


@dataclass(frozen=True)
class Difference:
    """One place where two readings differ; `first` and `second` are empty where a reading says nothing.

    `gap` says why the documents themselves need not differ there: the source of a reading does not hold the place, is
    cut off, or leaves it in doubt. It is None where both documents are known and are not the same.
    """

    place: str
    first: str
    second: str
    gap: GapReason | None = None


def compare_readings(first: DecisionFacts, second: DecisionFacts) -> tuple[Difference, ...]:
    """Return where two readings differ in identity, scope, numbered BAT, techniques or levels."""
    gaps: _Gaps = {gap.path: gap.reason for gap in (*first.gaps, *second.gaps)}
    return (
        *_identity(first, second),
        *_by_key("activity", _activities(first), _activities(second), lambda _: gaps.get("scope")),
        *_by_key("reference", _references(first), _references(second), lambda _: gaps.get("scope")),
        *_by_key("BAT", _bats(first), _bats(second), lambda key: gaps.get(f"bat/{key[0]}/section")),
        *_by_key("technique", _techniques(first), _techniques(second), lambda key: gaps.get(f"bat/{key[1]}")),
        *_by_key("described techniques", _described(first), _described(second), lambda _: None),
        *(Difference(f"level {place}", one, other, gap) for place, one, other, gap in compared_levels(first, second)),
    )


def _identity(first: DecisionFacts, second: DecisionFacts) -> Iterator[Difference]:
    for name in ("celex", "sector", "adopted", "notified", "journal", "published", "first_page"):
        one, other = getattr(first.identity, name), getattr(second.identity, name)
        if one != other:
            yield Difference(name, str(one), str(other))


def _by_key(
    kind: str, first: Mapping[_Key, str], second: Mapping[_Key, str], gap: Callable[[_Key], GapReason | None]
) -> Iterator[Difference]:
    for key in dict.fromkeys((*first, *second)):
        one, other = first.get(key, ""), second.get(key, "")
        if one != other:
            # What both say is never a gap.
            yield Difference(" ".join((kind, *key)), one, other, None if one and other else gap(key))


def _activities(facts: DecisionFacts) -> Mapping[_Key, str]:
    return {(activity.code,): activity.role for activity in facts.activities}


def _references(facts: DecisionFacts) -> Mapping[_Key, str]:
    return {(reference.role, reference.code): "named" for reference in facts.references}


def _bats(facts: DecisionFacts) -> Mapping[_Key, str]:
    return {(str(bat.number),): f"section {bat.section}" if bat.section else "" for bat in facts.bats}


def _techniques(facts: DecisionFacts) -> Mapping[_Key, str]:
    return {("BAT", str(fact.bat), fact.key): _said(fact) for fact in facts.techniques}


def _said(fact: TechniqueFact) -> str:
    parts = [f"mark {fact.mark}" if fact.mark else "no mark"]
    parts += [f"section {fact.described_in}"] if fact.described_in else []
    parts += [fact.technique] if fact.technique else []
    return ", ".join(parts)


def _described(facts: DecisionFacts) -> Mapping[_Key, str]:
    counts = Counter(fact.section for fact in facts.described)
    return {(f"in section {section}",): str(count) for section, count in counts.items()}
