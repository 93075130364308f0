"""Small pages written by hand in the forms of the site: what stands where, and which files are refused."""

from pathlib import Path

import pytest

from loaders.loaded_source import SourceRefused
from loaders.official_journal.page_content import Cell, Line, Table
from loaders.official_journal.reading import read_decision
from loaders.official_journal.web_page import WebPage, read_web_page


def page(folder: Path, body: str, head: str = '<meta charset="utf-8">') -> WebPage:
    path = folder / "page.html"
    path.write_text(f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    return read_web_page(path)


def lines(read: WebPage) -> list[tuple[str, bool, str, tuple[str, ...]]]:
    return [(one.text, one.is_heading, one.section, one.marks) for one in read.text.blocks if isinstance(one, Line)]


def tables(read: WebPage) -> list[Table]:
    return [one for one in read.text.blocks if isinstance(one, Table)]


def said(cells: tuple[Cell, ...]) -> list[tuple[int, int, int, int, str, tuple[str, ...]]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text, cell.marks) for cell in cells]


def test_headings_statements_and_emphasised_paragraphs(tmp_path: Path) -> None:
    read = page(
        tmp_path,
        """
        <p class="oj-ti-grseq-1" id="d1e1-1-1"><span class="oj-bold">1.2.   Noise</span></p>
        <p class="oj-ti-grseq-1"><span class="oj-bold">BAT 7.   </span>In order to reduce noise, BAT is to use low-noise
        equipment.</p>
        <p class="normal"><span class="italic">Applicability</span></p>
        <p class="oj-normal">NO<span class="oj-sub">X</span> in mg/Nm<span class="oj-super">3</span>,
        10<sup>-3</sup> m.</p>
        """,
    )
    assert lines(read) == [
        ("1.2. Noise", True, "1.2", ()),
        ("BAT 7. In order to reduce noise, BAT is to use low-noise equipment.", False, "1.2", ()),
        ("Applicability", True, "1.2", ()),
        ("NOX in mg/Nm3, 10⁻³ m.", False, "1.2", ()),
    ]
    first = read.text.blocks[0]
    assert isinstance(first, Line)
    assert read.said(first.page) == "page.html, anchor d1e1-1-1"


def test_lists_laid_out_as_tables_nest(tmp_path: Path) -> None:
    read = page(
        tmp_path,
        """
        <table border="0"><col width="4%"/><col width="96%"/><tbody><tr>
          <td><p class="normal">(a)</p></td>
          <td><p class="normal">noise plan:</p>
            <table border="0"><tr><td><p>—</p></td><td><p>measures;</p></td></tr></table>
            <p class="normal">It is kept.</p></td></tr></tbody></table>
        """,
    )
    assert [one[0] for one in lines(read)] == ["(a) noise plan:", "— measures;", "It is kept."]


def test_spans_groups_lists_in_cells_and_notes_of_both_kinds(tmp_path: Path) -> None:
    read = page(
        tmp_path,
        """
        <p class="oj-ti-tbl">Table 3</p>
        <p class="oj-ti-tbl">Levels <a id="ntc7-E1" href="#ntr7-E1">(<span class="oj-note-tag">7</span>)</a></p>
        <table class="oj-table"><tbody>
          <tr class="oj-table"><td rowspan="2"><p class="oj-tbl-hdr">Type</p></td>
            <td colspan="2"><p class="oj-tbl-hdr">BAT-AELs</p>
              <p class="oj-tbl-hdr">(mg/Nm<span class="oj-super">3</span>)</p>
            </td></tr>
          <tr><td><p class="oj-tbl-hdr">New</p></td><td><p class="oj-tbl-hdr">Existing</p></td></tr>
          <tr><td colspan="3"><p class="oj-tbl-hdr">Boilers</p></td></tr>
          <tr><td><p class="oj-tbl-txt">gas-fired:</p>
              <table border="0"><tr><td><p>—</p></td><td><p>new</p></td></tr></table>
            </td><td colspan="2"><p class="oj-tbl-txt">1–2 (<span class="oj-super oj-note-tag">8</span>)</p></td></tr>
          <tr class="oj-tblnote"><td colspan="3"><p>(8)  Not for peat.</p></td></tr>
        </tbody></table>
        <p class="oj-note"><a id="ntr7-E1" href="#ntc7-E1">(<span class="oj-super">7</span>)</a>  As a mean.</p>
        """,
    )
    (table,) = tables(read)
    assert (table.number, table.caption, table.caption_marks, table.header_rows) == ("3", "Levels", ("7",), 2)
    assert (table.row_count, table.column_count) == (4, 3)
    assert said(table.cells) == [
        (0, 0, 2, 1, "Type", ()),
        (0, 1, 1, 2, "BAT-AELs\n(mg/Nm3)", ()),
        (1, 1, 1, 1, "New", ()),
        (1, 2, 1, 1, "Existing", ()),
        (2, 0, 1, 3, "Boilers", ()),
        (3, 0, 1, 1, "gas-fired:\n— new", ()),
        (3, 1, 1, 2, "1–2", ("8",)),
    ]
    assert [(note.mark, note.text) for note in table.footnotes] == [("8", "Not for peat."), ("7", "As a mean.")]


