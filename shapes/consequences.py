"""One fault, one result: what follows from a fault of a thing is told with that fault, not beside it.

A law shape that looks for a group's members finds one kind missing where a member does not say of which kind it is;
the model shape has found the cause. A finding of the law is a consequence of a finding of the model if its rule reads
the property that is at fault, and the faulty thing is one that the rule comes to from its focus node, or one that
lacks the very link by which the rule would come to it.

Nothing is lost: the result of the cause names the rules whose findings it takes in.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology.namespaces import BAT, CODE
from shapes.engine import EngineFinding
from shapes.read_terms import ReadTerms
from shapes.rules import Rule

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
_CLASSES: Final = (SH.ClassConstraintComponent, SH.OrConstraintComponent, SH.XoneConstraintComponent)
_GRAVEST_FIRST: Final = ("violation", "warning", "information")
_RANGES: Final = (RDFS.range, URIRef("https://schema.org/rangeIncludes"))
_DOMAINS: Final = (RDFS.domain, URIRef("https://schema.org/domainIncludes"))
_ELEMENT_CODES: Final = f"{CODE}structural-element/"
# Rules about the elements that stand in one whole.
_OF_ELEMENTS: Final = ("-element-missing", "-without-elements", "-element-twice", "-element-order", "-element-class")
_FURTHEST: Final = 4
_MOST_REACHED: Final = 20_000


@dataclass(frozen=True)
class Explained:
    """A finding that is told, and those that follow from it."""

    finding: EngineFinding
    follows: tuple[EngineFinding, ...] = ()


@dataclass(frozen=True)
class _Cause:
    """A finding that explains others: `thing` is at fault, in `path` (None where the thing as a whole is)."""

    finding: EngineFinding
    thing: Node
    path: Node | None
    same: tuple[EngineFinding, ...]
    elsewhere: bool = False

    @property
    def is_unlinked(self) -> bool:
        """Whether the thing may lack the link by which a rule would come to it, or have it to a wrong place."""
        return self.path is None or self.finding.component in (*_CLEAREST_FIRST, *_CLASSES)

    @property
    def is_wrong(self) -> bool:
        """Whether a value stands where another was meant."""
        return isinstance(self.path, URIRef) and self.finding.value is not None


class Consequences:
    """Tells causes from what follows from them, in one data graph."""

    def __init__(self, data: Graph, shapes: Graph, vocabulary: Graph, rule_of: Callable[[URIRef], Rule]) -> None:
        self._data = data
        self._vocabulary = vocabulary
        self._shapes = shapes
        self._read = ReadTerms(shapes)
        self._elements = self._below(BAT.StructuralElement)
        self._classes_of_elements = self._elements_by_code()
        self._rule_of = rule_of
        self._merges = {iri for iri in (UNTYPED, UNDESCRIBED) if (iri, RDF.type, SH.NodeShape) in shapes}
        self._reached: dict[tuple[Node, URIRef], frozenset[Node]] = {}

    def explained(self, findings: Iterable[EngineFinding]) -> list[Explained]:
        """Return every finding once: told, or among those that follow from one that is told."""
        of_two_kinds, known = self._of_two_kinds(sorted(set(findings), key=_order))
        of_model = [each for each in known if self._rule_of(each.source_shape).paragraph is None]
        of_law = [each for each in known if self._rule_of(each.source_shape).paragraph is not None]
        causes = self._without_parts([*self._causes(of_model), *_unrecorded(of_law)])
        follows = self._follows(causes, _but(of_law, {cause.finding for cause in causes}))
        left = _but(of_law, {cause.finding for cause in causes}.union(*follows.values()))
        # An element that is missing is told as the law's, and stands for all that only it could say.
        gone = [_Cause(each, each.focus_node, None, (each,), elsewhere=True) for each in left if _is_element(each)]
        joined = self._without_parts([*causes, *gone])
        follows = {cause: follows.get(cause, []) for cause in joined}
        for cause, some in self._follows(gone, [each for each in left if not _is_element(each)]).items():
            kept = next(each for each in joined if each.finding == cause.finding)
            follows[kept] = some
        taken = {cause.finding for cause in joined}.union(*follows.values())
        told = [_told(cause, some) for cause, some in self._joined(follows).items()]
        return self._merged(of_two_kinds + told + [Explained(finding) for finding in _but(of_law, taken)])

    def _elements_by_code(self) -> dict[Node | None, set[Node]]:
        """The class that goes with the code of a kind of element: both are from one paragraph."""
        classes: dict[Node | None, set[Node]] = {}
        for kind in self._elements:
            for paragraph in self._vocabulary.objects(kind, BAT.paragraph):
                for kind_code in self._vocabulary.subjects(BAT.paragraph, paragraph):
                    if str(kind_code).startswith(_ELEMENT_CODES):
                        classes.setdefault(kind_code, set()).add(kind)
        return classes

    def _of_two_kinds(self, findings: list[EngineFinding]) -> tuple[list[Explained], list[EngineFinding]]:
        """Tell once of each thing of two kinds, with what is asked of it as one of the wrong kind; the rest is left.

        The right kind is that of which the thing says most: for it the fewest rules find something.
        """
        told = []
        left = findings
        for thing in sorted({each.focus_node for each in findings if each.source_shape == OF_TWO_KINDS}, key=str):
            here = [each for each in left if each.focus_node == thing]
            same = [each for each in here if each.source_shape == OF_TWO_KINDS]
            asked = [{each for each in here if self._is_of(each, kind)} for kind in self._narrowest_kinds(thing)]
            fewest = min(map(len, asked))
            right = set[EngineFinding]().union(*(some for some in asked if len(some) == fewest))
            wrong = [each for each in here if any(each in some for some in asked) and each not in right]
            told.append(Explained(same[0], (*same[1:], *wrong)))
            left = _but(left, {*same, *wrong})
        return told, left

    def _narrowest_kinds(self, thing: Node) -> list[Node]:
        said = set(self._data.objects(thing, RDF.type))
        wider = {above for kind in said for above in self._above(kind) if above != kind}
        return sorted(said - wider, key=str)

    def _is_of(self, finding: EngineFinding, kind: Node) -> bool:
        """Whether a rule is about things of a class."""
        return not self._targets(finding).isdisjoint(self._above(kind))

    def _targets(self, finding: EngineFinding) -> set[Node]:
        shapes = {finding.source_shape, *self._shapes.subjects(SH.property, finding.source_shape)}
        return {target for shape in shapes for target in self._shapes.objects(shape, SH.targetClass)}

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
                gravest = min(each.finding.severity, *(one.severity for one in found), key=_GRAVEST_FIRST.index)
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
        if one.focus_node != two.focus_node and self._targets(one) & self._targets(two):
            return False
        return not (
            {one.focus_node, one.value}.isdisjoint(self._around(two))
            and {two.focus_node, two.value}.isdisjoint(self._around(one))
        )

    def _around(self, finding: EngineFinding) -> frozenset[Node]:
        """What a rule comes upon from where it looks, by the links it reads or is led by, and by those to the book."""
        shape = finding.source_shape
        leading = {*self._shapes.objects(shape, SH.targetObjectsOf), BAT.inDocument, BAT.partOf}
        read = self._read.by(shape).union(each for each in leading if isinstance(each, URIRef))
        return self._reach(finding.focus_node, read)

    def _causes(self, findings: list[EngineFinding]) -> Iterator[_Cause]:
        whole: dict[Node, list[EngineFinding]] = defaultdict(list)
        parts: dict[tuple[Node, Node | None], list[EngineFinding]] = defaultdict(list)
        for finding in findings:
            thing = self._unknown(finding)
            if thing is not None:
                whole[thing].append(finding)
            else:
                parts[finding.focus_node, finding.path].append(finding)
        for thing, same in whole.items():
            yield _Cause(self._of_whole(thing, same[0]), thing, None, tuple(same))
        for (thing, path), same in parts.items():
            yield from _of_part(thing, path, same)

    def _unknown(self, finding: EngineFinding) -> Node | None:
        """The thing that a finding is about because nothing says what it is."""
        if finding.source_shape in (UNTYPED, ALONE):
            return finding.focus_node
        value = finding.value
        links_to_class = finding.component in _CLASSES and isinstance(value, URIRef)
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

    def _follows(self, causes: list[_Cause], findings: list[EngineFinding]) -> dict[_Cause, list[EngineFinding]]:
        follows: dict[_Cause, list[EngineFinding]] = {cause: [] for cause in causes}
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

    def _expected(self, cause: _Cause) -> frozenset[Node]:
        """The classes of a thing that is not there: of a link that leads nowhere, or of an element that is missing."""
        if _is_element(cause.finding):
            return frozenset(self._classes_of_elements.get(cause.finding.value, self._elements))
        if cause.finding.source_shape != UNDESCRIBED:
            return frozenset()
        asked = {
            value
            for each in cause.same
            for shape in (each.source_shape, *self._choices(each.source_shape))
            for value in self._shapes.objects(shape, SH["class"])
        }
        return frozenset[Node]().union(*map(self._below, asked))

    def _choices(self, shape: URIRef) -> Iterator[Node]:
        for choices in self._shapes.objects(shape, SH["or"]):
            yield from Collection(self._shapes, choices)

    def _below(self, kind: Node) -> frozenset[Node]:
        below = self._vocabulary.transitive_subjects(RDFS.subClassOf, kind)
        return frozenset(each for each in below if each is not None)

    def _is_missed_by(self, finding: EngineFinding, cause: _Cause, expected: frozenset[Node]) -> bool:
        """Whether a rule asks for a thing of the expected classes, or for what only such a thing can say.

        Of a missing element that holds for rules that come upon what lacks it, and not for what is such an element.
        """
        if _is_element(cause.finding) and not self._may_miss(finding, cause.thing, expected):
            return False
        read = self._read.by(finding.source_shape)
        return not expected.isdisjoint(read) or any(self._only_leads(term, expected) for term in read)

    def _may_miss(self, finding: EngineFinding, whole: Node, elements: frozenset[Node]) -> bool:
        """Whether a rule may find nothing because an element of these classes is missing in a whole."""
        if finding.source_shape.endswith(_OF_ELEMENTS) or whole not in self._around(finding):
            return False
        there = [each for each in self._data.subjects(BAT.partOf, whole) if not elements.isdisjoint(self._kinds(each))]
        return not there and elements.isdisjoint(self._kinds(finding.focus_node))

    def _only_leads(self, term: Node, classes: frozenset[Node]) -> bool:
        """Whether a property is said of, or leads to, things of these classes and of no others than elements."""
        for rule in (*_DOMAINS, *_RANGES):
            kinds = set(self._vocabulary.objects(term, rule))
            if not kinds.isdisjoint(classes) and (kinds <= self._elements or not classes <= self._elements):
                return True
        return False

    def _without_parts(self, causes: list[_Cause]) -> list[_Cause]:
        """Let things that nothing has belong to a thing that is not there, if such a thing can have them."""
        kept = list(causes)
        loose = [each for each in causes if _is_part(each)]
        for cause in [each for each in causes if loose and not _is_part(each)]:
            expected = self._expected(cause)
            parts = [each for each in loose if self._is_had_by(each.thing, cause, expected)]
            if parts:
                loose = [each for each in loose if each not in parts]
                kept = [each for each in kept if each not in parts]
                found = tuple(each.finding for each in parts)
                kept[kept.index(cause)] = replace(cause, same=(*cause.same, *found))
        return kept

    def _is_had_by(self, part: Node, cause: _Cause, expected: frozenset[Node]) -> bool:
        """Whether a thing that is not there, or a property with a wrong value, may have been meant to lead to it."""
        leading = {
            term for rule in _RANGES for kind in self._kinds(part) for term in self._vocabulary.subjects(rule, kind)
        }
        if cause.is_wrong:
            return cause.path in leading
        owners = {owner for term in leading for rule in _DOMAINS for owner in self._vocabulary.objects(term, rule)}
        return bool(expected) and (not owners or any(not expected.isdisjoint(self._below(each)) for each in owners))

    def _above(self, kind: Node) -> Iterator[Node]:
        return (above for above in self._vocabulary.transitive_objects(kind, RDFS.subClassOf) if above is not None)

    def _kinds(self, thing: Node) -> set[Node]:
        """The classes of a thing and all above them."""
        said = self._data.objects(thing, RDF.type)
        return {above for kind in said for above in self._above(kind)}

    def _joined(self, follows: dict[_Cause, list[EngineFinding]]) -> dict[_Cause, list[EngineFinding]]:
        """Let several things that nothing has, and that one finding misses, be one cause of it."""
        joined = dict(follows)
        for missed, some in follows.items():
            if missed.finding.source_shape == ALONE and len(some) == 1:
                for other in [each for each in joined if each.finding.source_shape == ALONE and not joined[each]]:
                    if self._would_be_met_by(some[0], other):
                        joined[missed] = [*joined[missed], other.finding]
                        del joined[other]
        return joined

    def _is_met_by(self, finding: EngineFinding, cause: _Cause) -> bool:
        """Whether the rule of `finding` comes upon the thing that is at fault, and reads what is wrong with it."""
        read = self._read.by(finding.source_shape)
        if _is_element(cause.finding) or not self._may_be(finding, cause.thing):
            return False
        if cause.is_wrong and finding.focus_node == cause.finding.value:
            return True
        if cause.path is not None and cause.path not in read:
            return False
        if cause.elsewhere and cause.thing == finding.focus_node:
            return False
        return cause.thing in (finding.focus_node, finding.value) or cause.thing in self._from(finding, read)

    def _may_be(self, finding: EngineFinding, thing: Node) -> bool:
        """Whether a thing at fault can be behind a finding about elements: it stands there, and is what is missed."""
        if not finding.source_shape.endswith(_OF_ELEMENTS):
            return True
        here = {finding.focus_node, finding.value}
        wholes = {each for each in self._data.objects(thing, BAT.partOf) if (each, RDF.type, None) in self._data}
        if wholes and thing not in here and here.isdisjoint(wholes):
            return False
        kinds = self._kinds(thing)
        meant = {kind for kind, classes in self._classes_of_elements.items() if not kinds.isdisjoint(classes)}
        return finding.value not in self._classes_of_elements or not meant or finding.value in meant

    def _from(self, finding: EngineFinding, read: frozenset[URIRef]) -> frozenset[Node]:
        key = finding.focus_node, finding.source_shape
        if key not in self._reached:
            self._reached[key] = self._reach(finding.focus_node, read)
        return self._reached[key]

    def _reach(self, start: Node, read: frozenset[URIRef]) -> frozenset[Node]:
        seen = {start}
        edge = {start}
        for _ in range(_FURTHEST):
            edge = {near for node in edge for near in self._neighbours(node, read)} - seen
            seen |= edge
            if not edge or len(seen) > _MOST_REACHED:
                break
        return frozenset(seen)

    def _neighbours(self, node: Node, read: frozenset[URIRef]) -> Iterator[Node]:
        """What a rule may go on to. A code leads nowhere: whatever else has it is another matter."""
        if str(node).startswith(CODE):
            return
        for predicate, value in self._data.predicate_objects(node):
            if predicate in read and isinstance(value, URIRef) and predicate != RDF.type:
                yield value
        for subject, predicate in self._data.subject_predicates(node):
            if predicate in read:
                yield subject

    def _would_be_met_by(self, finding: EngineFinding, cause: _Cause) -> bool:
        """Whether the thing at fault lacks the link by which the rule would come to it, and is what the rule misses."""
        read = self._read.by(finding.source_shape)
        if not cause.is_unlinked or (cause.path is not None and cause.path not in read):
            return False
        if _is_element(cause.finding) or not self._may_be(finding, cause.thing):
            return False
        said = list(self._data.predicate_objects(cause.thing))
        value = finding.value
        if isinstance(value, URIRef) and value.startswith(CODE):
            scheme = self._vocabulary.value(cause.path, BAT.codeScheme) if cause.path is not None else None
            return any(o == value for _, o in said) or (scheme is not None and value.startswith(f"{scheme}/"))
        if isinstance(value, Literal) and cause.path is None:
            return any(str(o) == str(value) for _, o in said)
        return any((p in read and p != RDF.type) for p, _ in said) or self._is_read(cause.thing, read)

    def _is_read(self, thing: Node, read: frozenset[URIRef]) -> bool:
        """Whether a rule asks for things of this kind: by class, or by a property that leads to the class."""
        asked = {value for term in read for rules in _RANGES for value in self._vocabulary.objects(term, rules)}
        return not self._kinds(thing).isdisjoint(read | asked)


def _told(cause: _Cause, follows: list[EngineFinding]) -> Explained:
    others = tuple(each for each in (*cause.same, *follows) if each != cause.finding)
    # The Rules' own words where they say as much: what is lacking, and where.
    lacking = [each for each in follows if each.source_shape != ALONE]
    at_once = cause.is_unlinked and [each.focus_node for each in lacking] == [cause.thing]
    if len(lacking) == 1 and (at_once or cause.finding.source_shape == ALONE):
        return Explained(lacking[0], tuple(each for each in (cause.finding, *others) if each != lacking[0]))
    gravest = min((cause.finding.severity, *(each.severity for each in follows)), key=_GRAVEST_FIRST.index)
    here = [each for each in lacking if (each.focus_node, each.path, each.value) == (cause.thing, cause.path, None)]
    if len(here) == 1 and cause.finding.value is None:
        rest = tuple(each for each in (cause.finding, *others) if each != here[0])
        return Explained(replace(here[0], severity=gravest), rest)
    return Explained(replace(cause.finding, severity=gravest), others)


def _but(findings: list[EngineFinding], taken: set[EngineFinding]) -> list[EngineFinding]:
    return [each for each in findings if each not in taken]


def _is_element(finding: EngineFinding) -> bool:
    return finding.source_shape.endswith("-element-missing")


def _is_part(cause: _Cause) -> bool:
    return cause.finding.source_shape in (ALONE, UNCLAIMED)


def _unrecorded(findings: list[EngineFinding]) -> Iterator[_Cause]:
    """What the Rules do not ask to record but count with, a day or an evidence: other rules cannot do without it."""
    for finding in findings:
        if finding.severity != "violation" and finding.value is None and isinstance(finding.path, URIRef):
            yield _Cause(finding, finding.focus_node, finding.path, (finding,), elsewhere=True)


def _of_part(thing: Node, path: Node | None, same: list[EngineFinding]) -> Iterator[_Cause]:
    wrong: dict[Node | None, list[EngineFinding]] = defaultdict(list)
    for finding in same:
        wrong[finding.value].append(finding)
    # That there are too many or too few follows from a value that is wrong.
    rest = tuple(wrong.pop(None, ())) if len(wrong) > 1 else ()
    for group in wrong.values():
        yield _Cause(group[0], thing, path, (*group, *rest))


def _order(finding: EngineFinding) -> tuple[object, ...]:
    rank = _CLEAREST_FIRST.index(finding.component) if finding.component in _CLEAREST_FIRST else len(_CLEAREST_FIRST)
    return (str(finding.focus_node), rank, str(finding.source_shape), str(finding.value), str(finding.path))


def _nearness(one: Node, other: Node) -> int:
    """How many characters two IRIs have in common from the start: things of one document share most."""
    return next(
        (at for at, (a, b) in enumerate(zip(str(one), str(other), strict=False)) if a != b),
        min(len(str(one)), len(str(other))),
    )
