"""What is asked of an XLSX file before anything of it is interpreted: it is a zip, and anybody can have made it."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final, NoReturn
from xml.parsers import expat

from loaders.loaded_source import SourceRefused
from loaders.workbook import limits

_CHUNK: Final = 1 << 16
_HYPERLINK: Final = "/hyperlink"
_DECLARED: Final = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ENCODINGS: Final = frozenset({b"utf-8", b"us-ascii"})
_MACROS: Final = ("vbaproject", "macrosheets/", "dialogsheets/", "activex/", "embeddings/")
_EMPTY_CELL: Final = re.compile(rb"<c\b[^<>]*/>")
_EMPTY_ROW: Final = re.compile(rb"<row\b[^<>]*(?:/>|></row>)")
_CELL: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def check_package(file: Path) -> None:
    """Refuse a file that is no plain workbook: encrypted, with macros, with links to other files, a bomb, too large.

    Raises SourceRefused.
    """
    guard = _Guard(file)
    if file.suffix.lower() != ".xlsx":
        guard.refuse("file name", f"the ending {file.suffix}", "a workbook without macros, .xlsx",
                     "Save it as “Excel Workbook (.xlsx)”.")  # fmt: skip
    if file.stat().st_size > limits.FILE_BYTES:
        guard.too_large("the file", f"{file.stat().st_size} bytes", limits.FILE_BYTES)
    try:
        with zipfile.ZipFile(file) as package:
            guard.check(package)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError) as error:
        guard.refuse("the file", f"no readable XLSX ({error})", "an Excel workbook (.xlsx) without a password",
                     "Open it in Excel or LibreOffice and save it as .xlsx.")  # fmt: skip


class _Guard:
    def __init__(self, file: Path) -> None:
        self._file = file

    def refuse(self, place: str, found: str, expected: str, mend: str) -> NoReturn:
        raise SourceRefused(file=self._file.name, place=place, found=found, expected=expected, mend=mend)

    def too_large(self, place: str, found: str, limit: int) -> NoReturn:
        self.refuse(place, found, f"at most {limit}", "A draft is never so large: look at what the file holds.")

    def check(self, package: zipfile.ZipFile) -> None:
        parts = package.infolist()
        if len(parts) > limits.PARTS:
            self.too_large("the package", f"{len(parts)} parts", limits.PARTS)
        if sum(part.file_size for part in parts) > limits.UNPACKED_BYTES:
            self.too_large(
                "the package", f"{sum(part.file_size for part in parts)} bytes unpacked", limits.UNPACKED_BYTES
            )
        names = [part.filename for part in parts]
        if len(set(map(str.casefold, names))) != len(names):
            self.refuse("the package", "a part that stands twice", "each part once", "Save the workbook anew.")
        if "xl/workbook.xml" not in names:
            self.refuse(
                "the package", "no workbook", "xl/workbook.xml", "Save the file as .xlsx in Excel or LibreOffice."
            )
        budget = _Budget()
        for part in parts:
            self._check_part(package, part, budget)

    def _check_part(self, package: zipfile.ZipFile, part: zipfile.ZipInfo, budget: "_Budget") -> None:
        name = part.filename
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name:
            self.refuse(name, "a path that leaves the package", "paths within it", "Save the workbook anew.")
        if part.flag_bits & 1:
            self.refuse(name, "an encrypted part", "no password", "Save the workbook without a password.")
        if any(sign in name.casefold() for sign in _MACROS):
            self.refuse(name, "macros or embedded objects", "a workbook without them", "Save it as plain .xlsx.")
        if "externallinks/" in name.casefold():
            self.refuse(name, "links to other workbooks", "values alone",
                        "Break the links (Data → Edit links) and save again.")  # fmt: skip
        if path.suffix.casefold() in (".xml", ".rels", ".vml"):
            self._check_xml(package, part, budget)
        else:
            for _ in self._chunks(package, part, budget):
                pass

    def _chunks(self, package: zipfile.ZipFile, part: zipfile.ZipInfo, budget: "_Budget") -> Iterator[bytes]:
        """Unpack a part piece by piece and stop a bomb before it has grown: what the zip says of sizes may be false."""
        unpacked = 0
        with package.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                unpacked += len(chunk)
                budget.unpacked += len(chunk)
                ratio = unpacked / max(part.compress_size, 1)
                if budget.unpacked > limits.UNPACKED_BYTES:
                    self.too_large(
                        part.filename, f"more than {limits.UNPACKED_BYTES} bytes unpacked", limits.UNPACKED_BYTES
                    )
                if unpacked > limits.RATIO_FROM and ratio > limits.UNPACKED_RATIO:
                    grown, most = f"{ratio:.0f} times larger unpacked", f"at most {limits.UNPACKED_RATIO} times"
                    self.refuse(part.filename, grown, most, "No person has filled this workbook; do not open it.")
                yield chunk

    def _check_xml(self, package: zipfile.ZipFile, part: zipfile.ZipInfo, budget: "_Budget") -> None:
        """Read XML as events: no document type, hence no entities; and count rows, columns and cells of sheets."""
        counter = _Counter(part.filename)
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse_doctype(part.filename)
        parser.StartElementHandler = counter.element
        first = True
        try:
            for chunk in self._chunks(package, part, budget):
                if first:
                    self._check_encoding(part.filename, chunk)
                    first = False
                parser.Parse(chunk, False)
                self._judge(counter, budget)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            self.refuse(part.filename, f"broken XML ({error})", "XML", "Open the workbook in Excel and save it anew.")
        self._judge(counter, budget)
        budget.cells += counter.cells

    def _refuse_doctype(self, name: str) -> Callable[..., None]:
        def handler(*_: object) -> None:
            self.refuse(name, "a document type declaration", "plain XML", "Save the workbook anew.")

        return handler

    def _check_encoding(self, name: str, chunk: bytes) -> None:
        start = chunk.removeprefix(b"\xef\xbb\xbf")
        declared = _DECLARED.match(start)
        if not start.lstrip().startswith(b"<") or (declared and declared[1].lower() not in _ENCODINGS):
            self.refuse(name, "XML in another encoding", "UTF-8", "Open the workbook in Excel and save it anew.")

    def _judge(self, counter: "_Counter", budget: "_Budget") -> None:
        place = counter.name
        if counter.external:
            self.refuse(place, f"a link to {counter.external}", "no links to other files",
                        "Break the links (Data → Edit links) and save again.")  # fmt: skip
        for found, limit, what in (
            (counter.sheets, limits.SHEETS, "sheets"),
            (counter.row, limits.ROWS, "rows"),
            (counter.column, limits.COLUMNS, "columns"),
            (budget.cells + counter.cells, limits.CELLS, "cells"),
        ):
            if found > limit:
                self.too_large(place, f"{found} {what}", limit)


class _Budget:
    """What all parts together have used."""

    unpacked = 0
    cells = 0


class _Counter:
    """What one part of XML holds: rows, columns and cells if it is a sheet; links to other files."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sheets = self.row = self.column = self.cells = 0
        self.external = ""
        self._is_sheet = name.startswith("xl/worksheets/")
        self._is_book = name == "xl/workbook.xml"

    def element(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "Relationship":
            if attributes.get("TargetMode") == "External" and not attributes.get("Type", "").endswith(_HYPERLINK):
                self.external = attributes.get("Target", "?")
        elif self._is_book and tag == "sheet":
            self.sheets += 1
        elif self._is_sheet and tag == "row":
            number = attributes.get("r", "")
            self.row = max(self.row, int(number)) if number.isdigit() else self.row + 1
        elif self._is_sheet and tag in ("v", "is", "f"):
            # LibreOffice writes a thousand formatted rows below the last filled one: only what holds something counts.
            self.cells += 1
        elif self._is_sheet and tag == "c":
            place = _CELL.fullmatch(attributes.get("r", ""))
            if place:
                self.column = max(self.column, _number(place[1]))


def without_empty_cells(file: Path) -> io.BytesIO:
    """Return a checked package without the cells and rows that hold nothing, which cost most of the time to open it."""
    lean = io.BytesIO()
    with zipfile.ZipFile(file) as package, zipfile.ZipFile(lean, "w", zipfile.ZIP_STORED) as out:
        for part in package.infolist():
            content = package.read(part)
            if part.filename.startswith("xl/worksheets/"):
                content = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", content))
            out.writestr(part.filename, content)
    lean.seek(0)
    return lean


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
