"""What an analysis refuses becomes an error with a code, a hint, and what it knows as data."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from analysis.determination.errors import DeterminationError, UnknownRuleSet
from analysis.lookup.errors import AnalysisError, UnknownName
from analysis.screening.screen import MeasurementNotUnderstood
from api.graphql.problems import GraphQLProblem
from loaders.loaded_source import SourceRefused

_HINTS: Final = {
    "unknown-technique": "Give an IRI, its path, an id or a printed name; `search` finds names.",
    "not-determined-yet": "Build the graph again.",
    "rule-set-not-in-force": "Ask for a later day, or name another rule set.",
    "ambiguous-name": "Give one of the IRIs in `meant`.",
    "nothing-to-compare": "Ask for less at once: leave out a condition.",
    "unit-does-not-convert": "Ask for a unit of the same dimension.",
    "oxygen-out-of-range": "Give per cent by volume, from 0 to below 21.",
    "nothing-to-check": "Ask for a document with content of its own.",
    "nothing-held": "Ask for a document with content of its own.",
    "nothing-to-tell-apart": "Ask for versions with content of their own.",
    "same-version": "Name two versions, e.g. by their numbers or IRIs.",
    "nothing-applies": "Ask for another day, sector or activity.",
    "rules-not-in-force": "Ask for a later day; `documents(asOf: …)` lists the documents that stood on any day.",
    "no-books": "Load the data of a reference book.",
    "deadlines-missing": "Build the graph again.",
    "no-document-named": "Give `documents` or `sectors`.",
    "no-levels-to-meet": "Name other documents or sectors.",
    "measurement-not-understood": "Correct that value; `search` finds codes and names.",
}
_STANDARD: Final = "Look at what was asked."


@contextmanager
def problems() -> Iterator[None]:
    """Turn the errors of analyses and of what a caller hands in into GraphQLProblem."""
    try:
        yield
    except SourceRefused as error:
        further = {"place": error.place, "found": error.found, "expected": error.expected}
        raise GraphQLProblem("refused", f"{error.place}: found {error.found}.", _refused(error), further) from error
    except UnknownName as error:
        raise GraphQLProblem("unknown-name", f"There is {_none(error)}", _near(error), dict(_data(error))) from error
    except MeasurementNotUnderstood as error:
        raise _measurement(error) from error
    except UnknownRuleSet as error:
        hint = f"Name one of {', '.join(error.known)}."
        raise GraphQLProblem(_code(error), str(error), hint, {**dict(_data(error)), "near": [*error.known]}) from error
    except (AnalysisError, DeterminationError) as error:
        code = _code(error)
        raise GraphQLProblem(code, _sentence(str(error)), _HINTS.get(code, _STANDARD), dict(_data(error))) from error


def _measurement(error: MeasurementNotUnderstood) -> GraphQLProblem:
    """A value of a measurement that names nothing: what is called alike comes with it."""
    code, cause = _code(error), error.cause
    if not isinstance(cause, UnknownName):
        return GraphQLProblem(code, _sentence(str(error)), _HINTS[code], dict(_data(error)))
    message = f"Line {error.line}, column {error.column}: there is {_none(cause)}"
    return GraphQLProblem(code, message, _near(cause), {**dict(_data(cause)), **dict(_data(error))})


def _none(error: UnknownName) -> str:
    return f"no {error.kind.replace('-', ' ')} {error.asked!r}."


def _near(error: UnknownName) -> str:
    if error.near:
        return f"Near matches: {'; '.join(error.near)}."
    return "Nothing is called alike; `search` looks everywhere, `known` lists what there is."


def _refused(error: SourceRefused) -> str:
    return f"Expected {error.expected}. {error.mend}"


def _code(error: Exception) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(error).__name__).lower()


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _data(error: Exception) -> Iterator[tuple[str, Any]]:
    """What the error holds, as far as a program can read it: texts, numbers and lists of texts."""
    for name, value in vars(error).items():
        camel = re.sub(r"_(\w)", lambda match: match[1].upper(), name)
        if isinstance(value, str | int) and not isinstance(value, bool):
            yield camel, value
        elif isinstance(value, tuple | list) and all(isinstance(each, str) for each in value):
            yield camel, list(value)
