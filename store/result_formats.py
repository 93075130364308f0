"""The serialisations a SPARQL answer can have, by media type and by short name."""

from dataclasses import dataclass
from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat


@dataclass(frozen=True)
class ResultFormat:
    """A serialisation: of rows (`results`) or of triples (`triples`), never both."""

    name: str
    media_type: str
    results: QueryResultsFormat | None = None
    triples: RdfFormat | None = None

    @property
    def ending(self) -> str:
        """What the name of a file in it ends in."""
        return self.triples.file_extension if self.triples else self.name


ROW_FORMATS: Final = (
    ResultFormat("json", "application/sparql-results+json", results=QueryResultsFormat.JSON),
    ResultFormat("xml", "application/sparql-results+xml", results=QueryResultsFormat.XML),
    ResultFormat("csv", "text/csv", results=QueryResultsFormat.CSV),
    ResultFormat("tsv", "text/tab-separated-values", results=QueryResultsFormat.TSV),
)
TRIPLE_FORMATS: Final = (
    ResultFormat("turtle", "text/turtle", triples=RdfFormat.TURTLE),
    ResultFormat("ntriples", "application/n-triples", triples=RdfFormat.N_TRIPLES),
    ResultFormat("rdfxml", "application/rdf+xml", triples=RdfFormat.RDF_XML),
    ResultFormat("jsonld", "application/ld+json", triples=RdfFormat.JSON_LD),
)
ALL_FORMATS: Final = ROW_FORMATS + TRIPLE_FORMATS


def by_name(name: str) -> ResultFormat:
    """Return the format called `name`; ValueError names those that exist."""
    for result_format in ALL_FORMATS:
        if result_format.name == name:
            return result_format
    raise ValueError(f"no result format {name!r}: there are {', '.join(f.name for f in ALL_FORMATS)}")
