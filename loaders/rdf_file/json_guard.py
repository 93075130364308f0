"""JSON-LD without silent losses: what it leaves out of the graph by its own rules is refused here by name.

JSON-LD drops, without a word, a key that the context does not define and a value whose IRI stays relative. Both are
given an IRI that nobody else uses, under which the reader of statements finds them. A context that would have to be
fetched is refused by the parser; nothing is fetched.
"""

import json
from pathlib import Path
from typing import Any, Final

from loaders.rdf_file.limits import DEEPEST, LARGEST_JSON, refused

UNDEFINED_KEY: Final = "urn:x-batgraph:undefined-key:"
RELATIVE_IRI: Final = "urn-x-batgraph-relative://relative/"


def checked_json(file: Path, name: Path) -> bytes:
    """Return the JSON-LD of `file` with the marks for what would be dropped. Raises SourceRefused about `name`."""
    size = file.stat().st_size
    if size > LARGEST_JSON:
        mend = "Give it as N-Triples, which is read piece by piece."
        raise refused(name, "the file", f"{size} bytes of JSON-LD", f"at most {LARGEST_JSON} bytes", mend)
    document = _parsed(file, name)
    _check_depth(document, name)
    nodes = document if isinstance(document, list) else [document]
    for position, node in enumerate(nodes, 1):
        if not isinstance(node, dict):
            found = f"a {type(node).__name__}"
            raise refused(name, f"item {position}", found, "an object", "Give a JSON-LD document.")
    return json.dumps([_marked(node) for node in nodes], ensure_ascii=False).encode()


def _marked(node: dict[str, Any]) -> dict[str, Any]:
    """The node with a first context that gives undefined keys an IRI; what its own context says stands above that."""
    mark = {"@vocab": UNDEFINED_KEY}
    own = node.get("@context", [])
    contexts: list[Any] = [mark]
    for context in own if isinstance(own, list) else [own]:
        # A null context forgets all that stand before it.
        contexts += [context, mark] if context is None else [context]
    return {"@context": contexts, **{key: value for key, value in node.items() if key != "@context"}}


def _parsed(file: Path, name: Path) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise refused(name, f"key {twice!r}", "the same key twice", "each key once", "Put its values in a list.")
        return found

    def no_number(text: str) -> Any:
        raise refused(name, f"the value {text}", text, "a number", "Leave the value out, or state it as text.")

    try:
        text = file.read_bytes().decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=once, parse_constant=no_number)
    except UnicodeDecodeError as error:
        raise refused(name, f"byte {error.start}", "bytes that are not UTF-8", "UTF-8", "Save it as UTF-8.") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise refused(name, place, f"no JSON ({error.msg})", "JSON-LD", "Mend the JSON there.") from error
    except (RecursionError, ValueError) as error:
        mend = "Give inner things an @id and describe them on their own."
        raise refused(name, "the file", "absurdly deep or long JSON", f"at most {DEEPEST} levels", mend) from error


def _check_depth(document: Any, name: Path) -> None:
    level, depth = [document], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            mend = "Give inner things an @id and describe them on their own."
            raise refused(name, "the file", f"JSON nested more than {DEEPEST} deep", f"at most {DEEPEST} levels", mend)
        level = [
            inner
            for value in level
            if isinstance(value, dict | list)
            for inner in (value.values() if isinstance(value, dict) else value)
        ]
