"""How results of analyses look in GraphQL, where their dataclasses do not say it: read from a TOML file.

A table is a dataclass, by its module and name. In it, `name` is the GraphQL type, if not the class's own; `fields` what
every field means; `links` further fields that answer the thing whose IRI an attribute holds; `words` further fields
that say an id in words; `properties` the properties that are fields too; `hidden` the attributes that are none. A field
is its meaning, or a table of `says` and

    is         the attribute holds IRIs: of things of this generated type, or `IRI` if they may be of several
    enum       the name of the enumeration that a literal becomes
    sentence   it is written for people: a field with a `language`
    labels     it holds one text by language: a field of the name given here, with a `language`
    pairs      it holds pairs: a list of things of the type given here, with the two fields in `of`
"""

import tomllib
from collections.abc import Mapping
from importlib.resources.abc import Traversable

from pydantic import BaseModel, ConfigDict


class ShownField(BaseModel):
    """How one attribute is shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    says: str = ""
    be: str | None = None
    enum: str | None = None
    sentence: bool = False
    labels: str | None = None
    pairs: str | None = None
    of: tuple[str, str] | None = None


class ShownLink(BaseModel):
    """A further field: the thing of a generated type whose IRI the attribute `of` holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    of: str
    be: str
    says: str


class ShownWords(BaseModel):
    """A further field: the text of the catalogue that is called `text` and the id that the attribute `of` holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    of: str
    text: str
    says: str


class ShownType(BaseModel):
    """How one dataclass is shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str | None = None
    fields: Mapping[str, ShownField] = {}
    links: Mapping[str, ShownLink] = {}
    words: Mapping[str, ShownWords] = {}
    properties: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()


def read_shown(file: Traversable) -> Mapping[str, ShownType]:
    """Return what a file says, by the full name of the dataclass."""
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: ShownType.model_validate(_expanded(table)) for name, table in tables.items()}


def _expanded(table: dict[str, object]) -> dict[str, object]:
    """A field that is a text is what it says; `is` is no name for an attribute in Python."""
    expanded = dict(table)
    for part in ("fields", "links"):
        given = table.get(part)
        if isinstance(given, dict):
            expanded[part] = {name: _field(value) for name, value in given.items()}
    return expanded


def _field(value: object) -> object:
    if isinstance(value, str):
        return {"says": value}
    if isinstance(value, dict):
        return {"be" if key == "is" else key: each for key, each in value.items()}
    return value
