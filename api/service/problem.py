"""The one shape every error of the service has: a code, what was wrong, and what to do."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response


class Problem(Exception):
    """An error for a user. `code` is stable and machine-readable; `message` and `hint` are sentences."""

    def __init__(self, status: int, code: str, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.status = status
        self.code = code
        self.message = message
        self.hint = hint


async def problem_response(_: Request, error: Exception) -> Response:
    """Answer with the problem as JSON, `{"error": {"code", "message", "hint"}}`."""
    if not isinstance(error, Problem):
        raise error
    body = {"error": {"code": error.code, "message": error.message, "hint": error.hint}}
    return JSONResponse(body, status_code=error.status, headers={"Vary": "Accept"})
