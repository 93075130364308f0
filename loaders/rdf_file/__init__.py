"""RDF in its common formats: Turtle, TriG, N-Triples, N-Quads, RDF/XML and JSON-LD, also packed with gzip.

`load_rdf(file, data, folder)` reads a file statement by statement into N-Triples, or refuses it with the place of the
fault; `recognises_rdf` says whether a file of an ending that others use too is RDF.
"""

from loaders.rdf_file.formats import ENDINGS, recognises_rdf
from loaders.rdf_file.reading import load_rdf

__all__ = ["ENDINGS", "load_rdf", "recognises_rdf"]
