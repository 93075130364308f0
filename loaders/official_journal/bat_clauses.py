"""The parts of a numbered BAT under headings of their own: its description and where it is applicable.

These are texts of the user's own copy; that a BAT has such a part, and where it is printed, is a fact that ships. The
columns `Description` and `Applicability` of a technique table are of the techniques, not of the BAT.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import get_args

from loaders.official_journal.facts import BatClause, ClauseKind
from loaders.official_journal.languages import Phrases
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.numbered_bat import BatPassage
from loaders.official_journal.page_content import Line


def bat_clauses(passages: Sequence[BatPassage], phrases: Phrases) -> tuple[BatClause, ...]:
    """Return the clauses of all BAT in printed order."""
    kinds: dict[str, ClauseKind] = {
        word.casefold(): kind for kind in get_args(ClauseKind) for word in phrases.texts("technique_table", kind)
    }
    return tuple(clause for passage in passages for clause in _clauses(passage, kinds))


def _clauses(passage: BatPassage, kinds: dict[str, ClauseKind]) -> Iterator[BatClause]:
    counted: Counter[str] = Counter()
    lines = [block for block in passage.blocks if isinstance(block, Line) and not block.is_page_note]
    for place, line in enumerate(lines):
        heading = plain(line.text).strip(" .:")
        # Some decisions print these headings in plain type: a line of this word alone is one all the same.
        kind = kinds.get(heading.casefold())
        if kind is None:
            continue
        counted[kind] += 1
        key = kind if counted[kind] == 1 else f"{kind}-{counted[kind]}"
        yield BatClause(passage.number, key, kind, heading, line.page, "\n".join(_text(lines[place + 1 :], kinds)))


def _text(lines: Sequence[Line], kinds: dict[str, ClauseKind]) -> Iterator[str]:
    for line in lines:
        if line.is_heading or plain(line.text).strip(" .:").casefold() in kinds:
            return
        yield plain(line.text)
