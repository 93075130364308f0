"""The one shape every error of the service has: a code, what was wrong, and what to do."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.service.words import load_words


class Problem(Exception):
    """An error for a user. `code` is stable and machine-readable; `message` and `hint` are sentences in English."""

    def __init__(self, status: int, code: str, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.status = status
        self.code = code
        self.message = message
        self.hint = hint

    def in_words(self, _language: str) -> tuple[str, str]:
        """Return the language that the error can be said in, and what it says: English for what an engine says."""
        return "en", str(self)


class WordedProblem(Problem):
    """An error in the product's own words: `problem_` and its code, with the values in their places."""

    def __init__(self, status: int, code: str, **values: object) -> None:
        self._values = values
        self._name = f"problem_{code.replace('-', '_')}"
        words = load_words()["en"]
        super().__init__(status, code, words[self._name].format(**values), words[f"{self._name}_hint"].format(**values))

    def in_words(self, _language: str) -> tuple[str, str]:
        """See Problem."""
        words = load_words()[_language]
        said = (words[self._name], words[f"{self._name}_hint"])
        return _language, " ".join(part.format(**self._values) for part in said)


async def problem_response(_: Request, error: Exception) -> Response:
    """Answer with the problem as JSON, `{"error": {"code", "message", "hint"}}`."""
    if not isinstance(error, Problem):
        raise error
    body = {"error": {"code": error.code, "message": error.message, "hint": error.hint}}
    return JSONResponse(body, status_code=error.status, headers={"Vary": "Accept"})
