"""Write Turtle in one canonical form, so that a change of meaning is the only change a diff can show.

Prefixes are fixed and only those used are written; subjects are sorted by IRI, predicates by a fixed order and then by
IRI, objects by language and text; blank nodes are nested where they are used, and those that nothing points to stand
last. Comments are not part of a graph and are lost: what must be said about a term is said with `rdfs:comment` or
`skos:scopeNote`.

`python -m ontology.serialisation FILE …` rewrites files in place.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

PREFIXES: Final[dict[str, str]] = {
    "bat": "https://w3id.org/batgraph/def/",
    "cccev": "http://data.europa.eu/m8g/",
    "code": "https://w3id.org/batgraph/code/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "law": "https://w3id.org/batgraph/law/kz-775/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "style": "https://w3id.org/batgraph/style/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_FIRST_PREDICATES: Final = (
    RDF.type,
    URIRef(PREFIXES["skos"] + "prefLabel"),
    URIRef(PREFIXES["rdfs"] + "label"),
    URIRef(PREFIXES["skos"] + "definition"),
)
# A local name that Turtle accepts unescaped; anything else is written as a whole IRI.
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_BARE_LITERAL = {
    XSD.integer: re.compile(r"[+-]?[0-9]+"),
    XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.boolean: re.compile(r"true|false"),
}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_INDENT = "    "


class NotCanonicalisable(ValueError):
    """A graph that has no canonical Turtle: a blank node that several triples point to, or a list that breaks off."""


def canonical_turtle(graph: Graph) -> str:
    """Return the one canonical Turtle text of `graph`.

    Raises NotCanonicalisable if a blank node is the object of several triples, or a list breaks off.
    """
    return _Writer(graph).text()


def is_canonical(path: Path) -> bool:
    """Return whether the Turtle file at `path` reads exactly as it would be rewritten."""
    text = path.read_text(encoding="utf-8")
    return text == canonical_turtle(Graph().parse(data=text, format="turtle"))


def rewrite(path: Path) -> bool:
    """Rewrite the Turtle file at `path` canonically; return whether that changed it."""
    before = path.read_text(encoding="utf-8")
    after = canonical_turtle(Graph().parse(data=before, format="turtle"))
    if after != before:
        path.write_text(after, encoding="utf-8")
    return after != before


class _Writer:
    """Writes one graph; remembers which prefixes it used."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._used: set[str] = set()
        self._check_blank_nodes()

    def text(self) -> str:
        subjects = sorted({s for s in self._graph.subjects() if isinstance(s, URIRef)}, key=str)
        blocks = [self._block(subject) for subject in subjects] + sorted(self._free_blocks())
        head = [f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in sorted(self._used)]
        return "\n".join(["\n".join(head), "", "\n\n".join(blocks), ""]) if blocks else ""

    def _check_blank_nodes(self) -> None:
        for node in {s for s in self._graph.subjects() if isinstance(s, BNode)}:
            uses = sum(1 for _ in self._graph.subject_predicates(node))
            if uses > 1:
                found = sorted(map(str, self._graph.objects(node)))
                raise NotCanonicalisable(
                    f"a blank node with {found} is used {uses} times, expected once: give it an IRI"
                )

    def _block(self, subject: URIRef) -> str:
        return f"{self._term(subject)} {self._properties(subject, 1)} ."

    def _free_blocks(self) -> Iterator[str]:
        """Yield the text of each blank node that nothing points to, such as an axiom of disjoint classes."""
        for node in {s for s in self._graph.subjects() if isinstance(s, BNode)}:
            if (None, None, node) not in self._graph:
                yield f"[] {self._properties(node, 1)} ."

    def _properties(self, subject: Node, depth: int) -> str:
        lines = []
        for predicate in self._sorted_predicates(subject):
            verb = "a" if predicate == RDF.type else self._term(predicate)
            objects = [text for _, text in sorted(self._objects(subject, predicate, depth))]
            if len(objects) == 1:
                lines.append(f"{verb} {objects[0]}")
            else:
                separator = ",\n" + _INDENT * (depth + 1)
                lines.append(f"{verb}\n{_INDENT * (depth + 1)}{separator.join(objects)}")
        return (" ;\n" + _INDENT * depth).join(lines)

    def _sorted_predicates(self, subject: Node) -> list[Node]:
        def rank(predicate: Node) -> tuple[int, str]:
            first = _FIRST_PREDICATES.index(predicate) if predicate in _FIRST_PREDICATES else len(_FIRST_PREDICATES)
            return first, str(predicate)

        return sorted(set(self._graph.predicates(subject)), key=rank)

    def _objects(self, subject: Node, predicate: Node, depth: int) -> Iterator[tuple[str, str]]:
        """Yield each object's text after its sort key, the language, so that en, kk and ru keep their place."""
        for node in self._graph.objects(subject, predicate):
            language = node.language if isinstance(node, Literal) else None
            yield language or "", self._object(node, depth + 1)

    def _object(self, node: Node, depth: int) -> str:
        if not isinstance(node, BNode):
            return self._term(node)
        if (node, RDF.first, None) in self._graph:
            return "( " + " ".join(self._object(item, depth) for item in self._items(node)) + " )"
        return f"[\n{_INDENT * depth}{self._properties(node, depth)}\n{_INDENT * (depth - 1)}]"

    def _items(self, head: Node) -> Iterator[Node]:
        while head != RDF.nil:
            item = self._graph.value(head, RDF.first)
            rest = self._graph.value(head, RDF.rest)
            if item is None or rest is None:
                raise NotCanonicalisable("a list breaks off: every cell needs rdf:first and rdf:rest")
            yield item
            head = rest

    def _term(self, node: Node) -> str:
        if isinstance(node, Literal):
            return self._literal(node)
        for prefix, namespace in PREFIXES.items():
            local = str(node).removeprefix(namespace)
            if local != str(node) and _LOCAL_NAME.fullmatch(local):
                self._used.add(prefix)
                return f"{prefix}:{local}"
        return f"<{node}>"

    def _literal(self, literal: Literal) -> str:
        lexical = str(literal)
        datatype = literal.datatype
        if datatype in _BARE_LITERAL and _BARE_LITERAL[datatype].fullmatch(lexical):
            return lexical
        if "\n" in lexical:
            quoted = '"""' + lexical.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "\\r") + '"""'
        else:
            quoted = '"' + lexical.translate(_ESCAPES) + '"'
        if literal.language:
            return f"{quoted}@{literal.language}"
        return f"{quoted}^^{self._term(datatype)}" if datatype and datatype != XSD.string else quoted


def main(arguments: Iterable[str]) -> int:
    """Rewrite the named files; print those that changed."""
    for name in arguments:
        if rewrite(Path(name)):
            print(f"rewritten: {name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
