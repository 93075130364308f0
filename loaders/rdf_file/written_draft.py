"""Reading the RDF of a draft as it was written, with the line of each statement."""

from collections import deque
from collections.abc import Callable, MutableSequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import rdflib
from rdflib import Graph
from rdflib.parser import create_input_source
from rdflib.plugins.parsers.notation3 import RDFSink, SinkParser
from rdflib.plugins.parsers.rdfxml import RDFXMLHandler, create_parser
from rdflib.term import Node

from loaders.loaded_source import SourceRefused
from shapes.written_lines import FileLine, Triple

# N-Triples is Turtle too.
_TURTLE: Final = ("turtle", "nt", "nt11")


@dataclass(frozen=True)
class WrittenDraft:
    """The statements of a file and where each is written."""

    graph: Graph
    lines: dict[Triple, FileLine]


def read_draft(file: Path) -> WrittenDraft:
    """Read an RDF file; lines are known of Turtle, N-Triples and RDF/XML.

    Raises SourceRefused.
    """
    draft = WrittenDraft(Graph(), {})
    try:
        _parse(file, rdflib.util.guess_format(str(file)) or "turtle", draft)
    except Exception as error:  # each parser of rdflib raises errors of its own
        raise SourceRefused(
            file=file.name,
            place="the file",
            found=str(error),
            expected="RDF: Turtle, JSON-LD, RDF/XML, N-Triples",
            mend="Mend the place that is named, or give the file the ending of its format.",
        ) from error
    return draft


def _parse(file: Path, rdf_format: str, draft: WrittenDraft) -> None:
    noting = _NotingGraph(draft.graph, draft.lines, file.name)
    if rdf_format in _TURTLE:
        base = file.absolute().as_uri()
        parser = _LineKeepingParser(RDFSink(noting), baseURI=base, turtle=True)
        noting.line = lambda: parser.line
        with file.open("rb") as stream:
            parser.loadStream(stream)
    elif rdf_format == "xml":
        source = create_input_source(location=str(file), format=rdf_format)
        reader = create_parser(source, noting)
        handler = reader.getContentHandler()
        assert isinstance(handler, RDFXMLHandler)
        noting.line = lambda: handler.locator.getLineNumber() or 0
        reader.parse(source)
    else:
        draft.graph.parse(file, format=rdf_format)
        draft.lines.update({triple: FileLine(file.name) for triple in draft.graph})


class _NotingGraph(Graph):
    """A graph being read: notes for each statement that is added the line at which its parser stands."""

    def __init__(self, graph: Graph, lines: dict[Triple, FileLine], name: str) -> None:
        super().__init__(graph.store, graph.identifier)
        self._lines = lines
        self._name = name
        self.line: Callable[[], int] = lambda: 0

    def add(self, triple: tuple[Node, Node, Node]) -> "_NotingGraph":
        self._lines.setdefault(triple, FileLine(self._name, self.line()))
        super().add(triple)
        return self


class _LineKeepingParser(SinkParser):
    """rdflib's Turtle parser, which makes the statements of a list of values only when it has read past the list.

    `line` is the line on which the value of the statement being made begins.
    """

    def __init__(self, sink: RDFSink, **options: Any) -> None:
        super().__init__(sink, **options)
        self._begun: dict[int, deque[int]] = {}
        self._read: deque[int] = deque()
        self._made: int | None = None

    @property
    def line(self) -> int:
        return self.lines + 1 if self._made is None else self._made

    def object(self, argstr: str, i: int, res: MutableSequence[Any]) -> int:
        begin = self.skipSpace(argstr, i)
        self._begun.setdefault(id(res), deque()).append(self.lines + 1)
        return super().object(argstr, max(begin, i), res)

    def objectList(  # noqa: N802 - rdflib's name
        self, argstr: str, i: int, res: MutableSequence[Any]
    ) -> int:
        end = super().objectList(argstr, i, res)
        self._read = self._begun.pop(id(res))
        return end

    def makeStatement(self, quadruple: Any) -> None:  # noqa: N802 - rdflib's name
        self._made = self._read.popleft() if self._read else None
        super().makeStatement(quadruple)
        self._made = None
