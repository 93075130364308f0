"""Competency questions: what must follow from the ontology and a premise, and what must not.

One Turtle file per question, in `competency/must` or `competency/must_not`. It holds one node of type
`…/competency/Question` with a label and, for each statement asked for, `…/competency/expects` with a node of
`rdf:subject`, `rdf:predicate` and `rdf:object`; or `…/competency/expectsContradiction true`. All else is the premise.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from ontology.model import FOLDER, read_files
from ontology.namespaces import BASE
from ontology.reasoning import Statement, denial, is_consistent, union

MUST_FOLDER: Final = FOLDER / "competency" / "must"
MUST_NOT_FOLDER: Final = FOLDER / "competency" / "must_not"
_QUESTION: Final = URIRef(BASE + "competency/Question")
_EXPECTS: Final = URIRef(BASE + "competency/expects")
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
    return CompetencyQuestion(file, label, premise, statements)


def failures_of_must(ontology: Graph, question: CompetencyQuestion) -> tuple[str, ...]:
    """Return what must follow from `ontology` and the premise and does not, one sentence each. Raises JavaMissing.

    A premise that contradicts the ontology would let everything follow: check `premises_agree` as well.
    """
    whole = union([ontology, question.premise])
    if not question.statements:
        return (question.says("expected a contradiction, found none"),) if is_consistent(whole) else ()
    return tuple(
        question.says(f"does not follow: {statement}")
        for statement in question.statements
        if is_consistent(union([whole, denial(statement)]))
    )


def failures_of_must_not(ontology: Graph, question: CompetencyQuestion) -> tuple[str, ...]:
    """Return what must not follow from `ontology` and the premise and does, one sentence each. Raises JavaMissing.

    Asked for a contradiction, this returns a sentence if the premise contradicts the ontology.
    """
    whole = union([ontology, question.premise])
    if is_consistent(union([whole, *map(denial, question.statements)])):
        return ()  # the usual case, in one run: with all statements denied there is still a model
    if not is_consistent(whole):
        return (question.says("the premise contradicts the ontology"),)
    follow = [s for s in question.statements if not is_consistent(union([whole, denial(s)]))]
    return tuple(question.says(f"follows, and must not: {statement}") for statement in follow)


def premises_agree(ontology: Graph, questions: tuple[CompetencyQuestion, ...]) -> bool:
    """Return whether `ontology` and the premises of all `questions` that ask for statements have a model together."""
    return is_consistent(union([ontology, *(q.premise for q in questions if q.statements)]))


def _statement(file: Path, graph: Graph, node: Node) -> Statement:
    subject, predicate, found = (graph.value(node, part) for part in (RDF.subject, RDF.predicate, RDF.object))
    if subject is None or predicate is None or found is None:
        raise QuestionMalformed(f"{file}: an expected statement needs rdf:subject, rdf:predicate and rdf:object")
    return Statement(subject, predicate, found)
