"""A fault that explains findings, and a finding with those that follow from it: plain values."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import SH, URIRef
from rdflib.term import Node

from shapes.engine import EngineFinding

UNTYPED: Final = URIRef("https://w3id.org/batgraph/shape/thing-has-kind")
ALONE: Final = URIRef("https://w3id.org/batgraph/shape/thing-in-use")
UNCLAIMED: Final = URIRef("https://w3id.org/batgraph/shape/absence-of-something")
OF_TWO_KINDS: Final = URIRef("https://w3id.org/batgraph/shape/thing-of-one-kind")
UNDESCRIBED: Final = URIRef("https://w3id.org/batgraph/shape/thing-described")

# Of several findings about one property of one thing the first of these is told; the others follow from it.
_CLEAREST_FIRST: Final = (
    SH.NodeKindConstraintComponent,
    SH.DatatypeConstraintComponent,
    SH.ClassConstraintComponent,
    SH.NodeConstraintComponent,
    SH.InConstraintComponent,
    SH.PatternConstraintComponent,
    SH.MinCountConstraintComponent,
)
# Of which class a value is asked for.
CLASSES: Final = (SH.ClassConstraintComponent, SH.OrConstraintComponent, SH.XoneConstraintComponent)
GRAVEST_FIRST: Final = ("violation", "warning", "information")


@dataclass(frozen=True)
class Explained:
    """A finding that is told, and those that follow from it."""

    finding: EngineFinding
    follows: tuple[EngineFinding, ...] = ()


@dataclass(frozen=True)
class Cause:
    """A finding that explains others: `thing` is at fault, in `path` (None where the thing as a whole is)."""

    finding: EngineFinding
    thing: Node
    path: Node | None
    same: tuple[EngineFinding, ...]
    elsewhere: bool = False

    @property
    def is_unlinked(self) -> bool:
        """Whether the thing may lack the link by which a rule would come to it, or have it to a wrong place."""
        return self.path is None or self.finding.component in (*_CLEAREST_FIRST, *CLASSES)

    @property
    def is_wrong(self) -> bool:
        """Whether a value stands where another was meant."""
        return isinstance(self.path, URIRef) and self.finding.value is not None


def is_element(finding: EngineFinding) -> bool:
    """Whether a finding says that an element is missing."""
    return finding.source_shape.endswith("-element-missing")


def is_part(cause: Cause) -> bool:
    """Whether a thing is at fault only because nothing has it."""
    return cause.finding.source_shape in (ALONE, UNCLAIMED)


def unrecorded(findings: list[EngineFinding]) -> Iterator[Cause]:
    """What the Rules do not ask to record but count with, a day or an evidence: other rules cannot do without it."""
    for finding in findings:
        if finding.severity != "violation" and finding.value is None and isinstance(finding.path, URIRef):
            yield Cause(finding, finding.focus_node, finding.path, (finding,), elsewhere=True)


def of_part(thing: Node, path: Node | None, same: list[EngineFinding]) -> Iterator[Cause]:
    """Yield a cause for each wrong value that a thing has for a property."""
    wrong: dict[Node | None, list[EngineFinding]] = defaultdict(list)
    for finding in same:
        wrong[finding.value].append(finding)
    # That there are too many or too few follows from a value that is wrong.
    rest = tuple(wrong.pop(None, ())) if len(wrong) > 1 else ()
    for group in wrong.values():
        yield Cause(group[0], thing, path, (*group, *rest))


def in_order(finding: EngineFinding) -> tuple[object, ...]:
    """Return the place of a finding: by thing, the clearest first."""
    rank = _CLEAREST_FIRST.index(finding.component) if finding.component in _CLEAREST_FIRST else len(_CLEAREST_FIRST)
    return (str(finding.focus_node), rank, str(finding.source_shape), str(finding.value), str(finding.path))
