"""A result says what, where, why, what was found and expected, and how to mend it; a report groups and counts them."""

import pytest
from rdflib import SKOS, Graph, Literal

from loaders.decree.loading import load_shipped as load_law
from ontology.namespaces import BAT, LAW
from shapes.background import described_elsewhere
from shapes.engine import Engine, ShapesRefused, run_pyshacl
from shapes.labels import label
from shapes.trilingual import Trilingual
from shapes.validation import validate
from shapes.validation_result import Place

from .conftest import REPOSITORY, Broken, Validate

EX = "https://w3id.org/batgraph/doc/example-sectoral/"
MEASUREMENT = (
    "DELETE WHERE { ex:finding-burning bat:hasMeasurementSpecifics ?x } ; DELETE WHERE { ex:measurement-burning ?p ?o }"
)


def test_one_result_in_full(broken: Broken, check: Validate) -> None:
    (result,) = check(broken("sectoral", MEASUREMENT)).results
    assert result.rule.name == "p12.9-measurement-specifics"
    assert result.severity == "violation"
    assert str(result.focus) == EX + "finding-burning"
    assert result.message == Trilingual(
        kk="Тұжырым үшін бақылау мен өлшеу ерекшеліктері сипатталмаған.",
        ru="Для вывода не описаны особенности контроля и измерений.",
        en="A finding does not describe the specifics of control and measurement.",
    )
    assert result.found.en == "no value of “has measurement specifics”"
    assert result.expected == Trilingual("кемінде 1", "не менее 1", "at least 1")
    assert result.mend.en == (
        "State “has measurement specifics”. If it does not apply, state that it is not applicable, with the reason."
    )
    assert result.place == Place(
        book=result.place.book,
        book_label=Trilingual(
            kk="Пример справочника: цемент и известь",
            ru="Пример справочника: цемент и известь",
            en="Example book: cement and lime",
        ),
        element=result.place.element,
        element_label=result.place.element_label,
        element_position=10,
    )
    assert str(result.place.book) == EX + "book"
    assert str(result.place.element) == EX + "conclusion-chapter"
    assert result.place.element_label is not None
    assert result.place.element_label.en == "conclusion with BAT findings"
    assert result.why is not None
    assert (result.why.number, result.why.paragraph) == ("p12.9", LAW["p12.9"])


def test_the_paragraph_is_quoted_from_the_law_that_is_loaded(
    broken: Broken, all_shapes: Graph, vocabulary: Graph, fast_engine: Engine
) -> None:
    law = load_law(REPOSITORY / "data").graph
    data = broken("sectoral", MEASUREMENT)
    (result,) = validate(data, all_shapes, vocabulary=vocabulary + law, engine=fast_engine).results
    assert result.why is not None
    assert result.why.summary == Trilingual.from_literals(law.objects(LAW["p12.9"], BAT.summary))
    assert result.why.official_text is None
    law.add((LAW["p12.9"], BAT.officialText, Literal("Ресми мәтін.", lang="kk")))
    (result,) = validate(data, all_shapes, vocabulary=vocabulary + law, engine=fast_engine).results
    assert result.why is not None
    assert result.why.official_text == "Ресми мәтін."


@pytest.mark.parametrize(
    ("update", "found", "expected"),
    [
        ("DELETE WHERE { ex:contents ?p ?o }", "“contents” is missing", "all thirteen elements"),
        ("INSERT DATA { ex:book bat:versionNumber 2 }", "2", "a value of the type “text without a language”"),
        ("INSERT DATA { ex:level-raw bat:unit unit:mg-per-t }", "values of “unit”: 2", "at most 1"),
        (
            "DELETE WHERE { ex:level-raw bat:levelStanding ?x } ; "
            "INSERT DATA { ex:level-raw bat:levelStanding unit:mg-per-t }",
            "milligram per tonne",
            "a code of the list “standing of a level”",
        ),
        ("INSERT DATA { ex:eu-decision bat:celex '2013/163' } ; "
         "DELETE DATA { ex:eu-decision bat:celex '32013D0163' }", "2013/163",
         "text of the pattern ^3[0-9]{4}[A-Z][0-9]{4}$"),
        ("INSERT DATA { ex:marker-dust bat:setBy ex:bureau } ; DELETE DATA { ex:marker-dust bat:setBy ex:group }",
         "Example Bureau", "a thing of the kind “technical working group”"),
    ],
)  # fmt: skip
def test_found_and_expected_in_words(update: str, found: str, expected: str, broken: Broken, check: Validate) -> None:
    assert (found, expected) in {(r.found.en, r.expected.en) for r in check(broken("sectoral", update)).results}


