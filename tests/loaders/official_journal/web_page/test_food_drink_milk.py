"""Decision 2019/2031 as a web page says what its PDF says: techniques, levels, notes, monitoring, scope.

The page is written from the facts of the PDF in the form of the site (no page of the site is at hand), so that spans,
notes and lists go the whole way through markup and back.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from loaders.loaded_source import SourceRefused
from loaders.official_journal.facts import DecisionFacts
from loaders.official_journal.page_content import DecisionText
from loaders.official_journal.places import with_places
from loaders.official_journal.reading import decision_facts, read_decision
from tests.loaders.official_journal.web_page.markup import PageWriter, Style

STYLES = {
    "notes at the end, classes with prefix": Style("oj-", notes_in_table=False, xhtml=True),
    "notes in the table, older classes": Style("", notes_in_table=True, xhtml=False),
}


@pytest.fixture(scope="module")
def food_drink_milk_text(printed_text: Callable[[str], DecisionText]) -> DecisionText:
    return printed_text("FDM_2019-2031_EN.pdf")


@pytest.fixture(scope="module")
def printed(food_drink_milk_text: DecisionText) -> DecisionFacts:
    return with_places(decision_facts(food_drink_milk_text), lambda page: f"page {page}")


def told(facts: DecisionFacts) -> DecisionFacts:
    """Return the facts without where they stand."""
    return replace(facts, identity=replace(facts.identity, page_count=0), places=(), findings=())


def test_a_page_under_the_name_of_another_decision_is_refused(
    food_drink_milk_text: DecisionText, tmp_path: Path
) -> None:
    path = tmp_path / "LCP_2017-1442_EN.html"
    path.write_text(PageWriter(STYLES["notes in the table, older classes"]).page(food_drink_milk_text), "utf-8")
    with pytest.raises(SourceRefused) as refused:
        read_decision(path)
    assert refused.value.found == "FDM 2019/2031 EN in the document"
    assert refused.value.expected == "LCP 2017/1442 EN, which the file name says"


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_the_page_says_what_the_pdf_says(
    food_drink_milk_text: DecisionText, printed: DecisionFacts, tmp_path: Path, style: Style
) -> None:
    path = tmp_path / "FDM_2019-2031_EN.html"
    path.write_text(PageWriter(style).page(food_drink_milk_text), encoding="utf-8")
    read = read_decision(path)
    for name in ("identity", "activities", "references", "terms", "bats", "techniques", "described"):
        assert getattr(told(read), name) == getattr(told(printed), name), name
    for name in ("tables", "levels", "footnotes", "reference_conditions", "monitoring"):
        assert getattr(read.levels, name) == getattr(printed.levels, name), name
    assert read.figures == printed.figures
    places = {place.path: place.place for place in read.places}
    assert set(places) == {place.path for place in printed.places}
    assert places["table/1/r2c2"].startswith("FDM_2019-2031_EN.html, anchor ")
