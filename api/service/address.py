"""Taking the address that the service is served on."""

import socket


class PortTaken(Exception):
    """The address to serve on is in use or not ours."""


class ServiceFailed(Exception):
    """The processes that serve a graph did not start, or ended."""


def listen(host: str, port: int) -> socket.socket:
    """Take an address to serve on; PortTaken if it cannot be had."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        # From here on connections wait until the graph has been read; none is refused.
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise PortTaken(
            f"cannot serve on {host} port {port}: {error.strerror}. Choose another: make serve PORT=8123"
        ) from error
    return listener
