"""The GraphQL types of the results of analyses: one converter for all of them, as they share types."""

from importlib import resources
from typing import Final

from api.graphql.converted import Converter
from api.graphql.shown import read_shown

CONVERTER: Final = Converter(read_shown(resources.files("api.graphql").joinpath("shown.toml")))
