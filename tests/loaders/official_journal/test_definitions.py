"""Terms and acronyms out of tables and lists."""

from loaders.official_journal.definitions import read_definitions
from loaders.official_journal.facts import DefinedTerm
from loaders.official_journal.languages import phrases_of
from tests.loaders.official_journal.printed_pages import decision_text, heading, line, table

EN, NL = phrases_of("en"), phrases_of("nl")


def test_terms_of_tables_with_groups_and_repeated_headers() -> None:
    terms = table(
        [
            ["Term used", "Definition"],
            ["General terms", None],
            ["Dust", "Particles in air."],
            ["Term used", "Definition"],
            ["Sensitive receptor", "Areas such as:"],
            ["homes,", "schools."],
            ["No definition", ""],
        ],
        page=4,
        spans=[(1, 0, 1, 2)],
    )
    acronyms = table([["Acronym", "Definition"], ["ESP", "Electrostatic precipitator"]], page=5)
    averaging = table([["Averaging period", "Definition"], ["Daily average", "Average over 24 hours"]], page=5)
    text = decision_text(heading("DEFINITIONS"), terms, heading("ACRONYMS"), acronyms, heading("GENERAL"), averaging)
    assert read_definitions(text, EN) == (
        DefinedTerm("Dust", "term", 4, "Particles in air."),
        DefinedTerm("Sensitive receptor", "term", 4, "Areas such as:"),
        DefinedTerm("ESP", "acronym", 5, "Electrostatic precipitator"),
    )


def test_a_group_heading_in_the_header_of_a_table_hides_no_term() -> None:
    terms = table(
        [["Term", "Definitie"], ["Algemene termen", None], ["Stof", "Deeltjes."]], header_rows=2, spans=[(1, 0, 1, 2)]
    )
    assert read_definitions(decision_text(terms), NL) == (DefinedTerm("Stof", "term", 1, "Deeltjes."),)


def test_terms_of_a_list_count_only_under_the_heading() -> None:
    text = decision_text(
        line("— „buiten”: hoort nergens bij;"),
        heading("DEFINITIES"),
        line("— „NOX”: de som van NO en NO2, uitgedrukt als NO2;", page=2),
        line("gewone zin: zonder aanhalingstekens"),
    )
    assert read_definitions(text, NL) == (DefinedTerm("NOX", "term", 2, "de som van NO en NO2, uitgedrukt als NO2;"),)


def test_acronyms_need_no_header() -> None:
    acronyms = table([["ESP", "Elektrostatische stofvanger"], ["PAK", "Polycyclische aromaten"]], header_rows=0)
    assert read_definitions(decision_text(acronyms), NL) == ()
    assert read_definitions(decision_text(heading("Afkortingen"), acronyms), NL) == (
        DefinedTerm("ESP", "acronym", 1, "Elektrostatische stofvanger"),
        DefinedTerm("PAK", "acronym", 1, "Polycyclische aromaten"),
    )
