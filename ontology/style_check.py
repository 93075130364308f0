"""Hold the ontology and code lists to the written grammar of `docs/naming.md`, with the shapes in `style/`.

`python -m ontology.style_check` prints the faults and ends with 1 if there are any.
"""

import sys
from dataclasses import dataclass
from typing import Final

import pyshacl
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from ontology.model import FOLDER, load_code_lists, load_ontology, read_files
from ontology.namespaces import BASE, BAT

STYLE_FOLDER: Final = FOLDER / "style"
STYLE: Final = BASE + "style/"


@dataclass(frozen=True, order=True)
class StyleFault:
    """One breach of the grammar: the term, the shape it breaks (without the shared part of its IRI), and why."""

    term: str
    shape: str
    message: str

    def __str__(self) -> str:
        return f"{self.term}: {self.message} ({self.shape})"


def load_style() -> Graph:
    """Return the style shapes. Raises ModelUnreadable."""
    return read_files(sorted(STYLE_FOLDER.glob("*.ttl")))


def style_faults(graph: Graph, style: Graph) -> tuple[StyleFault, ...]:
    """Return every breach of the `style` shapes by the terms of `graph`, sorted."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=style, inplace=False, advanced=False)
    if not isinstance(report, Graph):
        raise TypeError(f"pySHACL gave no report: {report!r}")
    # Only what the report itself lists: results nested in others are details of them.
    results = report.objects(report.value(predicate=RDF.type, object=SH.ValidationReport), SH.result)
    return tuple(sorted(_fault(report, result) for result in results))


def _fault(report: Graph, result: Node) -> StyleFault:
    focus = report.value(result, SH.focusNode)
    # A query asks the ontology as a whole once, not every term in turn: the term is then the value.
    term = report.value(result, SH.value) if focus == URIRef(BAT) else focus
    return StyleFault(
        term=str(term).removeprefix(BASE),
        shape=str(report.value(result, SH.sourceShape)).removeprefix(STYLE),
        message=str(report.value(result, SH.resultMessage)),
    )


def main() -> int:
    """Print the faults of the model; return 1 if there are any."""
    faults = style_faults(load_ontology() + load_code_lists(), load_style())
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
