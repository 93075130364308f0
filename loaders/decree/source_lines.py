"""The file as lines, and how lines group into printed blocks."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from loaders.loaded_source import SourceRefused

_EXPECTED_FILE: Final = "the Kazakh text of Decree No. 775 as a UTF-8 text file"
_FIRST_LINE_INDENT: Final = re.compile(r"\f*[ \t]{3,}\S")
_CHAPTER: Final = re.compile(r"\f*(\d+)-тарау\.(?:\s|$)")
_SECTION: Final = re.compile(r"\f*(\d+)-параграф\.(?:\s|$)")


class BlockKind(StrEnum):
    """How a block is printed."""

    HEAD = "head"
    CHAPTER = "chapter"
    SECTION = "section"
    TEXT = "text"


@dataclass(frozen=True)
class PrintedLine:
    """One line of the file, counted from 1; `text` is as it stands, without the line end."""

    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True)
class Block:
    """Lines printed as one: a heading, or a text whose first line is indented. Blank lines are left out."""

    kind: BlockKind
    lines: tuple[PrintedLine, ...]

    @property
    def first_line(self) -> int:
        return self.lines[0].number

    @property
    def last_line(self) -> int:
        return self.lines[-1].number


def read_lines(path: Path) -> tuple[PrintedLine, ...]:
    """Return the lines of the file; composed Unicode (NFC), so that equal words are equal strings.

    Raises SourceRefused for what is no readable text file: a directory, a missing or empty file, other encodings.
    """
    text = _decoded(path, _bytes_of(path))
    if not text.strip():
        raise SourceRefused(
            file=path.name,
            place="line 1",
            found="an empty file" if not text else "nothing but blank lines",
            expected=_EXPECTED_FILE,
            mend="Extract the text of the decree anew.",
        )
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return tuple(PrintedLine(number, line) for number, line in enumerate(composed.split("\n"), start=1))


def printed_lines(lines: Sequence[PrintedLine], first_line: int, last_line: int) -> str:
    """Return that stretch of the file as it stands, blank lines included."""
    return "\n".join(line.text for line in lines[first_line - 1 : last_line])


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        found = "a directory"
    else:
        try:
            return path.read_bytes()
        except OSError as error:
            found = f"a file that cannot be opened ({error.strerror})"
    raise SourceRefused(
        file=path.name,
        place="the file itself",
        found=found,
        expected=_EXPECTED_FILE,
        mend="Give the path of the text file.",
    )


def _decoded(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SourceRefused(
            file=path.name,
            place=f"line {line}, byte {error.start + 1} of the file",
            found=f"a byte that is not UTF-8 (0x{content[error.start]:02x})",
            expected=_EXPECTED_FILE,
            mend="Save the text as UTF-8; from a PDF, extract its text first.",
        ) from error


def group_blocks(lines: tuple[PrintedLine, ...]) -> tuple[Block, ...]:
    """Return the printed blocks in order.

    A block begins at an indented line or at a chapter or section heading. A heading ends at a blank line; a text goes
    on over blank lines, which are page breaks, until the next block begins. Other lines between blank lines, as the
    title of the act, are blocks of kind HEAD.
    """
    grouped: list[tuple[BlockKind, list[PrintedLine]]] = []
    after_blank = True
    for line in lines:
        if line.is_blank:
            after_blank = True
            continue
        kind = _begins(line, after_blank, grouped[-1][0] if grouped else BlockKind.HEAD)
        if kind is None and grouped:
            grouped[-1][1].append(line)
        else:
            grouped.append((kind or BlockKind.HEAD, [line]))
        after_blank = False
    return tuple(Block(kind, tuple(members)) for kind, members in grouped)


def _begins(line: PrintedLine, after_blank: bool, current: BlockKind) -> BlockKind | None:
    """Return the kind of block that this line begins, or None if it goes on with the current one."""
    if _FIRST_LINE_INDENT.match(line.text):
        return BlockKind.TEXT
    if _CHAPTER.match(line.text):
        return BlockKind.CHAPTER
    if _SECTION.match(line.text):
        return BlockKind.SECTION
    if after_blank and current is not BlockKind.TEXT:
        return BlockKind.HEAD
    return None
