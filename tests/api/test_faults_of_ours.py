"""A fault of the service itself is said in the one shape, and says nothing of its insides."""

from collections.abc import Iterator

import lxml.html
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from api.service.application import Service, make_application
from store.embedded import EmbeddedStore
from store.query_process import QueryLimits, QueryProcess


async def _fails(request: Request) -> Response:
    raise RuntimeError(f"a secret at {request.url.path}")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of an application of which one path fails."""
    dataset = tmp_path_factory.mktemp("dataset") / "dataset.nq"
    store = EmbeddedStore.empty()
    store.write_nquads(dataset)
    with QueryProcess(dataset, QueryLimits(seconds=1.0)) as queries:
        application = make_application(Service(store, queries, "test-version"), [Route("/fails", _fails)])
        yield TestClient(application, raise_server_exceptions=False)


def test_what_fails_is_answered_in_the_one_shape(client: TestClient) -> None:
    answer = client.get("/fails")
    assert answer.status_code == 500
    error = answer.json()["error"]
    assert sorted(error) == ["code", "hint", "message"]
    assert error["code"] == "http-500"
    assert "secret" not in answer.text


LARGE = {"content": b" " * 300_000, "headers": {"content-type": "application/sparql-query"}}


@pytest.mark.parametrize(
    ("method", "path", "more", "status", "said"),
    [
        ("GET", "/fails", {}, 500, {"kk": "қате", "ru": "ошибка", "en": "failed"}),
        ("GET", "/none", {}, 404, {"kk": "белгілі емес", "ru": "ничего не известно", "en": "Nothing is known"}),
        ("POST", "/about", {}, 405, {"kk": "оқылады", "ru": "только для чтения", "en": "read only"}),
        ("POST", "/sparql", LARGE, 413, {"kk": "200000 байттан", "ru": "больше 200000", "en": "more than 200000"}),
    ],
)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_error_has_a_page_in_the_language_of_the_reader(
    client: TestClient, method: str, path: str, more: dict, status: int, said: dict[str, str], language: str
) -> None:
    headers = {"accept": "text/html", "accept-language": language, **more.get("headers", {})}
    answer = client.request(method, path, headers=headers, content=more.get("content"))
    assert (answer.status_code, answer.headers["content-language"]) == (status, language)
    page = lxml.html.fromstring(answer.text)
    assert page.get("lang") == language
    assert said[language] in page.xpath("//main/p")[0].text
    assert page.xpath("//main//a/@href") == [f"/?lang={language}"]
    assert "secret" not in answer.text
