"""Reading triple patterns out of the text of a query."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import RDF

from shapes.compilation.declined import Declined
from shapes.compilation.tokens import Token, tokens
from shapes.compilation.triple_patterns import AnyStep, Chain, Inverse, Path, Repeated, Step, TriplePattern

_TYPE: Final = f"<{RDF.type}>"


def read_prefixes(prologue: str) -> dict[str, str]:
    """Return the namespaces of a query's prologue by prefix, each with its colon."""
    found = tokens(prologue)
    return {
        name.text: iri.text[1:-1]
        for word, name, iri in zip(found, found[1:], found[2:], strict=False)
        if word.text == "PREFIX"
    }


def read_triples(text: str, prefixes: Mapping[str, str]) -> tuple[TriplePattern, ...]:
    """Return the patterns of a run of triples; Declined for blank nodes and lists written into the triples."""
    return tuple(_Reader(tokens(text), prefixes).triples())


@dataclass
class _Reader:
    """Reads from left to right; `at` is the token to read next."""

    tokens: tuple[Token, ...]
    prefixes: Mapping[str, str]
    at: int = 0

    def peek(self) -> str:
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def takes(self, sign: str) -> bool:
        if self.peek() != sign:
            return False
        self.at += 1
        return True

    def triples(self) -> Iterator[TriplePattern]:
        while self.peek():
            subject = self.term()
            while self.peek() not in ("", "."):
                path = self.alternatives()
                yield TriplePattern(subject, path, self.term())
                while self.takes(","):
                    yield TriplePattern(subject, path, self.term())
                while self.takes(";"):
                    pass
            while self.takes("."):
                pass

    def term(self) -> str:
        token = self.take()
        if token.kind == "name":
            return self.full(token)
        if token.kind == "string":
            return token.text + self.suffix()
        if token.text in ("+", "-"):
            return token.text + self.take().text
        if token.kind in ("variable", "iri", "number") or token.text in ("TRUE", "FALSE"):
            return token.text.lower() if token.kind == "word" else token.text
        raise Declined(f"{token.text} in a triple")

    def suffix(self) -> str:
        if self.at < len(self.tokens) and self.tokens[self.at].kind == "language":
            return self.take().text
        return f"^^{self.term()}" if self.takes("^^") else ""

    def full(self, token: Token) -> str:
        prefix, _, local = token.text.partition(":")
        namespace = self.prefixes.get(f"{prefix}:")
        if namespace is None or "\\" in local:
            raise Declined(f"the name {token.text}")
        return f"<{namespace}{local}>"

    def alternatives(self) -> Path:
        parts = [self.sequence()]
        while self.takes("|"):
            parts.append(self.sequence())
        return parts[0] if len(parts) == 1 else Chain("|", tuple(parts))

    def sequence(self) -> Path:
        parts = [self.step()]
        while self.takes("/"):
            parts.append(self.step())
        return parts[0] if len(parts) == 1 else Chain("/", tuple(parts))

    def step(self) -> Path:
        if self.takes("^"):
            return Inverse(self.step())
        path = self.primary()
        return Repeated(path, self.take().text) if self.peek() in ("*", "+", "?") else path

    def primary(self) -> Path:
        if self.takes("("):
            inner = self.alternatives()
            self.at += 1
            return inner
        token = self.take()
        if token.kind == "variable":
            return AnyStep(token.text)
        if token.text == "A":
            return Step(_TYPE)
        if token.kind == "name":
            return Step(self.full(token))
        if token.kind == "iri":
            return Step(token.text)
        raise Declined(f"{token.text} in a path")
