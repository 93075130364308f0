"""Gaps for reading in a terminal."""

from collections.abc import Iterator
from typing import Final

from analysis.gaps.gaps import Gap, Gaps
from analysis.lookup.codes import local

SHOWN: Final = 5


def lines(found: Gaps, shown: int | None = SHOWN) -> Iterator[str]:
    """The share missing by paragraph, each question with the first things that lack it (`shown`; None shows all)."""
    yield found.document.short
    for paragraph in found.paragraphs:
        yield ""
        number = local(paragraph.paragraph)
        yield f"{number}: {paragraph.lacking} of {paragraph.asked} missing ({paragraph.share} %)"
        for gap in found.gaps:
            if gap.paragraph == paragraph.paragraph and gap.lacking:
                yield from _gap(gap, shown)
    if found.broken is not None:
        yield ""
        yield f"Rules of the law kept: {found.rules_kept} %"
        for rule in found.broken:
            yield f"  {local(rule.paragraph)} {rule.severity}: {rule.rule} ({rule.results} ×): {rule.example}"


def _gap(gap: Gap, shown: int | None) -> Iterator[str]:
    note = " – wording: it comes with your own copy" if gap.wording else ""
    yield f"  {gap.kind} without {gap.missing}: {len(gap.lacking)} of {gap.asked} ({gap.share} %){note}"
    if gap.wording and len(gap.lacking) == gap.asked:
        return
    for thing in gap.lacking[:shown]:
        yield f"    {thing.name}{f', p. {thing.page}' if thing.page is not None else ''}"
    if shown is not None and len(gap.lacking) > shown:
        yield f"    … and {len(gap.lacking) - shown} more"
