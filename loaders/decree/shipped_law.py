"""What ships about the act in `data/kz-775/`: its structure, and our own words on it. No sentence of the act.

    structure.csv           id, parent, kind, number, position, rule_kinds (joined by |), first_line, last_line, digest
    labels.csv              id, kk, ru, en: names of the act, its chapters and sections
    summaries.csv           id, kk, ru, en: our one-sentence summary of each provision
    citations.csv           id, cites
    slips.csv               id, printed, kk, ru, en: slips of the act itself, kept as they are
    subdivision-kinds.csv   id, kk, ru, en: the code list of kinds of subdivision

`first_line`, `last_line` and `digest` (SHA-256 of the provision's own reading text, first 16 hex digits) describe the
edition from which the structure was read; with the digest a user's copy can be compared without shipping the wording.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from loaders.decree.citations import Citation, citations_of
from loaders.decree.csv_rows import TableRow, read_rows, write_rows
from loaders.decree.provisions import ACT_IDENTIFIER, HEADED_KINDS, DecreeText, Provision, ProvisionKind
from loaders.loaded_source import SourceRefused

FOLDER: Final = "kz-775"
RULE_KINDS: Final = ("term", "content", "structure", "procedure", "deadline", "status", "cross", "info")
_STRUCTURE: Final = (
    "id",
    "parent",
    "kind",
    "number",
    "position",
    "rule_kinds",
    "first_line",
    "last_line",
    "digest",
)
_TRILINGUAL: Final = ("id", "kk", "ru", "en")
_NAMED_KINDS: Final = (*HEADED_KINDS, ProvisionKind.DECREE)


@dataclass(frozen=True)
class Trilingual:
    """The same in Kazakh, Russian and English."""

    kk: str
    ru: str
    en: str


@dataclass(frozen=True)
class StructureRow:
    """One provision as shipped: where it stands, and what a program can do with it."""

    identifier: str
    parent: str
    kind: ProvisionKind
    number: str
    position: int
    rule_kinds: tuple[str, ...]
    first_line: int
    last_line: int
    digest: str


@dataclass(frozen=True)
class Slip:
    """A slip of the act itself: the words as printed, and our remark on them."""

    identifier: str
    printed: str
    remark: Trilingual


@dataclass(frozen=True)
class ShippedLaw:
    """All that ships about the act."""

    structure: tuple[StructureRow, ...]
    labels: Mapping[str, Trilingual]
    summaries: Mapping[str, Trilingual]
    citations: tuple[Citation, ...]
    slips: tuple[Slip, ...]
    subdivision_kinds: Mapping[str, Trilingual]


def read_shipped_law(data_folder: Path) -> ShippedLaw:
    """Read and cross-check the tables under `data_folder/kz-775`. Raises SourceRefused, naming line and column."""
    folder = data_folder / FOLDER
    structure = _structure(
        read_rows(folder / "structure.csv", _STRUCTURE, frozenset({"number", "rule_kinds", "digest"}))
    )
    known = {row.identifier for row in structure}
    named = {row.identifier for row in structure if row.kind in _NAMED_KINDS} | {ACT_IDENTIFIER}
    summarised = {row.identifier for row in structure if row.kind not in _NAMED_KINDS}
    kinds = {kind.value for kind in ProvisionKind}
    cited = read_rows(folder / "citations.csv", ("id", "cites"))
    slips = read_rows(folder / "slips.csv", ("id", "printed", "kk", "ru", "en"))
    return ShippedLaw(
        structure=structure,
        labels=_trilingual(folder / "labels.csv", named),
        summaries=_trilingual(folder / "summaries.csv", summarised),
        citations=tuple(Citation(_one_of(row, "id", known), row.cells["cites"]) for row in cited),
        slips=tuple(Slip(_one_of(row, "id", known), row.cells["printed"], _words(row)) for row in slips),
        subdivision_kinds=_trilingual(folder / "subdivision-kinds.csv", kinds),
    )


def structure_of(decree: DecreeText, rule_kinds_of: Callable[[str], tuple[str, ...]]) -> tuple[StructureRow, ...]:
    """Return the structure of a text as rows in the order of the print, with our judgement of what each rule is for."""
    return tuple(
        StructureRow(
            identifier=provision.identifier,
            parent=parent,
            kind=provision.kind,
            number=provision.number,
            position=provision.position,
            rule_kinds=rule_kinds_of(provision.identifier),
            first_line=provision.first_line,
            last_line=provision.last_line,
            digest=digest(provision.own_text),
        )
        for parent, provision in _with_parents(decree)
    )


def write_structure(decree: DecreeText, data_folder: Path) -> None:
    """Write structure.csv and citations.csv anew from a text, keeping the rule kinds that structure.csv states."""
    folder = data_folder / FOLDER
    shipped = {row.identifier: row.rule_kinds for row in read_shipped_law(data_folder).structure}
    rows = structure_of(decree, lambda identifier: shipped.get(identifier, ()))
    write_rows(folder / "structure.csv", _STRUCTURE, (_cells(row) for row in rows))
    write_rows(folder / "citations.csv", ("id", "cites"), ((c.identifier, c.cites) for c in citations_of(decree)))


def digest(text: str) -> str:
    """Return the first 16 hex digits of the SHA-256 of `text` in UTF-8; "" for no text."""
    return sha256(text.encode()).hexdigest()[:16] if text else ""


def _cells(row: StructureRow) -> tuple[object, ...]:
    return (
        row.identifier,
        row.parent,
        row.kind.value,
        row.number,
        row.position,
        "|".join(row.rule_kinds),
        row.first_line,
        row.last_line,
        row.digest,
    )


def _with_parents(decree: DecreeText) -> list[tuple[str, Provision]]:
    def below(parent: str, provision: Provision) -> list[tuple[str, Provision]]:
        inner = [pair for child in provision.children for pair in below(provision.identifier, child)]
        return [(parent, provision), *inner]

    return below(ACT_IDENTIFIER, decree.decree) + below(ACT_IDENTIFIER, decree.rules)


def _structure(rows: tuple[TableRow, ...]) -> tuple[StructureRow, ...]:
    known = {ACT_IDENTIFIER}
    result = []
    for row in rows:
        if row.cells["id"] in known:
            raise row.refused("id", "an identifier that no line above has")
        result.append(_structure_row(row, known))
        known.add(row.cells["id"])
    return tuple(result)


def _structure_row(row: TableRow, known: set[str]) -> StructureRow:
    rule_kinds = tuple(kind for kind in row.cells["rule_kinds"].split("|") if kind)
    if not set(rule_kinds) <= set(RULE_KINDS):
        raise row.refused("rule_kinds", f"kinds among {', '.join(RULE_KINDS)}, joined by |")
    return StructureRow(
        identifier=row.cells["id"],
        parent=_one_of(row, "parent", known),
        kind=_kind(row),
        number=row.cells["number"],
        position=row.integer("position"),
        rule_kinds=rule_kinds,
        first_line=row.integer("first_line"),
        last_line=row.integer("last_line"),
        digest=row.cells["digest"],
    )


def _kind(row: TableRow) -> ProvisionKind:
    try:
        return ProvisionKind(row.cells["kind"])
    except ValueError as error:
        raise row.refused("kind", f"one of {', '.join(ProvisionKind)}") from error


def _trilingual(path: Path, wanted: set[str]) -> dict[str, Trilingual]:
    """Return the words of a table that must have exactly one line for each identifier that is wanted."""
    result: dict[str, Trilingual] = {}
    rows = read_rows(path, _TRILINGUAL)
    for row in rows:
        result[_one_of(row, "id", wanted - result.keys())] = _words(row)
    missing = sorted(wanted - result.keys())
    if missing:
        raise SourceRefused(
            file=path.name,
            place=f"line {rows[-1].line + 1 if rows else 2}, column id",
            found="the end of the table",
            expected=f"a line for {', '.join(missing)}",
            mend="Add the missing lines.",
        )
    return result


def _words(row: TableRow) -> Trilingual:
    return Trilingual(kk=row.cells["kk"], ru=row.cells["ru"], en=row.cells["en"])


def _one_of(row: TableRow, column: str, allowed: set[str]) -> str:
    """Return the cell. Raises SourceRefused if it is not allowed here, or was used up by a line above."""
    if row.cells[column] not in allowed:
        raise row.refused(column, "an identifier of structure.csv, or of the act, that no line above has used up")
    return row.cells[column]
