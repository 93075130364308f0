"""What cannot be read whole is refused whole, with what was wrong and what to do."""

import zlib
from pathlib import Path

import pytest

from loaders.loaded_source import SourceRefused
from loaders.official_journal.layout import pdf_pages, read_decision_text, source_file
from tests.loaders.official_journal.small_pdf import Sheet, assembled, pdf_of

SENTENCE = "A line of running text that is long enough for a page to count as one that carries text."


def sheet() -> Sheet:
    return Sheet().head(1).text(90, 100, SENTENCE)


def refusal(path: Path) -> SourceRefused:
    with pytest.raises(SourceRefused) as caught:
        read_decision_text(path)
    return caught.value


def written(folder: Path, content: bytes, name: str = "decision.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_small_pdf_is_read(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    decision = read_decision_text(
        written(tmp_path, pdf_of([sheet(), sheet()])), lambda done, total: seen.append((done, total))
    )
    assert (decision.file_name, decision.language, decision.page_count) == ("decision.pdf", "en", 2)
    assert [block.text for block in decision.blocks if hasattr(block, "text")] == [SENTENCE, SENTENCE]
    assert seen == [(1, 2), (2, 2)]


def test_a_missing_file(tmp_path: Path) -> None:
    fault = refusal(tmp_path / "nowhere.pdf")
    assert (fault.file, fault.place, fault.found) == ("nowhere.pdf", "the path", "no file")
    assert fault.mend == "Check the name and the folder."


def test_a_directory(tmp_path: Path) -> None:
    fault = refusal(tmp_path)
    assert (fault.found, fault.expected) == ("a directory", "a PDF file")


def test_an_empty_file(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, b"")).found == "an empty file"


@pytest.mark.parametrize("content", [b"PK\x03\x04 a workbook", b"<html>not found</html>", b"\x00" * 5000])
def test_a_file_of_another_kind(tmp_path: Path, content: bytes) -> None:
    fault = refusal(written(tmp_path, content))
    assert (fault.place, fault.expected) == ("byte 0", "%PDF-, with which a PDF begins")
    assert fault.found == repr(content[:12])


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_a_truncated_file(tmp_path: Path, share: float) -> None:
    whole = pdf_of([sheet() for _ in range(4)]).rstrip()
    kept = max(20, int(share * len(whole)))
    fault = refusal(written(tmp_path, whole[:kept]))
    assert fault.place == f"byte {kept}"
    assert fault.found == "the end of the file in the middle of the PDF"


def test_every_cut_of_a_small_file_is_refused(tmp_path: Path) -> None:
    whole = pdf_of([sheet()]).rstrip()
    for kept in range(1, len(whole), 37):
        refusal(written(tmp_path, whole[:kept]))


def test_a_file_whose_middle_is_missing(tmp_path: Path) -> None:
    whole = pdf_of([sheet()])
    fault = refusal(written(tmp_path, whole[:200] + whole[300:]))
    assert fault.found in {"no cross-reference table", "a stream that ends too early"} or "damaged" in fault.found


def test_a_damaged_stream(tmp_path: Path) -> None:
    whole = bytearray(pdf_of([sheet()]))
    start = whole.index(b"stream\n") + 7
    whole[start + 12 : start + 24] = b"\xff" * 12
    fault = refusal(written(tmp_path, bytes(whole)))
    assert fault.place == f"byte {start}"
    assert fault.found.startswith("a damaged stream")


def test_an_encrypted_file(tmp_path: Path) -> None:
    password = "00" * 32
    encryption = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{password}> /U <{password}> /P -4 >> /ID [<00> <00>]"
    fault = refusal(written(tmp_path, pdf_of([sheet()], trailer=encryption)))
    assert fault.found == "an encrypted PDF"
    assert fault.mend == "Fetch the unprotected PDF from EUR-Lex."


def test_a_scan_without_text(tmp_path: Path) -> None:
    picture = Sheet().rule(40, 40, 550, 800)
    fault = refusal(written(tmp_path, pdf_of([picture, Sheet().text(280, 30, "Copy 2")])))
    assert fault.found == "5 characters on 2 pages"
    assert fault.mend.startswith("It is a scan")


def test_a_file_without_pages(tmp_path: Path) -> None:
    fault = refusal(written(tmp_path, pdf_of([])))
    assert fault.found == "a PDF without pages"


def test_a_file_without_a_catalogue(tmp_path: Path) -> None:
    fault = refusal(written(tmp_path, assembled([b"<< /Nothing true >>"])))
    assert fault.found.startswith(("a PDF that cannot be parsed", "a PDF without pages"))


def test_a_stream_that_unpacks_to_something_absurd(tmp_path: Path) -> None:
    bomb = b"0" * (source_file.LARGEST_STREAM + 10)
    file = pdf_of([bomb])
    assert len(file) < 200_000
    assert refusal(written(tmp_path, file)).found.startswith("streams that unpack to more than")


def test_a_stream_packed_twice(tmp_path: Path) -> None:
    packed = zlib.compress(zlib.compress(sheet().content))
    stream = b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n%b\nendstream" % (len(packed), packed)
    assert refusal(written(tmp_path, assembled([b"<< /Type /Catalog >>", stream]))).found == "a stream packed twice"


def test_an_absurd_number_of_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "MOST_PAGES", 3)
    fault = refusal(written(tmp_path, pdf_of([sheet() for _ in range(4)])))
    assert (fault.found, fault.expected) == ("4 pages", "at most 3 pages")


def test_an_absurd_number_of_shapes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "MOST_MARKS_ON_PAGE", 200)
    crowded = sheet()
    for step in range(150):
        crowded.rule(50, 100 + step * 4, 500, 100 + step * 4)
    fault = refusal(written(tmp_path, pdf_of([sheet(), crowded])))
    assert fault.place == "page 2"


def test_an_absurd_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_file, "LARGEST_FILE", 100)
    assert refusal(written(tmp_path, pdf_of([sheet()]))).expected == "at most 100"
