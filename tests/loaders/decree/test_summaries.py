"""Our summaries: complete, in three languages, with every deadline, and not the wording of the act."""

import csv
import re
from pathlib import Path

import pytest

LONGEST_SHARED_RUN = 7


@pytest.fixture(scope="module")
def summaries(data_folder: Path) -> dict[str, dict[str, str]]:
    with (data_folder / "kz-775" / "summaries.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def test_no_summary_repeats_the_act(summaries: dict[str, dict[str, str]], real_text: str) -> None:
    act = _runs(_words(real_text), LONGEST_SHARED_RUN + 1)
    repeated = {
        identifier: [" ".join(run) for run in _runs(_words(row["kk"]), LONGEST_SHARED_RUN + 1) & act]
        for identifier, row in summaries.items()
    }
    assert {identifier: runs for identifier, runs in repeated.items() if runs} == {}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_each_summary_is_one_sentence(summaries: dict[str, dict[str, str]], language: str) -> None:
    for identifier, row in summaries.items():
        sentence = row[language]
        assert sentence == sentence.strip(), identifier
        assert sentence.endswith("."), identifier
        assert not re.search(r"[.!?] +\S", sentence.replace("No. 775", "")), identifier
        assert sentence[0].isupper() or sentence[0] == "«", identifier
        assert len(sentence) <= 520, identifier
        assert not re.search(r"  |\s[,;.)]|\(\s", sentence), identifier


def test_each_summary_is_in_its_language(summaries: dict[str, dict[str, str]]) -> None:
    for identifier, row in summaries.items():
        assert re.search("[әғқңөұүһі]", row["kk"]), identifier
        assert not re.search("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]", row["ru"]), identifier
        assert not re.search("[а-яА-Я]", row["en"]), identifier
        assert not re.search("[a-zA-Z]", re.sub(r"\bIPPC\b|\bI\b", "", row["kk"] + row["ru"])), identifier


def test_no_two_provisions_share_a_summary(summaries: dict[str, dict[str, str]]) -> None:
    for language in ("kk", "ru", "en"):
        sentences = [row[language] for row in summaries.values()]
        assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize(
    ("identifier", "kk", "ru", "en"),
    [
        ("decree/p2", "10", "10", "10"),
        ("p17", "2021", "2021", "2021"),
        ("p21", "10 жұмыс күні", "10 рабочих дней", "10 working days"),
        ("p23", "5 жұмыс күні", "5 рабочих дней", "5 working days"),
        ("p26.2", "екі реттен көп", "более двух раз", "more than two"),
        ("p29", "10 жұмыс күні", "10 рабочих дней", "10 working days"),
        ("p30", "5 жұмыс күні", "5 рабочих дней", "5 working days"),
        ("p33.2", "екі реттен көп", "более двух раз", "more than two"),
        ("p34", "кемінде 5 жұмыс күні", "не позднее чем за 5 рабочих дней", "at least 5 working days"),
        ("p35", "10 жұмыс күні", "10 рабочих дней", "10 working days"),
        ("p37", "5 жұмыс күні", "5 рабочих дней", "5 working days"),
        ("p39", "10 жұмыс күні", "10 рабочих дней", "10 working days"),
        ("p43", "5 жұмыс күні", "5 рабочих дней", "5 working days"),
        ("p44", "ең көбі екі рет", "не более двух раз", "not more than two"),
        ("p57", "2021 жылғы 1 шілде", "до 1 июля 2021 года", "before 1 July 2021"),
        ("p58", "2023 жылғы 1 шілде", "До 1 июля 2023 года", "by 1 July 2023"),
        ("p61", "үш жыл бұрын", "За три года", "Three years before"),
        ("p62", "сегіз жыл сайын", "каждые восемь лет", "every eight years"),
        ("p63", "үш жыл бұрын", "за три года", "three years before"),
        ("p64", "жыл сайын", "Ежегодно", "Every year"),
    ],
)
def test_every_term_of_time_or_number_is_stated(
    summaries: dict[str, dict[str, str]], identifier: str, kk: str, ru: str, en: str
) -> None:
    row = summaries[identifier]
    assert kk in row["kk"]
    assert ru in row["ru"]
    assert en in row["en"]


def test_the_trade_off_rule_is_stated_whole(summaries: dict[str, dict[str, str]]) -> None:
    row = summaries["p2.1/part-5"]
    for word in ("есебінен", "құрамдас", "танылмайды"):
        assert word in row["kk"]
    for word in ("за счёт", "компонент", "Не признаётся"):
        assert word in row["ru"]
    for word in ("at the expense of", "components of the natural environment", "is not determined as"):
        assert word in row["en"]
