"""Names of techniques: the part of a printed name that is a name, and the form in which two spellings are compared."""

import re
from typing import Final

from loaders.official_journal.languages import Phrases
from loaders.official_journal.levels.plain_text import plain

# Longer than this, a cell explains: a name goes into the shipped facts, an explanation stays in the user's own copy.
LONGEST_NAME: Final = 120
_SHORTEST_NAME: Final = 12
_CLAUSES: Final = (". ", "; ", " — ", " – ")
# A new paragraph of a cell that is no broken line of the name: a sentence, or an item of a list.
_NEW_PARAGRAPH: Final = re.compile(r"\n(?=[—–•]|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s|[A-ZÀ-Þ][a-zß-ÿ])")
# A colon or comma before the first item of a list that explains the name.
_LIST: Final = re.compile(r"\s*[:;,]?\s(?:[—–•]|\(?[a1iI][.)])\s")
_ELLIPSIS: Final = " …"
_ACRONYM: Final = re.compile(r"\s?\([A-Z][A-Z0-9/-]+(?:['’]?s)?\)")
_ABBREVIATION: Final = re.compile(r"(?:\b\w\.\w|\betc|\benz|\be\.d)\.$")
_DASHES: Final = re.compile(r"[-‐‑–—/]+")


def short_name(printed: str, phrases: Phrases) -> str:
    """Return a printed name as it ships: whole if it is a name, else up to where it begins to explain.

    A name that had to be cut within a clause ends in an ellipsis.
    """
    name = whole_name(printed)
    listed = _LIST.search(name, _SHORTEST_NAME)
    if listed and name[listed.start()] in ":;,":
        name = name[: listed.start()]
    if len(name) <= LONGEST_NAME:
        return name
    breaks = (*phrases.texts("technique_table", "explanation"), *_CLAUSES)
    ends = [end for end in (_first(name, pattern) for pattern in breaks) if end is not None]
    if ends:
        return name[: min(ends)].rstrip(" ,;:.(")
    return name[: LONGEST_NAME - len(_ELLIPSIS)].rsplit(" ", 1)[0].rstrip(" ,;:(") + _ELLIPSIS


def name_before_examples(printed: str, phrases: Phrases) -> str:
    """Return what stands before the first explanation: `Filtration (e.g. sand filtration)` gives `Filtration`."""
    name = whole_name(printed)
    ends = [name.find(text) for text in phrases.texts("technique_table", "examples")]
    return name[: min((end for end in ends if end > 0), default=len(name))].rstrip(" ,(")


def whole_name(printed: str) -> str:
    """Return the first paragraph without the marks that close an item of a list; the dot of an abbreviation stays."""
    name = plain(_NEW_PARAGRAPH.split(printed)[0]).strip(" ,;:")
    ends_in_sentence = name.endswith(".") and not _ABBREVIATION.search(name)
    return name[:-1].rstrip(" ,;:") if ends_in_sentence else name


def _first(name: str, pattern: str) -> int | None:
    literal = pattern in _CLAUSES
    found = re.search(re.escape(pattern) if literal else pattern, name[_SHORTEST_NAME:LONGEST_NAME])
    return found.start() + _SHORTEST_NAME if found else None


def comparable_name(name: str) -> str:
    """Return the form in which names are equal: no case, no acronym in brackets, one space for hyphens and slashes."""
    bare = _ACRONYM.sub("", plain(name))
    return re.sub(r"\s+", " ", _DASHES.sub(" ", bare)).strip(" .;:,").casefold()
