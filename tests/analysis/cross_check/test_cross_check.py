"""The cross-check on constructed documents: clean ones yield nothing, each planted fault its findings and no other."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from analysis.comparison.facts import Level, Source
from analysis.cross_check.cross_check import NothingToCheck, cross_check
from analysis.cross_check.cross_check_text import lines
from analysis.cross_check.findings import CrossFinding
from analysis.lookup.errors import UnknownName
from analysis.plain_values import plain
from analysis.wording.speaker import ENGLISH
from ontology.namespaces import BASE
from store.embedded import EmbeddedStore
from tests.analysis.comparison.levels_graph import graph_of, store_of, turtle
from tests.analysis.comparison.made_levels import level

IRI = f"{BASE}doc/"
MG = replace(level().unit, iri=f"{BASE}code/unit/mg-per-nm3")
# A sectoral document, a cross-sectoral one that covers its activity, and a neighbour; each names those it must name.
CLEAN = """
<doc/S> a bat:SectoralReferenceBook ; bat:documentCode "S" ; bat:decisionNumber "1/1" ;
    skos:prefLabel "Sectoral"@en ; bat:documentKind <code/document-kind/sectoral> ;
    bat:coversSector <code/sector/A> ; bat:coversActivity <code/ied-activity/4.1> ;
    bat:hasReference <doc/S/reference/X> , <doc/S/reference/N> ; bat:hasMarkerDesignation <doc/S/marker> .
<doc/S/reference/X> bat:refersTo <doc/X> ; bat:sourcePage 3 ; bat:printedText "Cross" .
<doc/S/reference/N> bat:refersTo <doc/N> ; bat:sourcePage 3 ; bat:printedText "Neighbour" .
<doc/S/marker> a bat:MarkerDesignation ; bat:markerPollutant <code/pollutant/nox> .
<doc/S/finding> bat:inDocument <doc/S> ; bat:hasMarkerDesignation <doc/S/marker> ;
    bat:hasMeasurementSpecifics <doc/S/measurement> .
<doc/S/effect> bat:ofEntry <doc/S/t/1> ; bat:pollutant <code/pollutant/nox> ; bat:direction <code/direction/reduces> .
<doc/S/scope> a bat:Scope ; bat:partOf <doc/S> ; bat:hasAdjacentActivity <doc/S/adjacent> .
<doc/S/adjacent> skos:prefLabel "glass"@en ; bat:coveredByBook <doc/N> .
<doc/X> a bat:CrossSectoralReferenceBook ; bat:documentCode "X" ; bat:decisionNumber "2/2" ;
    skos:prefLabel "Cross"@en ; bat:documentKind <code/document-kind/cross-sectoral> ;
    bat:coversActivity <code/ied-activity/4> ; bat:coversSector <code/sector/A> ; bat:solvesTask <doc/X/task> ;
    bat:hasReference <doc/X/reference/S> .
<doc/X/reference/S> bat:refersTo <doc/S> ; bat:sourcePage 1 .
<doc/X/task> skos:prefLabel "Less waste gas"@en .
<doc/N> a bat:SectoralReferenceBook ; bat:documentCode "N" ; bat:decisionNumber "3/3" ;
    skos:prefLabel "Neighbour"@en ; bat:documentKind <code/document-kind/sectoral> .
<code/ied-activity/4.1> skos:broader <code/ied-activity/4> ; skos:inScheme <code/ied-activity> .
<doc/S/t/1> a bat:TechniqueEntry ; bat:inDocument <doc/S> ; bat:technique <technique/scr> ;
    skos:prefLabel "Selective catalytic reduction"@en ; bat:claimedStatus <code/status/bat> ; bat:sourcePage 9 .
<doc/N/t/1> a bat:TechniqueEntry ; bat:inDocument <doc/N> ; bat:technique <technique/scr> ;
    skos:prefLabel "SCR"@en ; bat:claimedStatus <code/status/bat> ; bat:sourcePage 8 .
"""


def levels() -> tuple[Level, Level]:
    """A level of the sectoral document and one of the cross-sectoral document, equally strict."""
    mine = Source(f"{IRI}S", "S 1/1", 12, "1", bats=(4,), printed="50-100")
    theirs = Source(f"{IRI}X", "X 2/2", 30, "2", bats=(7,), printed="40-100")
    return (
        level("100", "50", iri=f"{IRI}S/table/1/r1c1", unit=MG, source=mine),
        level("100", "40", iri=f"{IRI}X/table/2/r1c1", unit=MG, source=theirs),
    )


def store(old: str = "", new: str = "", more: str = "", made: tuple[Level, ...] | None = None) -> EmbeddedStore:
    """The clean documents with one thing changed. The levels' documents are stated as books, not as decisions."""
    assert not old or CLEAN.count(old) == 1
    graph = graph_of(levels() if made is None else made)
    for document in ("S", "X"):
        graph.remove((next(turtle(f"<doc/{document}> a bat:Document .").subjects()), None, None))
    return store_of(graph + turtle(CLEAN.replace(old, new) + more if old else CLEAN + more))


