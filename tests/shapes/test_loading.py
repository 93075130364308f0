"""Choosing shapes by group and by topic."""

import pytest
from rdflib import RDF, SH, Graph
from rdflib.term import Node

from shapes.loading import load_shapes
from shapes.rules import ANALYSIS, law_rules
from shapes.selection import GROUPS, UnknownShapes, topics


def test_everything_is_loaded_unless_one_chooses(all_shapes: Graph) -> None:
    in_parts = [_checks(load_shapes([group])) for group in GROUPS]
    assert set.union(*in_parts) == _checks(all_shapes)
    assert all(in_parts)


def test_a_topic_holds_its_paragraphs_only() -> None:
    assert {rule.paragraph_number for rule in law_rules(load_shapes(["law/audit"]))} == {"p47", "p49", "p50"}


def test_every_topic_can_be_loaded_alone() -> None:
    assert all(len(load_shapes([topic])) > 0 for topic in topics())


def test_a_name_that_is_none_is_answered_with_the_names_there_are() -> None:
    with pytest.raises(UnknownShapes, match=r"law/audits.*law/audit, "):
        load_shapes(["law/audits"])


def _checks(shapes: Graph) -> set[Node]:
    kinds = (SH.NodeShape, SH.PropertyShape, ANALYSIS)
    return {shape for kind in kinds for shape in shapes.subjects(RDF.type, kind)}
