"""What is known before a decision is read: reference documents by code, decisions by sector, activities of Annex I.

Source: `reference-documents.csv`, `eu-decisions.csv`, `eu-decision-publications.csv` and `ied-activities.csv` in
`data/code-lists`.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, Literal

SHIPPED_DATA: Final = Path(__file__).resolve().parents[2] / "data"
CODE_LISTS: Final = SHIPPED_DATA / "code-lists"

DocumentKind = Literal["sectoral", "cross-sectoral"]
_KINDS: Final[Mapping[str, DocumentKind]] = {"sectoral": "sectoral", "cross-sectoral": "cross-sectoral"}


@dataclass(frozen=True)
class ReferenceDocument:
    """A reference document of the EU: code such as `ECM`, kind, titles (en, ru, kk), and the code that it replaced."""

    code: str
    kind: DocumentKind
    titles: Mapping[str, str]
    supersedes: str = ""


@dataclass(frozen=True)
class KnownDecision:
    """A decision with the one sector it belongs to, and the CELEX number of the decision it replaces, if any."""

    celex: str
    sector: str
    supersedes: str


@dataclass(frozen=True)
class PublishedDecision:
    """Title, dates and place of publication of a decision, for sources that do not say them themselves."""

    celex: str
    language: str
    title: str
    adopted: date
    notified: str
    journal: str
    published: date
    first_page: int


@cache
def reference_documents() -> Mapping[str, ReferenceDocument]:
    """Return the known reference documents by code."""
    return {
        row["code"]: ReferenceDocument(
            row["code"],
            _KINDS[row["kind"]],
            {language: row[f"title_{language}"] for language in ("en", "ru", "kk")},
            row["supersedes"],
        )
        for row in _rows(CODE_LISTS / "reference-documents.csv")
    }


@cache
def known_decisions() -> Mapping[str, KnownDecision]:
    """Return the decisions whose sector is known, by CELEX number."""
    rows = _rows(CODE_LISTS / "eu-decisions.csv")
    return {row["celex"]: KnownDecision(row["celex"], row["sector"], row["supersedes"]) for row in rows}


@cache
def _published_decisions() -> Mapping[tuple[str, str], PublishedDecision]:
    return {
        (row["celex"], row["language"]): PublishedDecision(
            celex=row["celex"],
            language=row["language"],
            title=row["title"],
            adopted=date.fromisoformat(row["adopted"]),
            notified=row["notified"],
            journal=row["journal"],
            published=date.fromisoformat(row["published"]),
            first_page=int(row["first_page"]),
        )
        for row in _rows(CODE_LISTS / "eu-decision-publications.csv")
    }


def published_decision(celex: str, language: str) -> PublishedDecision | None:
    """Return how a decision was published in a language, or None if the list does not say."""
    return _published_decisions().get((celex, language))


def activity_id(code: str, adopted: date) -> str:
    """Return the id in code/ied-activity of an activity as cited on a day: `6.6` meant another one until August 2024.

    Empty if Annex I had no such activity.
    """
    return next((name for last_day, name in _activities().get(code, ()) if adopted <= last_day), "")


@cache
def _activities() -> Mapping[str, Sequence[tuple[date, str]]]:
    """Return the ids of each code with the last day on which they were meant, the earliest day first."""
    meant: dict[str, list[tuple[date, str]]] = {}
    for row in _rows(CODE_LISTS / "ied-activities.csv"):
        last_day = date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max
        code = ".".join(step for step in re.split(r"[.()]+", row["code"]) if step)
        meant.setdefault(code, []).append((last_day, row["id"]))
    return {code: sorted(ids) for code, ids in meant.items()}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
