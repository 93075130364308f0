"""Results of analyses as GraphQL types: a frozen dataclass is read once and becomes a Strawberry type of its name.

The instances themselves are what Strawberry reads the fields from; nothing is copied. What cannot be read off a
dataclass stands in `shown`.
"""

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, make_dataclass
from enum import Enum, StrEnum
from typing import Any, Literal, Union

import strawberry
from graphql import GraphQLScalarType
from strawberry.annotation import StrawberryAnnotation
from strawberry.types import get_object_definition

from analysis.determination.node_table import Text
from analysis.wording.message import Message
from api.graphql.analysis_words import many_sentences, one_label, one_sentence, one_text
from api.graphql.references import ATTRIBUTE, reference_scalar
from api.graphql.scalar_types import IRI_SCALAR
from api.graphql.shown import ShownField, ShownType
from shapes.trilingual import Trilingual

_IRI: typing.Final = "IRI"
_MANY: typing.Final = (tuple, list, frozenset)


class NotConvertible(TypeError):
    """A dataclass holds a type for which no GraphQL type is known: a fault of the analysis' types."""


class Converter:
    """Makes one Strawberry type per dataclass; a class that holds itself is converted once."""

    def __init__(self, shown: Mapping[str, ShownType] | None = None) -> None:
        self._shown = shown or {}
        self._made: dict[type, type] = {}
        self._enums: dict[Any, type[Enum]] = {}
        self._markers: dict[str, type] = {}

    @property
    def references(self) -> Mapping[type, GraphQLScalarType]:
        """The scalars that stand for things, by the classes that annotations use for them."""
        return {
            marker: IRI_SCALAR if name == _IRI else reference_scalar(name) for name, marker in self._markers.items()
        }

    def type_of(self, cls: type) -> type:
        """The Strawberry type of a dataclass: its name, its docstring, its fields."""
        if cls in self._made:
            return self._made[cls]
        shown = self._shown.get(f"{cls.__module__}.{cls.__name__}", ShownType())
        namespace: dict[str, Any] = {"__module__": cls.__module__}
        annotations: dict[str, Any] = {}
        plain: dict[str, tuple[Any, ShownField]] = {}
        for attribute, hint in _hints(cls, shown).items():
            how = shown.fields.get(attribute, ShownField())
            resolved = self._resolved(attribute, hint, how)
            if resolved is None:
                # First with fields of no type, so that a class that holds itself finds itself when fields are read.
                annotations[attribute] = object
                namespace[attribute] = strawberry.field(description=how.says)
                plain[attribute] = (hint, how)
            else:
                namespace[attribute] = resolved
        for name, link in shown.links.items():
            annotations[name] = self._marker(link.be) | None
            namespace[name] = strawberry.field(description=link.says, metadata={ATTRIBUTE: link.of})
        for name, text in shown.words.items():
            words = self.type_of(Text)
            namespace[name] = strawberry.field(one_text(text.of, text.text), graphql_type=words, description=text.says)
        name = shown.name or cls.__name__
        bare = type(name, (), {**namespace, "__annotations__": annotations})
        made = strawberry.type(bare, name=name, description=_first_paragraph(cls))
        self._made[cls] = made
        for field in get_object_definition(made, strict=True).fields:
            if field.python_name in plain:
                hint, how = plain[field.python_name]
                field.type_annotation = StrawberryAnnotation(self._annotation(hint, how, cls))
        return made

    def enum_of(self, hint: Any, name: str) -> type[Enum]:
        """The enumeration of a literal or an enumeration, under its name in GraphQL."""
        return self._enum(hint, ShownField(enum=name))

    def _resolved(self, attribute: str, hint: Any, how: ShownField) -> Any:
        """A field that is not the attribute as it is: sentences, labels, pairs; None for all others."""
        if how.labels is not None:
            words = self.type_of(Text) | None
            return strawberry.field(one_label(attribute), name=how.labels, graphql_type=words, description=how.says)
        if how.pairs is not None:
            assert how.of is not None
            made = make_dataclass(
                how.pairs, list(zip(how.of, _pair(hint), strict=True)), frozen=True, namespace={"__doc__": how.says}
            )
            made.__module__ = __name__
            pairs: Any = list[self.type_of(made)]  # type: ignore[misc]
            return strawberry.field(_pairs(attribute, made), graphql_type=pairs, description=how.says)
        if not how.sentence and not {Message, Trilingual} & _leaves(hint):
            return None
        if typing.get_origin(hint) in _MANY:
            type_: Any = list[self.type_of(Text)]  # type: ignore[misc]
            return strawberry.field(many_sentences(attribute), graphql_type=type_, description=how.says)
        type_ = self.type_of(Text) | None
        return strawberry.field(one_sentence(attribute), graphql_type=type_, description=how.says)

    def _marker(self, type_name: str) -> type:
        if type_name not in self._markers:
            self._markers[type_name] = type(f"{type_name}Marker", (), {})
        return self._markers[type_name]

    def _annotation(self, hint: Any, how: ShownField, within: type) -> Any:
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin is Literal:
            return self._enum(hint, how)
        if origin in (Union, types.UnionType):
            [inner] = [argument for argument in arguments if argument is not type(None)]
            return self._annotation(inner, how, within) | None
        if origin in _MANY or (origin is not None and issubclass(origin, typing.Sequence)):
            return list[self._annotation(arguments[0], how, within)]  # type: ignore[misc]
        if hint is str and how.be is not None:
            return self._marker(how.be)
        if isinstance(hint, type) and is_dataclass(hint):
            return self.type_of(hint)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return self._enum(hint, how)
        if isinstance(hint, type):
            return hint
        raise NotConvertible(f"{within.__name__} holds {hint!r}: no GraphQL type is known for it")

    def _enum(self, hint: Any, how: ShownField) -> type[Enum]:
        """The enumeration of a literal or an enumeration: a copy, whose members equal the original values."""
        if hasattr(hint, "__strawberry_definition__"):
            return hint  # type: ignore[no-any-return]
        name = how.enum or getattr(hint, "__name__", None)
        if name is None:
            raise NotConvertible(f"{hint!r} has no name in GraphQL")
        if hint not in self._enums:
            members: Any = tuple(hint) if isinstance(hint, type) and issubclass(hint, Enum) else typing.get_args(hint)
            copy = StrEnum(name, {_constant(member): str(member) for member in members})  # type: ignore[misc]
            description = _first_paragraph(hint) if isinstance(hint, type) else how.says
            self._enums[hint] = strawberry.enum(copy, name=name, description=description)
        return self._enums[hint]


