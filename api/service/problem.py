"""The one shape every error of the service has: a code, what was wrong, and what to do."""

from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.service.language import page_language
from api.service.words import problem_words
from shapes.trilingual import Language

# The header of every answer from the data, and of every problem with one: which state of the data it is about.
DATA_VERSION: Final = "X-Data-Version"


class Problem(Exception):
    """An error for a user, in the product's own words: `problem_` and its text, with the values in their places.

    `code` is stable and machine-readable. The text has the name of the code, if no other is given, and the hint that of
    the text. What an engine says stands in a place as it is, in English.
    """

    def __init__(self, status: int, code: str, text: str = "", hint: str = "", /, **values: object) -> None:
        self.status = status
        self.code = code
        self.said = problem_words(text or code, **values)
        self.hint = problem_words(hint or f"{text or code}_hint", **values)
        super().__init__(f"{self.said.en} {self.hint.en}")

    def in_words(self, language: Language) -> str:
        """What it says, and what to do."""
        return f"{self.said.into(language)} {self.hint.into(language)}"


async def problem_response(request: Request, error: Exception) -> Response:
    """Answer with the problem as JSON, `{"error": {"code", "message", "hint"}}`, in the language of the request."""
    if not isinstance(error, Problem):
        raise error
    language = page_language(request)
    body = {"code": error.code, "message": error.said.into(language), "hint": error.hint.into(language)}
    headers = {"Vary": "Accept, Accept-Language", "Content-Language": language}
    return JSONResponse({"error": body}, status_code=error.status, headers=headers)
