"""Find where the repository uses terms and codes of ours, so that one that is not defined anywhere is an error.

Looked for in Turtle, SPARQL, Python, CSV and Markdown: whole IRIs, prefixed names whose prefix the file binds to one of
our namespaces (`bat:` everywhere), and in Python the attributes and items of `BAT` and `CODE` and the calls of `code`
with two literals.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import URIRef

from ontology.namespaces import BAT, CODE, code

SUFFIXES: Final = frozenset({".ttl", ".trig", ".rq", ".ru", ".py", ".csv", ".md"})
_SKIPPED_FOLDERS: Final = frozenset({"node_modules", "build", "dist", "__pycache__"})
_NAMESPACES: Final = (str(BAT), str(CODE))

_NAME = r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?"
_WHOLE_IRI = re.compile("|".join(f"{re.escape(ns)}(?:{_NAME})(?:/{_NAME})?" for ns in _NAMESPACES))
_PREFIX_BINDING = re.compile(r"(?i:@?prefix)\s+([A-Za-z][\w-]*):\s*<([^>]+)>")
_PREFIXED_NAME = re.compile(rf"(?<![\w:/@.\-])([A-Za-z][\w\-]*):({_NAME}(?:\\/{_NAME})?)")
_PYTHON_TERM = re.compile(r"""\bBAT(?:\.([A-Za-z]\w*)|\[(["'])([^"'{}]+)\2\])""")
_PYTHON_CODE = re.compile(r"""\bCODE(?:\.([A-Za-z]\w*)|\[(["'])([^"'{}]+)\2\])""")
_PYTHON_CODE_CALL = re.compile(r"""\bcode\(\s*(["'])([a-z\-]+)\1,\s*(["'])([^"'{}]+)\3\s*\)""")


@dataclass(frozen=True, order=True)
class TermUse:
    """One use of an IRI of ours: the file, its line counted from one, and the IRI."""

    file: Path
    line: int
    term: URIRef

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.term}"


def uses_under(folder: Path) -> Iterator[TermUse]:
    """Yield every use of a term or code of ours in the files under `folder`, hidden and built folders left out."""
    for file in source_files(folder):
        yield from uses_in(file)


def source_files(folder: Path) -> Iterator[Path]:
    """Yield the files under `folder` that may use terms, in order."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_skipped(name))
        for name in sorted(names):
            if Path(name).suffix in SUFFIXES:
                yield Path(place, name)


def uses_in(file: Path) -> Iterator[TermUse]:
    """Yield every use of a term or code of ours in `file`."""
    text = file.read_text(encoding="utf-8-sig")
    prefixes = {"bat": str(BAT)} | {p: ns for p, ns in _PREFIX_BINDING.findall(text) if ns in _NAMESPACES}
    for number, line in enumerate(text.splitlines(), start=1):
        found = set(_written_out(line)) | set(_prefixed(line, prefixes))
        if file.suffix == ".py":
            found |= set(_in_python(line))
        for term in sorted(found):
            yield TermUse(file, number, term)


def undefined_uses(folder: Path, defined: frozenset[URIRef]) -> tuple[TermUse, ...]:
    """Return the uses under `folder` of terms that are not in `defined`."""
    return tuple(use for use in uses_under(folder) if use.term not in defined)


def _is_skipped(folder_name: str) -> bool:
    return folder_name.startswith(".") or folder_name in _SKIPPED_FOLDERS or folder_name.endswith(".egg-info")


def _written_out(line: str) -> Iterator[URIRef]:
    for found in _WHOLE_IRI.findall(line):
        yield URIRef(found)


def _prefixed(line: str, prefixes: dict[str, str]) -> Iterator[URIRef]:
    for prefix, local in _PREFIXED_NAME.findall(line):
        if prefix in prefixes:
            yield URIRef(prefixes[prefix] + local.replace("\\/", "/"))


def _in_python(line: str) -> Iterator[URIRef]:
    for attribute, _, key in _PYTHON_TERM.findall(line):
        yield BAT[attribute or key]
    for attribute, _, key in _PYTHON_CODE.findall(line):
        yield CODE[attribute or key]
    for _, scheme, _, identifier in _PYTHON_CODE_CALL.findall(line):
        yield code(scheme, identifier)
