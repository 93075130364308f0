"""An explanation for reading in a terminal, and as plain values for JSON."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from analysis.determination.explained_reasons import (
    ExplainedAssessment,
    ExplainedEffect,
    ExplainedEvidence,
    ExplainedReason,
    Paragraph,
)
from analysis.determination.explanation import ExplainedDetermination, Explanation

_STEP = "  "


def lines(explanation: Explanation) -> Iterator[str]:
    """The explanation line by line: each determination, its reasons, and below each what it rests on.

    A paragraph is quoted where it is met first; after that its number stands alone.
    """
    yield f"{explanation.rule_set.label.value} ({explanation.rule_set_id}, {explanation.rule_set_version})"
    quoted: set[str] = set()
    for determination in explanation.determinations:
        yield ""
        yield from _determination(determination, quoted)


def as_values(explanation: Explanation) -> dict[str, Any]:
    """The explanation as dicts, lists, text, numbers and None: what `json.dumps` takes."""
    values: dict[str, Any] = _plain(asdict(explanation))
    return values


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _determination(found: ExplainedDetermination, quoted: set[str]) -> Iterator[str]:
    place = f" – {found.document.label.value}" if found.document else ""
    day = f" ({found.determined_on.isoformat()})" if found.determined_on else ""
    yield f"{found.entry.label.value}{place}"
    yield f"<{found.entry.iri}>"
    yield f"→ {found.status.label.value}{' [?]' if found.suspected else ''}{day}"
    for number, reason in enumerate(found.reasons, 1):
        yield from _reason(reason, f"{number}.", _STEP, quoted)


def _reason(reason: ExplainedReason, number: str, indent: str, quoted: set[str]) -> Iterator[str]:
    cited = ", ".join(f"p{paragraph.number}" for paragraph in reason.paragraphs)
    yield f"{indent}{number} {reason.sentence.value}{f' [{cited}]' if cited else ''}"
    below = indent + _STEP
    for paragraph in reason.paragraphs:
        yield from _quoted(paragraph, below, quoted)
    for effect in reason.effects:
        yield from _effect(effect, below)
    for assessment in reason.assessments:
        yield from _assessment(assessment, below)
    for assessment in reason.put_aside:
        yield from _assessment(assessment, below, sign="≠")
    for document in reason.documents:
        yield f"{below}· {document.label.value} <{document.iri}>"
    for place, sub_reason in enumerate(reason.sub_reasons, 1):
        yield from _reason(sub_reason, f"{number}{place}.", below, quoted)


def _quoted(paragraph: Paragraph, indent: str, quoted: set[str]) -> Iterator[str]:
    if paragraph.text is not None and paragraph.iri not in quoted:
        quoted.add(paragraph.iri)
        words = " ".join(paragraph.text.value.split())
        yield f"{indent}p{paragraph.number}: " + (f"«{words}»" if paragraph.official else words)


def _effect(effect: ExplainedEffect, indent: str) -> Iterator[str]:
    place = _place(effect.section, effect.page, effect.heading)
    base_case = f"; {effect.base_case.label.value}" if effect.base_case else ""
    sign = {"benefit": "+", "harm": "−"}.get(effect.role, "·")
    yield f"{indent}{sign} {effect.words}{_standing(effect)}{base_case}{place}"
    yield from _evidence(effect.evidence, indent + _STEP)


def _assessment(assessment: ExplainedAssessment, indent: str, sign: str = "=") -> Iterator[str]:
    named = [assessment.outcome, assessment.criterion, *assessment.grounds, *assessment.companions]
    words = "; ".join(each.label.value for each in named if each is not None)
    yield f"{indent}{sign} {words}{_standing(assessment)} <{assessment.iri}>"
    yield from _evidence(assessment.evidence, indent + _STEP)


def _standing(thing: ExplainedEffect | ExplainedAssessment) -> str:
    return f" [{thing.standing.label.value}]" if thing.standing else ""


def _evidence(evidence: Iterable[ExplainedEvidence], indent: str) -> Iterator[str]:
    for each in evidence:
        document = each.document.label.value if each.document else f"<{each.iri}>"
        text = f": {each.text.value}" if each.text else ""
        yield f"{indent}§ {document}{_place(each.section, each.page, None)}{text}"


def _place(section: str | None, page: str | None, heading: str | None) -> str:
    parts = [f"§ {section}" if section else "", f"p. {page}" if page else "", heading or ""]
    place = ", ".join(part for part in parts if part)
    return f" ({place})" if place else ""
