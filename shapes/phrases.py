"""The sentences of a report on a broken constraint, by constraint component, in three languages.

Placeholders: {property} the property, {value} the value found, {count} how many values were found, {limit} the
parameter of the constraint (a number, a class, a code list, a pattern, the other property).
"""

from dataclasses import dataclass
from typing import Final

from rdflib import SH, XSD, URIRef

from shapes.trilingual import Trilingual


@dataclass(frozen=True)
class Phrases:
    """What was found, what was expected, how to mend it; and the parameter of the constraint they speak of."""

    parameter: URIRef | None
    found: Trilingual
    expected: Trilingual
    mend: Trilingual


_FOUND_VALUE: Final = Trilingual.same("{value}")
_CHANGE_VALUE: Final = Trilingual(
    "«{property}» мәнін түзетіңіз.", "Исправьте значение «{property}».", "Correct the value of “{property}”."
)
NONE_OF_THE_KIND: Final = Trilingual("мұндай нәрсе жоқ", "такого нет", "nothing of the kind")
FOUND_NOTHING: Final = Trilingual("«{property}» көрсетілмеген", "не указано: «{property}»", "no value of “{property}”")
_FOUND_COUNT: Final = Trilingual(
    "«{property}» мәндерінің саны: {count}", "значений «{property}»: {count}", "values of “{property}”: {count}"
)
_STATE_VALUE: Final = Trilingual("«{property}» мәнін көрсетіңіз.", "Укажите «{property}».", "State “{property}”.")
_KEEP_FEWER: Final = Trilingual(
    "Артық мәндерді алып тастаңыз.", "Уберите лишние значения.", "Remove the values that are too many."
)

OR_SAY_WHY_NOT: Final = Trilingual(
    "Егер бұл қолданылмаса, себебін жазып, «қолданылмайды» деп көрсетіңіз.",
    "Если это неприменимо, укажите «неприменимо» и причину.",
    "If it does not apply, state that it is not applicable, with the reason.",
)

GENERAL: Final = Phrases(
    parameter=None,
    found=_FOUND_VALUE,
    expected=Trilingual(
        "деректер пішінінің талаптарын сақтау", "соблюдение требований формы данных", "what the shape asks for"
    ),
    mend=_CHANGE_VALUE,
)

