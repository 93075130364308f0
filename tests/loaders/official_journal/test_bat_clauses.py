"""Description and applicability of a BAT itself, apart from those of techniques in its tables."""

from collections.abc import Callable

from loaders.official_journal.bat_clauses import bat_clauses
from loaders.official_journal.languages import phrases_of
from loaders.official_journal.numbered_bat import read_bat_passages
from loaders.official_journal.page_content import DecisionText
from tests.loaders.official_journal.printed_pages import decision_text, heading, line


def test_clauses_end_at_the_next_heading_or_bat() -> None:
    text = decision_text(
        heading("1. GENERAL BAT CONCLUSIONS", 3, "1"),
        line("BAT 1. BAT is to implement a management system.", 3, "1"),
        heading("Description", 3, "1"),
        line("It has a plan.", 3, "1"),
        line("It is kept.", 4, "1"),
        heading("Applicability", 4, "1"),
        line("It depends on size.", 4, "1"),
        line("BAT 2. BAT is to use a bag filter.", 5, "1"),
        line("Applicability:", 5, "1"),
        line("Everywhere.", 5, "1"),
        heading("Applicability", 6, "1"),
        line("Not here.", 6, "1"),
    )
    phrases = phrases_of("en")
    found = bat_clauses(read_bat_passages(text, phrases), phrases)
    assert [(one.bat, one.key, one.kind, one.heading, one.page, one.text) for one in found] == [
        (1, "description", "description", "Description", 3, "It has a plan.\nIt is kept."),
        (1, "applicability", "applicability", "Applicability", 4, "It depends on size."),
        (2, "applicability", "applicability", "Applicability", 5, "Everywhere."),
        (2, "applicability-2", "applicability", "Applicability", 6, "Not here."),
    ]


def test_clauses_of_food_drink_and_milk_on_their_pages(printed_text: Callable[[str], DecisionText]) -> None:
    """Looked up on pages 8 to 17 of the English PDF; BAT 6, 7 and 10 have columns in tables instead."""
    text = printed_text("FDM_2019-2031_EN.pdf")
    phrases = phrases_of("en")
    found = bat_clauses(read_bat_passages(text, phrases), phrases)
    assert [(one.bat, one.kind, one.page) for one in found if one.bat < 16] == [
        (1, "applicability", 8),
        (2, "applicability", 8),
        (9, "description", 13),
        (11, "description", 14),
        (11, "applicability", 14),
        (13, "applicability", 16),
        (15, "applicability", 17),
    ]
    assert all(one.text for one in found)
