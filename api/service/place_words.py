"""Where a thing stands, in words, read from its IRI: `FDM 2019/2031, BAT 12, table 1, row 2, column 3`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from ontology.namespaces import BASE, DOC

_CELL = re.compile(r"r(\d+)(?:c(\d+))?(?:-\d+)?")
_TABLE_OF_BAT = re.compile(r"bat-(\d+)-(\d+)")
_MARK = re.compile(r"(?!n\d)[a-z]{1,5}\d?")
_NUMBER = re.compile(r"[0-9][0-9.*-]*|star")
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class PlaceWords:
    """Speaks one language. `documents`: how a document is cited, by IRI; `texts`: the product's own words."""

    documents: Mapping[str, str]
    texts: Mapping[str, str]

    def place(self, iri: str) -> str:
        """Return the document and what of it; empty for what stands in no document."""
        steps = iri.removeprefix(BASE).split("/")
        if steps[0] == "determination" and len(steps) > 2:
            inner = self.place(BASE + "/".join(steps[2:]))
            return f"{steps[1]}: {inner}" if inner else ""
        if not iri.startswith(DOC) or len(steps) < 2:
            return ""
        document = self.documents.get(DOC + steps[1], steps[1])
        return ", ".join((document, *self._steps(steps[2:])))

    def name(self, iri: str, kind: str) -> str:
        """Return a name for what has none: its kind, and its number if it has one; empty for a thing of no kind."""
        steps = iri.removeprefix(BASE).split("/")
        if iri in self.documents:
            return self.documents[iri]
        if iri.startswith(DOC) and steps[-2:-1] in (["bat"], ["table"]):
            return next(self._steps(steps[-2:]), kind)
        number = steps[-1] if _NUMBER.fullmatch(steps[-1]) and len(steps) > 2 else ""
        return f"{kind} {number}".strip() if kind else ""

    def _steps(self, steps: list[str]) -> Iterator[str]:
        """Each step of a path with what follows it; steps that only tell things of one name apart are left out."""
        for step, following in pairwise([*steps, ""]):
            if step == "bat" and following:
                yield self.texts["place_bat"].format(following)
            elif step == "table" and following:
                yield from self._table(following)
            elif step == "section" and following:
                yield f"§ {following}"
            elif step == "page" and following:
                yield self.texts["place_page"].format(following)
            elif step == "technique" and _MARK.fullmatch(following):
                yield following
            elif cell := _CELL.fullmatch(step):
                yield self.texts["place_row"].format(cell[1])
                if cell[2]:
                    yield self.texts["place_column"].format(cell[2])

    def _table(self, identifier: str) -> Iterator[str]:
        if within := _TABLE_OF_BAT.fullmatch(identifier):
            yield self.texts["place_bat"].format(within[1])
            identifier = within[2]
        yield self.texts["place_table"].format(identifier)


def in_reading_order(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts BAT 9 before BAT 10."""
    parts = (part for part in _DIGITS.split(text) if part)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part.casefold()) for part in parts)
