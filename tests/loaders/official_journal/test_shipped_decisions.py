"""The facts that ship: every folder loads, holds what is printed, and is what reading the documents again gives."""

from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.official_journal.page_content import DecisionText
from loaders.official_journal.reading import (
    decision_facts,
    load_shipped,
    load_shipped_readings,
    read_decision,
    ship_facts,
)

# The last BAT number printed in each document, looked up in its pages.
LAST_BAT = {
    "32012D0134": ("GLS", 76),
    "32012D0135": ("IS", 95),
    "32013D0163": ("CLM", 69),
    "32013D0732": ("CAK", 17),
    "32014D0687": ("PP", 53),
    "32016D0902": ("CWW", 23),
    "32016D1032": ("NFM", 184),
    "32017D0302": ("IRPP", 34),
    "32017D1442": ("LCP", 75),
    "32017D2117": ("LVOC", 90),
    "32019D2010": ("WI", 37),
    "32019D2031": ("FDM", 37),
    "32021D2326": ("LCP", 75),
}
# The reading of record comes first: a second language of a decision only adds labels.
FILES = {
    "32019D2031": ("FDM_2019-2031_EN.pdf", "FDM_2019-2031_NL.pdf"),
    "32021D2326": ("LCP_2021-2326_EN.json",),
    **{
        celex: (f"{sector}_{celex[1:5]}-{int(celex[6:])}_NL.pdf",)
        for celex, (sector, _) in LAST_BAT.items()
        if celex not in ("32019D2031", "32021D2326")
    },
}


def test_every_document_ships(repository_data: Path) -> None:
    assert {folder.name for folder in repository_data.glob("3*")} == set(LAST_BAT)


@pytest.mark.parametrize("celex", LAST_BAT)
def test_every_bat_to_the_last_printed_one_ships(repository_data: Path, celex: str) -> None:
    sector, last = LAST_BAT[celex]
    source = load_shipped(repository_data / celex)
    assert source.report.counts["BAT"] == last
    assert str(source.graph_iri).rsplit("/", 2)[1] == celex
    assert (repository_data / celex / "decision.csv").read_text(encoding="utf-8").count(f",{sector},") == 1


def test_a_second_reading_ships_as_labels(repository_data: Path) -> None:
    record, dutch = load_shipped_readings(repository_data / "32019D2031")
    assert [str(source.graph_iri).rsplit("/", 1)[1] for source in (record, dutch)] == ["en", "nl"]


@pytest.mark.parametrize("celex", LAST_BAT)
def test_reading_the_documents_again_gives_the_same_files(
    shared: Path, printed_text: Callable[[str], DecisionText], repository_data: Path, tmp_path: Path, celex: str
) -> None:
    for name in FILES[celex]:
        path = shared / "data" / "eu-bat-conclusions" / name
        facts = decision_facts(printed_text(name)) if path.suffix == ".pdf" else read_decision(path)
        ship_facts(facts, name, tmp_path)
    again = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / celex).iterdir()}
    assert again == {file.name: file.read_text(encoding="utf-8") for file in (repository_data / celex).iterdir()}