def found(at: EmbeddedStore) -> list[tuple[str, str, str]]:
    return [(finding.severity, finding.rule, ENGLISH.say(finding.message)) for finding in cross_check(at).findings]


def test_clean_documents_yield_nothing() -> None:
    assert found(store()) == []


def planted() -> Iterator[tuple[str, EmbeddedStore, list[tuple[str, str, str]]]]:
    """Each fault by name, with everything it must yield."""
    mine, theirs = levels()
    yield (
        "looser",
        store(made=(replace(mine, upper=replace(mine.upper, value=mine.upper.value * 3)), theirs)),
        [
            (
                "warning",
                "level-looser",
                "its loosest level is looser than any of X 2/2: 50–300 against 40–100 mg/Nm3 (3 % oxygen, 3 times)",
            )
        ],
    )
    high = replace(mine, lower=replace(mine.lower, value=mine.upper.value * 2), upper=replace(mine.upper, value=300))
    yield (
        "contradicts",
        store(made=(high, theirs)),
        [
            (
                "warning",
                "levels-contradict",
                "even its strictest range lies wholly above X 2/2: 200–300 against 40–100 mg/Nm3 (3 % oxygen, 3 times)",
            )
        ],
    )
    yield (
        "not referred to",
        store("<doc/S/reference/X> , ", ""),
        [
            (
                "warning",
                "cross-sectoral-document-not-referred-to",
                "X 2/2 is cross-sectoral and covers 4.1, A too, but is not referred to",
            ),
            (
                "warning",
                "shared-activity-without-reference",
                "covers activity 4.1 of Annex I as X 2/2 does, but does not refer to it, though X 2/2 refers to it",
            ),
            ("warning", "task-without-provision", "the task covers sector A, but S 1/1 does not refer to it"),
        ],
    )
    yield (
        "superseded",
        store(
            more='<doc/N2> a bat:SectoralReferenceBook ; bat:documentCode "N" ; bat:decisionNumber "9/9" ; '
            "bat:supersedes <doc/N> ; bat:approvedOn '2024-01-01' ."
        ),
        [("warning", "reference-to-superseded-document", "refers to N 3/3, whose place N 9/9 has taken")] * 2,
    )
    yield (
        "unknown",
        store("bat:refersTo <doc/N>", "bat:refersTo <doc/Q>"),
        [("warning", "reference-to-unknown-document", "refers to Q, which no list of documents knows")],
    )
    yield (
        "adjacent",
        store("bat:coveredByBook <doc/N>", 'skos:note "none"'),
        [
            (
                "violation",
                "adjacent-activity-without-document",
                "names glass as directly adjacent, but no document that covers it",
            )
        ],
    )
    yield (
        "status",
        store(
            '"SCR"@en ; bat:claimedStatus <code/status/bat>', '"SCR"@en ; bat:claimedStatus <code/status/prospective>'
        ),
        [("warning", "technique-only-prospective", "prospective here, bat there")],
    )
    yield (
        "only in the element of prospective techniques",
        store(
            "<doc/N/t/1> a bat:TechniqueEntry ;",
            "<doc/N/t/1> a bat:TechniqueEntry , bat:ProspectiveTechniqueEntry ;",
        ),
        [("warning", "technique-only-prospective", "prospective here, bat there")],
    )
    yield (
        "two names",
        store(
            'bat:technique <technique/scr> ;\n    skos:prefLabel "SCR"',
            'bat:technique <technique/N-1> ;\n    skos:prefLabel "Selective catalytic reductions"',
        ),
        [("information", "one-technique-under-two-names", "probably one technique: names spelled alike by 98 %")],
    )
    yield (
        "marker without level",
        store(made=(theirs,)),
        [("violation", "marker-without-level", "nox is a marker pollutant, but no level is set for it")],
    )
    yield (
        "marker without technique",
        store("<code/direction/reduces>", "<code/direction/increases>"),
        [("warning", "marker-without-technique", "nox is a marker pollutant, but no technique is said to reduce it")],
    )
    yield (
        "marker without measurement",
        store(";\n    bat:hasMeasurementSpecifics <doc/S/measurement> .", "."),
        [("warning", "marker-without-measurement", "nox is a marker pollutant, but nothing says how it is measured")],
    )


