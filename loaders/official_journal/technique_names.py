"""Names of techniques: the part of a printed name that is a name, and the form in which two spellings are compared."""

import re
from typing import Final

from loaders.official_journal.languages import Phrases
from loaders.official_journal.levels.plain_text import plain

# Longer than this, a cell explains: a name goes into the shipped facts, an explanation stays in the user's own copy.
LONGEST_NAME: Final = 120
_SHORTEST_NAME: Final = 12
_CLAUSES: Final = (". ", ": ", "; ", " — ", " – ", "\n")
_ELLIPSIS: Final = " …"
_ACRONYM: Final = re.compile(r"\s*\((?:[A-Z][A-Za-z0-9]{0,2}(?:[A-Z0-9/-]+[a-z]?)*|[A-Z]{2,})\)")
_DASHES: Final = re.compile(r"[-‐‑–—/]+")


def short_name(printed: str, phrases: Phrases) -> str:
    """Return a printed name as it ships: whole if it is a name, else up to where it begins to explain.

    A name that had to be cut within a clause ends in an ellipsis.
    """
    name = plain(printed).strip(" ;:")
    if len(name) <= LONGEST_NAME:
        return name
    breaks = (*phrases.texts("technique_table", "explanation"), *_CLAUSES)
    ends = [end for end in (_first(name, pattern) for pattern in breaks) if end is not None]
    if ends:
        return name[: min(ends)].rstrip(" ,;:.(")
    return name[: LONGEST_NAME - len(_ELLIPSIS)].rsplit(" ", 1)[0].rstrip(" ,;:(") + _ELLIPSIS


def _first(name: str, pattern: str) -> int | None:
    literal = pattern in _CLAUSES
    found = re.search(re.escape(pattern) if literal else pattern, name[_SHORTEST_NAME:LONGEST_NAME])
    return found.start() + _SHORTEST_NAME if found else None


def comparable_name(name: str) -> str:
    """Return the form in which names are equal: no case, no acronym in brackets, one space for hyphens and slashes."""
    bare = _ACRONYM.sub("", plain(name))
    return re.sub(r"\s+", " ", _DASHES.sub(" ", bare)).strip(" .;:,").casefold()
