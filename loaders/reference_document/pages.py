"""Page headers that stand in the middle of texts: where they are, and which page a place is on."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.reference_document.records import SourceRecord

# A header is printed at the head of its page, so the text after it is on that page. The number and the running title
# come in either order; blank lines may stand between them.
_HEADER = re.compile(
    r"^Chapter ?[0-9]{1,2} *\n(?: *\n)*"
    r"(?:(?P<before>[0-9]{1,4}) *\n(?: *\n)*(?P<after_title>[^\n]+)"
    r"|(?P<title>[^\n]+)\n(?: *\n)*(?P<after>[0-9]{1,4})) *$",
    re.MULTILINE,
)
# The footer of a title page of a chapter carries the edition instead of the running title.
_EDITION = "BREF"


@dataclass(frozen=True)
class Header:
    """A page header within one text: the page's number, and where it begins and ends."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, order=True)
class Place:
    """A place in a file of records: the record, its text (in order), the character in it."""

    record: int
    text: int
    offset: int


def headers_in(text: str, running_title: str) -> tuple[Header, ...]:
    """Return the page headers in `text`, in order."""
    found = []
    for match in _HEADER.finditer(text):
        printed_title = (match["after_title"] or match["title"]).strip()
        if running_title in printed_title or _EDITION in printed_title:
            found.append(Header(int(match["before"] or match["after"]), match.start(), match.end()))
    return tuple(found)


def without_headers(text: str, running_title: str) -> str:
    """Return `text` with every page header blanked out; all other characters keep their offsets."""
    for header in headers_in(text, running_title):
        text = text[: header.start] + " " * (header.end - header.start) + text[header.end :]
    return text


@dataclass(frozen=True)
class PageFinder:
    """The page headers of a whole file, in order."""

    places: tuple[Place, ...]
    pages: tuple[int, ...]

    def page_of(self, place: Place) -> int | None:
        """Return the page of `place`, or None where a page may be missing between the headers around it."""
        index = bisect_right(self.places, place)
        if index == 0 or index == len(self.places):
            return None
        before, after = self.pages[index - 1], self.pages[index]
        return before if after == before + 1 else None


def page_finder(records: Sequence[SourceRecord], running_title: str) -> PageFinder:
    """Return the finder for `records`, which must be all records of the file in order."""
    found = [
        (Place(record.position, number, header.start), header.page)
        for record in records
        for number, text in enumerate(record.texts.values())
        for header in headers_in(text, running_title)
    ]
    return PageFinder(tuple(place for place, _ in found), tuple(page for _, page in found))
