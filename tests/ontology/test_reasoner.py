"""The reasoner's verdict on the ontology. Needs Java; without it these tests skip and say so."""

from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import OWL, SKOS
from rdflib.term import Node

from ontology import reasoning
from ontology.model import FOLDER, load_code_lists, load_ontology
from ontology.namespaces import BASE, BAT
from ontology.questions import (
    MUST_FOLDER,
    MUST_NOT_FOLDER,
    QuestionMalformed,
    failures_of_must,
    failures_of_must_not,
    read_question,
    read_questions,
)
from ontology.reasoning import JavaMissing, classify, is_consistent, require_java, union, written_pairs

EXAMPLE = "https://example.org/"
QUESTION = "https://w3id.org/batgraph/competency/Question"
EXPECTS = "https://w3id.org/batgraph/competency/expects"
SNAPSHOT = FOLDER / "competency" / "classification.txt"


def java_is_missing() -> str:
    try:
        require_java()
    except JavaMissing as error:
        return str(error)
    return ""


needs_java = pytest.mark.skipif(bool(java_is_missing()), reason=java_is_missing() or "Java is here")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return load_ontology()


@needs_java
def test_ontology_and_code_lists_agree_and_every_class_can_have_members(ontology: Graph) -> None:
    found = classify(union([ontology, load_code_lists()]))
    assert found.unsatisfiable == frozenset()
    assert written_pairs(found.new_subclass_pairs) == SNAPSHOT.read_text(encoding="utf-8")


@needs_java
def test_what_must_follow(ontology: Graph) -> None:
    assert failures_of_must(ontology, read_questions(MUST_FOLDER)) == ()


@needs_java
def test_what_must_not_follow(ontology: Graph) -> None:
    assert failures_of_must_not(ontology, read_questions(MUST_NOT_FOLDER)) == ()


@pytest.mark.parametrize("folder", [MUST_FOLDER, MUST_NOT_FOLDER], ids=lambda folder: folder.name)
def test_no_two_questions_share_names(folder: Path) -> None:
    names: list[Node] = []
    for question in read_questions(folder):
        names += {node for node in question.premise.subjects() if str(node).startswith(BASE + "competency/")}
    assert len(names) == len(set(names))


def small_ontology() -> Graph:
    """A ⊑ B, C disjoint from B."""
    graph = Graph()
    for name in "ABC":
        graph.add((URIRef(EXAMPLE + name), RDF.type, OWL.Class))
    graph.add((URIRef(EXAMPLE + "A"), RDFS.subClassOf, URIRef(EXAMPLE + "B")))
    graph.add((URIRef(EXAMPLE + "B"), OWL.disjointWith, URIRef(EXAMPLE + "C")))
    return graph


def question_file(folder: Path, subject: str, predicate: URIRef, found: str, premise: str = "") -> Path:
    file = folder / "question.ttl"
    file.write_text(
        f"<q> a <{QUESTION}> ; <{SKOS.prefLabel}> 'Is it so?' ;"
        f" <{EXPECTS}> [ <{RDF.subject}> <{EXAMPLE}{subject}> ;"
        f" <{RDF.predicate}> <{predicate}> ; <{RDF.object}> <{EXAMPLE}{found}> ] . {premise}",
        encoding="utf-8",
    )
    return file


@needs_java
def test_a_must_that_does_not_follow_fails(tmp_path: Path) -> None:
    question = read_question(question_file(tmp_path, "B", RDFS.subClassOf, "A"))
    assert failures_of_must(small_ontology(), [question]) == (
        f"{tmp_path.name}/question.ttl: Is it so?: does not follow: {EXAMPLE}B {RDFS.subClassOf} {EXAMPLE}A",
    )


@needs_java
def test_a_must_not_that_follows_fails(tmp_path: Path) -> None:
    question = read_question(question_file(tmp_path, "x", RDF.type, "B", f"<{EXAMPLE}x> a <{EXAMPLE}A> ."))
    assert failures_of_must_not(small_ontology(), [question]) == (
        f"{tmp_path.name}/question.ttl: Is it so?: follows, and must not: {EXAMPLE}x {RDF.type} {EXAMPLE}B",
    )


