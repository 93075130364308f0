"""Errors of GraphQL in the service's one shape: a code, a message, a path and a hint."""

import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from graphql import ExecutionResult, GraphQLError

_LOG: Final = logging.getLogger(__name__)


class GraphQLProblem(GraphQLError):
    """An error for the caller. `code` is stable and machine-readable; `further` is data a program may use."""

    def __init__(self, code: str, message: str, hint: str, further: Mapping[str, Any] | None = None) -> None:
        super().__init__(message, extensions={"code": code, "hint": hint, **(further or {})})


class RequestRefused(ExecutionResult):
    """A request that was not executed: it does not parse, is not valid, over a limit, or its variables do not fit."""

    def __init__(self, errors: Sequence[GraphQLError]) -> None:
        super().__init__(None, list(errors))


_STANDARD_HINT: Final = "The editor at /graphql marks the place and shows what can be asked."
# What new users try, and what is there instead.
_HINTS: Final = (
    (r"on type '\w+Connection'", "A list holds its things under `nodes { … }`."),
    (r"field '(?:title|name|label|names|labels)'", "Names are under `prefLabel { value language }`."),
    (r"field '(?:id|uri)'", "What identifies a thing is its `iri`; concepts have a `code` too."),
    (
        r"on type 'Query'",
        "Begin with `search`, `documents`, `associatedLevels`, or an analysis such as `compareLevels`.",
    ),
    (r"Validation aborted", "The same fields, or fragments within fragments, stand there too often: write them once."),
    (r"must have a selection of subfields", "Say what of it you want: { … } after the field."),
)


def _hint(message: str) -> str:
    return next((hint for pattern, hint in _HINTS if re.search(pattern, message)), _STANDARD_HINT)


def formatted(error: GraphQLError) -> dict[str, Any]:
    """Return an error as GraphQL formats it, always with a code and a hint."""
    body: dict[str, Any] = dict(error.formatted)
    cause = error.original_error
    if error.path and cause is not None and not isinstance(cause, GraphQLError):
        # A fault of ours: what it says is for us alone.
        _LOG.error("GraphQL field %s failed", ".".join(map(str, error.path)), exc_info=cause)
        body["message"] = "The service failed on this field."
        standard = {"code": "internal", "hint": "Report the query; other questions are answered."}
    else:
        standard = {"code": "invalid-query", "hint": _hint(error.message)}
    body["extensions"] = {**standard, **(error.extensions or {})}
    return body
