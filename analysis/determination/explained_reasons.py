"""One reason in words: its rule, the paragraphs, the effects and assessments it rests on, their evidence."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from analysis.determination.facts import BENEFITS, Direction
from analysis.determination.node_table import Labelled, NodeTable, Text
from ontology.namespaces import BAT, ELI

_POINTS_TO: Final = (
    BAT.rule,
    BAT.paragraph,
    BAT.effect,
    BAT.assessment,
    BAT.putsAside,
    BAT.hasEvidence,
    BAT.restsOnDocument,
)
_OF_EFFECT: Final = (
    BAT.component,
    BAT.pressure,
    BAT.pollutant,
    BAT.direction,
    BAT.baseCase,
    BAT.standing,
    BAT.unit,
    BAT.hasEvidence,
)
_OF_ASSESSMENT: Final = (
    BAT.benefit,
    BAT.harm,
    BAT.outcome,
    BAT.standing,
    BAT.criterion,
    BAT.ground,
    BAT.companion,
    BAT.hasEvidence,
)
_PLACE: Final = re.compile(r"\{(\w+)\}")
_NOTHING: Final = "—"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph a rule rests on. `official`: the words are the act's own, not our summary."""

    iri: str
    number: str
    text: Text | None
    official: bool


@dataclass(frozen=True)
class ExplainedEvidence:
    """A place in a source. Text only where a user has loaded it."""

    iri: str
    document: Labelled | None
    section: str | None
    page: str | None
    text: Text | None


@dataclass(frozen=True)
class ExplainedEffect:
    """An effect in words, with where it is from. `role` is benefit, harm or other."""

    iri: str
    role: str
    words: str
    base_case: Labelled | None
    standing: Labelled | None
    section: str | None
    page: str | None
    heading: str | None
    evidence: tuple[ExplainedEvidence, ...]


@dataclass(frozen=True)
class ExplainedAssessment:
    """An assessment of a pair (outcome) or of a criterion (criterion, grounds)."""

    iri: str
    outcome: Labelled | None
    standing: Labelled | None
    criterion: Labelled | None
    grounds: tuple[Labelled, ...]
    companions: tuple[Labelled, ...]
    evidence: tuple[ExplainedEvidence, ...]


@dataclass(frozen=True)
class ExplainedReason:
    """One step of the explanation. `sentence` says it in one sentence; the rest is what it rests on.

    `put_aside`: assessments that were looked at and do not count.
    """

    iri: str
    rule: Labelled
    sentence: Text
    paragraphs: tuple[Paragraph, ...]
    effects: tuple[ExplainedEffect, ...]
    assessments: tuple[ExplainedAssessment, ...]
    put_aside: tuple[ExplainedAssessment, ...]
    documents: tuple[Labelled, ...]
    evidence: tuple[ExplainedEvidence, ...]
    sub_reasons: tuple["ExplainedReason", ...]


