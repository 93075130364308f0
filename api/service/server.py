"""Start the service on a finished graph and say where it can be reached."""

import socket
import sys

import uvicorn
from starlette.routing import Route

from api.graphql.http_endpoint import GraphQLEndpoint
from api.graphql.schema import AnalystSchema
from api.service.application import Service, make_application
from api.settings import Settings
from ontology.model import load_ontology
from shapes.loading import load_shapes
from store.query_process import QueryLimits, QueryProcess
from store.snapshot import Snapshot


class PortTaken(Exception):
    """The address to serve on is in use or not ours."""


def run(snapshot: Snapshot, settings: Settings, host: str, port: int) -> None:
    """Serve until interrupted; PortTaken if the address cannot be had."""
    limits = QueryLimits(settings.query_seconds, settings.answer_bytes, settings.memory_bytes)
    listener = listen(host, port)
    with listener, QueryProcess(snapshot.dataset, limits) as queries:
        store = snapshot.open()
        schema = AnalystSchema(load_shapes(["model"]), load_ontology(), store, snapshot.data_version)
        graphql = Route("/graphql", GraphQLEndpoint(schema, snapshot.data_version).answer, methods=["GET", "POST"])
        application = make_application(Service(store, queries, snapshot.data_version), [graphql])
        address = f"http://{host}:{listener.getsockname()[1]}"
        sys.stderr.write(
            f"batgraph is served at {address}/\n"
            f"  GraphQL   {address}/graphql\n"
            f"  SPARQL    {address}/sparql\n"
            f"  examples  {address}/examples\n"
            "Ctrl-C ends it.\n"
        )
        sys.stderr.flush()
        uvicorn.Server(uvicorn.Config(application, log_level="warning")).run(sockets=[listener])


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
