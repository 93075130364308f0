"""Deadlines to the day, and those that are still open."""

from datetime import date

import pytest
from rdflib import XSD, Graph

from analysis.calendar.deadlines import read_deadlines as read_calendar
from analysis.calendar.history import Book
from analysis.calendar.revisions import revision_items
from ontology.namespaces import BAT, GRAPH
from shapes.background import background
from shapes.deadlines import DeadlineIncomplete, missed_deadlines, read_deadlines
from store.embedded import EmbeddedStore

from .conftest import Broken

MOVE = """
DELETE {{ {thing} bat:{property} ?day }} INSERT {{ {thing} bat:{property} "{day}"^^xsd:date }}
WHERE {{ {thing} bat:{property} ?day }}
"""

# The last day that is in time, and the first that is not; counted by hand on the calendar of 2022.
LAST_DAYS = [
    ("p21-application-within-ten-working-days", "ex:group-application", "submittedOn", "2022-01-25", "2022-01-26"),
    ("p23-answer-within-five-working-days", "ex:group-application", "answeredOn", "2022-01-21", "2022-01-22"),
    ("p29-application-within-ten-working-days", "ex:committee-application", "submittedOn", "2022-01-25", "2022-01-26"),
    ("p30-answer-within-five-working-days", "ex:committee-application", "answeredOn", "2022-01-21", "2022-01-22"),
    ("p34-draft-sent-five-working-days-before", "ex:dispatch-group", "sentOn", "2022-06-13", "2022-06-14"),
    ("p35-review-within-ten-working-days", "ex:review-group", "commentsSentOn", "2022-06-15", "2022-06-16"),
    # Capital Day, 6 July, is no working day.
    ("p37-renewed-review-within-five-working-days", "ex:review-group-again", "commentsSentOn",
     "2022-07-11", "2022-07-12"),
    ("p39-review-within-ten-working-days", "ex:review-committee", "commentsSentOn", "2022-08-01", "2022-08-02"),
    # Saturday 27 August was worked for Monday the 29th, beside Constitution Day on the 30th.
    ("p43-renewed-review-within-five-working-days", "ex:review-committee-again", "commentsSentOn",
     "2022-08-27", "2022-08-28"),
    ("p61-report-three-years-before", "ex:report", "submittedOn", "2027-12-01", "2027-12-02"),
    ("p62-revised-within-eight-years", "ex:revision", "completedOn", "2030-12-01", "2030-12-02"),
    ("p63-revision-starts-three-years-before", "ex:revision", "startedOn", "2027-12-01", "2027-12-02"),
]  # fmt: skip


def _missed(data: Graph, shapes: Graph, vocabulary: Graph, on: date | None = None) -> list[tuple[str, str, str]]:
    store = EmbeddedStore.empty()
    store.add_graph(GRAPH["tested"], data + background(data, vocabulary))
    return sorted(
        (missed.finding.source_shape.rsplit("/", 1)[-1], missed.found.en, missed.expected.en)
        for missed in missed_deadlines(store, read_deadlines(shapes, vocabulary), on)
    )


@pytest.mark.parametrize(("name", "thing", "property", "in_time", "late"), LAST_DAYS, ids=[row[0] for row in LAST_DAYS])
def test_the_last_day_counts_and_the_next_does_not(
    name: str,
    thing: str,
    property: str,
    in_time: str,
    late: str,
    broken: Broken,
    all_shapes: Graph,
    vocabulary: Graph,
) -> None:
    on_time = broken("sectoral", MOVE.format(thing=thing, property=property, day=in_time))
    assert name not in {row[0] for row in _missed(on_time, all_shapes, vocabulary)}
    too_late = broken("sectoral", MOVE.format(thing=thing, property=property, day=late))
    assert (name, late) in {row[:2] for row in _missed(too_late, all_shapes, vocabulary)}


def test_a_meeting_may_be_held_when_the_review_is_over(broken: Broken, all_shapes: Graph, vocabulary: Graph) -> None:
    inside = broken("sectoral", MOVE.format(thing="ex:meeting-1", property="heldOn", day="2022-06-15"))
    after = broken("sectoral", MOVE.format(thing="ex:meeting-1", property="heldOn", day="2022-06-16"))
    assert _missed(inside, all_shapes, vocabulary) == [("p35-meeting-inside-review", "2022-06-15", "after 2022-06-15")]
    assert _missed(after, all_shapes, vocabulary) == []


def test_an_answer_before_the_application_is_not_within_the_time(
    broken: Broken, all_shapes: Graph, vocabulary: Graph
) -> None:
    early = broken("sectoral", MOVE.format(thing="ex:group-application", property="answeredOn", day="2022-01-13"))
    assert _missed(early, all_shapes, vocabulary) == [
        ("p23-answer-within-five-working-days", "2022-01-13", "from 2022-01-14 to 2022-01-21")
    ]


