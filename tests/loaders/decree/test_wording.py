"""The wording against the printed lines, read here in another way than the loader does."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.decree import DecreeText, NoteKind, ProvisionKind, read_decree


def _joined(text: str, first: int, last: int) -> str:
    """Return printed lines (from 1) as one line with single spaces."""
    return " ".join(" ".join(text.split("\n")[first - 1 : last]).split())


@pytest.mark.parametrize(
    ("identifier", "first", "last", "mark"),
    [("p44", 523, 524, "44. "), ("p2.1/part-5", 54, 58, ""), ("p58", 605, 607, "58. "), ("p12.6", 304, 309, "6) ")],
)
def test_a_text_without_faults_is_the_print(
    decree: DecreeText, real_text: str, identifier: str, first: int, last: int, mark: str
) -> None:
    assert mark + decree.provision(identifier).text == _joined(real_text, first, last)


def test_a_text_with_a_stray_space_is_the_print_without_it(decree: DecreeText, real_text: str) -> None:
    assert f"62. {decree.provision('p62').text}" == _joined(real_text, 637, 643).replace("( ", "(")


def test_displaced_link_texts_are_put_back(decree: DecreeText, real_text: str) -> None:
    expected = _joined(real_text, 644, 647)
    expected = expected.replace("жүзеге 10-тармағында", "жүзеге").replace("113- бабының", "113-бабының 10-тармағында")
    assert f"63. {decree.provision('p63').text}" == expected

    expected = _joined(real_text, 65, 71).replace("заттарды, тармағында", "заттарды,").replace("5- ", "5-тармағында ")
    assert f"3) {decree.provision('p2.3').text}" == expected

    expected = _joined(real_text, 6, 7).replace(":6-тармағына", ":").replace("113- бабының", "113-бабының 6-тармағына")
    assert decree.provision("decree/preamble").text == expected

    expected = _joined(real_text, 27, 32).replace("Кодекс )", "Кодекс)").replace("техникалар 6-тармағына", "техникалар")
    assert f"1. {decree.provision('p1').text}" == expected.replace("113-бабының", "113-бабының 6-тармағына")


def test_no_printed_character_is_lost_or_added(decree: DecreeText, real_text: str) -> None:
    """Mending moves characters and takes out blanks, nothing else."""

    read = [decree.title, decree.decree.text, decree.rules.text]
    for provision in decree.rules.walk():
        if provision.kind is ProvisionKind.CHAPTER:
            read.append(f"{provision.number}-тарау. {provision.text}")
        elif provision.kind is ProvisionKind.SECTION:
            read.append(f"{provision.number}-параграф. {provision.text}")
        elif provision.kind is ProvisionKind.PARAGRAPH:
            read.append(f"{provision.number}. {provision.text}")
    promulgation = real_text.split("\n")[4]
    assert Counter(re.sub(r"\s", "", "".join([*read, promulgation]))) == Counter(re.sub(r"\s", "", real_text))


def test_the_print_is_kept_line_for_line(decree: DecreeText, real_text: str) -> None:
    lines = real_text.split("\n")
    for provision in decree.walk():
        assert provision.printed == "\n".join(lines[provision.first_line - 1 : provision.last_line])


def test_a_whole_holds_its_parts_with_their_numbers(decree: DecreeText) -> None:
    p3 = decree.provision("p3")
    assert p3.text.split("\n") == [p3.own_text, *(f"{n}) {child.text}" for n, child in enumerate(p3.children, start=1))]
    p12_1 = decree.provision("p12.1")
    assert p12_1.text.split("\n") == [child.text for child in p12_1.children]
    assert p12_1.own_text == ""


def test_headings_are_read_over_their_line_ends(decree: DecreeText, real_text: str) -> None:
    assert f"2-тарау. {decree.provision('chapter-2').text}" == _joined(real_text, 142, 143)
    assert f"3-параграф. {decree.provision('chapter-2-section-3').text}" == _joined(real_text, 392, 393)
    assert decree.title == _joined(real_text, 2, 3)
    assert decree.rules.text == _joined(real_text, 22, 23)


def test_every_fault_of_the_extraction_is_noted_with_its_lines(decree: DecreeText) -> None:
    noted = {
        (provision.identifier, note.kind, note.first_line, note.last_line)
        for provision in decree.walk()
        for note in provision.notes
    }
    assert noted == {
        ("decree/preamble", NoteKind.PARTED_WORD, 6, 7),
        ("decree/preamble", NoteKind.DISPLACED_LINK, 6, 7),
        ("decree/p1", NoteKind.STRAY_SPACE, 9, 9),
        ("decree/approval", NoteKind.LEFT_UNMENDED, 15, 15),
        ("p1", NoteKind.STRAY_SPACE, 29, 30),
        ("p1", NoteKind.DISPLACED_LINK, 30, 30),
        ("p2.1/part-2", NoteKind.PAGE_BREAK, 41, 45),
        ("p2.3", NoteKind.PAGE_BREAK, 65, 67),
        ("p2.3", NoteKind.DISPLACED_LINK, 65, 67),
        ("p2.6", NoteKind.STRAY_SPACE, 103, 104),
        ("p2.7", NoteKind.STRAY_SPACE, 106, 107),
        ("p2.12", NoteKind.STRAY_SPACE, 127, 127),
        ("p2.14", NoteKind.STRAY_SPACE, 136, 137),
        ("p9/part-2", NoteKind.PARTED_WORD, 230, 231),
        ("p10", NoteKind.STRAY_SPACE, 232, 233),
        ("p12.8/part-5", NoteKind.PAGE_BREAK, 333, 337),
        ("p17", NoteKind.STRAY_SPACE, 415, 416),
        ("p48", NoteKind.STRAY_SPACE, 538, 539),
        ("p54", NoteKind.STRAY_SPACE, 577, 578),
        ("p62", NoteKind.STRAY_SPACE, 639, 640),
        ("p63", NoteKind.PARTED_WORD, 645, 646),
        ("p63", NoteKind.DISPLACED_LINK, 645, 646),
    }


def test_the_slip_of_the_act_is_kept(decree: DecreeText) -> None:
    assert "11-тармағында" in decree.provision("p9/part-2").text


@pytest.mark.parametrize(
    "rewritten",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(lambda text: "\ufeff" + text, id="byte order mark"),
        pytest.param(lambda text: text.replace("й", "и\u0306"), id="decomposed letters"),
        pytest.param(lambda text: text.rstrip(), id="no blanks at the end"),
    ],
)
def test_how_the_file_is_saved_makes_no_difference(
    text: str, saved: Callable[[str], Path], rewritten: Callable[[str], str]
) -> None:
    assert read_decree(saved(rewritten(text))) == read_decree(saved(text))