UNMEASURED = ";\n    bat:hasMeasurementSpecifics <doc/S/measurement> ."
ROW = "<doc/S/m> a bat:MonitoringRequirement ; bat:inDocument <doc/S> ; bat:pollutant <code/pollutant/{}> . "


@pytest.mark.parametrize(
    ("measured", "related"),
    [
        ("nox", ""),
        ("no", "<code/pollutant/no> skos:broader <code/pollutant/nox> ; skos:inScheme <code/pollutant> ."),
        ("gases", "<code/pollutant/nox> skos:broader <code/pollutant/gases> ; skos:inScheme <code/pollutant> ."),
        ("sum", "<code/pollutant/sum> bat:sumOf <code/pollutant/nox> ; skos:inScheme <code/pollutant> ."),
    ],
)
def test_a_row_of_a_monitoring_table_measures_a_marker(measured: str, related: str) -> None:
    assert found(store(UNMEASURED, ".", ROW.format(measured) + related)) == []


def test_a_row_for_something_else_measures_no_marker() -> None:
    rules = [rule for _, rule, _ in found(store(UNMEASURED, ".", ROW.format("dust")))]
    # The same row is a monitoring table, so the level is seen to lack a measurement too.
    assert rules == ["level-without-monitoring", "marker-without-measurement"]


def test_a_marker_of_a_document_with_source_gaps_is_not_judged() -> None:
    gap = "<doc/S/reading> <http://www.w3.org/ns/prov#wasDerivedFrom> <doc/S> ; bat:sourceGap 'bat/4 not-in-source' ."
    check = cross_check(store(UNMEASURED, ".", gap), rules=["marker-without-measurement"])
    assert check.findings == ()
    assert [(each.short, each.why.text) for each in check.not_told] == [("S 1/1", "cross_check/not-told-source-gaps")]


def test_a_document_whose_source_lacks_its_scope_shares_no_activity_that_could_be_told() -> None:
    gap = "<doc/S/reading> <http://www.w3.org/ns/prov#wasDerivedFrom> <doc/S> ; bat:sourceGap 'scope not-in-source' ."
    check = cross_check(store(UNMEASURED, ".", gap), rules=["shared-activity-without-reference"])
    assert check.findings == ()
    assert [(each.short, each.why.text) for each in check.not_told] == [("S 1/1", "cross_check/not-told-scope")]


@pytest.mark.parametrize(("at", "expected"), [pytest.param(at, said, id=name) for name, at, said in planted()])
def test_each_planted_fault_yields_its_findings_and_no_other(
    at: EmbeddedStore, expected: list[tuple[str, str, str]]
) -> None:
    assert found(at) == expected


def test_versions_of_one_document_are_told_apart() -> None:
    mine, theirs = levels()
    newer = replace(
        mine,
        iri=f"{IRI}S2/table/1/r1c1",
        source=replace(mine.source, document=f"{IRI}S2", short="S 8/8", page=13, printed="50-80"),
        upper=replace(mine.upper, value=80),
    )
    more = "<doc/S2> bat:supersedes <doc/S> . <doc/S2/bat/1> a bat:NumberedBat ; bat:inDocument <doc/S2> ."
    findings: list[CrossFinding] = list(
        cross_check(store(more=more, made=(mine, theirs, newer)), rules=["versions-differ"]).findings
    )
    assert [(finding.severity, ENGLISH.say(finding.message)) for finding in findings] == [
        ("information", "changed (stricter): value: 50-100 → 50-80")
    ]


@pytest.mark.parametrize(
    ("successor", "said"),
    [
        ("", "not-held-by-successor"),
        ("the same", "repeated-by-successor"),
        ("another", None),
    ],
)
def test_a_level_of_a_superseded_version_counts_only_while_its_successor_does_not_differ(
    successor: str, said: str | None
) -> None:
    mine, theirs = levels()
    mine = replace(mine, upper=replace(mine.upper, value=mine.upper.value * 3))
    newer = replace(
        mine,
        iri=f"{IRI}S2/table/1/r1c1",
        source=replace(mine.source, document=f"{IRI}S2", short="S 8/8"),
        upper=mine.upper if successor == "the same" else replace(mine.upper, value=40),
    )
    more = "<doc/S2> bat:supersedes <doc/S> ; bat:documentCode 'S' . "
    more += "<doc/S2/bat/1> a bat:NumberedBat ; bat:inDocument <doc/S2> ." if successor else ""
    at = store(more=more, made=(mine, theirs, newer) if successor else (mine, theirs))
    looser = cross_check(at, rules=["level-looser"]).findings
    remarks = [
        remark.text
        for finding in looser
        if finding.first.document == f"{IRI}S"
        for parameter in finding.message.parameters
        if parameter.name == "further"
        for remark in parameter.messages
        if "successor" in remark.text
    ]
    assert remarks == ([f"cross_check/{said}"] if said else [])


