"""Reading a JSON file of technique records: a list of objects with `section`, `title` and texts under headings."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from loaders.loaded_source import SourceRefused

LIMIT_BYTES = 50_000_000
_IDENTIFYING = ("section", "title")
_EXPECTED = "a list of technique records, each an object with section, title and texts under headings"
_MEND = "Give a JSON file of technique records of a reference document."


@dataclass(frozen=True)
class SourceRecord:
    """One record as the file has it: its place in the file (from 0), section, title, and texts by printed heading."""

    position: int
    section: str
    title: str
    texts: Mapping[str, str]


def read_records(path: Path) -> tuple[SourceRecord, ...]:
    """Return the records of `path` in order. Raises SourceRefused for anything but a non-empty list of records."""
    items = _parsed(path)
    if not isinstance(items, list):
        raise _refused(path, "the whole file", f"JSON of kind {_kind(items)}")
    if not items:
        raise _refused(path, "the whole file", "an empty list")
    return tuple(_record(path, position, item) for position, item in enumerate(items))


def _parsed(path: Path) -> object:
    if path.is_dir():
        raise _refused(path, "the path", "a folder")
    if not path.exists():
        raise _refused(path, "the path", "no such file")
    size = path.stat().st_size
    if size > LIMIT_BYTES:
        raise _refused(path, "the whole file", f"{size} bytes (the limit is {LIMIT_BYTES})")
    if size == 0:
        raise _refused(path, "the whole file", "an empty file")
    try:
        parsed: object = json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _refused(path, f"byte {error.start}", "bytes that are not UTF-8") from error
    except json.JSONDecodeError as error:
        raise _refused(path, f"line {error.lineno}, column {error.colno}", f"no JSON ({error.msg})") from error
    except RecursionError as error:
        raise _refused(path, "the whole file", "JSON nested too deeply") from error
    return parsed


def _record(path: Path, position: int, item: object) -> SourceRecord:
    place = f"record {position + 1}"
    if not isinstance(item, dict):
        raise _refused(path, place, f"JSON of kind {_kind(item)}")
    for key in _IDENTIFYING:
        if key not in item:
            raise _refused(path, place, f"no {key!r}")
    for key, value in item.items():
        if not isinstance(value, str):
            raise _refused(path, f"{place}, {key!r}", f"JSON of kind {_kind(value)}")
    texts = {key: value for key, value in item.items() if key not in _IDENTIFYING}
    return SourceRecord(position, item["section"].strip(), item["title"].strip(), texts)


def _kind(value: object) -> str:
    names = {dict: "object", list: "list", str: "text", bool: "truth value", type(None): "null"}
    return names.get(type(value), "number")


def _refused(path: Path, place: str, found: str) -> SourceRefused:
    return SourceRefused(file=path.name, place=place, found=found, expected=_EXPECTED, mend=_MEND)
