"""The levels of two readings compared: by what no language changes, and with what a reading's source leaves open."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from loaders.official_journal.facts import DecisionFacts, GapReason
from loaders.official_journal.levels.facts import LevelFact
from loaders.official_journal.levels.plain_text import plain

_NOT_FIGURES: Final = re.compile(r"[^\d.<>≤≥\-]+")
_DASHES: Final = re.compile(r"[–—‹−]")
_NUMBER: Final = re.compile(r"\d+")
# place, what the first reading says, what the second says, and why a difference need not be one of the documents.
ComparedLevel = tuple[str, str, str, GapReason | None]


def compared_levels(first: DecisionFacts, second: DecisionFacts) -> Iterator[ComparedLevel]:
    """Yield every level, and every row with levels in doubt, on which the readings differ."""
    gaps = {gap.path: gap.reason for gap in (*first.gaps, *second.gaps)}
    in_doubt = {
        (level.table, level.row)
        for level in (*first.levels.levels, *second.levels.levels)
        if level.table and gaps.get(level.id) == "in-doubt" and not level.understood
    }
    yield from _rows_in_doubt(in_doubt, first, second)
    ranks = _NoteRanks(first), _NoteRanks(second)
    ones = {level.id: level for level in first.levels.levels if (level.table, level.row) not in in_doubt}
    others = {level.id: level for level in second.levels.levels if (level.table, level.row) not in in_doubt}
    for identifier in dict.fromkeys((*ones, *others)):
        one, other = ones.get(identifier), others.get(identifier)
        said = tuple(_said(level, rank) for level, rank in zip((one, other), ranks, strict=True))
        if said[0] != said[1]:
            yield identifier, _joined(said[0]), _joined(said[1]), _reason(one, other, said, gaps)


def _rows_in_doubt(
    rows: set[tuple[str, int | None]], first: DecisionFacts, second: DecisionFacts
) -> Iterator[ComparedLevel]:
    """Yield the rows with levels in doubt; what is printed in them is compared, figure by figure."""
    for table, row in sorted(rows, key=lambda place: (_numeric(place[0]), place[1] or 0)):
        printed = [_figures(facts, table, row) for facts in (first, second)]
        reason: GapReason | None = "in-doubt" if printed[0] == printed[1] else None
        yield f"table/{table}, row {row}", ", ".join(printed[0]), ", ".join(printed[1]), reason


def _figures(facts: DecisionFacts, table: str, row: int | None) -> list[str]:
    cells = [level for level in facts.levels.levels if level.table == table and level.row == row and not level.note]
    in_order = sorted(cells, key=lambda level: (level.column or 0, level.page)) if _all_placed(cells) else cells
    printed = [_DASHES.sub("-", plain(level.printed)).replace(",", ".") for level in in_order]
    return [figures for text in printed if (figures := _NOT_FIGURES.sub("", text).strip("-.")) and _NUMBER.search(text)]


def _all_placed(levels: Sequence[LevelFact]) -> bool:
    return all(level.column is not None for level in levels)


class _NoteRanks:
    """Which of its table's notes a note is, from 1: documents count their notes each in their own way."""

    def __init__(self, facts: DecisionFacts) -> None:
        by_table: dict[str, list[str]] = {}
        for note in facts.levels.footnotes:
            by_table.setdefault(note.id.rsplit("/note/", 1)[0], []).append(note.id)
        self._ranks = {
            identifier: str(rank)
            for identifiers in by_table.values()
            for rank, identifier in enumerate(sorted(identifiers, key=_numeric), start=1)
        }

    def of(self, identifiers: Sequence[str]) -> str:
        """Return the ranks of notes."""
        return " ".join(self._ranks.get(identifier, identifier) for identifier in identifiers)


def _numeric(identifier: str) -> tuple[int, str]:
    found = _NUMBER.findall(identifier)
    return (int(found[-1]) if found else 0, identifier)


def _said(level: LevelFact | None, ranks: _NoteRanks) -> Mapping[str, str]:
    """Return what a level says in any language: value, unit, and the codes of what it is for."""
    if level is None:
        return {}
    said = {
        "kind": ("", level.kind),
        "standing": ("", level.standing),
        "lower": (level.lower_comparator or "from", level.lower),
        "upper": (level.upper_comparator or "to", level.upper),
        "unit": ("", level.unit),
        "pollutants": ("of", " ".join(level.pollutants)),
        "medium": ("to", level.medium),
        "averaging": ("averaged", " ".join(level.averaging)),
        "plants": ("plants", level.plant_status),
        "oxygen": ("oxygen", level.oxygen),
        "conditions": ("conditions", level.reference),
        "bats": ("BAT", " ".join(map(str, level.bats))),
        "notes": ("notes", ranks.of(level.footnotes)),
        "note": ("set by", level.note),
        "modifies": ("modifies", level.modifies),
        "none": ("", "no level stated" if level.no_level_stated else ""),
        "understood": ("", "" if level.understood else "not understood"),
    }
    return {name: f"{word} {value}".strip() for name, (word, value) in said.items() if value not in (None, "")}


def _joined(said: Mapping[str, str]) -> str:
    return ", ".join(said.values())


def _reason(
    one: LevelFact | None,
    other: LevelFact | None,
    said: Sequence[Mapping[str, str]],
    gaps: Mapping[str, GapReason],
) -> GapReason | None:
    """Return why two readings need not say the same, or None where the documents themselves differ."""
    present = one or other
    if present is None:
        return None
    if one is None or other is None:
        return _reason_of_absence(present, gaps)
    different = {name for name in (*said[0], *said[1]) if said[0].get(name) != said[1].get(name)}
    reasons = {_reason_of(name, one, other, gaps) for name in different}
    return None if None in reasons else next(iter(sorted(reason for reason in reasons if reason)), None)


def _reason_of_absence(level: LevelFact, gaps: Mapping[str, GapReason]) -> GapReason | None:
    if level.note and level.table and any(path.startswith(f"table/{level.table}/note/") for path in gaps):
        return gaps[next(path for path in gaps if path.startswith(f"table/{level.table}/note/"))]
    passage = level.id.split("/text/", 1)[0]
    return gaps.get(f"table/{level.table}") or gaps.get(passage)


def _reason_of(name: str, one: LevelFact, other: LevelFact, gaps: Mapping[str, GapReason]) -> GapReason | None:
    if name == "conditions":
        return gaps.get("general-considerations")
    if name == "standing" and any(note in gaps for note in (*one.footnotes, *other.footnotes)):
        return next(gaps[note] for note in (*one.footnotes, *other.footnotes) if note in gaps)
    if name in ("averaging", "notes"):
        return gaps.get(one.id) or gaps.get(other.id)
    return None