def test_what_is_open_is_late_only_by_a_day_that_is_given(broken: Broken, all_shapes: Graph, vocabulary: Graph) -> None:
    unanswered = broken("sectoral", "DELETE WHERE { ex:group-application bat:answeredOn ?day }")
    expected = [("p23-answer-within-five-working-days", "nothing yet", "2022-01-21 at the latest")]
    assert _missed(unanswered, all_shapes, vocabulary) == []
    assert _missed(unanswered, all_shapes, vocabulary, on=date(2022, 1, 21)) == []
    assert _missed(unanswered, all_shapes, vocabulary, on=date(2022, 1, 22)) == expected


def test_a_book_that_nobody_revised_is_late_after_eight_years(
    broken: Broken, all_shapes: Graph, vocabulary: Graph
) -> None:
    unrevised = broken("sectoral", "DELETE WHERE { ex:revision ?p ?o }")
    revised = ("p62-revised-within-eight-years", "nothing yet", "2030-12-01 at the latest")
    begun = ("p63-revision-starts-three-years-before", "nothing yet", "2027-12-01 at the latest")
    assert _missed(unrevised, all_shapes, vocabulary, on=date(2027, 12, 1)) == []
    assert _missed(unrevised, all_shapes, vocabulary, on=date(2030, 12, 1)) == [begun]
    assert _missed(unrevised, all_shapes, vocabulary, on=date(2030, 12, 2)) == [revised, begun]


def test_a_day_that_is_none_is_left_to_the_model(broken: Broken, all_shapes: Graph, vocabulary: Graph) -> None:
    nonsense = broken("sectoral", MOVE.format(thing="ex:report", property="submittedOn", day="soon"))
    assert _missed(nonsense, all_shapes, vocabulary) == []


def test_a_deadline_without_its_length_is_refused(all_shapes: Graph) -> None:
    with pytest.raises(DeadlineIncomplete, match=r"p21.*load the code list of deadlines"):
        read_deadlines(all_shapes, Graph())


def test_the_report_and_the_start_are_counted_from_the_day_the_revision_is_due(
    broken: Broken, all_shapes: Graph, vocabulary: Graph
) -> None:
    unreported = broken("sectoral", "DELETE WHERE { ex:report ?p ?o } ; DELETE WHERE { ex:book bat:validTo ?day }")
    late = [("p61-report-three-years-before", "nothing yet", "2027-12-01 at the latest")]
    assert _missed(unreported, all_shapes, vocabulary, on=date(2027, 12, 1)) == []
    assert _missed(unreported, all_shapes, vocabulary, on=date(2027, 12, 2)) == late
    # A revision that began earlier than it had to does not make an earlier report late.
    early = MOVE.format(thing="ex:revision", property="startedOn", day="2025-01-10")
    assert _missed(broken("sectoral", early), all_shapes, vocabulary) == []
    # Where the end of the term is not stated, the revision is due eight years after approval.
    begun_late = MOVE.format(thing="ex:revision", property="startedOn", day="2027-12-02")
    no_term = broken("sectoral", "DELETE WHERE { ex:book bat:validTo ?day } ; " + begun_late)
    assert _missed(no_term, all_shapes, vocabulary) == [
        ("p63-revision-starts-three-years-before", "2027-12-02", "2027-12-01 at the latest")
    ]


@pytest.mark.parametrize(
    ("approved", "valid_to"),
    [("2022-12-01", None), ("2022-12-01", "2030-12-01"), ("2024-02-29", None), ("2023-05-10", "2029-12-31")],
)
def test_the_calendar_counts_the_same_years(
    approved: str, valid_to: str | None, all_shapes: Graph, vocabulary: Graph
) -> None:
    said = [f'ex:b a bat:SectoralReferenceBook ; bat:approvedOn "{approved}"^^xsd:date .']
    said += [f'ex:b bat:validTo "{valid_to}"^^xsd:date .'] if valid_to else []
    prefixes = f"PREFIX ex: <https://example.org/> PREFIX bat: <{BAT}> PREFIX xsd: <{XSD}>"
    data = Graph().parse(data=f"{prefixes} {' '.join(said)}", format="turtle")
    late = _missed(data, all_shapes, vocabulary, on=date(2099, 1, 1))
    store = EmbeddedStore.empty()
    store.add_graph(GRAPH["code-lists"], vocabulary)
    end = date.fromisoformat(valid_to) if valid_to else None
    book = Book("ex:b", "", approved=date.fromisoformat(approved), valid_to=end)
    items = revision_items(book, read_calendar(store), date(2099, 1, 1))
    assert [(name.split("-")[0], expected) for name, _, expected in late] == sorted(
        (item.deadline, f"{item.due} at the latest") for item in items
    )
