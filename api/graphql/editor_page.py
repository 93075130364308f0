"""The page of the editor (GraphiQL), with questions to begin with in the language of the reader."""

import json
import tomllib
from functools import cache
from importlib import resources
from typing import Final

from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict

from api.service.words import load_words
from shapes.trilingual import LANGUAGES, Language

_FILE: Final = "questions.toml"
_HINT: Final = {
    "kk": "Іске қосу: Ctrl-Enter. Ctrl-Space тағы не сұрауға болатынын көрсетеді.",
    "ru": "Запуск: Ctrl-Enter. Ctrl-Space показывает, о чём ещё можно спросить.",
    "en": "Run: Ctrl-Enter. Ctrl-Space shows what else can be asked.",
}
_HOME: Final = {"kk": "Басты бет", "ru": "На главную", "en": "Start page"}


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
        return f"# {asked}\n# {_HINT[language]}\n{query}\n"


@cache
def load_questions() -> tuple[Question, ...]:
    """The questions, the first of which is opened."""
    text = resources.files("api.graphql").joinpath(_FILE).read_text(encoding="utf-8")
    return tuple(Question.model_validate(table) for table in tomllib.loads(text)["question"])


def editor_page(asked: str) -> str:
    """The HTML of the page in a language of the pages; in English for any other."""
    language: Language = next((each for each in LANGUAGES if each == asked), "en")
    templates = Environment(loader=PackageLoader("api.service", "templates"), autoescape=True)
    questions = json.dumps([question.written(language) for question in load_questions()], ensure_ascii=False)
    return templates.get_template("graphiql.html").render(
        language=language,
        home=_HOME[language],
        without_script=load_words()[language]["editor_without_script"],
        # In a script nothing is escaped; only its end must not stand in it.
        questions=Markup(questions.replace("</", "<\\/")),
    )
