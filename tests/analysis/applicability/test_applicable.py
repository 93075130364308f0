"""What applies on a day, on a small graph whose answers are worked out by hand, and on the shipped one."""

from datetime import date
from pathlib import Path

import pytest
from rdflib import Graph

from analysis.applicability.applicability_text import lines
from analysis.applicability.applicable import applicable
from analysis.applicability.errors import NothingApplies, RulesNotInForce
from analysis.applicability.permit import permit_conformity
from analysis.lookup.errors import UnknownName
from analysis.wording.speaker import ENGLISH
from ontology.namespaces import GRAPH
from store.embedded import EmbeddedStore
from store.snapshot import SnapshotFolder

EX = "https://w3id.org/batgraph/example/"


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    store = EmbeddedStore.empty()
    store.add_graph(GRAPH["tested"], Graph().parse(Path(__file__).with_name("law.ttl")))
    return store


def _short(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


Found = list[tuple[str, str, str, str, str]]


def _found(store: EmbeddedStore, asked: str, on: str) -> Found:
    return [
        (_short(each.document), each.basis, each.force, each.coverage, " ".join(map(_short, each.paragraphs)))
        for each in applicable(store, asked, date.fromisoformat(on)).documents
    ]


WATER = ("water-eu", "eu-decision", "in-force", "part", "p56 p2.13")
ALL_WATER = ("water-eu", "eu-decision", "in-force", "whole", "p56 p2.13")
OLD_LCP = ("32017D1442", "eu-decision")
NEW_LCP = ("32021D2326", "eu-decision")
BREF = ("bref-LCP", "eu-reference-document", "uncertain", "whole", "p56")


@pytest.mark.parametrize(
    ("asked", "on", "expected"),
    [
        # The day before the Kazakh conclusion is approved, and the day itself.
        ("CLM", "2023-02-28", [("cement-eu", "eu-decision", "in-force", "whole", "p56"), WATER]),
        ("CLM", "2023-03-01", [("cement-kz", "kazakh-conclusion", "in-force", "whole", "p53"), WATER]),
        ("cement", "2030-12-31", [("cement-kz", "kazakh-conclusion", "in-force", "whole", "p53"), WATER]),
        # It ends without a successor: the EU documents may be relied on again.
        ("CLM", "2031-01-01", [("cement-eu", "eu-decision", "in-force", "whole", "p56"), WATER]),
        # Activities: under a covered point, excluded, above a covered point.
        ("3.1.a", "2022-01-01", [("cement-eu", "eu-decision", "in-force", "whole", "p56"), ALL_WATER]),
        ("3.1", "2022-01-01", [("cement-eu", "eu-decision", "in-force", "part", "p56"), WATER]),
        ("3", "2022-01-01", [("cement-eu", "eu-decision", "in-force", "part", "p56"), WATER]),
        ("3.1.a", "2024-01-01", [("cement-kz", "kazakh-conclusion", "in-force", "whole", "p53"), ALL_WATER]),
        # 6.6 was another activity until August 2024.
        ("6.6", "2024-08-03", [ALL_WATER]),
        # Only the year of the successor is known: certain before and after it.
        ("LCP", "2021-12-30", [(*OLD_LCP, "uncertain", "whole", "p56"), BREF, (*NEW_LCP, "uncertain", "whole", "p56")]),
        ("LCP", "2021-12-31", [BREF, (*NEW_LCP, "in-force", "whole", "p56")]),
    ],
)  # fmt: skip
def test_what_applies(store: EmbeddedStore, asked: str, on: str, expected: Found) -> None:
    assert _found(store, asked, on) == expected


def test_a_conclusion_for_a_part_of_a_sector_leaves_the_eu_document_for_the_rest(store: EmbeddedStore) -> None:
    kz = "kazakh-conclusion in-force part p53"
    eu = "eu-decision in-force whole p56"

    def found(asked: str, on: str) -> dict[str, str]:
        return {document: " ".join(rest) for document, *rest in _found(store, asked, on) if document != "glass-draft"}

    assert found("GLS", "2022-12-31") == {"glass-eu": eu}
    assert found("GLS", "2023-01-01") == {"glass-kz": kz, "glass-eu": eu}
    assert found("3.3", "2023-01-01") == {"glass-kz": "kazakh-conclusion in-force whole p53"}
    assert found("3.4", "2024-12-31") == {"glass-eu": eu}
    assert found("GLS", "2025-01-01") == {"glass-kz": kz, "wool-kz": kz}
    [document] = [each for each in applicable(store, "GLS", date(2023, 1, 1)).documents if each.basis == "eu-decision"]
    assert [ENGLISH.say(remark) for remark in document.remarks] == ["displaced for a part by Kazakh glass"]


def test_the_displaced_document_and_its_chain_are_said(store: EmbeddedStore) -> None:
    found = applicable(store, "CLM", date(2024, 1, 1))
    assert [(_short(each.document), [_short(by) for by in each.by]) for each in found.displaced] == [
        ("cement-eu", ["cement-kz"])
    ]
    chain = applicable(store, "LCP", date(2026, 1, 1)).documents[-1].chain
    assert [(_short(link.document), link.force) for link in chain] == [
        ("32017D1442", "ended"),
        ("32021D2326", "in-force"),
    ]


def test_a_version_without_a_scope_in_the_graph_has_that_of_the_version_before_it(store: EmbeddedStore) -> None:
    assert _found(store, "2.2", "2022-02-28") == [("steel-eu", "eu-decision", "in-force", "whole", "p56")]
    assert _found(store, "2.2", "2022-03-01") == [("steel-eu-2", "eu-decision", "in-force", "whole", "p56")]
    [taken] = applicable(store, "2.2", date(2023, 1, 1)).documents
    assert [remark.text for remark in taken.remarks] == ["applicability/scope-of-version-before"]
    [stated] = applicable(store, "STL", date(2023, 1, 1)).documents
    assert (_short(stated.document), stated.remarks) == ("steel-eu-2", ())
    assert _found(store, "2.3", "2024-03-01") == [("steel-eu-3", "eu-decision", "in-force", "whole", "p56")]
    with pytest.raises(NothingApplies, match=r"EU steel, again \(from 2022-03-01\)"):
        applicable(store, "2.2", date(2024, 3, 1))


@pytest.mark.parametrize(
    ("issued", "on", "deferred"),
    [
        (date(2021, 6, 30), date(2024, 1, 1), True),
        (date(2021, 7, 1), date(2024, 1, 1), False),
        (date(2021, 6, 30), date(2022, 1, 1), False),
    ],
)
def test_a_permit_of_before_july_2021_waits_for_its_programme(
    store: EmbeddedStore, issued: date, on: date, deferred: bool
) -> None:
    permit = applicable(store, "CLM", on, issued).permit
    assert permit is not None
    assert (permit.deferred, [_short(each) for each in permit.paragraphs]) == (deferred, ["p57"])


@pytest.mark.parametrize(
    ("permit", "on", "introduced", "outstanding", "assess_now"),
    [
        ("permit", date(2025, 4, 30), ["filter"], ["scrubber"], False),
        ("permit", date(2025, 5, 1), ["filter", "scrubber"], [], True),
        ("new-permit", date(2022, 1, 1), [], [], True),
        ("bare-permit", date(2022, 1, 1), [], [], False),
    ],
)
def test_every_technique_of_the_programme_must_be_introduced(
    store: EmbeddedStore, permit: str, on: date, introduced: list[str], outstanding: list[str], assess_now: bool
) -> None:
    found = permit_conformity(store, EX + permit, on)
    assert [_short(each) for each in found.introduced] == introduced
    assert [_short(each) for each in found.outstanding] == outstanding
    assert found.assess_now is assess_now


def test_refusals_name_what_there_is(store: EmbeddedStore) -> None:
    with pytest.raises(UnknownName, match="near matches: CLM"):
        applicable(store, "CLN", date(2024, 1, 1))
    with pytest.raises(RulesNotInForce, match="from 2021-10-28"):
        applicable(store, "CLM", date(2021, 10, 27))
    with pytest.raises(NothingApplies, match=r"Kazakh tanning \(from 2027-01-01\)"):
        applicable(store, "TAN", date(2026, 12, 31))
    with pytest.raises(NothingApplies, match="No document of the graph covers it"):
        applicable(store, "3.2", date(2024, 1, 1))
    with pytest.raises(NothingApplies, match="covers it"):
        applicable(store, "3.1.b", date(2022, 1, 1))
    with pytest.raises(UnknownName, match="bare-permit"):
        permit_conformity(store, EX + "no-permit", date(2024, 1, 1))


def test_the_text_cites_paragraphs(store: EmbeddedStore) -> None:
    text = "\n".join(lines(applicable(store, "CLM", date(2024, 1, 1), date(2021, 1, 1))))
    assert "BAT conclusion of Kazakhstan: Kazakh cement (p53)" in text
    assert "no longer to be relied on: EU cement (p56)" in text
    assert "permit of 2021-01-01 (p57): issued before 2021-07-01" in text


def test_the_shipped_graph_knows_that_combustion_was_replaced(built_store: Path) -> None:
    shipped = SnapshotFolder(built_store).current().open()
    for asked in ("LCP", "1.1"):
        documents = applicable(shipped, asked, date(2026, 11, 23)).documents
        assert [_short(each.document) for each in documents] == ["32021D2326"]
    assert [_short(each.document) for each in applicable(shipped, "FDM", date(2022, 1, 1)).documents] == [
        "32016D0902",
        "32019D2031",
    ]
