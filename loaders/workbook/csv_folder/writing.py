"""A draft as a folder of CSV files that Excel opens with a double click."""

import csv
import json
from pathlib import Path
from typing import Final

from loaders.loaded_source import SourceRefused
from loaders.workbook.csv_folder.metadata import METADATA_FILE, delimiter, file_name, metadata_of
from loaders.workbook.draft import Draft, Table, Unreadable
from loaders.workbook.sheet_words import sheet_words
from loaders.workbook.values import as_text
from shapes.trilingual import Language

_LIKE_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "'")


def write_folder(draft: Draft, folder: Path) -> None:
    """Write metadata and one file per table into a new or empty folder.

    Raises SourceRefused if the folder holds anything: files of another draft must not be mixed in.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SourceRefused(
            file=str(folder),
            place="the folder",
            found="a file, or a folder that is not empty",
            expected="a new or empty folder",
            mend="Give another folder, or empty this one.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    for table in draft.tables:
        _write_table(table, folder / file_name(table), draft.language)
    metadata = json.dumps(metadata_of(draft), ensure_ascii=False, indent=1)
    (folder / METADATA_FILE).write_text(metadata + "\n", encoding="utf-8")


def _write_table(table: Table, file: Path, language: Language) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter(language), lineterminator="\r\n")
        key = sheet_words().words["key"].into(language)
        writer.writerow([column.header or key for column in table.columns])
        for row in table.rows:
            cells = (row.cells.get(column.number) for column in table.columns)
            writer.writerow(["" if isinstance(c, Unreadable) else _guarded(as_text(c), c) for c in cells])


def _guarded(text: str, value: object) -> str:
    """A text that a spreadsheet would run as a formula, made a text by an apostrophe; numbers stay numbers."""
    is_text = isinstance(value, str) and not _is_number(text)
    return f"'{text}" if is_text and text.startswith(_LIKE_A_FORMULA) else text


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdigit()


def unguarded(text: str) -> str:
    """Return a text without the apostrophe that guards it."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_LIKE_A_FORMULA) else text
