"""What the resolvers of the analyses work on during one request."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import strawberry

from analysis.cross_media.assessment import Factors
from analysis.wording.names import Names, fetch_names
from api.graphql.filters import Filter
from api.graphql.languages import Language
from api.graphql.recording import RecordingStore
from api.graphql.references import References
from api.graphql.search import SearchIndex

PREFERRED: Final = (Language.KK, Language.RU, Language.EN, Language.ANY)


@dataclass(frozen=True)
class Context:
    """One request: the store it asks, what it knows of the schema's things, and what its results name."""

    store: RecordingStore
    filter: Filter
    search_index: Callable[[], SearchIndex]
    factors: Callable[[], Factors]
    data_version: str
    references: References = field(default_factory=References)

    @cached_property
    def names(self) -> Names:
        """The labels of codes, for sentences; one query, asked when the first sentence is said."""
        return fetch_names(self.store)


Info = strawberry.Info[Context, None]
