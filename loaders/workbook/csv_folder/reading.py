"""From a folder of CSV files to tables, whoever saved them: with or without BOM, with commas or semicolons."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NoReturn, cast

from rdflib import RDF, URIRef

from loaders.loaded_source import SourceRefused
from loaders.workbook import limits
from loaders.workbook.csv_folder.metadata import METADATA_FILE
from loaders.workbook.csv_folder.writing import unguarded
from loaders.workbook.draft import CellValue, Draft, Place, Table, TableColumn, TableRow
from loaders.workbook.faults import Fault, fault
from loaders.workbook.plan import BOOK_CLASSES, BookKind, SheetPlan, WorkbookPlan, iri_of
from loaders.workbook.sheet_words import sheet_words
from shapes.trilingual import LANGUAGES, Language

_KEYS: Final = frozenset(sheet_words().words["key"].into(language).casefold() for language in LANGUAGES) | {"key"}
_NOTES: Final = ("#", ".", "~$")
_MEND_FOLDER: Final = "Keep the files of one draft in one folder, as `batgraph template --form csv` writes them."


def open_folder(folder: Path, plan: WorkbookPlan) -> tuple[Draft, tuple[Fault, ...]]:
    """Return the tables of a folder, and what is wrong with its files and headers.

    Raises SourceRefused if the folder is no draft or must not be read.
    """
    return _FolderReader(folder, plan).read()


class _FolderReader:
    def __init__(self, folder: Path, plan: WorkbookPlan) -> None:
        self._folder = folder
        self._plan = plan
        self._faults: list[Fault] = []
        self._cells = 0

    def read(self) -> tuple[Draft, tuple[Fault, ...]]:
        files = {file.name: file for file in self._files()}
        about = self._metadata(files)
        language, kind = about.get("dc:language"), about.get("dc:type")
        if language not in LANGUAGES or kind not in BOOK_CLASSES:
            self._refuse(METADATA_FILE, f"language {language!r} and kind {kind!r}", "those that the template states",
                         "Restore “dc:language” and “dc:type”.")  # fmt: skip
        tables = [
            self._table(files[name], sheet, cast(Language, language)) for name, sheet in self._named(about, files)
        ]
        code = about.get("dc:identifier")
        place = Place(self._folder.name, METADATA_FILE, pointer=f"{METADATA_FILE} dc:identifier")
        draft = Draft(
            self._folder.name,
            code if isinstance(code, str) else "",
            place,
            cast(BookKind, kind),
            cast(Language, language),
            tuple(tables),
        )
        return draft, tuple(self._faults)

    def _refuse(self, place: str, found: str, expected: str, mend: str = _MEND_FOLDER) -> NoReturn:
        raise SourceRefused(file=self._folder.name, place=place, found=found, expected=expected, mend=mend)

    def _files(self) -> Iterator[Path]:
        """The plain files of the folder: nothing that leads out of it, nothing too large."""
        size = 0
        for number, file in enumerate(sorted(self._folder.iterdir())):
            if number > limits.PARTS:
                self._refuse("the folder", f"more than {limits.PARTS} files", f"at most {limits.PARTS}")
            if file.name.startswith(_NOTES):
                continue
            if file.is_symlink() or not file.is_file():
                self._refuse(file.name, "a link or folder", "plain files")
            size += file.stat().st_size
            if size > limits.FILE_BYTES:
                self._refuse(file.name, f"more than {limits.FILE_BYTES} bytes", f"at most {limits.FILE_BYTES}")
            yield file

    def _metadata(self, files: dict[str, Path]) -> dict[str, Any]:
        if METADATA_FILE not in files:
            self._refuse("the folder", f"no {METADATA_FILE}", "the metadata that the template writes")
        try:
            read = json.loads(files[METADATA_FILE].read_text(encoding="utf-8-sig"))
        except (ValueError, RecursionError) as error:
            self._refuse(METADATA_FILE, f"no JSON ({error})", "CSVW metadata", "Restore it from the template.")
        if not isinstance(read, dict) or not isinstance(read.get("tables"), list):
            self._refuse(METADATA_FILE, "no list of tables", "CSVW metadata", "Restore it from the template.")
        return read

    def _named(self, about: dict[str, Any], files: dict[str, Path]) -> Iterator[tuple[str, SheetPlan]]:
        named: set[str] = set()
        for number, table in enumerate(about["tables"]):
            url = table.get("url") if isinstance(table, dict) else None
            place = f"{METADATA_FILE} tables[{number}]"
            if not isinstance(url, str) or url != Path(url).name or url.startswith((".", "~")) or "\\" in url:
                self._refuse(place, f"the file {url!r}", "the name of a file in this folder", "Restore the metadata.")
            sheet = self._plan.sheet(URIRef(str(table.get("dc:subject"))))
            if sheet is None:
                self._refuse(place, f"the class {table.get('dc:subject')!r}", "a class of the ontology",
                             "Restore the metadata.")  # fmt: skip
            if url.casefold() in {name.casefold() for name in named}:
                self._refuse(place, f"the file {url} a second time", "each file once", "Restore the metadata.")
            named.add(url)
            if url in files:
                yield url, sheet
        for name in files.keys() - named - {METADATA_FILE}:
            self._faults.append(fault("file-unknown", Place(self._folder.name, name, 1, 1), name))

    def _table(self, file: Path, sheet: SheetPlan, language: Language) -> Table:
        records = list(self._records(file))
        headers = [header.strip() for header in records[0]] if records else []
        columns = tuple(self._columns(file.name, headers, records, sheet, language))
        if not any(column.predicate is None for column in columns):
            place = Place(self._folder.name, file.name, 1, 1, headers[0] if headers else "")
            key = sheet_words().words["key"]
            self._faults.append(fault("header-changed", place, headers[0] if headers else "", key))
            columns = (TableColumn(1, headers[0] if headers else "", None), *(c for c in columns if c.number != 1))
        rows = []
        for number, record in enumerate(records[1:], 2):
            cells: dict[int, CellValue] = {
                column.number: unguarded(record[column.number - 1])
                for column in columns
                if column.number <= len(record) and record[column.number - 1].strip()
            }
            for position in range(len(headers) + 1, len(record) + 1):
                if record[position - 1].strip():
                    place = Place(self._folder.name, file.name, number, position)
                    self._faults.append(fault("column-unknown", place, record[position - 1]))
            if cells:
                rows.append(TableRow(number, cells))
        return Table(sheet, file.name, columns, tuple(rows))

    def _records(self, file: Path) -> Iterator[list[str]]:
        text = self._text(file)
        first = text.split("\n", 1)[0]
        separator = max((";", ",", "\t"), key=first.count)
        try:
            for number, record in enumerate(
                csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
            ):
                self._cells += sum(1 for cell in record if cell)
                if number > limits.ROWS or len(record) > limits.COLUMNS or self._cells > limits.CELLS:
                    self._refuse(file.name, f"{number} rows, {len(record)} columns, {self._cells} cells so far",
                                 f"at most {limits.ROWS}, {limits.COLUMNS}, {limits.CELLS}")  # fmt: skip
                yield record
        except csv.Error as error:
            self._refuse(f"{file.name}", f"broken CSV ({error})", "CSV with quotes around cells of several lines",
                         "Open the file in a spreadsheet and save it anew.")  # fmt: skip

    def _text(self, file: Path) -> str:
        """The text of a file: UTF-8 as it should be, UTF-16 and the Cyrillic code page as Excel may save it."""
        content = file.read_bytes()
        is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        for encoding in ["utf-16"] if is_wide else ["utf-8-sig", "cp1251"]:
            with suppress(UnicodeDecodeError):
                return content.decode(encoding)
        return self._refuse(file.name, "a text in no encoding that is known", "UTF-8", "Save the file as “CSV UTF-8”.")

    def _columns(
        self, name: str, headers: list[str], records: list[list[str]], sheet: SheetPlan, language: Language
    ) -> Iterator[TableColumn]:
        known = _headers(sheet, language)
        taken: set[URIRef | None] = set()
        for number, header in enumerate(headers, 1):
            if header.startswith("#"):
                continue
            place = Place(self._folder.name, name, 1, number, header)
            if header.casefold() not in known:
                if header or any(len(record) >= number and record[number - 1].strip() for record in records):
                    self._faults.append(fault("column-unknown", place, header or place.letter))
                continue
            predicate = known[header.casefold()]
            if predicate in taken:
                self._faults.append(fault("column-twice", place, header))
                continue
            taken.add(predicate)
            yield TableColumn(number, header, predicate)


def _headers(sheet: SheetPlan, language: Language) -> dict[str, URIRef | None]:
    """What a header may be: the name of a property in the draft's language first, then in any, or its machine name."""
    known: dict[str, URIRef | None] = {str(key): None for key in _KEYS}
    known["rdf:type"] = RDF.type
    for spoken in (*[other for other in LANGUAGES if other != language], language):
        for column in sheet.columns:
            known[column.label.into(spoken).casefold()] = column.predicate
    known |= {column.machine.casefold(): column.predicate for column in sheet.columns if iri_of(column.machine)}
    return known
