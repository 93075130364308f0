"""The pages that a person meets first: start, examples, SPARQL form, limits."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import jinja2
from pyoxigraph import Literal, NamedNode

from api.examples import load_examples
from api.service.reader import address
from api.service.words import load_words
from ontology.namespaces import BASE, BAT
from store.graph_store import GraphStore, Row
from store.query_text import load_query

RULE_SET_SHOWN = "kz-775"
COUNTED_CLASSES = {
    "NumberedBat": "numbered_bats",
    "TechniqueEntry": "technique_entries",
    "AssociatedLevel": "levels",
    "Footnote": "footnotes",
}


@dataclass(frozen=True)
class Pages:
    """Renders pages. `texts` are the product's own words by language; they are equal in all three."""

    templates: jinja2.Environment
    texts: Mapping[str, Mapping[str, str]]
    data_version: str

    def render(self, template: str, language: str, path: str, **values: object) -> str:
        """Return a page in one of the product's languages."""
        return self.templates.get_template(template).render(
            t=self.texts[language], language=language, path=path, data_version=self.data_version, **values
        )


def load_pages(data_version: str) -> Pages:
    """Read templates and texts."""
    loader = jinja2.PackageLoader("api.service", "templates")
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters["address"] = address
    environment.filters["within"] = _within
    return Pages(environment, load_words(), data_version)


def _within(place: str, other: str) -> str:
    """A place as one says it on a page that is about another: without the document, if it is the same."""
    document = other.partition(", ")[0]
    return place.removeprefix(document).removeprefix(", ") if document and place.startswith(document) else place


def example_questions(language: str) -> list[dict[str, str]]:
    """The examples with their question in one language."""
    return [
        {"name": example.name, "question": example.question[language], "text": example.query.text}
        for example in load_examples()
    ]


@dataclass(frozen=True)
class DocumentRow:
    """One line of the table of documents; `path` is where the document is described."""

    path: str
    code: str
    number: str
    title: str
    title_language: str
    kind: str
    numbered_bats: int
    technique_entries: int
    levels: int
    footnotes: int
    statuses: tuple[tuple[str, int], ...]


def document_rows(store: GraphStore, language: str) -> list[DocumentRow]:
    """What the graph holds, document by document."""
    labels = concept_labels(store, language)
    counts = _counts(store)
    statuses = _statuses(store, labels)
    documents: dict[str, list[Row]] = defaultdict(list)
    for row in store.select(load_query("api.service", "documents")):
        documents[row["document"].value].append(row)
    return [_document_row(iri, rows, counts[iri], statuses[iri], labels, language) for iri, rows in documents.items()]


def _document_row(
    iri: str,
    rows: list[Row],
    counts: Mapping[str, int],
    statuses: Iterable[tuple[str, int]],
    labels: Mapping[str, str],
    language: str,
) -> DocumentRow:
    first = rows[0]
    found = [row["title"] for row in rows if "title" in row]
    titles = {title.language or "": title.value for title in found if isinstance(title, Literal)}
    sector = labels.get(first["sector"].value, "") if "sector" in first else ""
    # A sector's name that one can read says more than a title in a language that one may not.
    title_language = next((code for code in (language, *titles) if code in titles), "")
    title, title_language = (
        (sector, language)
        if sector and title_language != language
        else (titles.get(title_language, ""), title_language)
    )
    return DocumentRow(
        path=iri.removeprefix(BASE.rstrip("/")),
        code=first["code"].value,
        number=first["number"].value if "number" in first else "",
        title=title,
        title_language=title_language,
        kind=labels.get(first["kind"].value, "") if "kind" in first else "",
        statuses=tuple(sorted(statuses)),
        **{name: counts.get(class_name, 0) for class_name, name in COUNTED_CLASSES.items()},
    )


def concept_labels(store: GraphStore, language: str) -> dict[str, str]:
    """Labels of code-list concepts in one language."""
    query = load_query("api.service", "concept_labels").bind(language=[Literal(language)])
    return {row["concept"].value: row["label"].value for row in store.select(query)}


def _counts(store: GraphStore) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    classes = [NamedNode(BAT[name]) for name in COUNTED_CLASSES]
    for row in store.select(load_query("api.service", "document_counts").bind(**{"class": classes})):
        class_name = row["class"].value.rpartition("/")[2]
        counts[row["document"].value][class_name] = int(row["number"].value)
    return counts


def _statuses(store: GraphStore, labels: Mapping[str, str]) -> dict[str, list[tuple[str, int]]]:
    statuses: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in store.select(load_query("api.service", "status_counts")):
        if row["ruleSet"].value == RULE_SET_SHOWN:
            status = row["status"].value
            statuses[row["document"].value].append((labels.get(status, status), int(row["number"].value)))
    return statuses
