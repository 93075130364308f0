"""The command `batgraph`."""

from api.command_line.application import main

__all__ = ["main"]