def test_a_draft_takes_no_level_away_and_is_told_apart_from_what_it_is_to_replace() -> None:
    mine, theirs = levels()
    mine = replace(mine, upper=replace(mine.upper, value=mine.upper.value * 3))
    draft = replace(
        mine,
        iri=f"{IRI}S2/table/1/r1c1",
        source=replace(mine.source, document=f"{IRI}S2", short="S 8/8"),
        upper=replace(mine.upper, value=40),
    )
    more = "<doc/S2> a bat:SectoralReferenceBook ; bat:supersedes <doc/S> ; bat:documentCode 'S' {day} ."
    more += "<doc/S2/bat/1> a bat:NumberedBat ; bat:inDocument <doc/S2> ."

    def looser(day: str) -> list[str]:
        graph = graph_of((mine, theirs, draft))
        for document in ("S", "X", "S2"):
            graph.remove((next(turtle(f"<doc/{document}> a bat:Document .").subjects()), None, None))
        check = cross_check(store_of(graph + turtle(CLEAN + more.format(day=day))))
        assert len([each for each in check.findings if each.rule == "versions-differ"]) == 1
        return sorted(each.first.iri for each in check.findings if each.rule == "level-looser")

    # What the draft would bring is compared too.
    assert looser("") == [mine.iri, theirs.iri]
    assert looser("; bat:approvedOn '2024-01-01'") == [theirs.iri]


def test_less_than_and_at_most_the_same_number_is_no_looser_level() -> None:
    mine, theirs = levels()
    below = replace(theirs, upper=replace(theirs.upper, comparator="lt"))
    assert found(store(made=(replace(mine, upper=replace(mine.upper, comparator="le")), below))) == []


@pytest.mark.parametrize(("made", "found_there"), [("2011-05-05", 0), ("2013-05-05", 1), ("2022-05-05", 0)])
def test_a_code_means_the_version_that_stood_when_the_reference_was_made(made: str, found_there: int) -> None:
    more = (
        "<doc/OLD> a bat:EuBatConclusions ; bat:documentCode 'L' ; bat:decisionNumber '1' ; "
        "bat:dateIssued '2012-01-01' . "
        "<doc/NEW> a bat:EuBatConclusions ; bat:documentCode 'L' ; bat:decisionNumber '2' ; "
        "bat:dateIssued '2020-01-01' ; bat:supersedes <doc/OLD> . "
        "<doc/bref-L> a bat:EuReferenceDocument ; bat:documentCode 'L' . "
        f"<doc/R> a bat:EuBatConclusions ; bat:documentCode 'R' ; bat:dateIssued '{made}' ; "
        "bat:hasReference <doc/R/r> . "
        "<doc/R/r> bat:refersTo <doc/bref-L> ; bat:sourcePage 2 ."
    )
    check = cross_check(store_of(turtle(more)), rules=["reference-to-superseded-document"])
    assert [each.message.text for each in check.findings] == ["cross_check/superseded-by-code"] * found_there


def test_one_document_and_its_pairs() -> None:
    at = store("bat:coveredByBook <doc/N>", 'skos:note "none"')
    about = cross_check(at, "S")
    assert [(cell.first, cell.second, cell.violations, cell.warnings, cell.informations) for cell in about.matrix] == [
        (f"{IRI}S", f"{IRI}S", 1, 0, 0)
    ]
    assert cross_check(at, "N").findings == ()
    assert "  S 1/1 – S 1/1: 1 / 0 / 0" in list(lines(about))
    assert json.loads(json.dumps(plain(about)))["findings"][0]["severity"] == "violation"


def test_a_question_without_an_answer_says_what_there_is() -> None:
    at = store(more='<doc/bref-Z> a bat:EuReferenceDocument ; bat:documentCode "Z" .')
    with pytest.raises(UnknownName, match="X 2/2"):
        cross_check(at, "Y")
    with pytest.raises(UnknownName, match="levels-contradict"):
        cross_check(at, rules=["levels-contradicts"])
    with pytest.raises(NothingToCheck, match="N 3/3, S 1/1, X 2/2"):
        cross_check(at, "Z")


