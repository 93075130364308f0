"""Units of the code list, and numbers from one unit in another of the same dimension."""

from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Final

from rdflib import SKOS

from api.graphql.columns import Columns
from api.graphql.folding import fold
from api.graphql.problems import near_hint, problem
from ontology.namespaces import BAT, CODE

_NEAR: Final = 5
_PREFIX: Final = f"{CODE}unit/"
# Two units convert into each other if all of this is the same for both.
_SAME: Final = (BAT.unitDimension, BAT.unitPer, BAT.measuredAs)


@dataclass(frozen=True)
class Units:
    """The units that one state of the data knows."""

    columns: Columns

    def named(self, name: str) -> str:
        """The IRI of a unit, by its code or symbol, whatever the case. GraphQLProblem if there is none."""
        units = sorted(self.columns.values(str(BAT.unitDimension), inverse=False))
        if _PREFIX + name in units:
            return _PREFIX + name
        asked = fold(name)
        symbols = self.columns.values(str(SKOS.notation), inverse=False)
        called = {unit: {unit.removeprefix(_PREFIX), *(term.value for term in symbols.get(unit, ()))} for unit in units}
        found = next((unit for unit in units if asked in map(fold, called[unit])), None)
        if found is None:
            names = sorted({each for names in called.values() for each in names})
            near = get_close_matches(name, names, _NEAR)
            raise problem("unknown-unit", "", near_hint(near, "unknown_unit_hint"), further={"near": near}, asked=name)
        return found

    def factor(self, unit: str, target: str) -> Decimal | None:
        """What a number in one unit is multiplied by to be in another; None if that cannot be done."""
        if unit == target:
            return Decimal(1)
        if any(self._said(unit, p) != self._said(target, p) for p in _SAME) or not self._said(unit, _SAME[0]):
            return None
        factors = [self._said(each, BAT.unitFactor) for each in (unit, target)]
        if not all(factors):
            return None
        return Decimal(factors[0]) / Decimal(factors[1])

    def _said(self, unit: str, predicate: str) -> str:
        return min(
            (term.value for term in self.columns.values(str(predicate), inverse=False).get(unit, ())), default=""
        )