BY_COMPONENT: Final[dict[URIRef, Phrases]] = {
    SH.MinCountConstraintComponent: Phrases(
        SH.minCount,
        _FOUND_COUNT,
        Trilingual("кемінде {limit}", "не менее {limit}", "at least {limit}"),
        _STATE_VALUE,
    ),
    SH.MaxCountConstraintComponent: Phrases(
        SH.maxCount,
        _FOUND_COUNT,
        Trilingual("ең көбі {limit}", "не более {limit}", "at most {limit}"),
        _KEEP_FEWER,
    ),
    SH.QualifiedMinCountConstraintComponent: Phrases(
        SH.qualifiedMinCount,
        Trilingual("талапқа сай мән жеткіліксіз", "подходящих значений недостаточно", "too few values that qualify"),
        Trilingual(
            "талапқа сай мәндер саны: кемінде {limit}",
            "подходящих значений: не менее {limit}",
            "at least {limit} that qualify",
        ),
        _STATE_VALUE,
    ),
    SH.QualifiedMaxCountConstraintComponent: Phrases(
        SH.qualifiedMaxCount,
        Trilingual("мұндай мәндер тым көп", "таких значений слишком много", "too many values of this kind"),
        Trilingual("ең көбі {limit}", "не более {limit}", "at most {limit}"),
        _KEEP_FEWER,
    ),
    SH.DatatypeConstraintComponent: Phrases(
        SH.datatype,
        _FOUND_VALUE,
        Trilingual("«{limit}» түріндегі мән", "значение типа «{limit}»", "a value of the type “{limit}”"),
        _CHANGE_VALUE,
    ),
    SH.ClassConstraintComponent: Phrases(
        SH["class"],
        _FOUND_VALUE,
        Trilingual("түрі «{limit}» болатын нәрсе", "предмет вида «{limit}»", "a thing of the kind “{limit}”"),
        Trilingual(
            "«{property}» сілтеген нәрсені және оның түрін тексеріңіз.",
            "Проверьте, на какой предмет указывает «{property}» и какого он вида.",
            "Check what “{property}” points to and which kind it is of.",
        ),
    ),
    SH.NodeKindConstraintComponent: Phrases(
        SH.nodeKind,
        _FOUND_VALUE,
        Trilingual("{limit}", "{limit}", "{limit}"),
        _CHANGE_VALUE,
    ),
    SH.NodeConstraintComponent: Phrases(
        SH.node,
        _FOUND_VALUE,
        Trilingual("«{limit}» тізімінің коды", "код из списка «{limit}»", "a code of the list “{limit}”"),
        Trilingual(
            "«{property}» үшін тізімдегі кодты таңдаңыз.",
            "Выберите для «{property}» код из этого списка.",
            "Choose a code of that list for “{property}”.",
        ),
    ),
    SH.InConstraintComponent: Phrases(
        SH["in"],
        _FOUND_VALUE,
        Trilingual("мыналардың бірі: {limit}", "одно из: {limit}", "one of: {limit}"),
        _CHANGE_VALUE,
    ),
    SH.HasValueConstraintComponent: Phrases(
        SH.hasValue,
        FOUND_NOTHING,
        Trilingual("{limit} мәні", "значение {limit}", "the value {limit}"),
        _STATE_VALUE,
    ),
    SH.PatternConstraintComponent: Phrases(
        SH.pattern,
        _FOUND_VALUE,
        Trilingual("{limit} үлгісіндегі мәтін", "текст по образцу {limit}", "text of the pattern {limit}"),
        _CHANGE_VALUE,
    ),
    SH.MinLengthConstraintComponent: Phrases(
        SH.minLength,
        _FOUND_VALUE,
        Trilingual("кемінде {limit} таңба", "не менее {limit} знаков", "at least {limit} characters"),
        _CHANGE_VALUE,
    ),
    SH.MinInclusiveConstraintComponent: Phrases(
        SH.minInclusive,
        _FOUND_VALUE,
        Trilingual("{limit} немесе одан көп", "{limit} или больше", "{limit} or more"),
        _CHANGE_VALUE,
    ),
    SH.MaxInclusiveConstraintComponent: Phrases(
        SH.maxInclusive,
        _FOUND_VALUE,
        Trilingual("{limit} немесе одан аз", "{limit} или меньше", "{limit} or less"),
        _CHANGE_VALUE,
    ),
    SH.MinExclusiveConstraintComponent: Phrases(
        SH.minExclusive,
        _FOUND_VALUE,
        Trilingual("{limit} мәнінен көп", "больше {limit}", "more than {limit}"),
        _CHANGE_VALUE,
    ),
    SH.MaxExclusiveConstraintComponent: Phrases(
        SH.maxExclusive,
        _FOUND_VALUE,
        Trilingual("{limit} мәнінен аз", "меньше {limit}", "less than {limit}"),
        _CHANGE_VALUE,
    ),
    SH.LessThanConstraintComponent: Phrases(
        SH.lessThan,
        _FOUND_VALUE,
        Trilingual("«{limit}» мәнінен кіші", "меньше, чем «{limit}»", "less than “{limit}”"),
        _CHANGE_VALUE,
    ),
    SH.LessThanOrEqualsConstraintComponent: Phrases(
        SH.lessThanOrEquals,
        _FOUND_VALUE,
        Trilingual("«{limit}» мәнінен артық емес", "не больше, чем «{limit}»", "not more than “{limit}”"),
        _CHANGE_VALUE,
    ),
    SH.UniqueLangConstraintComponent: Phrases(
        None,
        Trilingual(
            "бір тілде «{property}» мәні бірнешеу",
            "несколько значений «{property}» на одном языке",
            "“{property}” twice in one language",
        ),
        Trilingual("әр тілде біреуден", "по одному на каждом языке", "one in each language"),
        _KEEP_FEWER,
    ),
}

TYPES: Final[dict[URIRef, Trilingual]] = {
    XSD.integer: Trilingual("бүтін сан", "целое число", "whole number"),
    XSD.decimal: Trilingual("ондық сан", "десятичное число", "decimal number"),
    XSD.boolean: Trilingual("иә немесе жоқ", "да или нет", "true or false"),
    XSD.date: Trilingual("күн (ЖЖЖЖ-АА-КК)", "дата (ГГГГ-ММ-ДД)", "date (YYYY-MM-DD)"),
    XSD.gYear: Trilingual("жыл", "год", "year"),
    XSD.string: Trilingual("тілі көрсетілмеген мәтін", "текст без указания языка", "text without a language"),
    SH.Literal: Trilingual("мәтін немесе сан", "текст или число", "a text or a number"),
    SH.IRI: Trilingual("басқа нәрсеге сілтеме", "ссылка на другой предмет", "a link to a thing"),
    URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"): Trilingual(
        "тілі көрсетілген мәтін", "текст с указанием языка", "text with its language"
    ),
}
