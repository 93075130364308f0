"""Results of analyses as GraphQL types: a frozen dataclass is read once and becomes a Strawberry type of its name.

The instances themselves are what Strawberry reads the fields from; nothing is copied.
"""

import types
import typing
from dataclasses import fields, is_dataclass
from typing import Any, Union

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types import get_object_definition


class NotConvertible(TypeError):
    """A dataclass holds a type for which no GraphQL type is known: a fault of the analysis' types."""


class Converter:
    """Makes one Strawberry type per dataclass; a class that holds itself is converted once."""

    def __init__(self, names: typing.Mapping[type, str] | None = None) -> None:
        self._names = names or {}
        self._made: dict[type, type] = {}

    def type_of(self, cls: type) -> type:
        """The Strawberry type of a dataclass: its name, its docstring, all its fields."""
        if cls in self._made:
            return self._made[cls]
        name = self._names.get(cls, cls.__name__)
        held = [field for field in fields(cls) if not field.name.startswith("_")]
        # First with fields of no type, so that a class that holds itself finds itself when its fields are read.
        bare = type(name, (), {"__annotations__": {field.name: object for field in held}, "__module__": cls.__module__})
        made = strawberry.type(bare, name=name, description=_first_paragraph(cls))
        self._made[cls] = made
        hints = typing.get_type_hints(cls)
        for field in get_object_definition(made, strict=True).fields:
            field.type_annotation = StrawberryAnnotation(self._annotation(hints[field.python_name], cls))
        return made

    def _annotation(self, hint: Any, within: type) -> Any:
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin in (Union, types.UnionType):
            [inner] = [argument for argument in arguments if argument is not type(None)]
            return self._annotation(inner, within) | None
        if origin in (tuple, list, frozenset) or (origin is not None and issubclass(origin, typing.Sequence)):
            return list[self._annotation(arguments[0], within)]  # type: ignore[misc]
        if isinstance(hint, type) and is_dataclass(hint):
            return self.type_of(hint)
        if isinstance(hint, type):
            return hint
        raise NotConvertible(f"{within.__name__} holds {hint!r}: no GraphQL type is known for it")


def _first_paragraph(cls: type) -> str:
    return " ".join((cls.__doc__ or "").split("\n\n")[0].split())
