"""The records of a flattened decision: one JSON object per numbered BAT, checked before anything is read from them."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from loaders.loaded_source import SourceRefused

LARGEST_FILE: Final = 16 * 1024 * 1024
MOST_RECORDS: Final = 1000
MOST_LINES: Final = 100_000
_KEYS: Final[Mapping[str, type]] = {
    "bat_number": int,
    "full_text": str,
    "document_code": str,
    "language": str,
    "source_url": str,
}
_CELEX: Final = re.compile(r"CELEX(?::|%3A)(?P<celex>3(?P<year>\d{4})D(?P<serial>\d{4}))\b", re.IGNORECASE)


@dataclass(frozen=True)
class Record:
    """The text that stands under one BAT number, by lines."""

    number: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class FlattenedFile:
    """All records with what every one of them says of the document; `language` is its English name, e.g. `English`."""

    file_name: str
    celex: str
    number: str
    sector: str
    language: str
    records: tuple[Record, ...]


def holds_flattened_records(content: object) -> bool:
    """Return whether parsed JSON is a list of such records, by the keys of the first one."""
    return isinstance(content, list) and bool(content) and _is_record(content[0])


def read_records(path: Path) -> FlattenedFile:
    """Return the records of the JSON file `path`, BAT 1 to the last.

    Raises SourceRefused for a file that is missing, absurdly large, no JSON, of another shape, with a gap in the
    numbers, or whose records name different documents.
    """
    refuse = _Refusal(path.name)
    content = _parsed(path, refuse)
    if not isinstance(content, list) or not content:
        raise refuse("the file", f"a JSON {type(content).__name__}", "a list of records, one per BAT")
    if len(content) > MOST_RECORDS:
        raise refuse("the file", f"{len(content)} records", f"at most {MOST_RECORDS}")
    records = tuple(_record(item, place, refuse) for place, item in enumerate(content, start=1))
    for expected, record in enumerate(records, start=1):
        if record.number != expected:
            raise refuse(f"record {expected}", f"BAT {record.number}", f"BAT {expected}: the series has no gap")
    celex = _one(content, "source_url", refuse, _celex)
    return FlattenedFile(
        file_name=path.name,
        celex=celex,
        number=f"{celex[1:5]}/{int(celex[6:])}",
        sector=_one(content, "document_code", refuse, str),
        language=_one(content, "language", refuse, str),
        records=records,
    )


class _Refusal:
    def __init__(self, file: str) -> None:
        self.file = file

    def __call__(self, place: str, found: str, expected: str) -> SourceRefused:
        mend = "Give the records as they were taken from the page, or the PDF of the Official Journal instead."
        return SourceRefused(file=self.file, place=place, found=found, expected=expected, mend=mend)


def _parsed(path: Path, refuse: _Refusal) -> Any:
    if not path.is_file():
        raise refuse("the path", "no file", "a JSON file")
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise refuse("the file", f"{size} bytes", f"at most {LARGEST_FILE}")
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as fault:
        raise refuse("the file", f"no JSON that can be read ({fault})", "JSON in UTF-8") from fault


def _is_record(item: object) -> bool:
    return isinstance(item, dict) and _KEYS.keys() <= item.keys()


def _record(item: object, place: int, refuse: _Refusal) -> Record:
    if not isinstance(item, dict):
        raise refuse(f"record {place}", f"a {type(item).__name__}", "an object")
    for key, kind in _KEYS.items():
        if not isinstance(item.get(key), kind) or isinstance(item.get(key), bool):
            raise refuse(f"record {place}, {key}", repr(item.get(key)), f"a value of type {kind.__name__}")
    lines = tuple(item["full_text"].split("\n"))
    if len(lines) >= MOST_LINES:
        raise refuse(f"record {place}, full_text", f"{len(lines)} lines", f"fewer than {MOST_LINES}")
    return Record(item["bat_number"], lines)


def _one(content: Sequence[Any], key: str, refuse: _Refusal, value_of: Any) -> str:
    """Return what all records say under `key`. Raises SourceRefused naming both where two differ."""
    values: dict[str, int] = {}
    for place, item in enumerate(content, start=1):
        values.setdefault(value_of(item[key]), place)
    if len(values) > 1:
        (first, here), (other, there), *_ = values.items()
        raise refuse(f"record {there}, {key}", other or repr(content[there - 1][key]), f"{first}, as record {here}")
    value = next(iter(values))
    if not value:
        raise refuse(f"record 1, {key}", repr(content[0][key]), "an address of EUR-Lex with a CELEX number")
    return str(value)


def _celex(address: str) -> str:
    found = _CELEX.search(address)
    return found["celex"] if found else ""
