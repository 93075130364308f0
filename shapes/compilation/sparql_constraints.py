"""SPARQL-based constraints (SHACL 5): the author's SELECT, asked for all focus nodes at once.

The standard evaluates the query once for each focus node with `$this` replaced. Joining the focus nodes into the
query's pattern, and into every inner group that mentions `$this` without binding it, gives the same rows. A query that
counts or cuts over all rows would not, and is declined.
"""

import re
from collections.abc import Iterable
from typing import Final

from rdflib import OWL, SH, Graph, Variable
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from shapes.compilation.declined import Declined
from shapes.compilation.query_groups import groups
from shapes.compilation.scope import Scope

THIS: Final = Variable("this")
_FORBIDDEN: Final = {"MinusGraphPattern", "ServiceGraphPattern", "InlineData"}


def constraint_query(shapes: Graph, constraint: Node, scope: Scope, path: str | None) -> tuple[str, set[str]]:
    """Return the constraint's query over a scope whose root and focus node are the same, and what it projects."""
    text = _with_prefixes(shapes, constraint)
    if "$PATH" in text:
        if path is None:
            raise Declined("$PATH in a node shape")
        text = text.replace("$PATH", path)
    if re.search(r"\$(currentShape|shapesGraph)\b", text):
        raise Declined("$currentShape or $shapesGraph")
    if scope.root != scope.this:
        raise Declined("a SPARQL constraint in a shape that is nested twice")
    projected = _check(text)
    renamed = "?this" if scope.this == "?this" else f"({scope.this} AS ?this)"
    focus = f" {{ SELECT DISTINCT {renamed} WHERE {{ {scope.pattern} }} }} "
    return _with_focus(text, focus), projected


def _with_focus(text: str, focus: str) -> str:
    """Put the focus nodes into the outermost group and into the groups that need them. A subquery has its own group."""
    needing = [
        group.opening
        for group in groups(text)
        if not (group.in_exists or group.holds_subquery)
        and (group.depth == 0 or (group.mentions_this and not group.binds_this))
    ]
    for opening in sorted(needing, reverse=True):
        text = text[: opening + 1] + focus + text[opening + 1 :]
    return text


def _with_prefixes(shapes: Graph, constraint: Node) -> str:
    select = shapes.value(constraint, SH.select)
    if select is None:
        raise Declined("a SPARQL constraint without sh:select")
    declared = {
        str(shapes.value(declaration, SH.prefix)): str(shapes.value(declaration, SH.namespace))
        for named in shapes.objects(constraint, SH.prefixes)
        for ontology in shapes.transitive_objects(named, OWL.imports)
        for declaration in shapes.objects(ontology, SH.declare)
    }
    head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(declared.items()))
    return head + str(select)


def _check(text: str) -> set[str]:
    """Return the projected variables; Declined if joining the focus nodes could change the answer."""
    try:
        query = parseQuery(text)[1]
    except Exception as error:  # the parser raises several kinds
        raise Declined(f"a query that does not parse: {error}") from error
    if query.name != "SelectQuery" or {"groupby", "having", "limitoffset"} & set(query):
        raise Declined("a query that groups or cuts")
    projection = list(query.get("projection", [])) if "projection" in query else []
    if _mentions(projection, "Aggregate") or any("evar" in part and part.evar == THIS for part in projection):
        raise Declined("a query that counts or binds $this anew")
    _refuse_forbidden(query.where)
    # `SELECT *` has no projection: it binds whatever the pattern binds.
    return {str(name) for name in _names(projection)} or {"value", "path"}


def _names(projection: Iterable[CompValue]) -> list[Variable]:
    return [part["evar" if "evar" in part else "var"] for part in projection]


def _mentions(part: object, prefix: str) -> bool:
    if isinstance(part, CompValue):
        return part.name.startswith(prefix) or any(_mentions(value, prefix) for value in part.values())
    return isinstance(part, list | tuple) and any(_mentions(item, prefix) for item in part)


def _refuse_forbidden(part: object) -> None:
    if isinstance(part, CompValue):
        if part.name in _FORBIDDEN or (part.name == "Bind" and part.var == THIS):
            raise Declined(f"{part.name} in a query")
        if part.name == "SubSelect" and (
            {"groupby", "having", "limitoffset"} & set(part) or _mentions(part, "Aggregate")
        ):
            raise Declined("a subquery that groups or cuts")
        if part.name == "SubSelect" and THIS not in _names(part.projection if "projection" in part else []):
            raise Declined("a subquery that does not project $this by name")
        for value in part.values():
            _refuse_forbidden(value)
    elif isinstance(part, list | tuple):
        for item in part:
            _refuse_forbidden(item)
