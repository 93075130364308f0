"""Documents known by their code or number: JRC reference documents, and decisions with the sector each belongs to.

Source: `data/code-lists/reference-documents.csv` and `data/code-lists/eu-decisions.csv`, both made by hand.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

SHIPPED_DATA: Final = Path(__file__).resolve().parents[2] / "data"
CODE_LISTS: Final = SHIPPED_DATA / "code-lists"

DocumentKind = Literal["sectoral", "cross-sectoral"]
_KINDS: Final[Mapping[str, DocumentKind]] = {"sectoral": "sectoral", "cross-sectoral": "cross-sectoral"}


@dataclass(frozen=True)
class ReferenceDocument:
    """A reference document of the EU: code such as `ECM`, kind, and titles by language (en, ru, kk)."""

    code: str
    kind: DocumentKind
    titles: Mapping[str, str]


@dataclass(frozen=True)
class KnownDecision:
    """A decision with the one sector it belongs to, and the CELEX number of the decision it replaces, if any."""

    celex: str
    sector: str
    supersedes: str


@cache
def reference_documents() -> Mapping[str, ReferenceDocument]:
    """Return the known reference documents by code."""
    return {
        row["code"]: ReferenceDocument(
            row["code"], _KINDS[row["kind"]], {language: row[f"title_{language}"] for language in ("en", "ru", "kk")}
        )
        for row in _rows(CODE_LISTS / "reference-documents.csv")
    }


@cache
def known_decisions() -> Mapping[str, KnownDecision]:
    """Return the decisions whose sector is known, by CELEX number."""
    rows = _rows(CODE_LISTS / "eu-decisions.csv")
    return {row["celex"]: KnownDecision(row["celex"], row["sector"], row["supersedes"]) for row in rows}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
