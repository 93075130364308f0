"""Cells in every way that people fill them, and random rows that come back as they were."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, XSD, Graph, Literal, URIRef

from loaders.loaded_source import SourceRefused
from loaders.workbook.checking import Rules
from loaders.workbook.csv_folder.reading import open_folder
from loaders.workbook.csv_folder.writing import write_folder
from loaders.workbook.draft import CellValue
from loaders.workbook.json_ld.reading import read_json_ld
from loaders.workbook.json_ld.writing import write_json_ld
from loaders.workbook.keys import iri_of_key, key_of_iri
from loaders.workbook.plan import Column, SheetPlan, ValueKind
from loaders.workbook.reading import read_draft
from loaders.workbook.text_cells import TextPart, read_parts, read_strings, write_parts, write_strings
from loaders.workbook.values import NotAValue, canonical_decimal, read_value
from loaders.workbook.writing import Words, draft_of
from ontology.namespaces import BASE, BAT, DOC
from shapes.trilingual import Language

BOOK_BASE = URIRef(f"{DOC}clm/")


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [
        ("decimal", 12.5, "12.5"), ("decimal", "12,5", "12.5"), ("decimal", "1 234,50", "1234.5"),
        ("decimal", "3\u00a0000", "3000.0"), ("decimal", "\u22125", "-5.0"), ("decimal", 9000, "9000.0"),
        ("decimal", 0.1, "0.1"), ("decimal", "1e-7", "0.0000001"), ("decimal", ".5", "0.5"), ("decimal", -0.0, "0.0"),
        ("decimal", "1,234.5", None), ("decimal", "< 5", None), ("decimal", "5–10", None), ("decimal", True, None),
        ("decimal", "٣", None), ("decimal", "1" * 80, None), ("decimal", "nan", None), ("decimal", "12 5", None),
        ("integer", 12.0, "12"), ("integer", "12", "12"), ("integer", 12.5, None), ("integer", "1 000", "1000"),
        ("boolean", "Да", "true"), ("boolean", "жоқ", "false"), ("boolean", True, "true"), ("boolean", 1, "true"),
        ("boolean", "может быть", None),
        ("date", datetime(2026, 1, 31), "2026-01-31"), ("date", date(2026, 1, 31), "2026-01-31"),
        ("date", "31.01.2026", "2026-01-31"), ("date", "31.01.2026 г.", "2026-01-31"),
        ("date", "2026-1-31", "2026-01-31"),
        ("date", "2026-01-31 00:00:00", "2026-01-31"), ("date", "31.02.2026", None), ("date", 46053, None),
        ("date", datetime(2026, 1, 31, 12), None), ("date", "01/31/2026", None),
        ("year", 2025, "2025"), ("year", 2025.0, "2025"), ("year", "2025", "2025"), ("year", 25, None),
        ("year", date(2025, 1, 1), None),
    ],
)  # fmt: skip
def test_a_value_is_read_or_refused_never_guessed(kind: ValueKind, cell: CellValue, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(NotAValue):
            read_value(kind, cell)
    else:
        assert str(read_value(kind, cell)) == expected


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_decimals_have_one_form(number: Decimal) -> None:
    text = canonical_decimal(number)
    assert Decimal(text) == number
    assert canonical_decimal(Decimal(text)) == text
    assert "." in text
    assert "E" not in text


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=40)


@given(st.lists(st.tuples(st.sampled_from([None, "kk", "en"]), _TEXT), min_size=1, max_size=3))
def test_texts_of_many_languages_come_back(parts: list[tuple[str | None, str]]) -> None:
    given_parts = [TextPart(mark, text) for mark, text in parts]
    assert read_parts(write_parts(given_parts, many=True), many=True) == given_parts


@given(_TEXT, st.booleans())
def test_one_text_comes_back(text: str, many: bool) -> None:
    assert read_parts(write_parts([TextPart(None, text)], many=many), many=many) == [TextPart(None, text)]
    assert read_strings(write_strings([text], many=many), many=many) == [text]


@given(st.text(min_size=1, max_size=30))
def test_a_key_stands_for_one_thing_and_can_be_told_from_it(key: str) -> None:
    iri = iri_of_key(key, BOOK_BASE)
    if iri is not None:
        assert iri_of_key(key_of_iri(iri, BOOK_BASE), BOOK_BASE) == iri


@pytest.mark.parametrize(
    ("key", "iri"),
    [
        ("Рукавный фильтр", f"{DOC}clm/рукавный-фильтр"), ("рукавный-фильтр", f"{DOC}clm/рукавный-фильтр"),
        ("Bag filter (new)", f"{DOC}clm/bag-filter-new"), ("/technique/bag-filter", f"{BASE}technique/bag-filter"),
        ("/law/kz-775/p2.1", f"{BASE}law/kz-775/p2.1"), ("<https://e.org/a>", "https://e.org/a"),
        ("—", None), ("/", None),
    ],
)  # fmt: skip
def test_keys(key: str, iri: str | None) -> None:
    found = iri_of_key(key, BOOK_BASE)
    assert (None if found is None else str(found)) == iri


_VALUES = {
    "decimal": st.decimals(-(10**6), 10**6, places=3).map(
        lambda n: Literal(canonical_decimal(n), datatype=XSD.decimal)
    ),
    "integer": st.integers(-(10**9), 10**9).map(lambda n: Literal(str(n), datatype=XSD.integer)),
    "boolean": st.booleans().map(lambda b: Literal("true" if b else "false", datatype=XSD.boolean)),
    "date": st.dates().map(lambda d: Literal(d.isoformat(), datatype=XSD.date)),
    "year": st.integers(1000, 9999).map(lambda y: Literal(str(y), datatype=XSD.gYear)),
    "string": _TEXT.map(Literal),
}


def _values(draw: st.DrawFn, column: Column, rules: Rules, keys: list[URIRef]) -> list[Literal | URIRef]:
    most = 3 if column.many else 1
    if column.kind == "text":
        texts = draw(
            st.dictionaries(st.sampled_from(["kk", "ru", "en"]), st.sets(_TEXT, min_size=1, max_size=most), max_size=3)
        )
        return [Literal(text, lang=language) for language, said in texts.items() for text in said]
    if column.kind in _VALUES:
        return list(draw(st.sets(_VALUES[column.kind], max_size=most)))
    if column.kind == "reference":
        return [DOC[f"clm/{key}"] for key in draw(st.sets(st.sampled_from(keys), max_size=most))] if keys else []
    names = rules.words.properties if column.scheme is None else rules.words.schemes[column.scheme]
    return list(draw(st.sets(st.sampled_from(sorted(names.shown["ru"])), max_size=most)))


@st.composite
def _drafts(draw: st.DrawFn, rules: Rules) -> Graph:
    """A book and some things of any classes with any values that their columns can hold."""
    graph = Graph()
    graph.add((DOC["clm/book"], RDF.type, BAT.SectoralReferenceBook))
    sheets = [s for s in rules.plan.for_book("sectoral") if s.cls not in (BAT.Absence, BAT.SectoralReferenceBook)]
    chosen: list[SheetPlan] = draw(st.lists(st.sampled_from(sheets), max_size=6))
    classes = {f"k{number}-я": sheet.cls for number, sheet in enumerate(chosen)} | {"book": BAT.SectoralReferenceBook}
    for number, sheet in enumerate(chosen):
        thing = DOC[f"clm/k{number}-я"]
        graph.add((thing, RDF.type, sheet.cls))
        for column in sheet.columns:
            keys = sorted(k for k, cls in classes.items() if not column.targets or rules.plan.is_a(cls, column.targets))
            values = _values(draw, column, rules, keys) if column.predicate != BAT.hasAbsence else []
            # An empty cell of this column means the book.
            for value in values or ([DOC["clm/book"]] if column.means_book else []):
                graph.add((thing, column.predicate, value))
    return graph


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), language=st.sampled_from(["kk", "ru", "en"]), by_identifier=st.booleans())
def test_random_things_come_back_from_tables(
    rules: Rules, data: st.DataObject, language: Language, by_identifier: bool
) -> None:
    graph = data.draw(_drafts(rules))
    draft = draft_of(graph, rules.plan, rules.words, Words(language, by_identifier), "random", "clm")
    reading = read_draft(draft, rules.plan, rules.words)
    assert reading.faults == ()
    assert set(reading.graph) == set(graph)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_random_things_come_back_from_files(
    rules: Rules, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    graph = data.draw(_drafts(rules))
    folder = tmp_path_factory.mktemp("random")
    draft = draft_of(graph, rules.plan, rules.words, Words("ru", by_identifier=True), "random", "clm")
    write_folder(draft, folder / "csv")
    opened, faults = open_folder(folder / "csv", rules.plan)
    reading = read_draft(opened, rules.plan, rules.words, faults)
    assert (reading.faults, set(reading.graph)) == ((), set(graph))
    file: Path = folder / "book.jsonld"
    file.write_text(write_json_ld(graph, draft, rules.plan, BOOK_BASE), encoding="utf-8")
    reading = read_json_ld(file, rules.plan, rules.words, "ru")
    assert (reading.faults, set(reading.graph)) == ((), set(graph))


def test_several_texts_in_a_language_come_back_where_a_class_allows_them(rules: Rules, tmp_path: Path) -> None:
    graph = Graph()
    graph.add((DOC["clm/book"], RDF.type, BAT.SectoralReferenceBook))
    for number, sheet in enumerate(rules.plan.for_book("sectoral")):
        for column in sheet.columns:
            if column.kind == "text" and column.many:
                thing = DOC[f"clm/k{number}"]
                graph.add((thing, RDF.type, sheet.cls))
                graph.add((thing, column.predicate, Literal("бір", lang="kk")))
                graph.add((thing, column.predicate, Literal("екі", lang="kk")))
    assert len(graph) > 10
    draft = draft_of(graph, rules.plan, rules.words, Words("kk"), "several", "clm")
    file = tmp_path / "book.jsonld"
    file.write_text(write_json_ld(graph, draft, rules.plan, BOOK_BASE), encoding="utf-8")
    reading = read_json_ld(file, rules.plan, rules.words, "kk")
    assert reading.faults == ()
    assert set(graph) <= set(reading.graph)


def test_absence_is_said_in_the_cell_and_comes_back(rules: Rules) -> None:
    graph = Graph()
    entry, absence = DOC["clm/entry"], DOC["clm/entry/absence/haswastefigure"]
    kind = next(c for c, text in rules.words.schemes[URIRef(f"{BASE}code/absence-kind")].shown["en"].items()
                if text == "not applicable")  # fmt: skip
    for triple in (
        (DOC["clm/book"], RDF.type, BAT.SectoralReferenceBook),
        (entry, RDF.type, BAT.TechniqueEntry),
        (entry, BAT.inDocument, DOC["clm/book"]),
        (entry, BAT.hasAbsence, absence),
        (absence, RDF.type, BAT.Absence),
        (absence, BAT.absentProperty, BAT.hasWasteFigure),
        (absence, BAT.absenceKind, kind),
        (absence, BAT.absenceReason, Literal("Шлам возвращается в печь.", lang="ru")),
        (absence, BAT.absenceReason, Literal("Sludge goes back.", lang="en")),
    ):
        graph.add(triple)
    draft = draft_of(graph, rules.plan, rules.words, Words("ru"), "absence", "clm")
    cells = [cell for table in draft.tables for row in table.rows for cell in row.cells.values()]
    assert "[неприменимо] Шлам возвращается в печь.\n[en] Sludge goes back." in cells
    assert set(read_draft(draft, rules.plan, rules.words).graph) == set(graph)


def test_what_no_sheet_has_a_place_for_is_refused_not_left_out(rules: Rules) -> None:
    graph = Graph()
    graph.add((DOC["clm/book"], RDF.type, BAT.SectoralReferenceBook))
    graph.add((DOC["clm/book"], URIRef("https://e.org/p"), Literal("x")))
    graph.add((DOC["clm/thing"], BAT.documentCode, Literal("y")))
    with pytest.raises(SourceRefused, match="2 statements") as refused:
        draft_of(graph, rules.plan, rules.words, Words("ru"), "strange", "clm")
    assert "https://e.org/p" in refused.value.place
    assert "clm/thing" in refused.value.place
