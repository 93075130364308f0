"""Every text of ours in Kazakh, Russian and English: letters, quotes, places, and one term for one thing."""

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph, Literal

ROOT = Path(__file__).resolve().parents[1]
TURTLE = ("ontology/modules", "ontology/code_lists", "shapes/law", "shapes/analyses")
TOML = ("analysis", "loaders/texts", "loaders/workbook/texts", "api/graphql", "api/command_line")
TABLES = ("data/kz-775", "data/code-lists")
LANGUAGES = ("kk", "ru", "en")
# Words stand whole in these lists, so that they need no terms of ours; a provision may say what the act itself says.
LISTS_OF_OTHERS = re.compile(r"data/code-lists/(nace|ied-activities|eprtr-activities|techniques|units)\.csv")

Text = tuple[str, str, str]

# The English term, and what has to stand for it in Kazakh and in Russian. Terms of the Rules are those of their Kazakh
# text; where it writes one thing in two ways, both are here.
GLOSSARY = {
    r"marker pollutant": ("маркерл", "маркерн"),
    r"working group": ("жұмыс то[пб]", "рабоч"),
    r"authorised body": ("уәкілетті", "уполномоченн"),
    r"prospective": ("перспективалы", "перспективн"),
    r"averaging period": ("орташаландыру", "усреднени"),
    r"base case": ("базалық жағдай", "базов(ый|ого|ому|ым|ом|ых|ыми) вариант"),
    r"\bcompanion": ("ілеспе", "сопутствующ"),
    r"\bcombination": ("жиынты", "совокупност"),
    r"rule set": ("қағидалар|жиын", "набор"),
    r"adjacent": ("шектес", "смежн|примыка"),
    r"cross-media": ("құрамдас", "компонент"),
    r"main production waste": ("негізгі өндірістік қалдық", "основн.* отход.* производства"),
    r"cross-sectoral": ("салааралық", "межотраслев"),
    r"integrated (environmental )?permit": ("кешенді", "комплексн"),
    r"public hearing": ("қоғамдық тыңдау", "общественн.* слушани"),
    r"technological audit": ("технологиялық аудит", "технологическ.* аудит"),
    r"technological indicator": ("технологиялық көрсеткіш", "технологическ.* показател"),
    r"reference conditions": ("келтіру шарт", "услови.* приведения"),
    r"\blower (end|bound)": ("төменгі", "нижн"),
    r"numbered BAT": ("нөмірленген", "пронумерованн"),
    r"environmental control": ("экологиялық бақылау", "экологическ.* контрол"),
    r"\bnotice\b": ("хабарлама", "извещени"),
    r"\bannouncement\b": ("хабарландыру", "объявлени"),
    r"natural environment": ("табиғи орта", "природной сред"),
    r"\bbest available technique": ("ең үздік|ЕҚТ", "наилучш|НДТ"),
}

# What has been written once and says something else: a loan, a false friend, another term for a thing that has one.
FORBIDDEN = {
    "kk": r"\bымыра|өзара есебінен|серік техника|орташалау|ережелер жиын|сыныбы? парағ|дайджест|астауыш(?! білім)|"
    r"бағынышты ұйым|сабақтас қызмет|[Нн]еның",
    "ru": r"компромисс|дайджест|(базов|исходн)\w+ случа|подозрени|результативност|сноск|межсредов|вредн\w+ воздействи",
    "en": r"\b(a|the|an approved) Kazakh (BAT )?conclusion|take[sn]? (the harm|it) away",
}


def turtle_texts() -> Iterator[tuple[str, Text]]:
    for file in sorted(each for folder in TURTLE for each in (ROOT / folder).glob("*.ttl")):
        by_place: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for subject, predicate, value in Graph().parse(file):
            if isinstance(value, Literal) and value.language in LANGUAGES:
                by_place[str(subject), str(predicate)][value.language] = str(value)
        for (subject, predicate), said in by_place.items():
            if set(said) == set(LANGUAGES):
                yield f"{file.name} {subject} {predicate}", (said["kk"], said["ru"], said["en"])


def toml_texts() -> Iterator[tuple[str, Text]]:
    for file in sorted(each for folder in TOML for each in (ROOT / folder).rglob("*.toml")):
        yield from within(f"{file.parent.name}/{file.name}", tomllib.loads(file.read_text(encoding="utf-8")))
    pages = {each: tomllib.loads((ROOT / f"api/service/texts/{each}.toml").read_text("utf-8")) for each in LANGUAGES}
    for name in pages["en"]:
        yield f"pages {name}", (pages["kk"][name], pages["ru"][name], pages["en"][name])


def within(name: str, value: object) -> Iterator[tuple[str, Text]]:
    """The texts in a table: a table with the three languages, or a list of three texts in their order."""
    if isinstance(value, dict) and set(LANGUAGES) <= set(value):
        yield name, (value["kk"], value["ru"], value["en"])
    elif isinstance(value, list) and len(value) == len(LANGUAGES) and all(isinstance(each, str) for each in value):
        yield name, (value[0], value[1], value[2])
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from within(f"{name} {key}", inner)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from within(f"{name} {place}", inner)


def table_texts() -> Iterator[tuple[str, Text]]:
    for file in sorted(each for folder in TABLES for each in (ROOT / folder).glob("*.csv")):
        if LISTS_OF_OTHERS.search(file.as_posix()):
            continue
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                said = tuple(row.get(each) or row.get(f"title_{each}") or "" for each in LANGUAGES)
                if all(said):
                    yield f"{file.name} {next(iter(row.values()))}", (said[0], said[1], said[2])


@cache
def texts() -> dict[str, Text]:
    return {**dict(turtle_texts()), **dict(toml_texts()), **dict(table_texts())}


def faulty(fault: str, language: str) -> list[tuple[str, str]]:
    place = LANGUAGES.index(language)
    found = re.compile(fault)
    return [(name, said[place]) for name, said in texts().items() if found.search(said[place])]


def test_there_is_something_to_look_at() -> None:
    assert len(texts()) > 2500


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_mixes_latin_and_cyrillic_letters(language: str) -> None:
    mixed = r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]"
    assert faulty(mixed, language) == []


def test_no_language_has_the_letters_of_another() -> None:
    assert faulty("[әіңғүұқөһӘІҢҒҮҰҚӨҺ]", "ru") == []
    assert faulty("[\u0400-\u04ff]", "en") == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_quotes_are_those_of_the_language(language: str) -> None:
    assert faulty('["“”]', language) == []


def test_a_text_has_the_same_places_in_each_language() -> None:
    places = re.compile(r"\{\w+\}")
    unlike = [name for name, said in texts().items() if len({frozenset(places.findall(each)) for each in said}) > 1]
    assert unlike == []


@pytest.mark.parametrize("term", GLOSSARY)
def test_a_term_is_said_in_one_way(term: str) -> None:
    """A Kazakh or Russian text speaks of what its English text speaks of, by the name that the glossary gives it."""
    kazakh, russian = GLOSSARY[term]
    spoken_of = {name: said for name, said in texts().items() if re.search(term, said[2], re.IGNORECASE)}
    assert spoken_of
    wrong = [
        (name, said)
        for name, said in spoken_of.items()
        if not re.search(kazakh, said[0], re.IGNORECASE) or not re.search(russian, said[1], re.IGNORECASE)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_says_what_was_mended(language: str) -> None:
    assert faulty(f"(?i){FORBIDDEN[language]}", language) == []
