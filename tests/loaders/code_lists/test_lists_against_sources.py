"""The shipped lists against the lists they were made from, read here with nothing of the loader."""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from rdflib import RDF, Graph, Namespace

DATA = Path(__file__).resolve().parents[3] / "data" / "code-lists"
SHARED_DATA = "data"
# What we state otherwise than the source, and why: see data/code-lists/SOURCES.md.
CORRECTED_CAS = {"HEXABROMOBIPHENYL": "36355-01-8", "PHENOLS": "", "CHLORIDES": "16887-00-6", "FLUORIDES": "16984-48-8"}
NACE = Namespace("http://ec.europa.eu/eurostat/ramon/ontologies/nace.rdf#")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def filled(cell: str) -> str:
    return "" if cell == "NULL" else cell


def test_every_register_pollutant_with_its_cas_number(shared: Path) -> None:
    source = rows(shared / SHARED_DATA / "eea/lov_pollutant.csv")
    expected = {row["Code"]: CORRECTED_CAS.get(row["Code"], filled(row["CAS"])) for row in source}
    ours = {row["eprtr_code"]: row["cas"] for row in rows(DATA / "pollutants.csv") if row["eprtr_code"]}
    assert ours == expected
    assert len(expected) == 102


def test_the_register_groups_are_the_groups(shared: Path) -> None:
    source = rows(shared / SHARED_DATA / "eea/lov_pollutant.csv")
    codes = {row["LOV_PollutantID"]: row["Code"] for row in source}
    parents = {row["Code"]: codes.get(row["ParentID"], "") for row in source}
    ours = {row["id"]: row for row in rows(DATA / "pollutants.csv")}

    def registered_ancestors(identifier: str) -> Iterator[str]:
        while identifier := ours[identifier]["broader"]:
            if code := ours[identifier]["eprtr_code"]:
                yield code

    for row in ours.values():
        if row["eprtr_code"] and parents[row["eprtr_code"]]:
            assert parents[row["eprtr_code"]] in set(registered_ancestors(row["id"])), row["id"]


def test_every_release_threshold(shared: Path) -> None:
    folder = shared / SHARED_DATA / "eea"
    codes = {row["LOV_PollutantID"]: row["Code"] for row in rows(folder / "lov_pollutant.csv")}
    media = {row["LOV_MediumID"]: row["Code"] for row in rows(folder / "lov_medium.csv")}
    expected = {
        (codes[row["LOV_PollutantID"]], media[row["LOV_MediumID"]]): Decimal(row["Threshold"])
        for row in rows(folder / "lov_pollutantthreshold.csv")
    }
    pollutants = {row["id"]: row["eprtr_code"] for row in rows(DATA / "pollutants.csv")}
    our_media = {row["id"]: row["eprtr_code"] for row in rows(DATA / "media.csv")}
    ours = {
        (pollutants[row["pollutant"]], our_media[row["medium"]]): Decimal(row["kg_per_year"])
        for row in rows(DATA / "release-thresholds.csv")
    }
    assert ours == expected
    assert ours["PCDD+PCDF (DIOXINS+FURANS)", "AIR"] == Decimal("0.0001")
    assert ours["CO2", "AIR"] == 100_000_000


def test_every_register_activity_under_its_parent(shared: Path) -> None:
    source = rows(shared / SHARED_DATA / "eea/lov_annexiactivity.csv")
    codes = {row["LOV_AnnexIActivityID"]: row["Code"] for row in source}
    expected = {
        row["Code"]: (codes.get(row["ParentID"], ""), filled(row["IPPCCode"]), filled(row["EndYear"])) for row in source
    }
    ours = rows(DATA / "eprtr-activities.csv")
    code_of = {row["id"]: row["code"] for row in ours}
    found = {row["code"]: (code_of.get(row["broader"], ""), row["ippc_code"], row["last_year"]) for row in ours}
    assert found == expected


def test_every_activity_of_the_directive_and_no_footnote_mark(shared: Path) -> None:
    extract = {row["code"] for row in rows(shared / SHARED_DATA / "ied/ied_annexI_activities.csv")}
    ours = [row for row in rows(DATA / "ied-activities.csv") if not row["valid_to"]]
    assert {row["code_in_extract"] or row["code"] for row in ours} == extract - {"23", "24"}
    assert (len(extract), len(ours)) == (111, 109)


def test_identifiers_of_the_directive_follow_from_its_codes() -> None:
    for row in rows(DATA / "ied-activities.csv"):
        from_code = re.sub(r"\(([a-z]+)\)", r".\1", row["code"])
        expected = re.sub(r"^6\.6", "6.6-until-2024", from_code) if row["valid_to"] else from_code
        assert row["id"] == expected


def test_every_economic_activity_with_its_name_and_parent(shared: Path) -> None:
    graph = Graph().parse(shared / SHARED_DATA / "nace/nace_r2.ttl", format="turtle")
    expected = {}
    for activity in graph.subjects(RDF.type, NACE.Activity):
        broader = graph.value(activity, NACE.broader)
        expected[str(graph.value(activity, NACE.code))] = (
            str(graph.value(activity, NACE.name)).strip().casefold(),
            str(broader).rpartition("/")[2] if broader else "",
        )
    ours = {row["id"]: (row["en"].casefold(), row["broader"]) for row in rows(DATA / "nace.csv")}
    misprint = ours["T"][0].replace("undifferentiated", "u0ndifferentiated")
    assert ours | {"T": (misprint, "")} == expected
    assert len(ours) == 996
