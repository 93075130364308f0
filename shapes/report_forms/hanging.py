"""Lines that are longer than a terminal is wide."""

import re
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

_STEP: Final = 4
_NARROWEST: Final = 20
_INDENT: Final = re.compile(r" *")
_WORD: Final = re.compile(r"\S+")


def print_line(line: Text | str, console: Console) -> None:
    """Print a line; on a terminal what does not fit goes on below it, further in than it begins.

    A word that is longer than that, such as an address, is left whole. Into a file or another program a line goes as
    one line, however long.
    """
    text = Text(line) if isinstance(line, str) else line
    indent = len(_INDENT.match(text.plain)[0])  # type: ignore[index]  # it matches every text
    hang = indent + _STEP
    if not console.is_terminal or text.cell_len <= console.width or console.width - hang < _NARROWEST:
        console.print(text, soft_wrap=True)
        return
    rest = text[indent:]
    for number, part in enumerate(rest.divide(_breaks(rest.plain, console.width - hang))):
        part.rstrip()
        console.print(Text(" " * (hang if number else indent)) + part, soft_wrap=True)


def _breaks(text: str, width: int) -> list[int]:
    """Where lines begin, so that none but a single word is wider."""
    found, begin = [], 0
    for word in _WORD.finditer(text):
        if word.start() > begin and cell_len(text[begin : word.end()]) > width:
            begin = word.start()
            found.append(begin)
    return found
