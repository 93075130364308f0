"""Read the page of an act as a user saves it from EUR-Lex, into the same lines and tables that the PDF gives."""

from loaders.official_journal.web_page.document import WebPage, read_web_page

__all__ = ["WebPage", "read_web_page"]