def test_a_note_of_running_text_stands_at_its_mark(tmp_path: Path) -> None:
    read = page(
        tmp_path,
        """
        <p class="normal">Treated waste water <a href="#ntr1-E1" id="ntc1-E1">(<span class="super">1</span>)</a>.</p>
        <p class="note"><a href="#ntc1-E1" id="ntr1-E1">(<span class="super">1</span>)</a>  Directive 91/271/EEC.</p>
        """,
    )
    first, note = read.text.blocks
    assert isinstance(first, Line)
    assert isinstance(note, Line)
    assert (first.text, first.marks) == ("Treated waste water .", ("1",))
    assert (note.text, note.marks, note.is_page_note, note.page) == ("Directive 91/271/EEC.", ("1",), True, first.page)


def test_the_place_of_publication_as_the_site_prints_it(tmp_path: Path) -> None:
    read = page(tmp_path, "<div id='PP4Contents'>OJ L 313, 4.12.2019, p. 60–93 (BG, ES, EN)</div><p>In force: yes</p>")
    assert read.text.page_headers == ("L 313/60 4.12.2019",)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "the page"),
        (b'<!DOCTYPE html [<!ENTITY a "b">]><p>&a;</p>', "the document type"),
        (b'<html><head><meta charset="utf-8"></head><body>\xff</body></html>', "the file"),
        (b'<html><head><meta charset="klingon"></head><body>x</body></html>', "the file"),
        (b"<html><body>" + b"<div>" * 200 + b"x" + b"</div>" * 200 + b"</body></html>", "the page"),
        (b"<table class='oj-table'><tr><td colspan='1000000'><p>x</p></td></tr></table>", "the table at anchor"),
    ],
    ids=["empty", "entities", "bytes", "charset", "depth", "span"],
)
def test_what_is_no_bearable_page_is_refused(tmp_path: Path, content: bytes, place: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(content)
    with pytest.raises(SourceRefused) as caught:
        read_web_page(path)
    assert caught.value.place.startswith(place)


def test_no_file_is_fetched(tmp_path: Path) -> None:
    """A page may name images and frames; nothing of them is read, from no place."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    read = page(
        tmp_path, f'<p class="normal">text<img src="file://{secret}" alt=""/></p><iframe src="secret.txt"></iframe>'
    )
    assert [one[0] for one in lines(read)] == ["text"]


def test_a_page_of_another_act_is_refused_with_what_was_found(tmp_path: Path) -> None:
    path = tmp_path / "FDM_2019-2031_EN.html"
    title = "COMMISSION REGULATION (EU) 2019/1 of 3 January 2019 on fisheries"
    path.write_text(f"<html><body><p class='oj-doc-ti'>{title}</p></body></html>", encoding="utf-8")
    with pytest.raises(SourceRefused) as caught:
        read_decision(path)
    assert title in caught.value.found
