"""Documents by IRI, CELEX number, decision number, code of the sector, or title."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from analysis.lookup.codes import code_meant, local
from analysis.lookup.errors import UnknownName
from analysis.lookup.names import Named, find, listed
from ontology.namespaces import DOC
from store.graph_store import GraphStore
from store.query_text import load_query

_REFERENCE_ONLY = "EuReferenceDocument"
CROSS_SECTORAL: Final = "cross-sectoral"
# A book of one of the two kinds of p5 says by its class what it is.
_REACH_OF_CLASS: Final = {"SectoralReferenceBook": "sectoral", "CrossSectoralReferenceBook": CROSS_SECTORAL}


@dataclass(frozen=True)
class DocumentName:
    """A document as it is cited. `kind` is its class, `reach` sectoral or cross-sectoral, None if it is not stated."""

    iri: str
    short: str
    title: str
    kind: str
    code: str | None
    reach: str | None
    sectors: tuple[str, ...] = ()


def all_documents(store: GraphStore) -> tuple[DocumentName, ...]:
    """Return every document of the graph, by IRI."""
    return tuple(document for document, _ in _documents(store))


def document_meant(store: GraphStore, asked: str) -> DocumentName:
    """Return the document that an IRI, CELEX number, decision number, code or title means.

    A code that a decision and a reference document share means the decision. Raises UnknownName or AmbiguousName.
    """
    documents = _documents(store)
    by_iri = {document.iri: document for document, _ in documents}
    named = [name for document, name in documents if document.kind != _REFERENCE_ONLY]
    try:
        return by_iri[find("document", asked, named).iri]
    except UnknownName:
        return by_iri[find("document", asked, [name for _, name in documents]).iri]


def documents_meant(store: GraphStore, documents: Sequence[str], sectors: Sequence[str]) -> tuple[DocumentName, ...]:
    """Return the documents named and those of the sectors named, each once; none if none are named.

    Raises UnknownName if a document or sector does not exist, or if no document of a sector is in the graph.
    """
    meant = [document_meant(store, asked) for asked in documents]
    known = all_documents(store)
    for asked in sectors:
        sector = code_meant(store, "sector", asked)
        found = [document for document in known if sector in document.sectors]
        if not found:
            there = listed(local(each) for document in known for each in document.sectors)
            raise UnknownName("document of sector", local(sector), (), there)
        meant += found
    return tuple(dict.fromkeys(meant))


def _documents(store: GraphStore) -> list[tuple[DocumentName, Named]]:
    rows: dict[str, dict[str, set[str]]] = {}
    for row in store.select(load_query("analysis.lookup", "documents")):
        said = rows.setdefault(row["document"].value, {})
        for variable, term in row.items():
            said.setdefault(variable, set()).add(term.value)
    return [_document(iri, rows[iri]) for iri in sorted(rows)]


def _document(iri: str, said: dict[str, set[str]]) -> tuple[DocumentName, Named]:
    def first(variable: str) -> str | None:
        return min(said.get(variable, ()), default=None)

    code, number, title = first("code"), first("number"), first("title")
    kind = local(min(said["class"], key=lambda each: (each.endswith("/Document"), each)))
    step = iri.removeprefix(str(DOC))
    short = " ".join(part for part in (code, number) if part) if number else (title if not code else step)
    document = DocumentName(
        iri=iri,
        short=short or step,
        title=title or short or step,
        kind=kind,
        code=code,
        reach=local(reach) if (reach := first("reach")) else _REACH_OF_CLASS.get(kind),
        sectors=tuple(sorted(said.get("sector", ()))),
    )
    names = {step, document.short, *(each for each in (code, number, first("celex"), title) if each)}
    return document, Named(iri, document.short, tuple(sorted(names)))
