"""The words that cells use for codes, properties and truth values, in every language; near matches for slips."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from rdflib import SKOS, Graph, Literal, URIRef

from loaders.code_lists import fold_name
from loaders.code_lists.name_index import normal_form
from loaders.workbook.plan import WorkbookPlan
from ontology.namespaces import BASE, BAT, code
from shapes.labels import label, short
from shapes.trilingual import LANGUAGES, Language, Trilingual

YES: Final = Trilingual("иә", "да", "yes")
NO: Final = Trilingual("жоқ", "нет", "no")
_TRUTH: Final = {
    **{fold_name(word): True for word in (YES.kk, YES.ru, YES.en, "true", "1", "истина", "шын", "ақиқат")},
    **{fold_name(word): False for word in (NO.kk, NO.ru, NO.en, "false", "0", "ложь", "өтірік", "жалған")},
}
_ABSENCE_KIND: Final = code("absence-kind", "")


@dataclass
class Names:
    """The names of a set of terms: how each is shown, and what a cell may call it."""

    shown: dict[Language, dict[URIRef, str]] = field(default_factory=dict)
    _exact: dict[str, set[URIRef]] = field(default_factory=lambda: defaultdict(set))
    _folded: dict[str, set[URIRef]] = field(default_factory=lambda: defaultdict(set))
    _strong: dict[str, URIRef] = field(default_factory=dict)

    def add(self, term: URIRef, names: Iterable[str], identifier: str) -> None:
        """Let `names` stand for a term; its identifier always does."""
        self._strong[fold_name(identifier)] = term
        for name in names:
            self._exact[normal_form(name)].add(term)
            self._folded[fold_name(name)].add(term)

    def show(self, labels: Mapping[URIRef, Trilingual], identifiers: Mapping[URIRef, str]) -> None:
        """Choose how each term is shown in each language: by its label, with its identifier where that is shared."""
        for language in LANGUAGES:
            texts = {term: " ".join(text.into(language).split()) for term, text in labels.items()}
            counted = Counter(fold_name(text) for text in texts.values())
            self.shown[language] = {
                term: text
                if counted[fold_name(text)] == 1 and self._is_clear(text, term)
                else _long(text, identifiers[term])
                for term, text in texts.items()
            }
            for term, text in self.shown[language].items():
                self._strong.setdefault(fold_name(text), term)

    def _is_clear(self, text: str, term: URIRef) -> bool:
        return self.find(text) == {term} and ";" not in text

    def find(self, text: str) -> set[URIRef]:
        """Return the terms that a text may stand for: none, one, or several if it is ambiguous."""
        strong = self._strong.get(fold_name(text))
        if strong is not None:
            return {strong}
        return self._exact.get(normal_form(text)) or self._folded.get(fold_name(text)) or set()

    def near(self, text: str, language: Language, count: int = 3) -> list[str]:
        """Return how the terms are shown whose names are nearest to a text."""
        close = get_close_matches(fold_name(text), list(self._folded) + list(self._strong), n=count * 3, cutoff=0.6)
        terms = [term for name in close for term in sorted(self._folded.get(name) or {self._strong[name]})]
        return [self.shown[language][term] for term in dict.fromkeys(terms)][:count]


def _long(text: str, identifier: str) -> str:
    return f"{text.replace(';', ',')} ({identifier})"


class Vocabulary:
    """All code lists and the properties of a plan, by the names that cells use."""

    def __init__(self, plan: WorkbookPlan, vocabulary: Graph) -> None:
        self._graph = vocabulary
        schemes = {column.scheme for sheet in plan.sheets for column in sheet.columns if column.scheme is not None}
        self.schemes = {scheme: self._names(scheme) for scheme in sorted(schemes)}
        self.scheme_labels = {scheme: label(scheme, vocabulary) for scheme in schemes}
        columns = {column.predicate: column for sheet in plan.sheets for column in sheet.columns}
        self.properties = Names()
        for predicate, column in columns.items():
            texts = (column.label.kk, column.label.ru, column.label.en, short(predicate))
            self.properties.add(predicate, texts, column.machine)
        self.properties.show(
            {predicate: column.label for predicate, column in columns.items()},
            {predicate: column.machine for predicate, column in columns.items()},
        )

    def concepts(self, scheme: URIRef) -> list[URIRef]:
        """Return the concepts of a scheme in the order of its list."""
        found = [c for c in self._graph.subjects(SKOS.inScheme, scheme) if isinstance(c, URIRef)]
        return sorted(found, key=lambda concept: str(concept))

    def absence_kind(self, mark: str) -> URIRef | None:
        """Return the kind of absence that a mark names, or None."""
        kinds = self.schemes[URIRef(str(_ABSENCE_KIND).rstrip("/"))].find(mark)
        return next(iter(kinds)) if len(kinds) == 1 else None

    def absence_mark(self, kind: URIRef, language: Language) -> str:
        """Return the mark of a kind of absence."""
        return self.schemes[URIRef(str(_ABSENCE_KIND).rstrip("/"))].shown[language][kind]

    def position(self, concept: URIRef) -> int | None:
        """Return the place of a concept in the order of its list, from one; None if the list has no order."""
        said = self._graph.value(concept, BAT.position)
        return None if said is None else int(str(said))

    def has_code(self, concept: URIRef, scheme: URIRef) -> bool:
        """Whether a concept is one of a scheme."""
        return (concept, SKOS.inScheme, scheme) in self._graph

    def _names(self, scheme: URIRef) -> Names:
        names = Names()
        concepts = self.concepts(scheme)
        identifiers = {concept: identifier(concept, scheme) for concept in concepts}
        for concept in concepts:
            said = [
                str(name) for p in (SKOS.prefLabel, SKOS.altLabel, SKOS.notation) for name in self._literals(concept, p)
            ]
            names.add(concept, said, identifiers[concept])
        names.show({concept: label(concept, self._graph) for concept in concepts}, identifiers)
        return names

    def _literals(self, concept: URIRef, predicate: URIRef) -> list[Literal]:
        return [value for value in self._graph.objects(concept, predicate) if isinstance(value, Literal)]


def identifier(concept: URIRef, scheme: URIRef) -> str:
    """Return the identifier of a concept within its scheme, e.g. `mg-per-nm3`."""
    return str(concept).removeprefix(f"{scheme}/").removeprefix(BASE)


def truth(text: str) -> bool | None:
    """Return the truth value that a word stands for, or None."""
    return _TRUTH.get(fold_name(text))
