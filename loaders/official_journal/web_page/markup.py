"""What elements of an EUR-Lex page are, by tag and class. Classes are the same with and without the prefix `oj-`."""

from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement

_PREFIX: Final = "oj-"
_HEADINGS: Final = ("ti-", "sti-", "doc-ti", "title-", "hd-modifiers")
_JOURNAL_HEAD: Final = "hd-"
SKIPPED: Final = frozenset(
    {"script", "style", "head", "noscript", "img", "svg", "math", "button", "nav", "form", "template"}
)
_BOLD: Final = frozenset({"b", "strong", "em", "i"})
_EMPHASIS: Final = ("bold", "italic", "expanded", "smallcaps")


def classes(element: HtmlElement) -> frozenset[str]:
    """Return the classes of an element without prefix."""
    return frozenset(name.removeprefix(_PREFIX) for name in (element.get("class") or "").split())


def tag(element: HtmlElement) -> str:
    """Return the tag without namespace, or nothing for a comment or processing instruction."""
    name = element.tag
    return name.rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower() if isinstance(name, str) else ""


def is_journal_head(element: HtmlElement) -> bool:
    """Return whether a paragraph is part of the running head: date, language, title and number of the issue."""
    return any(name.startswith(_JOURNAL_HEAD) for name in classes(element))


def is_heading(element: HtmlElement) -> bool:
    """Return whether a paragraph is set as a heading, by its class or by being emphasised as a whole."""
    if tag(element) in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return True
    if any(name.startswith(_HEADINGS) for name in classes(element)) and not is_table_title(element):
        return True
    return _is_emphasised(element)


def is_table_title(element: HtmlElement) -> bool:
    """Return whether a paragraph is the number or the caption of a table."""
    return any(name.startswith("ti-tbl") for name in classes(element))


def is_note(element: HtmlElement) -> bool:
    """Return whether a paragraph is a footnote."""
    return "note" in classes(element) and tag(element) != "hr"


def is_data_table(table: HtmlElement) -> bool:
    """Return whether a table is one in print, and no list that the page lays out as a table."""
    if "table" in classes(table) or (table.get("border") or "0") not in ("0", ""):
        return True
    cells = (cell for row in rows_of(table) for cell in cells_of(row))
    return any(
        tag(cell) == "th" or any({"tbl-hdr", "tbl-txt"} & classes(child) for child in cell.iterchildren("p"))
        for cell in cells
    )


def rows_of(table: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the rows of a table, not those of tables within it."""
    for child in table.iterchildren():
        if tag(child) == "tr":
            yield child
        elif tag(child) in ("thead", "tbody", "tfoot"):
            yield from (row for row in child.iterchildren() if tag(row) == "tr")


def cells_of(row: HtmlElement) -> list[HtmlElement]:
    """Return the cells of a row."""
    return [cell for cell in row.iterchildren() if tag(cell) in ("td", "th")]


def is_header_cell(cell: HtmlElement) -> bool:
    """Return whether a cell is set as header."""
    if tag(cell) == "th":
        return True
    paragraphs = [child for child in cell.iter() if tag(child) == "p" and "".join(child.itertext()).strip()]
    return bool(paragraphs) and all("tbl-hdr" in classes(paragraph) for paragraph in paragraphs)


def _is_emphasised(element: HtmlElement) -> bool:
    """Return whether all text of an element stands in emphasised ones."""
    if (element.text or "").strip():
        return False
    children = [child for child in element.iterchildren() if tag(child) not in SKIPPED]
    emphasised = [tag(child) in _BOLD or any(name in _EMPHASIS for name in classes(child)) for child in children]
    tails = any((child.tail or "").strip() for child in children)
    return bool(children) and all(emphasised) and not tails
