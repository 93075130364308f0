"""The tables of a facility: what ships is what they say, every figure kept, every fault with its line and column."""

import csv
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import RDF, Literal, URIRef

from loaders.facility import load_facility, load_shipped, recognises_facility
from loaders.facility.register_tables import read_register
from loaders.facility.shipped import read_facts, write_facts
from loaders.loaded_source import SourceRefused
from ontology.namespaces import BASE, BAT, code

DATA = Path(__file__).resolve().parents[3] / "data"
SHIPPED = DATA / "eprtr-7019"


@pytest.fixture(scope="module")
def tables(shared: Path) -> Path:
    return shared / "data" / "eea" / "ilva-taranto"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_what_ships_is_what_the_tables_say(tables: Path) -> None:
    facts, _ = read_register(tables, DATA)
    assert facts == read_facts(SHIPPED)
    assert set(load_facility(tables, DATA).graph) == set(load_shipped(SHIPPED).graph)


def test_every_release_keeps_its_figure_unit_method_and_line(tables: Path) -> None:
    printed = [
        (row["FacilityReportID"], Decimal(row["TotalQuantity"]), row["MethodCode"], number)
        for number, row in enumerate(rows(tables / "facilitydetail_pollutantrelease.csv"), start=2)
    ]
    read = [
        (release.report, release.amount.value, release.amount.method[0].upper(), release.amount.line)
        for release in read_facts(SHIPPED).releases
    ]
    assert read == printed
    assert {release.amount.unit for release in read_facts(SHIPPED).releases} == {"kg-per-year"}


def test_waste_of_reports_that_are_not_there_is_left_out_and_said(tables: Path) -> None:
    known = {row["FacilityReportID"] for row in rows(tables / "facilitydetail_detail.csv")}
    per_report = Counter(row["FacilityReportID"] for row in rows(tables / "facilitydetail_wastetransfer.csv"))
    outside = {report: count for report, count in per_report.items() if report not in known}
    report = load_facility(tables, DATA).report
    assert report.counts["transfers of waste"] == sum(per_report.values()) - sum(outside.values())
    assert f"{sum(outside.values())} rows of {len(outside)} reports" in report.findings[0].found
    assert len(report.findings) == 1 + report.counts["repeated transfers of waste"] == 6


def test_a_release_leads_to_year_pollutant_and_threshold() -> None:
    graph = load_shipped(SHIPPED).graph
    release = URIRef(f"{BASE}facility/eprtr-7019/report/2007/release/air/co2")
    said = {predicate: value for predicate, value in graph.predicate_objects(release) if predicate != RDF.type}
    assert said[BAT.quantity] == Literal(Decimal("11300000000"))
    assert str(said[BAT.printedText]) == "1.13E10"
    assert said[BAT.quantityMethod] == code("quantity-method", "calculated")
    assert said[BAT.releaseThreshold] == URIRef(f"{BASE}code/release-threshold/co2-to-air")
    assert graph.value(said[BAT.inReport], BAT.mainActivity) == code("eprtr-activity", "2.b")


def test_facts_come_back_as_written(tmp_path: Path) -> None:
    write_facts(read_facts(SHIPPED), tmp_path)
    names = {file.name for file in SHIPPED.glob("*.csv")}
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        name: (SHIPPED / name).read_bytes() for name in names
    }


FAULTS = [
    ("pollutantrelease", "CO2", "CO22", 1, "line 2, column PollutantCode"),
    ("pollutantrelease", "1.13E10", "much", 1, "line 2"),
    ("pollutantrelease", "1.13E10", "-1", 1, "line 2, column TotalQuantity"),
    ("pollutantrelease", "KGM", "TNX", 2, "line 2, column TotalQuantityUnitCode"),
    ("pollutantrelease", "959784", "1", 1, "line 2, column FacilityReportID"),
    ("pollutantrelease", ",AIR,", ",SPACE,", 1, "line 2, column PollutantTo"),
    ("wastetransfer", "HWIC", "XX", 999, "line 44, column WasteTypeCode"),
    ("activity", "6314,1,1", "6314,0,1", 1, "report 6314"),
    ("detail", "POINT (17.200005 40.516666)", "here", 1, "line 2, column Coordinates"),
    ("detail", ",7019,", ",7020,", 1, "column FacilityID"),
]


@pytest.mark.parametrize(("table", "old", "new", "times", "place"), FAULTS)
def test_a_fault_is_refused_with_its_place(
    tables: Path, tmp_path: Path, table: str, old: str, new: str, times: int, place: str
) -> None:
    folder = tmp_path / "facility"
    shutil.copytree(tables, folder)
    folder.chmod(0o755)
    file = folder / f"facilitydetail_{table}.csv"
    text = file.read_text(encoding="utf-8")
    file.unlink()
    file.write_text(text.replace(old, new, times), encoding="utf-8")
    with pytest.raises(SourceRefused) as refused:
        load_facility(folder, DATA)
    assert refused.value.file == file.name
    assert refused.value.place == place


def test_only_a_folder_with_the_tables_is_a_facility(tables: Path, tmp_path: Path) -> None:
    assert recognises_facility(tables)
    assert not recognises_facility(tmp_path)
    assert not recognises_facility(tables / "facilitydetail_detail.csv")