class Explainer:
    """Words for reasons. On making it, all that the reasons rest on is fetched, in three steps."""

    def __init__(self, table: NodeTable, reasons: Iterable[str]) -> None:
        self._table = table
        table.fetch(reasons)
        first = table.all_targets(reasons, _POINTS_TO)
        table.fetch(first)
        second = table.all_targets(first, {*_OF_EFFECT, *_OF_ASSESSMENT, BAT.citesDocument})
        table.fetch(second)
        # A benefit or harm that only an assessment points to, and the documents of evidence of effects.
        table.fetch(table.all_targets(second, {*_OF_EFFECT, BAT.citesDocument}))

    def reasons_of(self, node: str, predicate: str, entry: str) -> tuple[ExplainedReason, ...]:
        """The reasons a determination or reason points to, in their order."""
        found = self._table.nodes(node, predicate)
        ordered = sorted(found, key=lambda reason: int(self._table.literal(reason, BAT.position) or 0))
        return tuple(self._reason(reason, entry) for reason in ordered)

    def _reason(self, iri: str, entry: str) -> ExplainedReason:
        table = self._table
        rule = table.node(iri, BAT.rule) or ""
        return ExplainedReason(
            iri=iri,
            rule=table.labelled(rule),
            sentence=self._sentence(iri, rule, entry),
            paragraphs=tuple(self._paragraph(paragraph) for paragraph in table.nodes(iri, BAT.paragraph)),
            effects=tuple(self._effect(effect) for effect in table.nodes(iri, BAT.effect)),
            assessments=tuple(self._assessment(each) for each in table.nodes(iri, BAT.assessment)),
            put_aside=tuple(self._assessment(each) for each in table.nodes(iri, BAT.putsAside)),
            documents=tuple(table.document(document) for document in table.nodes(iri, BAT.restsOnDocument)),
            evidence=self._evidence(iri),
            sub_reasons=self.reasons_of(iri, BAT.subReason, entry),
        )

    def _sentence(self, reason: str, rule: str, entry: str) -> Text:
        """The rule's template, filled with what the case is about."""
        template = self._table.text(rule, BAT.sentenceTemplate)
        if template is None:
            return self._table.labelled(rule).label
        particulars = dict(self._particulars(reason, entry))

        def fill(place: re.Match[str]) -> str:
            return "; ".join(particulars.get(place[1], [])) or _NOTHING

        return Text(_PLACE.sub(fill, template.value), template.language)

    def _particulars(self, reason: str, entry: str) -> Iterator[tuple[str, list[str]]]:
        table = self._table
        effects = table.nodes(reason, BAT.effect)
        assessments = table.all_targets([reason], [BAT.assessment, BAT.putsAside])
        said = {role: table.all_targets(assessments, [role]) for role in (BAT.benefit, BAT.harm)}
        roles = {effect: self._role(effect) for effect in effects}
        yield "benefit", self._worded(said[BAT.benefit] or {e for e in effects if roles[e] == "benefit"})
        yield "harm", self._worded(said[BAT.harm] or {e for e in effects if roles[e] == "harm"})
        yield "effect", self._worded(effects)
        documents = [table.document(document).label.value for document in table.nodes(reason, BAT.restsOnDocument)]
        yield "document", documents
        for name in ("companion", "criterion", "ground"):
            yield name, self._named(table.all_targets(assessments, [BAT[name]]))
        yield "readiness", documents or self._named(table.nodes(entry, BAT.readiness))

    def _worded(self, effects: Iterable[str]) -> list[str]:
        return [self._words(effect) for effect in sorted(effects)]

    def _named(self, nodes: Iterable[str]) -> list[str]:
        return [self._table.labelled(node).label.value for node in sorted(nodes)]

    def _words(self, effect: str) -> str:
        """Direction: substance or pressure (component), e.g. "reduces: dust (air)"; parts unsaid are left out."""
        direction, component = self._label(effect, BAT.direction), self._label(effect, BAT.component)
        subject = self._label(effect, BAT.pollutant) or self._label(effect, BAT.pressure)
        said = ": ".join(part for part in (direction, subject) if part)
        return " ".join(part for part in (said, f"({component})" if component else "") if part) or _last_step(effect)

    def _label(self, node: str, predicate: str) -> str | None:
        named = self._named(self._table.nodes(node, predicate))
        return ", ".join(named) or None

    def _role(self, effect: str) -> str:
        directions = {_last_step(iri) for iri in self._table.nodes(effect, BAT.direction)}
        if directions & BENEFITS:
            return "benefit"
        return "harm" if Direction.INCREASES in directions else "other"

    def _effect(self, iri: str) -> ExplainedEffect:
        table = self._table
        heading = table.text(iri, BAT.sourceHeading)
        return ExplainedEffect(
            iri=iri,
            role=self._role(iri),
            words=self._words(iri),
            base_case=self._first(iri, BAT.baseCase),
            standing=self._first(iri, BAT.standing),
            section=table.literal(iri, BAT.sectionNumber),
            page=table.literal(iri, BAT.sourcePage),
            heading=heading.value if heading else None,
            evidence=self._evidence(iri),
        )

    def _assessment(self, iri: str) -> ExplainedAssessment:
        table = self._table
        return ExplainedAssessment(
            iri=iri,
            outcome=self._first(iri, BAT.outcome),
            standing=self._first(iri, BAT.standing),
            criterion=self._first(iri, BAT.criterion),
            grounds=tuple(table.labelled(ground) for ground in table.nodes(iri, BAT.ground)),
            companions=tuple(table.labelled(companion) for companion in table.nodes(iri, BAT.companion)),
            evidence=self._evidence(iri),
        )

    def _evidence(self, iri: str) -> tuple[ExplainedEvidence, ...]:
        table = self._table
        return tuple(
            ExplainedEvidence(
                iri=evidence,
                document=table.document(cited) if (cited := table.node(evidence, BAT.citesDocument)) else None,
                section=table.literal(evidence, BAT.sectionNumber),
                page=table.literal(evidence, BAT.sourcePage),
                text=table.text(evidence, BAT.evidenceText),
            )
            for evidence in table.nodes(iri, BAT.hasEvidence)
        )

    def _paragraph(self, iri: str) -> Paragraph:
        official = self._table.text(iri, BAT.officialText)
        number = self._table.literal(iri, ELI.number) or _last_step(iri).removeprefix("p")
        return Paragraph(iri, number, official or self._table.text(iri, BAT.summary), official is not None)

    def _first(self, iri: str, predicate: str) -> Labelled | None:
        target = self._table.node(iri, predicate)
        return self._table.labelled(target) if target else None


def _last_step(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]
