"""The rules of what applies, which are data: paragraphs, and the day of p57."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

_SHIPPED: Final = Path(__file__).parent / "rules" / "kz-775.toml"


class Rules(BaseModel):
    """Paragraph numbers such as `p56`; `applies_from` is the first day, `permits_before` the day of p57."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    applies_from: date
    conclusion_paragraphs: tuple[str, ...]
    until_conclusion_paragraphs: tuple[str, ...]
    cross_sectoral_paragraphs: tuple[str, ...]
    permit_paragraphs: tuple[str, ...]
    permits_before: date


@cache
def load_rules() -> Rules:
    """Return the rules that ship with this package."""
    return Rules.model_validate(tomllib.loads(_SHIPPED.read_text(encoding="utf-8")))
