"""The calendar: a procedure day by day, deadlines counted by hand, overdue work, and iCalendar read back."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, URIRef

from analysis.calendar.calendar import calendar
from analysis.calendar.calendar_text import lines
from analysis.calendar.deadlines import read_deadlines
from analysis.calendar.draft_state import state_of
from analysis.calendar.due import DueItem
from analysis.calendar.errors import DeadlinesMissing, NoBooks
from analysis.calendar.history import BodyKind, Book, Dispatch, Meeting, Review
from analysis.calendar.icalendar_form import as_icalendar
from analysis.calendar.procedure_rules import load_procedure_rules
from analysis.calendar.revisions import revision_items
from analysis.wording.speaker import ENGLISH, Speaker
from ontology.model import load_code_lists
from ontology.namespaces import BAT, GRAPH
from shapes.working_days import count_working_days, is_working_day
from store.embedded import EmbeddedStore

GROUP, COMMITTEE, AUTHORITY = BodyKind.WORKING_GROUP, BodyKind.COMMITTEE, BodyKind.AUTHORISED_BODY
RULES = load_procedure_rules()


def _store(*graphs: Graph) -> EmbeddedStore:
    store = EmbeddedStore.empty()
    for number, graph in enumerate((load_code_lists(), *graphs)):
        store.add_graph(GRAPH[f"tested/{number}"], graph)
    return store


DEADLINES = read_deadlines(_store())


def _day(text: str) -> date:
    return date.fromisoformat(text)


# A draft that each body sends back once. Wednesday 1 June 2022; 6 July and 30 August are public holidays.
BOOK = Book(
    iri="ex:book",
    title="Book",
    drafts=("1", "2", "3"),
    dispatches=(
        Dispatch("d1", "1", GROUP, _day("2022-06-01")),
        Dispatch("d2", "2", GROUP, _day("2022-07-01")),
        Dispatch("d3", "2", COMMITTEE, _day("2022-07-18")),
        Dispatch("d4", "3", GROUP, _day("2022-08-09")),
        Dispatch("d5", "3", COMMITTEE, _day("2022-08-15")),
        Dispatch("d6", "3", AUTHORITY, _day("2022-10-10")),
    ),
    meetings=(
        Meeting("m1", "1", GROUP, _day("2022-06-20"), frozenset({"rework"})),
        Meeting("m2", "2", GROUP, _day("2022-07-15"), frozenset({"approve"})),
        Meeting("m3", "2", COMMITTEE, _day("2022-08-05"), frozenset({"rework"})),
        Meeting("m4", "3", GROUP, _day("2022-08-12")),
        Meeting("m5", "3", COMMITTEE, _day("2022-09-05"), frozenset({"agree"})),
    ),
    reviews=(
        Review("r1", "1", GROUP, _day("2022-06-01"), _day("2022-06-10")),
        Review("r1b", "1", GROUP, _day("2022-06-02"), _day("2022-06-17")),
        Review("r2", "2", GROUP, _day("2022-07-01"), _day("2022-07-08"), True),
        Review("r3", "2", COMMITTEE, _day("2022-07-18"), _day("2022-07-28")),
        Review("r5", "3", COMMITTEE, _day("2022-08-15"), _day("2022-08-19"), True),
    ),
    cycles=(_day("2022-06-20"), _day("2022-08-05")),
)


@pytest.mark.parametrize(
    ("on", "step", "due", "overdue", "cycles"),
    [
        ("2022-05-01", "send-to-working-group", "2022-06-13", False, 0),
        ("2022-06-01", "review-by-working-group", "2022-06-15", False, 0),
        ("2022-06-02", "review-by-working-group", "2022-06-16", False, 0),
        ("2022-06-16", "review-by-working-group", "2022-06-16", False, 0),
        ("2022-06-17", "meeting-of-working-group", "2022-06-20", False, 0),
        ("2022-06-20", "rework-for-working-group", None, False, 1),
        ("2022-07-01", "renewed-review-by-working-group", "2022-07-11", False, 1),
        ("2022-07-08", "meeting-of-working-group", "2022-07-15", False, 1),
        ("2022-07-15", "send-to-committee", None, False, 1),
        ("2022-07-18", "review-by-committee", "2022-08-01", False, 1),
        ("2022-07-28", "meeting-of-committee", "2022-08-05", False, 1),
        ("2022-08-05", "consider-committee-comments", None, False, 2),
        ("2022-08-09", "consider-committee-comments", "2022-08-12", False, 2),
        ("2022-08-12", "send-to-committee", None, False, 2),
        ("2022-08-15", "renewed-review-by-committee", "2022-08-22", False, 2),
        ("2022-08-19", "meeting-of-committee", "2022-09-05", False, 2),
        ("2022-09-05", "send-to-authorised-body", None, False, 2),
        ("2022-10-10", "approve", None, False, 2),
    ],
)
def test_a_procedure_day_by_day(on: str, step: str, due: str | None, overdue: bool, cycles: int) -> None:
    state = state_of(BOOK, DEADLINES, RULES, _day(on))
    assert state is not None
    found = (state.step, state.due and state.due.isoformat(), state.overdue, state.cycles_used)
    assert found == (step, due, overdue, cycles)


def _without(book: Book, after: str) -> Book:
    """The book without anything of a later day, planned or answered."""
    last = _day(after)
    return replace(
        book,
        dispatches=tuple(each for each in book.dispatches if each.on <= last),
        meetings=tuple(each for each in book.meetings if each.on <= last),
        reviews=tuple(
            replace(each, answered=each.answered if each.answered and each.answered <= last else None)
            for each in book.reviews
            if each.received <= last
        ),
    )


def test_a_review_that_nobody_answers_is_overdue_in_working_days() -> None:
    state = state_of(_without(BOOK, "2022-07-01"), DEADLINES, RULES, _day("2022-07-13"))
    assert state is not None
    assert (state.step, state.overdue, [(item.state, item.late) for item in state.items]) == (
        "renewed-review-by-working-group",
        True,
        [("overdue", 2)],
    )


def test_a_third_rework_is_more_than_p44_allows() -> None:
    book = replace(BOOK, meetings=(*BOOK.meetings[:-1], replace(BOOK.meetings[-1], outcomes=frozenset({"rework"}))))
    state = state_of(book, DEADLINES, RULES, _day("2022-09-06"))
    assert state is not None
    assert (state.step, state.cycles_used, state.cycles_allowed) == ("cycles-exhausted", 3, 2)
    assert [ENGLISH.say(each) for each in state.remarks] == ["decisions to rework: 3; cycles allowed (p44): 2"]


def test_an_approved_book_is_done_and_a_book_without_drafts_has_no_state() -> None:
    state = state_of(replace(BOOK, approved=_day("2022-12-01")), DEADLINES, RULES, _day("2022-12-01"))
    assert state is not None
    assert state.step == "done"
    assert state_of(Book("ex:none", "None"), DEADLINES, RULES, _day("2022-12-01")) is None


def _days(items: list[DueItem]) -> dict[str, tuple[str, str]]:
    return {item.deadline: (item.due.isoformat(), str(item.state)) for item in items}


@pytest.mark.parametrize(
    ("on", "book", "expected"),
    [
        (
            "2027-12-01",
            Book("b", "b", approved=_day("2022-12-01"), valid_to=_day("2030-11-30")),
            {"p61": ("2027-12-01", "open"), "p63": ("2027-11-30", "overdue"), "p62": ("2030-12-01", "open")},
        ),
        (
            "2031-01-01",
            Book(
                "b",
                "b",
                approved=_day("2020-02-29"),
                revisions=((_day("2025-03-03"), _day("2028-02-28")),),
                reports=(_day("2025-02-28"),),
            ),
            {"p61": ("2025-02-28", "met"), "p63": ("2025-02-28", "met-late"), "p62": ("2028-02-28", "met")},
        ),
        ("2022-11-30", Book("b", "b", approved=_day("2022-12-01")), {}),
        ("2022-11-30", Book("b", "b"), {}),
    ],
)
def test_report_start_and_revision(on: str, book: Book, expected: dict[str, tuple[str, str]]) -> None:
    if book.approved == date(2020, 2, 29):
        # Eight years after a leap day is a leap day again; three years before that is the last of February.
        expected = expected | {"p62": ("2028-02-29", "met"), "p61": ("2025-02-28", "met")}
    assert _days(list(revision_items(book, DEADLINES, _day(on)))) == expected


@settings(deadline=None, max_examples=30)
@given(st.dates(date(2021, 1, 1), date(2030, 12, 31)), st.integers(0, 60))
def test_a_thing_is_late_by_the_working_days_that_have_passed(due: date, days: int) -> None:
    on = due + timedelta(days=days)
    late = count_working_days(due, on)
    assert 0 <= late <= days
    assert count_working_days(due, on + timedelta(days=1)) - late == is_working_day(on + timedelta(days=1))


def _book_graph() -> Graph:
    graph = Graph()
    graph.parse(
        data="""
        @prefix bat: <https://w3id.org/batgraph/def/> .
        @prefix ex: <https://w3id.org/batgraph/example/> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        ex:book a bat:SectoralReferenceBook ; skos:prefLabel "Мысал; кітап"@kk ;
            bat:approvedOn "2022-12-01"^^xsd:date ; bat:validTo "2030-12-01"^^xsd:date .
        ex:next a bat:SectoralReferenceBook ; skos:prefLabel "Next book"@en .
        ex:draft a bat:DraftVersion ; bat:ofBook ex:next .
        ex:group a bat:TechnicalWorkingGroup .
        ex:member a bat:Membership ; bat:ofBody ex:group .
        ex:dispatch a bat:DraftDispatch ; bat:ofDraft ex:draft ; bat:sentTo ex:group ;
            bat:sentOn "2027-06-01"^^xsd:date .
        ex:review a bat:DraftReview ; bat:ofDraft ex:draft ; bat:reviewedBy ex:member ;
            bat:receivedOn "2027-06-01"^^xsd:date .
        ex:notice a bat:FormationNotice ; bat:ofBody ex:group ; bat:announcedOn "2022-01-11"^^xsd:date ;
            bat:requestSentOn "2022-01-10"^^xsd:date .
        ex:application a bat:MembershipApplication ; bat:underNotice ex:notice ; bat:receivedOn "2022-01-14"^^xsd:date .
        """
    )
    return graph


def test_the_calendar_of_a_graph() -> None:
    found = calendar(_store(_book_graph()), _day("2027-06-14"))
    assert [(state.title, state.step, state.due) for state in found.drafts] == [
        ("Next book", "review-by-working-group", _day("2027-06-15"))
    ]
    assert [(item.deadline, item.due.isoformat(), str(item.state)) for item in found.items] == [
        ("p23", "2022-01-21", "overdue"),
        ("p21", "2022-01-25", "met"),
        ("p35", "2027-06-15", "open"),
        ("p61", "2027-12-01", "open"),
        ("p63", "2027-12-01", "open"),
        ("p62", "2030-12-01", "open"),
    ]
    assert [item.deadline for item in found.overdue] == ["p23"]
    text = "\n".join(lines(found, Speaker("kk")))
    assert "Next book: жұмыс тобының жобаны қарауы (p35)" in text


def test_icalendar_reads_back_and_is_the_same_each_time() -> None:
    found = calendar(_store(_book_graph()), _day("2027-06-14"))
    feed = as_icalendar(found, "ru")
    assert feed == as_icalendar(found, "ru")
    assert all(len(line) <= 75 for line in feed.split(b"\r\n"))
    read: Any = icalendar.Calendar.from_ical(feed)
    events = read.walk("VEVENT")
    due = [item.due for item in found.items if item.state != "met"]
    assert [event["dtstart"].dt for event in events if event["dtstart"].dt in due] == due
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert str(events[-1]["summary"]).startswith("Мысал; кітап: ")
    assert all(event["dtend"].dt - event["dtstart"].dt == timedelta(days=1) for event in events)


@pytest.mark.parametrize(
    ("on", "component", "day", "summary"),
    [
        # Every review is in, and the group meets on 20 June; after it the draft is reworked, which has no term.
        ("2022-06-16", "VEVENT", "2022-06-20", "meeting of the working group (p36)"),
        ("2022-06-21", "VTODO", None, "rework of the draft (p36, p37, p44)"),
    ],
)
def test_the_step_of_a_draft_without_a_running_term_is_in_the_feed(
    on: str, component: str, day: str | None, summary: str
) -> None:
    book = Path(__file__).parents[2] / "shapes" / "books" / "sectoral.ttl"
    found = calendar(_store(Graph().parse(book)), _day(on))
    read: Any = icalendar.Calendar.from_ical(as_icalendar(found))
    [step] = [each for each in read.walk(component) if str(each["summary"]).endswith(summary)]
    assert ("dtstart" in step, day) == (day is not None, step["dtstart"].dt.isoformat() if day else None)


def test_refusals_say_what_is_missing() -> None:
    with pytest.raises(NoBooks, match="Load the data of a book first"):
        calendar(_store(), _day("2027-06-14"))
    empty = EmbeddedStore.empty()
    graph = Graph()
    graph.add((URIRef("ex:book"), RDF.type, BAT.ReferenceBook))
    graph.add((URIRef("ex:book"), BAT.approvedOn, Literal(_day("2022-12-01"))))
    empty.add_graph(GRAPH["tested"], graph)
    with pytest.raises(DeadlinesMissing, match="p62"):
        calendar(empty, _day("2027-06-14"))


def test_yearly_results_are_due_in_every_calendar_year_after_the_first() -> None:
    """The book of the tests has results in February of 2024, 2025 and 2026, which keeps p64."""
    book = Graph().parse(Path(__file__).parents[2] / "shapes" / "books" / "sectoral.ttl")

    def results(on: str) -> list[tuple[str, str, str, int]]:
        items = calendar(_store(book), _day(on)).items
        return [
            (each.title, each.due.isoformat(), str(each.state), each.late) for each in items if each.deadline == "p64"
        ]

    met = [("2025", "2025-12-31", "met", 0), ("2026", "2026-12-31", "met", 0)]
    assert results("2024-01-31") == []
    assert results("2025-01-31") == [("2025", "2025-12-31", "open", 0)]
    assert results("2027-12-31") == [*met, ("2027", "2027-12-31", "open", 0)]
    assert results("2028-01-02") == [*met, ("2027", "2027-12-31", "overdue", 2)]
    book.remove((None, BAT.sentOn, Literal(_day("2025-02-03"))))
    assert results("2026-11-28") == [("2025", "2025-12-31", "met-late", 33), ("2027", "2027-12-31", "open", 0)]


def test_a_feed_in_which_nothing_is_open_says_so_as_the_standard_asks() -> None:
    """RFC 5545, 3.6: a calendar has at least one component."""
    graph = Graph()
    graph.add((URIRef("ex:book"), RDF.type, BAT.ReferenceBook))
    found = calendar(_store(graph), _day("2027-06-14"))
    assert (found.items, found.drafts) == ((), ())
    read: Any = icalendar.Calendar.from_ical(as_icalendar(found, "ru"))
    [entry] = read.subcomponents
    assert (entry.name, entry["dtstart"].dt, str(entry["summary"])) == (
        "VJOURNAL",
        _day("2027-06-14"),
        "на 2027-06-14 неисполненных сроков нет",
    )
