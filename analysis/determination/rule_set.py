"""Rule sets as data: which situation means what, by which rule and paragraph, and in which order.

The first rule, in the order of the set, whose situation is found and which has an outcome decides the status; every
rule whose situation is found gives its reasons. `rule_set_file` reads a set from its file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from analysis.determination.errors import RuleSetNotInForce
from analysis.determination.facts import ComponentScheme, EffectFacts, Status
from analysis.determination.situations import Situation
from ontology.namespaces import BASE


@dataclass(frozen=True)
class Rule:
    """What one situation means. `concept` and `paragraphs` are IRIs; a rule without outcome only reports."""

    situation: Situation
    concept: str
    paragraphs: tuple[str, ...]
    outcome: Status | None


@dataclass(frozen=True)
class Threshold:
    """Harms of up to `at_most` `unit` are negligible, for the component (and narrower ones), pressure and pollutant."""

    at_most: Decimal
    unit: str
    component: str | None = None
    pressure: str | None = None
    pollutant: str | None = None

    def speaks_of(self, harm: EffectFacts, scheme: ComponentScheme) -> bool:
        """Whether the harm is of the kind the threshold limits, and is measured in its unit."""
        return (
            harm.unit == self.unit
            and self.pressure in (None, harm.pressure)
            and self.pollutant in (None, harm.pollutant)
            and (self.component in (None, harm.component) or self._is_broader(harm, scheme))
        )

    def _is_broader(self, harm: EffectFacts, scheme: ComponentScheme) -> bool:
        return harm.component is not None and self.component in scheme.broader.get(harm.component, ())


@dataclass(frozen=True)
class RuleSet:
    """A rule set read from its file. IRIs are whole."""

    name: str
    version: str
    applies_from: date
    labels: Mapping[str, str]
    source: str
    paragraphs: tuple[str, ...]
    at_expense_can_be_outweighed: bool
    forbidden_grounds: frozenset[str]
    prospective_readiness: frozenset[str]
    thresholds: tuple[Threshold, ...]
    rules: tuple[Rule, ...]

    @property
    def iri(self) -> str:
        """The IRI of the rule set in the derived graph."""
        return f"{BASE}rule-set/{self.name}"

    @cached_property
    def by_situation(self) -> Mapping[Situation, tuple[int, Rule]]:
        """The rule for each situation, with its place in the order of the set."""
        return {rule.situation: (place, rule) for place, rule in enumerate(self.rules)}

    def uses(self, situation: Situation) -> bool:
        """Whether the rule set has a rule for the situation."""
        return situation in self.by_situation

    def is_exceeded_by(self, harm: EffectFacts, scheme: ComponentScheme) -> bool:
        """Whether the harm is larger than a threshold that speaks of it. A harm without quantity exceeds nothing."""
        if harm.quantity is None:
            return False
        applicable = [threshold for threshold in self.thresholds if threshold.speaks_of(harm, scheme)]
        return any(harm.quantity > threshold.at_most for threshold in applicable)

    def require_in_force(self, as_of: date) -> None:
        """Raise RuleSetNotInForce if the rule set did not apply yet on the day."""
        if as_of < self.applies_from:
            raise RuleSetNotInForce(self.name, as_of, self.applies_from)
