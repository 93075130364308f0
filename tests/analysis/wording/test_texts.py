"""The catalogue of texts: whole in three languages, with the same places, and nothing in it or missing from it."""

import re
from dataclasses import astuple
from itertools import product
from pathlib import Path

import pytest
from rdflib import URIRef

from analysis.cross_check.findings import SEVERITIES, Rule
from analysis.wording.message import Code, message
from analysis.wording.names import Names
from analysis.wording.speaker import Speaker
from analysis.wording.texts_file import load_texts

ANALYSIS = Path(__file__).resolve().parents[3] / "analysis"
TEXTS = load_texts()
PLACE = re.compile(r"\{(\w+)\}")
# A text is named in code whole, or with places filled from codes: "comparison/obstacle-{self.obstacle}".
NAMED = re.compile(r"""["'](?=[\w{])([a-z_]+/[^"'\s]+)["']""")


def named_in_code() -> set[str]:
    files = [file for file in ANALYSIS.rglob("*.py") if file.parent.name != "wording"]
    found = {name for file in files for name in NAMED.findall(file.read_text(encoding="utf-8"))}
    catalogues = {text.partition("/")[0] for text in TEXTS}
    return {name for name in found if name.partition("/")[0] in catalogues}


def pattern(name: str) -> re.Pattern[str]:
    return re.compile("[a-zA-Z0-9-]+".join(re.escape(part) for part in re.split(r"\{[^}]*\}", name)))


@pytest.mark.parametrize("catalogue", sorted({name.partition("/")[0] for name in TEXTS}))
def test_each_text_is_whole_in_each_language(catalogue: str) -> None:
    for name in (name for name in TEXTS if name.startswith(f"{catalogue}/")):
        texts = astuple(TEXTS[name])
        assert all(texts), name
        places = [set(PLACE.findall(text)) for text in texts]
        assert places[0] == places[1] == places[2], name
        assert not re.search("[А-Яа-яҚқҒғҮүҰұІіӘәӨөҢң]", texts[2]), name


def test_every_text_named_in_code_is_there_and_every_text_is_named() -> None:
    patterns = {name: pattern(name) for name in named_in_code()}
    missing = {name for name, each in patterns.items() if not any(map(each.fullmatch, TEXTS))}
    unused = {text for text in TEXTS if not any(each.fullmatch(text) for each in patterns.values())}
    assert (missing, unused) == (set(), set())


def test_every_rule_has_a_name_and_argues_a_severity() -> None:
    argued = [f"cross_check/why-{rule}-{severity}" for rule, severity in product(Rule, SEVERITIES)]
    assert {text for text in TEXTS if text.startswith("cross_check/why-")} <= set(argued)
    for rule in Rule:
        assert f"cross_check/rule-{rule}" in TEXTS
        assert any(f"cross_check/why-{rule}-{severity}" in TEXTS for severity in SEVERITIES)


def test_values_of_several_kinds_keep_their_order_and_codes_have_names() -> None:
    air = "https://w3id.org/batgraph/code/medium/air"
    said = message("comparison/listed", what=["first", Code(air), message("comparison/dry-gas")])
    assert Speaker("en").say(said) == "first, air, dry gas"
    names = Names({air: {"kk": "ауа", "ru": "воздух"}})
    assert Speaker("ru", names).say(said) == "first, воздух, сухой газ"
    assert Speaker("en", names).say(said) == "first, ауа, dry gas"  # no English label: the first there is
    assert Speaker("ru", names).say(message("comparison/listed", what=Code(URIRef(air)))) == "воздух"
    assert Speaker("en").say(message("comparison/listed", what=[])) == "—"
