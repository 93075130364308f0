"""The editor opens with questions in the reader's language, and every one of them is answered."""

import json
import re
import urllib.request

import pytest
from graphql import GraphQLSchema, parse, validate

from api.graphql.editor_page import Question, load_questions
from api.graphql.schema import AnalystSchema
from shapes.trilingual import LANGUAGES, Language


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
    # Nothing is fetched from another host.
    assert not re.findall(r'(?:src|href)="(?!/|data:)', page)
