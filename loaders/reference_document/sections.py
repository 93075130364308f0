"""Section numbers of records: which were misread, and what the neighbours or the text prove them to be."""

import re
from collections.abc import Sequence

SECTION = re.compile(r"[0-9]+(?:\.[0-9]+)+")
_SECTION_LINE = re.compile(rf"^ *({SECTION.pattern}) *$", re.MULTILINE)


def number(section: str) -> tuple[int, ...]:
    """Return `4.1.10` as (4, 1, 10), so that sections compare in the order of the book; nothing for other texts."""
    return tuple(int(step) for step in section.split(".")) if SECTION.fullmatch(section) else ()


def in_order(sections: Sequence[str]) -> tuple[int, ...]:
    """Return the indices of the longest run of rising section numbers.

    Of runs of one length the lowest numbers are kept (a misread number is a figure of a table, 75.8), and of equal
    numbers the first.
    """
    numbers = [number(section) for section in sections]
    count = len(numbers)
    length = [0] * count
    for index in reversed(range(count)):
        later = (length[other] for other in range(index + 1, count) if numbers[other] > numbers[index])
        length[index] = 1 + max(later, default=0) if numbers[index] else 0
    kept: list[int] = []
    for wanted in range(max(length, default=0), 0, -1):
        start, above = (kept[-1] + 1, numbers[kept[-1]]) if kept else (0, ())
        fitting = (index for index in range(start, count) if length[index] == wanted and numbers[index] > above)
        kept.append(min(fitting, key=lambda index: (numbers[index], index)))
    return tuple(kept)


def between(before: str, after: str) -> str | None:
    """Return the one section between two that differ by two in their last step (8.4.2, 8.4.4), else None."""
    first, last = number(before), number(after)
    if first and last and first[:-1] == last[:-1] and last[-1] == first[-1] + 2:
        return ".".join(str(step) for step in (*first[:-1], first[-1] + 1))
    return None


def printed_last(text: str) -> str | None:
    """Return the section number that stands alone on the last such line of `text`, if any."""
    found = _SECTION_LINE.findall(text)
    return found[-1] if found else None
