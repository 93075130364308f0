"""The compiled engine: what the compiler takes runs inside the store, the rest goes to pySHACL, shape by shape."""

from dataclasses import dataclass

from rdflib import URIRef

from shapes.compilation.checks import DeclinedShape, Plan
from shapes.compilation.delegation import run_left
from shapes.compilation.evaluation import Evaluation, Violation
from shapes.compilation.focus import EVERY_TARGET, Focus
from shapes.compilation.terms import as_node
from shapes.engine import SEVERITIES, EngineFinding, ShapesRefused
from store.graph_store import GraphStore


@dataclass(frozen=True)
class CompiledRun:
    """What was found, each result once; which shapes were delegated, each with the construct that the compiler
    declined; and how many queries it took."""

    findings: tuple[EngineFinding, ...]
    delegated: tuple[DeclinedShape, ...]
    queries: int


def run_in_store(store: GraphStore, plan: Plan, focus: Focus = EVERY_TARGET, *, threads: int = 1) -> CompiledRun:
    """Validate all graphs of a store; with `focus`, only those nodes, as far as shapes target them.

    `reached_nodes` says which nodes a change concerns. `threads` ask the store at once; what is found is the same.

    A plan is not changed by a run: several may use it at once, each on a store that nobody fills meanwhile. What was
    declined is read out of the store for the reference engine, which is slow.

    Raises ShapesRefused if a shape cannot be run, or a result cannot be reported.
    """
    evaluation = Evaluation(store)
    findings = [_finding(violation) for violation in evaluation.violations(plan, focus, threads)]
    if plan.declined:
        findings += run_left(store, plan, focus, evaluation)
    return CompiledRun(tuple(dict.fromkeys(findings)), plan.declined, len(evaluation.asked))


def _finding(violation: Violation) -> EngineFinding:
    source = violation.source
    if not isinstance(source.shape, URIRef):
        raise ShapesRefused(f"the shape that {violation.this} breaks has no IRI: give every shape a name")
    if source.severity not in SEVERITIES:
        known = ", ".join(str(severity) for severity in SEVERITIES)
        raise ShapesRefused(f"the shape {source.shape} has the severity {source.severity}: choose one of {known}")
    return EngineFinding(
        focus_node=as_node(violation.this),
        source_shape=source.shape,
        component=source.component,
        severity=SEVERITIES[source.severity],
        path=as_node(violation.path) if violation.path is not None else source.path,
        value=as_node(violation.value) if violation.value is not None else None,
    )
