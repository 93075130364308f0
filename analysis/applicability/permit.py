"""Whether the standards of a permit in the graph are to be assessed yet (p57)."""

from dataclasses import dataclass
from datetime import date

from pyoxigraph import NamedNode

from analysis.applicability.rules_file import load_rules
from analysis.lookup.errors import UnknownName
from analysis.lookup.names import folded, is_iri, listed, near
from ontology.namespaces import LAW
from store.graph_store import GraphStore
from store.query_text import load_query


@dataclass(frozen=True)
class PermitConformity:
    """A permit with its programme on a day. `assess_now` is None if the graph does not say when it was issued.

    `outstanding` are techniques of the programme that are not introduced by the day; a permit of before the day of p57
    is assessed when there are none.
    """

    permit: str
    issued: date | None
    programme: str | None
    introduced: tuple[str, ...]
    outstanding: tuple[str, ...]
    assess_now: bool | None
    paragraphs: tuple[str, ...]


def permit_conformity(store: GraphStore, permit: str, on: date) -> PermitConformity:
    """Return whether a permit, by IRI, is to be assessed on a day. Raises UnknownName naming the permits there are."""
    query = load_query("analysis.applicability", "permit")
    rows = store.select(query.bind(permit=[NamedNode(permit)])) if is_iri(permit) else []
    if not rows:
        known = sorted({row["permit"].value for row in store.select(query)})
        raise UnknownName("permit", permit, near(permit, {folded(iri): iri for iri in known}), listed(known))
    rules = load_rules()
    issued = min((date.fromisoformat(row["issued"].value) for row in rows if "issued" in row), default=None)
    programmes = sorted({row["programme"].value for row in rows if "programme" in row})
    named = {row["technique"].value for row in rows if "technique" in row}
    introduced = {
        row["technique"].value
        for row in rows
        if "introducedOn" in row and date.fromisoformat(row["introducedOn"].value) <= on
    }
    outstanding = tuple(sorted(named - introduced))
    old = None if issued is None else issued < rules.permits_before
    return PermitConformity(
        permit=permit,
        issued=issued,
        programme=next(iter(programmes), None),
        introduced=tuple(sorted(introduced)),
        outstanding=outstanding,
        # Without a named technique, nothing shows that the programme was carried out.
        assess_now=None if old is None else not old or (bool(named) and not outstanding),
        paragraphs=tuple(str(LAW[paragraph]) for paragraph in rules.permit_paragraphs),
    )
