"""Errors of GraphQL in the service's one shape: a code, a message, a path and a hint."""

import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from graphql import ExecutionResult, GraphQLError, Node

from api.service.words import cut, problem_words
from shapes.trilingual import Language, Trilingual

_LOG: Final = logging.getLogger(__name__)


class GraphQLProblem(GraphQLError):
    """An error for the caller, in three languages; what is read from it as a GraphQLError is in English.

    `code` is stable and machine-readable; `further` is data a program may use.
    """

    def __init__(self, code: str, said: Trilingual, hint: Trilingual, further: Mapping[str, Any] | None = None) -> None:
        super().__init__(said.en, extensions={"code": code, "hint": hint.en, **(further or {})})
        self.said = said
        self.hint = hint


def problem(
    code: str,
    text: str = "",
    hint: str | Trilingual = "",
    /,
    further: Mapping[str, Any] | None = None,
    **values: object,
) -> GraphQLProblem:
    """An error in the product's own words; `values` stand in the places of text and hint.

    The text has the name of the code, and the hint that of the text, if no other is given.
    """
    said = problem_words(text or code, **values)
    hinted = hint if isinstance(hint, Trilingual) else problem_words(hint or f"{text or code}_hint", **values)
    return GraphQLProblem(code, said, hinted, further)


def near_hint(near: Sequence[str], otherwise: str) -> Trilingual:
    """The near matches; the text `otherwise` if there are none."""
    return problem_words("near", near="; ".join(near)) if near else problem_words(otherwise)


def moved(error: GraphQLError, nodes: Sequence[Node], path: Sequence[str | int] | None) -> GraphQLError:
    """An error at the field or the value that it is an error of."""
    return GraphQLError(error.message, list(nodes), path=path, original_error=error, extensions=error.extensions)


class RequestRefused(ExecutionResult):
    """A request that was not executed: it does not parse, is not valid, over a limit, or its variables do not fit."""

    def __init__(self, errors: Sequence[GraphQLError]) -> None:
        super().__init__(None, list(errors))


_STANDARD_HINT: Final = "query_hint"
# What new users try, and what is there instead.
_HINTS: Final = (
    (r"on type '\w+Connection'", "connection_hint"),
    (r"field '(?:title|name|label|names|labels)'", "label_hint"),
    (r"field '(?:id|uri)'", "iri_hint"),
    (r"on type 'Query'", "root_hint"),
    (r"Validation aborted", "repeated_hint"),
    (r"must have a selection of subfields", "selection_hint"),
    (r"^Variable '", "variable_hint"),
    (r" does not exist in '\w+' enum", "enum_hint"),
    (r"^Syntax Error", "syntax_hint"),
)


def _hint(message: str) -> Trilingual:
    return problem_words(next((hint for pattern, hint in _HINTS if re.search(pattern, message)), _STANDARD_HINT))


def formatted(error: GraphQLError, language: Language = "en") -> dict[str, Any]:
    """Return an error as GraphQL formats it, always with a code and a hint, in a language.

    What the GraphQL library finds wrong with a query is said in English; the hint is ours.
    """
    body: dict[str, Any] = {**error.formatted, "message": cut(error.message)}
    ours, cause = _problem_of(error), error.original_error
    if ours is not None:
        # For a value of a variable the library says before it where the value stands.
        place = error.message.removesuffix(ours.said.en) if error.message.endswith(ours.said.en) else ""
        body["message"] = cut(place) + ours.said.into(language)
        body["extensions"] = {**(error.extensions or {}), "hint": ours.hint.into(language)}
        return body
    if error.path and cause is not None and not isinstance(cause, GraphQLError):
        # A fault of ours: what it says is for us alone.
        _LOG.error("GraphQL field %s failed", ".".join(map(str, error.path)), exc_info=cause)
        body["message"] = problem_words("internal").into(language)
        standard = {"code": "internal", "hint": problem_words("internal_hint").into(language)}
    else:
        standard = {"code": "invalid-query", "hint": _hint(error.message).into(language)}
    body["extensions"] = {**standard, **(error.extensions or {})}
    return body


def _problem_of(error: GraphQLError) -> GraphQLProblem | None:
    """The error of ours that stands behind one with a place in the query."""
    cause: BaseException | None = error
    while isinstance(cause, GraphQLError) and not isinstance(cause, GraphQLProblem):
        cause = cause.original_error
    return cause if isinstance(cause, GraphQLProblem) else None
