"""What applies, in words, for reading in a terminal."""

from collections.abc import Iterator

from analysis.applicability.applicable import Applicability, ApplicableDocument
from analysis.comparison.comparison_text import cited
from analysis.wording.message import Code
from analysis.wording.speaker import ENGLISH, Speaker

_STEP = "  "


def lines(found: Applicability, speaker: Speaker = ENGLISH) -> Iterator[str]:
    """What applies, document by document, each with its paragraphs and its chain of versions."""
    yield speaker.text("applicability/heading", subject=Code(found.subject), on=found.on)
    for document in found.documents:
        yield ""
        yield from _document(document, speaker)
    for displaced in found.displaced:
        yield ""
        numbers = cited(displaced.paragraphs)
        yield speaker.text("applicability/displaced", title=displaced.title, numbers=numbers)
        yield f"{_STEP}{speaker.text('applicability/displaced-by', by=displaced.by)}"
    if found.permit:
        yield ""
        permit, numbers = found.permit, cited(found.permit.paragraphs)
        yield speaker.text("applicability/permit", issued=permit.issued, numbers=numbers, says=permit.says)


def _document(document: ApplicableDocument, speaker: Speaker) -> Iterator[str]:
    part = "" if document.coverage == "whole" else f", {speaker.text('applicability/for-a-part')}"
    basis = speaker.text(f"applicability/basis-{document.basis}")
    yield f"{basis}{part}: {document.title} ({cited(document.paragraphs)})"
    yield f"{_STEP}<{document.document}>"
    start = document.start or speaker.text("errors/day-not-in-graph")
    days = speaker.text("applicability/from", start=start)
    if document.end:
        days = speaker.text("applicability/from-to", start=start, end=document.end)
    force = speaker.text(f"applicability/{document.force}")
    yield f"{_STEP}{force}, {days}; {speaker.codes(document.sectors)}"
    for remark in document.remarks:
        yield f"{_STEP}{speaker.say(remark)}"
    if len(document.chain) > 1:
        chain = " → ".join(
            f"{link.document.rsplit('/', 1)[-1]} ({speaker.text(f'applicability/{link.force}')})"
            for link in document.chain
        )
        yield f"{_STEP}{speaker.text('applicability/versions', chain=chain)}"
