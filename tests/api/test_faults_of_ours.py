"""A fault of the service itself is said in the one shape, and says nothing of its insides."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from api.service.application import Service, make_application
from store.embedded import EmbeddedStore
from store.query_process import QueryLimits, QueryProcess


async def _fails(request: Request) -> Response:
    raise RuntimeError(f"a secret at {request.url.path}")


def test_what_fails_is_answered_in_the_one_shape(tmp_path: Path) -> None:
    store = EmbeddedStore.empty()
    store.write_nquads(tmp_path / "dataset.nq")
    with QueryProcess(tmp_path / "dataset.nq", QueryLimits(seconds=1.0)) as queries:
        application = make_application(Service(store, queries, "test-version"), [Route("/fails", _fails)])
        answer = TestClient(application, raise_server_exceptions=False).get("/fails")
    assert answer.status_code == 500
    error = answer.json()["error"]
    assert sorted(error) == ["code", "hint", "message"]
    assert error["code"] == "http-500"
    assert "secret" not in answer.text
