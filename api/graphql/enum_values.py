"""What the values of enumerations mean, put into a schema."""

import tomllib
from importlib import resources
from typing import Final

from graphql import GraphQLEnumType, GraphQLSchema

_FILE: Final = "enum_values.toml"
_ITSELF: Final = "description"


def describe_enums(schema: GraphQLSchema) -> None:
    """Describe every value of the enumerations that the file knows; the others are left as they are."""
    text = resources.files("api.graphql").joinpath(_FILE).read_text(encoding="utf-8")
    for name, meanings in tomllib.loads(text).items():
        type_ = schema.type_map.get(name)
        if isinstance(type_, GraphQLEnumType):
            type_.description = type_.description or meanings.get(_ITSELF)
            for value, described in type_.values.items():
                described.description = meanings.get(value)
