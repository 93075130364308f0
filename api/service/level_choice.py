"""Choosing among the levels of a page, by document or substance and by medium, in its address alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from analysis.comparison.facts import Level
from analysis.lookup.codes import local
from api.service.labels import ShownValue, Words
from api.service.level_rows import LevelGroup, LevelWords, Texts
from api.service.problem import Problem
from ontology.namespaces import DOC

# More than this are not shown at once unless asked for: the reader chooses, and sees how many there are of each.
_AT_ONCE: Final = 60
_NO_MEDIUM: Final = "none"

RowName = Literal["document", "substance"]


@dataclass(frozen=True)
class Asked:
    """Which levels the address of a page asks for; an empty text asks for any. `every`: all, however many."""

    row: str = ""
    medium: str = ""
    every: bool = False

    @property
    def narrows(self) -> bool:
        """Whether not all levels are asked for."""
        return bool(self.row or self.medium)


@dataclass(frozen=True)
class Option:
    """A value that can be chosen, and how many levels have it."""

    value: str
    label: Words
    number: int


@dataclass(frozen=True)
class OverviewRow:
    """A document or substance, with the number of its levels for each medium, in the order of the media.

    `replaced_by` are the documents that have taken the place of a document.
    """

    option: Option
    numbers: tuple[int, ...]
    replaced_by: tuple[ShownValue, ...] = ()


@dataclass(frozen=True)
class ChosenLevels:
    """The levels of a page that were chosen, all of them, and what else there is to choose.

    `row`: the parameter that chooses a document or a substance. `groups` are empty where the reader has yet to choose.
    """

    total: int
    shown: int
    groups: tuple[LevelGroup, ...]
    row: RowName
    asked: Asked
    rows: tuple[OverviewRow, ...]
    media: tuple[Option, ...]

    @property
    def offers_choice(self) -> bool:
        """Whether there is more than one thing to choose from."""
        return len(self.rows) > 1 or len(self.media) > 1

    @property
    def waits(self) -> bool:
        """Whether none are shown because they are too many for one page and none were chosen."""
        return self.total > 0 and not self.groups and not self.asked.narrows


def asked_levels(parameters: Mapping[str, str], row: RowName) -> Asked:
    """Read the parameters of an address."""
    return Asked(parameters.get(row, ""), parameters.get("medium", ""), parameters.get("levels") == "all")


def choose_levels(levels: Sequence[Level], row: RowName, asked: Asked, words: LevelWords) -> ChosenLevels:
    """Return all levels asked for, in tables; a 404 Problem for a value that none of them has."""
    places = [(_row(level, row), _medium(level)) for level in levels]
    texts = words.texts(levels)
    rows = {value: _row_label(level, row, words, texts) for (value, _), level in zip(places, levels, strict=True)}
    media = {value: _medium_label(level, words) for (_, value), level in zip(places, levels, strict=True)}
    if levels:
        _check(asked.row, rows)
        _check(asked.medium, media)
    chosen = [
        level
        for level, (value, medium) in zip(levels, places, strict=True)
        if asked.row in ("", value) and asked.medium in ("", medium)
    ]
    in_cell, in_medium = Counter(places), Counter(medium for _, medium in places)
    media_options = _options(media, in_medium)
    row_options = _options(rows, Counter(value for value, _ in places))
    can_wait = len(in_cell) > 1 and not asked.narrows and not asked.every
    shown = [] if can_wait and len(chosen) > _AT_ONCE else chosen
    return ChosenLevels(
        total=len(levels),
        shown=len(shown),
        groups=words.groups(shown),
        row=row,
        asked=asked,
        rows=tuple(
            OverviewRow(
                option,
                tuple(in_cell[option.value, medium.value] for medium in media_options),
                words.replaced_by(f"{DOC}{option.value}") if row == "document" else (),
            )
            for option in row_options
        ),
        media=media_options,
    )


def _check(asked: str, known: Mapping[str, object]) -> None:
    if asked and asked not in known:
        raise Problem(404, "no-such-levels", asked=asked, there=", ".join(sorted(known)))


def _options(labels: Mapping[str, Words], numbers: Mapping[str, int]) -> tuple[Option, ...]:
    """Options by their label, what only a source has words for at the end."""
    options = [Option(value, label, numbers[value]) for value, label in labels.items()]
    return tuple(
        sorted(options, key=lambda option: (option.label.language, option.label.text.casefold(), option.value))
    )


def _row(level: Level, row: RowName) -> str:
    return local(level.source.document) if row == "document" else level.subject


def _row_label(level: Level, row: RowName, words: LevelWords, texts: Texts) -> Words:
    return Words(level.source.short) if row == "document" else words.subject(level, texts)


def _medium(level: Level) -> str:
    return local(level.medium) if level.medium else _NO_MEDIUM


def _medium_label(level: Level, words: LevelWords) -> Words:
    return Words(words.medium(level) or words.places.texts["level_no_medium"])
