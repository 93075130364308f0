"""SPARQL-based constraints (SHACL 5): the author's SELECT, asked for all focus nodes at once.

The standard evaluates the query once for each focus node with `$this` replaced. Joining the focus nodes into the
query's pattern, and into every inner group that mentions `$this` without binding it, gives the same rows; so does a
query or subquery that groups its rows by `$this`. One that counts or cuts over the rows of several focus nodes would
not, and is declined.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import pyoxigraph
from rdflib import OWL, SH, XSD, Graph
from rdflib.term import Node

from shapes.compilation.declined import Declined
from shapes.compilation.exists_rewriting import without_slow_exists
from shapes.compilation.query_reading import read_select
from shapes.compilation.query_tree import (
    EMPTY,
    Bind,
    Element,
    Filter,
    Group,
    Minus,
    Optionally,
    Select,
    Triples,
    Union,
    Values,
    bindable,
    bound,
    by_itself,
    computed,
    inner_groups,
    mentioned,
    subquery,
    written,
)
from shapes.compilation.scope import Scope
from shapes.compilation.tokens import tokens

THIS: Final = "this"


@dataclass(frozen=True)
class ConstraintQuery:
    """A constraint's query for all focus nodes: as it runs, as it was before it was made fast, and what it projects."""

    text: str
    plain: str
    projected: frozenset[str]


def constraint_query(shapes: Graph, constraint: Node, scope: Scope, path: str | None) -> ConstraintQuery:
    """Return the query of a constraint over a scope whose root and focus node are the same."""
    prologue, text = _prologue(shapes, constraint), _text(shapes, constraint)
    if "$PATH" in text:
        if path is None:
            raise Declined("$PATH in a node shape")
        text = text.replace("$PATH", path)
    if re.search(r"\$(currentShape|shapesGraph)\b", text):
        raise Declined("$currentShape or $shapesGraph")
    if scope.root != scope.this:
        raise Declined("a SPARQL constraint in a shape that is nested twice")
    own_prologue, query = _read(prologue + text)
    _refuse_what_differs(query, outermost=True)
    focus = _focus(scope)
    group = _FocusJoin(focus).group(query.group, focus)
    return ConstraintQuery(
        text=f"{own_prologue}{query.head} {written(without_slow_exists(group))} {query.tail}",
        plain=f"{own_prologue}{query.head} {written(group)} {query.tail}",
        # `SELECT *` has no projection: it hands out whatever the pattern binds.
        projected=bindable(query.group) if query.projected is None else query.projected,
    )


def _prologue(shapes: Graph, constraint: Node) -> str:
    declared = {
        str(shapes.value(declaration, SH.prefix)): str(shapes.value(declaration, SH.namespace))
        for named in shapes.objects(constraint, SH.prefixes)
        for ontology in shapes.transitive_objects(named, OWL.imports)
        for declaration in shapes.objects(ontology, SH.declare)
    }
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(declared.items()))


def _text(shapes: Graph, constraint: Node) -> str:
    select = shapes.value(constraint, SH.select)
    if select is None:
        raise Declined("a SPARQL constraint without sh:select")
    return str(select)


def _read(text: str) -> tuple[str, Select]:
    prologue, query = read_select(text)
    try:
        # The answer is not read; making it is what parses the text.
        pyoxigraph.Store().query(text)
    except (SyntaxError, ValueError) as error:
        raise Declined(f"a query that does not parse: {error}") from error
    return prologue, query


def _focus(scope: Scope) -> Union:
    renamed = "?this" if scope.this == "?this" else f"({scope.this} AS ?this)"
    pattern = Group((Triples(scope.pattern, frozenset({scope.this[1:]})),))
    head = f"SELECT DISTINCT {renamed} WHERE"
    return Union((Group((Select(head, pattern, "", frozenset({THIS}), EMPTY, EMPTY, False, False),)),))


@dataclass(frozen=True)
class _FocusJoin:
    """Puts the focus nodes into a query; EXISTS has them already."""

    focus: Union

    def group(self, group: Group, seed: Union) -> Group:
        """Put a seed into a group, and seeds into the groups inside it.

        A seed binds `$this`, and whatever else the groups around bind that the triples of the group bind as well: so
        the group has no more solutions than are needed, and its filters see what they saw before.
        """
        if len(group.elements) == 1 and isinstance(group.elements[0], Select):
            return Group((self.subquery(group.elements[0]),))
        certain = Group((seed, *(element for element in group.elements if _is_certain(element))))
        return Group((seed, *(self.element(element, certain) for element in group.elements)))

    def subquery(self, query: Select) -> Select:
        """Only `$this` may come from outside: other bindings could change what the subquery counts."""
        return replace(query, group=self.group(query.group, self.focus))

    def element(self, element: Element, around: Group) -> Element:
        match element:
            case Union(branches):
                return by_itself(Union(tuple(self.inside(branch, around) for branch in branches)))
            case Optionally(group):
                return Optionally(self.optional(group, around))
        return element

    def optional(self, group: Group, around: Group) -> Group:
        """Where triples of an OPTIONAL bind `$this` it needs no seed, and without one the store joins it faster."""
        if any(isinstance(element, Triples) and THIS in element.names for element in group.elements):
            certain = Group(tuple(element for element in group.elements if _is_certain(element)))
            return Group(tuple(self.element(element, certain) for element in group.elements))
        return self.inside(group, around)

    def inside(self, group: Group, around: Group) -> Group:
        if THIS in mentioned(group):
            names = (bound(group) & bound(around)) - computed(group)
            return self.group(group, subquery(names | {THIS}, around))
        return Group(tuple(self.element(element, Group(())) for element in group.elements))


def _is_certain(element: Element) -> bool:
    return isinstance(element, Triples) or (isinstance(element, Bind) and element.constant)


def _refuse_what_differs(query: Select, *, outermost: bool = False) -> None:
    """Refuse a query whose answer for all focus nodes could differ from its answers for each of them."""
    part = "query" if outermost else "subquery"
    if query.cuts or (query.aggregates and THIS not in query.keys):
        raise Declined(f"a {part} that groups or cuts")
    if THIS in query.computed:
        raise Declined(f"a {part} that binds $this anew")
    if not outermost and (query.projected is None or THIS not in query.projected):
        raise Declined("a subquery that does not project $this by name")
    if query.projected is not None and "failure" in query.projected:
        raise Declined("?failure")
    _refuse_functions(query.head)
    for element in _elements(query.group):
        _refuse_element(element)


def _refuse_element(element: Element) -> None:
    match element:
        case Minus():
            raise Declined("MINUS in a query")
        case Values():
            raise Declined("VALUES in a query")
        case Bind(variable=variable) if variable == THIS:
            raise Declined("BIND in a query")
        case Select():
            _refuse_what_differs(element)
        case Filter(text=text) | Bind(text=text):
            _refuse_functions(text)


def _refuse_functions(text: str) -> None:
    # A function by its IRI is the author's own, unless it is one of the casts of SPARQL.
    found = tokens(text)
    for token, following in pairwise(found):
        if following.text == "(" and token.kind in ("iri", "name"):
            is_cast = token.text.startswith(("xsd:", f"<{XSD}"))
            if not is_cast:
                raise Declined(f"the function {token.text}")


def _elements(group: Group) -> Iterator[Element]:
    """Every element in a group and in the groups inside it, but not those of subqueries."""
    for element in group.elements:
        yield element
        if not isinstance(element, Select):
            for inner in inner_groups(element):
                yield from _elements(inner)
