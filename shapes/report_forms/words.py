"""The fixed words of a report in three languages."""

from collections.abc import Iterable, Mapping
from typing import Final

from shapes.engine import Severity
from shapes.trilingual import LANGUAGES, Trilingual
from shapes.validation_result import Place, ValidationReport, ValidationResult

TITLE: Final = Trilingual("Тексеру есебі", "Отчёт о проверке", "Validation report")
FOUND: Final = Trilingual("Табылғаны", "Найдено", "Found")
EXPECTED: Final = Trilingual("Күтілгені", "Ожидалось", "Expected")
MEND: Final = Trilingual("Қалай түзету керек", "Как исправить", "How to mend")
WHY: Final = Trilingual("Негізі", "Основание", "Why")
WHERE: Final = Trilingual("Орны", "Место", "Where")
WHAT: Final = Trilingual("Не", "Что", "What")
MODEL: Final = Trilingual("Деректер үлгісі", "Модель данных", "Data model")
NO_BOOK: Final = Trilingual("Құжаттан тыс", "Вне документа", "Outside any document")
NO_ELEMENT: Final = Trilingual("Құжат тұтастай", "Документ в целом", "The document as a whole")
NOTHING_WRONG: Final = Trilingual(
    "Талаптардың бұзылуы табылмады.", "Нарушений не найдено.", "Nothing was found to be wrong."
)
HIDDEN: Final = Trilingual(
    "тағы {count} осындай нәтиже көрсетілмеген", "ещё {count} таких не показано", "{count} more like this are not shown"
)
SHOWN: Final = Trilingual(
    "Көрсетілді: {shown} / {total}. Толық тізім JSON немесе CSV түрінде.",
    "Показано: {shown} из {total}. Полный список — в JSON или CSV.",
    "Shown: {shown} of {total}. The whole list is in JSON or CSV.",
)

SEVERITY: Final[Mapping[Severity, Trilingual]] = {
    "violation": Trilingual("бұзушылық", "нарушение", "violation"),
    "warning": Trilingual("ескерту", "предупреждение", "warning"),
    "information": Trilingual("мәлімет", "сведения", "information"),
}
SEVERITY_COUNT: Final[Mapping[Severity, Trilingual]] = {
    "violation": Trilingual("Бұзушылықтар: {count}", "Нарушений: {count}", "Violations: {count}"),
    "warning": Trilingual("Ескертулер: {count}", "Предупреждений: {count}", "Warnings: {count}"),
    "information": Trilingual("Мәліметтер: {count}", "Сведений: {count}", "Information: {count}"),
}
_JUDGED_ON: Final = Trilingual(
    "Мерзімдер {day} күнгі жағдай бойынша тексерілді.",
    "Сроки проверены по состоянию на {day}.",
    "Deadlines were judged as of {day}.",
)
GAP: Final = Trilingual("әлі жоқ", "пока отсутствует", "gap")

FOLLOWS: Final = Trilingual("Осыдан туындайды", "Из этого следует", "Follows from this")
_FOLLOWING: Final = Trilingual("{paragraph}: {message}", "{paragraph}: {message}", "{paragraph}: {message}")
FROM_LAW: Final = Trilingual("{model} ({paragraph})", "{model} ({paragraph})", "{model} ({paragraph})")

_FILE: Final = Trilingual("{value} файлы", "файл {value}", "file {value}")
_SHEET: Final = Trilingual("«{value}» парағы", "лист «{value}»", "sheet “{value}”")
_CELL: Final = Trilingual("{value} ұяшығы", "ячейка {value}", "cell {value}")
_PARAGRAPH: Final = Trilingual("{number}-тармақ", "пункт {number}", "paragraph {number}")
_PAGE: Final = Trilingual("{value}-бет", "стр. {value}", "page {value}")
_SECTION: Final = Trilingual("{value}-бөлім", "раздел {value}", "section {value}")
_TABLE: Final = Trilingual("{value}-кесте", "таблица {value}", "table {value}")
_ROW: Final = Trilingual("{value}-жол", "строка {value}", "row {value}")
_LINE: Final = Trilingual("{value}-жол", "строка {value}", "line {value}")
_COLUMN: Final = Trilingual("{value}-баған", "столбец {value}", "column {value}")


