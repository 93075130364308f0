"""The status of techniques as fields: as determined under any rule set for any day, and explained."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Annotated

import strawberry

from analysis.determination.decide import DeterminationResult
from analysis.determination.derive import determine_all
from analysis.determination.errors import UnknownRuleSet
from analysis.determination.explanation import Explanation, explain
from analysis.determination.rule_set_file import available_rule_sets, load_rule_set
from analysis.determination.technique_lookup import entries_meant
from api.graphql.analysis_problems import problems
from api.graphql.analysis_words import Languages
from api.graphql.arguments import Day, technique_iri, today_or
from api.graphql.context import PREFERRED, Info
from api.graphql.results import CONVERTER

Technique = Annotated[
    str, strawberry.argument(description="A technique or technique entry: its id, path, IRI or printed name.")
]
RuleSets = Annotated[
    Sequence[str] | None, strawberry.argument(description="The rule sets to apply, side by side; all if left out.")
]
RuleSetId = Annotated[str, strawberry.argument(description="The rule set; the one that binds if left out.")]


@dataclass(frozen=True)
class DeterminedEntry:
    """One technique entry and its status under several rule sets."""

    entry: str
    results: tuple[DeterminationResult, ...]


@dataclass(frozen=True)
class DeterminedTechnique:
    """The status of a technique in every document that lists it, for a day."""

    asked: str
    as_of: date
    rule_sets: tuple[str, ...]
    entries: tuple[DeterminedEntry, ...]


@strawberry.type
class StatusFields:
    """Fields about the status of techniques."""

    @strawberry.field(  # type: ignore[untyped-decorator]
        graphql_type=CONVERTER.type_of(DeterminedTechnique) | None,
        description=(
            "The status of a technique in every document that lists it, determined anew for any day, under several "
            "rule sets side by side. `explanation` puts the status of the graph's own day in words."
        ),
    )
    def determination(
        self, info: Info, technique: Technique, rule_sets: RuleSets = None, as_of: Day = None
    ) -> DeterminedTechnique:
        """Determine the entries of a technique."""
        context, day, known = info.context, today_or(as_of), available_rule_sets()
        names = known if rule_sets is None else tuple(dict.fromkeys(rule_sets))
        with problems():
            for name in names or ("",):
                if name not in known:
                    raise UnknownRuleSet(name, known)
            entries = entries_meant(context.store, technique_iri(technique, context.filter))
            found = list(determine_all(context.store, [load_rule_set(name) for name in names], day, entries))
        grouped = groupby(sorted(found, key=lambda result: result.entry), key=lambda result: result.entry)
        determined = tuple(DeterminedEntry(entry, tuple(results)) for entry, results in grouped)
        return DeterminedTechnique(technique, day, names, determined)

    @strawberry.field(  # type: ignore[untyped-decorator]
        graphql_type=CONVERTER.type_of(Explanation) | None,
        description=(
            "Why a technique has its status in each document: reasons, rules, paragraphs, effects and their evidence. "
            "Under the rule set that binds unless another is named."
        ),
    )
    def explanation(
        self, info: Info, technique: Technique, rule_set: RuleSetId = "kz-775", language: Languages = PREFERRED
    ) -> Explanation:
        """Explain a technique or technique entry."""
        asked = technique_iri(technique, info.context.filter)
        with problems():
            return explain(info.context.store, asked, rule_set, [str(each) for each in language])
