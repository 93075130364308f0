"""The analyses, as fields written by hand."""

from dataclasses import dataclass

import strawberry

from store.graph_store import GraphStore


@dataclass(frozen=True)
class Context:
    """What resolvers work on."""

    store: GraphStore
    data_version: str


@strawberry.type
class AnalysisQuery:
    """Analyses of the graph."""

    @strawberry.field(description="The version of the data: a digest of its content.")  # type: ignore[untyped-decorator]
    def data_version(self, info: strawberry.Info[Context, None]) -> str:
        """The data version."""
        return info.context.data_version