def counted(words: Trilingual, **numbers: object) -> Trilingual:
    """Return `words` with numbers or names put in that read the same in every language."""
    return words.filled(**{name: Trilingual.same(str(value)) for name, value in numbers.items()})


def judged_on(report: ValidationReport) -> Trilingual | None:
    """Return in words by which day open deadlines were judged; None where they were not."""
    return None if report.on is None else counted(_JUDGED_ON, day=report.on.isoformat())


def basis(result: ValidationResult) -> Trilingual:
    """Return the paragraph that a result rests on; of a result of the model, that its term is from."""
    if result.why is None:
        return MODEL
    paragraph = cited(result.why.number)
    return paragraph if result.rule.paragraph is not None else FROM_LAW.filled(model=MODEL, paragraph=paragraph)


def cited_or_model(result: ValidationResult) -> Trilingual:
    """Return the paragraph that results are grouped under, as one cites it."""
    return MODEL if result.why is None else cited(result.why.number)


def cited(identifier: str) -> Trilingual:
    """Return a paragraph as one cites it: `p12.9` as “paragraph 12, sub-paragraph 9”."""
    number = identifier.removeprefix("p")
    item = number.partition(".")[2]
    if not item:
        return counted(_PARAGRAPH, number=number)
    paragraph = number.partition(".")[0]
    return Trilingual(
        f"{paragraph}-тармақтың {item}) тармақшасы",
        f"подпункт {item}) пункта {paragraph}",
        f"paragraph {paragraph}, sub-paragraph {item}",
    )


def basis_text(result: ValidationResult) -> Trilingual | None:
    """Return the wording of that paragraph: the official text if it is loaded, else our summary, else None."""
    if result.why is None:
        return None
    if result.why.official_text is not None:
        return Trilingual.same(result.why.official_text)
    return result.why.summary


def where(result: ValidationResult) -> Trilingual | None:
    """Return file and cell, and page, section and table, of what is at fault; None if the data say neither."""
    said = [each for each in (source(result.place), position(result.place)) if each is not None]
    if not said:
        return None
    return Trilingual(*("; ".join(each.into(language) for each in said) for language in LANGUAGES))


def follows(result: ValidationResult) -> tuple[Trilingual, ...]:
    """Return what other rules of the law found only because of this fault, each with its paragraph."""
    return tuple(
        _FOLLOWING.filled(paragraph=cited(rule.paragraph_number), message=rule.message)
        for rule in result.follows
        if rule.message is not None and rule.paragraph_number is not None
    )


def source(place: Place) -> Trilingual | None:
    """Return file and line, or sheet and cell, in words; None if the data do not say what a thing was loaded from."""
    if place.file is None:
        return None
    cell = f"{place.sheet_column}{place.sheet_row}" if place.sheet_column and place.sheet_row else None
    return _joined(
        (
            (_FILE, place.file),
            (_SHEET, place.sheet),
            (_CELL, cell),
            (_ROW if place.sheet else _LINE, None if cell else place.sheet_row),
            (_COLUMN, None if cell else place.sheet_column),
        )
    )


def position(place: Place) -> Trilingual | None:
    """Return page, section, table, row and column in words; None if the data state none of them."""
    return _joined(
        (
            (_PAGE, place.page),
            (_SECTION, place.section),
            (_TABLE, place.table),
            (_ROW, place.row),
            (_COLUMN, place.column),
        )
    )


def _joined(parts: Iterable[tuple[Trilingual, object]]) -> Trilingual | None:
    said = [counted(words, value=value) for words, value in parts if value is not None]
    if not said:
        return None
    return Trilingual(*(", ".join(part.into(language) for part in said) for language in LANGUAGES))
