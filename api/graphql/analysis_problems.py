"""What an analysis refuses becomes an error with a code, a hint, and what it knows as data."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from analysis.determination.errors import DeterminationError, UnknownRuleSet
from analysis.lookup.errors import AnalysisError, UnknownName, kind_words
from analysis.screening.screen import MeasurementNotUnderstood
from analysis.wording.message import Message
from analysis.wording.speaker import Speaker
from api.graphql.problems import GraphQLProblem, near_hint, problem
from api.service.words import load_words, problem_words
from loaders.loaded_source import SourceRefused
from shapes.trilingual import LANGUAGES, Trilingual


@contextmanager
def problems() -> Iterator[None]:
    """Turn the errors of analyses and of what a caller hands in into GraphQLProblem."""
    try:
        yield
    except SourceRefused as error:
        place = {"place": error.place, "found": error.found, "expected": error.expected}
        raise problem("refused", further=place, **_refused(error)) from error
    except UnknownName as error:
        raise problem("unknown-name", "", _near(error), dict(_data(error)), **_none(error)) from error
    except MeasurementNotUnderstood as error:
        raise _measurement(error) from error
    except UnknownRuleSet as error:
        hint = problem_words("name_one_of", known=", ".join(error.known))
        further = {**dict(_data(error)), "near": [*error.known]}
        raise GraphQLProblem(_code(error), _said(error.said), hint, further) from error
    except (AnalysisError, DeterminationError) as error:
        raise GraphQLProblem(_code(error), _said(error.said), _hint(_code(error)), dict(_data(error))) from error


def _refused(error: SourceRefused) -> dict[str, object]:
    """The parts of a refusal, in three languages where it is said in them."""
    said = error if error.said is None else error.said
    return {"place": said.place, "found": said.found, "expected": said.expected, "mend": said.mend}


def _measurement(error: MeasurementNotUnderstood) -> GraphQLProblem:
    """A value of a measurement that names nothing: what is called alike comes with it."""
    code, cause = _code(error), error.cause
    if not isinstance(cause, UnknownName):
        return GraphQLProblem(code, _said(error.said), _hint(code), dict(_data(error)))
    further = {**dict(_data(cause)), **dict(_data(error))}
    place: dict[str, object] = {"line": error.line, "column": error.column}
    return problem(code, "measurement", _near(cause), further, **place, **_none(cause))


def _none(error: UnknownName) -> dict[str, object]:
    return {"kind": _in_all_languages(kind_words(error.kind)), "asked": error.asked}


def _near(error: UnknownName) -> Trilingual:
    return near_hint(error.near, "unknown_name_hint")


def _hint(code: str) -> Trilingual:
    known = f"problem_{code.replace('-', '_')}_hint" in load_words()["en"]
    return problem_words(f"{code if known else 'analysis'}_hint")


def _said(said: Message) -> Trilingual:
    """As a sentence of its own."""
    words = _in_all_languages(said)
    return Trilingual(*(text[:1].upper() + text[1:] for text in (words.kk, words.ru, words.en)))


def _in_all_languages(said: Message) -> Trilingual:
    return Trilingual(*(Speaker(language).say(said) for language in LANGUAGES))


def _code(error: Exception) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(error).__name__).lower()


def _data(error: Exception) -> Iterator[tuple[str, Any]]:
    """What the error holds, as far as a program can read it: texts, numbers and lists of texts."""
    for name, value in vars(error).items():
        camel = re.sub(r"_(\w)", lambda match: match[1].upper(), name)
        if isinstance(value, str | int) and not isinstance(value, bool):
            yield camel, value
        elif isinstance(value, tuple | list) and all(isinstance(each, str) for each in value):
            yield camel, list(value)
