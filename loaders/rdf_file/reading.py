"""A user's RDF file, statement by statement, into N-Triples of one graph. Nothing is kept in memory but blank nodes."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple
from rdflib import URIRef

from loaders.loaded_source import Finding, LoadReport, StreamedSource
from loaders.rdf_file.blank_nodes import BlankNodesInACircle, named
from loaders.rdf_file.formats import ending_of, format_of
from loaders.rdf_file.json_guard import RELATIVE_IRI, UNDEFINED_KEY, checked_json
from loaders.rdf_file.known_names import KnownNames
from loaders.rdf_file.limits import MOST_STATEMENTS, MOST_WITH_BLANK_NODES, checked_file, refused, unpacked
from loaders.rdf_file.literals import is_broken
from loaders.rdf_file.xml_guard import check_xml
from ontology.namespaces import BASE, GRAPH, file_slug

BLANK_NODE_STEM: Final = BASE + "node/"
_TELL_EVERY: Final = 100_000
_AT_A_TIME: Final = 10_000

Progress = Callable[[str], None]


def load_rdf(file: Path, data: Path, folder: Path, progress: Progress | None = None) -> StreamedSource:
    """Read `file` into `folder`; terms, codes and paragraphs of ours are those of the ontology and of `data`.

    All statements stand in one graph, `graph/file/<name>`, whatever graphs the file puts them in. Raises SourceRefused.
    """
    checked_file(file)
    said = format_of(file)
    source = unpacked(file, folder)
    if said is RdfFormat.RDF_XML:
        check_xml(source, file)
    target = folder / "statements.nt"
    reader = _Reader(file, KnownNames(data), progress or (lambda _: None))
    with target.open("wb") as out:
        reader.write(_quads(source, file, said), out)
    return StreamedSource(graph_iri(file), target, reader.report())


def graph_iri(file: Path) -> URIRef:
    """The graph of a file, by its name without folders and endings: a later file of that name is a later version."""
    stem = file.name[: -len(ending_of(file)) - (3 if file.name.lower().endswith(".gz") else 0)]
    return GRAPH[f"file/{file_slug(stem)}"]


def _quads(source: Path, file: Path, said: RdfFormat) -> Iterator[Quad]:
    """The statements as the parser gives them. Raises SourceRefused where it stops."""
    try:
        if said is RdfFormat.JSON_LD:
            yield from pyoxigraph.parse(checked_json(source, file), format=said, base_iri=RELATIVE_IRI)
        else:
            yield from pyoxigraph.parse(path=str(source), format=said)
    except SyntaxError as error:
        raise refused(file, *_explained(error, said)) from error
    except (ValueError, OSError, UnicodeDecodeError) as error:
        mend = "Mend the file, or export it again."
        raise refused(file, "the file", str(error), str(said), mend) from error


def _explained(error: SyntaxError, said: RdfFormat) -> tuple[str, str, str, str]:
    """Place, found, expected, mend."""
    place = f"line {error.lineno}, column {error.offset}" if error.lineno else "the file"
    text = error.msg
    if "LoadDocumentCallback" in text:
        mend = "Write the context into the file."
        return "@context", "a context that would have to be fetched", "a context that stands in the file", mend
    if "No scheme found" in text:
        mend = "Write the whole IRI, or state a base at the top of the file."
        return place, "a relative IRI without a base", "IRIs with their scheme", mend
    return place, text.partition(": ")[2] or text, said.name, "Mend that place, or export the file again."


class _Reader:
    """Checks statements one by one, writes them, and counts."""

    def __init__(self, file: Path, known: KnownNames, progress: Progress) -> None:
        self._file = file
        self._known = known
        self._progress = progress
        self._checked: set[str] = set()
        self._held: list[Triple] = []
        self._graphs: Counter[str] = Counter()
        self._read = 0

    def write(self, quads: Iterator[Quad], out: IO[bytes]) -> None:
        batch: list[Triple] = []
        for quad in quads:
            triple = self._accepted(quad)
            if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
                self._hold(triple)
            else:
                batch.append(triple)
                if len(batch) >= _AT_A_TIME:
                    _write(batch, out)
                    batch.clear()
        _write(batch, out)
        try:
            _write(list(named(self._held, BLANK_NODE_STEM)), out)
        except BlankNodesInACircle as error:
            mend = "Give one of them an IRI."
            raise refused(self._file, "its blank nodes", str(error), "no circle of blank nodes", mend) from error
        if not self._read:
            raise refused(self._file, "the file", "no statement", "at least one statement", "Export it again.")

    def report(self) -> LoadReport:
        blank = {n for t in self._held for n in (t.subject, t.object) if isinstance(n, BlankNode)}
        counts = {"statements": self._read, "blank nodes named": len(blank)}
        return LoadReport(self._file.name, counts, tuple(self._findings()))

    def _findings(self) -> Iterator[Finding]:
        if self._graphs:
            yield Finding(
                "information",
                f"the graphs {', '.join(sorted(self._graphs)[:5])}",
                f"{sum(self._graphs.values())} statements in {len(self._graphs)} graphs of its own",
                "statements without a graph",
                "All of them stand in the one graph of this file; the names of its own graphs are not kept.",
            )

    def _accepted(self, quad: Quad) -> Triple:
        self._read += 1
        if self._read > MOST_STATEMENTS:
            found = f"more than {MOST_STATEMENTS} statements"
            raise refused(self._file, "the file", found, f"at most {MOST_STATEMENTS}", "Load it in parts.")
        if self._read % _TELL_EVERY == 0:
            self._progress(f"{self._file.name}: {self._read:,} statements")
        if not isinstance(quad.graph_name, DefaultGraph):
            self._graphs[str(quad.graph_name)] += 1
        for term in (quad.subject, quad.predicate, quad.object):
            if isinstance(term, NamedNode):
                if term.value not in self._checked:
                    self._check_iri(term.value, quad)
            elif isinstance(term, Literal):
                if is_broken(term):
                    raise self._fault(quad, f"the value {term}", f"a value of {term.datatype.value}", "Correct it.")
            elif isinstance(term, Triple):
                raise self._fault(quad, "a statement about a statement", "plain RDF", "Give the statement an IRI.")
        return quad.triple

    def _check_iri(self, iri: str, quad: Quad) -> None:
        if iri.startswith(UNDEFINED_KEY):
            key = iri.removeprefix(UNDEFINED_KEY)
            raise self._fault(quad, f"the key {key!r}, which the context does not define", "keys of the context", _KEY)
        if iri.startswith(RELATIVE_IRI):
            relative = iri.removeprefix(RELATIVE_IRI)
            raise self._fault(quad, f"the relative IRI {relative!r}", "IRIs with their scheme", "Write the whole IRI.")
        if self._known.is_undefined(iri):
            near = self._known.near(iri)
            expected = f"a name that is defined, such as {' or '.join(near)}" if near else "a name that is defined"
            raise self._fault(quad, f"{iri}, which means nothing", expected, "Correct it, or use a name of your own.")
        if len(self._checked) < _TELL_EVERY:
            self._checked.add(iri)

    def _hold(self, triple: Triple) -> None:
        self._held.append(triple)
        if len(self._held) > MOST_WITH_BLANK_NODES:
            found = f"more than {MOST_WITH_BLANK_NODES} statements with blank nodes"
            mend = "Give these things IRIs: what has one can be cited."
            raise refused(self._file, "its blank nodes", found, f"at most {MOST_WITH_BLANK_NODES}", mend)

    def _fault(self, quad: Quad, found: str, expected: str, mend: str) -> Exception:
        shown = " ".join(_short(str(term)) for term in (quad.subject, quad.predicate, quad.object))
        return refused(self._file, f"statement {self._read} ({shown})", found, expected, mend)


_KEY: Final = "Define it in the context, or take it out: JSON-LD would drop it without a word."


def _short(text: str, length: int = 120) -> str:
    return text if len(text) <= length else f"{text[:length]}…"


def _write(triples: list[Triple], out: IO[bytes]) -> None:
    out.write(pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
