"""Nodes of the graph with all that is said of them, fetched a step at a time: one query a step, however many nodes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.namespaces import BAT
from store.graph_store import GraphStore, Term
from store.query_text import load_query

_LABEL: Final = "http://www.w3.org/2004/02/skos/core#prefLabel"


@dataclass(frozen=True)
class Text:
    """Words with the language they are in; None for what belongs to no language."""

    value: str
    language: str | None


@dataclass(frozen=True)
class Labelled:
    """A node by its IRI and its name."""

    iri: str
    label: Text


class NodeTable:
    """What the store says of the nodes fetched so far. `languages`: the order in which words are preferred."""

    def __init__(self, store: GraphStore, languages: Sequence[str]) -> None:
        self._store = store
        self._languages = tuple(languages)
        self._statements: dict[str, dict[str, list[Term]]] = {}

    def fetch(self, nodes: Iterable[str]) -> None:
        """Ask for the nodes that are not there yet; nothing is asked if all are."""
        missing = sorted(set(nodes) - self._statements.keys())
        if not missing:
            return
        self._statements.update((node, {}) for node in missing)
        query = load_query("analysis.determination", "statements").bind(node=[NamedNode(node) for node in missing])
        for row in self._store.select(query):
            values = self._statements[row["node"].value].setdefault(row["predicate"].value, [])
            if row["value"] not in values:  # the same statement may stand in two named graphs
                values.append(row["value"])

    def nodes(self, node: str, predicate: str) -> tuple[str, ...]:
        """The IRIs that a property of a node points to, sorted."""
        return tuple(sorted(term.value for term in self._terms(node, predicate) if isinstance(term, NamedNode)))

    def node(self, node: str, predicate: str) -> str | None:
        """The first of them."""
        return next(iter(self.nodes(node, predicate)), None)

    def literal(self, node: str, predicate: str) -> str | None:
        """The first literal of a property, as text."""
        return min((term.value for term in self._terms(node, predicate) if isinstance(term, Literal)), default=None)

    def text(self, node: str, predicate: str) -> Text | None:
        """The words of a property in the language preferred most; in any other language rather than none."""
        texts = [Text(term.value, term.language) for term in self._terms(node, predicate) if isinstance(term, Literal)]
        return min(texts, key=self._preference, default=None)

    def labelled(self, node: str) -> Labelled:
        """A node with its label; the last step of its IRI stands for a label that is missing."""
        return Labelled(node, self.text(node, _LABEL) or Text(node.rsplit("/", 1)[-1], None))

    def document(self, node: str) -> Labelled:
        """A document as people cite it, by code and number, e.g. "FDM 2019/2031"; by its title if it has no number."""
        number = self.literal(node, BAT.decisionNumber)
        if number is None:
            return self.labelled(node)
        code = self.literal(node, BAT.documentCode)
        return Labelled(node, Text(f"{code} {number}" if code else number, None))

    def all_targets(self, nodes: Iterable[str], predicates: Iterable[str]) -> set[str]:
        """All IRIs that any of the properties of any of the nodes points to."""
        wanted = list(predicates)
        return {target for node in nodes for predicate in wanted for target in self.nodes(node, predicate)}

    def _terms(self, node: str, predicate: str) -> list[Term]:
        return self._statements.get(node, {}).get(str(predicate), [])

    def _preference(self, text: Text) -> tuple[int, str, str]:
        language = text.language or ""
        known = language in self._languages
        return (self._languages.index(language) if known else len(self._languages), language, text.value)
