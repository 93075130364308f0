"""Which findings follow from which cause."""

from collections.abc import Iterator
from dataclasses import replace

from rdflib import RDF, SH, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology.namespaces import BAT, CODE
from shapes.consequences.causes import ALONE, UNDESCRIBED, Cause, is_element, is_part
from shapes.consequences.elements import Elements
from shapes.consequences.surroundings import DOMAINS, RANGES, Surroundings
from shapes.engine import EngineFinding


class Following:
    """Tells what follows from a fault, by what rules read and come upon."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._vocabulary = around.vocabulary
        self._elements = Elements(around)

    def follows(self, causes: list[Cause], findings: list[EngineFinding]) -> dict[Cause, list[EngineFinding]]:
        """Return the findings that follow from each cause, each once: met, missed, or met if a link were there."""
        follows: dict[Cause, list[EngineFinding]] = {cause: [] for cause in causes}
        left = []
        for finding in findings:
            cause = next((each for each in causes if self._is_met_by(finding, each)), None)
            if cause is None:
                left.append(finding)
            else:
                follows[cause].append(finding)
        for cause in causes:
            expected = self._expected(cause)
            gone = [finding for finding in left if expected and self._is_missed_by(finding, cause, expected)]
            follows[cause] += gone
            left = [finding for finding in left if finding not in gone]
        for cause in causes:
            strays = [finding for finding in left if self._would_be_met_by(finding, cause)]
            nearest = max(
                (each.focus_node for each in strays), key=lambda node: _nearness(cause.thing, node), default=None
            )
            taken = [finding for finding in strays if finding.focus_node == nearest]
            follows[cause] += taken
            left = [finding for finding in left if finding not in taken]
        return follows

    def _expected(self, cause: Cause) -> frozenset[Node]:
        """The classes of a thing that is not there: of a link that leads nowhere, or of an element that is missing."""
        if is_element(cause.finding):
            return self._elements.of_code(cause.finding.value)
        if cause.finding.source_shape != UNDESCRIBED:
            return frozenset()
        asked = {
            value
            for each in cause.same
            for shape in (each.source_shape, *self._choices(each.source_shape))
            for value in self._around.shapes.objects(shape, SH["class"])
        }
        return frozenset[Node]().union(*map(self._around.below, asked))

    def _choices(self, shape: URIRef) -> Iterator[Node]:
        for choices in self._around.shapes.objects(shape, SH["or"]):
            yield from Collection(self._around.shapes, choices)

    def _is_missed_by(self, finding: EngineFinding, cause: Cause, expected: frozenset[Node]) -> bool:
        """Whether a rule asks for a thing of the expected classes, or for what only such a thing can say.

        Of a missing element that holds for rules that come upon what lacks it, and not for what is such an element.
        """
        if is_element(cause.finding) and not self._elements.may_be_missed(finding, cause.thing, expected):
            return False
        read = self._around.read_by(finding)
        return not expected.isdisjoint(read) or any(self._only_leads(term, expected) for term in read)

    def _only_leads(self, term: Node, classes: frozenset[Node]) -> bool:
        """Whether a property is said of, or leads to, things of these classes and of no others than elements."""
        for rule in (*DOMAINS, *RANGES):
            kinds = set(self._vocabulary.objects(term, rule))
            if not kinds.isdisjoint(classes) and (kinds <= self._elements.all or not classes <= self._elements.all):
                return True
        return False

    def without_parts(self, causes: list[Cause]) -> list[Cause]:
        """Let things that nothing has belong to a thing that is not there, if such a thing can have them."""
        kept = list(causes)
        loose = [each for each in causes if is_part(each)]
        for cause in [each for each in causes if loose and not is_part(each)]:
            expected = self._expected(cause)
            parts = [each for each in loose if self._is_had_by(each.thing, cause, expected)]
            if parts:
                loose = [each for each in loose if each not in parts]
                kept = [each for each in kept if each not in parts]
                found = tuple(each.finding for each in parts)
                kept[kept.index(cause)] = replace(cause, same=(*cause.same, *found))
        return kept

    def _is_had_by(self, part: Node, cause: Cause, expected: frozenset[Node]) -> bool:
        """Whether a thing that is not there, or a property with a wrong value, may have been meant to lead to it."""
        leading = {
            term
            for rule in RANGES
            for kind in self._around.kinds(part)
            for term in self._vocabulary.subjects(rule, kind)
        }
        if cause.is_wrong:
            return cause.path in leading
        owners = {owner for term in leading for rule in DOMAINS for owner in self._vocabulary.objects(term, rule)}
        return bool(expected) and (
            not owners or any(not expected.isdisjoint(self._around.below(each)) for each in owners)
        )

    def joined(self, follows: dict[Cause, list[EngineFinding]]) -> dict[Cause, list[EngineFinding]]:
        """Let several things that nothing has, and that one finding misses, be one cause of it."""
        joined = dict(follows)
        for missed, some in follows.items():
            if missed.finding.source_shape == ALONE and len(some) == 1:
                for other in [each for each in joined if each.finding.source_shape == ALONE and not joined[each]]:
                    if self._would_be_met_by(some[0], other):
                        joined[missed] = [*joined[missed], other.finding]
                        del joined[other]
        return joined

    def _is_met_by(self, finding: EngineFinding, cause: Cause) -> bool:
        """Whether the rule of `finding` comes upon the thing that is at fault, and reads what is wrong with it."""
        read = self._around.read_by(finding)
        if is_element(cause.finding) or not self._elements.may_be_behind(finding, cause.thing):
            return False
        if cause.is_wrong and finding.focus_node == cause.finding.value:
            return True
        if cause.path is not None and cause.path not in read:
            return False
        if cause.elsewhere and cause.thing == finding.focus_node:
            return False
        return cause.thing in (finding.focus_node, finding.value) or cause.thing in self._around.come_upon(
            finding, read
        )

    def _would_be_met_by(self, finding: EngineFinding, cause: Cause) -> bool:
        """Whether the thing at fault lacks the link by which the rule would come to it, and is what the rule misses."""
        read = self._around.read_by(finding)
        if not cause.is_unlinked or (cause.path is not None and cause.path not in read):
            return False
        if is_element(cause.finding) or not self._elements.may_be_behind(finding, cause.thing):
            return False
        said = list(self._around.data.predicate_objects(cause.thing))
        value = finding.value
        if isinstance(value, URIRef) and value.startswith(CODE):
            scheme = self._vocabulary.value(cause.path, BAT.codeScheme) if cause.path is not None else None
            return any(o == value for _, o in said) or (scheme is not None and value.startswith(f"{scheme}/"))
        if isinstance(value, Literal) and cause.path is None:
            return any(str(o) == str(value) for _, o in said)
        return any((p in read and p != RDF.type) for p, _ in said) or self._around.is_read(cause.thing, read)


def _nearness(one: Node, other: Node) -> int:
    """How many characters two IRIs have in common from the start: things of one document share most."""
    return next(
        (at for at, (a, b) in enumerate(zip(str(one), str(other), strict=False)) if a != b),
        min(len(str(one)), len(str(other))),
    )
