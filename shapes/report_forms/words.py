"""The fixed words of a report in three languages."""

from collections.abc import Mapping
from typing import Final

from shapes.engine import Severity
from shapes.trilingual import Trilingual
from shapes.validation_result import Place, ValidationResult

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
GAP: Final = Trilingual("әлі жоқ", "пока отсутствует", "gap")

_PARAGRAPH: Final = Trilingual("{number}-тармақ", "пункт {number}", "paragraph {number}")
_PAGE: Final = Trilingual("{value}-бет", "стр. {value}", "page {value}")
_SECTION: Final = Trilingual("{value}-бөлім", "раздел {value}", "section {value}")
_TABLE: Final = Trilingual("{value}-кесте", "таблица {value}", "table {value}")
_ROW: Final = Trilingual("{value}-жол", "строка {value}", "row {value}")
_COLUMN: Final = Trilingual("{value}-баған", "столбец {value}", "column {value}")


def counted(words: Trilingual, **numbers: object) -> Trilingual:
    """Return `words` with numbers or names put in that read the same in every language."""
    return words.filled(**{name: Trilingual.same(str(value)) for name, value in numbers.items()})


def basis(result: ValidationResult) -> Trilingual:
    """Return the paragraph that a result rests on, or that it rests on the model alone."""
    if result.why is None:
        return MODEL
    number = result.why.number.removeprefix("p")
    item = number.partition(".")[2]
    if not item:
        return counted(_PARAGRAPH, number=number)
    paragraph = number.partition(".")[0]
    return Trilingual(
        f"{paragraph}-тармақтың {item}) тармақшасы",
        f"подпункт {item}) пункта {paragraph}",
        f"paragraph {paragraph}, item {item}",
    )


def basis_text(result: ValidationResult) -> Trilingual | None:
    """Return the wording of that paragraph: the official text if it is loaded, else our summary, else None."""
    if result.why is None:
        return None
    if result.why.official_text is not None:
        return Trilingual.same(result.why.official_text)
    return result.why.summary


def position(place: Place) -> Trilingual | None:
    """Return page, section, table, row and column in words; None if the data state none of them."""
    parts = [
        counted(words, value=value)
        for words, value in (
            (_PAGE, place.page),
            (_SECTION, place.section),
            (_TABLE, place.table),
            (_ROW, place.row),
            (_COLUMN, place.column),
        )
        if value is not None
    ]
    if not parts:
        return None
    return Trilingual(*(", ".join(part.into(language) for part in parts) for language in ("kk", "ru", "en")))