def _constant(member: str) -> str:
    """The name of a value of an enumeration."""
    return member.name if isinstance(member, Enum) else member.upper().replace("-", "_").replace(" ", "_")


def _hints(cls: type, shown: ShownType) -> dict[str, Any]:
    """The types of what is shown of a dataclass: its fields, then properties."""
    hints = typing.get_type_hints(cls)
    found = {each.name: hints[each.name] for each in fields(cls) if not each.name.startswith("_")}
    for name in shown.properties:
        attribute = getattr(cls, name, None)
        if isinstance(attribute, property):
            found[name] = typing.get_type_hints(attribute.fget)["return"]
    return {name: hint for name, hint in found.items() if name not in shown.hidden}


def _leaves(hint: Any) -> set[Any]:
    """The types that a type is made of."""
    arguments = typing.get_args(hint)
    return {leaf for argument in arguments for leaf in _leaves(argument)} if arguments else {hint}


def _pair(hint: Any) -> tuple[Any, Any]:
    """The types of key and value of a mapping, or of the pairs in a tuple."""
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is tuple:
        arguments = typing.get_args(arguments[0])
    key, value = arguments
    return key, value


def _pairs(attribute: str, made: type) -> Callable[[Any], Any]:
    def resolve(self: Any) -> Any:
        held = getattr(self, attribute)
        return [made(*pair) for pair in (held.items() if isinstance(held, Mapping) else held)]

    return resolve


def _first_paragraph(cls: type) -> str:
    return " ".join((cls.__doc__ or "").split("\n\n")[0].split())
