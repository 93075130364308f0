"""The analyses, as Strawberry fields written by hand. Their results are the analyses' own dataclasses."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import strawberry

from analysis.determination import explanation as determination
from analysis.determination.errors import (
    DeterminationError,
    NotDeterminedYet,
    UnknownRuleSet,
    UnknownTechnique,
)
from analysis.determination.node_table import Text
from api.graphql.budget import MOST_VALUES, SECONDS
from api.graphql.connection_types import LARGEST_PAGE
from api.graphql.converted import Converter
from api.graphql.filters import Filter
from api.graphql.guards import DEEPEST, LARGEST_BODY, MOST_FIELDS
from api.graphql.languages import Language
from api.graphql.problems import GraphQLProblem
from api.graphql.recording import RecordingStore
from api.graphql.search import SearchAnswer, SearchIndex, SearchKind
from ontology.namespaces import BASE, BAT, TECHNIQUE

# The `Text` of generated fields is always in a language; words of an analysis may belong to none.
CONVERTER: Final = Converter({Text: "Words"})
MOST_HITS: Final = 200
LONGEST_TEXT: Final = 200
PREFERRED: Final = (Language.KK, Language.RU, Language.EN, Language.ANY)


@dataclass(frozen=True)
class Context:
    """What resolvers work on during one request."""

    store: RecordingStore
    filter: Filter
    search_index: Callable[[], SearchIndex]
    data_version: str


@dataclass(frozen=True)
class Limits:
    """What one request may ask for and use: none of these ever shortens an answer."""

    levels: int = DEEPEST
    fields: int = MOST_FIELDS
    page_size: int = LARGEST_PAGE
    search_hits: int = MOST_HITS
    values: int = MOST_VALUES
    seconds: float = SECONDS
    body_bytes: int = LARGEST_BODY


Info = strawberry.Info[Context, None]


@strawberry.type
class AnalysisQuery:
    """Analyses of the graph."""

    @strawberry.field(description="The version of the data: a digest of its content.")  # type: ignore[untyped-decorator]
    def data_version(self, info: Info) -> str:
        """The data version."""
        return info.context.data_version

    @strawberry.field(  # type: ignore[untyped-decorator]
        graphql_type=CONVERTER.type_of(Limits), description="The limits on a request; to reach one is an error."
    )
    def limits(self) -> Limits:
        """The limits."""
        return Limits()

    @strawberry.field(  # type: ignore[untyped-decorator]
        graphql_type=CONVERTER.type_of(determination.Explanation) | None,
        description=(
            "Why a technique has its status in each document: reasons, rules, paragraphs, effects and their evidence. "
            "Under the rule set that binds unless another is named."
        ),
    )
    def explanation(
        self,
        info: Info,
        technique: str,
        rule_set: str = "kz-775",
        language: Sequence[Language] = PREFERRED,
    ) -> determination.Explanation:
        """Explain a technique or technique entry, given by IRI, by its path or id, or by a printed name."""
        asked = _as_iri(technique, info.context.filter)
        with _problems():
            return determination.explain(info.context.store, asked, rule_set, [str(each) for each in language])

    @strawberry.field(  # type: ignore[untyped-decorator]
        graphql_type=CONVERTER.type_of(SearchAnswer),
        description=(
            "Find techniques, pollutants, documents, paragraphs and codes by their names in any language, by formula, "
            "CAS number or number. The beginning of a word will do, and a slip of the keys; the best hit comes first."
        ),
    )
    def search(
        self,
        info: Info,
        text: str,
        languages: Sequence[Language] | None = None,
        kinds: Sequence[SearchKind] | None = None,
        first: int = 20,
    ) -> SearchAnswer:
        """Search. All words that are typed must match; a text without words finds nothing."""
        if not 0 <= first <= MOST_HITS:
            raise GraphQLProblem(
                "page-size", f"`first` is {first}; a search gives 0 to {MOST_HITS} hits.", "Ask for less."
            )
        if len(text) > LONGEST_TEXT:
            raise GraphQLProblem(
                "search-text", f"The text has {len(text)} characters, at most {LONGEST_TEXT}.", "Shorten it."
            )
        info.context.store.budget.check_time()
        wanted = None if languages is None or Language.ANY in languages else [str(each) for each in languages]
        return info.context.search_index().search(text, wanted, kinds, first)


def _as_iri(asked: str, filter_: Filter) -> str:
    """The IRI that a path or an id stands for; anything else, such as a name, as it is."""
    types = filter_.model.types
    things = filter_.things(types[str(BAT.Technique)]) | filter_.things(types[str(BAT.TechniqueEntry)])
    possible = (f"{BASE}{asked.lstrip('/')}", f"{TECHNIQUE}{asked}")
    return next((iri for iri in possible if iri in things), asked)


@contextmanager
def _problems() -> Iterator[None]:
    """What determination refuses becomes an error with a code, a hint and the near matches as data."""
    try:
        yield
    except UnknownTechnique as error:
        raise _problem("unknown-technique", error, "Give an IRI, an id or a printed name.", near=error.near) from error
    except UnknownRuleSet as error:
        raise _problem("unknown-rule-set", error, f"Name one of {', '.join(error.known)}.", near=error.known) from error
    except NotDeterminedYet as error:
        raise _problem("not-determined", error, "Build the graph again.", entries=error.entries) from error
    except DeterminationError as error:
        raise _problem("no-determination", error, "Ask for another rule set.") from error


def _problem(code: str, error: Exception, hint: str, **further: Sequence[str]) -> GraphQLProblem:
    data: dict[str, Any] = {name: list(values) for name, values in further.items()}
    return GraphQLProblem(code, str(error), hint, data)
