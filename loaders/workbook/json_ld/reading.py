"""From a JSON-LD file to a graph: with our own context only, nothing fetched, every fault with its place."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, NoReturn

from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from loaders.loaded_source import SourceRefused
from loaders.workbook import limits
from loaders.workbook.draft import Place
from loaders.workbook.faults import Fault, fault
from loaders.workbook.json_ld.context import classes, context_of, terms
from loaders.workbook.keys import is_own
from loaders.workbook.plan import Column, WorkbookPlan
from loaders.workbook.reading import UNREAD_VALUE, Reading
from loaders.workbook.values import LITERAL_KINDS, NotAValue, canonical_decimal, read_value
from loaders.workbook.vocabulary import Vocabulary
from ontology.namespaces import BASE, CODE, DOC
from shapes.trilingual import Language, Trilingual

_KEYWORDS: Final = frozenset({"id", "type", "@id", "@type"})
_VALUE_KEYWORDS: Final = frozenset({"@value", "@type", "@language"})


def read_json_ld(file: Path, plan: WorkbookPlan, vocabulary: Vocabulary, language: Language) -> Reading:
    """Return what a JSON-LD file states, and every fault in it.

    Raises SourceRefused if the file is no JSON, or brings a context that is not ours.
    """
    return _Reader(file, plan, vocabulary, language).read()


class _Reader:
    def __init__(self, file: Path, plan: WorkbookPlan, vocabulary: Vocabulary, language: Language) -> None:
        self._file = file
        self._plan = plan
        self._words = vocabulary
        self._language = language
        self._terms = terms(plan)
        self._faults: list[Fault] = []
        self._places: dict[tuple[Node, URIRef | None], Place] = {}
        self._elsewhere: dict[URIRef, Place] = {}
        self._unread = Graph()

    def read(self) -> Reading:
        document = self._load()
        base = self._base(document)
        things = self._things(document)
        self._base_iri = URIRef(base)
        clean = [self._object(thing, f"$.@graph[{number}]") for number, thing in enumerate(things)]
        text = json.dumps({"@context": context_of(self._plan, base), "@graph": clean})
        parsed = Graph().parse(data=text, format="json-ld")
        graph = Graph()
        for triple in self._checked(parsed):
            graph.add(triple)
        faults = tuple(sorted(self._faults, key=lambda each: each.sort_key))
        return Reading(
            self._file.name, self._language, URIRef(base), graph, faults, self._places, self._unread, self._elsewhere
        )

    def _refuse(self, place: str, found: str, expected: str, mend: str) -> NoReturn:
        raise SourceRefused(file=self._file.name, place=place, found=found, expected=expected, mend=mend)

    def _load(self) -> dict[str, Any]:
        size = self._file.stat().st_size
        if size > limits.FILE_BYTES:
            self._refuse("the file", f"{size} bytes", f"at most {limits.FILE_BYTES}", "A draft is never so large.")
        try:
            text = self._file.read_text(encoding="utf-8-sig")
            read = json.loads(text, parse_float=Decimal, object_pairs_hook=_without_repetition)
        except (ValueError, RecursionError, InvalidOperation) as error:
            self._refuse("the file", f"no JSON ({error})", "JSON-LD", "Mend the place that is named.")
        if not isinstance(read, dict):
            self._refuse("the file", "no JSON object", "an object with @context and @graph", "Begin with the example.")
        return read

    def _base(self, document: Mapping[str, Any]) -> str:
        """The base of identifiers; the rest of the context has to be ours, since the file means what ours says."""
        context = document.get("@context")
        place, mend = "$.@context", "Copy the context from `batgraph template --form json-ld`."
        if not isinstance(context, dict):
            self._refuse(place, _short(context), "the context of the template, written out", mend)
        base = context.get("@base")
        if not isinstance(base, str) or not base.startswith(DOC) or not base.endswith("/"):
            self._refuse(f"{place}.@base", _short(base), f"{DOC}<code of the book>/", mend)
        ours = context_of(self._plan, base)
        for name, meaning in context.items():
            if name == "@version" and meaning in (1.1, Decimal("1.1")):
                continue
            if ours.get(name) != meaning:
                self._refuse(f"{place}.{name}", _short(meaning), _short(ours.get(name)), mend)
        return base

    def _things(self, document: Mapping[str, Any]) -> list[Any]:
        for name in document.keys() - {"@context", "@graph"}:
            self._refuse(f"$.{name}", "a name beside @context and @graph", "these two", "Put things into @graph.")
        things = document.get("@graph")
        if not isinstance(things, list):
            self._refuse("$.@graph", _short(things), "a list of things", "Put the things of the book into @graph.")
        return things

    def _object(self, thing: Any, pointer: str, depth: int = 0) -> dict[str, Any]:
        """A thing with numbers as text and without what is not understood; says where it and its properties stand."""
        if depth > limits.JSON_DEPTH:
            self._refuse(
                pointer, f"more than {limits.JSON_DEPTH} levels", "things side by side", "Do not nest so deep."
            )
        if not isinstance(thing, dict):
            self._refuse(pointer, _short(thing), "an object", "Write each thing as an object with id and type.")
        identifier = thing.get("id", thing.get("@id"))
        if not isinstance(identifier, str) or not identifier.strip() or identifier.startswith("_:"):
            self._say("no-identifier", pointer)
            return {}
        subject = self._iri(identifier)
        if (subject, None) in self._places and any(name not in _KEYWORDS for name in thing):
            self._say("key-twice", f"{pointer}.id", identifier, self._places[subject, None].pointer)
            return {}
        clean: dict[str, Any] = {"id": identifier}
        if len(thing) > 1 or depth == 0:
            self._places[subject, None] = Place(self._file.name, pointer=pointer)
            clean["type"] = self._types(thing.get("type", thing.get("@type")), f"{pointer}.type")
        known = {name: value for name, value in thing.items() if name not in _KEYWORDS}
        own = self._own_columns(clean.get("type", []))
        for name, value in known.items():
            column = self._terms.get(name)
            place = f"{pointer}.{name}"
            if column is None:
                self._say("name-unknown", place, name, near=get_close_matches(name, list(self._terms), n=3))
                continue
            self._places[subject, column.predicate] = Place(self._file.name, pointer=place)
            clean[name] = self._clean(value, place, depth, own.get(column.predicate, column))
        return clean

    def _own_columns(self, types: list[str]) -> dict[URIRef, Column]:
        """The columns of some classes: how many values a property can have is a matter of the class."""
        names = classes(self._plan)
        machines = {names.get(one, one) for one in types}
        return {
            column.predicate: column
            for sheet in self._plan.sheets
            if sheet.machine in machines
            for column in sheet.columns
        }

    def _say(self, kind: str, pointer: str, value: object = "", limit: Trilingual | str = "", near: Any = ()) -> None:
        self._faults.append(fault(kind, Place(self._file.name, pointer=pointer), value, limit, near))

    def _iri(self, identifier: str) -> URIRef:
        prefix, colon, rest = identifier.partition(":")
        context = context_prefixes(self._plan)
        if colon and prefix in context and not rest.startswith("//"):
            return URIRef(context[prefix] + rest)
        return URIRef(identifier) if colon else URIRef(self._base_iri + identifier)

    def _types(self, types: Any, pointer: str) -> list[str]:
        known = {name for pair in classes(self._plan).items() for name in pair}
        given = types if isinstance(types, list) else [types] if types is not None else []
        if not given:
            self._say("class-missing", pointer.removesuffix(".type"))
        for name in given:
            if not isinstance(name, str) or name not in known:
                self._say("class-unknown", pointer, name, near=get_close_matches(str(name), list(known), n=3))
        return [name for name in given if isinstance(name, str) and name in known]

    def _clean(self, value: Any, pointer: str, depth: int, column: Column) -> Any:
        if isinstance(value, list):
            return [self._clean(each, f"{pointer}[{n}]", depth, column) for n, each in enumerate(value)]
        if isinstance(value, dict):
            if column.kind == "text":
                return value if set(value) & _VALUE_KEYWORDS else self._texts(value, pointer, column)
            return value if "@value" in value else self._object(value, pointer, depth + 1)
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | Decimal):
            return str(value)
        return value

    def _texts(self, texts: dict[str, Any], pointer: str, column: Column) -> dict[str, Any]:
        for language, said in texts.items():
            if not column.many and isinstance(said, list) and len(said) > 1:
                self._say("language-twice", f"{pointer}.{language}", language)
        return texts

    def _checked(self, parsed: Graph) -> Iterator[tuple[Node, Node, Node]]:
        by_predicate = {column.predicate: column for column in self._terms.values()}
        own = self._columns_of(parsed)
        for subject, predicate, value in parsed:
            if predicate == RDF.type:
                yield subject, predicate, value
                continue
            column = own.get((subject, predicate)) or by_predicate.get(URIRef(str(predicate)))
            if column is None:
                continue
            place = self._places.get((subject, URIRef(str(predicate))), Place(self._file.name))
            if self._has_class(parsed, subject) and (subject, predicate) not in own:
                self._say("name-unknown", place.pointer, column.machine)
                continue
            read = self._value(parsed, column, value, place)
            if read is None:
                self._unread.add((subject, column.predicate, UNREAD_VALUE))
            else:
                yield subject, predicate, read

    def _columns_of(self, parsed: Graph) -> dict[tuple[Node, Node], Column]:
        """The column of each property that a thing has, by its own classes."""
        found: dict[tuple[Node, Node], Column] = {}
        for subject, cls in parsed.subject_objects(RDF.type):
            sheet = self._plan.sheet(cls)
            for column in () if sheet is None else sheet.columns:
                found[subject, column.predicate] = column
        return found

    @staticmethod
    def _has_class(parsed: Graph, subject: Node) -> bool:
        return (subject, RDF.type, None) in parsed

    def _value(self, parsed: Graph, column: Column, value: Node, place: Place) -> Node | None:
        if column.kind in LITERAL_KINDS:
            return self._literal(column, value, place)
        if column.kind == "text":
            if isinstance(value, Literal) and value.language:
                return value
            self._say("language-unknown", place.pointer, str(value))
            return None
        if column.kind == "string":
            return Literal(str(value)) if isinstance(value, Literal) else value
        if not isinstance(value, URIRef):
            self._say("no-identifier", place.pointer)
            return None
        if column.kind == "reference":
            return self._reference(parsed, column, value, place)
        names = self._words.properties if column.scheme is None else self._words.schemes[column.scheme]
        if value in names.shown[self._language]:
            return value
        name = value.removeprefix(f"{column.scheme}/").removeprefix(CODE)
        kind = "property-unknown" if column.scheme is None else "concept-unknown"
        limit = "" if column.scheme is None else self._words.scheme_labels[column.scheme]
        self._say(kind, place.pointer, name, limit, names.near(name, self._language))
        return None

    def _literal(self, column: Column, value: Node, place: Place) -> Node | None:
        try:
            if not isinstance(value, Literal):
                raise NotAValue
            read = read_value(column.kind, str(value))
        except NotAValue:
            self._say(f"{column.kind}-bad", place.pointer, str(value))
            return None
        if read.datatype == XSD.decimal:
            return Literal(canonical_decimal(Decimal(str(read))), datatype=XSD.decimal)
        return read

    def _reference(self, parsed: Graph, column: Column, value: URIRef, place: Place) -> Node | None:
        if (value, None) not in self._places:
            if not is_own(value, self._base_iri):
                self._elsewhere.setdefault(value, place)
                return value
            keys = [str(thing).removeprefix(self._base_iri) for thing, predicate in self._places if predicate is None]
            name = value.removeprefix(self._base_iri)
            limit = ", ".join(cls.rsplit("/", 1)[-1] for cls in column.targets) or "—"
            self._say("reference-dangling", place.pointer, name, limit, get_close_matches(name, keys, n=3))
            return None
        types = [URIRef(str(cls)) for cls in parsed.objects(value, RDF.type)]
        if column.targets and types and not any(self._plan.is_a(cls, column.targets) for cls in types):
            limit = ", ".join(cls.rsplit("/", 1)[-1] for cls in column.targets)
            found = Trilingual.same(", ".join(cls.removeprefix(BASE) for cls in types))
            self._say("reference-elsewhere", place.pointer, value.removeprefix(self._base_iri), limit, found)
            return None
        return value


def context_prefixes(plan: WorkbookPlan) -> dict[str, str]:
    """Return the prefixes of the context."""
    return {
        k: v for k, v in context_of(plan, "").items() if isinstance(v, str) and v.startswith("http") and k[0] != "@"
    }


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the name {next(n for n in names if names.count(n) > 1)!r} twice in one object")
    return found


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else text[:79] + "…"
