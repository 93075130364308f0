"""Which format a request asks for (RFC 9110, section 12.5.1)."""

from collections.abc import Sequence
from typing import Final

from starlette.requests import Request
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from api.service.problem import Problem
from store.result_formats import ResultFormat

HTML: Final = "html"


def accepted_format(request: Request, offered: Sequence[ResultFormat]) -> ResultFormat:
    """Return the best of the offered formats: by `format=` if given, else by Accept; the first without either.

    Raises a 406 Problem that lists the offered ones.
    """
    named = request.query_params.get("format")
    if named is not None:
        matching = [
            result_format for result_format in offered if named in (result_format.name, result_format.media_type)
        ]
    else:
        accept = parse_accept_header(request.headers.get("accept", "*/*") or "*/*", MIMEAccept)
        best = accept.best_match([result_format.media_type for result_format in offered])
        matching = [result_format for result_format in offered if result_format.media_type == best]
    if not matching:
        asked = named or request.headers.get("accept", "")
        raise Problem(
            406,
            "not-acceptable",
            asked=asked,
            offered=", ".join(f"{f.media_type} (format={f.name})" for f in offered),
        )
    return matching[0]


def wants_table(request: Request, offered: Sequence[ResultFormat]) -> bool:
    """Whether a request would rather see an answer on a page than in one of the formats that are offered.

    Who accepts anything gets data.
    """
    named = request.query_params.get("format")
    if named is not None:
        return named == HTML
    accept = parse_accept_header(request.headers.get("accept", ""), MIMEAccept)
    is_named = any(media_type == "text/html" for media_type, _ in accept)
    return is_named and accept.best_match([*(each.media_type for each in offered), "text/html"]) == "text/html"


def prefers_html(request: Request) -> bool:
    """Whether the request, by its Accept header, would rather have a page than data."""
    accept = parse_accept_header(request.headers.get("accept", ""), MIMEAccept)
    data_types = ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
    return accept.best_match(["text/html", *data_types]) == "text/html"
