"""Start the service on a finished graph and say where it can be reached."""

import sys

import uvicorn
from starlette.routing import Route

from api.graphql.http_endpoint import GraphQLEndpoint
from api.graphql.schema import AnalystSchema
from api.service.address import listen
from api.service.application import Service, make_application
from api.settings import Settings
from ontology.model import load_ontology
from shapes.loading import load_shapes
from store.query_process import QueryLimits, QueryProcess
from store.snapshot import Snapshot


def run(snapshot: Snapshot, settings: Settings, host: str, port: int) -> None:
    """Serve until interrupted; PortTaken if the address cannot be had."""
    limits = QueryLimits(settings.query_seconds, settings.answer_bytes, settings.memory_bytes)
    listener = listen(host, port)
    with listener, QueryProcess(snapshot.dataset, limits) as queries:
        store = snapshot.open()
        schema = AnalystSchema(
            load_shapes(["model"]), load_ontology(), store, snapshot.data_version, settings.data / "ecm"
        )
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
