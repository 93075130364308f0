"""The settings of the service: name, default and help of each stand here and nowhere else.

They are read when a command starts, from the environment (`BATGRAPH_PORT=8123`), and passed on as a value.
"""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_FOLDER = Path(__file__).resolve().parents[1]


class Settings(BaseSettings):
    """What can be set. Command-line options of the same name win over the environment."""

    model_config = SettingsConfigDict(env_prefix="BATGRAPH_", frozen=True)

    data: Path = Field(PROJECT_FOLDER / "data", description="folder of the shipped facts")
    store: Path = Field(Path(".batgraph"), description="folder of the built graph and its snapshots")
    host: str = Field("127.0.0.1", description="address to serve on")
    port: int = Field(8000, ge=0, le=65535, description="port to serve on; 0 takes a free one")
    workers: int = Field(1, ge=1, le=64, description="processes that answer requests, sharing one graph in memory")
    query_seconds: float = Field(20.0, gt=0, description="longest time a user's SPARQL query may run")
    answer_bytes: int = Field(50_000_000, gt=0, description="largest answer to a user's SPARQL query")
    memory_bytes: int = Field(
        2_000_000_000,
        gt=0,
        description="memory that a SPARQL query or a GraphQL answer may use beyond the data",
    )
    all_memory_bytes: int | None = Field(
        None,
        gt=0,
        description="memory that all SPARQL queries and GraphQL answers that are made at once may use together; by "
        "default half of what is free when the service has read the data",
    )
    graphql_seconds: float = Field(20.0, gt=0, description="longest time a GraphQL request may take, waiting included")
