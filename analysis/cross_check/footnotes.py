"""What footnotes do to the levels they stand at: a difference of two levels may be explained there."""

from collections import defaultdict
from collections.abc import Mapping

from analysis.cross_check.scopes import PACKAGE
from analysis.lookup.names import by_language
from analysis.wording.message import Code, Message, message
from store.graph_store import GraphStore, Term
from store.query_text import load_query


def fetch_footnotes(store: GraphStore) -> Mapping[str, tuple[Message, ...]]:
    """Return the footnotes to each level that has some, by its IRI, in the order of their marks: one query.

    The text of a footnote does not ship; it is quoted where a user's own copy gave it to the graph.
    """
    said: dict[str, dict[str, dict[str, set[Term]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    for row in store.select(load_query(PACKAGE, "footnotes")):
        for variable, term in row.items():
            said[row["level"].value][row["note"].value][variable].add(term)
    return {
        level: tuple(_footnote(note) for _, note in sorted(notes.items(), key=lambda each: _order(each[1], each[0])))
        for level, notes in said.items()
    }


def _footnote(said: Mapping[str, set[Term]]) -> Message:
    text = min((by_language(term) for term in said.get("text", ())), default=("", ""))[1]
    return message(
        "cross_check/footnote-quoted" if text else "cross_check/footnote",
        mark=_mark(said),
        page=min((term.value for term in said.get("page", ())), default=""),
        effects=[Code(iri) for iri in sorted(term.value for term in said.get("effect", ()))],
        **({"text": text} if text else {}),
    )


def _order(said: Mapping[str, set[Term]], iri: str) -> tuple[int, str, str]:
    mark = _mark(said)
    return (int(mark) if mark.isdecimal() else 0, mark, iri)


def _mark(said: Mapping[str, set[Term]]) -> str:
    return min((term.value for term in said.get("mark", ())), default="")
