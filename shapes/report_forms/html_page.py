"""The report as a page that can be printed: one file, nothing fetched from anywhere."""

from collections.abc import Iterator
from html import escape
from typing import Final

from rdflib import URIRef

from shapes.report_forms import words
from shapes.report_forms.sampling import samples, shown_count
from shapes.trilingual import Language, Trilingual
from shapes.validation_result import SEVERITY_ORDER, ResultGroup, ValidationReport, ValidationResult

_STYLE: Final = """
:root { color-scheme: light; --ink: #1a1a1a; --quiet: #595959; --line: #c9c9c9; }
* { box-sizing: border-box; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem; color: var(--ink);
  background: #fff; overflow-wrap: anywhere; hyphens: auto; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
h2 { font-size: 1.3rem; margin: 2.2rem 0 .4rem; padding-bottom: .25rem; border-bottom: 2px solid var(--ink); }
h3 { font-size: 1.1rem; margin: 1.5rem 0 .3rem; }
h4 { font-size: 1rem; margin: 1.1rem 0 0; }
h5 { font-size: 1rem; margin: 0; }
h2, h3, h4, h5, .law { break-after: avoid; }
ul.counts { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; list-style: none; margin: .5rem 0; padding: 0; }
.law { margin: .1rem 0 .4rem; color: var(--quiet); font-size: .925rem; }
.result { margin: .6rem 0; padding: .5rem .8rem; border: 1px solid var(--line); border-left: .35rem solid var(--quiet);
  border-radius: .2rem; break-inside: avoid; }
.violation { border-left-color: #b00020; } .warning { border-left-color: #8a5a00; }
.information { border-left-color: #00639c; }
.kind { font-weight: 400; color: var(--quiet); }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .15rem 1rem; margin: .35rem 0 0; }
dt { color: var(--quiet); } dd { margin: 0; grid-column: 2; }
@media (max-width: 34rem) { dl { display: block; } dt { margin-top: .35rem; font-size: .875rem; } }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 10pt; }
  .result { border-width: .5pt .5pt .5pt 3pt; }
}
@page { margin: 18mm 16mm; }
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
    judged = words.judged_on(report)
    if judged is not None:
        yield _paragraph(judged, language)
    if not report.results:
        yield _paragraph(words.NOTHING_WRONG, language)
        return
    yield '<ul class="counts">'
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
    first = group.results[0]
    yield f"<h4>{escape(words.cited_or_model(first).into(language))}</h4>"
    text = words.basis_text(first)
    if text is not None:
        yield f'<p class="law">{escape(text.into(language))}</p>'


def _result(result: ValidationResult, language: Language) -> Iterator[str]:
    kind = (words.GAP if result.is_gap else words.SEVERITY[result.severity]).into(language)
    yield f'<section class="result {result.severity}">'
    yield f'<h5><span class="kind">{escape(kind)}:</span> {escape(result.message.into(language))}</h5>'
    yield "<dl>"
    for name, texts in _rows(result):
        said = "".join(f"<dd>{escape(text.into(language))}</dd>" for text in texts)
        yield f"<dt>{escape(name.into(language))}</dt>{said}"
    yield "</dl>"
    yield "</section>"


def _rows(result: ValidationResult) -> Iterator[tuple[Trilingual, tuple[Trilingual, ...]]]:
    iri = (Trilingual.same(f"<{result.focus}>"),) if isinstance(result.focus, URIRef) else ()
    yield words.WHAT, (result.focus_label, *iri)
    place = words.where(result)
    if place is not None:
        yield words.WHERE, (place,)
    yield words.FOUND, (result.found,)
    yield words.EXPECTED, (result.expected,)
    yield words.MEND, (result.mend,)
    if result.rule.paragraph is None:
        yield words.WHY, (words.basis(result),)
    following = words.follows(result)
    if following:
        yield words.FOLLOWS, following


def _paragraph(text: Trilingual, language: Language) -> str:
    return f"<p>{escape(text.into(language))}</p>"
