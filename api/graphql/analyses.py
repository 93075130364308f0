"""The root fields that are written by hand: the analyses, search, and what the service says of itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import strawberry

from api.graphql.budget import MOST_VALUES, SECONDS
from api.graphql.connection_types import LARGEST_PAGE
from api.graphql.context import Context, Info
from api.graphql.document_fields import DocumentFields
from api.graphql.guards import (
    DEEPEST,
    LARGEST_BODY,
    MOST_ANALYSES,
    MOST_FIELDS,
    MOST_TOKENS,
)
from api.graphql.input_guards import LONGEST_LIST, LONGEST_TEXT
from api.graphql.languages import Language
from api.graphql.level_fields import LevelFields
from api.graphql.media_fields import MediaFields
from api.graphql.problems import problem
from api.graphql.results import CONVERTER
from api.graphql.search import SearchAnswer, SearchKind
from api.graphql.status_fields import StatusFields

__all__ = ["AnalysisQuery", "Context", "Limits"]

MOST_HITS: Final = 200
_LONGEST_SEARCH: Final = 200
SearchText = Annotated[
    str, strawberry.argument(description="What is searched for; all words must match, if anything matches them all.")
]
SearchLanguages = Annotated[
    Sequence[Language] | None,
    strawberry.argument(description="Only texts in these languages, and those in none; all if left out."),
]
SearchKinds = Annotated[Sequence[SearchKind] | None, strawberry.argument(description="Only things of these kinds.")]
Hits = Annotated[int, strawberry.argument(description=f"How many hits; at most {MOST_HITS}.")]


@dataclass(frozen=True)
class Limits:
    """What one request may ask for and use: none of these ever shortens an answer."""

    levels: int = DEEPEST
    fields: int = MOST_FIELDS
    analyses: int = MOST_ANALYSES
    page_size: int = LARGEST_PAGE
    search_hits: int = MOST_HITS
    list_values: int = LONGEST_LIST
    text_length: int = LONGEST_TEXT
    values: int = MOST_VALUES
    seconds: float = SECONDS
    body_bytes: int = LARGEST_BODY
    query_tokens: int = MOST_TOKENS


@strawberry.type
class AnalysisQuery(StatusFields, LevelFields, DocumentFields, MediaFields):
    """Analyses of the graph."""

    @strawberry.field(description="The version of the data: a digest of its content.")  # type: ignore[untyped-decorator]
    def data_version(self, info: Info) -> str:
        """The data version."""
        return info.context.data_version

    @strawberry.field(  # type: ignore[untyped-decorator]
        graphql_type=CONVERTER.type_of(Limits), description="The limits on a request; to reach one is an error."
    )
    def limits(self, info: Info) -> Limits:
        """The limits."""
        return Limits(seconds=info.context.store.budget.seconds)

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
        text: SearchText,
        languages: SearchLanguages = None,
        kinds: SearchKinds = None,
        first: Hits = 20,
    ) -> SearchAnswer:
        """Search. All words that are typed must match, if anything matches all; a text without words finds nothing."""
        if not 0 <= first <= MOST_HITS:
            raise problem("page-size", "search_size", first=first, most=MOST_HITS)
        if len(text) > _LONGEST_SEARCH:
            raise problem("search-text", "search_text", "shorten", length=len(text), most=_LONGEST_SEARCH)
        wanted = None if languages is None or Language.ANY in languages else [str(each) for each in languages]
        check = info.context.store.budget.check_time
        return info.context.search_index().search(text, wanted, kinds, first, check)
