"""Facts of a decision as a folder of CSV files and back; no sentence of the source goes into them.

One file per class of facts, one column per field. Several values of a field stand in one cell, divided by a blank.
"""

import csv
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from loaders.loaded_source import Finding, SourceRefused
from loaders.official_journal.facts import (
    TEXT_FIELDS,
    ActivityInScope,
    BatClause,
    BatFact,
    DecisionFacts,
    DefinedTerm,
    DescribedTechnique,
    Identity,
    RelatedDocument,
    SecondReading,
    SourceGap,
    SourcePlace,
    TechniqueFact,
)
from loaders.official_journal.levels.facts import TEXT_FIELDS as LEVEL_TEXT_FIELDS

Fact = TypeVar("Fact")

DECISION_FILE: Final = "decision.csv"
_FINDINGS: Final = "findings.csv"
_FIGURES: Final = "figures.csv"
_FIGURE_COLUMNS: Final = ("name", "value")
_PLACES: Final = "places.csv"
_GAPS: Final = "gaps.csv"
_SOURCE: Final = "SOURCE.md"
_LABELS_PREFIX: Final = "labels-"
_LABEL_COLUMNS: Final = ("path", "label")
_TABLES: Final[Mapping[str, tuple[str, type]]] = {
    "activities": ("activities.csv", ActivityInScope),
    "references": ("references.csv", RelatedDocument),
    "terms": ("terms.csv", DefinedTerm),
    "bats": ("bats.csv", BatFact),
    "clauses": ("bat-clauses.csv", BatClause),
    "techniques": ("techniques.csv", TechniqueFact),
    "described": ("described-techniques.csv", DescribedTechnique),
}
# Only of sources without pages, or that hold a part of the document.
_PARTIAL_SOURCE: Final[Mapping[str, tuple[str, type]]] = {
    "places": (_PLACES, SourcePlace),
    "gaps": (_GAPS, SourceGap),
}
_TEXT_FIELDS: Final[Mapping[type, tuple[str, ...]]] = {**TEXT_FIELDS, **LEVEL_TEXT_FIELDS}


