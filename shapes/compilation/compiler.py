"""From shapes to a plan of checks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from shapes.compilation.checks import (
    Check,
    CombinedCheck,
    Conformance,
    DeclinedShape,
    DirectCheck,
    Plan,
    Rule,
    Source,
    TargetedChecks,
)
from shapes.compilation.declined import Declined
from shapes.compilation.delegation import without_targets_of
from shapes.compilation.pair_constraints import (
    NEED_A_PATH,
    PAIR_CONSTRAINTS,
    Pattern,
    Place,
    allowed_properties,
    closed_pattern,
)
from shapes.compilation.parameters import is_true, members, says_true, whole_number
from shapes.compilation.paths import may_be_empty, sparql_path
from shapes.compilation.scope import Scope
from shapes.compilation.sparql_constraints import constraint_query
from shapes.compilation.targets import Target, in_order, target_of
from shapes.compilation.value_constraints import CONDITIONS, pattern_condition

_LISTS: Final[dict[URIRef, tuple[URIRef, Rule]]] = {
    SH["and"]: (SH.AndConstraintComponent, "and"),
    SH["or"]: (SH.OrConstraintComponent, "or"),
    SH.xone: (SH.XoneConstraintComponent, "xone"),
}
_SINGLE: Final[dict[URIRef, tuple[URIRef, Rule]]] = {
    SH.node: (SH.NodeConstraintComponent, "node"),
    SH["not"]: (SH.NotConstraintComponent, "not"),
}
_UNDERSTOOD: Final = {
    *CONDITIONS, *PAIR_CONSTRAINTS, *_LISTS, *_SINGLE, SH.pattern, SH.flags, SH.closed, SH.ignoredProperties,
    SH.property, SH.sparql, SH.qualifiedValueShape, SH.qualifiedMinCount, SH.qualifiedMaxCount,
    SH.qualifiedValueShapesDisjoint, SH.path, SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf,
    SH.target, SH.severity, SH.message, SH.deactivated, SH.name, SH.description, SH.order, SH.group, SH.defaultValue,
    SH.select, SH.prefixes,
}  # fmt: skip


def compile_shapes(shapes: Graph) -> Plan:
    """Compile every shape that has targets; a shape with any construct that is not compiled is declined whole."""
    checks: dict[Target, list[Check]] = {}
    compiled, declined = [], []
    for shape in in_order(_shapes_with_targets(shapes)):
        target = Target()
        try:
            target = target_of(shapes, shape)
            if target.pattern:
                compiler = _Compiler(shapes, has_named_targets=bool(target.nodes))
                checks.setdefault(target, []).extend(compiler.checks(shape, Scope(target.pattern, "?this", "?this")))
                compiled.append(shape)
        except Declined as reason:
            declined.append(DeclinedShape(shape, str(reason), target))
    return Plan(
        targets=tuple(TargetedChecks(target, tuple(found)) for target, found in checks.items() if found),
        compiled=tuple(compiled),
        declined=tuple(declined),
        left=without_targets_of(compiled, shapes) if declined else b"",
    )


def _shapes_with_targets(shapes: Graph) -> set[Node]:
    targets = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target)
    found = {shape for target in targets for shape in shapes.subjects(target)}
    found |= {shape for kind in (SH.NodeShape, SH.PropertyShape) for shape in shapes.subjects(None, kind)}
    return found


@dataclass
class _Compiler:
    """Compiles one shape with everything in it; `_open` are the shapes that it stands in, to notice recursion."""

    shapes: Graph
    has_named_targets: bool
    _numbers: Iterator[int] = field(default_factory=count)
    _open: list[Node] = field(default_factory=list)

    def checks(self, shape: Node, scope: Scope) -> tuple[Check, ...]:
        """All checks of a shape and its property shapes over a scope."""
        if is_true(self.shapes, shape, SH.deactivated):
            return ()
        if shape in self._open:
            raise Declined("a shape that refers to itself")
        self._open.append(shape)
        try:
            return tuple(self._checks(shape, scope))
        finally:
            self._open.pop()

    def _checks(self, shape: Node, scope: Scope) -> Iterator[Check]:
        path_node = self.shapes.value(shape, SH.path)
        path = None if path_node is None else sparql_path(self.shapes, path_node)
        from_target = self.has_named_targets and scope.this == "?this"
        if path_node is not None and from_target and may_be_empty(self.shapes, path_node):
            # A join finds the empty path only from nodes that stand in some triple; a named target may not.
            raise Declined("a path that may be empty from a named node")
        severity = self.shapes.value(shape, SH.severity) or SH.Violation
        site = _Site(self, shape, path_node, path, severity, Place(scope, path, self.variable(), self.variable))
        for parameter, value in sorted(self.shapes.predicate_objects(shape)):
            yield from site.compile(URIRef(str(parameter)), value)

    def conformance(self, shape: Node, scope: Scope, path: str | None) -> Conformance:
        """The checks that decide whether the value nodes of a scope conform to a shape."""
        return Conformance(self.checks(shape, scope.asking_for(path, self.variable)))

    def variable(self) -> str:
        """A variable that no author's query uses."""
        return f"?batgraph{next(self._numbers)}"


