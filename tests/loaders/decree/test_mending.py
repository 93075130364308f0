"""Mendings one by one, on invented lines."""

import pytest

from loaders.decree import ExtractionNote, NoteKind
from loaders.decree.mending import mend
from loaders.decree.source_lines import PrintedLine


def _lines(*texts: str) -> tuple[PrintedLine, ...]:
    return tuple(PrintedLine(number, text) for number, text in enumerate(texts, start=10) if text.strip())


def _note(kind: NoteKind, first: int, last: int, found: str, read: str) -> ExtractionNote:
    return ExtractionNote(kind, first, last, found, read)


def test_wrapped_lines_become_one_without_a_note() -> None:
    reading = mend(_lines("      бір екі ", "үш", "төрт "))
    assert (reading.text, reading.notes) == ("бір екі үш төрт", ())


@pytest.mark.parametrize(
    ("lines", "text", "note"),
    [
        (("бір (екі", ") үш"), "бір (екі) үш", _note(NoteKind.STRAY_SPACE, 10, 11, "(екі )", "(екі)")),
        (("бір (", "екі)"), "бір (екі)", _note(NoteKind.STRAY_SPACE, 10, 11, "( екі)", "(екі)")),
        (("бір", ", екі"), "бір, екі", _note(NoteKind.STRAY_SPACE, 10, 11, "бір ,", "бір,")),
        (("7 ) бір",), "7) бір", _note(NoteKind.STRAY_SPACE, 10, 10, "7 )", "7)")),
        (("бір   екі",), "бір екі", _note(NoteKind.STRAY_SPACE, 10, 10, "бір   екі", "бір екі")),
        (("бір", "", "", "екі"), "бір екі", _note(NoteKind.PAGE_BREAK, 10, 13, "бір ¶ екі", "бір екі")),
        (("бір", "\fекі"), "бір екі", _note(NoteKind.PAGE_BREAK, 10, 11, "бір ¶ екі", "бір екі")),
        (
            ("5-", "бабының 6-тармағы"),
            "5-бабының 6-тармағы",
            _note(NoteKind.PARTED_WORD, 10, 11, "5- бабының", "5-бабының"),
        ),
        (("тау-", "кен"), "тау-кен", _note(NoteKind.PARTED_WORD, 10, 11, "тау- кен", "тау-кен")),
        (
            ("5-бабының  сай бір", "екі 6-тармағына үш"),
            "5-бабының 6-тармағына сай бір екі үш",
            _note(
                NoteKind.DISPLACED_LINK,
                10,
                11,
                "5-бабының  сай … 6-тармағына",
                "5-бабының 6-тармағына сай",
            ),
        ),
        (
            ("5-бабының сай", "БОЛСЫН:6-тармағына"),
            "5-бабының 6-тармағына сай БОЛСЫН:",
            _note(
                NoteKind.DISPLACED_LINK,
                10,
                11,
                "5-бабының сай … БОЛСЫН:6-тармағына",
                "5-бабының 6-тармағына сай",
            ),
        ),
        (
            ("5-бабының 6-", "айтылған бір, тармағында екі"),
            "5-бабының 6-тармағында айтылған бір, екі",
            _note(NoteKind.DISPLACED_LINK, 10, 11, "6- айтылған … тармағында", "6-тармағында айтылған"),
        ),
    ],
)
def test_a_fault_is_mended_and_noted(lines: tuple[str, ...], text: str, note: ExtractionNote) -> None:
    reading = mend(_lines(*lines))
    assert (reading.text, reading.notes) == (text, (note,))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("5-бабының сай бір екі", "5-бабының"),
        ("5-бабының сай бір, 7-бабының 6-тармағына екі", "5-бабының"),
        ("5-бабының сай осы Қағидалардың 6-тармағына екі", "5-бабының"),
        ("5-бабының 6- айтылған бір", "6-"),
    ],
)
def test_what_cannot_be_mended_with_certainty_stays_and_is_noted(line: str, found: str) -> None:
    reading = mend(_lines(line))
    assert (reading.text, reading.notes) == (line, (_note(NoteKind.LEFT_UNMENDED, 10, 10, found, found),))


def test_two_displaced_links_go_to_their_own_articles() -> None:
    reading = mend(_lines("5-бабының сай 6-тармағына бір,", "7-бабының сай екі 8-тармағына"))
    assert reading.text == "5-бабының 6-тармағына сай бір, 7-бабының 8-тармағына сай екі"
    assert [note.kind for note in reading.notes] == [NoteKind.DISPLACED_LINK] * 2


@pytest.mark.parametrize(
    "line", ["тау-кен және ғылыми-зерттеу", "бір және/немесе екі", "2021 – 2023", "5-бабының 6-тармағы"]
)
def test_sound_text_is_left_alone(line: str) -> None:
    reading = mend(_lines(line))
    assert (reading.text, reading.notes) == (line, ())
