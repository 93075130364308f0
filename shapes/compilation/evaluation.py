"""Run a plan inside a store."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from rdflib import SH

from shapes.compilation.checks import Check, CombinedCheck, Conformance, DirectCheck, Plan, Source
from shapes.compilation.focus import (
    EVERY_TARGET,
    MOST_NAMED,
    AllTargets,
    Focus,
    FocusBlock,
    TargetFinder,
    TargetsAmong,
    with_focus,
)
from shapes.compilation.targets import Target
from store.graph_store import GraphStore, Row, Term
from store.query_text import Query


@dataclass(frozen=True)
class Violation:
    """One result: `root` is the node that does not conform; `path` is set where the constraint names the property."""

    source: Source
    root: Term
    this: Term
    value: Term | None
    path: Term | None


@dataclass
class Evaluation:
    """One run over one store; `asked` has the name of each query so far, so that threads can count together."""

    store: GraphStore
    asked: list[str] = field(default_factory=list, init=False)

    def violations(self, plan: Plan, focus: Focus = EVERY_TARGET, threads: int = 1) -> Iterator[Violation]:
        """Yield every violation of the compiled shapes whose focus node is in `focus`, check by check.

        The order does not depend on the number of threads.
        """
        finder = self._finder([targeted.target for targeted in plan.targets], focus)
        jobs = (
            (check, block)
            for targeted in plan.targets
            for block in finder.blocks(targeted.target)
            for check in targeted.checks
        )
        if threads == 1:
            for job in jobs:
                yield from self._in_block(job)
            return
        with ThreadPoolExecutor(threads) as pool:
            for found in pool.map(self._in_block, jobs):
                yield from found

    def _in_block(self, job: tuple[Check, FocusBlock]) -> list[Violation]:
        check, block = job
        return [violation for violation in self._violations(check, block) if violation.root in block]

    def targets(self, targets: Sequence[Target], focus: Focus) -> Iterator[tuple[Target, frozenset[Term]]]:
        """Yield each target with its nodes that are in `focus`."""
        finder = self._finder(targets, focus)
        for target in targets:
            found: set[Term] = set()
            for block in finder.blocks(target):
                rows = self._ask("targets", with_focus(f"SELECT DISTINCT ?this WHERE {{ {target.pattern} }}", block))
                found.update(row["this"] for row in rows if row["this"] in block)
            yield target, frozenset(found)

    def _finder(self, targets: Sequence[Target], focus: Focus) -> TargetFinder:
        def ask(text: str) -> list[Row]:
            return self._ask("targets", text)

        if focus is None or len(focus) > MOST_NAMED:
            return AllTargets(ask, focus)
        return TargetsAmong(focus, targets, ask)

    def _ask(self, name: str, text: str) -> list[Row]:
        self.asked.append(name)
        return self.store.select(Query(name, text))

    def _violations(self, check: Check, block: FocusBlock) -> Iterator[Violation]:
        return self._direct(check, block) if isinstance(check, DirectCheck) else self._combined(check, block)

    def _rows(self, check: Check, block: FocusBlock) -> list[Row]:
        near = check.near if isinstance(check, DirectCheck) else ""
        return self._ask(str(check.source.shape), with_focus(check.text, block, near))

    def _direct(self, check: DirectCheck, block: FocusBlock) -> Iterator[Violation]:
        without_value_is_focus = check.source.component == SH.SPARQLConstraintComponent and check.source.path is None
        for row in self._rows(check, block):
            value = row.get(check.value) if check.value else None
            if value is None and without_value_is_focus:
                value = row[check.this]
            path = row.get(check.path) if check.path else None
            yield Violation(check.source, row[check.root], row[check.this], value, path)

    def _combined(self, check: CombinedCheck, block: FocusBlock) -> Iterator[Violation]:
        failing = [self._nonconforming(operand, block) for operand in check.operands]
        if not _may_be_violated(check, failing):
            return
        pairs = [(row[check.root], row[check.this], row.get(check.value)) for row in self._rows(check, block)]
        if check.rule in ("qualified-minimum", "qualified-maximum"):
            siblings = [self._nonconforming(sibling, block) for sibling in check.siblings]
            yield from _qualified(check, pairs, failing[0], siblings)
            return
        for root, this, value in pairs:
            if value is not None and _violates(check, value, failing):
                yield Violation(check.source, root, this, value, None)

    def _nonconforming(self, conformance: Conformance, block: FocusBlock) -> set[Term]:
        return {violation.root for check in conformance.checks for violation in self._violations(check, block)}


def _may_be_violated(check: CombinedCheck, failing: Sequence[set[Term]]) -> bool:
    """Whether any value could break the rule, told from the sets of failing values alone."""
    if check.rule in ("node", "and"):
        return any(failing)
    return check.rule != "or" or all(failing)


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
