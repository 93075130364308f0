"""The order in which the Rules stand: a text that breaks it is refused, and the message names the paragraph.

Decree No. 775 has 66 numbered paragraphs in three chapters, the second of five sections. Without this outline a
paragraph that runs into the one before it would go unnoticed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from loaders.loaded_source import SourceRefused

# heading, first and last paragraph that stand directly under it
_OUTLINE: Final = (
    ("chapter-1", range(1, 3)),
    ("chapter-2", range(0)),
    ("chapter-2-section-1", range(3, 4)),
    ("chapter-2-section-2", range(4, 13)),
    ("chapter-2-section-3", range(13, 47)),
    ("chapter-2-section-4", range(47, 52)),
    ("chapter-2-section-5", range(52, 59)),
    ("chapter-3", range(59, 67)),
)
EXPECTED_ORDER: Final = tuple(
    step for heading, paragraphs in _OUTLINE for step in (heading, *(f"p{number}" for number in paragraphs))
)
EXTRACT_ANEW: Final = "Extract the text of the decree anew, or restore the missing lines from the published act."


@dataclass(frozen=True)
class Step:
    """A heading or numbered paragraph as found: its identifier, its lines, and its words with theirs."""

    identifier: str
    first_line: int
    last_line: int
    words: tuple[tuple[str, int], ...]


def check_order(file: str, steps: Sequence[Step]) -> None:
    """Raise SourceRefused at the first heading or paragraph that is missing, repeated, merged or out of its order."""
    for index, step in enumerate(steps):
        expected = EXPECTED_ORDER[index] if index < len(EXPECTED_ORDER) else None
        if step.identifier != expected:
            raise _refusal(file, steps, index, expected)
    if len(steps) < len(EXPECTED_ORDER):
        raise _ends_too_early(file, steps)


def _refusal(file: str, steps: Sequence[Step], index: int, expected: str | None) -> SourceRefused:
    step = steps[index]
    place = f"line {step.first_line} ({step.identifier})"
    earlier = next((other for other in steps[:index] if other.identifier == step.identifier), None)
    if earlier is not None:
        found = f"{step.identifier} a second time (the first stands on line {earlier.first_line})"
        return _refused(file, place, found, expected, "Remove the copy.")
    if expected is None or step.identifier not in EXPECTED_ORDER:
        return _refused(file, place, f"{step.identifier}, which the act does not have", expected, EXTRACT_ANEW)
    later = next((other for other in steps[index:] if other.identifier == expected), None)
    if later is not None:
        found = f"{step.identifier} before {expected}, which stands on line {later.first_line}"
        return _refused(file, place, found, expected, "Put the paragraphs back into the order of the act.")
    return _missing(file, steps, index, expected)


def _missing(file: str, steps: Sequence[Step], index: int, expected: str) -> SourceRefused:
    step = steps[index]
    lost = _line_of_lost_number(steps[index - 1], expected) if index else None
    if lost is not None:
        found = f"the number of {expected} inside the text of {steps[index - 1].identifier}"
        mend = "Begin the paragraph on a line of its own, indented by six spaces."
        return _refused(file, f"line {lost}", found, expected, mend)
    previous = steps[index - 1].identifier if index else "the head of the act"
    found = f"{step.identifier} directly after {previous}"
    return _refused(file, f"line {step.first_line} ({step.identifier})", found, expected, EXTRACT_ANEW)


def _ends_too_early(file: str, steps: Sequence[Step]) -> SourceRefused:
    missing = EXPECTED_ORDER[len(steps)]
    if not steps:
        return _refused(file, "the whole text", "no chapter heading", missing, EXTRACT_ANEW)
    last = steps[-1]
    lost = _line_of_lost_number(last, missing)
    if lost is not None:
        found = f"the number of {missing} inside the text of {last.identifier}"
        mend = "Begin the paragraph on a line of its own, indented by six spaces."
        return _refused(file, f"line {lost}", found, missing, mend)
    found = f"the end of the text after {last.identifier}"
    return _refused(file, f"line {last.last_line}", found, missing, EXTRACT_ANEW)


def _line_of_lost_number(step: Step, expected: str) -> int | None:
    number = f"{expected.removeprefix('p')}."
    return next((line for word, line in step.words if word == number), None)


def _refused(file: str, place: str, found: str, expected: str | None, mend: str) -> SourceRefused:
    wanted = expected or f"nothing more after {EXPECTED_ORDER[-1]}"
    return SourceRefused(file=file, place=place, found=found, expected=wanted, mend=mend)
