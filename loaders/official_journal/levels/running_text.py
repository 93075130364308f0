"""Levels that a BAT states in running text: `the BAT-associated emission level for dust is < 10 mg/Nm3`, lists of them,
and lists that open with `as an indication`.

Only sentences that say so (`[levels.text] states`) are read, and of them only numbers in a unit a level can have. What
a BAT says about the end of such a range becomes a level that modifies it, as a note under a table does.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from loaders.official_journal.levels.code_lists import LevelCodes
from loaders.official_journal.levels.facts import LevelFact, LevelKind, NotUnderstood, PlantStatus
from loaders.official_journal.levels.level_phrases import LevelPhrases, first_match
from loaders.official_journal.levels.medium import medium_of
from loaders.official_journal.levels.note_bounds import bounds_set_by, changed
from loaders.official_journal.levels.page_notes import page_note_id
from loaders.official_journal.levels.plain_text import numbers_in, plain
from loaders.official_journal.levels.quantity import UnclearNumber, quantities
from loaders.official_journal.levels.sentences import statements
from loaders.official_journal.levels.text_values import TextValue, values_in
from loaders.official_journal.levels.units import PrintedUnit, UnitReader
from loaders.official_journal.levels.wording import Averaging, averaging_in, measured_as_in, oxygen_in, status_in
from loaders.official_journal.page_content import Line, Table

_ITEM: Final = re.compile(r"^(?:[—–•]|[ivx]+\)|[a-z]\)|\([a-z]\)|\([ivx]+\))\s*")
_GOES_ON: Final = re.compile(r"^(?:\(|[a-zà-ÿ])")
_IN_BRACKETS: Final = re.compile(r"^\((.*)\)\W*$")
_ASIDE: Final = re.compile(r"\([^()]*\)")


@dataclass(frozen=True)
class TextReading:
    """What running text states: levels, and sentences that say a level which could not be read."""

    levels: tuple[LevelFact, ...]
    not_understood: tuple[NotUnderstood, ...]


@dataclass(frozen=True)
class _Said:
    """One sentence or list item: its own words, the sentence that opens the list, and what follows an item."""

    line: Line
    text: str
    lead: str = ""
    more: str = ""

    @property
    def whole(self) -> str:
        return f"{self.lead} {self.text}".strip()


def read_running_text(
    blocks: Sequence[Line | Table], place: str, bat: int | None, subject: str, phrases: LevelPhrases, codes: LevelCodes
) -> TextReading:
    """Read the lines of one BAT (or of a section outside any, `bat` None); a table among them ends a list.

    `place` is the first step of the ids (`bat/7`), `subject` the statement of the BAT, which names the pollutant where
    the sentence does not.
    """
    return _Reader(place, bat, subject, phrases, codes).read(blocks)


class _Reader:
    def __init__(self, place: str, bat: int | None, subject: str, phrases: LevelPhrases, codes: LevelCodes) -> None:
        self._place = place
        self._bat = bat
        self._subject = subject
        self._phrases = phrases
        self._codes = codes
        self._levels: list[LevelFact] = []
        self._unclear: list[NotUnderstood] = []

    def read(self, blocks: Sequence[Line | Table]) -> TextReading:
        for said in self._stating(blocks):
            before = len(self._levels)
            try:
                self._take(said)
            except UnclearNumber as reason:
                self._report(said, str(reason))
                continue
            if len(self._levels) == before:
                self._report_if_level(said)
        return TextReading(tuple(self._levels), tuple(self._unclear))

    def _report_if_level(self, said: _Said) -> None:
        if first_match(self._phrases.patterns("text")["changes_table"], said.whole) and self._level_values(said.text):
            self._report(said, "a sentence that changes the levels of a table")
        elif not first_match(self._phrases.patterns("text")["see_table"], said.whole) and self._names_range(said.text):
            self._report(said, "a sentence that states a level, but no number in it is one")

    def _names_range(self, text: str) -> bool:
        """Say whether a sentence holds a number in a unit of levels, or a range or limit in no unit that is known."""
        other_units = {value.start for value in values_in(text, self._phrases)}
        return bool(self._level_values(text)) or any(
            quantity.bounds.lower_comparator != "eq" and quantity.start not in other_units and not quantity.unclear
            for quantity in quantities(text, self._phrases)
        )

    def _report(self, said: _Said, reason: str) -> None:
        self._unclear.append(NotUnderstood(self._place, said.line.page, numbers_in(said.text), reason))

    # Which sentences state levels.

    def _stating(self, blocks: Sequence[Line | Table]) -> Iterator[_Said]:
        lead = ""
        for block, following in zip(blocks, (*blocks[1:], None), strict=False):
            if isinstance(block, Table):
                lead = ""
                continue
            text = plain(block.text)
            item = _ITEM.match(text)
            if item and lead:
                yield _Said(block, text[item.end() :], lead, _continuation(following))
            elif not (lead and _GOES_ON.match(text)):
                lead = ""
                for statement in statements(block.text, self._phrases):
                    if self._states(statement.text):
                        lead = statement.text if statement.text.endswith((":", ",")) else lead
                        yield _Said(block, statement.text)
                    else:
                        self._modify(_Said(block, statement.text), self._of_line(block))
                        self._average(block, statement.text)

    def _average(self, line: Line, text: str) -> None:
        """Take an averaging said after the levels of a line, for those without one: `; all are daily averages`."""
        if not self._level_values(text):
            self._levels = [
                self._averaged(level, text) if level.condition == line.text and not level.averaging_text else level
                for level in self._levels
            ]

    def _of_line(self, line: Line) -> LevelFact | None:
        """Return the last level of the same line, which a further sentence of it may be about."""
        own = [level for level in self._levels if level.condition == line.text and not level.modifies]
        return own[-1] if own else None

    def _states(self, text: str) -> bool:
        known = self._phrases.patterns("text")
        return first_match(known["states"], text) is not None or first_match(known["indication"], text) is not None

    # From a sentence to levels.

    def _take(self, said: _Said) -> None:
        known = self._phrases.patterns("text")
        if first_match(known["see_table"], said.whole):
            return
        sentence, *others = list(statements(said.text, self._phrases))
        start = 0 if said.lead else self._after_words(said.text)
        values = [value for value in self._level_values(sentence.text) if value.start >= start]
        stated = [
            value
            for position, value in enumerate(values)
            if self._is_stated(sentence.text, value, position, said, start)
        ]
        for position, value in enumerate(stated):
            name_ends = stated[0].start
            previous = stated[position - 1].end if position else start
            until = stated[position + 1].start if position + 1 < len(stated) else len(sentence.text)
            level = self._level(said, sentence.text[:until], value, previous, name_ends)
            self._levels.append(level if level.averaging_text else self._averaged(level, sentence.text[until:]))
        for other in others:
            self._modify(_Said(said.line, other.text), self._levels[-1] if stated else None)

    def _after_words(self, text: str) -> int:
        known = self._phrases.patterns("text")
        found = first_match(known["states"], text) or first_match(known["indication"], text)
        return found.end() if found else 0

    def _is_stated(self, text: str, value: TextValue, position: int, said: _Said, start: int) -> bool:
        """Say whether a number is a level: it follows a verb or conjunction, or is the first number of a list item."""
        before = text[: value.start].rstrip(" (")
        if (said.lead and position == 0) or len(before) <= start:
            return True
        if position == 0 and first_match(self._phrases.patterns("text")["amounts"], before):
            return True
        verbs = "|".join(self._phrases.texts("text")["verbs"])
        using = "|".join(self._phrases.texts("text")["using"])
        pattern = rf"(?:^|\W)(?:{verbs})(?: (?:{using}) [^,;]{{1,80}})?$"
        return re.search(pattern, before, re.IGNORECASE) is not None

    def _level_values(self, text: str) -> list[TextValue]:
        oxygen = [found.span() for one in self._phrases.patterns("oxygen")["content"] for found in one.finditer(text)]
        units = self._phrases.patterns("text")["level_units"]
        return [
            value
            for value in values_in(text, self._phrases)
            if first_match(units, value.unit.symbol) and not any(start <= value.start < end for start, end in oxygen)
        ]

    def _level(self, said: _Said, text: str, value: TextValue, previous: int, name_ends: int) -> LevelFact:
        unit = self._unit(value, text)
        pollutants, parameter = self._parameter(said, text[:name_ends], value.unit.text)
        averaging = self._averaging(said, text, value)
        oxygen = oxygen_in(said.whole, self._phrases)
        kind = self._kind(said)
        about = text[unit.end :]
        before = text[previous : value.start]
        level = LevelFact(
            id=f"{self._place}/text/{self._next()}",
            kind=kind,
            standing="indicative"
            if first_match(self._phrases.patterns("text")["indication"], said.whole)
            else "associated",
            bats=(self._bat,) if self._bat is not None else (),
            page=said.line.page,
            printed=text[value.start : unit.end],
            pollutants=pollutants,
            parameter=parameter,
            measured_as=measured_as_in(said.whole, self._phrases),
            unit=self._codes.units.of(unit),
            unit_text=unit.text,
            averaging=averaging.periods,
            averaging_text=averaging.text,
            plant_status=self._status(said, before if value.start == name_ends else "", about),
            size=self._size(about) or (self._size(before) if value.start == name_ends else ""),
            process=self._process(before, about) or self._category(said, text[:name_ends]),
            oxygen=oxygen.content,
            no_oxygen_correction=oxygen.no_correction,
            footnotes=tuple(page_note_id(said.line.page, mark) for mark in said.line.marks),
            condition=said.line.text,
        ).within(value.bounds)
        return replace(level, medium=medium_of(level, f"{said.whole} {self._subject}", [unit.text], self._phrases))

    def _next(self) -> int:
        return sum(not level.modifies for level in self._levels) + 1

    def _unit(self, value: TextValue, text: str) -> PrintedUnit:
        """Return the unit with the product it is counted per: `g/t` + `cokes`."""
        after = UnitReader(self._phrases).product_after(text, value.unit)
        longest = PrintedUnit(value.unit.start, value.unit.end + len(after), value.unit.text + after, value.unit.symbol)
        named = self._codes.units.of(longest)
        return longest if after and named and named != self._codes.units.of(value.unit) else value.unit

    def _kind(self, said: _Said) -> LevelKind:
        known = self._phrases.patterns("text")
        if first_match(known["consumption"], said.whole):
            return "consumption"
        return "performance" if first_match(known["performance"], said.whole) else "emission"

    def _parameter(self, said: _Said, before: str, unit: str) -> tuple[tuple[str, ...], str]:
        """Return the pollutant and its words: of the item, else of the sentence, of the list, of the BAT."""
        names = self._codes.pollutants
        if said.lead:
            name, explained = before.strip(" ,:("), _IN_BRACKETS.match(said.more)
            whole = f"{before.strip(' :(')} {said.more}".strip(" .;") if said.more else name
            found = (names.named(explained[1]) if explained else ()) or names.named(whole) or names.named(name)
            if found:
                return found, whole
            if found := names.mentioned(name)[:1]:
                return found, names.words(name)
        for words in (before, said.lead, unit, self._subject):
            if found := names.mentioned(words)[:1]:
                return found, names.words(words)
        quantity = first_match(self._phrases.patterns("text")["quantity"], said.whole)
        return (), quantity["name"].strip() if quantity else ""

    def _category(self, said: _Said, name: str) -> str:
        """Return what a list item names before its number, where that is no pollutant: `New OCGT of ≥ 50 MWth`."""
        words = name.strip(" :,(")
        names = self._codes.pollutants
        return "" if not said.lead or names.named(words) or names.mentioned(words) else words

    def _averaging(self, said: _Said, text: str, value: TextValue) -> Averaging:
        for words in (text[value.end :], text, said.lead):
            if (found := averaging_in(_ASIDE.sub("", words), self._phrases)).text:
                return found
        return Averaging()

    def _averaged(self, level: LevelFact, rest: str) -> LevelFact:
        """A level with the averaging that is said once, after the last of several: `10 with and 20 without, by day`."""
        found = averaging_in(_ASIDE.sub("", rest), self._phrases)
        return replace(level, averaging=found.periods, averaging_text=found.text)

    def _status(self, said: _Said, before: str, about: str) -> PlantStatus | None:
        texts = (about, before, said.lead)
        return next((status for text in texts if (status := status_in(text, self._phrases))), None)

    def _size(self, about: str) -> str:
        powers = [value for value in values_in(about, self._phrases) if value.unit.symbol == "MWth"]
        return powers[0].printed if powers else ""

    def _process(self, before: str, about: str) -> str:
        """Return for what the number holds: what is named right before it (`using SCR`), or what follows it."""
        words = self._phrases.texts("text")
        conjunctions = "|".join(self._phrases.texts("values")["and"])
        verbs = "|".join(verb for verb in words["verbs"] if verb not in self._phrases.texts("values")["and"])
        named = re.search(
            rf"(?P<what>(?:{'|'.join(words['using'])}) [^,;()<>]{{1,80}}?)(?: (?:{verbs}))?\s*$", before, re.IGNORECASE
        )
        if named and not re.search(rf" (?:{conjunctions})$", named["what"]):
            return named["what"].strip()
        qualifiers = "|".join(self._phrases.texts("values")["qualifier"])
        after = re.match(rf"\s*(?P<what>(?:{qualifiers})\b.*)", about, re.IGNORECASE)
        if not after:
            return ""
        end = first_match(self._phrases.patterns("text")["aside"], after["what"])
        what = after["what"][: end.start()] if end else after["what"]
        what = re.sub(rf",?\s+(?:{conjunctions})$", "", what.strip(" ,;."))
        return "" if averaging_in(what, self._phrases).text else what.strip(" ,;.")

    # What a BAT says about the end of a range that it states.

    def _modify(self, said: _Said, level: LevelFact | None) -> None:
        unit = UnitReader(self._phrases).within(level.unit_text) if level else None
        if level is None or unit is None:
            return
        found = bounds_set_by(said.text, [unit.symbol], self._phrases)
        for bound in found.bounds:
            position = sum(one.modifies == level.id for one in self._levels) + 1
            self._levels.append(
                replace(
                    level,
                    id=f"{level.id}/bound/{position}",
                    printed=bound.printed,
                    modifies=level.id,
                    condition=bound.condition,
                ).within(changed(level.bounds, bound))
            )
        for text in found.not_understood:
            self._unclear.append(
                NotUnderstood(self._place, said.line.page, numbers_in(text), "a bound that the text changes")
            )


def _continuation(following: Line | Table | None) -> str:
    """Return the line after a list item if it goes on with it: `(sum of arsenic, cadmium, ...)`."""
    text = plain(following.text) if isinstance(following, Line) else ""
    return text if _GOES_ON.match(text) else ""
