"""Sentences of analyses as fields: in the language asked for, with the language that was used."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Any

import strawberry

from analysis.determination.node_table import Text
from analysis.wording.message import Message, message
from analysis.wording.speaker import Speaker
from api.graphql.context import PREFERRED, Context, Info
from api.graphql.languages import Language
from shapes.trilingual import LANGUAGES, Trilingual
from shapes.trilingual import Language as Tongue

Languages = Annotated[
    Sequence[Language],
    strawberry.argument(description="Languages in order of preference; English if it is said in none of them."),
]
Resolver = Callable[..., Any]


def language_of(languages: Iterable[Language]) -> Tongue:
    """The first of the languages that sentences are written in."""
    written: dict[str, Tongue] = {each: each for each in LANGUAGES}
    wanted = (LANGUAGES[0] if each is Language.ANY else written.get(each.value) for each in languages)
    return next((each for each in wanted if each is not None), "en")


def say(said: Message | Trilingual | str, context: Context, languages: Iterable[Language]) -> Text:
    """A sentence in the first language there is; what is written in English only as it is."""
    if isinstance(said, str):
        return Text(said, "en")
    language = language_of(languages)
    if isinstance(said, Trilingual):
        return Text(said.into(language), language)
    return Text(Speaker(language, context.names).say(said), language)


def one_sentence(attribute: str) -> Resolver:
    """A resolver that says the message an attribute holds; nothing if it holds none."""

    def resolve(self: Any, info: Info, language: Languages = PREFERRED) -> Any:
        said = getattr(self, attribute)
        return None if said is None or said == "" else say(said, info.context, language)

    return resolve


def many_sentences(attribute: str) -> Resolver:
    """A resolver that says the messages an attribute holds."""

    def resolve(self: Any, info: Info, language: Languages = PREFERRED) -> Any:
        return [say(each, info.context, language) for each in getattr(self, attribute)]

    return resolve


def one_text(attribute: str, text: str) -> Resolver:
    """A resolver that says the text of the catalogue for the id that an attribute holds."""

    def resolve(self: Any, info: Info, language: Languages = PREFERRED) -> Any:
        return say(message(f"{text}{getattr(self, attribute)}"), info.context, language)

    return resolve


def one_label(attribute: str) -> Resolver:
    """A resolver that answers one of the labels that an attribute holds by language."""

    def resolve(self: Any, language: Languages = PREFERRED) -> Any:
        labels: Mapping[str, str] = dict(getattr(self, attribute))
        wanted = [str(each) for each in language if each is not Language.ANY] + [*LANGUAGES, *sorted(labels)]
        used = next((each for each in wanted if each in labels), None)
        return None if used is None else Text(labels[used], used)

    return resolve
