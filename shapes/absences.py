"""Three kinds of absence: not applicable and not yet available are stated; everything else missing is missing."""

from dataclasses import dataclass
from typing import Final, Literal

from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from ontology.namespaces import BAT, code
from shapes.labels import in_languages
from shapes.rules import Rule
from shapes.trilingual import Trilingual

# Of an unfinished absence something is not said; a shape of the model tells that, and nothing else is told of it.
Kind = Literal["not-applicable", "not-yet-available", "unfinished"]

_KINDS: Final[dict[Node, Kind]] = {
    code("absence-kind", "not-applicable"): "not-applicable",
    code("absence-kind", "not-yet-available"): "not-yet-available",
}


@dataclass(frozen=True)
class StatedAbsence:
    """A statement that a thing has no value for a property, and why."""

    kind: Kind
    reason: Trilingual | None


_UNFINISHED: Final = StatedAbsence("unfinished", None)


class StatedAbsences:
    """All absences that one data graph states."""

    def __init__(self, data: Graph) -> None:
        self._by_property: dict[tuple[Node, Node], StatedAbsence] = {}
        self._of_any_property: set[Node] = set()
        self._of_any_thing: set[Node] = set()
        for thing, absence in data.subject_objects(BAT.hasAbsence):
            self._read(data, thing, absence)
        for absence in data.subjects(RDF.type, BAT.Absence):
            if (None, BAT.hasAbsence, absence) not in data:
                self._of_any_thing.update(data.objects(absence, BAT.absentProperty))

    def _read(self, data: Graph, thing: Node, absence: Node) -> None:
        said = list(data.objects(absence, BAT.absentProperty))
        properties = [each for each in said if isinstance(each, URIRef)]
        if not said or len(properties) < len(said):
            self._of_any_property.add(thing)
        kind = _kind(data, absence)
        stated = StatedAbsence(kind, in_languages(data.objects(absence, BAT.absenceReason)))
        self._by_property.update({(thing, each): stated for each in properties})

    def about(self, thing: Node, rule: Rule) -> StatedAbsence | None:
        """Return the absence stated of `thing` for one of the properties that `rule` asks for.

        An unfinished one may be meant for it: it does not say for which property, or of which thing.
        """
        stated = (self._by_property.get((thing, path)) for path in rule.paths)
        found = next((absence for absence in stated if absence is not None), None)
        if found is None and (thing in self._of_any_property or not self._of_any_thing.isdisjoint(rule.paths)):
            return _UNFINISHED
        return found


def _kind(data: Graph, absence: Node) -> Kind:
    kinds = [_KINDS[kind] for kind in data.objects(absence, BAT.absenceKind) if kind in _KINDS]
    return kinds[0] if kinds and (absence, RDF.type, BAT.Absence) in data else "unfinished"
