"""Lines on a terminal hang; into a file they go as they are."""

import io

import pytest
from rich.console import Console
from rich.text import Text

from shapes.report_forms.hanging import print_line

LINE = "  1. CLM 2013/163: сухой газ; 273 K, 101.3 kPa [красный]  https://w3id.org/batgraph/doc/32013D0163 мг/Нм3"


def printed(line: Text | str, width: int, *, terminal: bool) -> list[str]:
    console = Console(file=io.StringIO(), force_terminal=terminal, width=width, color_system=None)
    print_line(line, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().splitlines()


def test_what_does_not_fit_a_terminal_hangs_below_and_an_address_stays_whole() -> None:
    assert printed(LINE, 40, terminal=True) == [
        "  1. CLM 2013/163: сухой газ; 273 K,",
        "      101.3 kPa [красный]",
        "      https://w3id.org/batgraph/doc/32013D0163",
        "      мг/Нм3",
    ]


@pytest.mark.parametrize(("width", "terminal"), [(40, False), (200, True), (24, True)])
def test_a_line_is_one_line_elsewhere(width: int, terminal: bool) -> None:
    assert printed(LINE, width, terminal=terminal) == [LINE]


def test_styled_text_hangs_as_well_and_loses_nothing() -> None:
    shown = printed(Text("      ", "red") + Text("нарушение ") + Text("слово " * 30, "dim"), 60, terminal=True)
    assert [len(line) - len(line.lstrip()) for line in shown] == [6, *[10] * (len(shown) - 1)]
    assert " ".join(shown).split() == ["нарушение", *["слово"] * 30]
    assert max(map(len, shown)) <= 60
