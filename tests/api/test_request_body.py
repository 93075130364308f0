"""Bodies that are too large or come too slowly."""

import asyncio
from typing import Any

import pytest
from starlette.requests import Request

from api.service.problem import Problem
from api.service.request_body import read_body


def request(headers: dict[str, str], *chunks: bytes, ends: bool = True) -> tuple[Request, list[int]]:
    """A request whose body comes in chunks; the list grows by one with each that was taken."""
    taken: list[int] = []

    async def receive() -> dict[str, Any]:
        if len(taken) < len(chunks):
            taken.append(1)
            more = not ends or len(taken) < len(chunks)
            return {"type": "http.request", "body": chunks[len(taken) - 1], "more_body": more}
        return await asyncio.Future()

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "POST", "headers": raw}, receive), taken


def test_a_body_within_the_limit_is_read() -> None:
    asked, _ = request({"content-length": "5"}, b"abc", b"de")
    assert asyncio.run(read_body(asked, 5)) == b"abcde"


@pytest.mark.parametrize(
    ("headers", "chunks", "taken"),
    [
        ({"content-length": "60000000"}, [b"x" * 10] * 3, 0),  # announced to be far too large: nothing is taken
        ({}, [b"x" * 10] * 3, 3),  # a little too large: taken in, so that the client gets to read the answer
        ({}, [b"x" * 30_000_000] * 3, 2),  # without an announcement: until it is far too large
    ],
)
def test_a_body_beyond_the_limit_is_refused(headers: dict[str, str], chunks: list[bytes], taken: int) -> None:
    asked, found = request(headers, *chunks)
    with pytest.raises(Problem) as refused:
        asyncio.run(read_body(asked, 20))
    assert (refused.value.status, refused.value.code, len(found)) == (413, "too-large", taken)


def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    asked, _ = request({"content-length": "100"}, b"abc", ends=False)
    with pytest.raises(Problem) as refused:
        asyncio.run(read_body(asked, 200, seconds=0.01))
    assert (refused.value.status, refused.value.code) == (408, "too-slow")
