"""What a decision on BAT conclusions says, as facts: the shape between reading, CSV and graph.

Fields named in `TEXT_FIELDS` hold sentences of the source. They are filled when a user reads their own copy, stand in
the graph then, and never in the shipped CSV.

Pages are PDF pages counted from 1; `Identity.printed_page` turns them into pages of the Official Journal. A source
without pages (a web page, flattened text) has page 0 everywhere, and `DecisionFacts.places` say where a fact stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, Literal, TypeVar

from loaders.loaded_source import Finding
from loaders.official_journal.levels import facts as level_facts
from loaders.official_journal.levels.facts import LevelFacts

_Fact = TypeVar("_Fact", "DefinedTerm", "BatFact", "BatClause", "TechniqueFact", "DescribedTechnique")

ActivityRole = Literal["covers", "excludes"]
ReferenceRole = Literal["relevant", "complementary", "covers-excluded"]
TermKind = Literal["term", "acronym"]
ClauseKind = Literal["description", "applicability"]
GapReason = Literal["not-in-source", "cut-off", "in-doubt"]

# Since 1 January 2015 all acts of a year share one series of numbers.
_NUMBERED_ONCE: Final = 2015


@dataclass(frozen=True)
class Identity:
    """Which decision this is, by its own words.

    `number` is `2019/2031`; `journal` is the series and issue, `L 313`, or `L` since acts are published one by one;
    `first_page` is the page of the Official Journal on which the PDF begins, or None where acts have their own pages.
    """

    celex: str
    number: str
    sector: str
    language: str
    title: str
    adopted: date
    notified: str
    journal: str
    published: date
    first_page: int | None
    page_count: int

    @property
    def eli(self) -> str:
        """Return the European Legislation Identifier, empty before 2015.

        Until then several acts of a year could bear one number, and the identifier cannot be made from number alone.
        """
        year = int(self.number.split("/")[0])
        return f"http://data.europa.eu/eli/dec_impl/{self.number}/oj" if year >= _NUMBERED_ONCE else ""

    @property
    def official_journal_reference(self) -> str:
        """Return how the act is cited, e.g. `OJ L 313, 4.12.2019, p. 60`."""
        day = f"{self.published.day}.{self.published.month}.{self.published.year}"
        if self.first_page is None:
            return f"OJ {self.journal}, {self.number}, {day}"
        return f"OJ {self.journal}, {day}, p. {self.first_page}"

    def printed_page(self, page: int) -> int:
        """Return the page number that is printed on PDF page `page`."""
        return page if self.first_page is None else self.first_page + page - 1


@dataclass(frozen=True)
class ActivityInScope:
    """An activity of Annex I to Directive 2010/75/EU that the scope names, e.g. `6.4.b`."""

    code: str
    role: ActivityRole
    page: int


@dataclass(frozen=True)
class RelatedDocument:
    """A document the scope names. `printed` is the name as printed, `code` e.g. `ECM`."""

    code: str
    role: ReferenceRole
    page: int
    printed: str


@dataclass(frozen=True)
class DefinedTerm:
    """A term or acronym with its place; the definition is a text."""

    term: str
    kind: TermKind
    page: int
    definition: str = ""


@dataclass(frozen=True)
class BatFact:
    """One numbered BAT with the section it stands in. `pressures` are ids of code/pressure."""

    number: int
    section: str
    section_title: str
    page: int
    pressures: tuple[str, ...] = ()
    purpose: str = ""


@dataclass(frozen=True)
class BatClause:
    """A part of a numbered BAT under a heading of its own, as printed. `key` is unique within the BAT."""

    bat: int
    key: str
    kind: ClauseKind
    heading: str
    page: int
    text: str = ""


@dataclass(frozen=True)
class TechniqueFact:
    """One technique that a BAT lists.

    `key` is the last step of its IRI, unique within the BAT; `mark` is as printed without brackets and dots, empty
    where the list has none; `position` counts from 1 within the BAT; `group` is the sub-heading in the table;
    `described_in` is the section at the end of the document that describes the technique: the one that the row names,
    or the one that has a technique of exactly this name; `technique` is the id of the shared technique, empty where no
    name of the list is exactly this one.
    """

    bat: int
    key: str
    mark: str
    position: int
    name: str
    page: int
    group: str = ""
    described_in: str = ""
    technique: str = ""
    description: str = ""
    applicability: str = ""


@dataclass(frozen=True)
class DescribedTechnique:
    """A technique described once for the whole document, in its last sections. `key` is unique within its section."""

    section: str
    key: str
    name: str
    page: int
    technique: str = ""
    description: str = ""


@dataclass(frozen=True)
class SecondReading:
    """The labels of the same decision in another language; `labels` by IRI path, e.g. `doc/32019D2031/bat/7/…`."""

    celex: str
    language: str
    title: str
    labels: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SourcePlace:
    """Where a fact stands in a source without pages. `path` is that of its IRI within the document, e.g. `bat/7`."""

    path: str
    place: str


@dataclass(frozen=True)
class SourceGap:
    """What the source of a reading does not hold, cuts off, or leaves in doubt, by a path such as `table/6`.

    Besides paths of IRIs there are `scope`, `definitions`, `general-considerations` and `bat/7/section`.
    """

    path: str
    reason: GapReason


@dataclass(frozen=True)
class DecisionFacts:
    """Everything read from one decision in one language. `figures` say how much of its levels was read, by name.

    `places` are only for a source without pages: then every page is 0. `gaps` are what is not in the source.
    """

    identity: Identity
    activities: tuple[ActivityInScope, ...]
    references: tuple[RelatedDocument, ...]
    terms: tuple[DefinedTerm, ...]
    bats: tuple[BatFact, ...]
    techniques: tuple[TechniqueFact, ...]
    described: tuple[DescribedTechnique, ...]
    clauses: tuple[BatClause, ...] = ()
    levels: LevelFacts = field(default_factory=LevelFacts)
    places: tuple[SourcePlace, ...] = ()
    gaps: tuple[SourceGap, ...] = ()
    findings: tuple[Finding, ...] = field(default=(), compare=False)
    figures: Mapping[str, int] = field(default_factory=dict, compare=False)


# Sentences of the source, by class: absent from the shipped CSV.
TEXT_FIELDS: Final[Mapping[type, tuple[str, ...]]] = {
    DefinedTerm: ("definition",),
    BatFact: ("purpose",),
    BatClause: ("text",),
    TechniqueFact: ("description", "applicability"),
    DescribedTechnique: ("description",),
}


def without_texts(facts: DecisionFacts) -> DecisionFacts:
    """Return the facts as they ship: the same, every text of the source left out."""
    return replace(
        facts,
        terms=tuple(_emptied(term) for term in facts.terms),
        bats=tuple(_emptied(bat) for bat in facts.bats),
        clauses=tuple(_emptied(clause) for clause in facts.clauses),
        techniques=tuple(_emptied(technique) for technique in facts.techniques),
        described=tuple(_emptied(technique) for technique in facts.described),
        levels=level_facts.without_texts(facts.levels),
    )


def _emptied(fact: _Fact) -> _Fact:
    no_texts: dict[str, Any] = dict.fromkeys(TEXT_FIELDS[type(fact)], "")
    return replace(fact, **no_texts)
