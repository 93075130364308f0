"""The rules of `rules/effect_rules.toml` together with the names of the code list of pollutants."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from loaders.code_lists import Pollutant, fold_name, read_pollutants
from loaders.reference_document.books import RULES

Side = Literal["left", "right"]


@dataclass(frozen=True)
class Cue:
    """A word that says what happens to a subject: its direction, the side its subject stands on, what it takes."""

    id: str
    pattern: re.Pattern[str]
    direction: str
    headings: frozenset[str]
    binds: Side
    takes: str
    weak: bool
    words_between: int


@dataclass(frozen=True)
class Subject:
    """What an effect can be about. `generic` ones give way to a pollutant that the same cue governs."""

    id: str
    pattern: re.Pattern[str]
    kind: str
    pressure: str
    component: str
    pollutant: str
    generic: bool


@dataclass(frozen=True)
class Phrase:
    """A phrase that says direction and pressure at once."""

    id: str
    pattern: re.Pattern[str]
    direction: str
    headings: frozenset[str]
    pressure: str
    component: str


@dataclass(frozen=True)
class Media:
    """How media are named: lists of them after a preposition or before their subject, and the words of each."""

    after_preposition: re.Pattern[str]
    before_subject: re.Pattern[str]
    words: tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True)
class EffectRules:
    """All rules, compiled. `components` gives the component that follows from a pollutant; `fixed` overrides media."""

    cues: tuple[Cue, ...]
    subjects: tuple[Subject, ...]
    phrases: tuple[Phrase, ...]
    media: Media
    components: Mapping[str, str]
    fixed: Mapping[str, str]
    passed_over: tuple[tuple[str, re.Pattern[str]], ...]
    whole: tuple[tuple[str, re.Pattern[str]], ...]
    condition: re.Pattern[str]
    barriers: re.Pattern[str]
    negations: re.Pattern[str]


def read_effect_rules(data_folder: Path) -> EffectRules:
    """Return the rules, with the pollutants of `data_folder`. Raises SourceRefused if the code list is faulty."""
    table = tomllib.loads(files(RULES).joinpath("effect_rules.toml").read_text(encoding="utf-8"))
    pollutants = table["pollutants"]
    return EffectRules(
        cues=tuple(_cue(cue, table["limits"]) for cue in table["cue"]),
        subjects=(*map(_subject, table["subject"]), *_pollutant_subjects(read_pollutants(data_folder), pollutants)),
        phrases=tuple(map(_phrase, table["phrase"])),
        media=_media(table["media"]),
        components=_inverted(pollutants["component"]),
        fixed=_inverted(pollutants["always"]),
        passed_over=tuple((rule["reason"], re.compile(_spaced(rule["pattern"]))) for rule in table["passed_over"]),
        whole=tuple((rule["statement"], re.compile(_spaced(rule["pattern"]))) for rule in table["whole"]),
        condition=re.compile(_spaced(table["condition"]["pattern"])),
        barriers=re.compile(table["limits"]["barriers"]),
        negations=re.compile(table["limits"]["negations"]),
    )


def _spaced(pattern: str) -> str:
    """Let every space of `pattern` match any run of spaces, as lines are wrapped at will."""
    return pattern.replace(" ", r"\s+")


def _words(pattern: str) -> re.Pattern[str]:
    """Compile `pattern` so that it matches whole words only."""
    return re.compile(rf"(?<![\w-])(?:{_spaced(pattern)})(?!\w)")


def _cue(rule: Mapping[str, Any], limits: Mapping[str, Any]) -> Cue:
    binds: Side = "left" if rule["binds"] == "left" else "right"
    usual = limits["words_before_cue"] if binds == "left" else limits["words_between"]
    return Cue(
        id=rule["id"],
        pattern=_words(rule["pattern"]),
        direction=rule["direction"],
        headings=frozenset(rule.get("headings", ("benefits", "cross-media"))),
        binds=binds,
        takes=rule.get("takes", "any"),
        weak=rule.get("weak", False),
        words_between=rule.get("words_between", usual),
    )


def _subject(rule: Mapping[str, Any]) -> Subject:
    return Subject(
        id=rule["id"],
        pattern=_words(rule["pattern"]),
        kind=rule["kind"],
        pressure=rule["pressure"],
        component=rule.get("component", ""),
        pollutant=rule.get("pollutant", ""),
        generic=rule.get("generic", False),
    )


def _phrase(rule: Mapping[str, Any]) -> Phrase:
    return Phrase(
        id=rule["id"],
        pattern=_words(rule["pattern"]),
        direction=rule["direction"],
        headings=frozenset(rule["headings"]),
        pressure=rule["pressure"],
        component=rule.get("component", ""),
    )


def _pollutant_subjects(pollutants: Iterable[Pollutant], rules: Mapping[str, Any]) -> Iterable[Subject]:
    excluded = frozenset(rules["not_searched"])
    for entry in pollutants:
        names = {fold_name(name) for name in entry.names("en")} - excluded
        forms = [*(re.escape(name).replace(r"\ ", " ") for name in names), *rules["also"].get(entry.identifier, ())]
        if forms:
            yield _pollutant_subject(entry.identifier, _words("|".join(sorted(forms, key=len, reverse=True))))
        if entry.formula and fold_name(entry.formula) not in excluded:
            # Formulas are looked for with their case (CO is not co-), but NOX is printed as often as NOx.
            pattern = re.escape(entry.formula).replace("Ox", "O[xX]")
            yield _pollutant_subject(entry.identifier, re.compile(rf"(?<![\w-]){pattern}(?!\w)"))


def _pollutant_subject(identifier: str, pattern: re.Pattern[str]) -> Subject:
    return Subject(f"pollutant-{identifier}", pattern, "burden", "emission", "", identifier, generic=False)


def _media(rules: Mapping[str, Any]) -> Media:
    words = {component: "|".join(forms) for component, forms in rules["words"].items()}
    into = {component: "|".join(forms) for component, forms in rules["into_words"].items()}
    joint = r"(?:, and |,? and/or |,? and |,? or |, |/)(?:to )?(?:the )?"
    any_word = "|".join((*words.values(), *into.values()))
    first = "|".join(words.values())
    opening = f"(?:{rules['prepositions']}) (?:the )?(?:{first})|(?:{rules['into']}) (?:the )?(?:{any_word})"
    return Media(
        after_preposition=_words(f"(?:{opening})(?:{joint}(?:{any_word}))*"),
        before_subject=_words(rules["before"]["pattern"]),
        # Longer names first: "waste water" is not taken for "water".
        words=tuple((component, _words(pattern)) for component, pattern in (*words.items(), *into.items())),
    )


def _inverted(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {pollutant: component for component, pollutants in table.items() for pollutant in pollutants}
