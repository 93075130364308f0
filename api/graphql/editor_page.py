"""The page of the editor (GraphiQL), with questions to begin with in the language of the reader."""

import json
import textwrap
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict

from shapes.trilingual import LANGUAGES, Language
from store.query_guard import LONGEST_QUERY

_QUESTIONS: Final = "questions.toml"
_WORDS: Final = "editor_words.toml"
# What the editor shows of a line beside its buttons, on a screen of 1440 points.
_WIDTH: Final = 54


class Question(BaseModel):
    """A question in three languages and its query, in which LANGUAGE stands for that of the reader."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kk: str
    ru: str
    en: str
    query: str

    def written(self, language: Language) -> str:
        """The query as the editor shows it, with the question above."""
        asked = {"kk": self.kk, "ru": self.ru, "en": self.en}[language]
        query = self.query.strip().replace("LANGUAGE", language.upper())
        return f"{_comment(asked)}\n{_comment(load_words(language)['run'])}\n{query}\n"


def _comment(text: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)


@cache
def load_questions() -> tuple[Question, ...]:
    """The questions, the first of which is opened."""
    return tuple(Question.model_validate(table) for table in _read(_QUESTIONS)["question"])


@cache
def load_words(language: Language) -> Mapping[str, str]:
    """The words of the page, by name."""
    return {name: said[language] for name, said in _read(_WORDS).items()}


def _read(file: str) -> Mapping[str, Any]:
    return tomllib.loads(resources.files("api.graphql").joinpath(file).read_text(encoding="utf-8"))


def editor_page(asked: str) -> str:
    """The HTML of the page in a language of the pages; in English for any other."""
    language: Language = next((each for each in LANGUAGES if each == asked), "en")
    templates = Environment(loader=PackageLoader("api.service", "templates"), autoescape=True)
    words = load_words(language)
    return templates.get_template("graphiql.html").render(
        language=language,
        questions=_data([question.written(language) for question in load_questions()]),
        home=words["home"],
        without_script=words["without_script"],
        words=_data({**words, "longest": LONGEST_QUERY}),
    )


def _data(value: Any) -> Markup:
    """A value for a script: in it nothing is escaped; only its end must not stand in it."""
    return Markup(json.dumps(value, ensure_ascii=False).replace("</", "<\\/"))
