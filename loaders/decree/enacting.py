"""The decree that enacts the Rules: its title, preamble, two paragraphs, signature and approval note.

Its paragraphs 1 and 2 are not those of the Rules and are kept apart under `decree/`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from loaders.decree.mending import Reading, Word, mend, mend_words, words_of
from loaders.decree.outline import EXTRACT_ANEW
from loaders.decree.provisions import ExtractionNote, NoteKind, Provision, ProvisionKind
from loaders.decree.source_lines import Block, BlockKind, PrintedLine, printed_lines
from loaders.loaded_source import SourceRefused

_PROMULGATION: Final = re.compile(r"Қазақстан Республикасы Үкіметінің 2021 жылғы 28 қазандағы № 775 қаулысы\.?")
RULES_TITLE: Final = (
    "Ең үздік қолжетімді техникалар бойынша анықтамалықтарды "
    "әзірлеу, қолдану, мониторингтеу және қайта қарау қағидалары"
)
_TITLE: Final = f"{RULES_TITLE}н бекіту туралы"
_NUMBERED: Final = re.compile(r"(\d+)\.\s*(.*)")
_APPROVAL_BEGINS: Final = "Үкіметінің"
_APPROVAL_ENDS: Final = "бекітілген"


@dataclass(frozen=True)
class EnactingPart:
    """What stands before chapter 1. `rules_line` is the line on which the title of the Rules begins."""

    title: str
    decree: Provision
    rules_title: str
    rules_line: int


def read_enacting_part(file: str, blocks: Sequence[Block], lines: Sequence[PrintedLine]) -> EnactingPart:
    """Return the enacting part. Raises SourceRefused if this is another act or the enacting part is not whole."""
    title = _title_of_this_act(file, blocks)
    texts = [block for block in blocks if block.kind is BlockKind.TEXT]
    expected = ("the preamble", "paragraph 1 of the decree", "paragraph 2 of the decree", "the signature and approval")
    if len(texts) != len(expected):
        last = blocks[-1].last_line
        found = f"{len(texts)} blocks of text before chapter 1"
        raise _refused(file, f"lines 1 to {last}", found, f"{len(expected)}: {', '.join(expected)}")
    preamble, first, second, closing = texts
    signature, approval, rules_title = _closing(file, closing)
    parts = (
        _subdivision("preamble", ProvisionKind.PREAMBLE, 1, _extent(preamble), mend(preamble.lines), lines),
        _paragraph(file, "1", 2, first, lines),
        _paragraph(file, "2", 3, second, lines),
        _subdivision("signature", ProvisionKind.SIGNATURE, 4, signature, mend_words(signature), lines),
        _subdivision("approval", ProvisionKind.APPROVAL, 5, approval, _approval_reading(approval), lines),
    )
    decree = Provision(
        identifier="decree",
        kind=ProvisionKind.DECREE,
        number="",
        position=1,
        first_line=parts[0].first_line,
        last_line=parts[-1].last_line,
        text="\n".join(f"{part.number}. {part.text}" if part.number else part.text for part in parts),
        printed=printed_lines(lines, parts[0].first_line, parts[-1].last_line),
        children=parts,
    )
    return EnactingPart(title, decree, mend_words(rules_title).text, rules_title[0].line)


def _title_of_this_act(file: str, blocks: Sequence[Block]) -> str:
    """Return the title of the act. Raises SourceRefused unless number, date and title are those of Decree No. 775."""
    heads = [mend(block.lines).text for block in blocks if block.kind is BlockKind.HEAD]
    if len(heads) == 2 and heads[0] == _TITLE and _PROMULGATION.fullmatch(heads[1]):
        return heads[0]
    first = blocks[0] if blocks else None
    raise SourceRefused(
        file=file,
        place=f"lines {first.first_line} to {first.last_line}" if first else "line 1",
        found=f"the head {' / '.join(heads)[:160]!r}" if heads else "no title before the first paragraph",
        expected="the title of Government Decree No. 775 of 28 October 2021 (2021 жылғы 28 қазандағы № 775 қаулысы)",
        mend="Give the text of that decree, from its title on.",
    )


def _paragraph(file: str, number: str, position: int, block: Block, lines: Sequence[PrintedLine]) -> Provision:
    reading = mend(block.lines)
    match = _NUMBERED.fullmatch(reading.text)
    if match is None or match[1] != number:
        place = f"line {block.first_line}"
        raise _refused(file, place, repr(reading.text[:40]), f"paragraph {number}. of the enacting decree")
    bare = Reading(match[2], reading.notes)
    kind = ProvisionKind.ENACTING_PARAGRAPH
    return replace(_subdivision(f"p{number}", kind, position, _extent(block), bare, lines), number=number)


def _closing(file: str, block: Block) -> tuple[list[Word], list[Word], list[Word]]:
    """Return the words of signature, approval note and title of the Rules, which print without indents between them."""
    words = words_of(block.lines)
    texts = [word.text for word in words]
    if _APPROVAL_BEGINS in texts and _APPROVAL_ENDS in texts:
        begin, end = texts.index(_APPROVAL_BEGINS), texts.index(_APPROVAL_ENDS) + 1
        if 0 < begin < end and " ".join(texts[end:]) == RULES_TITLE:
            return words[:begin], words[begin:end], words[end:]
    found = repr(" ".join(texts)[:160])
    wanted = f"the signature, then {_APPROVAL_BEGINS} … {_APPROVAL_ENDS}, then the title {RULES_TITLE!r}"
    raise _refused(file, f"lines {block.first_line} to {block.last_line}", found, wanted)


def _approval_reading(words: Sequence[Word]) -> Reading:
    """Return the approval note as printed; its beginning, the name of the state, is lost in the extraction."""
    reading = mend_words(words)
    kept = " ".join(reading.text.split(" ")[:3])
    note = ExtractionNote(NoteKind.LEFT_UNMENDED, words[0].line, words[0].line, found=kept, read=kept)
    return Reading(reading.text, (*reading.notes, note))


def _extent(block: Block) -> list[Word]:
    return words_of(block.lines)


def _subdivision(
    name: str,
    kind: ProvisionKind,
    position: int,
    words: Sequence[Word],
    reading: Reading,
    lines: Sequence[PrintedLine],
) -> Provision:
    first_line, last_line = words[0].line, words[-1].line
    return Provision(
        identifier=f"decree/{name}",
        kind=kind,
        number="",
        position=position,
        first_line=first_line,
        last_line=last_line,
        text=reading.text,
        printed=printed_lines(lines, first_line, last_line),
        notes=reading.notes,
    )


def _refused(file: str, place: str, found: str, expected: str) -> SourceRefused:
    return SourceRefused(file=file, place=place, found=found, expected=expected, mend=EXTRACT_ANEW)
