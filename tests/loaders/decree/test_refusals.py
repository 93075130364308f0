"""Every planted fault is refused, and the message names the right place."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.decree import load_decree, read_decree
from loaders.loaded_source import SourceRefused

Find = Callable[[str, int], tuple[int, int]]
Save = Callable[[str], Path]


def _refusal(path: Path) -> SourceRefused:
    with pytest.raises(SourceRefused) as caught:
        read_decree(path)
    assert caught.value.file == path.name
    assert caught.value.mend
    return caught.value


@pytest.mark.parametrize("number", range(1, 67))
def test_a_missing_paragraph_is_named(text: str, saved: Save, paragraph_lines: Find, number: int) -> None:
    lines = text.split("\n")
    start, end = paragraph_lines(text, number)
    refusal = _refusal(saved("\n".join(lines[:start] + lines[end:])))
    assert refusal.expected == f"p{number}"
    if number < 66:
        assert refusal.place.startswith(f"line {start + 1} (")
        assert " directly after " in refusal.found
    else:
        assert refusal.place == f"line {start}"
        assert refusal.found == "the end of the text after p65"


def test_a_paragraph_run_into_the_one_before_is_named_with_its_line(
    text: str, saved: Save, paragraph_lines: Find
) -> None:
    lines = text.split("\n")
    start, _ = paragraph_lines(text, 44)
    lines[start] = lines[start].lstrip()
    refusal = _refusal(saved("\n".join(lines)))
    assert (refusal.place, refusal.found, refusal.expected) == (
        f"line {start + 1}",
        "the number of p44 inside the text of p43",
        "p44",
    )


def test_the_last_paragraph_run_into_the_one_before_is_named(text: str, saved: Save, paragraph_lines: Find) -> None:
    lines = text.split("\n")
    start, _ = paragraph_lines(text, 66)
    lines[start] = lines[start].lstrip()
    refusal = _refusal(saved("\n".join(lines)))
    assert (refusal.place, refusal.found) == (f"line {start + 1}", "the number of p66 inside the text of p65")


def test_a_paragraph_that_lost_its_number_is_named(text: str, saved: Save, paragraph_lines: Find) -> None:
    lines = text.split("\n")
    start, end = paragraph_lines(text, 44)
    lines[start] = lines[start].replace("44. ", "")
    refusal = _refusal(saved("\n".join(lines)))
    assert (refusal.place, refusal.found, refusal.expected) == (
        f"line {end + 1} (p45)",
        "p45 directly after p43",
        "p44",
    )


def test_a_repeated_paragraph_is_named_with_both_lines(text: str, saved: Save, paragraph_lines: Find) -> None:
    lines = text.split("\n")
    start, end = paragraph_lines(text, 44)
    refusal = _refusal(saved("\n".join(lines[:end] + lines[start:])))
    assert refusal.place == f"line {end + 1} (p44)"
    assert refusal.found == f"p44 a second time (the first stands on line {start + 1})"
    assert refusal.expected == "p45"


def test_paragraphs_in_the_wrong_order_are_named(text: str, saved: Save, paragraph_lines: Find) -> None:
    lines = text.split("\n")
    (start, middle), (_, end) = paragraph_lines(text, 44), paragraph_lines(text, 45)
    moved = start + end - middle
    swapped = lines[:start] + lines[middle:end] + lines[start:middle] + lines[end:]
    refusal = _refusal(saved("\n".join(swapped)))
    assert refusal.place == f"line {start + 1} (p45)"
    assert refusal.found == f"p45 before p44, which stands on line {moved + 1}"
    assert refusal.expected == "p44"


def test_a_paragraph_too_many_is_named(text: str, saved: Save) -> None:
    added = text.rstrip() + "\n      67. Тағы бір тармақ.\n"
    refusal = _refusal(saved(added))
    assert refusal.place == f"line {added.rstrip().count(chr(10)) + 1} (p67)"
    assert refusal.found == "p67, which the act does not have"
    assert refusal.expected == "nothing more after p66"


@pytest.mark.parametrize(
    ("heading", "expected", "found"),
    [
        ("1-параграф.", "chapter-2-section-1", "p3 directly after chapter-2"),
        ("4-параграф.", "chapter-2-section-4", "p47 directly after p46"),
        ("3-тарау.", "chapter-3", "p59 directly after p58"),
    ],
)
def test_a_missing_heading_is_named(text: str, saved: Save, heading: str, expected: str, found: str) -> None:
    without = re.sub(rf"\n{re.escape(heading)}[^\n]*(\n[^\n]+)*?\n\n", "\n\n", text)
    refusal = _refusal(saved(without))
    assert (refusal.expected, refusal.found) == (expected, found)


def test_a_missing_sub_paragraph_is_named(text: str, saved: Save, paragraph_lines: Find) -> None:
    lines = text.split("\n")
    start, end = paragraph_lines(text, 4)
    fifth = next(i for i in range(start, end) if lines[i].startswith("      5) "))
    sixth = next(i for i in range(start, end) if lines[i].startswith("      6) "))
    refusal = _refusal(saved("\n".join(lines[:fifth] + lines[sixth:])))
    assert refusal.place == f"line {fifth + 1} (p4.6)"
    assert refusal.expected == "p4.5"


def test_a_text_directly_under_a_heading_is_named(text: str, saved: Save, paragraph_lines: Find) -> None:
    lines = text.split("\n")
    start, _ = paragraph_lines(text, 47)
    refusal = _refusal(saved("\n".join([*lines[:start], "      1) Иесіз тармақша.", *lines[start:]])))
    assert refusal.place == f"line {start + 1}"
    assert refusal.expected == "a numbered paragraph"


def test_a_stray_line_after_a_heading_is_named(text: str, saved: Save, paragraph_lines: Find) -> None:
    lines = text.split("\n")
    start, _ = paragraph_lines(text, 47)
    refusal = _refusal(saved("\n".join([*lines[:start], "бет 12", *lines[start:]])))
    assert refusal.place == f"line {start + 1}"
    assert "begins no paragraph" in refusal.found


def test_a_paragraph_that_stops_in_mid_sentence_is_named(text: str, saved: Save, paragraph_lines: Find) -> None:
    lines = text.split("\n")
    start, end = paragraph_lines(text, 44)
    refusal = _refusal(saved("\n".join(lines[: end - 1] + lines[end:])))
    assert refusal.place == f"line {start + 1} (p44)"
    assert "stops in mid-sentence" in refusal.found


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "an empty file"),
        (b" \n\n\x0c\n", "nothing but blank lines"),
        ("қаулы".encode("utf-16"), "a byte that is not UTF-8 (0xff)"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n", "a byte that is not UTF-8 (0xe2)"),
    ],
)
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes, found: str) -> None:
    path = tmp_path / "copy.txt"
    path.write_bytes(content)
    assert _refusal(path).found == found


def test_the_line_of_a_broken_byte_is_named(text: str, tmp_path: Path) -> None:
    lines = text.encode().split(b"\n")
    lines[299] = lines[299] + b"\xff"
    path = tmp_path / "copy.txt"
    path.write_bytes(b"\n".join(lines))
    offset = len(b"\n".join(lines[:300]))
    assert _refusal(path).place == f"line 300, byte {offset} of the file"


def test_a_directory_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    assert _refusal(tmp_path).found == "a directory"
    assert _refusal(tmp_path / "none.txt").found.startswith("a file that cannot be opened")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("№ 775", "№ 776"), id="another number"),
        pytest.param(lambda text: text.replace("28 қазандағы", "27 қазандағы"), id="another date"),
        pytest.param(lambda text: text.replace("мониторингтеу", "тексеру", 1), id="another title"),
        pytest.param(lambda text: text[text.index("1-тарау") :], id="no head"),
        pytest.param(lambda _: "Decision (EU) 2019/2031\n\nof 12 November 2019\n", id="a decision of the Union"),
        pytest.param(lambda _: "      1. Бір ғана тармақ.\n", id="one paragraph"),
    ],
)
def test_another_act_is_refused(text: str, saved: Save, change: Callable[[str], str]) -> None:
    refusal = _refusal(saved(change(text)))
    assert refusal.place.startswith("line")
    assert "No. 775" in refusal.expected


def test_a_missing_paragraph_of_the_enacting_decree_is_refused(text: str, saved: Save) -> None:
    without = re.sub(r"\n {6}2\. .*?(?=\n {6}\S)", "", text, count=1, flags=re.DOTALL)
    assert _refusal(saved(without)).found == "3 blocks of text before chapter 1"
    assert _refusal(saved(re.sub(r"\n {6}2\. ", "\n      3. ", text, count=1))).expected == (
        "paragraph 2. of the enacting decree"
    )


def test_a_missing_approval_is_refused(text: str, saved: Save) -> None:
    refusal = _refusal(saved(text.replace("\nбекітілген\n", "\n", 1)))
    assert refusal.expected.startswith("the signature, then Үкіметінің … бекітілген")


def test_a_lost_end_of_a_list_is_refused_by_the_shipped_structure(
    text: str, saved: Save, paragraph_lines: Find, data_folder: Path
) -> None:
    lines = text.split("\n")
    start, end = paragraph_lines(text, 8)
    last = next(i for i in range(start, end) if lines[i].startswith("      13) "))
    path = saved("\n".join(lines[:last] + lines[end:]))
    with pytest.raises(SourceRefused) as caught:
        load_decree(path, data_folder)
    assert caught.value.place == f"line {last}"
    assert (caught.value.found, caught.value.expected) == ("nothing of p8.13 after p8.12", "p8.13")


def test_a_split_block_is_refused_by_the_shipped_structure(
    text: str, saved: Save, paragraph_lines: Find, data_folder: Path
) -> None:
    lines = text.split("\n")
    start, end = paragraph_lines(text, 50)
    lines[start] += "."
    lines[end - 1] = "      " + lines[end - 1]
    with pytest.raises(SourceRefused) as caught:
        load_decree(saved("\n".join(lines)), data_folder)
    assert caught.value.found == "p50/part-1, which the act does not have"
    assert caught.value.place == f"line {start + 1}"
