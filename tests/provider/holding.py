"""Builders of a portfolio against a standard: through actions."""

from typing import Any

from milepost.base import files
from milepost.notices import tasks
from milepost.provider import actions, facts, mappingfile, qualityfile
from milepost.provider.models import Application, BroughtMapping, EvidencePlace, HeldEdition, HeldStandard, PeerLetter
from milepost.provider.words import ShownKind
from tests import build
from tests.cast import Cast

FEEDBACK = "standard:feedback"


def hold(cast: Cast, key: str = "training-quality", parts: tuple[str, ...] = ("A",), **changed: Any) -> HeldStandard:
    document = qualityfile.shipped_documents()[key]
    return actions.hold_standard(cast.centre, by=cast.as_("quentin"), document=document, parts=parts, **changed)


def measured(cast: Cast, held: HeldStandard, indicator: str = "A5", question: str = FEEDBACK) -> EvidencePlace:
    by = cast.as_("quentin")
    return actions.show(held, by=by, indicator=indicator, kind=ShownKind.MEASURE, title="Feedback in time", question=question)


def filled(cast: Cast, held: HeldStandard, band: str = "most") -> HeldStandard:
    """Everything is written, shown and scored."""
    by, standard = cast.as_("quentin"), facts.standing_of(held).standard
    for part in standard.parts:
        for one in part.indicators if part.key in held.parts else ():
            actions.write_statement(held, by=by, indicator=one.key, said=f"What we do about {one.title.lower()}.")
            if one.scored:
                actions.show(held, by=by, indicator=one.key, kind=ShownKind.SENTENCE, title=f"Proof of {one.key}", said="Look here.")
                actions.score(held, by=by, indicator=one.key, band=band, because="Seen in the files of May.")
    return held


def judged(cast: Cast) -> None:
    """One piece of feedback given in time."""
    registration = build.with_units(cast)
    build.handed_in(cast, registration, ["L2:1.1"])
    build.judged(cast, registration, ["L2:1.1"])
    tasks.tell_pending(limit=1000)


def a_standard(cast: Cast) -> HeldStandard:
    return HeldStandard.objects.filter(centre=cast.centre).first() or hold(cast)


def a_peer(cast: Cast, held: HeldStandard | None = None, **changed: str) -> PeerLetter:
    """Ana of another college, asked to look as a peer; a colleague of hers where she was asked before. The letter has its secret."""
    email = f"ana{PeerLetter.objects.count() or ''}@fernhill.example"
    given = {"name": "Ana Ferro", "organisation": "Fernhill College", "email": email} | changed
    return actions.invite_peer(held or a_standard(cast), by=cast.as_("quentin"), **given)


def a_gap(cast: Cast) -> str:
    """What is wrong with A0."""
    return next(one.what.value for one in facts.standing_of(a_standard(cast)).gaps if one.indicator == "A0")


def a_mapping(cast: Cast) -> BroughtMapping:
    found = BroughtMapping.objects.filter(centre=cast.centre).first()
    document = {**mappingfile.shipped_documents()["shipped"], "key": "ours"}
    return found or actions.bring_mapping(cast.centre, by=cast.as_("quentin"), document=document)


def a_left_edition(cast: Cast) -> HeldEdition:
    """The years of a certificate are different in the edition that followed."""
    held = a_standard(cast)
    if not held.editions.exists():
        actions.move_edition(held, by=cast.as_("quentin"), document={**held.document, "years": 9}, moves={})
    return held.editions.get(number=1)


def a_file_shown(cast: Cast) -> EvidencePlace:
    found = EvidencePlace.objects.filter(held__centre=cast.centre, evidence__kind=ShownKind.FILE).first()
    if found:
        return found
    file = files.store(b"Who owns whom.", name="owners.txt", centre=cast.centre, by=cast.as_("quentin"))
    return actions.show(a_standard(cast), by=cast.as_("quentin"), indicator="A1", kind=ShownKind.FILE, title="Owners", file=file)


def an_application(cast: Cast) -> Application:
    found = Application.objects.filter(held__centre=cast.centre).first()
    return found or actions.freeze(filled(cast, a_standard(cast)), by=cast.as_("cora"))
