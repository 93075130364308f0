"""What is to be said, as data: the name of a text, and what stands in its places."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Code:
    """A concept of a code list, by IRI: it is said by its label."""

    iri: str


@dataclass(frozen=True)
class Parameter:
    """What stands in one place of a text: words as they are, codes by IRI, or other messages. One kind has values.

    Values of several kinds all become messages, so that they keep their order.
    """

    name: str
    words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    messages: tuple["Message", ...] = ()


@dataclass(frozen=True)
class Message:
    """A text of the catalogue, such as `comparison/medium`, with its parameters in the order of their names."""

    text: str
    parameters: tuple[Parameter, ...] = ()


Value = str | int | Decimal | date | Code | Message
Place = Value | Iterable[Value] | None


def message(text: str, /, **places: Place) -> Message:
    """Return a message; a place of several values says them one after the other, None and no value a dash."""
    return Message(text, tuple(_parameter(name, place) for name, place in sorted(places.items())))


def _parameter(name: str, place: Place) -> Parameter:
    values = _values(place)
    if len({isinstance(each, Code) + 2 * isinstance(each, Message) for each in values}) > 1:
        values = tuple(map(_as_message, values))
    # A term of rdflib equals no plain text, and names are looked up by plain text.
    codes = tuple(str(each.iri) for each in values if isinstance(each, Code))
    messages = tuple(each for each in values if isinstance(each, Message))
    words = tuple(_written(each) for each in values if not isinstance(each, Code | Message))
    return Parameter(name, words, codes, messages)


def _as_message(value: Value) -> Message:
    return value if isinstance(value, Message) else message("comparison/listed", what=value)


def _values(place: Place) -> tuple[Value, ...]:
    if place is None:
        return ()
    if isinstance(place, str | int | Decimal | date | Code | Message):
        return (place,)
    return tuple(place)


def _written(value: str | int | Decimal | date) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else str(value)
