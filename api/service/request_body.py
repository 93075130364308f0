"""Reading the body of a request up to a limit."""

from typing import Final

from anyio import fail_after
from starlette.requests import Request

from api.service.problem import Problem

# A client that is cut off while it sends sees a broken connection and never the answer, so what comes after the limit
# is taken in and thrown away, up to a point.
_THROWN_AWAY: Final = 50_000_000
_SECONDS: Final = 30


async def read_body(request: Request, largest: int, seconds: float = _SECONDS) -> bytes:
    """Return the body; a 413 Problem if it has more than `largest` bytes, a 408 Problem if it is not sent in time."""
    try:
        with fail_after(seconds):
            return await _read(request, largest)
    except TimeoutError as error:
        raise Problem(408, "too-slow", seconds=f"{seconds:g}") from error


async def _read(request: Request, largest: int) -> bytes:
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > _THROWN_AWAY:
        raise _too_large(largest)
    received, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= largest:
            received.append(chunk)
        elif size > _THROWN_AWAY:
            break
    if size > largest:
        raise _too_large(largest)
    return b"".join(received)


def _too_large(largest: int) -> Problem:
    return Problem(413, "too-large", most=largest)
