"""Rule sets as data: what ships, what a user may write, and what is refused with its place."""

import string
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import SKOS, Graph, URIRef

from analysis.determination.errors import RuleSetMalformed, UnknownRuleSet
from analysis.determination.rule_set import Threshold
from analysis.determination.rule_set_file import SHIPPED, available_rule_sets, load_rule_set
from analysis.determination.situations import CLAIM_SITUATIONS, Situation
from ontology.namespaces import BASE, BAT, CODE, code

ROOT = Path(__file__).resolve().parents[3]
RULES = Graph().parse(ROOT / "ontology" / "code_lists" / "rule.ttl")


def test_two_rule_sets_ship() -> None:
    assert available_rule_sets() == ("eu-ecm", "kz-775")
    binding = load_rule_set("kz-775")
    assert (binding.version, binding.applies_from, binding.source) == (
        "2021-10-28.1",
        date(2021, 10, 28),
        BASE + "law/kz-775",
    )
    assert binding.forbidden_grounds == {"not-used-in-kazakhstan"}
    assert not binding.at_expense_can_be_outweighed
    assert load_rule_set("eu-ecm").at_expense_can_be_outweighed


def test_every_situation_has_a_rule_in_the_binding_set_or_belongs_to_the_eu_method() -> None:
    binding = {rule.situation for rule in load_rule_set("kz-775").rules}
    method = {rule.situation for rule in load_rule_set("eu-ecm").rules}
    assert set(Situation) - binding == {Situation.CLAIM_EU_DECISION, Situation.WEIGHED_AS_A_WHOLE}
    assert set(Situation) - binding <= method
    assert CLAIM_SITUATIONS & method == {Situation.CLAIM_EU_DECISION}


def test_every_rule_is_a_concept_with_its_words_in_three_languages_and_the_same_paragraphs() -> None:
    paragraphs: dict[str, set[str]] = {}
    for name in available_rule_sets():
        for rule in load_rule_set(name).rules:
            paragraphs.setdefault(rule.concept, set()).update(rule.paragraphs)
    assert set(paragraphs) == {str(concept) for concept in RULES.subjects(SKOS.inScheme, CODE["rule"])}
    for concept, cited in paragraphs.items():
        node = URIRef(concept)
        assert {str(paragraph) for paragraph in RULES.objects(node, BAT.paragraph)} == cited
        for words in (SKOS.prefLabel, SKOS.definition, BAT.sentenceTemplate):
            assert sorted(text.language for text in RULES.objects(node, words)) == ["en", "kk", "ru"]


def test_templates_of_one_rule_name_the_same_things_in_each_language() -> None:
    for concept in set(RULES.subjects(BAT.sentenceTemplate)):
        named = {
            frozenset(name for _, name, _, _ in string.Formatter().parse(str(text)) if name)
            for text in RULES.objects(concept, BAT.sentenceTemplate)
        }
        assert len(named) == 1, (concept, named)


@pytest.mark.parametrize("asked", ["kz", "KZ-775", "", "../kz-775"])
def test_rule_set_that_does_not_exist(asked: str) -> None:
    with pytest.raises(UnknownRuleSet, match="there are: eu-ecm, kz-775") as caught:
        load_rule_set(asked)
    assert (caught.value.asked, caught.value.known) == (asked, ("eu-ecm", "kz-775"))


def own(folder: Path, *changes: tuple[str, str]) -> Path:
    """A copy of the binding rule set under the name `own`, with parts of its text replaced."""
    text = (SHIPPED / "kz-775.toml").read_text(encoding="utf-8").replace('name = "kz-775"', 'name = "own"')
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return folder


def test_own_rule_set_with_thresholds(tmp_path: Path) -> None:
    threshold = '[{ at_most = 0.10, unit = "mg-per-nm3", component = "air", pollutant = "nh3" }]'
    rules = load_rule_set("own", own(tmp_path, ("thresholds = []", f"thresholds = {threshold}")))
    limit = Threshold(
        Decimal("0.10"),
        str(code("unit", "mg-per-nm3")),
        str(code("component", "air")),
        pollutant=str(code("pollutant", "nh3")),
    )
    assert rules == replace(load_rule_set("kz-775"), name="own", thresholds=(limit,))
    assert str(rules.thresholds[0].at_most) == "0.10"


NO_CLAIM = '[[rules]]\nsituation = "no-claim"\nparagraphs = ["law/kz-775/p53", "law/kz-775/p56"]\n'


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ([('name = "own"', 'name = "other"')], "name"),
        ([("applies_from = 2021-10-28", 'applies_from = "soon"')], "applies_from"),
        ([('situation = "no-claim"', 'situation = "no-clam"')], "rules, 8, situation"),
        ([('outcome = "withdrawn"', 'outcome = "gone"')], "rules, 1, outcome"),
        ([('outcome = "withdrawn"', 'outcme = "withdrawn"')], "rules, 1, outcme"),
        ([("thresholds = []", "thresholds = [{ at_most = 1 }]")], "thresholds, 1, unit"),
        ([('situation = "unassessed-pair"', 'situation = "suspected-pair"')], "rules"),
        ([(NO_CLAIM + 'outcome = "not-determined"\n', "")], "rules"),
        ([("[labels]", "[labels")], "whole file"),
        ([("at_expense_can_be_outweighed = false\n", "")], "at_expense_can_be_outweighed"),
    ],
)
def test_malformed_rule_set_names_its_place(tmp_path: Path, changes: list[tuple[str, str]], place: str) -> None:
    with pytest.raises(RuleSetMalformed) as caught:
        load_rule_set("own", own(tmp_path, *changes))
    assert (caught.value.file, caught.value.place) == ("own.toml", place)
    assert caught.value.found
    assert caught.value.expected


def test_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RuleSetMalformed, match=r"own\.toml: whole file"):
        load_rule_set("own", tmp_path)
