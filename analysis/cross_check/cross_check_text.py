"""A cross-check for reading in a terminal."""

from collections.abc import Iterator
from itertools import groupby

from analysis.comparison.comparison_text import cited
from analysis.cross_check.cross_check import CrossCheck


def lines(found: CrossCheck) -> Iterator[str]:
    """Findings by severity and rule, each with both places; then the matrix."""
    yield f"{len(found.documents)} documents with content of their own, {len(found.findings)} findings"
    for (severity, rule), findings in groupby(found.findings, key=lambda each: (each.severity, each.rule)):
        members = list(findings)
        yield ""
        yield f"{severity}: {rule} ({len(members)}) [{cited(members[0].paragraphs)}]"
        for finding in members:
            yield f"  {finding.subject}: {finding.words}{' (to be confirmed)' if finding.proposed else ''}"
            yield f"    {finding.first.cited}"
            if finding.second:
                yield f"    {finding.second.cited}"
    yield ""
    yield from matrix_lines(found)


def matrix_lines(found: CrossCheck) -> Iterator[str]:
    """Each pair with findings: violations / warnings / informations."""
    names = {place.document: place.short for each in found.findings for place in (each.first, each.second) if place}
    yield "Pairs: violations / warnings / informations"
    for cell in found.matrix:
        counts = " / ".join(str(number) for number in cell.counts.values())
        yield f"  {names[cell.first]} – {names[cell.second]}: {counts}"
