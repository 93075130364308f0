"""The three real books: what ships is what the files give, and how well effects are found, measured by hand.

The labelled samples were drawn at random (seeds 20261123 and 775) and judged by reading every statement. They were
drawn from the books for which the rules were written: in a book that nobody has read for this, expect less.
"""

import csv
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, URIRef

from loaders import code_lists
from loaders.loaded_source import LoadedSource
from loaders.reference_document import load_shipped, ship_records
from loaders.reference_document.book_tables import EFFECTS, ENTRIES, read_tables
from ontology.model import load_code_lists
from ontology.namespaces import BAT, CODE

from .conftest import BOOKS, DATA

HERE = Path(__file__).parent
TECHNIQUES = {"CER": 32, "SIC": 96, "LVIC-AAF": 130}
OWN_COPY_ONLY = {
    BAT.description,
    BAT.environmentalBenefits,
    BAT.crossMediaText,
    BAT.operationalData,
    BAT.applicability,
    BAT.economics,
    BAT.evidenceText,
}


def labelled(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def key(row: dict[str, str]) -> tuple[str, ...]:
    columns = ("document", "record", "field", "start", "end", "direction", "pressure", "component", "pollutant")
    return tuple(row[column] for column in columns)


def shipped_keys(headings: tuple[str, ...] = ("benefits", "cross-media")) -> set[tuple[str, ...]]:
    found = set()
    for code in BOOKS:
        for e in read_tables(DATA / f"bref-{code}").effects:
            if e.heading in headings:
                place = (code, str(e.record), e.field, str(e.start), str(e.end))
                found.add((*place, e.direction, e.pressure, e.component, e.pollutant))
    return found


def test_the_shipped_tables_are_what_the_file_gives(real_book: tuple[str, Path], tmp_path: Path) -> None:
    code, path = real_book
    (tmp_path / "code-lists").symlink_to(DATA / "code-lists")
    ship_records(path, tmp_path)
    for name in (ENTRIES, EFFECTS):
        shipped = (DATA / f"bref-{code}" / name).read_bytes()
        assert (tmp_path / f"bref-{code}" / name).read_bytes() == shipped, name


def test_a_user_copy_adds_nothing_but_wording(own_copy: tuple[str, LoadedSource]) -> None:
    code, own = own_copy
    shipped = load_shipped(DATA / f"bref-{code}")
    assert shipped.graph_iri == own.graph_iri
    assert set(shipped.graph) <= set(own.graph)
    assert {predicate for _, predicate, _ in set(own.graph) - set(shipped.graph)} <= OWN_COPY_ONLY
    assert not [p for p in shipped.graph.predicates() if p in OWN_COPY_ONLY]


def test_every_technique_of_the_books_and_nothing_else(own_copy: tuple[str, LoadedSource]) -> None:
    code, own = own_copy
    assert own.report.counts["technique entries"] == TECHNIQUES[code]
    assert len(read_tables(DATA / f"bref-{code}").entries) == TECHNIQUES[code]


def test_statements_add_up(own_copy: tuple[str, LoadedSource]) -> None:
    counts = own_copy[1].report.counts
    parts = ("with effects", "on effects as a whole", "passed over", "not understood")
    assert counts["statements"] == sum(counts[f"statements {part}"] for part in parts)


def test_misread_sections_are_read_as_their_neighbours_prove() -> None:
    sections = {code: [e.section for e in read_tables(DATA / f"bref-{code}").entries] for code in BOOKS}
    for code, found in sections.items():
        numbers = [tuple(map(int, section.split("."))) for section in found]
        assert numbers == sorted(set(numbers)), code
    assert {"1.4.6", "3.4.5", "8.4.3", "8.4.7", "9.4.3"} <= set(sections["LVIC-AAF"])
    titles = {e.section: e.title for e in read_tables(DATA / "bref-LVIC-AAF").entries}
    assert titles["8.4.3"] == "NH3 stripping process"
    assert titles["3.4.5"] == "N2O decomposition by extension of the reactor chamber"


def test_pages_never_go_back() -> None:
    for code in BOOKS:
        pages = [e.page for e in read_tables(DATA / f"bref-{code}").entries if e.page is not None]
        assert pages == sorted(pages), code


def test_no_sentence_ships() -> None:
    for code in BOOKS:
        for effect in read_tables(DATA / f"bref-{code}").effects:
            assert len(effect.cue.split()) <= 6, effect
            assert len(effect.subject.split()) <= 6, effect


def test_precision_on_the_labelled_effects() -> None:
    rows = labelled("labelled_effects.csv")
    shipped = shipped_keys()
    true = {key(row) for row in rows if row["true"] == "yes"}
    false = {key(row) for row in rows if row["true"] == "no"}
    assert true - shipped == set(), "effects that a reader found right are no longer found"
    found_false = false & shipped
    assert len(true & shipped) / len((true | found_false) & shipped) >= 0.98
    assert len(rows) == 120


def test_recall_on_the_labelled_cross_media_texts() -> None:
    expected = {key(row) for row in labelled("labelled_cross_media.csv") if row["direction"]}
    found = expected & shipped_keys(("cross-media",))
    assert len(expected) == 40
    assert len(found) / len(expected) >= 0.9


def test_nothing_is_said_where_a_reader_found_nothing() -> None:
    rows = labelled("labelled_cross_media.csv")
    silent = {(row["document"], row["section"]) for row in rows if not row["direction"]}
    said = {
        (code, effect.section)
        for code in BOOKS
        for effect in read_tables(DATA / f"bref-{code}").effects
        if effect.heading == "cross-media"
    }
    assert len(silent) == 11
    assert silent & said == set()


def test_a_stated_absence_is_not_a_missing_heading() -> None:
    facts = {code: read_tables(DATA / f"bref-{code}") for code in BOOKS}
    none_said = [e for book in facts.values() for e in book.entries if e.cross_media.startswith("none")]
    with_effects = {(c, e.section) for c, book in facts.items() for e in book.effects if e.heading == "cross-media"}
    assert len(none_said) > 100
    for code, book in facts.items():
        for entry in book.entries:
            assert (entry.cross_media == "stated") == ((code, entry.section) in with_effects)


@pytest.mark.parametrize("code", sorted(BOOKS))
def test_every_candidate_is_a_candidate(code: str) -> None:
    graph = load_shipped(DATA / f"bref-{code}").graph
    standings = set(graph.objects(None, BAT.standing))
    assert standings == {URIRef("https://w3id.org/batgraph/code/standing/candidate")}


@pytest.mark.parametrize("code", sorted(BOOKS))
def test_every_code_is_in_its_list(code: str) -> None:
    lists = load_code_lists() + code_lists.load_shipped(DATA).graph
    graph = load_shipped(DATA / f"bref-{code}").graph
    used = {o for o in graph.objects() if isinstance(o, URIRef) and o.startswith(CODE)}
    assert {concept for concept in used if (concept, RDF.type, SKOS.Concept) not in lists} == set()
    assert used
