"""GraphQL over HTTP at /graphql, and GraphiQL there for a browser."""

from importlib import resources
from typing import Any, Final

from jinja2 import Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from strawberry.asgi import GraphQL

from api.graphql.schema import AnalystSchema

FIRST_QUERY: Final = "first_query.graphql"


class GraphQLView(GraphQL[Any, Any]):
    """Strawberry's view, with GraphiQL from the service's own bundle."""

    def __init__(self, schema: AnalystSchema) -> None:
        super().__init__(schema, subscription_protocols=())

    async def render_graphql_ide(self, request: Request) -> Response:  # noqa: ARG002
        """GraphiQL with a query that shows what can be asked."""
        templates = Environment(loader=PackageLoader("api.service", "templates"), autoescape=True)
        query = resources.files("api.graphql").joinpath(FIRST_QUERY).read_text(encoding="utf-8")
        return HTMLResponse(templates.get_template("graphiql.html").render(first_query=query))
