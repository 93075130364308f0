"""SPARQL-based constraints (SHACL 5): the author's SELECT, asked for all focus nodes at once.

The standard evaluates the query once for each focus node with `$this` replaced. Joining the focus nodes into the
query's own pattern gives the same rows as long as every group that mentions `$this` also binds it; where that is not
so, and where the query counts, sorts or cuts, it is declined.
"""

import re
from typing import Final

from rdflib import OWL, SH, Graph, Variable
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from shapes.compilation.declined import Declined
from shapes.compilation.scope import Scope

THIS: Final = Variable("this")
_FORBIDDEN: Final = {"MinusGraphPattern", "ServiceGraphPattern", "InlineData", "SubSelect"}
_GROUPS: Final = {"GroupOrUnionGraphPattern", "OptionalGraphPattern", "GraphGraphPattern"}


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
    opening = _where_brace(text)
    renamed = "?this" if scope.this == "?this" else f"({scope.this} AS ?this)"
    focus = f" {{ SELECT DISTINCT {renamed} WHERE {{ {scope.pattern} }} }} "
    return text[: opening + 1] + focus + text[opening + 1 :], projected


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
    _check_group(query.where, top=True)
    # `SELECT *` has no projection: it binds whatever the pattern binds.
    return {str(part["evar" if "evar" in part else "var"]) for part in projection} or {"value", "path"}


def _mentions(part: object, prefix: str) -> bool:
    if isinstance(part, CompValue):
        return part.name.startswith(prefix) or any(_mentions(value, prefix) for value in part.values())
    return isinstance(part, list | tuple) and any(_mentions(item, prefix) for item in part)


def _check_group(group: object, top: bool) -> None:
    if isinstance(group, CompValue):
        if group.name in _FORBIDDEN or (group.name == "Bind" and group.var == THIS):
            raise Declined(f"{group.name} in a query")
        if group.name == "GroupGraphPatternSub" and not top and _uses_this(group) and not _binds_this(group):
            raise Declined("a group that mentions $this without binding it")
        for value in group.values():
            _check_group(value, top=top and group.name not in _GROUPS)
    elif isinstance(group, list | tuple):
        for item in group:
            _check_group(item, top)


def _uses_this(part: object) -> bool:
    if part == THIS:
        return True
    if isinstance(part, CompValue):
        # NOT EXISTS sees the outer row by itself.
        return not part.name.startswith("Builtin_NOTEXISTS") and any(_uses_this(value) for value in part.values())
    return isinstance(part, list | tuple) and any(_uses_this(item) for item in part)


def _binds_this(group: CompValue) -> bool:
    return any(
        isinstance(part, CompValue) and part.name == "TriplesBlock" and _uses_this(part)
        for part in (group["part"] if "part" in group else [])  # noqa: SIM401 (its `get` takes no default)
    )


def _where_brace(text: str) -> int:
    """The place of the brace that opens the WHERE clause, past comments, strings and IRIs."""
    token = re.compile(r"#[^\n]*|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|<[^<>\s]*>|\{")
    for match in token.finditer(text):
        if match.group() == "{":
            return match.start()
    raise Declined("a query without a WHERE clause")
