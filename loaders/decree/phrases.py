"""Our own words for provisions and notes, in Kazakh, Russian and English, made from their identifiers and facts."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from rdflib import Literal

from loaders.decree.provisions import ExtractionNote, NoteKind, ProvisionKind
from loaders.decree.shipped_law import StructureRow, Trilingual

_CITED: Final = re.compile(r"(?:decree/)?p(?P<paragraph>\d+)(?:\.(?P<sub>\d+))?(?:/part-(?P<part>\d+))?")

_REASONS: Final = {
    NoteKind.PAGE_BREAK: Trilingual(
        "беттің ауысуы сөйлемді үзген", "перенос страницы разорвал предложение", "a page break cut the sentence"
    ),
    NoteKind.STRAY_SPACE: Trilingual("артық бос орын", "лишний пробел", "a stray space"),
    NoteKind.PARTED_WORD: Trilingual(
        "жолдың соңы сөзді дефис тұсынан бөлген",
        "конец строки разделил слово по дефису",
        "a line end parted a word at its hyphen",
    ),
    NoteKind.DISPLACED_LINK: Trilingual(
        "гиперсілтеменің мәтіні басқа жерге ығысқан",
        "текст гиперссылки сместился в другое место",
        "the text of a hyperlink was displaced",
    ),
    NoteKind.LEFT_UNMENDED: Trilingual(
        "мәтіннің бір бөлігі жоғалған сияқты, сол күйінде қалдырылды",
        "часть текста, по-видимому, утрачена; оставлено как есть",
        "part of the text seems lost; left as it stands",
    ),
}


def literals(words: Trilingual) -> tuple[Literal, Literal, Literal]:
    """Return the words as literals tagged kk, ru and en."""
    return Literal(words.kk, lang="kk"), Literal(words.ru, lang="ru"), Literal(words.en, lang="en")


def joined(sentences: Sequence[Trilingual]) -> Trilingual:
    """Return several sentences as one text, one a line."""
    return Trilingual(
        kk="\n".join(sentence.kk for sentence in sentences),
        ru="\n".join(sentence.ru for sentence in sentences),
        en="\n".join(sentence.en for sentence in sentences),
    )


def label_of(row: StructureRow, labels: Mapping[str, Trilingual], kinds: Mapping[str, Trilingual]) -> Trilingual:
    """Return the name of a provision: of a heading the heading, else the way one cites it."""
    if row.identifier in labels:
        return labels[row.identifier]
    cited = _CITED.fullmatch(row.identifier)
    if cited is None:
        return kinds[row.kind.value]
    if row.kind is ProvisionKind.ENACTING_PARAGRAPH:
        number = row.number
        return Trilingual(
            f"Қаулының {number}-тармағы", f"пункт {number} постановления", f"paragraph {number} of the decree"
        )
    return _cited_label(cited["paragraph"], cited["sub"], cited["part"])


def _cited_label(paragraph: str, sub: str | None, part: str | None) -> Trilingual:
    if sub is None and part is None:
        return Trilingual(f"{paragraph}-тармақ", f"пункт {paragraph}", f"paragraph {paragraph}")
    if sub is None:
        return Trilingual(
            f"{paragraph}-тармақтың {part}-абзацы",
            f"абзац {part} пункта {paragraph}",
            f"paragraph {paragraph}, part {part}",
        )
    if part is None:
        return Trilingual(
            f"{paragraph}-тармақтың {sub}) тармақшасы",
            f"подпункт {sub}) пункта {paragraph}",
            f"paragraph {paragraph}, sub-paragraph {sub})",
        )
    return Trilingual(
        f"{paragraph}-тармақтың {sub}) тармақшасының {part}-абзацы",
        f"абзац {part} подпункта {sub}) пункта {paragraph}",
        f"paragraph {paragraph}, sub-paragraph {sub}), part {part}",
    )


def note_text(note: ExtractionNote) -> Trilingual:
    """Return the note as a sentence: the lines, what stands there, what was read, and why."""
    lines = f"{note.first_line}" if note.first_line == note.last_line else f"{note.first_line}–{note.last_line}"
    reason = _REASONS[note.kind]
    return Trilingual(
        f"Көшірменің {lines}-жолы: «{note.found}» деп тұр, «{note.read}» деп оқылды ({reason.kk}).",
        f"Строки копии: {lines}. Напечатано «{note.found}», прочитано «{note.read}» ({reason.ru}).",
        f"Lines of the copy: {lines}. Printed “{note.found}”, read “{note.read}” ({reason.en}).",
    )
