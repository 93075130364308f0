"""The series of numbered BAT: opened in every printed form, without a gap, each with its section and its purpose."""

import pytest

from loaders.loaded_source import SourceRefused
from loaders.official_journal.facts import BatFact
from loaders.official_journal.languages import phrases_of
from loaders.official_journal.numbered_bat import addressed_pressures, bat_facts, read_bat_passages
from tests.loaders.official_journal.printed_pages import decision_text, heading, line, table

EN, NL = phrases_of("en"), phrases_of("nl")


def test_every_bat_has_number_section_page_and_blocks() -> None:
    drying = table([["Technique"], ["Drying"]], page=2)
    text = decision_text(
        heading("1. GENERAL BAT CONCLUSIONS", 1, "1"),
        heading("1.1. Energy", 1, "1.1"),
        line("BAT 1. In order to increase energy efficiency, BAT is to use the technique given below.", 1, "1.1"),
        heading("Applicability", 1, "1.1"),
        line("Generally applicable (see BAT 2).", 1, "1.1"),
        drying,
        heading("1.2. Noise", 2, "1.2"),
        line("General words.", 2, "1.2"),
        line("BAT 2. BAT is to reduce noise emissions.", 2, "1.2"),
    )
    passages = read_bat_passages(text, EN)
    assert [passage.blocks for passage in passages] == [text.blocks[3:6], ()]
    assert bat_facts(passages, EN) == (
        BatFact(1, "1.1", "Energy", 1, ("energy-use",), passages[0].statement),
        BatFact(2, "1.2", "Noise", 2, ("noise",), "BAT is to reduce noise emissions."),
    )


@pytest.mark.parametrize(
    "opening",
    ["BBT {}. De BBT is dit.", "BBT {}: Om dit, is dat de BBT.", "BBT {} Ter dit, is het de BBT.", "BBT {}.De BBT."],
)
def test_printed_forms_of_a_number(opening: str) -> None:
    text = decision_text(*(line(opening.format(number)) for number in (1, 2, 3)))
    assert [passage.number for passage in read_bat_passages(text, NL)] == [1, 2, 3]


def test_bare_numbers_count_only_where_no_bat_is_named() -> None:
    title = heading("1. BBT-CONCLUSIES", 1, "1")
    bare = decision_text(title, line("1. De BBT is dit."), line("2. De BBT is dat."))
    named = decision_text(title, line("BBT 1. De BBT is dit."), line("2. De BBT: een lijst."))
    assert [passage.statement for passage in read_bat_passages(bare, NL)] == ["De BBT is dit.", "De BBT is dat."]
    assert [passage.statement for passage in read_bat_passages(named, NL)] == ["De BBT is dit."]


def test_a_paragraph_that_begins_with_a_reference_opens_nothing() -> None:
    text = decision_text(
        line("BAT 1. BAT is to plan."),
        line("BAT 1 is only applicable where needed."),
        line("BAT 2. BAT is to monitor."),
    )
    assert [passage.statement for passage in read_bat_passages(text, EN)] == ["BAT is to plan.", "BAT is to monitor."]


def test_a_missing_number_is_refused() -> None:
    text = decision_text(line("BAT 1. BAT is a."), line("BAT 2. BAT is b."), line("BAT 4. BAT is d.", page=7))
    with pytest.raises(SourceRefused) as refusal:
        read_bat_passages(text, EN)
    assert refusal.value.place == "page 7"
    assert refusal.value.found == "BAT 4, though only BAT 1 to BAT 2 were found"
    assert refusal.value.expected == "BAT 3 before it"


def test_a_cut_file_is_refused_because_it_speaks_of_bat_it_lacks() -> None:
    text = decision_text(line("BAT 1. BAT is to plan as in BAT 13."))
    with pytest.raises(SourceRefused, match="found BAT 13, though only BAT 1 to BAT 1"):
        read_bat_passages(text, EN)


def test_a_document_without_bat_is_refused() -> None:
    with pytest.raises(SourceRefused, match="no numbered BAT"):
        read_bat_passages(decision_text(line("Whereas.")), EN)


@pytest.mark.parametrize(
    ("language", "statement", "pressures"),
    [
        ("en", "In order to reduce dust emissions to air, BAT is to use less water consumption.", ("emission",)),
        ("en", "In order to prevent noise emissions, BAT is to set up a plan.", ("noise",)),
        ("en", "In order to reduce odour emissions, BAT is to set up a plan.", ("odour",)),
        ("en", "In order to reduce water consumption and emissions to water, BAT is x.", ("emission", "water-use")),
        ("en", "In order to reduce the quantity of waste sent for disposal, BAT is x.", ("waste-generation",)),
        ("en", "In order to reduce the volume of waste water, BAT is x.", ()),
        ("en", "BAT is to set up an inventory of emissions.", ("emission",)),
        ("nl", "Om geluidsemissies te voorkomen, is de BBT een plan.", ("noise",)),
        ("nl", "De BBT om stofemissies te beperken, is het gebruik van een filter.", ("emission",)),
        ("nl", "De BBT is het energieverbruik verminderen door minder emissies.", ("energy-use",)),
        ("nl", "Ter beperking van het waterverbruik is de BBT: sluiten.", ("water-use",)),
    ],
)
def test_pressures_are_read_from_the_goal_alone(language: str, statement: str, pressures: tuple[str, ...]) -> None:
    assert addressed_pressures(statement, phrases_of(language)) == pressures
