"""Three kinds of absence: not applicable and not yet available are stated; everything else missing is missing."""

from dataclasses import dataclass
from typing import Final, Literal

from rdflib import RDF, Graph
from rdflib.term import Node

from ontology.namespaces import BAT, code
from shapes.labels import in_languages
from shapes.rules import Rule
from shapes.trilingual import Trilingual

Kind = Literal["not-applicable", "not-yet-available"]

_KINDS: Final[dict[Node, Kind]] = {
    code("absence-kind", "not-applicable"): "not-applicable",
    code("absence-kind", "not-yet-available"): "not-yet-available",
}


@dataclass(frozen=True)
class StatedAbsence:
    """A statement that a thing has no value for a property, and why."""

    kind: Kind
    reason: Trilingual | None


class StatedAbsences:
    """All absences that one data graph states."""

    def __init__(self, data: Graph) -> None:
        self._by_property: dict[tuple[Node, Node], StatedAbsence] = {}
        for thing, absence in data.subject_objects(BAT.hasAbsence):
            if (absence, RDF.type, BAT.Absence) in data:
                self._read(data, thing, absence)

    def _read(self, data: Graph, thing: Node, absence: Node) -> None:
        reason = in_languages(data.objects(absence, BAT.absenceReason))
        for kind in data.objects(absence, BAT.absenceKind):
            if kind in _KINDS:
                for absent in data.objects(absence, BAT.absentProperty):
                    self._by_property[thing, absent] = StatedAbsence(_KINDS[kind], reason)

    def about(self, thing: Node, rule: Rule) -> StatedAbsence | None:
        """Return the absence stated of `thing` for one of the properties that `rule` asks for."""
        stated = (self._by_property.get((thing, path)) for path in rule.paths)
        return next((absence for absence in stated if absence is not None), None)
