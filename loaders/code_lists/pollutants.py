"""The list of pollutants and of the parameters that documents set levels for."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from loaders.code_lists.csv_table import TableRow, read_table, refused
from loaders.code_lists.name_index import AmbiguousName, NameIndex

FILE = "pollutants.csv"
SUMS_FILE = "pollutant-sums.csv"
ELEMENTS_FILE = "pollutant-elements.csv"
KINDS = ("substance", "sum-parameter", "group", "parameter")
LANGUAGES = ("en", "nl", "kk", "ru")
COLUMNS = (
    "id",
    "kind",
    "eprtr_code",
    "cas",
    "formula",
    "measured_as",
    *LANGUAGES,
    "alternative_names",
    "broader",
)


@dataclass(frozen=True)
class Pollutant:
    """One entry. `measured_as` is what the amount is expressed as: NOx as NO2, SOx as SO2, TOC as C.

    `sum_of` are the ids of what a sum adds up, where its name says them; `element_cas` is the CAS number of the element
    as which compounds are measured.
    """

    identifier: str
    kind: str
    eprtr_code: str
    cas: str
    formula: str
    measured_as: str
    labels: Mapping[str, str]
    alternatives: tuple[tuple[str, str], ...]
    broader: str
    sum_of: tuple[str, ...]
    element_cas: str

    def names(self, language: str) -> tuple[str, ...]:
        """Return the label and the other names in `language`."""
        others = tuple(name for tag, name in self.alternatives if tag == language)
        return (self.labels[language], *others)


def read_pollutants(data_folder: Path) -> tuple[Pollutant, ...]:
    """Return the entries of `code-lists/pollutants.csv` under `data_folder`, with what each sum of
    `code-lists/pollutant-sums.csv` adds up and the elements of `code-lists/pollutant-elements.csv`. Raises
    SourceRefused."""
    path = data_folder / "code-lists" / FILE
    rows = read_table(path, COLUMNS)
    known = {row["id"] for row in rows}
    sums = _sums(data_folder / "code-lists" / SUMS_FILE, known)
    elements = _elements(data_folder / "code-lists" / ELEMENTS_FILE, known)
    return tuple(_pollutant(path, row, known, sums.get(row["id"], ()), elements.get(row["id"], "")) for row in rows)


def pollutant_index(data_folder: Path, language: str) -> NameIndex:
    """Return the index of the printed names in `language`, with formulas; symbols and ids keep their case."""
    entries = read_pollutants(data_folder)
    formulas = Counter(entry.formula for entry in entries)
    index = NameIndex()
    for entry in entries:
        # Isomers share a formula, which then names none of them.
        symbols = (entry.formula,) if entry.formula and formulas[entry.formula] == 1 else ()
        try:
            index.add(entry.identifier, symbols=symbols, names=entry.names(language))
        except AmbiguousName as error:
            path = data_folder / "code-lists" / FILE
            raise refused(path, f"the names in {language}", str(error), "each name of one pollutant only") from error
    return index


def _sums(path: Path, known: set[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in read_table(path, ("sum", "part"), key=("sum", "part")):
        for column in ("sum", "part"):
            if row[column] not in known:
                raise refused(path, f"line {row.line}", f"{column} {row[column]!r}", f"an id of {FILE}")
        found[row["sum"]] = (*found.get(row["sum"], ()), row["part"])
    return found


def _elements(path: Path, known: set[str]) -> Mapping[str, str]:
    rows = read_table(path, ("pollutant", "cas"), key=("pollutant",))
    for row in rows:
        if row["pollutant"] not in known:
            raise refused(path, f"line {row.line}", f"pollutant {row['pollutant']!r}", f"an id of {FILE}")
    return {row["pollutant"]: row["cas"] for row in rows}


def _pollutant(path: Path, row: TableRow, known: set[str], sum_of: tuple[str, ...], element_cas: str) -> Pollutant:
    if row["kind"] not in KINDS:
        raise refused(path, f"line {row.line}", f"the kind {row['kind']!r}", f"one of {', '.join(KINDS)}")
    if row["broader"] and row["broader"] not in known:
        raise refused(path, f"line {row.line}", f"broader {row['broader']!r}", "an id of this list")
    return Pollutant(
        identifier=row["id"],
        kind=row["kind"],
        eprtr_code=row["eprtr_code"],
        cas=row["cas"],
        formula=row["formula"],
        measured_as=row["measured_as"],
        labels={language: row[language] for language in LANGUAGES},
        alternatives=alternative_names(path, row),
        broader=row["broader"],
        sum_of=sum_of,
        element_cas=element_cas,
    )


def alternative_names(path: Path, row: TableRow) -> tuple[tuple[str, str], ...]:
    """Return the (language, name) pairs of a cell `en:dust|nl:stof`. Raises SourceRefused."""
    pairs = []
    for part in filter(None, row["alternative_names"].split("|")):
        language, colon, name = part.partition(":")
        if not colon or language not in LANGUAGES or not name:
            raise refused(path, f"line {row.line}", f"the alternative name {part!r}", "a language tag, ':' and a name")
        pairs.append((language, name))
    return tuple(pairs)
