"""From listed techniques to facts: names that ship, keys of IRIs, shared techniques, sections that describe them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from loaders.loaded_source import Finding
from loaders.official_journal.facts import DescribedTechnique, TechniqueFact
from loaders.official_journal.languages import Phrases
from loaders.official_journal.levels.plain_text import plain
from loaders.official_journal.list_marks import mark_style
from loaders.official_journal.numbered_bat import BatPassage
from loaders.official_journal.shared_techniques import SharedTechniques
from loaders.official_journal.technique_lists import listed_techniques
from loaders.official_journal.technique_names import (
    comparable_name,
    name_before_examples,
    short_name,
    whole_name,
)
from loaders.official_journal.technique_tables import ListedTechnique, SectionTechnique
from ontology.namespaces import slug

_NEXT: Final = "the next letter"
_COMPARE: Final = "Compare with the printed table: if a row is there that is not here, report the document."


def described_facts(
    described: Sequence[SectionTechnique], phrases: Phrases, shared: SharedTechniques
) -> tuple[DescribedTechnique, ...]:
    """Return the techniques of the describing sections."""
    facts: list[DescribedTechnique] = []
    keys: Counter[tuple[str, str]] = Counter()
    for position, technique in enumerate(described, start=1):
        name = short_name(technique.listed.printed_name, phrases)
        key = _slug_or(name.removesuffix(" …"), f"n{position}")
        keys[technique.section, key] += 1
        facts.append(
            DescribedTechnique(
                section=technique.section,
                key=_numbered(key, keys[technique.section, key]),
                name=name,
                page=technique.listed.page,
                technique=_shared(technique.listed.printed_name, phrases, shared),
                description=_description(technique.listed, phrases),
            )
        )
    return tuple(facts)


def technique_facts(
    passages: Sequence[BatPassage],
    described: Sequence[DescribedTechnique],
    phrases: Phrases,
    shared: SharedTechniques,
) -> tuple[TechniqueFact, ...]:
    """Return the techniques that the BAT list, in tables and in running text."""
    sections = _sections_by_name(described)
    facts: list[TechniqueFact] = []
    for passage in passages:
        keys: Counter[str] = Counter()
        listing = listed_techniques(passage, phrases) or _named_in_statement(passage, phrases, shared)
        for position, listed in enumerate(listing, start=1):
            key = _slug_or(listed.mark, f"n{position}")
            keys[key] += 1
            facts.append(
                TechniqueFact(
                    bat=passage.number,
                    key=_numbered(key, keys[key]),
                    mark=listed.mark,
                    position=position,
                    name=short_name(listed.printed_name, phrases),
                    page=listed.page,
                    group=short_name(listed.group, phrases) if listed.group else "",
                    described_in=_section_said(listed, phrases) or sections.get(_name(listed), ""),
                    technique=_shared(listed.printed_name, phrases, shared),
                    description=_description(listed, phrases),
                    applicability=listed.applicability,
                )
            )
    return tuple(facts)


def _slug_or(text: str, otherwise: str) -> str:
    """Return the slug of a text; a text without a Latin letter or digit has none."""
    try:
        return slug(text)
    except ValueError:
        return otherwise


def _numbered(key: str, time: int) -> str:
    """Return the key of the `time`-th thing of that name: `a`, `a-2`, `a-3`."""
    return key if time == 1 else f"{key}-{time}"


def mark_findings(facts: Sequence[TechniqueFact]) -> tuple[Finding, ...]:
    """Return where the lettered techniques of a BAT leave a letter out: a slip of the print, or a row that was lost."""
    letters: dict[int, list[TechniqueFact]] = {}
    for fact in facts:
        if len(fact.mark) == 1 and fact.mark.islower():
            letters.setdefault(fact.bat, []).append(fact)
    return tuple(
        Finding("information", f"BAT {bat}, page {after.page}", f"{after.mark} after {before.mark}", _NEXT, _COMPARE)
        for bat, lettered in letters.items()
        if {mark_style(fact.mark) for fact in lettered} != {"lower-roman"}
        for before, after in pairwise(lettered)
        if ord(after.mark) > ord(before.mark) + 1
    )


def _named_in_statement(passage: BatPassage, phrases: Phrases, shared: SharedTechniques) -> tuple[ListedTechnique, ...]:
    """Return the one technique that a statement without a list names, if it is a shared one by exactly this name."""
    found = (pattern.search(passage.statement) for pattern in phrases.patterns("technique_table", "statement"))
    names = [match["name"].strip() for match in found if match]
    name = next((name for name in names if shared.find(name, phrases.language)), "")
    return (ListedTechnique("", name[0].upper() + name[1:], passage.page),) if name else ()


def _shared(printed: str, phrases: Phrases, shared: SharedTechniques) -> str:
    """Return the id of the shared technique that is printed with or without examples, empty if there is none."""
    names = (whole_name(printed), name_before_examples(printed, phrases))
    return next((found for found in (shared.find(name, phrases.language) for name in names) if found), "")


def _sections_by_name(described: Sequence[DescribedTechnique]) -> Mapping[str, str]:
    """Return the section of each described name; a name in several sections could mean any and is left out."""
    sections: dict[str, set[str]] = {}
    for technique in described:
        sections.setdefault(comparable_name(technique.name), set()).add(technique.section)
    return {name: next(iter(found)) for name, found in sections.items() if len(found) == 1}


def _name(listed: ListedTechnique) -> str:
    return comparable_name(whole_name(listed.printed_name))


def _section_said(listed: ListedTechnique, phrases: Phrases) -> str:
    """Return the one section that the description of a row begins by referring to."""
    found = (pattern.match(listed.description) for pattern in phrases.patterns("technique_table", "see_section"))
    return next((match["section"] for match in found if match), "")


def _description(listed: ListedTechnique, phrases: Phrases) -> str:
    """Return the description; a cell of which only a part ships as the name stands whole before it."""
    printed = plain(listed.printed_name)
    if short_name(listed.printed_name, phrases).rstrip(" .;:,") == printed.rstrip(" .;:,"):
        return listed.description
    return "\n".join(part for part in (listed.printed_name, listed.description) if part)
