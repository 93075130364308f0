"""The elements of a book (p10): which class goes with which code, and what the lack of one explains."""

from collections.abc import Mapping, Set
from typing import Final

from rdflib import RDF
from rdflib.term import Node

from ontology.namespaces import BAT, CODE
from shapes.consequences.surroundings import Surroundings
from shapes.engine import EngineFinding

_CODES: Final = f"{CODE}structural-element/"
# Rules about the elements that stand in one whole.
_RULES: Final = ("-element-missing", "-without-elements", "-element-twice", "-element-order", "-element-class")


class Elements:
    """What findings about elements may be about."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self.all = around.below(BAT.StructuralElement)
        self._by_code = self._elements_by_code()

    def of_code(self, code: Node | None) -> frozenset[Node]:
        """Return the classes of the element with a code; all of them for an unknown code."""
        return frozenset(self._by_code.get(code, self.all))

    def _elements_by_code(self) -> Mapping[Node | None, Set[Node]]:
        """The class that goes with the code of a kind of element: both are from one paragraph."""
        classes: dict[Node | None, set[Node]] = {}
        for kind in self.all:
            for paragraph in self._around.vocabulary.objects(kind, BAT.paragraph):
                for kind_code in self._around.vocabulary.subjects(BAT.paragraph, paragraph):
                    if str(kind_code).startswith(_CODES):
                        classes.setdefault(kind_code, set()).add(kind)
        return classes

    def may_be_behind(self, finding: EngineFinding, thing: Node) -> bool:
        """Whether a thing at fault can be behind a finding about elements: it stands there, and is what is missed."""
        if not finding.source_shape.endswith(_RULES):
            return True
        here = {finding.focus_node, finding.value}
        wholes = {
            each for each in self._around.data.objects(thing, BAT.partOf) if (each, RDF.type, None) in self._around.data
        }
        if wholes and thing not in here and here.isdisjoint(wholes):
            return False
        kinds = self._around.kinds(thing)
        meant = {kind for kind, classes in self._by_code.items() if not kinds.isdisjoint(classes)}
        return finding.value not in self._by_code or not meant or finding.value in meant

    def may_be_missed(self, finding: EngineFinding, whole: Node, elements: frozenset[Node]) -> bool:
        """Whether a rule may find nothing because an element of these classes is missing in a whole."""
        if finding.source_shape.endswith(_RULES) or whole not in self._around.around(finding):
            return False
        there = [
            each
            for each in self._around.data.subjects(BAT.partOf, whole)
            if not elements.isdisjoint(self._around.kinds(each))
        ]
        return not there and elements.isdisjoint(self._around.kinds(finding.focus_node))
