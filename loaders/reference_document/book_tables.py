"""The facts of a book as CSV: `entries.csv` and `effects.csv` in `data/bref-<CODE>`."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from loaders.code_lists.csv_table import TableRow, decimal_cell, read_table, refused
from loaders.reference_document.facts import BookFacts, EffectFact, EntryFact

ENTRIES = "entries.csv"
EFFECTS = "effects.csv"
FOLDER_PREFIX = "bref-"
_ENTRY_COLUMNS = (
    "section",
    "title",
    "page",
    "record",
    "headings",
    "cross_media",
    "names_plants",
    "statements",
    "with_effects",
    "passed_over",
)
_EFFECT_COLUMNS = (
    "section",
    "number",
    "direction",
    "pressure",
    "component",
    "pollutant",
    "quantity",
    "unit",
    "heading",
    "printed_heading",
    "record",
    "field",
    "start",
    "end",
    "page",
    "rule",
    "cue",
    "subject",
)
_TRUTH = {"yes": True, "no": False, "": None}
_TRUTH_TEXT = {True: "yes", False: "no", None: ""}


def write_tables(facts: BookFacts, folder: Path) -> None:
    """Write the facts into `folder`, which is made if it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ENTRIES).write_text(_csv(_ENTRY_COLUMNS, map(_entry_cells, facts.entries)), encoding="utf-8")
    (folder / EFFECTS).write_text(_csv(_EFFECT_COLUMNS, map(_effect_cells, facts.effects)), encoding="utf-8")


def read_tables(folder: Path) -> BookFacts:
    """Return the facts in `folder` (`bref-CER`). Raises SourceRefused for a table that is missing or faulty."""
    entries_path, effects_path = folder / ENTRIES, folder / EFFECTS
    entries = tuple(_entry(entries_path, row) for row in read_table(entries_path, _ENTRY_COLUMNS, key=("section",)))
    effects = tuple(
        _effect(effects_path, row) for row in read_table(effects_path, _EFFECT_COLUMNS, key=("section", "number"))
    )
    known = {entry.section for entry in entries}
    for effect in effects:
        if effect.section not in known:
            place = f"effect {effect.number} of section {effect.section}"
            raise refused(effects_path, place, "a section that has no entry", f"a section of {ENTRIES}")
    return BookFacts(folder.name.removeprefix(FOLDER_PREFIX), entries, effects)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def _entry_cells(fact: EntryFact) -> list[object]:
    return [
        fact.section,
        fact.title,
        _optional(fact.page),
        fact.record,
        "|".join(fact.headings),
        fact.cross_media,
        _TRUTH_TEXT[fact.names_plants],
        fact.statements,
        fact.with_effects,
        fact.passed_over,
    ]


def _effect_cells(fact: EffectFact) -> list[object]:
    return [
        fact.section,
        fact.number,
        fact.direction,
        fact.pressure,
        fact.component,
        fact.pollutant,
        "" if fact.quantity is None else format(fact.quantity, "f"),
        fact.unit,
        fact.heading,
        fact.printed_heading,
        fact.record,
        fact.field,
        fact.start,
        fact.end,
        _optional(fact.page),
        fact.rule,
        fact.cue,
        fact.subject,
    ]


def _optional(value: int | None) -> object:
    return "" if value is None else value


def _entry(path: Path, row: TableRow) -> EntryFact:
    if row["names_plants"] not in _TRUTH:
        raise refused(path, f"line {row.line}", f"names_plants {row['names_plants']!r}", "yes, no or nothing")
    return EntryFact(
        section=row["section"],
        title=row["title"],
        page=_optional_number(path, row, "page"),
        record=_number(path, row, "record"),
        headings=tuple(filter(None, row["headings"].split("|"))),
        cross_media=row["cross_media"],
        names_plants=_TRUTH[row["names_plants"]],
        statements=_number(path, row, "statements"),
        with_effects=_number(path, row, "with_effects"),
        passed_over=_number(path, row, "passed_over"),
    )


def _effect(path: Path, row: TableRow) -> EffectFact:
    quantity: Decimal | None = decimal_cell(path, row, "quantity") if row["quantity"] else None
    return EffectFact(
        section=row["section"],
        number=_number(path, row, "number"),
        direction=row["direction"],
        pressure=row["pressure"],
        component=row["component"],
        pollutant=row["pollutant"],
        quantity=quantity,
        unit=row["unit"],
        heading=row["heading"],
        printed_heading=row["printed_heading"],
        record=_number(path, row, "record"),
        field=row["field"],
        start=_number(path, row, "start"),
        end=_number(path, row, "end"),
        page=_optional_number(path, row, "page"),
        rule=row["rule"],
        cue=row["cue"],
        subject=row["subject"],
    )


def _optional_number(path: Path, row: TableRow, column: str) -> int | None:
    return _number(path, row, column) if row[column] else None


def _number(path: Path, row: TableRow, column: str) -> int:
    if not row[column].isascii() or not row[column].isdigit():
        raise refused(path, f"line {row.line}", f"{column} {row[column]!r}", "a whole number")
    return int(row[column])
