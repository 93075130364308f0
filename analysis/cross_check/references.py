"""References: to a cross-sectoral document that covers the sector, to one superseded, to one nobody knows."""

from collections.abc import Iterator, Mapping
from typing import Final

from analysis.cross_check.findings import CrossFinding, Place, Rule, named, of_codes, whole
from analysis.cross_check.scopes import Reference, Scopes
from analysis.lookup.codes import local
from analysis.lookup.documents import CROSS_SECTORAL, DocumentName
from analysis.lookup.validity import Validity
from analysis.wording.message import message

# A cross-sectoral document that states no scope in the graph is proposed where at least this share refers to it.
_USUAL_SHARE: Final = 0.5


def reference_findings(scopes: Scopes, validity: Mapping[str, Validity]) -> Iterator[CrossFinding]:
    """Yield what is wrong or doubtful about the references of every document; `validity` says when each stands."""
    yield from _missing(scopes)
    yield from _unusual(scopes)
    yield from _superseded(scopes, validity)
    yield from _unknown(scopes)


def _missing(scopes: Scopes) -> Iterator[CrossFinding]:
    """A cross-sectoral document whose activities or sectors include those of a sectoral one binds it (p2.13)."""
    for cross in scopes.own:
        if cross.reach != CROSS_SECTORAL:
            continue
        for document in scopes.own:
            if document.code == cross.code or document.iri == cross.iri or scopes.refers(document, cross):
                continue
            shared = [*scopes.shared_activities(document, cross), *sorted({*document.sectors} & {*cross.sectors})]
            if shared:
                yield CrossFinding(
                    rule=Rule.NOT_REFERRED_TO,
                    severity="warning",
                    subject=", ".join(map(local, shared)),
                    about=of_codes(*shared),
                    message=message("cross_check/not-referred-to", cross=cross.short, shared=map(local, shared)),
                    first=whole(document),
                    second=whole(cross),
                )


def _unusual(scopes: Scopes) -> Iterator[CrossFinding]:
    """Cross-sectoral documents known by name only: where most refer to one, those that do not are worth a look."""
    referring = [document for document in scopes.own if any(each.source == document.iri for each in scopes.references)]
    for cross in scopes.documents.values():
        stated = any(own.code == cross.code for own in scopes.own)
        if cross.reach != CROSS_SECTORAL or stated or cross.iri in scopes.superseded_by:
            continue
        # Who refers to what it took the place of is told so (`_superseded`), and not that the reference is missing.
        older = (scopes.documents.get(old) for old, new in scopes.superseded_by.items() if cross.iri in new)
        like = [cross, *(document for document in older if document is not None)]
        without = [each for each in referring if not any(scopes.refers(each, document) for document in like)]
        share = 1 - len(without) / len(referring) if referring else 0
        if share < _USUAL_SHARE:
            continue
        places = (each.place for each in scopes.references if scopes.is_same_subject(each.target, cross))
        example = next(places, whole(cross))
        for document in without:
            yield CrossFinding(
                rule=Rule.USUALLY_REFERRED_TO,
                severity="information",
                subject=cross.code or cross.short,
                about=named(cross.short),
                message=message(
                    "cross_check/usually-referred-to",
                    number=len(referring) - len(without),
                    all=len(referring),
                    cross=cross.short,
                ),
                first=whole(document),
                second=example,
                proposed=True,
            )


def _superseded(scopes: Scopes, validity: Mapping[str, Validity]) -> Iterator[CrossFinding]:
    for reference in scopes.references:
        for old in _meant(scopes, reference, validity):
            how = "superseded" if reference.target == old.iri else "superseded-by-code"
            for successor in scopes.superseded_by.get(old.iri, ()):
                yield CrossFinding(
                    rule=Rule.SUPERSEDED,
                    severity="warning",
                    subject=old.short,
                    about=named(old.short),
                    message=message(f"cross_check/{how}", old=old.short, new=_name(scopes, successor)),
                    first=reference.place,
                    second=Place(successor, _name(scopes, successor), successor),
                )


def _meant(scopes: Scopes, reference: Reference, validity: Mapping[str, Validity]) -> Iterator[DocumentName]:
    """The superseded documents that a reference means: the one it names, or by a code the one that stood at the time.

    A decision of 2013 that refers to LCP does not mean the decision of 2017.
    """
    for iri, successors in scopes.superseded_by.items():
        document = scopes.documents.get(iri)
        if document is None or not scopes.is_same_subject(reference.target, document):
            continue
        made = validity.get(reference.source, Validity()).start
        begin = validity.get(iri, Validity()).start
        ends = [end for each in successors if (end := validity.get(each, Validity()).start)]
        stood = made and begin and ends and begin <= made < min(ends)
        if reference.target == iri or stood:
            yield document


def _unknown(scopes: Scopes) -> Iterator[CrossFinding]:
    """A document is known if some list or source gives its title or kind."""
    for reference in scopes.references:
        target = scopes.documents.get(reference.target)
        if target is None or (target.title == target.short and target.reach is None):
            yield CrossFinding(
                rule=Rule.UNKNOWN_DOCUMENT,
                severity="warning",
                subject=local(reference.target),
                about=named(local(reference.target)),
                message=message("cross_check/unknown-document", target=local(reference.target)),
                first=reference.place,
                second=None,
            )


def _name(scopes: Scopes, iri: str) -> str:
    return scopes.documents[iri].short if iri in scopes.documents else local(iri)
