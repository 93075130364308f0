"""One fault, one result: what follows from a fault of a thing is told with that fault, not beside it.

A law shape that looks for a group's members finds one kind missing where a member does not say of which kind it is;
the model shape has found the cause. A finding of the law is a consequence of a finding of the model if its rule reads
the property that is at fault, and the faulty thing is one that the rule comes to from its focus node, or one that
lacks the very link by which the rule would come to it.

Nothing is lost: the result of the cause names the rules whose findings it takes in.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from ontology.namespaces import BAT, CODE
from shapes.consequences.causes import (
    ALONE,
    CLASSES,
    GRAVEST_FIRST,
    OF_TWO_KINDS,
    UNDESCRIBED,
    UNTYPED,
    Cause,
    Explained,
    in_order,
    is_element,
    of_part,
    unrecorded,
)
from shapes.consequences.following import Following
from shapes.consequences.surroundings import Surroundings
from shapes.engine import EngineFinding
from shapes.rules import Rule


class Consequences:
    """Tells causes from what follows from them, in one data graph."""

    def __init__(self, data: Graph, shapes: Graph, vocabulary: Graph, rule_of: Callable[[URIRef], Rule]) -> None:
        self._data = data
        self._shapes = shapes
        self._around = Surroundings(data, shapes, vocabulary)
        self._following = Following(self._around)
        self._rule_of = rule_of
        self._merges = {iri for iri in (UNTYPED, UNDESCRIBED) if (iri, RDF.type, SH.NodeShape) in shapes}

    def explained(self, findings: Iterable[EngineFinding]) -> list[Explained]:
        """Return every finding once: told, or among those that follow from one that is told."""
        of_two_kinds, known = self._of_two_kinds(sorted(set(findings), key=in_order))
        of_model = [each for each in known if self._rule_of(each.source_shape).paragraph is None]
        of_law = [each for each in known if self._rule_of(each.source_shape).paragraph is not None]
        causes = self._following.without_parts([*self._causes(of_model), *unrecorded(of_law)])
        follows = self._following.follows(causes, _but(of_law, {cause.finding for cause in causes}))
        left = _but(of_law, {cause.finding for cause in causes}.union(*follows.values()))
        # An element that is missing is told as the law's, and stands for all that only it could say.
        gone = [Cause(each, each.focus_node, None, (each,), elsewhere=True) for each in left if is_element(each)]
        joined = self._following.without_parts([*causes, *gone])
        follows = {cause: follows.get(cause, []) for cause in joined}
        for cause, some in self._following.follows(gone, [each for each in left if not is_element(each)]).items():
            kept = next(each for each in joined if each.finding == cause.finding)
            follows[kept] = some
        taken = {cause.finding for cause in joined}.union(*follows.values())
        told = [_told(cause, some) for cause, some in self._following.joined(follows).items()]
        return self._merged(of_two_kinds + told + [Explained(finding) for finding in _but(of_law, taken)])

    def _of_two_kinds(self, findings: list[EngineFinding]) -> tuple[list[Explained], list[EngineFinding]]:
        """Tell once of each thing of two kinds, with what is asked of it as one of the wrong kind; the rest is left.

        The right kind is that of which the thing says most: for it the fewest rules find something.
        """
        told = []
        left = findings
        for thing in sorted({each.focus_node for each in findings if each.source_shape == OF_TWO_KINDS}, key=str):
            here = [each for each in left if each.focus_node == thing]
            same = [each for each in here if each.source_shape == OF_TWO_KINDS]
            asked = [
                {each for each in here if self._around.is_of(each, kind)}
                for kind in self._around.narrowest_kinds(thing)
            ]
            fewest = min(map(len, asked))
            right = set[EngineFinding]().union(*(some for some in asked if len(some) == fewest))
            wrong = [each for each in here if any(each in some for some in asked) and each not in right]
            told.append(Explained(same[0], (*same[1:], *wrong)))
            left = _but(left, {*same, *wrong})
        return told, left

    def _merged(self, told: list[Explained]) -> list[Explained]:
        """Let findings of one rule of the law take in those of the rules that it says it takes in (`bat:takesIn`)."""
        left = list(told)
        for each in told:
            rules = set(self._shapes.objects(each.finding.source_shape, BAT.takesIn))
            if not rules or each not in left:
                continue
            taken = [other for other in left if other.finding.source_shape in rules and self._is_joined(each, other)]
            if taken:
                found = tuple(found for other in taken for found in (other.finding, *other.follows))
                gravest = min(each.finding.severity, *(one.severity for one in found), key=GRAVEST_FIRST.index)
                whole = Explained(replace(each.finding, severity=gravest), (*each.follows, *found))
                left = [whole if other is each else other for other in left if other not in taken]
        return left

    def _is_joined(self, cause: Explained, other: Explained) -> bool:
        """Whether one of two rules comes from where it looks upon the thing that the other looks at, or its value.

        Where both look at things of one class, faults of two things are two.
        """
        one, two = cause.finding, other.finding
        if one == two:
            return False
        if one.source_shape == two.source_shape:
            return one.focus_node == two.focus_node
        if one.focus_node != two.focus_node and self._around.targets(one) & self._around.targets(two):
            return False
        return not (
            {one.focus_node, one.value}.isdisjoint(self._around.around(two))
            and {two.focus_node, two.value}.isdisjoint(self._around.around(one))
        )

    def _causes(self, findings: list[EngineFinding]) -> Iterator[Cause]:
        whole: dict[Node, list[EngineFinding]] = defaultdict(list)
        parts: dict[tuple[Node, Node | None], list[EngineFinding]] = defaultdict(list)
        for finding in findings:
            thing = self._unknown(finding)
            if thing is not None:
                whole[thing].append(finding)
            else:
                parts[finding.focus_node, finding.path].append(finding)
        for thing, same in whole.items():
            yield Cause(self._of_whole(thing, same[0]), thing, None, tuple(same))
        for (thing, path), same in parts.items():
            yield from of_part(thing, path, same)

    def _unknown(self, finding: EngineFinding) -> Node | None:
        """The thing that a finding is about because nothing says what it is."""
        if finding.source_shape in (UNTYPED, ALONE):
            return finding.focus_node
        value = finding.value
        links_to_class = finding.component in CLASSES and isinstance(value, URIRef)
        if not links_to_class or value is None or str(value).startswith(CODE) or (value, RDF.type, None) in self._data:
            return None
        shape = UNTYPED if (value, None, None) in self._data else UNDESCRIBED
        return value if shape in self._merges else None

    def _of_whole(self, thing: Node, finding: EngineFinding) -> EngineFinding:
        if finding.source_shape == ALONE:
            return finding
        described = (thing, None, None) in self._data
        return EngineFinding(
            focus_node=thing,
            source_shape=UNTYPED if described else UNDESCRIBED,
            component=SH.SPARQLConstraintComponent,
            severity=finding.severity,
            value=thing,
        )


def _told(cause: Cause, follows: list[EngineFinding]) -> Explained:
    others = tuple(each for each in (*cause.same, *follows) if each != cause.finding)
    # The Rules' own words where they say as much: what is lacking, and where.
    lacking = [each for each in follows if each.source_shape != ALONE]
    at_once = cause.is_unlinked and [each.focus_node for each in lacking] == [cause.thing]
    if len(lacking) == 1 and (at_once or cause.finding.source_shape == ALONE):
        return Explained(lacking[0], tuple(each for each in (cause.finding, *others) if each != lacking[0]))
    gravest = min((cause.finding.severity, *(each.severity for each in follows)), key=GRAVEST_FIRST.index)
    here = [each for each in lacking if (each.focus_node, each.path, each.value) == (cause.thing, cause.path, None)]
    if len(here) == 1 and cause.finding.value is None:
        rest = tuple(each for each in (cause.finding, *others) if each != here[0])
        return Explained(replace(here[0], severity=gravest), rest)
    return Explained(replace(cause.finding, severity=gravest), others)


def _but(findings: list[EngineFinding], taken: set[EngineFinding]) -> list[EngineFinding]:
    return [each for each in findings if each not in taken]
