"""The ontology reference as one Markdown page, in English, Kazakh and Russian.

`python -m ontology.reference_page` writes `docs/ontology.md`; with `--check` it only says whether that
file is up to date.
"""

import sys
from collections.abc import Iterable, Iterator
from typing import Final

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS, XSD

from ontology.model import FOLDER, labels, load_code_lists, load_ontology
from ontology.namespaces import BAT, CODE
from ontology.reference import TermReference, code_lists, modules, ontology_terms, term_reference

REFERENCE_FILE: Final = FOLDER.parent / "docs" / "ontology.md"
_ORDER: Final = ("en", "kk", "ru")
_HEAD: Final = """# The ontology

Written by `python -m ontology.reference_page` from `ontology/modules/` and `ontology/code_lists/`: change those, not
this page. How terms are named: [naming.md](naming.md). `p12.8` is paragraph 12, sub-paragraph 8 of the Rules of Decree
No. 775; *batgraph* marks a term of our own. Properties of a class hold for its subclasses as well.
"""
_KIND_ORDER: Final = ("class", "object property", "data property", "annotation property")
_PREFIXES: Final = {str(BAT): "bat:", str(SKOS): "skos:", str(XSD): "xsd:", str(RDF): "rdf:"}


def reference_page(ontology: Graph, lists: Graph) -> str:
    """Return the whole page for the `ontology` and its code `lists`."""
    terms = [term_reference(ontology, term) for term in ontology_terms(ontology)]
    terms.sort(key=lambda term: (_KIND_ORDER.index(term.kind), term.iri))
    lines = [_HEAD]
    for module in modules(ontology):
        own = [term for term in terms if term.module == module]
        if own:
            lines.extend(_module(ontology, module, own))
    lines.append("## Code lists\n")
    for scheme in code_lists(lists):
        lines.extend(_code_list(lists, term_reference(lists, scheme)))
    return "\n".join(lines)


def written(iri: URIRef) -> str:
    """Return `iri` as a prefixed name where there is a usual prefix, code lists and codes by their path."""
    text = str(iri)
    for namespace, prefix in _PREFIXES.items():
        if text.startswith(namespace):
            return prefix + text.removeprefix(namespace)
    return text.removeprefix(str(CODE)) if text.startswith(str(CODE)) else f"<{text}>"


def _module(graph: Graph, module: URIRef, terms: Iterable[TermReference]) -> Iterator[str]:
    yield "## " + " · ".join(_in_order(labels(graph, module))) + "\n"
    described = {o.language: str(o) for o in graph.objects(module, DCTERMS.description) if hasattr(o, "language")}
    yield "\n\n".join(_in_order(described)) + "\n"
    for term in terms:
        yield from _term(term)


def _term(term: TermReference) -> Iterator[str]:
    yield f"### `{written(term.iri)}`\n"
    for language in _ORDER:
        yield f"- {language}: **{term.labels.get(language, '')}**. {term.definitions.get(language, '')}"
    yield "- " + " · ".join(_facts(term)) + "\n"


def _facts(term: TermReference) -> Iterator[str]:
    yield term.kind + (", one value" if term.single_valued else "")
    if term.paragraphs:
        yield ", ".join(term.paragraph_numbers)
    if term.sources:
        yield "source: " + "; ".join(term.sources)
    for title, iris in (
        ("kind of", term.broader),
        ("kinds", term.narrower),
        ("of", term.domains),
        ("leads to", term.ranges if term.code_list is None else ()),
        ("properties", term.properties),
        ("used in", term.used_in),
    ):
        if iris:
            yield f"{title} " + ", ".join(f"`{written(iri)}`" for iri in iris)
    if term.code_list is not None:
        yield f"a code of the list `{written(term.code_list)}`"
    if term.own_copy_only:
        yield "only from a user's own copy of the source"


def _code_list(graph: Graph, scheme: TermReference) -> Iterator[str]:
    yield f"### Code list `{written(scheme.iri)}`\n"
    for language in _ORDER:
        yield f"- {language}: **{scheme.labels.get(language, '')}**. {scheme.definitions.get(language, '')}"
    yield "\n| Code | en | kk | ru | From |\n|---|---|---|---|---|"
    for code in scheme.codes:
        yield _code_row(term_reference(graph, code), str(scheme.iri))
    yield ""


def _code_row(code: TermReference, scheme: str) -> str:
    cells = [f"`{str(code.iri).removeprefix(scheme + '/')}`", *_in_order(code.labels)]
    cells.append(", ".join([*code.paragraph_numbers, *code.sources]))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _in_order(texts: dict[str, str]) -> list[str]:
    return [texts[language] for language in _ORDER if language in texts]


def main(arguments: list[str]) -> int:
    """Write the reference, or with `--check` say whether it is up to date (0) or not (1)."""
    text = reference_page(load_ontology(), load_code_lists())
    if arguments == ["--check"]:
        up_to_date = REFERENCE_FILE.is_file() and REFERENCE_FILE.read_text(encoding="utf-8") == text
        print("up to date" if up_to_date else f"{REFERENCE_FILE} is out of date: run python -m ontology.reference_page")
        return 0 if up_to_date else 1
    if arguments:
        print(f"unknown arguments {arguments}: expected none, or --check", file=sys.stderr)
        return 2
    REFERENCE_FILE.write_text(text, encoding="utf-8")
    print(f"written: {REFERENCE_FILE}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
