"""Posting forms to one HTTP address over connections that are kept and shared between threads."""

import http.client
import socket
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

_BLOCK = 1 << 16


class PostingFailed(Exception):
    """No answer was had; the text says why."""


@dataclass(frozen=True)
class Answer:
    """What came back: status (200 …), its phrase, the media type without parameters, and the body."""

    status: int
    phrase: str
    media_type: str
    body: bytes


class HttpAddress:
    """An http or https address to which forms are posted. Any number of threads may post at once.

    A connection is kept for the next request; each request has one to itself. Redirects are not followed: a form
    that is posted elsewhere than its sender meant to is a surprise.

    Raises ValueError for an address that is not of http or https.
    """

    def __init__(self, url: str, headers: Mapping[str, str], seconds: float, answer_bytes: int) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{url!r} is no address of an endpoint: expected http://host/path or https://host/path")
        self.url = url
        self._is_encrypted = parts.scheme == "https"
        self._host, self._port = parts.hostname, parts.port
        self._target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._headers = dict(headers)
        self._seconds = seconds
        self._answer_bytes = answer_bytes
        self._kept: deque[http.client.HTTPConnection] = deque()

    def post(self, form: Mapping[str, str], accept: str) -> Answer:
        """Post a form and return the answer, whatever its status. PostingFailed if there is none in time."""
        body = urlencode(form).encode("ascii")
        headers = {**self._headers, "Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        deadline = time.monotonic() + self._seconds
        try:
            connection, response = self._exchange(body, headers, deadline)
            received = self._received(connection, response, deadline)
        except TimeoutError as error:
            raise PostingFailed(f"{self.url} did not answer within {self._seconds:g} seconds") from error
        except (OSError, http.client.HTTPException) as error:
            raise PostingFailed(f"{self.url} did not answer: {error or type(error).__name__}") from error
        media_type = response.headers.get_content_type()
        return Answer(response.status, response.reason, media_type, received)

    def close(self) -> None:
        """Close the kept connections."""
        while self._kept:
            self._kept.pop().close()

    def _exchange(
        self, body: bytes, headers: Mapping[str, str], deadline: float
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        # A server may have closed a kept connection meanwhile: then the next one, or a new one, is taken.
        while True:
            try:
                connection, is_new = self._kept.pop(), False
            except IndexError:
                connection, is_new = self._connection(), True
            try:
                _wait_at_most_until(connection, deadline)
                connection.request("POST", self._target, body, dict(headers))
                _wait_at_most_until(connection, deadline)
                return connection, connection.getresponse()
            except TimeoutError:
                connection.close()
                raise
            except (OSError, http.client.HTTPException):
                connection.close()
                if is_new:
                    raise

    def _connection(self) -> http.client.HTTPConnection:
        if self._is_encrypted:
            return http.client.HTTPSConnection(self._host, self._port)
        return http.client.HTTPConnection(self._host, self._port)

    def _received(
        self, connection: http.client.HTTPConnection, response: http.client.HTTPResponse, deadline: float
    ) -> bytes:
        parts = []
        length = 0
        try:
            while True:
                _wait_at_most_until(connection, deadline)
                part = response.read1(_BLOCK)
                if not part:
                    break
                parts.append(part)
                length += len(part)
                if length > self._answer_bytes:
                    raise PostingFailed(f"{self.url} answered more than the {self._answer_bytes} bytes that are read")
            if response.length:
                raise PostingFailed(f"{self.url} ended its answer {response.length} bytes before its end")
        except BaseException:
            connection.close()
            raise
        finally:
            response.close()
        if not response.will_close:
            self._kept.append(connection)
        return b"".join(parts)


def _wait_at_most_until(connection: http.client.HTTPConnection, deadline: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection.timeout = left
    held: socket.socket | None = connection.sock
    if held is not None:
        held.settimeout(left)
