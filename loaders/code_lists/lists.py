"""The plain lists: one CSV file each, every column declared with what it becomes in the graph."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rdflib import XSD, Literal, URIRef
from rdflib.term import Node

from loaders.code_lists.concepts import Concept
from loaders.code_lists.csv_table import TableRow, decimal_cell, read_table, refused
from ontology.namespaces import BAT, code

LANGUAGES = ("en", "nl", "kk", "ru")


@dataclass(frozen=True)
class Fact:
    """A column that states one fact of the concept: which property, and how the cell becomes its value."""

    predicate: URIRef
    value: Callable[[str], Node]


@dataclass(frozen=True)
class PlainList:
    """A list of concepts with labels, in one file: `file`, `scheme` id, titles, and its columns in order."""

    file: str
    scheme: str
    titles: dict[str, str]
    columns: tuple[str, ...]
    notations: tuple[str, ...] = ()
    facts: tuple[tuple[str, Fact], ...] = ()


def _text(cell: str) -> Literal:
    return Literal(cell)


def _date(cell: str) -> Literal:
    return Literal(cell, datatype=XSD.date)


def _end_of_year(cell: str) -> Literal:
    return Literal(f"{cell}-12-31", datatype=XSD.date)


def _document_kind(cell: str) -> Node:
    return code("document-kind", cell)


SECTORS = PlainList(
    file="sectors.csv",
    scheme="sector",
    titles={"en": "Sectors of reference documents", "kk": "Анықтамалықтар салалары", "ru": "Отрасли справочников"},
    columns=("id", "kind", *LANGUAGES),
    notations=("id",),
    facts=(("kind", Fact(BAT.documentKind, _document_kind)),),
)
MEDIA = PlainList(
    file="media.csv",
    scheme="medium",
    titles={
        "en": "Media that receive emissions",
        "kk": "Эмиссияны қабылдайтын орталар",
        "ru": "Среды, принимающие эмиссии",
    },
    columns=("id", "eprtr_code", *LANGUAGES),
    notations=("eprtr_code",),
)
IED_ACTIVITIES = PlainList(
    file="ied-activities.csv",
    scheme="ied-activity",
    titles={
        "en": "Activities of Annex I to Directive 2010/75/EU",
        "kk": "2010/75/EU директивасының I қосымшасындағы қызмет түрлері",
        "ru": "Виды деятельности приложения I к Директиве 2010/75/ЕС",
    },
    columns=("id", "code", "code_in_extract", "valid_to", "en", "kk", "ru", "broader"),
    notations=("code",),
    facts=(("valid_to", Fact(BAT.validTo, _date)),),
)
EPRTR_ACTIVITIES = PlainList(
    file="eprtr-activities.csv",
    scheme="eprtr-activity",
    titles={
        "en": "Activities of the European Pollutant Release and Transfer Register",
        "kk": "Ластағыштардың шығарындылары мен тасымалының еуропалық тіркелімінің қызмет түрлері",
        "ru": "Виды деятельности Европейского регистра выбросов и переноса загрязнителей",
    },
    columns=("id", "code", "ippc_code", "last_year", "en", "kk", "ru", "broader"),
    notations=("code",),
    facts=(("ippc_code", Fact(BAT.ippcCode, _text)), ("last_year", Fact(BAT.validTo, _end_of_year))),
)
NACE = PlainList(
    file="nace.csv",
    scheme="nace",
    titles={
        "en": "NACE Rev. 2, economic activities",
        "kk": "NACE Rev. 2, экономикалық қызмет түрлері",
        "ru": "NACE Rev. 2, виды экономической деятельности",
    },
    columns=("id", "level", "en", "kk", "ru", "broader"),
    notations=("id",),
    facts=(("level", Fact(BAT.classificationLevel, _text)),),
)
CROSS_MEDIA_STATEMENTS = PlainList(
    file="cross-media-statements.csv",
    scheme="cross-media-statement",
    titles={
        "en": "What is said about cross-media effects",
        "kk": "Құрамдасаралық әсерлер туралы не айтылған",
        "ru": "Что сказано о межкомпонентных воздействиях",
    },
    columns=("id", "en", "kk", "ru"),
    notations=("id",),
)
PLAIN_LISTS = (SECTORS, MEDIA, IED_ACTIVITIES, EPRTR_ACTIVITIES, NACE, CROSS_MEDIA_STATEMENTS)


@dataclass(frozen=True)
class ReleaseThreshold:
    """The yearly release to one medium from which a facility reports a pollutant (kg per year)."""

    pollutant: str
    medium: str
    kg_per_year: Decimal


def read_plain_list(data_folder: Path, plain: PlainList) -> tuple[Concept, ...]:
    """Return the concepts of one list. Raises SourceRefused, also for a `broader` that is not in the list."""
    path = data_folder / "code-lists" / plain.file
    rows = read_table(path, plain.columns)
    known = {row["id"] for row in rows}
    return tuple(_concept(path, row, plain, known) for row in rows)


def read_release_thresholds(data_folder: Path) -> tuple[ReleaseThreshold, ...]:
    """Return the thresholds of `code-lists/release-thresholds.csv`. Raises SourceRefused."""
    path = data_folder / "code-lists" / "release-thresholds.csv"
    columns = ("pollutant", "medium", "kg_per_year", "first_year", "last_year")
    return tuple(_threshold(path, row) for row in read_table(path, columns, key=("pollutant", "medium")))


def _threshold(path: Path, row: TableRow) -> ReleaseThreshold:
    return ReleaseThreshold(row["pollutant"], row["medium"], decimal_cell(path, row, "kg_per_year"))


def _concept(path: Path, row: TableRow, plain: PlainList, known: set[str]) -> Concept:
    broader = row["broader"] if "broader" in plain.columns else ""
    if broader and broader not in known:
        raise refused(path, f"line {row.line}", f"broader {broader!r}", "an id of this list")
    return Concept(
        identifier=row["id"],
        labels={language: row[language] for language in LANGUAGES if language in plain.columns},
        notations=tuple(row[column] for column in plain.notations),
        broader=broader,
        facts=tuple((fact.predicate, fact.value(row[column])) for column, fact in plain.facts if row[column]),
    )
