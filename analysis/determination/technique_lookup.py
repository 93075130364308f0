"""From what a person asked for, an IRI or a name, to the technique entries meant."""

from difflib import get_close_matches
from typing import Final

from pyoxigraph import NamedNode

from analysis.determination.errors import UnknownTechnique
from ontology.namespaces import BASE
from store.graph_store import GraphStore
from store.query_text import load_query

_PACKAGE = "analysis.determination"
NEAR_MATCHES: Final = 5


def entries_meant(store: GraphStore, asked: str) -> tuple[str, ...]:
    """The IRIs of the entries meant by an IRI or a name of a technique or entry, sorted.

    A name must be the whole name, in any language, upper or lower case. Raises UnknownTechnique with near matches.
    """
    things: set[str] = set()
    named: dict[str, tuple[str, set[str]]] = {}
    for row in store.select(load_query(_PACKAGE, "technique_names")):
        things.add(row["thing"].value)
        if "name" in row:
            printed = row["name"].value
            named.setdefault(_folded(printed), (printed, set()))[1].add(row["thing"].value)
    # An IRI may be given by its path, as in GraphQL and in the address of its page.
    as_iri = next((iri for iri in (asked, BASE + asked.lstrip("/")) if iri in things), None)
    meant = {as_iri} if as_iri else named.get(_folded(asked), ("", set()))[1]
    if not meant:
        raise UnknownTechnique(asked, _near(asked, {key: printed for key, (printed, _) in named.items()}, things))
    query = load_query(_PACKAGE, "entries_of").bind(thing=[NamedNode(iri) for iri in sorted(meant)])
    return tuple(sorted(row["entry"].value for row in store.select(query)))


def _near(asked: str, names: dict[str, str], things: set[str]) -> list[str]:
    """Names that hold what was asked for, then names spelled alike; for an IRI, IRIs spelled alike."""
    if "://" in asked:
        return get_close_matches(asked, sorted(things), NEAR_MATCHES)
    folded = _folded(asked)
    holding = sorted((key for key in names if folded and folded in key), key=lambda key: (len(key), key))
    alike = get_close_matches(folded, sorted(names), NEAR_MATCHES)
    return [names[key] for key in dict.fromkeys(holding[:NEAR_MATCHES] + alike)][:NEAR_MATCHES]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
