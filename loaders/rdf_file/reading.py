"""A user's RDF file, statement by statement, into N-Triples of one graph. Nothing is kept in memory but blank nodes."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple
from rdflib import URIRef

from loaders.loaded_source import Finding, LoadReport, SourceRefused, StreamedSource
from loaders.rdf_file.batch_check import is_plainly_in_order
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
    reader = _Reader(file, said, KnownNames(data), progress or (lambda _: None))
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


def _batches(quads: Iterator[Quad]) -> Iterator[list[Quad]]:
    """Where the parser stops, what it read before comes first, so that the first fault of the file is reported."""
    batch: list[Quad] = []
    try:
        for quad in quads:
            batch.append(quad)
            if len(batch) >= _AT_A_TIME:
                yield batch
                batch = []
    except SourceRefused:
        yield batch
        raise
    yield batch


class _Reader:
    """Checks statements one by one, writes them, and counts."""

    def __init__(self, file: Path, said: RdfFormat, known: KnownNames, progress: Progress) -> None:
        self._file = file
        self._may_have_graphs = said.supports_datasets
        self._known = known
        self._progress = progress
        self._checked: set[str] = set()
        self._held: list[Triple] = []
        self._graphs: Counter[str] = Counter()
        self._read = 0

    def write(self, quads: Iterator[Quad], out: IO[bytes]) -> None:
        for batch in _batches(quads):
            self._write_batch(batch, out)
        try:
            out.write(_lines(list(named(self._held, BLANK_NODE_STEM))))
        except BlankNodesInACircle as error:
            mend = "Give one of them an IRI."
            raise refused(self._file, "its blank nodes", str(error), "no circle of blank nodes", mend) from error
        if not self._read:
            raise refused(self._file, "the file", "no statement", "at least one statement", "Export it again.")

    def _write_batch(self, batch: list[Quad], out: IO[bytes]) -> None:
        if self._may_have_graphs:
            self._graphs.update(str(quad.graph_name) for quad in batch if not isinstance(quad.graph_name, DefaultGraph))
            lines = _lines([quad.triple for quad in batch])
        else:
            # Without a graph these are the same lines, and no statement has to be taken apart.
            lines = pyoxigraph.serialize(batch, format=RdfFormat.N_QUADS) or b""
        if self._read + len(batch) <= MOST_STATEMENTS and is_plainly_in_order(lines, self._known.is_undefined):
            told, self._read = self._read // _TELL_EVERY, self._read + len(batch)
            if self._read // _TELL_EVERY > told:
                self._tell()
            out.write(lines)
        else:
            out.write(_lines([triple for quad in batch if not self._is_held(triple := self._accepted(quad))]))

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
            self._tell()
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

    def _tell(self) -> None:
        self._progress(f"{self._file.name}: {self._read:,} statements")

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

    def _is_held(self, triple: Triple) -> bool:
        """Whether a statement has a blank node; then it is held until all that is said of that is known."""
        if not isinstance(triple.subject, BlankNode) and not isinstance(triple.object, BlankNode):
            return False
        self._held.append(triple)
        if len(self._held) > MOST_WITH_BLANK_NODES:
            found = f"more than {MOST_WITH_BLANK_NODES} statements with blank nodes"
            mend = "Give these things IRIs: what has one can be cited."
            raise refused(self._file, "its blank nodes", found, f"at most {MOST_WITH_BLANK_NODES}", mend)
        return True

    def _fault(self, quad: Quad, found: str, expected: str, mend: str) -> Exception:
        shown = " ".join(_short(str(term)) for term in (quad.subject, quad.predicate, quad.object))
        return refused(self._file, f"statement {self._read} ({shown})", found, expected, mend)


_KEY: Final = "Define it in the context, or take it out: JSON-LD would drop it without a word."


def _short(text: str, length: int = 120) -> str:
    return text if len(text) <= length else f"{text[:length]}…"


def _lines(triples: list[Triple]) -> bytes:
    return pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b""
