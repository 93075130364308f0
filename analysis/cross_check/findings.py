"""What a cross-check finds: a rule, how grave it is, and the places in both documents."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Literal

from analysis.lookup.documents import DocumentName
from analysis.wording.message import Code, Message, message
from ontology.namespaces import LAW

Severity = Literal["violation", "warning", "information"]
SEVERITIES: Final[tuple[Severity, ...]] = ("violation", "warning", "information")


class Rule(StrEnum):
    """What is checked."""

    NOT_REFERRED_TO = "cross-sectoral-document-not-referred-to"
    USUALLY_REFERRED_TO = "cross-sectoral-document-others-refer-to"
    SUPERSEDED = "reference-to-superseded-document"
    UNKNOWN_DOCUMENT = "reference-to-unknown-document"
    SHARED_ACTIVITY = "shared-activity-without-reference"
    ADJACENT_WITHOUT_DOCUMENT = "adjacent-activity-without-document"
    LEVELS_CONTRADICT = "levels-contradict"
    LEVEL_LOOSER = "level-looser"
    STATUS_DIFFERS = "technique-status-differs"
    ONLY_PROSPECTIVE = "technique-only-prospective"
    TWO_NAMES = "one-technique-under-two-names"
    MARKER_WITHOUT_LEVEL = "marker-without-level"
    MARKER_WITHOUT_TECHNIQUE = "marker-without-technique"
    MARKER_WITHOUT_MEASUREMENT = "marker-without-measurement"
    LEVEL_WITHOUT_MONITORING = "level-without-monitoring"
    TASK_WITHOUT_PROVISION = "task-without-provision"
    VERSIONS_DIFFER = "versions-differ"


_PARAGRAPHS: Final = {
    Rule.NOT_REFERRED_TO: ("p2.13", "p12.1"),
    Rule.USUALLY_REFERRED_TO: ("p2.13", "p12.1"),
    Rule.SUPERSEDED: ("p12.1", "p62"),
    Rule.UNKNOWN_DOCUMENT: ("p12.1",),
    Rule.SHARED_ACTIVITY: ("p12.2",),
    Rule.ADJACENT_WITHOUT_DOCUMENT: ("p12.2",),
    Rule.LEVELS_CONTRADICT: ("p2.13", "p54"),
    Rule.LEVEL_LOOSER: ("p2.13", "p54"),
    Rule.STATUS_DIFFERS: ("p2.1", "p2.13"),
    Rule.ONLY_PROSPECTIVE: ("p12.10", "p2.13"),
    Rule.TWO_NAMES: ("p12.8",),
    Rule.MARKER_WITHOUT_LEVEL: ("p2.9", "p12.9"),
    Rule.MARKER_WITHOUT_TECHNIQUE: ("p2.9", "p12.8"),
    Rule.MARKER_WITHOUT_MEASUREMENT: ("p2.9", "p12.9"),
    Rule.LEVEL_WITHOUT_MONITORING: ("p12.9",),
    Rule.TASK_WITHOUT_PROVISION: ("p2.14", "p12.2"),
    Rule.VERSIONS_DIFFER: ("p62", "p65"),
}


@dataclass(frozen=True)
class Place:
    """A place in a document: the thing meant, where it stands in its file, and words quoted from it."""

    document: str
    short: str
    iri: str
    page: int | None = None
    words: str = ""
    bats: tuple[int, ...] = ()
    table: str | None = None


@dataclass(frozen=True)
class CrossFinding:
    """One finding: what it is about (as ids in `subject`, to be said in `about`) and what was found, in both places.

    `second` is None where the other document is missing; `proposed`: a person must confirm it. `why` argues the
    severity. `paragraphs` are those that the check rests on.
    """

    rule: Rule
    severity: Severity
    subject: str
    about: Message
    message: Message
    first: Place
    second: Place | None
    proposed: bool = False
    paragraphs: tuple[str, ...] = field(init=False)
    why: Message = field(init=False)

    def __post_init__(self) -> None:
        """What follows from the rule."""
        object.__setattr__(self, "paragraphs", tuple(str(LAW[number]) for number in _PARAGRAPHS[self.rule]))
        object.__setattr__(self, "why", message(f"cross_check/why-{self.rule}-{self.severity}"))

    @property
    def documents(self) -> tuple[str, ...]:
        """The IRIs of the documents it is about."""
        return tuple(dict.fromkeys(place.document for place in (self.first, self.second) if place))

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Gravest first, then by rule, documents and subject."""
        places = tuple((each.short, each.page or 0, each.iri) for each in (self.first, self.second) if each)
        return SEVERITIES.index(self.severity), self.rule, places, self.subject, repr(self.message)


@dataclass(frozen=True)
class NotTold:
    """A rule of which nothing can be said for a document, and why."""

    rule: Rule
    document: str
    short: str
    why: Message

    @property
    def documents(self) -> tuple[str, ...]:
        """The IRI of the document, as of a finding."""
        return (self.document,)

    @property
    def sort_key(self) -> tuple[str, ...]:
        """By rule, document and reason."""
        return self.rule, self.short, self.document, repr(self.why)


def whole(document: DocumentName) -> Place:
    """A document as a place."""
    return Place(document.iri, document.short, document.iri)


def named(words: str) -> Message:
    """What a finding is about, where it has a name of its own."""
    return message("comparison/listed", what=words)


def of_codes(*iris: str) -> Message:
    """What a finding is about, where it is codes."""
    return message("comparison/listed", what=[Code(iri) for iri in iris])