@dataclass(frozen=True)
class _Site:
    """One shape over one scope."""

    compiler: _Compiler
    shape: Node
    path_node: Node | None
    path: str | None
    severity: Node
    place: Place

    def compile(self, parameter: URIRef, value: Node) -> Iterator[Check]:
        """The checks of one statement of the shape."""
        if parameter in CONDITIONS:
            component, condition = CONDITIONS[parameter]
            yield self._on_values(component, condition(self.compiler.shapes, value, self.place.value))
        elif parameter in PAIR_CONSTRAINTS:
            if parameter in NEED_A_PATH:
                self._refuse_in_node_shape(parameter)
            component, compiled = PAIR_CONSTRAINTS[parameter]
            yield from (self._direct(component, pattern) for pattern in compiled(self.place, value))
        elif parameter in _LISTS:
            component, rule = _LISTS[parameter]
            yield self._combined(component, rule, members(self.compiler.shapes, value))
        elif parameter in _SINGLE:
            component, rule = _SINGLE[parameter]
            yield self._combined(component, rule, [value])
        else:
            yield from self._special(parameter, value)

    def _special(self, parameter: URIRef, value: Node) -> Iterator[Check]:
        if parameter == SH.pattern:
            flags = self.compiler.shapes.value(self.shape, SH.flags)
            condition = pattern_condition(value, flags, self.place.value)
            yield self._on_values(SH.PatternConstraintComponent, condition)
        elif parameter == SH.closed and says_true(value):
            yield self._closed()
        elif parameter == SH.property:
            yield from self.compiler.checks(value, self.place.scope.inside(self.path, self.compiler.variable))
        elif parameter == SH.sparql:
            yield from self._sparql(value)
        elif parameter == SH.qualifiedValueShape:
            self._refuse_in_node_shape(parameter)
            yield from self._qualified(value)
        elif parameter.startswith(str(SH)) and parameter not in _UNDERSTOOD:
            raise Declined(str(parameter))
        else:
            self._refuse_custom(parameter)

    def _refuse_in_node_shape(self, parameter: URIRef) -> None:
        if self.path is None:
            raise Declined(f"{parameter} in a node shape")

    def _refuse_custom(self, parameter: URIRef) -> None:
        # A property that is the parameter of a constraint component declared in the shapes graph.
        shapes = self.compiler.shapes
        if any(
            (component, SH.parameter, declaration) in shapes
            for declaration in shapes.subjects(SH.path, parameter)
            for component in shapes.subjects(SH.parameter, declaration)
        ):
            raise Declined(f"the constraint component with parameter {parameter}")

    def _source(self, component: URIRef) -> Source:
        return Source(self.shape, component, self.severity, self.path_node)

    def _keys(self) -> list[str]:
        return list(dict.fromkeys((self.place.scope.root, self.place.scope.this)))

    def _direct(self, component: URIRef, pattern: Pattern, path: str | None = None) -> DirectCheck:
        values = [self.place.value] if pattern.has_value else []
        variables = [*(pattern.grouped or self._keys()), *values, *pattern.further, *([path] if path else [])]
        # A group is a row already; elsewhere the pattern may bind a violation several times.
        distinct = "" if pattern.grouped else "DISTINCT "
        return DirectCheck(
            source=self._source(component),
            text=f"SELECT {distinct}{' '.join(variables)} WHERE {pattern.text}",
            root=self.place.scope.root[1:],
            this=self.place.scope.this[1:],
            value=self.place.value[1:] if pattern.has_value else None,
            path=path[1:] if path else None,
            near=self.place.values,
        )

    def _on_values(self, component: URIRef, condition: str) -> DirectCheck:
        return self._direct(component, Pattern(f"{{ {self.place.values} {condition} }}", has_value=True))

    def _closed(self) -> DirectCheck:
        property_ = self.compiler.variable()
        allowed = allowed_properties(self.compiler.shapes, self.shape)
        pattern = closed_pattern(self.place, allowed, property_)
        return self._direct(SH.ClosedConstraintComponent, pattern, property_)

    def _combined(
        self,
        component: URIRef,
        rule: Rule,
        operands: list[Node],
        siblings: tuple[Conformance, ...] = (),
        number: int = 0,
    ) -> CombinedCheck:
        pairs = self.place.values
        if rule in ("qualified-minimum", "qualified-maximum"):
            # A focus node without any value counts too: it has none that conforms.
            pairs = f"{self.place.scope.pattern} OPTIONAL {{ {self.place.scope.this} {self.path} {self.place.value} }}"
        conformances = tuple(self.compiler.conformance(node, self.place.scope, self.path) for node in operands)
        return CombinedCheck(
            source=self._source(component),
            text=f"SELECT DISTINCT {' '.join([*self._keys(), self.place.value])} WHERE {{ {pairs} }}",
            root=self.place.scope.root[1:],
            this=self.place.scope.this[1:],
            value=self.place.value[1:],
            rule=rule,
            operands=conformances,
            siblings=siblings,
            count=number,
        )

    def _qualified(self, value: Node) -> Iterator[CombinedCheck]:
        shapes = self.compiler.shapes
        siblings: tuple[Conformance, ...] = ()
        if is_true(shapes, self.shape, SH.qualifiedValueShapesDisjoint):
            nodes = {
                other
                for parent in shapes.subjects(SH.property, self.shape)
                for property_shape in shapes.objects(parent, SH.property)
                for other in shapes.objects(property_shape, SH.qualifiedValueShape)
            } - {value}
            siblings = tuple(self.compiler.conformance(n, self.place.scope, self.path) for n in in_order(nodes))
        for parameter, component, rule in (
            (SH.qualifiedMinCount, SH.QualifiedMinCountConstraintComponent, "qualified-minimum"),
            (SH.qualifiedMaxCount, SH.QualifiedMaxCountConstraintComponent, "qualified-maximum"),
        ):
            for number in shapes.objects(self.shape, parameter):
                checked: Rule = "qualified-minimum" if rule == "qualified-minimum" else "qualified-maximum"
                yield self._combined(component, checked, [value], siblings, whole_number(number))

    def _sparql(self, constraint: Node) -> Iterator[DirectCheck]:
        if is_true(self.compiler.shapes, constraint, SH.deactivated):
            return
        query = constraint_query(self.compiler.shapes, constraint, self.place.scope, self.path)
        yield DirectCheck(
            source=self._source(SH.SPARQLConstraintComponent),
            text=query.text,
            root="this",
            this="this",
            value="value" if "value" in query.projected else None,
            path="path" if "path" in query.projected else None,
            plain=query.plain,
        )
