"""Which decision a document is, and what is refused because it is another or none."""

from datetime import date

import pytest

from loaders.loaded_source import SourceRefused
from loaders.official_journal.facts import Identity
from loaders.official_journal.identity import celex_number, read_identity
from tests.loaders.official_journal.printed_pages import decision_text, heading, line, opening

FDM = Identity(
    celex="32019D2031",
    number="2019/2031",
    sector="FDM",
    language="en",
    title="establishing best available techniques (BAT) conclusions for the food, drink and milk industries, "
    "under Directive 2010/75/EU",
    adopted=date(2019, 11, 12),
    notified="C(2019) 7989",
    journal="L 313",
    published=date(2019, 12, 4),
    first_page=60,
    page_count=1,
)


def test_an_english_decision_is_read_whole() -> None:
    identity = read_identity(decision_text(*opening()))
    assert identity == FDM
    assert identity.official_journal_reference == "OJ L 313, 4.12.2019, p. 60"
    assert identity.eli == "http://data.europa.eu/eli/dec_impl/2019/2031/oj"
    assert [identity.printed_page(page) for page in (1, 34)] == [60, 93]


def test_an_older_dutch_decision_has_its_number_after_the_title() -> None:
    text = decision_text(
        heading("UITVOERINGSBESLUIT VAN DE COMMISSIE"),
        heading("van 9 december 2013"),
        heading(
            "tot vaststelling van de BBT-conclusies (beste beschikbare technieken) voor de productie van chlooralkali"
        ),
        heading("(Kennisgeving geschied onder nummer C(2013) 8589)"),
        heading("(Voor de EER relevante tekst)"),
        heading("(2013/732/EU)"),
        language="nl",
        header="L 332/34 NL Publicatieblad van de Europese Unie 11.12.2013",
    )
    identity = read_identity(text)
    assert (identity.celex, identity.sector, identity.language) == ("32013D0732", "CAK", "nl")
    assert (identity.adopted, identity.published) == (date(2013, 12, 9), date(2013, 12, 11))
    assert identity.eli == ""


def test_since_acts_are_published_one_by_one_there_is_no_common_page() -> None:
    header = "Official Journal EN of the European Union L series 2024/2974 29.11.2024"
    subject = "best available techniques (BAT) conclusions for the smitheries and foundries industry"
    identity = read_identity(decision_text(*opening("(EU) 2024/2974", subject), header=header))
    assert (identity.journal, identity.first_page, identity.printed_page(7)) == ("L", None, 7)
    assert identity.official_journal_reference == "OJ L, 2024/2974, 29.11.2024"


@pytest.mark.parametrize(
    ("number", "celex"), [("2019/2031", "32019D2031"), ("2013/84", "32013D0084"), ("2017/302", "32017D0302")]
)
def test_celex_number(number: str, celex: str) -> None:
    assert celex_number(number) == celex


@pytest.mark.parametrize("number", ["2031", "19/2031", "2019/20311", "2019/x"])
def test_what_is_no_decision_number_has_no_celex_number(number: str) -> None:
    with pytest.raises(ValueError, match="no decision number"):
        celex_number(number)


@pytest.mark.parametrize("name", ["FDM_2019-2031_EN.pdf", "FDM_2019-2031.pdf", "download.pdf", "32019D2031.pdf"])
def test_a_file_name_that_says_nothing_else_is_no_hindrance(name: str) -> None:
    assert read_identity(decision_text(*opening(), file_name=name)).celex == "32019D2031"


@pytest.mark.parametrize(
    ("name", "found", "expected"),
    [
        ("LCP_2017-1442_EN.pdf", "FDM 2019/2031 EN in the document", "LCP 2017/1442 EN"),
        ("FDM_2019-2031_NL.pdf", "FDM 2019/2031 EN in the document", "FDM 2019/2031 NL"),
        ("WI_2019-2031.pdf", "FDM 2019/2031 in the document", "WI 2019/2031"),
    ],
)
def test_a_file_named_after_another_decision_is_refused_with_both_named(name: str, found: str, expected: str) -> None:
    with pytest.raises(SourceRefused) as refusal:
        read_identity(decision_text(*opening(), file_name=name))
    assert refusal.value.file == name
    assert refusal.value.found == found
    assert refusal.value.expected == f"{expected}, which the file name says"


def test_one_number_belongs_to_one_sector() -> None:
    subject = "best available techniques (BAT) conclusions for waste incineration"
    with pytest.raises(SourceRefused) as refusal:
        read_identity(decision_text(*opening(subject=subject)))
    assert refusal.value.found == "decision 2019/2031 with the title of sector WI"
    assert refusal.value.expected == "sector FDM, which decision 2019/2031 is known to be for"


def test_a_decision_about_something_else_is_refused() -> None:
    with pytest.raises(SourceRefused) as refusal:
        read_identity(decision_text(*opening(subject="the rates of a duty on sugar")))
    assert refusal.value.place == "title"
    assert "the rates of a duty on sugar" in refusal.value.found
    assert refusal.value.expected == "a decision that establishes BAT conclusions"


def test_a_document_that_is_no_decision_is_refused() -> None:
    with pytest.raises(SourceRefused) as refusal:
        read_identity(decision_text(line("Invoice for one bag filter")))
    assert refusal.value.found == "'Invoice for one bag filter'"
    assert refusal.value.place == "page 1"


def test_a_sector_that_is_not_known_is_refused_with_the_way_to_add_it() -> None:
    subject = "best available techniques (BAT) conclusions for the making of umbrellas"
    with pytest.raises(SourceRefused, match=r"languages/en\.toml"):
        read_identity(decision_text(*opening("(EU) 2030/1", subject)))


@pytest.mark.parametrize("header", ["", "L 313/60 EN Official Journal of the European Union"])
def test_a_page_without_its_running_header_is_refused(header: str) -> None:
    with pytest.raises(SourceRefused, match="head of page 1"):
        read_identity(decision_text(*opening(), header=header))
