"""Which decision a document is: number, date, sector and place in the Official Journal, from its own first pages.

A file whose name says one decision and whose content is another is refused, and so is a document that is no decision on
BAT conclusions.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from loaders.loaded_source import SourceRefused
from loaders.official_journal.facts import Identity
from loaders.official_journal.known_documents import known_decisions
from loaders.official_journal.languages import Phrases, languages, phrases_of
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.page_content import DecisionText, Line

_FIRST_PAGES: Final = 3
# Of a source without pages.
_FIRST_LINES: Final = 120
_FILE_NAME: Final = re.compile(
    r"^(?P<sector>[A-Z][A-Z-]*)_(?P<year>\d{4})-(?P<serial>\d+)(?:_(?P<language>[A-Z]{2}))?\b"
)
_PLACE: Final = re.compile(r"\b(?P<series>[LC]) (?P<issue>\d+)/(?P<page>\d+)\b")
_PUBLISHED: Final = re.compile(r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})\b")
# Since October 2023 each act is an issue of its own.
_ACT_BY_ACT: Final = re.compile(r"\b(?P<series>[LC]) series\b", re.IGNORECASE)


def celex_number(number: str) -> str:
    """Return the CELEX number of a decision: `2019/2031` gives `32019D2031`. Raises ValueError for another form."""
    year, separator, serial = number.partition("/")
    if not (separator and re.fullmatch(r"\d{4}", year) and re.fullmatch(r"\d{1,4}", serial)):
        raise ValueError(f"{number!r} is no decision number; expected year and serial number such as 2019/2031")
    return f"3{year}D{int(serial):04d}"


def read_identity(text: DecisionText) -> Identity:
    """Return the identity of the decision.

    Raises SourceRefused when this is no decision on BAT conclusions, when its sector is not known, or when the file
    name or the list of known decisions says another decision or sector.
    """
    language, phrases, title = _title(text)
    number = title["number"] or _number_after_title(text, phrases)
    if not number:
        raise _refused(text, "title", "a decision without its number", "a number such as 2019/2031")
    if not any(pattern.search(title["title"]) for pattern in phrases.patterns("decision", "subject")):
        found = f"decision {number} {_shortened(title['title'])!r}"
        raise _refused(text, "title", found, "a decision that establishes BAT conclusions")
    journal, first_page = _place(text)
    identity = Identity(
        celex=celex_number(number),
        number=number,
        sector=_sector(text, phrases, number, title["title"]),
        language=language,
        title=title["title"],
        adopted=_adopted(phrases, title),
        notified=title["notified"].replace(")", ") ").replace("  ", " "),
        journal=journal,
        published=_published(text),
        first_page=first_page,
        page_count=text.page_count,
    )
    compare_with_known(text.file_name, "title", identity)
    compare_with_file_name(text.file_name, "title", identity)
    return identity


def _title(text: DecisionText) -> tuple[str, Phrases, Mapping[str, str]]:
    run = _opening_run(text)
    for language in languages():
        phrases = phrases_of(language)
        for pattern in phrases.patterns("decision", "title"):
            found = pattern.search(run)
            if found:
                groups = {name: value or "" for name, value in found.groupdict().items()}
                return language, phrases, groups
    expected = f"the title of a Commission implementing decision in one of the languages {', '.join(languages())}"
    raise _refused(text, "page 1", f"{_shortened(run)!r}" if run else "no text", expected)


def _number_after_title(text: DecisionText, phrases: Phrases) -> str:
    run = _opening_run(text)
    found = (pattern.search(run) for pattern in phrases.patterns("decision", "number_after_title"))
    return next((match["number"] for match in found if match), "")


def _opening_run(text: DecisionText) -> str:
    return " ".join(_opening_lines(text))


def _opening_lines(text: DecisionText) -> Iterator[str]:
    lines = 0
    for block in text.blocks:
        if isinstance(block, Line) and not block.is_page_note:
            lines += 1
            if block.page > _FIRST_PAGES if text.page_count else lines > _FIRST_LINES:
                return
            yield plain(block.text)


def _sector(text: DecisionText, phrases: Phrases, number: str, title: str) -> str:
    said = _comparable(title)
    found = [
        (len(words), sector)
        for sector, spellings in phrases.lists("decision", "sectors").items()
        for words in spellings
        if _comparable(words) in said
    ]
    if not found:
        raise SourceRefused(
            file=text.file_name,
            place="title",
            found=f"decision {number} for a sector that is not known: {_shortened(title)!r}",
            expected="the words of a sector listed under [decision.sectors]",
            mend=f"Add the words of this title to loaders/official_journal/languages/{phrases.language}.toml.",
        )
    return max(found)[1]


def _comparable(words: str) -> str:
    return re.sub(r"[\s-]+", " ", words).casefold()


def _adopted(phrases: Phrases, title: Mapping[str, str]) -> date:
    months = [month.casefold() for month in phrases.texts("decision", "months")]
    return date(int(title["year"]), months.index(title["month"].casefold()) + 1, int(title["day"]))


def _place(text: DecisionText) -> tuple[str, int | None]:
    found = _PLACE.search(_header(text))
    if found:
        return f"{found['series']} {found['issue']}", int(found["page"])
    by_act = _ACT_BY_ACT.search(_header(text))
    if by_act:
        return by_act["series"].upper(), None
    raise _refused(text, "head of page 1", repr(_header(text)), "a place in the Official Journal such as L 313/60")


def _header(text: DecisionText) -> str:
    return plain(text.page_headers[0]) if text.page_headers else ""


def _published(text: DecisionText) -> date:
    found = _PUBLISHED.search(_header(text))
    if not found:
        raise _refused(text, "head of page 1", repr(_header(text)), "a day of publication such as 4.12.2019")
    return date(int(found["year"]), int(found["month"]), int(found["day"]))


def compare_with_known(file_name: str, place: str, identity: Identity) -> None:
    """Raise SourceRefused if the decision is known to be for another sector than `place` says, naming both."""
    known = known_decisions().get(identity.celex)
    if known and known.sector != identity.sector:
        raise SourceRefused(
            file=file_name,
            place=place,
            found=f"decision {identity.number} with the {place} of sector {identity.sector}",
            expected=f"sector {known.sector}, which decision {identity.number} is known to be for",
            mend="One decision belongs to one sector: check the file, or correct data/code-lists/eu-decisions.csv.",
        )


def compare_with_file_name(file_name: str, place: str, identity: Identity) -> None:
    """Raise SourceRefused if the file name says another decision, sector or language than `place` does."""
    said = _FILE_NAME.match(file_name)
    if not said:
        return
    named = f"{said['sector']} {said['year']}/{int(said['serial'])}"
    content = f"{identity.sector} {identity.number}"
    if said["language"]:
        named, content = f"{named} {said['language']}", f"{content} {identity.language.upper()}"
    if named != content:
        raise SourceRefused(
            file=file_name,
            place=f"file name against {place}",
            found=f"{content} in the document",
            expected=f"{named}, which the file name says",
            mend="Rename the file after what it holds, or take the file that was meant.",
        )


def _shortened(text: str, length: int = 90) -> str:
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"


def _refused(text: DecisionText, place: str, found: str, expected: str) -> SourceRefused:
    mend = "Give the PDF of a Commission decision on BAT conclusions as the Official Journal publishes it."
    return SourceRefused(file=text.file_name, place=place, found=found, expected=expected, mend=mend)