def test_a_place_has_page_section_table_and_cell(broken: Broken, check: Validate) -> None:
    printed = """
    DELETE WHERE { ex:eu-level bat:unit ?unit } ;
    INSERT DATA {
      ex:eu-level bat:sourcePage 71 ; bat:row 2 ; bat:column 3 ; bat:inTable ex:table .
      ex:table a bat:LevelTable ; bat:inDocument ex:eu-decision ; bat:tableNumber "4" ; bat:sourcePage 70 .
      ex:eu-level-of-note bat:sourcePage 72
    }"""
    by_thing = {str(r.focus).removeprefix(EX): r.place for r in check(broken("sectoral", printed)).results}
    level = by_thing["eu-level"]
    assert (level.page, level.table, level.row, level.column, level.element) == (71, "4", 2, 3, None)
    assert str(level.book) == EX + "eu-decision"


def test_a_place_names_the_cell_of_the_workbook(broken: Broken, check: Validate) -> None:
    update = """
    DELETE WHERE { ex:entry-filter bat:operationalData ?data } ;
    DELETE WHERE { ex:filter-cost bat:unit ?unit } ;
    INSERT DATA {
      ex:entry-filter bat:sourceFile "draft.xlsx" ; bat:sourceSheet "Techniques" ; bat:sourceRow 7 .
      ex:column a bat:SheetColumn ; bat:sourceFile "draft.xlsx" ; bat:sourceSheet "Techniques" ;
        bat:sourceColumn "K" ; bat:columnProperty bat:operationalData .
      ex:other-column a bat:SheetColumn ; bat:sourceFile "draft.xlsx" ; bat:sourceSheet "Levels" ;
        bat:sourceColumn "C" ; bat:columnProperty bat:operationalData
    }"""
    by_thing = {str(r.focus).removeprefix(EX): r for r in check(broken("sectoral", update)).results}
    place = by_thing["entry-filter"].place
    assert (place.file, place.sheet, place.sheet_row, place.sheet_column) == ("draft.xlsx", "Techniques", 7, "K")
    # What has no row of its own stands with the thing that has it; no column of that row is to blame.
    place = by_thing["filter-cost"].place
    assert (place.file, place.sheet, place.sheet_row, place.sheet_column) == ("draft.xlsx", "Techniques", 7, None)


def test_a_cause_names_what_follows_from_it(broken: Broken, check: Validate) -> None:
    (result,) = check(broken("sectoral", "DELETE DATA { ex:vote-2 a bat:Vote }")).results
    assert (result.rule.name, str(result.focus).removeprefix(EX)) == ("thing-has-kind", "vote-2")
    assert [rule.name for rule in result.follows] == ["Decision-byVote", "Meeting-hasVote"]
    (result,) = check(broken("sectoral", "DELETE WHERE { ex:raw-generated bat:wasteHandling ?x }")).results
    assert (result.rule.name, result.paragraph_number) == ("WasteFigure-wasteHandling", "p12.6")
    assert [rule.name for rule in result.follows] == ["p12.6-waste-generated"]


def test_a_thing_without_a_page_takes_that_of_what_it_belongs_to(broken: Broken, check: Validate) -> None:
    update = """
    DELETE WHERE { ex:sorbent-benefit bat:baseCase ?x } ;
    INSERT DATA { ex:entry-sorbent bat:sourcePage 30 ; bat:sectionNumber "4.2" }"""
    (result,) = check(broken("sectoral", update)).results
    assert (result.place.page, result.place.section) == (30, "4.2")


