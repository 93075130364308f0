"""Renaming variables in queries, so that equal names mean the same and the same means equal names."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from shapes.compilation.query_tree import (
    Bind,
    Element,
    Exists,
    Filter,
    Group,
    Minus,
    Optionally,
    Select,
    Triples,
    Union,
    Values,
    bindable,
)
from shapes.compilation.tokens import names, tokens

# As scopes write it, for the value nodes of a node shape.
_ALIAS: Final = re.compile(r"BIND\((\?\w+) AS (\?batgraph\d+)\)")


def without_aliases(text: str) -> str:
    """Return a compiled query with each variable that is only another name replaced by what it stands for."""
    while (alias := _ALIAS.search(text)) is not None:
        kept = text[: alias.start()] + text[alias.end() :]
        text = renamed_text(kept, {alias.group(2): alias.group(1)})
    return text


def in_order_of_use(text: str, kept: tuple[str, ...]) -> str:
    """Name all variables but some by their order in the text, so that patterns of the same form are the same text."""
    new_names = {name: name for name in kept}
    for token in tokens(text):
        if token.kind == "variable":
            new_names.setdefault(token.text, f"?way{len(new_names) - len(kept)}")
    return renamed_text(text, new_names)


def with_own_names(group: Group, suffix: str, projected: frozenset[str] | None) -> Group:
    """Rename the variables of a subquery that it does not hand out: they are not those of the same name outside."""
    own = frozenset() if projected is None else bindable(group) - projected
    return _renamed(group, {f"?{name}": f"?{name}{suffix}" for name in own}) if own else group


def _renamed(group: Group, new_names: Mapping[str, str]) -> Group:
    return Group(tuple(_renamed_inside(element, new_names) for element in group.elements))


def _renamed_inside(element: Element, new_names: Mapping[str, str]) -> Element:
    match element:
        case Triples(text=text) | Filter(text=text) | Values(text=text):
            renamed = renamed_text(text, new_names)
            return replace(element, text=renamed, names=names(tokens(renamed)))
        case Bind(text=text, names=used, variable=variable):
            return replace(
                element,
                text=renamed_text(text, new_names),
                names=_new(used, new_names),
                variable=new_names.get(f"?{variable}", f"?{variable}")[1:],
            )
        case Exists(group) | Optionally(group) | Minus(group):
            return replace(element, group=_renamed(group, new_names))
        case Union(branches):
            return Union(tuple(_renamed(branch, new_names) for branch in branches))
        case Select(projected=projected):
            outer = {
                old: new for old, new in new_names.items() if projected is None or old.removeprefix("?") in projected
            }
            return replace(
                element,
                head=renamed_text(element.head, outer),
                group=_renamed(element.group, outer),
                tail=renamed_text(element.tail, outer),
                projected=None if projected is None else _new(projected, outer),
                computed=_new(element.computed, outer),
                keys=_new(element.keys, outer),
            )


def _new(some: frozenset[str], new_names: Mapping[str, str]) -> frozenset[str]:
    return frozenset(new_names.get(f"?{name}", f"?{name}")[1:] for name in some)


def renamed_text(text: str, new_names: Mapping[str, str]) -> str:
    """Return a text with variables renamed; names have their question mark."""
    parts = []
    place = 0
    for token in tokens(text):
        if token.kind == "variable" and token.text in new_names:
            parts += [text[place : token.start], new_names[token.text]]
            place = token.end
    return "".join([*parts, text[place:]])
