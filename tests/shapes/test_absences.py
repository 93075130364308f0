"""Three kinds of absence, in every topic of the law whose requirements one may answer so."""

import tomllib
from pathlib import Path

import pytest
from rdflib import RDF, Literal, URIRef

from ontology.namespaces import BAT, code
from shapes.loading import load_shapes
from shapes.rules import law_rules
from shapes.validation_result import ValidationResult

from .planting import Fault, PlantedBook, Triple

FOLDER = Path(__file__).parent / "faults"
ABSENCE = URIRef("https://w3id.org/batgraph/doc/example-sectoral/stated-absence")
REASON = (ABSENCE, BAT.absenceReason, Literal("Бұл салада қолданылмайды.", lang="kk"))


def _asked() -> list[tuple[str, str, str, str]]:
    """One requirement of each topic that may be answered by an absence: topic, rule, base and update of its fault."""
    answerable = {rule.name for rule in law_rules(load_shapes(["law"])) if rule.may_be_absent and rule.paths}
    found = []
    for file in sorted(FOLDER.glob("*.toml")):
        for fault in tomllib.loads(file.read_text(encoding="utf-8"))["fault"]:
            (_, rule, _, path), *others = fault["expect"]
            if rule in answerable and path not in ("", "path") and not others:
                found.append((file.stem, rule, fault["base"], fault["update"]))
                break
    return found


ASKED = _asked()


def test_most_topics_ask_for_something_that_may_be_absent() -> None:
    assert {topic for topic, *_ in ASKED} >= {
        "associated_levels",
        "audit",
        "closing_elements",
        "conclusion_chapter",
        "general_information",
        "preface_and_scope",
        "processes",
        "techniques",
        "trade_off",
    }


@pytest.mark.parametrize(("topic", "rule", "base", "update"), ASKED, ids=[row[1] for row in ASKED])
def test_an_absence_is_silent_reported_or_a_gap(
    topic: str, rule: str, base: str, update: str, planted: dict[str, PlantedBook]
) -> None:
    book = planted[base]
    fault = book.fault(update, update)
    (missing,) = [each for each in book.results(fault) if each.rule.name == rule]

    def told(kind: str, *more: Triple) -> list[ValidationResult]:
        stated = {
            (missing.focus, BAT.hasAbsence, ABSENCE),
            (ABSENCE, RDF.type, BAT.Absence),
            (ABSENCE, BAT.absenceKind, code("absence-kind", kind)),
            *((ABSENCE, BAT.absentProperty, path) for path in missing.rule.paths),
            *more,
        }
        results = book.results(Fault(topic, fault.removed, fault.added | stated))
        # A value that the fault took from its thing is still described: that is told, and is no matter of absence.
        return [each for each in results if each.rule.name != "thing-in-use"]

    assert told("not-applicable", REASON) == []
    (without_reason,) = told("not-applicable")
    assert (without_reason.rule.name, without_reason.focus) == ("absence-has-reason", ABSENCE)
    (gap,) = told("not-yet-available", REASON)
    assert (gap.rule.name, gap.severity, gap.is_gap) == (rule, "information", True)
    assert "Бұл салада қолданылмайды." in gap.message.kk
