"""The editor opens with questions in the reader's language, and every one of them is answered."""

import json
import re
import urllib.request

import pytest
from graphql import GraphQLSchema, parse, validate

from api.graphql.editor_page import Question, load_questions, load_words
from api.graphql.schema import AnalystSchema
from shapes.trilingual import LANGUAGES, Language
from store.query_guard import LONGEST_QUERY


@pytest.mark.parametrize("question", load_questions(), ids=lambda question: question.en)
def test_every_question_is_answered(shipped: AnalystSchema, printed: GraphQLSchema, question: Question) -> None:
    written = [question.written(language) for language in LANGUAGES]
    assert len(set(written)) == len(LANGUAGES)
    assert [validate(printed, parse(text)) for text in written] == [[], [], []]
    answer = shipped.answer(written[0], {})
    assert answer.errors is None
    # A new user sees something: no list at the top of the answer is empty.
    assert answer.data
    assert '": []' not in json.dumps(answer.data, indent=0)[:200]


@pytest.mark.parametrize("question", load_questions(), ids=lambda question: question.en)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_read_without_scrolling(question: Question, language: Language) -> None:
    lines = question.written(language).splitlines()
    comments = [line for line in lines if line.startswith("#")]
    assert lines[: len(comments)] == comments
    assert max(map(len, comments)) <= 54
    asked = {"kk": question.kk, "ru": question.ru, "en": question.en}[language]
    assert " ".join(line.removeprefix("# ") for line in comments).startswith(asked)


def test_the_words_of_the_page_differ_by_language() -> None:
    words = [load_words(language) for language in LANGUAGES]
    assert all(each.keys() == words[0].keys() for each in words)
    assert all(len({each[name] for each in words}) == len(LANGUAGES) for name in words[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_in_the_language_of_the_reader(address: str, language: Language) -> None:
    request = urllib.request.Request(address, headers={"accept": "text/html", "accept-language": language})
    with urllib.request.urlopen(request) as answer:
        page, headers = answer.read().decode(), answer.headers
    assert headers["content-language"] == language
    assert "Accept-Language" in headers["vary"]
    assert f'<html lang="{language}">' in page
    found = re.search(r'<script type="application/json" id="questions">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    assert json.loads(found[1]) == [question.written(language) for question in load_questions()]
    words = re.search(r'<script type="application/json" id="words">(.*?)</script>', page, re.DOTALL)
    assert words is not None
    assert json.loads(words[1]) == {**load_words(language), "longest": LONGEST_QUERY}
    # Nothing is fetched from another host.
    assert not re.findall(r'(?:src|href)="(?!/|data:)', page)