def write_decision(facts: DecisionFacts, folder: Path) -> None:
    """Write the facts into `folder`, made if missing; files of a former reading are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    write_facts(folder / DECISION_FILE, Identity, (facts.identity,))
    for name, (file_name, fact_class) in _TABLES.items():
        write_facts(folder / file_name, fact_class, getattr(facts, name))
    write_facts(folder / _FINDINGS, Finding, facts.findings)
    _write(folder / _FIGURES, _FIGURE_COLUMNS, [(name, str(value)) for name, value in facts.figures.items()])
    for name, (file_name, fact_class) in _PARTIAL_SOURCE.items():
        if getattr(facts, name):
            write_facts(folder / file_name, fact_class, getattr(facts, name))
        else:
            (folder / file_name).unlink(missing_ok=True)
    (folder / _SOURCE).write_text(_attribution(facts.identity), encoding="utf-8")


def _attribution(identity: Identity) -> str:
    held: tuple[str, ...] = (
        "(numbers, names, identifiers, PDF pages), none of its sentences; only the Official Journal is",
        "authentic.",
    )
    if not identity.page_count:
        held = (
            "(numbers, names, identifiers), none of its sentences; only the Official Journal is authentic.",
            "",
            f"The source has no pages: every page is 0, and `{_PLACES}` says by the path of its IRI where a fact is.",
            f"`{_GAPS}` lists what the source does not hold, cuts off or leaves in doubt.",
        )
    links = (
        identity.eli,
        f"https://eur-lex.europa.eu/legal-content/{identity.language}/TXT/?uri=CELEX:{identity.celex}",
    )
    return "\n".join(
        (
            f"# Commission implementing decision {identity.number} ({identity.sector})",
            "",
            f"{identity.official_journal_reference}, CELEX {identity.celex}, read in language `{identity.language}`.",
            *(f"<{link}>" for link in links if link),
            "",
            "© European Union, EUR-Lex; reuse with acknowledgement of the source (Decision 2011/833/EU). Held here are",
            f"facts {held[0]}",
            *held[1:],
            "",
        )
    )


def read_decision_folder(folder: Path) -> DecisionFacts:
    """Return the facts that `write_decision` wrote, without levels. Raises SourceRefused: file, row and column."""
    tables: dict[str, Any] = {name: read_facts(folder / file, kind) for name, (file, kind) in _TABLES.items()}
    for name, (file, kind) in _PARTIAL_SOURCE.items():
        if (folder / file).is_file():
            tables[name] = read_facts(folder / file, kind)
    return DecisionFacts(
        identity=read_identity_file(folder),
        findings=read_facts(folder / _FINDINGS, Finding),
        figures={row["name"]: int(row["value"]) for row in _read(folder / _FIGURES, _FIGURE_COLUMNS)},
        **tables,
    )


def language_of_record(folder: Path) -> str | None:
    """Return the language of the reading of record that `folder` holds, or None if it holds none.

    Only this is read: a folder that an earlier version wrote with other columns can still be written anew.
    """
    path = folder / DECISION_FILE
    if not path.is_file():
        return None
    with path.open(encoding="utf-8", newline="") as stream:
        row = next(csv.DictReader(stream), {})
    return row.get("language") or None


def read_identity_file(folder: Path) -> Identity:
    """Return which decision, in which language, a folder holds. Raises SourceRefused."""
    identities = read_facts(folder / DECISION_FILE, Identity)
    if len(identities) != 1:
        raise _refused(folder / DECISION_FILE, "rows", f"{len(identities)} rows", "exactly one")
    return identities[0]


def write_second_reading(reading: SecondReading, folder: Path) -> None:
    """Write the labels of a second language beside the facts of the reading of record."""
    rows = [("", reading.title), *reading.labels]
    _write(folder / f"{_LABELS_PREFIX}{reading.language}.csv", _LABEL_COLUMNS, rows)


def read_second_readings(folder: Path, celex: str) -> tuple[SecondReading, ...]:
    """Return the second readings that ship in `folder`, by language."""
    readings = []
    for path in sorted(folder.glob(f"{_LABELS_PREFIX}*.csv")):
        rows = [(row["path"], row["label"]) for row in _read(path, _LABEL_COLUMNS)]
        titles = [label for step, label in rows if not step]
        language = path.stem.removeprefix(_LABELS_PREFIX)
        labels = tuple((step, label) for step, label in rows if step)
        readings.append(SecondReading(celex, language, titles[0] if titles else "", labels))
    return tuple(readings)


def write_facts(path: Path, fact_class: type[Fact], facts: Sequence[Fact]) -> None:
    """Write facts of one class to a CSV file, text fields of the source left out."""
    columns = _columns(fact_class)
    _write(path, columns, [[_cell(getattr(fact, column)) for column in columns] for fact in facts])


def read_facts(path: Path, fact_class: type[Fact]) -> tuple[Fact, ...]:
    """Return the facts of one class. Raises SourceRefused naming row and column of what is no value of its field."""
    columns = _columns(fact_class)
    parsers = _parsers(fact_class)
    facts: list[Fact] = []
    for number, row in enumerate(_read(path, columns), start=2):
        values: dict[str, Any] = {}
        for column in columns:
            try:
                values[column] = parsers[column](row[column])
            except ValueError as fault:
                place = f"row {number}, column {column}"
                raise _refused(path, place, repr(row[column]), str(fault)) from fault
        facts.append(fact_class(**values))
    return tuple(facts)


def _columns(fact_class: type) -> tuple[str, ...]:
    if not is_dataclass(fact_class):
        raise TypeError(f"{fact_class.__name__} is no dataclass")
    texts = _TEXT_FIELDS.get(fact_class, ())
    return tuple(field.name for field in fields(fact_class) if field.name not in texts)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return " ".join(str(one) for one in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _parsers(fact_class: type) -> Mapping[str, Callable[[str], Any]]:
    hints = get_type_hints(fact_class)
    return {column: _parser(hints[column]) for column in _columns(fact_class)}


def _parser(hint: object) -> Callable[[str], Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        inner = _parser(next(argument for argument in arguments if argument is not types.NoneType))
        return lambda text: inner(text) if text else None
    if origin is tuple:
        single = _parser(arguments[0])
        return lambda text: tuple(single(one) for one in text.split())
    if origin is Literal:
        return lambda text: _one_of(text, arguments)
    return _SINGLE_VALUES.get(hint, str)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as fault:
        raise ValueError("a decimal number with a point") from fault


def _boolean(text: str) -> bool:
    return _one_of(text, ("True", "False")) == "True"


def _one_of(text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise ValueError(f"one of {', '.join(allowed)}")
    return text


_SINGLE_VALUES: Final[Mapping[object, Callable[[str], Any]]] = {
    date: date.fromisoformat,
    int: int,
    bool: _boolean,
    Decimal: _decimal,
}


def _write(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _read(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    if not path.is_file():
        raise _refused(path, "the file", "no such file", "a file with the columns " + ", ".join(columns))
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        if tuple(reader.fieldnames or ()) != tuple(columns):
            found = ", ".join(reader.fieldnames or ()) or "nothing"
            raise _refused(path, "row 1", f"columns {found}", "columns " + ", ".join(columns))
        rows = list(reader)
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise _refused(path, f"row {number}", "another number of cells than columns", f"{len(columns)} cells")
    return rows


def _refused(path: Path, place: str, found: str, expected: str) -> SourceRefused:
    mend = "Make the folder again from the PDF with the project's own command."
    return SourceRefused(file=f"{path.parent.name}/{path.name}", place=place, found=found, expected=expected, mend=mend)
