"""A cross-check for reading in a terminal."""

from collections.abc import Iterator
from itertools import groupby

from analysis.comparison.comparison_text import cited, place_words
from analysis.cross_check.cross_check import CrossCheck
from analysis.cross_check.findings import CrossFinding, Place
from analysis.wording.speaker import ENGLISH, Speaker


def lines(found: CrossCheck, speaker: Speaker = ENGLISH) -> Iterator[str]:
    """Findings by severity and rule, each with both places; then what could not be told, and the matrix."""
    yield speaker.text("cross_check/heading", documents=len(found.documents), findings=len(found.findings))
    for (severity, rule), findings in groupby(found.findings, key=lambda each: (each.severity, each.rule)):
        members = list(findings)
        yield ""
        title = speaker.text(f"cross_check/rule-{rule}")
        numbers = cited(members[0].paragraphs)
        yield f"{speaker.text(f'common/{severity}')}: {title} ({len(members)}) [{numbers}; {rule}]"
        yield f"  {speaker.say(members[0].why)}"
        for finding in members:
            yield from _finding(finding, speaker)
    if found.not_told:
        yield ""
        yield speaker.text("cross_check/not-told")
        for each in found.not_told:
            yield f"  {speaker.text(f'cross_check/rule-{each.rule}')}, {each.short}: {speaker.say(each.why)}"
    yield ""
    yield from matrix_lines(found, speaker)


def _finding(finding: CrossFinding, speaker: Speaker) -> Iterator[str]:
    proposed = f" ({speaker.text('cross_check/to-be-confirmed')})" if finding.proposed else ""
    yield f"  {speaker.say(finding.about)}: {speaker.say(finding.message)}{proposed}"
    for place in (finding.first, finding.second):
        if place:
            yield f"    {cited_place(place, speaker)}"


def cited_place(place: Place, speaker: Speaker = ENGLISH) -> str:
    """A place as one cites it."""
    return place_words(place.short, place.bats, place.table, place.page, place.words, speaker)


def matrix_lines(found: CrossCheck, speaker: Speaker = ENGLISH) -> Iterator[str]:
    """Each pair with findings: violations / warnings / informations."""
    names = {place.document: place.short for each in found.findings for place in (each.first, each.second) if place}
    yield speaker.text("cross_check/pairs")
    for cell in found.matrix:
        yield f"  {names[cell.first]} – {names[cell.second]}: {cell.violations} / {cell.warnings} / {cell.informations}"
