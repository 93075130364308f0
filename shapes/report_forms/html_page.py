"""The report as a page that can be printed: one file, nothing fetched from anywhere."""

from collections.abc import Iterator
from html import escape
from typing import Final

from shapes.report_forms import words
from shapes.report_forms.sampling import samples, shown_count
from shapes.trilingual import Language, Trilingual
from shapes.validation_result import SEVERITY_ORDER, ResultGroup, ValidationReport, ValidationResult

_STYLE: Final = """
body { font: 11pt/1.45 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }
h2 { border-bottom: 1px solid #767676; padding-bottom: .2rem; }
section.result { margin: .8rem 0; padding-left: .8rem; border-left: .3rem solid #595959; break-inside: avoid; }
section.violation { border-color: #b00020; } section.warning { border-color: #8a5a00; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin: .3rem 0; }
dt { color: #595959; } dd { margin: 0; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; } a { color: inherit; } }
"""


def to_html(report: ValidationReport, language: Language, limit: int | None = None) -> str:
    """Return a whole page in `language`, with at most `limit` results of a rule in each group and a count of the rest.

    All texts are escaped: data cannot bring markup or scripts into the page.
    """
    title = escape(words.TITLE.into(language))
    body = "\n".join(_body(report, language, limit))
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f"{body}\n</main>\n</body>\n</html>\n"
    )


def _body(report: ValidationReport, language: Language, limit: int | None) -> Iterator[str]:
    if not report.results:
        yield _paragraph(words.NOTHING_WRONG, language)
        return
    yield "<ul>"
    for severity in SEVERITY_ORDER:
        count = words.counted(words.SEVERITY_COUNT[severity], count=report.counts[severity])
        yield f"<li>{escape(count.into(language))}</li>"
    yield "</ul>"
    shown = shown_count(report, limit)
    if shown < len(report.results):
        yield _paragraph(words.counted(words.SHOWN, shown=shown, total=len(report.results)), language)
    previous: ResultGroup | None = None
    for group in report.groups():
        yield from _headings(group, previous, language)
        for sample in samples(group, limit):
            for result in sample.shown:
                yield from _result(result, language)
            if sample.hidden:
                yield _paragraph(words.counted(words.HIDDEN, count=sample.hidden), language)
        previous = group


def _headings(group: ResultGroup, previous: ResultGroup | None, language: Language) -> Iterator[str]:
    place = group.results[0].place
    new_book = previous is None or previous.book != group.book
    if new_book:
        yield f"<h2>{escape((place.book_label or words.NO_BOOK).into(language))}</h2>"
    if new_book or (previous is not None and previous.element != group.element):
        yield f"<h3>{escape((place.element_label or words.NO_ELEMENT).into(language))}</h3>"


def _result(result: ValidationResult, language: Language) -> Iterator[str]:
    kind = (words.GAP if result.is_gap else words.SEVERITY[result.severity]).into(language)
    yield f'<section class="result {result.severity}">'
    yield f"<h4>{escape(kind)}: {escape(result.message.into(language))}</h4>"
    yield "<dl>"
    for name, text in _rows(result):
        yield f"<dt>{escape(name.into(language))}</dt><dd>{escape(text.into(language))}</dd>"
    yield "</dl>"
    yield "</section>"


def _rows(result: ValidationResult) -> Iterator[tuple[Trilingual, Trilingual]]:
    yield words.WHAT, result.focus_label
    position = words.position(result.place)
    if position is not None:
        yield words.WHERE, position
    yield words.FOUND, result.found
    yield words.EXPECTED, result.expected
    yield words.MEND, result.mend
    yield words.WHY, words.basis(result)
    text = words.basis_text(result)
    if text is not None:
        yield words.WHY, text


def _paragraph(text: Trilingual, language: Language) -> str:
    return f"<p>{escape(text.into(language))}</p>"
