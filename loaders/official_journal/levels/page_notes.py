"""Notes at the foot of a page, to which marks in running text point."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from loaders.official_journal.levels.facts import FootnoteFact, LevelFact
from loaders.official_journal.page_content import Line


@dataclass(frozen=True)
class PageNotesReading:
    """Levels of running text with their notes; `unresolved` are ids of notes that no page holds."""

    levels: tuple[LevelFact, ...]
    footnotes: tuple[FootnoteFact, ...]
    unresolved: tuple[str, ...]


def page_note_id(page: int, mark: str) -> str:
    """Return the id of a note at the foot of a page: `page/26/note/1`."""
    return f"page/{page}/note/{mark.replace('*', 'star')}"


def with_page_notes(levels: Sequence[LevelFact], lines: Iterable[Line]) -> PageNotesReading:
    """Find the notes to which levels of running text point: on the page of the mark, else on the next one."""
    notes = {page_note_id(line.page, line.marks[0]): line for line in lines if line.is_page_note and line.marks}
    footnotes: dict[str, FootnoteFact] = {}
    unresolved: list[str] = []
    resolved: list[LevelFact] = []
    for level in levels:
        ids = []
        for wanted in level.footnotes:
            found = next((one for one in (wanted, _on_next_page(wanted)) if one in notes), None)
            if found is None:
                unresolved.append(wanted)
                continue
            ids.append(found)
            note = notes[found]
            footnotes[found] = FootnoteFact(found, "", note.marks[0], note.page, ("explains",), note.text)
        resolved.append(replace(level, footnotes=tuple(ids)))
    return PageNotesReading(tuple(resolved), tuple(footnotes.values()), tuple(unresolved))


def _on_next_page(identifier: str) -> str:
    _, page, _, mark = identifier.split("/")
    return f"page/{int(page) + 1}/note/{mark}"
