"""Whether a batch of statements is plainly in order, seen from its N-Triples as one text.

Most batches of a large file hold nothing that needs a look at each statement. What cannot be told from the text alone
is not called in order: the statements of such a batch are then checked one by one, which finds the fault and its place.
"""

import re
from collections.abc import Callable
from typing import Final

from loaders.rdf_file.json_guard import RELATIVE_IRI, UNDEFINED_KEY
from loaders.rdf_file.known_names import OWNED
from loaders.rdf_file.literals import XSD, is_broken_text

_MARKS: Final = (UNDEFINED_KEY.encode(), RELATIVE_IRI.encode())
_OURS: Final = tuple(namespace.encode() for namespace in OWNED)
_NAME_OF_OURS: Final = re.compile(b"<((?:" + b"|".join(map(re.escape, _OURS)) + b")[^>]*)>")
_TYPED: Final = f'"^^<{XSD}'.encode()
# A value with an escape in it is not matched: then there are more typed values than matches.
_TYPED_VALUE: Final = re.compile(rf' "([^"\\\n]*)"\^\^<({re.escape(XSD)}[^>]*)> \.\n'.encode())


def is_plainly_in_order(ntriples: bytes, is_undefined: Callable[[str], bool]) -> bool:
    """Whether no statement of the lines has a blank node, a statement in it, a broken value or an undefined name."""
    if any(mark in ntriples for mark in (b"_:", b"<<", *_MARKS)):
        return False
    ours = set(_NAME_OF_OURS.findall(ntriples)) if any(namespace in ntriples for namespace in _OURS) else ()
    if any(is_undefined(iri.decode()) for iri in ours):
        return False
    typed = _TYPED_VALUE.findall(ntriples)
    if len(typed) != ntriples.count(_TYPED):
        return False
    return not any(is_broken_text(value.decode(), datatype.decode()) for value, datatype in typed)
