"""Competency questions: what must follow from the ontology and a premise, and what must not.

One Turtle file per question, in `competency/must` or `competency/must_not`. It holds one node of type
`…/competency/Question` with a label and, for each statement asked for, `…/competency/expects` with a node of
`rdf:subject`, `rdf:predicate` and `rdf:object`; or `…/competency/expectsContradiction true`. All else is the premise;
its names stand under the question's own IRI.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import OWL, RDF, Graph, Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from ontology.model import FOLDER, read_files
from ontology.namespaces import BASE
from ontology.reasoning import Statement, denial, is_consistent, types_of_individuals, union

MUST_FOLDER: Final = FOLDER / "competency" / "must"
MUST_NOT_FOLDER: Final = FOLDER / "competency" / "must_not"
_QUESTION: Final = URIRef(BASE + "competency/Question")
_EXPECTS: Final = URIRef(BASE + "competency/expects")
_CONTRADICTS: Final = "the premise contradicts the ontology"
_EXPECTS_CONTRADICTION: Final = URIRef(BASE + "competency/expectsContradiction")


class QuestionMalformed(ValueError):
    """A competency question that does not say what it expects, or not in a form that can be checked."""


@dataclass(frozen=True)
class CompetencyQuestion:
    """A premise and what is asked of it: `statements`, or (none given) whether it contradicts the ontology."""

    file: Path
    label: str
    premise: Graph
    statements: tuple[Statement, ...]

    def says(self, sentence: str) -> str:
        """Return `sentence` with the place and the words of this question before it."""
        return f"{self.file.parent.name}/{self.file.name}: {self.label}: {sentence}"


def read_questions(folder: Path) -> tuple[CompetencyQuestion, ...]:
    """Return the competency questions in `folder`, sorted by file. Raises QuestionMalformed."""
    return tuple(read_question(file) for file in sorted(folder.glob("*.ttl")))


def read_question(file: Path) -> CompetencyQuestion:
    """Return the one competency question of `file`. Raises QuestionMalformed."""
    premise = read_files([file])
    question = premise.value(predicate=RDF.type, object=_QUESTION)
    if question is None:
        raise QuestionMalformed(
            f"{file}: no node of type <{_QUESTION}>: add one with skos:prefLabel and what it expects"
        )
    expected = list(premise.objects(question, _EXPECTS))
    contradiction = (question, _EXPECTS_CONTRADICTION, Literal(True)) in premise
    if bool(expected) == contradiction:
        raise QuestionMalformed(f"{file}: expected either statements or a contradiction, found both or neither")
    statements = tuple(sorted((_statement(file, premise, node) for node in expected), key=str))
    label = str(premise.value(question, SKOS.prefLabel))
    for node in [question, *expected]:
        premise.remove((node, None, None))
    # owlready2 knows an individual only if it is declared; the names of a question are all individuals.
    for node in list(premise.all_nodes()):
        if str(node).startswith(f"{question}/"):
            premise.add((node, RDF.type, OWL.NamedIndividual))
    return CompetencyQuestion(file, label, premise, statements)


def failures_of_must(ontology: Graph, questions: Sequence[CompetencyQuestion]) -> tuple[str, ...]:
    """Return what must follow from `ontology` and the premises and does not, one sentence each. Raises JavaMissing.

    The premises are taken together, for a run of the reasoner costs a second or two: no two questions may share names.
    """
    failures = [
        question.says("expected a contradiction, found none")
        for question in questions
        if not question.statements and is_consistent(union([ontology, question.premise]))
    ]
    asking = [question for question in questions if question.statements]
    whole = union([ontology, *(question.premise for question in asking)])
    if not is_consistent(whole):
        # Everything would follow from a contradiction: say whose premise it is, or that it is all of them together.
        against = [q for q in asking if not is_consistent(union([ontology, q.premise]))]
        return (*failures, *(q.says(_CONTRADICTS) for q in against or asking))
    types = types_of_individuals(whole)
    failures += [
        question.says(f"does not follow: {statement}")
        for question in asking
        for statement in question.statements
        if statement not in types and is_consistent(union([whole, denial(statement)]))
    ]
    return tuple(failures)


def failures_of_must_not(ontology: Graph, questions: Sequence[CompetencyQuestion]) -> tuple[str, ...]:
    """Return what must not follow from `ontology` and the premises and does, one sentence each. Raises JavaMissing.

    A question that asks for a contradiction fails if its premise contradicts the ontology.
    """
    denials = [denial(statement) for question in questions for statement in question.statements]
    if is_consistent(union([ontology, *(question.premise for question in questions), *denials])):
        return ()  # the usual case, in one run: with all statements denied there is still a model
    return tuple(failure for question in questions for failure in _failures_of_one_must_not(ontology, question))


def _failures_of_one_must_not(ontology: Graph, question: CompetencyQuestion) -> Iterator[str]:
    whole = union([ontology, question.premise])
    if not is_consistent(whole):
        yield question.says(_CONTRADICTS)
        return
    for statement in question.statements:
        if not is_consistent(union([whole, denial(statement)])):
            yield question.says(f"follows, and must not: {statement}")


def _statement(file: Path, graph: Graph, node: Node) -> Statement:
    subject, predicate, found = (graph.value(node, part) for part in (RDF.subject, RDF.predicate, RDF.object))
    if subject is None or predicate is None or found is None:
        raise QuestionMalformed(f"{file}: an expected statement needs rdf:subject, rdf:predicate and rdf:object")
    return Statement(subject, predicate, found)
