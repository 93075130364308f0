"""The named graph: as shipped, and with the wording of a copy."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, XSD, BNode, Graph, Literal, URIRef

from loaders.decree import LAW_GRAPH, DecreeText, load_decree, load_shipped
from loaders.loaded_source import LoadedSource
from ontology.namespaces import ACT, BASE, BAT, ELI, GRAPH, LAW, code

WORDING = (BAT.officialText, BAT.printedText)
ECOLOGY_CODE = URIRef(f"{BASE}law/kz-ecology-code")


@pytest.fixture(scope="module")
def shipped(data_folder: Path) -> LoadedSource:
    return load_shipped(data_folder)


@pytest.fixture(scope="module")
def loaded(real_path: Path, data_folder: Path) -> LoadedSource:
    return load_decree(real_path, data_folder)


def _about(graph: Graph, node: URIRef) -> set[tuple[URIRef, URIRef | Literal]]:
    return set(graph.predicate_objects(node))


def _label(kk: str, ru: str, en: str) -> set[tuple[URIRef, Literal]]:
    return {(SKOS.prefLabel, Literal(text, lang=language)) for text, language in ((kk, "kk"), (ru, "ru"), (en, "en"))}


def test_everything_about_one_paragraph(shipped: LoadedSource) -> None:
    facts = _about(shipped.graph, LAW.p44)
    summaries = {value for predicate, value in facts if predicate == BAT.summary}
    assert {value.language for value in summaries} == {"kk", "ru", "en"}
    assert (
        Literal("A draft goes through not more than two cycles of renewed review and editing.", lang="en") in summaries
    )
    assert facts - {(BAT.summary, value) for value in summaries} == {
        (RDF.type, ELI.LegalResourceSubdivision),
        (ELI.is_part_of, LAW["chapter-2-section-3"]),
        (ELI.number, Literal("44")),
        (ELI.type_subdivision, code("subdivision-kind", "paragraph")),
        (SKOS.notation, Literal("p44")),
        (BAT.position, Literal(32)),
        (BAT.ruleKind, code("rule-kind", "procedure")),
        *_label("44-тармақ", "пункт 44", "paragraph 44"),
    }


def test_the_trade_off_sentence_can_be_cited(shipped: LoadedSource) -> None:
    sentence = LAW["p2.1/part-5"]
    facts = _about(shipped.graph, sentence)
    assert (ELI.is_part_of, LAW["p2.1"]) in facts
    assert (BAT.ruleKind, code("rule-kind", "status")) in facts
    assert (BAT.position, Literal(5)) in facts
    assert not [value for predicate, value in facts if predicate == ELI.number]
    assert facts >= _label(
        "2-тармақтың 1) тармақшасының 5-абзацы",
        "абзац 5 подпункта 1) пункта 2",
        "paragraph 2, sub-paragraph 1), part 5",
    )
    assert len(list(shipped.graph.objects(sentence, BAT.summary))) == 3


def test_the_act_itself(shipped: LoadedSource) -> None:
    facts = _about(shipped.graph, ACT)
    assert {predicate for predicate, _ in facts} == {
        RDF.type,
        ELI.number,
        ELI.date_document,
        ELI.title,
        ELI.has_part,
        SKOS.notation,
        SKOS.prefLabel,
    }
    assert facts >= {
        (RDF.type, ELI.LegalResource),
        (ELI.number, Literal("775")),
        (ELI.date_document, Literal("2021-10-28", datatype=XSD.date)),
        (ELI.has_part, LAW.decree),
        (ELI.has_part, LAW.rules),
    }


def test_labels_of_what_is_no_paragraph(shipped: LoadedSource) -> None:
    assert _about(shipped.graph, LAW["chapter-1"]) >= _label("Жалпы ережелер", "Общие положения", "General provisions")
    assert _about(shipped.graph, LAW["decree/p2"]) >= _label(
        "Қаулының 2-тармағы", "пункт 2 постановления", "paragraph 2 of the decree"
    )
    assert _about(shipped.graph, LAW["decree/preamble"]) >= _label("кіріспе", "преамбула", "preamble")
    assert _about(shipped.graph, LAW["p9/part-2"]) >= _label(
        "9-тармақтың 2-абзацы", "абзац 2 пункта 9", "paragraph 9, part 2"
    )


def test_what_the_act_cites(shipped: LoadedSource) -> None:
    assert set(shipped.graph.subject_objects(ELI.cites)) == {
        (LAW["decree/preamble"], URIRef(f"{ECOLOGY_CODE}/a113.6")),
        (LAW.p1, URIRef(f"{ECOLOGY_CODE}/a113.6")),
        (LAW["p2.3"], URIRef(f"{ECOLOGY_CODE}/a113.5")),
        (LAW["p2.8"], ECOLOGY_CODE),
        (LAW["p9/part-2"], LAW.p11),
        (LAW.p27, URIRef(f"{ECOLOGY_CODE}/a113.6")),
        (LAW.p57, ECOLOGY_CODE),
        (LAW.p63, URIRef(f"{ECOLOGY_CODE}/a113.10")),
    }
    assert _about(shipped.graph, URIRef(f"{ECOLOGY_CODE}/a113.10")) == {
        (RDF.type, ELI.LegalResourceSubdivision),
        (ELI.is_part_of, ECOLOGY_CODE),
        (ELI.number, Literal("113.10")),
        *_label(
            "Экология кодексінің 113-бабының 10-тармағы",
            "пункт 10 статьи 113 Экологического кодекса",
            "Ecology Code, Article 113(10)",
        ),
    }


def test_the_tree_has_no_loose_ends(shipped: LoadedSource) -> None:
    graph = shipped.graph
    assert set(graph.subject_objects(ELI.is_part_of)) == {
        (part, whole) for whole, part in graph.subject_objects(ELI.has_part)
    }
    for provision in graph.subjects(RDF.type, ELI.LegalResourceSubdivision):
        assert len(list(graph.objects(provision, ELI.is_part_of))) == 1
    concepts = set(graph.objects(None, ELI.type_subdivision))
    assert concepts <= set(graph.subjects(RDF.type, SKOS.Concept))


def test_no_blank_nodes_and_a_language_on_every_text(loaded: LoadedSource) -> None:
    untagged = {ELI.number, SKOS.notation, BAT.printedText}
    for triple in loaded.graph:
        assert not any(isinstance(term, BNode) for term in triple)
        predicate, value = triple[1:]
        if isinstance(value, Literal) and value.datatype is None and predicate not in untagged:
            assert value.language in ("kk", "ru", "en"), triple


def test_a_copy_adds_wording_and_notes_and_changes_nothing(shipped: LoadedSource, loaded: LoadedSource) -> None:
    assert {predicate for _, predicate, _ in loaded.graph - shipped.graph} == {*WORDING, BAT.extractionNote}
    assert {(node, predicate) for node, predicate, _ in shipped.graph - loaded.graph} == {
        (LAW["p9/part-2"], BAT.extractionNote)  # the remark on the act's own slip goes on with notes on the copy
    }
    assert not [triple for predicate in WORDING for triple in shipped.graph.triples((None, predicate, None))]


def test_the_wording_is_that_of_the_text(loaded: LoadedSource, decree: DecreeText) -> None:
    headed = {"rules", *(p.identifier for p in decree.rules.walk() if p.identifier.startswith("chapter"))}
    assert set(loaded.graph.subject_objects(BAT.officialText)) == {
        (LAW[provision.identifier], Literal(provision.text, lang="kk"))
        for provision in decree.walk()
        if provision.identifier not in headed
    }
    assert loaded.graph.value(LAW.p44, BAT.printedText) == Literal(decree.provision("p44").printed)


def test_headings_are_those_of_the_text(shipped: LoadedSource, decree: DecreeText) -> None:
    titles = {(ACT, Literal(decree.title, lang="kk"))} | {
        (LAW[provision.identifier], Literal(provision.text, lang="kk"))
        for provision in decree.rules.walk()
        if provision.identifier.startswith(("rules", "chapter"))
    }
    assert {pair for pair in shipped.graph.subject_objects(ELI.title) if pair[0] != ECOLOGY_CODE} == titles


def test_notes_say_lines_what_was_found_and_what_was_read(loaded: LoadedSource) -> None:
    assert {note.language for note in loaded.graph.objects(LAW.p63, BAT.extractionNote)} == {"kk", "ru", "en"}
    assert (
        LAW.p63,
        BAT.extractionNote,
        Literal(
            "Lines of the copy: 645–646. Printed “113-бабының  көрсетілген … 10-тармағында”, "
            "read “113-бабының 10-тармағында көрсетілген” (the text of a hyperlink was displaced).\n"
            "Lines of the copy: 645–646. Printed “113- бабының”, read “113-бабының” "
            "(a line end parted a word at its hyphen).",
            lang="en",
        ),
    ) in loaded.graph


def test_the_remark_on_a_slip_comes_before_notes_on_the_copy(shipped: LoadedSource, loaded: LoadedSource) -> None:
    remarks = {note.language: note for note in shipped.graph.objects(LAW["p9/part-2"], BAT.extractionNote)}
    for note in loaded.graph.objects(LAW["p9/part-2"], BAT.extractionNote):
        assert note.startswith(f"{remarks[note.language]}\n")


def test_every_text_is_there_once_in_a_language(loaded: LoadedSource) -> None:
    texts = Counter(
        (node, predicate, value.language)
        for node, predicate, value in loaded.graph
        if isinstance(value, Literal) and value.language
    )
    assert max(texts.values()) == 1


def test_the_slip_of_the_act_is_noted_even_without_a_copy(shipped: LoadedSource) -> None:
    notes = list(shipped.graph.subject_objects(BAT.extractionNote))
    assert {node for node, _ in notes} == {LAW["p9/part-2"]}
    assert {note.language for _, note in notes} == {"kk", "ru", "en"}


def test_the_report_counts_and_lists_every_mending(shipped: LoadedSource, loaded: LoadedSource) -> None:
    counts = {"chapters": 3, "sections": 5, "paragraphs": 66, "sub-paragraphs": 71, "parts": 61}
    assert dict(shipped.report.counts) == {**counts, "summaries": 203, "citations": 8}
    assert dict(loaded.report.counts) == {
        **counts,
        "summaries": 203,
        "citations": 8,
        "official texts": 204,
        "extraction notes": 22,
    }
    assert [finding.place for finding in loaded.report.findings if finding.severity != "information"] == [
        "decree/approval, line 15"
    ]
    assert len(loaded.report.findings) == 22


def test_graph_iri(shipped: LoadedSource, loaded: LoadedSource) -> None:
    assert shipped.graph_iri == loaded.graph_iri == LAW_GRAPH == GRAPH["law/kz-775"]


def test_loading_twice_gives_the_same_graph(loaded: LoadedSource, real_path: Path, data_folder: Path) -> None:
    assert set(load_decree(real_path, data_folder).graph) == set(loaded.graph)


def test_a_changed_word_is_reported_with_its_lines(
    real_text: str, saved: Callable[[str], Path], data_folder: Path
) -> None:
    lines = real_text.split("\n")
    lines[470] = lines[470].replace("Комитет", "Кеңес")
    findings = load_decree(saved("\n".join(lines)), data_folder).report.findings
    assert [f.place for f in findings if "edition" in f.found] == ["p30, lines 470 to 472"]


def test_a_corrected_slip_is_reported(real_text: str, saved: Callable[[str], Path], data_folder: Path) -> None:
    findings = load_decree(
        saved(real_text.replace("Қағидалардың 11-\n", "Қағидалардың 8-\n")), data_folder
    ).report.findings
    assert [f.place for f in findings if "known slip" in f.found] == ["p9/part-2, line 229"]
