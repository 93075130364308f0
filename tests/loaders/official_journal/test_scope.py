"""Activities and related documents of a scope, on lines as they are printed in English and Dutch."""

from datetime import date

import pytest

from loaders.official_journal.facts import ActivityInScope, RelatedDocument
from loaders.official_journal.languages import phrases_of
from loaders.official_journal.page_content import Line, Table
from loaders.official_journal.scope import Scope, activity_codes, document_codes, read_scope
from tests.loaders.official_journal.printed_pages import decision_text, heading, line, table

ADOPTED = date(2017, 1, 1)


def scope_of(language: str, *blocks: Line | Table) -> Scope:
    title = {"en": "SCOPE", "nl": "TOEPASSINGSGEBIED"}[language]
    return read_scope(decision_text(heading(title), *blocks), phrases_of(language), ADOPTED)


@pytest.mark.parametrize(
    ("language", "printed", "codes"),
    [
        ("en", "6.4 (b) Treatment and processing", ("6.4.b",)),
        ("en", "specified in points 6.4 (b) or (c) of Annex I", ("6.4.b", "6.4.c")),
        ("nl", "in punt 4.2 a), b) en c) van bijlage I", ("4.2.a", "4.2.b", "4.2.c")),
        ("en", "in Sections 4 and 6.11 of Annex I to Directive 2010/75/EU", ("4", "6.11")),
        ("nl", "in de punten 4.2 a) en 4.2 c) van bijlage I", ("4.2.a", "4.2.c")),
        ("nl", "beschreven in punt 6.1, onder a), en punt 6.1, onder b), van bijlage I", ("6.1.a", "6.1.b")),
        ("nl", "in de punten 2.1, 2.5 en 6.8 van bijlage I bij Richtlijn 2010/75/EU", ("2.1", "2.5", "6.8")),
        ("nl", "in de punten 4 en 6.11 van bijlage I", ("4", "6.11")),
        ("nl", "vermeld in punt 4.2, onder e), van bijlage I", ("4.2.e",)),
        ("nl", "in punt 6.4, onder b), punt ii), van bijlage I", ("6.4.b.ii",)),
        ("nl", "met een capaciteit van meer dan 2,5 ton per uur", ()),
    ],
)
def test_activity_codes_in_every_printed_form(language: str, printed: str, codes: tuple[str, ...]) -> None:
    assert activity_codes(printed, phrases_of(language)) == codes


def test_lists_of_an_english_scope() -> None:
    scope = scope_of(
        "en",
        line("These BAT conclusions concern the following activities specified in Annex I to Directive 2010/75/EU:"),
        line("— 6.4 (b) Treatment and processing of raw materials, other than of point 6.4 (a):"),
        line("(i) only animal raw materials;"),
        line("These BAT conclusions do not address the following:", page=2),
        line("— 6.4 (c) Treatment of milk. This may be covered by the conclusions for Waste Treatment (WT).", page=2),
        line("Other BAT conclusions and reference documents which could be relevant include the following:", page=2),
        line("— Economics and Cross-Media Effects (ECM);", page=3),
        line("— Something Unheard Of;", page=3),
        line("These BAT conclusions apply without prejudice to other legislation (LCP).", page=3),
        heading("DEFINITIONS", page=3),
        line("— Energy Efficiency (ENE);", page=3),
    )
    assert scope.activities == (
        ActivityInScope("6.4.b", "covers", 1),
        ActivityInScope("6.4.c", "excludes", 2),
    )
    assert scope.references == (
        RelatedDocument("WT", "covers-excluded", 2, "WT"),
        RelatedDocument("ECM", "relevant", 3, "Economics and Cross-Media Effects (ECM)"),
    )
    assert [(finding.place, finding.found) for finding in scope.findings] == [
        ("page 3", "'Something Unheard Of;' among the related documents")
    ]


def test_a_table_of_related_documents() -> None:
    documents = table(
        [
            ["Referentiedocument", "Onderwerp"],
            ["Energie-efficiëntie (ENE)", "Algemene aspecten"],
            ["Afvalverwerkingsindustrie", "Afvalverwerking (WI)"],
        ]
    )
    scope = scope_of(
        "nl",
        line(
            "Deze BBT-conclusies hebben betrekking op de activiteiten in bijlage I, punt 6.6, van Richtlijn 2010/75/EU:"
        ),
        line("Andere referentiedocumenten die relevant zijn:"),
        documents,
    )
    assert scope.references == (
        RelatedDocument("ENE", "relevant", 1, "Energie-efficiëntie (ENE)"),
        RelatedDocument("WT", "relevant", 1, "Afvalverwerkingsindustrie"),
    )


@pytest.mark.parametrize(
    ("language", "printed", "codes"),
    [
        ("en", "Large Combustion Plants (LCP) or by a Directive (EU) 2015/2193", ("LCP",)),
        ("nl", "afvalverbranding (Waste Incineration, WI)", ("WI",)),
        ("nl", "grote stookinstallaties (LCP: Large Combustion Plants)", ("LCP",)),
        ("nl", "grote verbrandingsinstallaties (LCP's)", ("LCP",)),
        ("nl", "Chemische BREF-serie (LVOC enz.)", ("LVOC",)),
        ("nl", "anorganische bulkchemicaliën (LVIC-AAF)", ("LVIC-AAF",)),
        ("nl", "behandeld in de BBT-conclusies voor de ijzer- en staalproductie", ("IS",)),
        ("nl", "zoals omschreven in artikel 3 (EU)", ()),
    ],
)
def test_documents_are_known_by_code_else_by_full_name(language: str, printed: str, codes: tuple[str, ...]) -> None:
    assert document_codes(printed, phrases_of(language)) == codes


def test_a_document_without_a_scope_says_so() -> None:
    scope = read_scope(decision_text(line("Nothing.")), phrases_of("en"), ADOPTED)
    assert (scope.activities, scope.references) == ((), ())
    assert [finding.found for finding in scope.findings] == ["no heading of the scope"]


def test_an_activity_that_annex_i_does_not_list_is_reported() -> None:
    scope = scope_of("en", line("These BAT conclusions concern activity 9.9 specified in Annex I to the Directive."))
    assert [finding.found for finding in scope.findings] == ["activity 9.9"]
