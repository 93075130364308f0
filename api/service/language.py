"""Which language a request asks for (RFC 9110, section 12.5.4)."""

from starlette.requests import Request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from shapes.trilingual import LANGUAGES, Language


def page_language(request: Request) -> Language:
    """Return `kk`, `ru` or `en`: by `lang=`, else by Accept-Language, else English.

    `*`, which programs send who have no reader, asks for no language.
    """
    asked = request.query_params.get("lang")
    given = parse_accept_header(request.headers.get("accept-language", ""), LanguageAccept)
    accept = LanguageAccept([(language, quality) for language, quality in given if language != "*"])
    wanted = asked if asked in LANGUAGES else accept.best_match(list(LANGUAGES), default="en")
    return next((language for language in LANGUAGES if language == wanted), "en")