def test_who_refers_to_the_older_of_two_versions_is_told_that_and_nothing_else() -> None:
    """Two books refer to the newer cross-sectoral document, one to the older: no reference is missing there."""
    more = "".join(
        f"<doc/{name}> a bat:SectoralReferenceBook ; bat:documentCode '{name}' ; bat:hasReference <doc/{name}/r> . "
        f"<doc/{name}/r> bat:refersTo <doc/{to}> ; bat:sourcePage 2 . "
        for name, to in (("P", "NEW"), ("Q", "NEW"), ("R", "OLD"))
    )
    kind = "a bat:EuReferenceDocument ; bat:documentKind <code/document-kind/cross-sectoral>"
    more += f"<doc/NEW> {kind} ; bat:documentCode 'NEW' ; bat:supersedes <doc/OLD> . "
    more += f"<doc/OLD> {kind} ; bat:documentCode 'OLD' ."
    findings = cross_check(store_of(turtle(more))).findings
    assert [(each.rule, each.first.short) for each in findings] == [("reference-to-superseded-document", "R")]


TWICE = """
<doc/N/t/2> a bat:TechniqueEntry ; bat:inDocument <doc/N> ; bat:technique <technique/N-2> ;
    skos:prefLabel "Selective catalytic reduction"@en ; bat:listedIn <doc/N/bat/2> ; bat:mark "a" .
<doc/S/t/1> bat:listedIn <doc/S/bat/1> ; bat:mark "b" .
<doc/S/bat/1> bat:batNumber 1 . <doc/N/bat/2> bat:batNumber 2 .
<code/medium/air> skos:inScheme <code/medium> ; skos:prefLabel "Air"@en .
<code/medium/water> skos:inScheme <code/medium> ; skos:prefLabel "Water"@en .
"""


@pytest.mark.parametrize(
    ("more", "proposed"),
    [
        ("", 1),
        # A title over techniques anywhere, and a technique with lettered ones below it.
        ('<doc/X/t/9> a bat:TechniqueEntry ; bat:inDocument <doc/X> ; bat:technique <technique/X-9> ; skos:prefLabel '
         '"Ammonia"@en ; bat:groupTitle "Selective catalytic reduction, e.g."@en .', 0),
        ('<doc/S/t/9> a bat:TechniqueEntry ; bat:inDocument <doc/S> ; bat:technique <technique/S-9> ; skos:prefLabel '
         '"Ammonia"@en ; bat:listedIn <doc/S/bat/1> ; bat:mark "b.II" .', 0),
        ('<doc/S/bat/1> bat:sectionTitle "Emissions to air"@en . <doc/N/bat/2> bat:sectionTitle "To water"@en .', 0),
        ('<doc/S/bat/1> bat:sectionTitle "To air and water"@en . <doc/N/bat/2> bat:sectionTitle "To water"@en .', 1),
    ],
)  # fmt: skip
def test_a_group_of_techniques_is_no_technique_under_two_names(more: str, proposed: int) -> None:
    checked = cross_check(store(more=TWICE + more), rules=["one-technique-under-two-names"])
    assert len(checked.findings) == proposed


def test_a_looser_level_is_told_with_the_footnotes_to_both() -> None:
    """A footnote may explain the difference; its text is quoted where the graph has it."""
    mine, theirs = levels()
    mine = replace(mine, upper=replace(mine.upper, value=mine.upper.value * 3))
    more = """
        <doc/S/table/1/r1c1> bat:hasFootnote <doc/S/note/10> , <doc/S/note/2> .
        <doc/S/note/10> bat:mark "10" ; bat:sourcePage 13 ; bat:footnoteEffect <code/footnote-effect/explains> .
        <doc/S/note/2> bat:mark "2" ; bat:sourcePage 12 ; bat:footnoteEffect <code/footnote-effect/excludes> .
        <doc/X/table/2/r1c1> bat:hasFootnote <doc/X/note/1> .
        <doc/X/note/1> bat:mark "1" ; bat:footnoteText "Not in winter."@en .
    """
    [finding] = cross_check(store(more=more, made=(mine, theirs)), rules=["level-looser"]).findings
    said = ENGLISH.say(finding.message)
    assert "footnotes to the level of S 1/1: (2, p. 12) excludes, (10, p. 13) explains" in said
    assert "footnotes to the level of X 2/2: (1, p. —) —: “Not in winter.”" in said
