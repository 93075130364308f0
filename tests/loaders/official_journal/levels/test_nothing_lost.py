"""Over random tables: every value cell becomes a level or is listed, with all notes of its cell, row and column."""

from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.official_journal.languages import phrases_of
from loaders.official_journal.levels.code_lists import read_level_codes
from loaders.official_journal.levels.facts import LevelTableFact
from loaders.official_journal.levels.level_phrases import LevelPhrases
from loaders.official_journal.levels.read_table import read_levels
from tests.loaders.official_journal.levels.typed_levels import ends, table

PHRASES = LevelPhrases(phrases_of("nl"))
CODES = read_level_codes(Path(__file__).resolve().parents[4] / "data" / "code-lists", "nl")
EMISSION = LevelTableFact("1", "1", "", 1, 12, "2.1", "emission", "associated")
POLLUTANTS = {"Stof": "dust", "SO2": "so2", "NOX": "nox", "Kwik": "hg", "Zink (Zn)": "zn"}

values = st.one_of(
    st.integers(1, 99).map(lambda n: f"{n}-{n + 7}"),
    st.integers(1, 99).map(lambda n: f"< {n}"),
    st.integers(1, 99).map(lambda n: f"< {n}-{n + 9}"),
    st.integers(1, 99).map(lambda n: f"DS < 75 %: {n} - {n + 1}\nDS 75 - 83 %: {n + 2} - {n + 3}"),
    st.sampled_from(["Geen BBT-GEN", "—", "1.234", "zie aldaar", "5 mg/Nm3 bij 6 % O2"]),
)
marks = st.lists(st.sampled_from(["1", "2", "3", "4"]), max_size=2, unique=True)


@st.composite
def marked(draw: st.DrawFn, text: str) -> str:
    chosen = draw(marks)
    return text + ("{" + ",".join(chosen) + "}" if chosen else "")


def without_marks(text: str) -> str:
    return text.split("{")[0]


def marks_of(text: str) -> set[str]:
    return set(text.partition("{")[2].rstrip("}").split(",")) - {""}


@settings(deadline=None)
@given(st.data())
def test_every_value_cell_is_a_level_or_listed(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(POLLUTANTS)), min_size=1, max_size=4, unique=True))
    heads = ["Nieuwe installatie", "Bestaande installatie"]
    header = [data.draw(marked(text)) for text in ("Parameter", *heads)]
    body = [[data.draw(marked(name)), *(data.draw(marked(data.draw(values))) for _ in heads)] for name in names]
    over = data.draw(marked("BBT-GEN (mg/Nm3)"))
    rows = [["Parameter", over, "<"], ["^", *header[1:]], *body]
    notes = {mark: f"Uitleg nummer {mark}." for mark in ("1", "2", "3", "4")}
    read = read_levels(
        table(rows, caption="BBT-GEN's voor emissies naar lucht", header_rows=2, notes=notes), EMISSION, PHRASES, CODES
    )

    by_cell = {(level.row, level.column): level for level in read.levels}
    for row, texts in enumerate(body, start=3):
        for column, text in enumerate(texts[1:], start=2):
            level = by_cell[row, column]
            of_place = [level.printed for level in read.levels if (level.row, level.column) == (row, column)]
            assert "\n".join(of_place) == without_marks(text)
            wanted = set().union(*map(marks_of, (text, texts[0], over, header[column - 1])))
            assert {note.rsplit("/", 1)[1] for note in level.footnotes} == wanted
            assert level.plant_status == ("new", "existing")[column - 2]
            assert level.pollutants == (POLLUTANTS[without_marks(texts[0])],)
    assert read.value_cells == len(body) * 2
    assert {level.id for level in read.levels if not level.understood} == {one.place for one in read.not_understood}


@settings(deadline=None)
@given(st.integers(1, 500), st.integers(0, 500), st.integers(0, 500))
def test_a_note_never_changes_the_printed_level_itself(low: int, width: int, other: int) -> None:
    rows = [["Parameter", "BBT-GEN (mg/Nm3)"], ["Stof", f"{low}-{low + width}" + "{1}"]]
    note = f"De bovengrens van het bereik is {other} mg/Nm3 voor bakkerijen."
    read = read_levels(table(rows, notes={"1": note}), EMISSION, PHRASES, CODES)
    printed, set_by_note = read.levels
    assert ends(printed) == f"{low}..{low + width}"
    assert (set_by_note.lower, set_by_note.upper) == (Decimal(low), Decimal(other))
    assert set_by_note.modifies == printed.id
