"""Units of the code list, and numbers from one unit in another of the same dimension."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from api.graphql.columns import Columns
from api.graphql.problems import GraphQLProblem
from ontology.namespaces import BAT, CODE

_PREFIX: Final = f"{CODE}unit/"
# Two units convert into each other if all of this is the same for both.
_SAME: Final = (BAT.unitDimension, BAT.unitPer, BAT.measuredAs)


@dataclass(frozen=True)
class Units:
    """The units that one state of the data knows."""

    columns: Columns

    def by_code(self, code: str) -> str:
        """The IRI of a unit. GraphQLProblem if there is none with the code."""
        iri = _PREFIX + code
        if iri not in self.columns.values(str(BAT.unitDimension), inverse=False):
            known = sorted(
                found.removeprefix(_PREFIX) for found in self.columns.values(str(BAT.unitDimension), inverse=False)
            )
            raise GraphQLProblem(
                "unknown-unit",
                f"There is no unit with the code {code!r}.",
                "Give the code of a unit, e.g. `mg-per-nm3`; `concepts` lists them.",
                {"near": [each for each in known if code[:2].lower() in each][:10]},
            )
        return iri

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
