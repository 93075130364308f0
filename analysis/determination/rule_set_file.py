"""Reading a rule set from its file.

A rule set is a TOML file, `<name>.toml`. Keys of a file, all needed unless said otherwise:

    name, version       identifier (also the file's name) and version, text
    applies_from        date: no status can be asked for an earlier day
    labels              table of names by language (kk, ru, en)
    source              the act or document the rules are taken from, as a path under the project's base IRI
    paragraphs          paragraphs the rule set as a whole carries out, paths under the base IRI (may be empty)
    at_expense_can_be_outweighed   false: a benefit at the expense of a harm forbids BAT (p2.1); true: it is weighed
    forbidden_grounds   grounds (code list `ground`) no criterion may rest on
    prospective_readiness          degrees (code list `readiness`) at which a technique is not yet in use
    [[thresholds]]      `at_most` of `unit` (harms up to it are negligible) for a `component`, `pressure`, `pollutant`
    [[rules]]           `situation`, `concept` (code list `rule`; the situation's name if left out), `paragraphs`,
                        `outcome` (a status; left out where the rule only reports)
"""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis.determination.errors import RuleSetMalformed, UnknownRuleSet
from analysis.determination.facts import Status
from analysis.determination.rule_set import Rule, RuleSet, Threshold
from analysis.determination.situations import CLAIM_SITUATIONS, Situation
from ontology.namespaces import BASE, CODE

SHIPPED: Final = Path(__file__).parent / "rule_sets"

_Text = Annotated[str, Field(min_length=1)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _RuleTable(_Table):
    situation: Situation
    concept: _Text | None = None
    paragraphs: tuple[_Text, ...]
    outcome: Status | None = None


class _ThresholdTable(_Table):
    at_most: Decimal
    unit: _Text
    component: _Text | None = None
    pressure: _Text | None = None
    pollutant: _Text | None = None


class _RuleSetTable(_Table):
    name: _Text
    version: _Text
    applies_from: date
    labels: dict[Annotated[str, Field(pattern="^[a-z]{2}$")], _Text]
    source: _Text
    paragraphs: tuple[_Text, ...]
    at_expense_can_be_outweighed: bool
    forbidden_grounds: frozenset[_Text]
    prospective_readiness: frozenset[_Text]
    thresholds: tuple[_ThresholdTable, ...] = ()
    rules: tuple[_RuleTable, ...]


def available_rule_sets(folder: Path = SHIPPED) -> tuple[str, ...]:
    """The names of the rule sets in a folder, sorted."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def load_rule_set(name: str, folder: Path = SHIPPED) -> RuleSet:
    """Read a rule set. Raises UnknownRuleSet naming those that exist, or RuleSetMalformed naming the place."""
    known = available_rule_sets(folder)
    if name not in known:
        raise UnknownRuleSet(name, known)
    file = f"{name}.toml"
    table = _read(folder / file)
    _check(table, file)
    return RuleSet(
        name=table.name,
        version=table.version,
        applies_from=table.applies_from,
        labels=table.labels,
        source=BASE + table.source,
        paragraphs=_iris(table.paragraphs),
        at_expense_can_be_outweighed=table.at_expense_can_be_outweighed,
        forbidden_grounds=table.forbidden_grounds,
        prospective_readiness=table.prospective_readiness,
        thresholds=tuple(_threshold(each) for each in table.thresholds),
        rules=tuple(_rule(each) for each in table.rules),
    )


def _read(path: Path) -> _RuleSetTable:
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleSetMalformed(file=path.name, place="whole file", found=str(error), expected="TOML, UTF-8") from error
    try:
        return _RuleSetTable.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ", ".join(str(step + 1) if isinstance(step, int) else step for step in first["loc"])
        raise RuleSetMalformed(
            file=path.name, place=place, found=repr(first["input"]), expected=first["msg"]
        ) from error


def _check(table: _RuleSetTable, file: str) -> None:
    """Refuse what each key alone cannot show."""
    if f"{table.name}.toml" != file:
        raise RuleSetMalformed(file=file, place="name", found=repr(table.name), expected="the name of the file")
    named = [rule.situation for rule in table.rules]
    twice = sorted({situation.value for situation in named if named.count(situation) > 1})
    if twice:
        raise RuleSetMalformed(file=file, place="rules", found=f"{twice[0]!r} twice", expected="each situation once")
    if Situation.NO_CLAIM not in named or not CLAIM_SITUATIONS & set(named):
        expected = "rules for `no-claim` and for at least one kind of claim"
        raise RuleSetMalformed(file=file, place="rules", found=", ".join(named) or "none", expected=expected)


def _rule(table: _RuleTable) -> Rule:
    concept = f"{CODE}rule/{table.concept or table.situation.value}"
    return Rule(table.situation, concept, _iris(table.paragraphs), table.outcome)


def _threshold(table: _ThresholdTable) -> Threshold:
    return Threshold(
        at_most=table.at_most,
        unit=f"{CODE}unit/{table.unit}",
        component=_concept("component", table.component),
        pressure=_concept("pressure", table.pressure),
        pollutant=_concept("pollutant", table.pollutant),
    )


def _concept(scheme: str, identifier: str | None) -> str | None:
    return None if identifier is None else f"{CODE}{scheme}/{identifier}"


def _iris(paths: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(BASE + path for path in paths)
