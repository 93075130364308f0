"""Reading the body of a request up to a limit."""

from typing import Final

from starlette.requests import Request

from api.service.problem import Problem

# A client that is cut off while it sends sees a broken connection and never the answer, so what comes after the limit
# is taken in and thrown away, up to a point.
_THROWN_AWAY: Final = 50_000_000


async def read_body(request: Request, largest: int) -> bytes:
    """Return the body; a 413 Problem if it has more than `largest` bytes."""
    received, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= largest:
            received.append(chunk)
        elif size > _THROWN_AWAY:
            break
    if size > largest:
        raise Problem(413, "too-large", f"The body has more than {largest} bytes.", "Send less at once.")
    return b"".join(received)
