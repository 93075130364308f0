"""What part of a printed name is a name, and when two names are equal."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.official_journal.languages import phrases_of
from loaders.official_journal.shared_techniques import AmbiguousName, read_shared_techniques, shared_techniques
from loaders.official_journal.technique_names import (
    LONGEST_NAME,
    comparable_name,
    name_before_examples,
    short_name,
)
from ontology.namespaces import slug

EN, NL = phrases_of("en"), phrases_of("nl")


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Bag filter", "Bag filter"),
        ("doekfilter;", "doekfilter"),
        ("gebruik van rookgasketels.", "gebruik van rookgasketels"),
        ("transportbanden, vultrechters, enz.", "transportbanden, vultrechters, enz."),
        ("Getrapte verbranding: — luchttoevoer — brandstoftoevoer", "Getrapte verbranding"),
        ("Filter and " + "very " * 30 + "long", "Filter and " + "very " * 20 + "very …"),
        ("Physical separation, e.g. " + "screens, " * 20, "Physical separation"),
        ("Stone wool filters\nThese filters consist of a frame.", "Stone wool filters"),
        (
            "Sorbent injection in the boiler\n(in-furnace or in-bed)",
            "Sorbent injection in the boiler (in-furnace or in-bed)",
        ),
        ("Materiaalterugwinning\n(bv. kraken)", "Materiaalterugwinning (bv. kraken)"),
        ("Wet desulphurisation\nFGD(wet)", "Wet desulphurisation FGD(wet)"),
        ("Use a closed system. " + "It must be tight. " * 9, "Use a closed system"),
    ],
)
def test_a_name_ships_whole_unless_it_explains(printed: str, name: str) -> None:
    assert short_name(printed, EN) == name


@given(st.text(min_size=1, max_size=400))
def test_no_name_is_longer_than_a_name(printed: str) -> None:
    assert len(short_name(printed, EN)) <= LONGEST_NAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Selective catalytic reduction (SCR)", "selective catalytic  reduction"),
        ("Bag-filter", "bag filter."),
        ("Nitrification/denitrification", "Nitrification – denitrification"),
        ("Lage-NOX-branders (LNB)", "Lage NOX-branders"),
    ],
)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert comparable_name(one) == comparable_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wet scrubber", "Dry scrubber"),
        ("Drying (indirect)", "Drying"),
        ("Natte gaswasser (lage pH)", "Natte gaswasser"),
        ("(Pre)drying", "Drying"),
    ],
)
def test_names_of_different_things_are_not_equal(one: str, other: str) -> None:
    assert comparable_name(one) != comparable_name(other)


def test_examples_do_not_belong_to_the_name() -> None:
    assert name_before_examples("Filtration (e.g. sand filtration)", EN) == "Filtration"
    assert name_before_examples("Fysieke scheiding, bv. zeven", NL) == "Fysieke scheiding"
    assert name_before_examples("Cyclone", EN) == "Cyclone"


@pytest.mark.parametrize(
    ("printed", "language", "technique"),
    [
        ("Bag filters", "en", "bag-filter"),
        ("Doekenfilter", "nl", "bag-filter"),
        ("Elektrostatische precipitator (ESP)", "nl", "electrostatic-precipitator"),
        ("Natte gaswasser (lage pH)", "nl", ""),
        ("Bag filter", "nl", ""),
    ],
)
def test_only_an_equal_name_is_a_shared_technique(printed: str, language: str, technique: str) -> None:
    assert shared_techniques().find(printed, language) == technique


def test_the_shipped_list_has_every_label_and_names_no_technique_twice() -> None:
    techniques = shared_techniques().by_id.values()
    assert [one.id for one in techniques if set(one.labels) != {"en", "nl", "kk", "ru"} or slug(one.id) != one.id] == []
    for language in ("en", "nl", "kk", "ru"):
        labels = [comparable_name(one.labels[language]) for one in techniques]
        assert sorted(labels) == sorted(set(labels))


def test_a_name_of_two_techniques_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "techniques.csv"
    header = "id,en,nl,kk,ru,names_en,names_nl\n"
    path.write_text(header + "a,Filter,f,f,f,,\nb,Screen,z,z,z,filters|FILTER,\n", encoding="utf-8")
    with pytest.raises(AmbiguousName, match=r"'FILTER' \(en\) means a and b"):
        read_shared_techniques(path)
