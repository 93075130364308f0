"""When a book must be revised, reported on and when its revision must start (p61–p63).

The revision is due eight years after approval. The report and the start are due three years before: the start before
the end of the book's term (p63; the day the revision is due, if the graph does not hold the term), the report before
the revision (p61). Where a revision has started, three years before that day are also said: the stricter reading.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from analysis.calendar.deadlines import Deadline
from analysis.calendar.due import DueItem, due_item
from analysis.calendar.history import Book
from analysis.wording.message import message


def revision_items(book: Book, deadlines: Mapping[str, Deadline], on: date) -> Iterator[DueItem]:
    """Return report, start and revision of a book that is approved by the day `on`, in the order of their days."""
    if book.approved is None or book.approved > on:
        return
    started = min((start for start, _ in book.revisions if start), default=None)
    completed = min((end for _, end in book.revisions if end), default=None)
    reported = min(book.reports, default=None)
    revision = due_item(book.iri, book.title, deadlines["p62"], book.approved, on, completed)
    strict = None
    if started is not None and started <= on:
        strict = message("calendar/from-start-of-revision", day=deadlines["p61"].due(started))
    yield due_item(book.iri, book.title, deadlines["p61"], revision.due, on, reported, strict)
    term = book.valid_to or revision.due
    unknown = None if book.valid_to else message("calendar/term-unknown")
    yield due_item(book.iri, book.title, deadlines["p63"], term, on, started, unknown)
    yield revision