@needs_java
def test_a_must_with_a_contradictory_premise_fails(tmp_path: Path) -> None:
    premise = f"<{EXAMPLE}x> a <{EXAMPLE}A> , <{EXAMPLE}C> ."
    question = read_question(question_file(tmp_path, "x", RDF.type, "B", premise))
    assert failures_of_must(small_ontology(), [question]) == (
        f"{tmp_path.name}/question.ttl: Is it so?: the premise contradicts the ontology",
    )


@needs_java
def test_a_contradiction_that_is_none_fails(tmp_path: Path) -> None:
    file = tmp_path / "question.ttl"
    file.write_text(f"<q> a <{QUESTION}> ; <{SKOS.prefLabel}> 'Is it so?' ; <{EXPECTS}Contradiction> true .", "utf-8")
    assert failures_of_must(small_ontology(), [read_question(file)]) == (
        f"{tmp_path.name}/question.ttl: Is it so?: expected a contradiction, found none",
    )


@needs_java
def test_a_must_not_with_a_contradictory_premise_fails(tmp_path: Path) -> None:
    premise = f"<{EXAMPLE}x> a <{EXAMPLE}A> , <{EXAMPLE}C> ."
    question = read_question(question_file(tmp_path, "x", RDF.type, "B", premise))
    assert failures_of_must_not(small_ontology(), [question]) == (
        f"{tmp_path.name}/question.ttl: Is it so?: the premise contradicts the ontology",
    )


@needs_java
def test_a_class_that_can_have_no_member_is_found() -> None:
    graph = small_ontology()
    graph.add((URIRef(EXAMPLE + "A"), RDFS.subClassOf, URIRef(EXAMPLE + "C")))
    assert classify(graph).unsatisfiable == {URIRef(EXAMPLE + "A")}


@needs_java
def test_a_new_subclass_pair_is_found() -> None:
    graph = small_ontology()
    graph.parse(
        data=f"""@prefix : <{EXAMPLE}> . @prefix owl: <{OWL}> .
        :D a owl:Class ; owl:equivalentClass [ owl:intersectionOf ( :B [ a owl:Class ; owl:complementOf :C ] ) ] .""",
        format="turtle",
    )
    # A and B stand outside C, so they are D as well.
    expected = [("A", "D"), ("B", "D"), ("D", "B")]
    assert written_pairs(classify(graph).new_subclass_pairs) == "".join(
        f"{EXAMPLE}{sub} < {EXAMPLE}{sup}\n" for sub, sup in expected
    )


@needs_java
def test_concepts_of_one_code_list_are_different_things(ontology: Graph) -> None:
    effect = URIRef(EXAMPLE + "effect")
    one = union([ontology])
    one.add((effect, BAT.direction, URIRef("https://w3id.org/batgraph/code/direction/reduces")))
    assert is_consistent(one)
    one.add((effect, BAT.direction, URIRef("https://w3id.org/batgraph/code/direction/increases")))
    assert not is_consistent(one)


@needs_java
def test_dates_and_texts_do_not_stop_the_reasoner(ontology: Graph) -> None:
    graph = union([ontology])
    graph.add(
        (
            URIRef(EXAMPLE + "d"),
            BAT.dateIssued,
            Literal("2019-11-12", datatype=URIRef("http://www.w3.org/2001/XMLSchema#date")),
        )
    )
    graph.add((URIRef(EXAMPLE + "d"), BAT.sectionTitle, Literal("Техника", lang="kk")))
    assert is_consistent(graph)


def test_without_java_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reasoning.owlready2, "JAVA_EXE", "no-such-java")
    with pytest.raises(JavaMissing, match=r"HermiT needs Java.*'no-such-java' was not found.*install a Java runtime"):
        is_consistent(small_ontology())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<a> <b> <c> .", "no node of type"),
        (f"<a> a <{QUESTION}> .", "either statements or a contradiction"),
        (
            f"<a> a <{QUESTION}> ; <{EXPECTS}> [] .",
            "needs rdf:subject, rdf:predicate and rdf:object",
        ),
    ],
)
def test_a_malformed_question_is_refused(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "question.ttl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(QuestionMalformed, match=message) as refusal:
        read_question(file)
    assert str(file) in str(refusal.value)
