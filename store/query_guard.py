"""What a user's query may do. It is parsed before it is run; nothing is judged by searching its text.

Refused: anything that is not a query (updates, LOAD), and SERVICE in whatever form, because Oxigraph would follow it
to the network.
"""

from collections.abc import Mapping
from typing import Final, Literal

from rdflib.plugins.sparql.algebra import traverse
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

QueryForm = Literal["rows", "truth", "triples"]

_FORMS: Final[Mapping[str, QueryForm]] = {
    "SelectQuery": "rows",
    "AskQuery": "truth",
    "ConstructQuery": "triples",
    "DescribeQuery": "triples",
}
LONGEST_QUERY = 100_000
_DEEPEST_NESTING = 60


class QueryRefused(Exception):
    """A query that this service does not run; the text says which part, and why."""


def check_user_query(text: str) -> QueryForm:
    """Return what the query answers, `rows`, `truth` or `triples`; QueryRefused if it must not run."""
    if len(text) > LONGEST_QUERY:
        raise QueryRefused(f"the query has {len(text)} characters; at most {LONGEST_QUERY} are read")
    if _nesting(text) > _DEEPEST_NESTING:
        raise QueryRefused(f"the query nests its brackets deeper than {_DEEPEST_NESTING} levels: write it flatter")
    try:
        parsed = parseQuery(text)
    except Exception as error:  # the parser lets several kinds through, from pyparsing's own to bare ValueErrors
        raise QueryRefused(
            f"not a SPARQL 1.1 query: {error}. SELECT, ASK, CONSTRUCT and DESCRIBE are answered; "
            "updates and LOAD are not."
        ) from error
    _refuse_service(parsed)
    return _FORMS[parsed[1].name]


def _nesting(text: str) -> int:
    depth = deepest = 0
    for character in text:
        if character in "{(":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "})":
            depth -= 1
    return deepest


def _refuse_service(parsed: object) -> None:
    def visit(part: object) -> None:
        if isinstance(part, CompValue) and part.name == "ServiceGraphPattern":
            raise QueryRefused("SERVICE would send part of the query to another server: ask without it")

    traverse(parsed, visitPre=visit)
