"""One typed result for every kind of check, and the report that holds them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from rdflib import URIRef
from rdflib.term import Node

from shapes.engine import Severity
from shapes.rules import Rule, paragraph_order
from shapes.trilingual import Trilingual

SEVERITY_ORDER: Final[tuple[Severity, ...]] = ("violation", "warning", "information")

_STRETCHES: Final = re.compile(r"(\D*)(\d*)")


@dataclass(frozen=True)
class Place:
    """Where in the sources and in the book a fault stands. Whatever the data do not say is None.

    `row` and `column` are those of a printed table; `sheet_row` and `sheet_column` (by letter) those of the `sheet`, or
    of the `file` itself where it has no sheets, from which the thing was loaded.
    """

    book: URIRef | None = None
    book_label: Trilingual | None = None
    element: URIRef | None = None
    element_label: Trilingual | None = None
    element_position: int | None = None
    page: int | None = None
    section: str | None = None
    table: str | None = None
    row: int | None = None
    column: int | None = None
    file: str | None = None
    sheet: str | None = None
    sheet_row: int | None = None
    sheet_column: str | None = None


@dataclass(frozen=True)
class Why:
    """The paragraph that a result rests on: how it is cited, our summary of it, its official wording if loaded."""

    paragraph: URIRef
    number: str
    summary: Trilingual | None
    official_text: str | None


@dataclass(frozen=True)
class ValidationResult:
    """What is wrong with one thing: what, where, why, what was found and expected, and how to mend it.

    `why` of a shape of the model, which is no law itself, is the paragraph that its term is from, or None. `is_gap`
    marks what an editor has declared as not yet available: it is reported, but is no fault. `follows` are the rules
    that found something only because of this fault; it is not told a second time.
    """

    rule: Rule
    severity: Severity
    focus: Node
    focus_label: Trilingual
    place: Place
    path: Node | None
    path_label: Trilingual | None
    value: Node | None
    component: URIRef
    message: Trilingual
    found: Trilingual
    expected: Trilingual
    mend: Trilingual
    why: Why | None
    is_gap: bool = False
    follows: tuple[Rule, ...] = ()

    @property
    def paragraph_number(self) -> str | None:
        """The paragraph as one cites it, e.g. `p12.9`."""
        return None if self.why is None else self.why.number

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Book, element, paragraph, then the thing itself: the order of a report."""
        return (
            _natural(str(self.place.book or "")),
            self.place.element_position or 0,
            _natural(str(self.place.element or "")),
            paragraph_order(self.paragraph_number or ""),
            SEVERITY_ORDER.index(self.severity),
            self.rule.name,
            _natural(str(self.focus)),
            _natural(str(self.value or "")),
        )


def _natural(text: str) -> tuple[object, ...]:
    """What puts `x10` behind `x9`: of two stretches of digits the longer is the greater number."""
    stretches = ((words, digits.lstrip("0")) for words, digits in _STRETCHES.findall(text))
    return (tuple((words, len(digits), digits) for words, digits in stretches), text)


@dataclass(frozen=True)
class ResultGroup:
    """The results of one rule's paragraph in one element of one book."""

    book: URIRef | None
    element: URIRef | None
    paragraph: str | None
    results: tuple[ValidationResult, ...]


@dataclass(frozen=True)
class ValidationReport:
    """All results, sorted; nothing is ever left out of it. Renderers may show fewer and then say how many they hid.

    `on` is the day by which open deadlines were judged; None where what has not happened yet was never late.
    """

    results: tuple[ValidationResult, ...]
    on: date | None = None

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many results there are of each severity, zeroes included."""
        counted = Counter(result.severity for result in self.results)
        return {severity: counted[severity] for severity in SEVERITY_ORDER}

    @property
    def conforms(self) -> bool:
        """Whether nothing breaks the Rules or the model; warnings and gaps do not."""
        return self.counts["violation"] == 0

    def exit_code(self, *, strict: bool = False) -> int:
        """Return 1 if there are violations, or warnings too if `strict`; else 0."""
        fails = self.counts["violation"] or (strict and self.counts["warning"])
        return 1 if fails else 0

    def groups(self) -> Iterator[ResultGroup]:
        """Yield the results grouped by book, element and paragraph, in order."""
        for (book, element, paragraph), results in groupby(self.results, key=_group_of):
            yield ResultGroup(book, element, paragraph, tuple(results))


def _group_of(result: ValidationResult) -> tuple[URIRef | None, URIRef | None, str | None]:
    return result.place.book, result.place.element, result.paragraph_number
