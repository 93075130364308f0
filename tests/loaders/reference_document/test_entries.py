"""What is read of the records of a small book of ours: entries, pages, titles and sections as the book has them."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Literal, URIRef

from loaders.reference_document import EntryFact, load_records, ship_records
from loaders.reference_document.pages import headers_in, without_headers
from loaders.reference_document.sections import between, in_order
from loaders.reference_document.statements import statements_in
from loaders.reference_document.titles import complete
from ontology.namespaces import BAT, DOC, GRAPH, code

from .conftest import DATA, RUNNING_TITLE, page

SmallBook = Callable[..., Path]
ALL = ("description", "benefits", "cross-media", "example-plants")


def test_the_entries_of_the_small_book(small_book: SmallBook, tmp_path: Path) -> None:
    facts = ship_records(small_book(), _data(tmp_path))
    assert facts.code == "CER"
    assert facts.entries == (
        EntryFact("4.1.1", "Filter of ours", 40, 2, ALL, "stated", True, 4, 3, 0),
        EntryFact(
            "4.1.2",
            "A scrubber with a long name that has to be continued on a second line and ends here",
            41,
            3,
            ("benefits", "cross-media", "example-plants"),
            "none",
            False,
            2,
            1,
            0,
        ),
        EntryFact(
            "4.1.3",
            "Kiln of ours",
            42,
            4,
            ("description", "benefits", "cross-media", "operational-data", "economics", "example-plants"),
            "stated",
            False,
            3,
            2,
            0,
        ),
    )


def test_the_effects_of_the_small_book(small_book: SmallBook, tmp_path: Path) -> None:
    facts = ship_records(small_book(), _data(tmp_path))
    said = [(e.section, e.number, e.direction, e.pressure, e.component, e.pollutant) for e in facts.effects]
    assert said == [
        ("4.1.1", 1, "reduces", "emission", "air", "dust"),
        ("4.1.1", 2, "reduces", "water-use", "water", ""),
        ("4.1.1", 3, "increases", "energy-use", "", ""),
        ("4.1.2", 1, "reduces", "emission", "air", "sox"),
        ("4.1.3", 1, "reduces", "emission", "air", "nox"),
        ("4.1.3", 2, "increases", "noise", "", ""),
    ]
    assert [effect.page for effect in facts.effects] == [40, 40, 40, 41, 42, 42]


def test_the_offsets_of_an_effect_lead_to_its_statement_in_the_file(small_book: SmallBook, tmp_path: Path) -> None:
    path = small_book()
    facts = ship_records(path, _data(tmp_path))
    records = json.loads(path.read_text(encoding="utf-8"))
    statements = [records[e.record - 1][e.field][e.start : e.end] for e in facts.effects]
    assert statements == [
        "reduction of dust emissions",
        "less water consumption.",
        "energy consumption",
        "Reduced SOX emissions.",
        "It reduces emissions of NOX.",
        "Noise.",
    ]


def test_the_graph_of_the_small_book(small_book: SmallBook) -> None:
    source = load_records(small_book(), DATA)
    effect = DOC["bref-CER/section/4.1.1/effect/1"]
    graph = source.graph
    assert source.graph_iri == GRAPH["doc/bref-CER"]
    assert set(graph.predicate_objects(effect)) == {
        (RDF.type, BAT.Effect),
        (BAT.ofEntry, DOC["bref-CER/section/4.1.1"]),
        (BAT.direction, code("direction", "reduces")),
        (BAT.pressure, code("pressure", "emission")),
        (BAT.component, code("component", "air")),
        (BAT.pollutant, code("pollutant", "dust")),
        (BAT.standing, code("standing", "candidate")),
        (BAT.baseCase, DOC["bref-CER/section/4.1.1/base-case/without-technique"]),
        (BAT.sourceHeading, Literal("Achieved environmental benefits", lang="en")),
        (BAT.sectionNumber, Literal("4.1.1", datatype=URIRef("http://www.w3.org/2001/XMLSchema#string"))),
        (BAT.sourcePage, Literal(40)),
        (BAT.originOffsetStart, Literal(2)),
        (BAT.originOffsetEnd, Literal(29)),
        (BAT.hasEvidence, URIRef(f"{effect}/evidence")),
    }
    assert graph.value(URIRef(f"{effect}/evidence"), BAT.evidenceText) == Literal(
        "reduction of dust emissions", lang="en"
    )
    assert graph.value(DOC["bref-CER/section/4.1.2"], BAT.crossMediaText) == Literal(
        "None believed to be likely.", lang="en"
    )


def test_page_headers_are_not_part_of_a_text(small_book: SmallBook) -> None:
    source = load_records(small_book(), DATA)
    texts = [str(o) for o in source.graph.objects() if isinstance(o, Literal) and o.language == "en"]
    titles = set(map(str, source.graph.objects(DOC["bref-CER"], SKOS.prefLabel)))
    assert not [text for text in texts if text not in titles and ("Chapter" in text or RUNNING_TITLE in text)]


def test_what_no_rule_understood_is_reported_one_by_one(small_book: SmallBook) -> None:
    source = load_records(small_book(), DATA)
    unread = [f.found for f in source.report.findings if f.expected == "a statement that a rule understands"]
    assert unread == ["odd things of another kind.", "It lowers nothing."]
    assert source.report.counts["statements not understood"] == 2


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        (page(7), [7]),
        (f"a\n\nChapter 12 \n{RUNNING_TITLE} \n \n139 \nb", [139]),
        (f"a\n\nChapter 4\n \n140 \n \n{RUNNING_TITLE}\nb", [140]),
        (f"see Chapter 4 of the {RUNNING_TITLE} 12", []),
        ("Chapter 4 \n140 \nAnother book \n", []),
        (page(1) + "x" + page(2), [1, 2]),
    ],
)
def test_page_headers(text: str, pages: list[int]) -> None:
    assert [header.page for header in headers_in(text, RUNNING_TITLE)] == pages
    blanked = without_headers(text, RUNNING_TITLE)
    assert len(blanked) == len(text)
    assert (RUNNING_TITLE in blanked) == (not pages and RUNNING_TITLE in text)


@pytest.mark.parametrize(
    ("sections", "kept"),
    [
        (["1.1", "1.2", "75.8", "1.4"], (0, 1, 3)),
        (["8.4.1", "8.4.2", "3.5", "8.4.4"], (0, 1, 3)),
        (["3.4.4", "3.4.4", "3.4.6"], (0, 2)),
        (["4.9", "4.10", "4.11"], (0, 1, 2)),
        (["Annex", "1.1"], (1,)),
        ([], ()),
    ],
)
def test_sections_in_order(sections: list[str], kept: tuple[int, ...]) -> None:
    assert in_order(sections) == kept


def test_the_section_between_two() -> None:
    assert between("8.4.2", "8.4.4") == "8.4.3"
    assert between("8.4.2", "8.4.5") is None
    assert between("8.3.2", "8.4.4") is None


@pytest.mark.parametrize(
    ("title", "lead", "expected"),
    [
        ("Bag filters", "Plant A\n \nBag filters \n", "Bag filters"),
        ("Fuels of low", "[1, X]\nFuels of low\nemission \n", "Fuels of low emission"),
        ("Bag filters", "Plant A and more", None),
        ("A" * 60 + " and", "Plant\n\nrecycling \n", "A" * 60 + " and recycling"),
        ("Short and", "Plant\n\nrecycling \n", None),
        ("A" * 60 + " and", "Plant\n\nThe end. \n", None),
    ],
)
def test_titles_are_completed_from_the_text_before(title: str, lead: str, expected: str | None) -> None:
    found = complete(title, lead)
    assert (found.title if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two follows, e.g. this. Three", ["One.", "Two follows, e.g. this.", "Three"]),
        ("•\nfirst \n•\nsecond part\nof it.", ["first", "second part of it."]),
        ("Said [1, A. Author, 2003]. Then", ["Said                      .", "Then"]),
        ("a\nb\nc\nd\ne\nf", []),
        ("Text.\n \nTable 2.1: What the table shows", ["Text."]),
    ],
)
def test_statements(text: str, expected: list[str]) -> None:
    found = statements_in(text, 100)
    assert [" ".join(s.text.split()) for s in found] == [" ".join(e.split()) for e in expected]
    assert all(s.end - s.start == len(s.text) for s in found)


def test_a_clean_percentage_is_a_quantity(small_book: SmallBook, tmp_path: Path) -> None:
    book = [
        {
            "section": "4.1.1",
            "title": "T",
            "Description": page(1),
            "Achieved environmental benefits": "50 % reduction of dust emissions. "
            "About 40 % reduction of SO2 emissions.",
        }
    ]
    facts = ship_records(small_book(*book), _data(tmp_path))
    assert [(e.pollutant, e.quantity, e.unit) for e in facts.effects] == [
        ("dust", Decimal(50), "percent"),
        ("so2", None, ""),
    ]


def _data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    if not folder.exists():
        folder.mkdir()
        (folder / "code-lists").symlink_to(DATA / "code-lists")
    return folder