def test_counts_groups_and_exit_codes(broken: Broken, check: Validate, books: dict[str, Graph]) -> None:
    update = """
    DELETE WHERE { ex:preface bat:bookSummary ?x } ;
    DELETE WHERE { ex:preface bat:collectedData ?x } ;
    DELETE WHERE { ex:further bat:participantName ?x } ;
    DELETE WHERE { ex:sorbent-benefit bat:baseCase ?y }"""
    report = check(broken("sectoral", update))
    assert report.counts == {"violation": 3, "warning": 1, "information": 0}
    assert not report.conforms
    assert (report.exit_code(), report.exit_code(strict=True)) == (1, 1)
    grouped = [(str(group.element or "")[len(EX) :], group.paragraph, len(group.results)) for group in report.groups()]
    assert grouped == [("preface", "p12.1", 2), ("considered", "p2.1", 1), ("further", "p12.11", 1)]
    doubtful = check(broken("sectoral", "DELETE WHERE { ex:sorbent-benefit bat:baseCase ?y }"))
    assert doubtful.conforms
    assert (doubtful.exit_code(), doubtful.exit_code(strict=True)) == (0, 1)
    whole = check(books["sectoral"])
    assert (whole.conforms, whole.exit_code(strict=True), list(whole.groups())) == (True, 0, [])


def test_a_gap_is_no_fault_and_says_why_it_is_one(broken: Broken, check: Validate) -> None:
    update = (
        MEASUREMENT
        + """ ; INSERT DATA {
      ex:finding-burning bat:hasAbsence ex:open .
      ex:open a bat:Absence ; bat:absentProperty bat:hasMeasurementSpecifics ;
        bat:absenceKind absence:not-yet-available ; bat:absenceReason "The works are being measured."@en }"""
    )
    report = check(broken("sectoral", update))
    (result,) = report.results
    assert (result.is_gap, result.severity, report.exit_code(strict=True)) == (True, "information", 0)
    assert result.message.en == "“has measurement specifics” is not yet available: The works are being measured."


def test_the_data_are_not_changed(books: dict[str, Graph], check: Validate) -> None:
    before = set(books["cross_sectoral"])
    check(books["cross_sectoral"])
    assert set(books["cross_sectoral"]) == before


def test_shapes_that_cannot_run_are_refused_with_the_reason(vocabulary: Graph, books: dict[str, Graph]) -> None:
    nameless = Graph().parse(
        data="""
        @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix bat: <https://w3id.org/batgraph/def/> .
        [] a sh:PropertyShape ; sh:targetClass bat:Preface ; sh:path bat:celex ; sh:minCount 1 ."""
    )
    with pytest.raises(ShapesRefused, match="give every shape a name"):
        validate(books["sectoral"], nameless, vocabulary=vocabulary, engine=run_pyshacl)


def test_a_draft_may_refer_to_what_others_describe(
    broken: Broken, all_shapes: Graph, vocabulary: Graph, fast_engine: Engine
) -> None:
    document = "https://w3id.org/batgraph/doc/32019D2031"
    update = f"DELETE WHERE {{ ex:book bat:adaptedFrom ?x }} ; INSERT DATA {{ ex:book bat:adaptedFrom <{document}> }}"
    draft = broken("sectoral", update)
    (alone,) = validate(draft, all_shapes, vocabulary=vocabulary, engine=fast_engine).results
    assert (alone.rule.name, str(alone.focus), alone.paragraph_number) == ("thing-described", document, "p13")
    # The other document lacks its CELEX number, which is no fault of the draft.
    known = Graph().parse(
        data=f"<{document}> a <{BAT.EuBatConclusions}> . <https://example.org/other> a <{BAT.Body}> ."
    )
    context = described_elsewhere(draft, known)
    assert len(context) == 1
    assert validate(draft, all_shapes, vocabulary=vocabulary, engine=fast_engine, context=context).results == ()


def test_a_borrowed_property_is_called_by_name_and_never_by_its_prefix() -> None:
    for name, called in (
        (SKOS.prefLabel, Trilingual("атауы", "название", "name")),
        (SKOS.notation, Trilingual("белгіленуі", "обозначение", "notation")),
    ):
        assert label(name, Graph()) == called
