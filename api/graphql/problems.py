"""Errors of GraphQL in the service's one shape: a code, a message, a path and a hint."""

from graphql import GraphQLError


class GraphQLProblem(GraphQLError):
    """An error for the caller. `code` is stable and machine-readable."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message, extensions={"code": code, "hint": hint})
