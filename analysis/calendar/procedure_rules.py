"""The steps of the procedure, which are data: who acts, by which paragraphs, under which deadline."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

_SHIPPED: Final = Path(__file__).parent / "rules" / "kz-775.toml"


class StepRule(BaseModel):
    """A step: duty holder, paragraph numbers, deadline id if a term runs, and labels by language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    holder: str
    paragraphs: tuple[str, ...]
    labels: dict[str, str]
    deadline: str | None = None


class ProcedureRules(BaseModel):
    """All steps by id, and how many rework cycles p44 allows."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cycles_allowed: int
    cycles_paragraph: str
    steps: dict[str, StepRule]


@cache
def load_procedure_rules() -> ProcedureRules:
    """Return the rules that ship with this package."""
    return ProcedureRules.model_validate(tomllib.loads(_SHIPPED.read_text(encoding="utf-8")))
