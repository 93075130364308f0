"""Read the Kazakh text of Decree No. 775 from a text file, or refuse it whole."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from loaders.decree.enacting import read_enacting_part
from loaders.decree.mending import mend, words_of
from loaders.decree.nesting import Entry, Level, marker_of, nest
from loaders.decree.outline import EXTRACT_ANEW, Step, check_order
from loaders.decree.provisions import DecreeText, Provision, ProvisionKind
from loaders.decree.source_lines import Block, BlockKind, PrintedLine, group_blocks, printed_lines, read_lines
from loaders.loaded_source import SourceRefused

_SENTENCE_ENDS: Final = (".", ";", ":")


@dataclass(frozen=True)
class _Rules:
    blocks: tuple[Block, ...]
    lines: tuple[PrintedLine, ...]
    file: str


def read_decree(path: Path) -> DecreeText:
    """Return the act as read from `path` (UTF-8 text, first lines of blocks indented, line width of no matter).

    Raises SourceRefused, naming file, line, what was found and what was expected, for anything that is not the whole
    text: a directory, a missing, empty or wrongly encoded file, another act, missing, merged, repeated or disordered
    paragraphs or sub-paragraphs, a text cut short.
    """
    lines = read_lines(path)
    blocks = group_blocks(lines)
    start = next((i for i, block in enumerate(blocks) if block.kind is BlockKind.CHAPTER), len(blocks))
    enacting = read_enacting_part(path.name, blocks[:start], lines)
    rules = _read_rules(_Rules(blocks[start:], lines, path.name), enacting.rules_title, enacting.rules_line)
    return DecreeText(file=path.name, title=enacting.title, decree=enacting.decree, rules=rules)


def _read_rules(source: _Rules, title: str, first_line: int) -> Provision:
    entries = tuple(_entry(source, block) for block in source.blocks)
    check_order(source.file, _steps(entries, source.blocks))
    for entry in entries:
        _check_whole_sentence(source.file, entry)
    chapters = nest(source.file, entries, source.lines)
    return Provision(
        identifier="rules",
        kind=ProvisionKind.RULES,
        number="",
        position=2,
        first_line=first_line,
        last_line=chapters[-1].last_line,
        text=title,
        printed=printed_lines(source.lines, first_line, chapters[-1].last_line),
        children=chapters,
    )


def _entry(source: _Rules, block: Block) -> Entry:
    """Return the block as a numbered or unnumbered entry. Raises SourceRefused for a block without place."""
    if block.kind is BlockKind.HEAD:
        raise SourceRefused(
            file=source.file,
            place=f"line {block.first_line}",
            found=f"a line that begins no paragraph ({block.lines[0].text.strip()[:40]!r})",
            expected="a chapter or section heading, or a paragraph indented by six spaces",
            mend=EXTRACT_ANEW,
        )
    reading = mend(block.lines)
    level, number, text = marker_of(block.kind, reading.text)
    return Entry(level, number, text, block.first_line, block.last_line, reading.notes)


def _steps(entries: tuple[Entry, ...], blocks: tuple[Block, ...]) -> list[Step]:
    """Return headings and numbered paragraphs as steps of the outline, each with the words up to the next step."""
    steps: list[Step] = []
    chapter = ""
    for entry, block in zip(entries, blocks, strict=True):
        words = tuple((word.text, word.line) for word in words_of(block.lines))
        if entry.level > Level.PARAGRAPH and steps:
            last = steps[-1]
            steps[-1] = Step(last.identifier, last.first_line, entry.last_line, last.words + words)
            continue
        if entry.level is Level.CHAPTER:
            chapter = identifier = f"chapter-{entry.number}"
        elif entry.level is Level.SECTION:
            identifier = f"{chapter}-section-{entry.number}"
        else:
            identifier = f"p{entry.number}"
        steps.append(Step(identifier, entry.first_line, entry.last_line, words))
    return steps


def _check_whole_sentence(file: str, entry: Entry) -> None:
    """Refuse a block that stops in mid-sentence: lines are missing at its end."""
    if entry.level >= Level.PARAGRAPH and not entry.text.endswith(_SENTENCE_ENDS):
        owner = f" (p{entry.number})" if entry.level is Level.PARAGRAPH else ""
        raise SourceRefused(
            file=file,
            place=f"line {entry.last_line}{owner}",
            found=f"a text that stops in mid-sentence (…{entry.text[-40:]!r})",
            expected="a sentence that ends with a full stop, semicolon or colon",
            mend=EXTRACT_ANEW,
        )
