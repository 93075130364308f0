"""What codes are called, in every language the graph has a label for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal

from shapes.trilingual import LANGUAGES
from store.graph_store import GraphStore
from store.query_text import load_query


@dataclass(frozen=True)
class Names:
    """Labels by IRI and language. Without any, a code is said by its id."""

    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, iri: str, language: str) -> str:
        """The label of a code in a language, else in the first of kk, ru, en that there is, else its id."""
        known = self.labels.get(iri, {})
        return next((known[each] for each in (language, *LANGUAGES) if each in known), iri.rsplit("/", 1)[-1])


def fetch_names(store: GraphStore) -> Names:
    """Read the labels of all codes: one query."""
    labels: dict[str, dict[str, str]] = {}
    for row in store.select(load_query("analysis.wording", "names")):
        name = row["name"]
        language = name.language or "" if isinstance(name, Literal) else ""
        known = labels.setdefault(row["concept"].value, {})
        known[language] = min(name.value, known.get(language, name.value))
    return Names(labels)
