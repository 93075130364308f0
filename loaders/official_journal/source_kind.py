"""What kind of source of a decision a file is, by what it holds and not by its name."""

import json
from pathlib import Path
from typing import Final, Literal

from loaders.loaded_source import SourceRefused
from loaders.official_journal.flattened_text.records import LARGEST_FILE, holds_flattened_records

SourceKind = Literal["pdf", "web-page", "flattened-text"]
_BEGINNING: Final = 1024


def source_kind(path: Path) -> SourceKind | None:
    """Return the kind of a source, or None for a file that holds no source of a decision. Raises SourceRefused.

    A file that cannot be opened is left to the PDF reader, which says what is wrong with it.
    """
    try:
        with path.open("rb") as stream:
            beginning = stream.read(_BEGINNING)
    except OSError:
        return "pdf"
    text = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<"):
        return "web-page"
    if text.startswith((b"[", b"{")):
        return "flattened-text" if _holds_records(path) else None
    return "pdf" if b"%PDF-" in beginning or path.suffix.lower() == ".pdf" else None


def checked_kind(path: Path) -> SourceKind:
    """Return the kind of a source. Raises SourceRefused for a file that holds none."""
    kind = source_kind(path)
    if kind is None:
        raise SourceRefused(
            file=path.name,
            place="the beginning of the file",
            found="neither a PDF nor a web page nor records by BAT number",
            expected="a decision on BAT conclusions in one of these forms",
            mend="Give the PDF of the Official Journal, or the page saved from EUR-Lex as HTML.",
        )
    return kind


def _holds_records(path: Path) -> bool:
    if path.stat().st_size > LARGEST_FILE:
        return False
    try:
        return holds_flattened_records(json.loads(path.read_text(encoding="utf-8-sig")))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return False
