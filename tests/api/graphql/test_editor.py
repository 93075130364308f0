"""The editor opens with questions in the reader's language, and every one of them is answered."""

import json
import re
import urllib.request

import pytest

from api.graphql.editor_page import load_questions
from api.graphql.schema import AnalystSchema
from shapes.trilingual import LANGUAGES, Language


@pytest.mark.parametrize("question", load_questions(), ids=lambda question: question.en)
def test_every_question_is_answered_in_every_language(shipped: AnalystSchema, question: object) -> None:
    answers = [shipped.answer(question.written(language), {}) for language in LANGUAGES]  # type: ignore[attr-defined]
    assert [answer.errors for answer in answers] == [None, None, None]
    assert all(answer.data for answer in answers)
    # A new user sees something: no list at the top of the answer is empty.
    assert '": []' not in json.dumps(answers[0].data, indent=0)[:200]


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
