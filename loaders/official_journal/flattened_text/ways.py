"""The document that the records make, with each table in one of the ways it can stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from loaders.official_journal.flattened_text.blocks import place_code
from loaders.official_journal.flattened_text.flat_table import FlatTable
from loaders.official_journal.flattened_text.passages import (
    UNKNOWN_SECTION,
    FlatPassage,
    FlatPassages,
    is_numbered_heading,
)
from loaders.official_journal.flattened_text.tables import PlacedTable, placed_table
from loaders.official_journal.languages import Phrases
from loaders.official_journal.levels.level_phrases import LevelPhrases
from loaders.official_journal.numbered_bat import BatPassage
from loaders.official_journal.page_content import DecisionText, Line, Table


@dataclass(frozen=True)
class DocumentWays:
    """All passages with their tables placed. Text that is of no BAT stands before all BAT."""

    file_name: str
    passages: FlatPassages
    phrases: Phrases

    @cached_property
    def tables(self) -> dict[int, PlacedTable]:
        """Return the placed tables by the identity of the flat ones."""
        phrases = LevelPhrases(self.phrases)
        return {
            id(block): self._placed_table(block, passage, phrases)
            for passage in self.passages.passages
            for block in passage.blocks
            if isinstance(block, FlatTable)
        }

    @property
    def count(self) -> int:
        """Return how many ways hold every way of every table at least once."""
        return max((1, *(len(table.ways) for table in self.tables.values())))

    def document(self, way: int) -> tuple[DecisionText, tuple[BatPassage, ...]]:
        """Return the document in one way, with its BAT. Ways after the first hold only tables that have several."""
        before: list[Line | Table] = []
        after: list[Line | Table] = []
        passages: list[BatPassage] = []
        for passage in self.passages.passages:
            blocks = tuple(self._blocks(passage, way))
            if passage.is_bat:
                passages.append(_bat_passage(passage, blocks))
                opening = Line(passage.statement, passage.page, False, passages[-1].section, ())
                after += (opening, *blocks)
            else:
                before += blocks
        return DecisionText(self.file_name, self.phrases.language, 0, (*before, *after)), tuple(passages)

    def _placed_table(self, flat: FlatTable, passage: FlatPassage, phrases: LevelPhrases) -> PlacedTable:
        def code(line: int) -> int:
            return place_code(passage.number, line, passage.is_bat)

        return placed_table(flat, code, phrases, self.passages.notes)

    def _blocks(self, passage: FlatPassage, way: int) -> Iterator[Line | Table]:
        for block in passage.blocks:
            if isinstance(block, Line):
                if not way or not passage.is_bat or block.is_heading:
                    yield block
                continue
            ways = self.tables[id(block)].ways
            if ways and (not way or len(ways) > 1 or not passage.is_bat):
                yield ways[way % len(ways)]


def _bat_passage(passage: FlatPassage, blocks: Sequence[Line | Table]) -> BatPassage:
    """Return the BAT of a passage: what stands before the next heading of a section."""
    end = next(
        (place for place, block in enumerate(blocks) if isinstance(block, Line) and is_numbered_heading(block)),
        len(blocks),
    )
    return BatPassage(
        number=passage.number,
        section=passage.section or f"{UNKNOWN_SECTION}{passage.number}",
        section_title=passage.section_title,
        page=passage.page,
        statement=passage.statement,
        blocks=tuple(blocks[:end]),
    )
