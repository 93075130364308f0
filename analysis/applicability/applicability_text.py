"""What applies, in words, for reading in a terminal."""

from collections.abc import Iterator

from analysis.applicability.applicable import Applicability, ApplicableDocument
from analysis.lookup.codes import local

_STEP = "  "


def lines(found: Applicability) -> Iterator[str]:
    """What applies, document by document, each with its paragraphs and its chain of versions."""
    yield f"{local(found.subject)} on {found.on.isoformat()}"
    for document in found.documents:
        yield ""
        yield from _document(document)
    for displaced in found.displaced:
        yield ""
        yield f"no longer to be relied on: {displaced.title} ({_cited(displaced.paragraphs)})"
        yield f"{_STEP}displaced by {', '.join(displaced.by)}"
    if found.permit:
        yield ""
        permit = found.permit
        yield f"permit of {permit.issued.isoformat()} ({_cited(permit.paragraphs)}): {permit.says}"


def _document(document: ApplicableDocument) -> Iterator[str]:
    part = "" if document.coverage == "whole" else ", for a part"
    yield f"{document.basis}{part}: {document.title} ({_cited(document.paragraphs)})"
    yield f"{_STEP}<{document.document}>"
    since = document.start.isoformat() if document.start else "a day not in the graph"
    until = f" until {document.end.isoformat()}" if document.end else ""
    yield f"{_STEP}{document.force}, from {since}{until}; {', '.join(map(local, document.sectors))}"
    for remark in document.remarks:
        yield f"{_STEP}{remark}"
    if len(document.chain) > 1:
        yield f"{_STEP}versions: " + " → ".join(f"{local(link.document)} ({link.force})" for link in document.chain)


def _cited(paragraphs: tuple[str, ...]) -> str:
    return ", ".join(map(local, paragraphs))
