"""What is refused of an XML file before it is read as RDF: entities that grow or point elsewhere, absurd nesting."""

from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

from loaders.rdf_file.limits import DEEPEST, refused

_LONGEST_ENTITY: Final = 1_000


def check_xml(file: Path, name: Path) -> None:
    """Raise SourceRefused, speaking of `name`, where `file` nests too deeply or its entities are no abbreviations.

    An entity may stand for a namespace, as ontology editors write it; it may not hold another entity, stand for much
    text, or be read from elsewhere.
    """
    _Guard(name).run(file)


class _Guard:
    def __init__(self, name: Path) -> None:
        self._name = name
        self._depth = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._entity

    def run(self, file: Path) -> None:
        try:
            with file.open("rb") as stream:
                self._parser.ParseFile(stream)
        except expat.ExpatError as error:
            place = f"line {error.lineno}, column {error.offset + 1}"
            found = f"no XML ({expat.ErrorString(error.code)})"
            raise refused(self._name, place, found, "RDF/XML", "Export the file again as RDF/XML.") from error

    def _start(self, *_: Any) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise refused(
                self._name,
                f"line {self._parser.CurrentLineNumber}",
                f"elements nested more than {DEEPEST} deep",
                f"at most {DEEPEST}",
                "Give inner things an IRI and describe them on their own.",
            )

    def _end(self, *_: Any) -> None:
        self._depth -= 1

    def _entity(
        self, entity: str, _parameter: bool, value: str | None, _base: Any, system: str | None, *_: Any
    ) -> None:
        if value is None or "&" in value or "%" in value or len(value) > _LONGEST_ENTITY:
            kind = f"read from {system}" if value is None else "that holds entities" if "&" in value else "of much text"
            raise refused(
                self._name,
                f"line {self._parser.CurrentLineNumber}",
                f"an entity {entity} {kind}",
                "entities that are plain short texts, if any",
                "Write out what the entity stands for.",
            )
