"""Gaps for reading in a terminal."""

from collections.abc import Iterator
from typing import Final

from analysis.comparison.comparison_text import cited
from analysis.gaps.gaps import BrokenRule, Gap, Gaps
from analysis.wording.speaker import ENGLISH, Speaker

SHOWN: Final = 5


def lines(found: Gaps, shown: int | None = SHOWN, speaker: Speaker = ENGLISH) -> Iterator[str]:
    """The share missing by paragraph, each question with the first things that lack it (`shown`; None shows all)."""
    yield found.document.short
    for paragraph in found.paragraphs:
        yield ""
        yield speaker.text(
            "gaps/paragraph",
            paragraph=cited([paragraph.paragraph]),
            lacking=paragraph.lacking,
            asked=paragraph.asked,
            share=paragraph.share,
        )
        for gap in found.gaps:
            if gap.paragraph == paragraph.paragraph and gap.lacking:
                yield from _gap(gap, shown, speaker)
    if found.broken is not None:
        yield ""
        yield speaker.text("gaps/rules-kept", share=found.rules_kept)
        yield from (f"  {_broken(rule, speaker)}" for rule in found.broken)


def _gap(gap: Gap, shown: int | None, speaker: Speaker) -> Iterator[str]:
    words = speaker.text(
        "gaps/gap",
        kind=speaker.text(f"gaps/kind-{gap.kind}"),
        missing=speaker.text(f"gaps/missing-{gap.missing}"),
        lacking=len(gap.lacking),
        asked=gap.asked,
        share=gap.share,
    )
    yield f"  {words}{speaker.text('gaps/wording') if gap.wording else ''}"
    if gap.wording and len(gap.lacking) == gap.asked:
        return
    for thing in gap.lacking[:shown]:
        page = f", {speaker.text('common/page', number=thing.page)}" if thing.page is not None else ""
        yield f"    {thing.name}{page}"
    if shown is not None and len(gap.lacking) > shown:
        yield f"    {speaker.text('common/more', number=len(gap.lacking) - shown)}"


def _broken(rule: BrokenRule, speaker: Speaker) -> str:
    severity = speaker.text(f"common/{rule.severity}")
    return (
        f"{cited([rule.paragraph])} {severity}: {rule.rule} ({rule.results} ×): {rule.example.into(speaker.language)}"
    )
