"""Open a saved web page: decoded, parsed without entities and without network, and of a bearable size and depth."""

import re
from pathlib import Path
from typing import Final

from lxml import etree, html

from loaders.loaded_source import SourceRefused

LARGEST_FILE: Final = 64 * 1024 * 1024
MOST_ELEMENTS: Final = 1_000_000
DEEPEST: Final = 120
_BEGINNING: Final = 4096
_DECLARED: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*(?P<name>[A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_XML_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY: Final = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_SAVE_AGAIN: Final = "Save the page of the act from EUR-Lex again, as HTML."


def read_page(path: Path) -> html.HtmlElement:
    """Return the root of the page. Raises SourceRefused for what is missing, too large or deep, or no page."""
    text = _decoded(path)
    if _ENTITY.search(text):
        raise _refused(path, "the document type", "entities of its own", "a page without any")
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_XML_DECLARATION.sub("", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise _refused(path, "the page", f"no HTML that can be parsed ({fault})", "the page of an act") from fault
    _check_size(path, root)
    return root


def _decoded(path: Path) -> str:
    if not path.is_file():
        raise _refused(path, "the path", "no file", "an HTML file")
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise _refused(path, "the file", f"{size} bytes", f"at most {LARGEST_FILE}")
    content = path.read_bytes()
    declared = _DECLARED.search(content[:_BEGINNING])
    name = declared["name"].decode("ascii") if declared else "utf-8"
    if content.startswith(b"\xef\xbb\xbf"):
        name = "utf-8-sig"
    elif content.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = "utf-16"
    try:
        return content.decode(name)
    except (LookupError, UnicodeDecodeError) as fault:
        raise _refused(path, "the file", f"bytes that are no {name} ({fault})", "the text it declares") from fault


def _check_size(path: Path, root: html.HtmlElement) -> None:
    count, depth = 0, 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > DEEPEST:
            raise _refused(path, "the page", f"elements more than {DEEPEST} deep", "the page of an act")
        if count > MOST_ELEMENTS:
            raise _refused(path, "the page", f"more than {MOST_ELEMENTS} elements", "the page of one act")


def _refused(path: Path, place: str, found: str, expected: str) -> SourceRefused:
    return SourceRefused(file=path.name, place=place, found=found, expected=expected, mend=_SAVE_AGAIN)
