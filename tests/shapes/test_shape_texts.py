"""Every shape of the law says what it is for, in three languages, under a paragraph that there is."""

import csv
import re
from pathlib import Path

from rdflib import RDF, SH, Graph, Literal, URIRef

from ontology.namespaces import BAT
from shapes.rules import law_rules
from shapes.trilingual import LANGUAGES, Trilingual

LAW = Path(__file__).resolve().parents[2] / "data" / "kz-775" / "structure.csv"


def test_a_shape_is_named_after_a_paragraph_that_exists(all_shapes: Graph) -> None:
    with LAW.open(encoding="utf-8", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file)}
    for rule in law_rules(all_shapes):
        assert rule.paragraph_number in known, rule.name
        assert rule.name.startswith(f"{rule.paragraph_number}-"), rule.name
        assert re.fullmatch(r"p[0-9.]+(-[a-z0-9]+)+", rule.name), rule.name


def test_every_paragraph_that_a_shape_points_to_exists(all_shapes: Graph) -> None:
    with LAW.open(encoding="utf-8", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file)}
    relation = URIRef("http://purl.org/dc/terms/relation")
    assert {str(iri).rsplit("/", 1)[-1] for iri in all_shapes.objects(None, relation)} <= known


def test_a_shape_of_the_law_has_a_message_and_argues_its_severity(all_shapes: Graph) -> None:
    for rule in law_rules(all_shapes):
        assert rule.message is not None, f"{rule.name} has no message in kk, ru and en"
        assert len(rule.argument) > 30, f"{rule.name} does not argue for its severity"
        assert (rule.iri, SH.severity, None) in all_shapes, f"{rule.name} leaves its severity to the default"


def test_texts_are_once_in_each_language_and_end_as_sentences(all_shapes: Graph) -> None:
    for predicate, ends in ((SH.message, "."), (BAT.remedy, "."), (BAT.expectation, "")):
        for shape in set(all_shapes.subjects(predicate)):
            texts = [text for text in all_shapes.objects(shape, predicate) if isinstance(text, Literal)]
            assert sorted(str(text.language) for text in texts) == sorted(LANGUAGES), (shape, predicate)
            assert all(str(text).endswith(ends) for text in texts), (shape, predicate)


def test_messages_tell_shapes_apart(all_shapes: Graph) -> None:
    """One message for one cause. The two chapters on bodies, and documents of both kinds, say the same of each."""
    by_message: dict[Trilingual, set[str]] = {}
    for rule in law_rules(all_shapes):
        assert rule.message is not None
        by_message.setdefault(rule.message, set()).add(rule.name.partition("-")[2])
    assert all(len(names) == 1 for names in by_message.values()), by_message


def test_a_query_that_finds_a_value_says_what_was_expected_and_how_to_mend_it(all_shapes: Graph) -> None:
    for rule in law_rules(all_shapes):
        for constraint in all_shapes.objects(rule.iri, SH.sparql):
            select = str(all_shapes.value(constraint, SH.select))
            projected = select.partition("WHERE")[0]
            if "?value" in projected or not rule.paths:
                assert rule.expectation is not None, rule.name
                assert rule.remedy is not None, rule.name


def test_kazakh_russian_and_english_are_not_mixed_up(all_shapes: Graph) -> None:
    kazakh = re.compile("[әіңғүұқөһӘІҢҒҮҰҚӨҺ]")
    for rule in law_rules(all_shapes):
        for text in (rule.message, rule.expectation, rule.remedy):
            if text is not None:
                assert not kazakh.search(text.ru), f"{rule.name}: {text.ru}"
                assert not re.search("[а-яА-Я]", text.en), f"{rule.name}: {text.en}"
                assert text.kk != text.ru or " " not in text.ru, f"{rule.name}: {text.kk}"


def test_every_shape_and_constraint_that_can_report_has_a_name(all_shapes: Graph) -> None:
    for kind in (SH.NodeShape, SH.PropertyShape):
        assert all(isinstance(shape, URIRef) for shape in all_shapes.subjects(RDF.type, kind))
