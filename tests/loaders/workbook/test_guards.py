"""Files that must not be opened, or not be believed: each is refused with what was found and where."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from rdflib import RDF, Graph, Literal

from loaders.loaded_source import SourceRefused
from loaders.workbook import limits
from loaders.workbook.checking import Rules
from loaders.workbook.csv_folder.reading import open_folder
from loaders.workbook.csv_folder.writing import unguarded, write_folder
from loaders.workbook.draft import TableRow
from loaders.workbook.drafts import load_draft, read_file, write_form, write_template
from loaders.workbook.writing import empty_draft
from loaders.workbook.xlsx.guards import check_package, without_empty_cells
from loaders.workbook.xlsx.opening import open_workbook
from ontology.namespaces import BAT, DOC

BOOK = '<workbook xmlns="x"><sheets><sheet name="a"/></sheets></workbook>'
SHEET = "xl/worksheets/sheet1.xml"


def _package(file: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in ({"xl/workbook.xml": BOOK} | parts).items():
            package.writestr(name, content)
    return file


def _rows(first: str, cell: str) -> str:
    return f'<worksheet xmlns="x"><sheetData><row r="{first}"><c r="{cell}"/></row></sheetData></worksheet>'


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"xl/vbaProject.bin": b"macro"}, "macros"),
        ({"xl/externalLinks/externalLink1.xml": "<a/>"}, "links to other workbooks"),
        ({"xl/_rels/workbook.xml.rels": '<r><Relationship Type="x/image" Target="http://e.org/a.png" '
          'TargetMode="External"/></r>'}, "a link to http://e.org/a.png"),
        ({SHEET: '<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'}, "a document type"),
        ({SHEET: '<?xml version="1.0" encoding="utf-16"?><worksheet/>'.encode("utf-16")}, "another encoding"),
        ({SHEET: "<worksheet><row></worksheet>"}, "broken XML"),
        ({SHEET: _rows("1048576", "A1048576")}, "1048576 rows"),
        ({SHEET: _rows("1", "XFD1")}, "16384 columns"),
        ({"xl/workbook.xml": "<workbook>" + "<sheet/>" * 401 + "</workbook>"}, "401 sheets"),
        ({"../../etc/passwd": "x"}, "a path that leaves the package"),
        ({SHEET: "<worksheet>" + " " * (limits.RATIO_FROM + 100_000) + "</worksheet>"}, "times larger unpacked"),
        ({f"xl/media/{n}": "x" for n in range(limits.PARTS)}, "parts"),
    ],
)  # fmt: skip
def test_a_package_is_refused(tmp_path: Path, parts: dict[str, str | bytes], found: str) -> None:
    with pytest.raises(SourceRefused) as refused:
        check_package(_package(tmp_path / "book.xlsx", parts))
    assert found in refused.value.found
    assert refused.value.mend
    assert refused.value.expected


def test_a_bomb_that_lies_about_its_size_is_stopped_while_it_unpacks(tmp_path: Path) -> None:
    file = _package(tmp_path / "book.xlsx", {SHEET: "<a>" + " " * 20_000_000 + "</a>"})
    content = bytearray(file.read_bytes())
    real = (20_000_007).to_bytes(4, "little")
    assert content.count(real) == 2
    file.write_bytes(bytes(content).replace(real, (1000).to_bytes(4, "little")))
    with pytest.raises(SourceRefused):
        check_package(file)


@pytest.mark.parametrize("name", ["book.xlsm", "book.xls", "book.zip"])
def test_only_plain_workbooks_are_opened(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceRefused, match="the ending"):
        check_package(_package(tmp_path / name, {}))


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(b"\xd0\xcf\x11\xe0 encrypted")
    with pytest.raises(SourceRefused, match="no readable XLSX"):
        check_package(tmp_path / "book.xlsx")


def test_a_foreign_workbook_is_refused_with_what_to_do(tmp_path: Path, rules: Rules) -> None:
    openpyxl.Workbook().save(tmp_path / "book.xlsx")
    with pytest.raises(SourceRefused, match="batgraph template"):
        open_workbook(tmp_path / "book.xlsx", rules.plan)


def test_rows_that_hold_nothing_are_left_out_before_a_workbook_is_opened(tmp_path: Path) -> None:
    """LibreOffice writes a thousand formatted rows below the last one."""
    empty = '<row r="2" ht="15"><c r="A2" s="27"/><c r="B2" s="27"/></row><row r="3"/>'
    filled = '<row r="1"><c r="A1" s="1"/><c r="B1" t="n"><v>5</v></c></row>'
    file = _package(tmp_path / "book.xlsx", {SHEET: f"<worksheet><sheetData>{filled}{empty}</sheetData></worksheet>"})
    with zipfile.ZipFile(without_empty_cells(file)) as lean:
        kept = '<row r="1"><c r="B1" t="n"><v>5</v></c></row>'
        assert lean.read(SHEET).decode() == f"<worksheet><sheetData>{kept}</sheetData></worksheet>"
        assert lean.read("xl/workbook.xml").decode() == BOOK


@pytest.fixture
def folder(tmp_path: Path, rules: Rules) -> Path:
    draft = empty_draft(rules.plan, rules.words, "sectoral", "ru", "CLM")
    write_template(draft, "csv", tmp_path / "book", rules)
    return tmp_path / "book"


def _metadata(change: Callable[[dict[str, object]], None]) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        file = folder / "csv-metadata.json"
        read = json.loads(file.read_text(encoding="utf-8"))
        change(read)
        file.write_text(json.dumps(read), encoding="utf-8")

    return plant


@pytest.mark.parametrize(
    ("plant", "found"),
    [
        (_metadata(lambda m: m["tables"][0].update(url="../book.csv")), "'../book.csv'"),  # type: ignore[index]
        (_metadata(lambda m: m["tables"][0].update(url="/etc/passwd")), "'/etc/passwd'"),  # type: ignore[index]
        (_metadata(lambda m: m["tables"][0].update(url="http://e.org/a.csv")), "'http://e.org/a.csv'"),  # type: ignore[index]
        (_metadata(lambda m: m["tables"].append(m["tables"][0])), "a second time"),  # type: ignore[attr-defined,index]
        (_metadata(lambda m: m.update({"dc:language": "xx"})), "language 'xx'"),
        (lambda f: (f / "Person.csv").unlink() or (f / "Person.csv").symlink_to("/etc/hostname"), "a link"),
        (lambda f: (f / "inner").mkdir(), "a link or folder"),
        (lambda f: (f / "csv-metadata.json").unlink(), "no csv-metadata.json"),
        (lambda f: (f / "csv-metadata.json").write_text("{"), "no JSON"),
        (lambda f: (f / "Person.csv").write_bytes(b'\xef\xbb\xbf"\xd0\x9a'), "broken CSV"),
    ],
)
def test_a_folder_is_refused(folder: Path, rules: Rules, plant: Callable[[Path], None], found: str) -> None:
    plant(folder)
    with pytest.raises(SourceRefused) as refused:
        open_folder(folder, rules.plan)
    assert found in refused.value.found


@pytest.mark.parametrize("text", ["=1+1", "+7 700", "-x", "@SUM(A1)", "'=a", "\tx", "plain", "-5.5"])
def test_a_text_like_a_formula_is_written_as_a_text_and_read_as_it_was(tmp_path: Path, rules: Rules, text: str) -> None:
    draft = empty_draft(rules.plan, rules.words, "sectoral", "en", "CLM")
    person = next(table for table in draft.tables if table.plan.machine == "bat:Person")
    filled = replace(person, rows=(TableRow(1, {1: "p", 2: text}),))
    write_folder(replace(draft, tables=(filled,)), tmp_path / "f")
    cell = (tmp_path / "f" / "Person.csv").read_text(encoding="utf-8-sig").splitlines()[1].split(",", 1)[1].strip('"')
    assert cell[0] not in "=+@\t"
    assert cell[0] != "-" or cell == "-5.5"
    assert unguarded(cell) == text


@pytest.mark.parametrize(
    ("encoding", "separator"), [("utf-8", ","), ("utf-8-sig", ";"), ("cp1251", ";"), ("utf-16", "\t")]
)
def test_csv_as_any_spreadsheet_saves_it(folder: Path, rules: Rules, encoding: str, separator: str) -> None:
    lines = [["Ключ", "Название"], ["иванов", "Иванов; отдел 5"]]
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in line) for line in lines)
    (folder / "Person.csv").write_bytes(text.encode(encoding))
    reading = read_file(folder, rules)
    assert reading.faults == ()
    said = [str(o) for s, o in reading.graph.subject_objects() if str(s).endswith("/clm/иванов")]
    assert sorted(said)[0] == "https://w3id.org/batgraph/def/Person"
    assert "Иванов; отдел 5" in said


def test_csv_faults_have_file_row_and_column(folder: Path, rules: Rules) -> None:
    (folder / "Person.csv").write_text("Ключ;Название;Телефон\n;Без ключа;\nа;А;5\n", encoding="utf-8")
    (folder / "Extra.csv").write_text("x", encoding="utf-8")
    found = {(f.kind, f.place.sheet, f.place.cell) for f in read_file(folder, rules).faults}
    assert found == {
        ("column-unknown", "Person.csv", "C1"),
        ("key-missing", "Person.csv", "A2"),
        ("file-unknown", "Extra.csv", "A1"),
    }


def test_loading_refuses_a_draft_with_every_fault_in_texts_alone(folder: Path, rules: Rules) -> None:
    (folder / "Person.csv").write_text("Ключ;Название;Телефон\n;Без ключа;\na;А;5\n", encoding="utf-8")
    with pytest.raises(SourceRefused) as refused:
        load_draft(folder, rules)
    # The process that reads sources passes a refusal on as JSON.
    passed_on = SourceRefused(**json.loads(json.dumps(vars(refused.value))))
    assert str(passed_on) == str(refused.value)
    assert passed_on.place == "2 places"
    assert "Person.csv!C1 «Телефон»: неизвестный столбец «Телефон»" in passed_on.found
    assert "Person.csv!A2 «Ключ»: строка без ключа" in passed_on.found


def test_formulas_are_texts_in_a_written_workbook(tmp_path: Path, rules: Rules) -> None:
    graph = Graph()
    graph.add((DOC["x/book"], RDF.type, BAT.CrossSectoralReferenceBook))
    graph.add((DOC["x/book"], BAT.documentCode, Literal("=HYPERLINK(1)")))
    write_form(graph, "xlsx", tmp_path / "b.xlsx", "en", rules, "x")
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "b.xlsx").read_bytes()))
    cell = next(
        c for row in book["Cross-sectoral reference book"].iter_rows() for c in row if "HYPERLINK" in str(c.value)
    )
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert set(read_file(tmp_path / "b.xlsx", rules).graph) == set(graph)
