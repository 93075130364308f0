"""Reading a query that parses into its tree.

The text must be valid SPARQL 1.1. SERVICE, which SHACL forbids, is declined, and so is GRAPH: shapes look at all graphs
at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from shapes.compilation.declined import Declined
from shapes.compilation.query_tree import (
    EMPTY,
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
)
from shapes.compilation.tokens import Token, names, tokens

_STARTS: Final = {"OPTIONAL", "MINUS", "GRAPH", "SERVICE", "FILTER", "BIND", "VALUES", "LATERAL"}
_TAIL_STARTS: Final = {"HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"}
_AGGREGATES: Final = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}
_TERMS: Final = {"iri", "name", "string", "number"}


def read_select(text: str) -> tuple[str, Select]:
    """Return a query's prologue and its SELECT; Declined if it is no SELECT or holds what is not told apart."""
    reader = _Reader(text, tokens(text))
    start = next((token.start for token in reader.tokens if token.text in ("SELECT", "ASK", "CONSTRUCT")), 0)
    while reader.peek().start < start:
        reader.take()
    if reader.peek().text != "SELECT":
        raise Declined("a query that is no SELECT")
    return text[:start], reader.select()


def read_group(text: str) -> Group:
    """Return the tree of a group in braces."""
    return _Reader(text, tokens(text)).group()


_END: Final = Token("end", "", -1, -1)


@dataclass
class _Reader:
    """Reads from left to right; `at` is the token to read next."""

    text: str
    tokens: tuple[Token, ...]
    at: int = 0

    def peek(self, ahead: int = 0) -> Token:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else _END

    def take(self) -> Token:
        token = self.peek()
        if token is _END:
            raise Declined("a query that ends too early")
        self.at += 1
        return token

    def since(self, start: int) -> tuple[str, tuple[Token, ...]]:
        """The text and the tokens from token number `start` up to here."""
        part = self.tokens[start : self.at]
        return (self.text[part[0].start : part[-1].end] if part else ""), part

    def group(self) -> Group:
        if self.take().text != "{":
            raise Declined("a group without braces")
        elements: list[Element] = []
        if self.peek().text == "SELECT":
            elements.append(self.select())
        while self.peek().text != "}":
            if self.peek().text == "." and self.peek().kind == "sign":
                self.take()
            else:
                elements.append(self.element())
        self.take()
        return Group(tuple(elements))

    def element(self) -> Element:
        token = self.peek()
        if token.text == "{":
            return self.union()
        if token.kind != "word" or token.text not in _STARTS:
            return self.triples()
        start = self.at
        self.take()
        match token.text:
            case "OPTIONAL":
                return Optionally(self.group())
            case "MINUS":
                return Minus(self.group())
            case "FILTER":
                return self.filter(start)
            case "BIND":
                return self.bind(start)
            case "VALUES":
                return self.values(start)
        raise Declined(f"{token.text} in a query")

    def union(self) -> Union:
        branches = [self.group()]
        while self.peek().text == "UNION":
            self.take()
            branches.append(self.group())
        return Union(tuple(branches))

    def triples(self) -> Triples:
        start = self.at
        while not (self.peek().text in ("{", "}") or (self.peek().kind == "word" and self.peek().text in _STARTS)):
            token = self.take()
            if token.kind == "word" and token.text not in ("A", "TRUE", "FALSE"):
                raise Declined(f"{token.text} in a query")
        text, part = self.since(start)
        return Triples(text, names(part))

    def filter(self, start: int) -> Filter | Exists:
        negated = self.peek().text == "NOT"
        if self.peek(negated).text == "EXISTS":
            self.at += 1 + negated
            return Exists(self.group(), negated)
        while self.peek().text != "(":
            self.take()
        self.brackets()
        text, part = self.since(start)
        return Filter(text, names(part))

    def bind(self, start: int) -> Bind:
        first = self.peek(1)
        self.brackets()
        text, part = self.since(start)
        variable = part[-2].text[1:]
        return Bind(text, names(part[:-2]), variable, constant=len(part) == 6 and first.kind in _TERMS)

    def values(self, start: int) -> Values:
        while self.peek().text != "{":
            self.take()
        self.skip()
        text, part = self.since(start)
        return Values(text, names(part))

    def brackets(self) -> None:
        """Read from an opening bracket to the one that closes it."""
        depth = 0
        while True:
            token = self.take()
            depth += (token.text == "(") - (token.text == ")")
            if depth == 0:
                return

    def select(self) -> Select:
        start = self.at
        while self.peek().text != "{":
            self.take()
        head, head_tokens = self.since(start)
        if {"EXISTS", "FROM"} & {token.text for token in head_tokens}:
            raise Declined("EXISTS or FROM before a WHERE clause")
        group = self.group()
        start = self.at
        while self.peek() is not _END and self.peek().text != "}":
            self.skip()
        tail, tail_tokens = self.since(start)
        projected, computed = _projection(head_tokens)
        return Select(
            head=head,
            group=group,
            tail=tail,
            projected=projected,
            computed=computed,
            keys=_keys(tail_tokens),
            aggregates=_has_aggregate((*head_tokens, *tail_tokens)) or _starts_with_group(tail_tokens),
            cuts=any(token.kind == "word" and token.text in ("LIMIT", "OFFSET", "VALUES") for token in tail_tokens),
        )

    def skip(self) -> None:
        """Read one token, or braces with all that they hold."""
        depth = 0
        while True:
            token = self.take()
            depth += (token.text == "{") - (token.text == "}")
            if depth == 0:
                return


def _projection(head: Iterable[Token]) -> tuple[frozenset[str] | None, frozenset[str]]:
    plain, computed = set(), set()
    depth = 0
    previous = ""
    for token in head:
        depth += (token.text == "(") - (token.text == ")")
        if token.kind == "variable" and depth == 0:
            plain.add(token.text[1:])
        elif token.kind == "variable" and depth == 1 and previous == "AS":
            computed.add(token.text[1:])
        elif token.text == "*" and depth == 0:
            return None, EMPTY
        previous = token.text
    return frozenset(plain | computed), frozenset(computed)


def _starts_with_group(tail: tuple[Token, ...]) -> bool:
    return bool(tail) and tail[0].text == "GROUP"


def _keys(tail: tuple[Token, ...]) -> frozenset[str]:
    keys = set()
    depth = 0
    for token in tail if _starts_with_group(tail) else ():
        if depth == 0 and token.kind == "word" and token.text in _TAIL_STARTS:
            break
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0 and token.kind == "variable":
            keys.add(token.text[1:])
    return frozenset(keys)


def _has_aggregate(part: Iterable[Token]) -> bool:
    return any(token.kind == "word" and token.text in _AGGREGATES for token in part)
