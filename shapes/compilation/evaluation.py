"""Run a plan inside a store."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rdflib import SH

from shapes.compilation.checks import Check, CombinedCheck, Conformance, DirectCheck, Plan, Source
from store.graph_store import GraphStore, Term
from store.query_text import Query


@dataclass(frozen=True)
class Violation:
    """One result: `root` is the node that does not conform; `path` is set where the constraint names the property."""

    source: Source
    root: Term
    this: Term
    value: Term | None
    path: Term | None


def evaluate(plan: Plan, store: GraphStore) -> Iterator[Violation]:
    """Every violation of the compiled shapes, check by check."""
    for check in plan.checks:
        yield from _violations(check, store)


def _violations(check: Check, store: GraphStore) -> Iterator[Violation]:
    return _direct(check, store) if isinstance(check, DirectCheck) else _combined(check, store)


def _direct(check: DirectCheck, store: GraphStore) -> Iterator[Violation]:
    without_value_is_focus = check.source.component == SH.SPARQLConstraintComponent and check.source.path is None
    for row in store.select(Query(str(check.source.shape), check.text)):
        value = row.get(check.value) if check.value else None
        if value is None and without_value_is_focus:
            value = row[check.this]
        yield Violation(
            check.source, row[check.root], row[check.this], value, row.get(check.path) if check.path else None
        )


def _combined(check: CombinedCheck, store: GraphStore) -> Iterator[Violation]:
    failing = [_nonconforming(operand, store) for operand in check.operands]
    if check.rule in ("node", "and") and not any(failing):
        return
    pairs = [
        (row[check.root], row[check.this], row.get(check.value))
        for row in store.select(Query(str(check.source.shape), check.text))
    ]
    if check.rule in ("qualified-minimum", "qualified-maximum"):
        yield from _qualified(check, pairs, failing[0], [_nonconforming(s, store) for s in check.siblings])
        return
    for root, this, value in pairs:
        if value is not None and _violates(check, value, failing):
            yield Violation(check.source, root, this, value, None)


def _violates(check: CombinedCheck, value: Term, failing: Sequence[set[Term]]) -> bool:
    conforming = sum(value not in failures for failures in failing)
    if check.rule in ("node", "and"):
        return conforming < len(failing)
    if check.rule == "not":
        return conforming == 1
    return conforming == 0 if check.rule == "or" else conforming != 1


def _qualified(
    check: CombinedCheck,
    pairs: Iterable[tuple[Term, Term, Term | None]],
    failing: set[Term],
    failing_siblings: Sequence[set[Term]],
) -> Iterator[Violation]:
    counts: dict[tuple[Term, Term], int] = defaultdict(int)
    for root, this, value in pairs:
        counts[root, this] += (
            value is not None and value not in failing and all(value in failures for failures in failing_siblings)
        )
    for (root, this), number in counts.items():
        if number < check.count if check.rule == "qualified-minimum" else number > check.count:
            yield Violation(check.source, root, this, None, None)


def _nonconforming(conformance: Conformance, store: GraphStore) -> set[Term]:
    return {violation.root for check in conformance.checks for violation in _violations(check, store)}
