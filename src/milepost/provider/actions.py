"""Holding a portfolio against a standard: writing, showing, scoring, and freezing an application."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction

from milepost.base import clock, events, tokens
from milepost.base.actors import by_link
from milepost.base.models import Actor, Event, StoredFile
from milepost.base.refusal import Refused
from milepost.engine import editions
from milepost.engine.appraisal import standard_of
from milepost.people.models import Centre
from milepost.provider import facts, freezing, mappingfile, measures, policies, queries, words
from milepost.provider.models import (
    Application,
    BroughtMapping,
    EvidencePlace,
    HeldEdition,
    HeldStandard,
    IndicatorScore,
    LicensedText,
    PeerComment,
    PeerLetter,
    ShownEvidence,
    Statement,
)
from milepost.provider.words import ShownKind, Stage

PEER_GOOD_FOR = timedelta(days=60)


def _record(
    held: HeldStandard, name: str, *, by: Actor, args: Mapping[str, Any], personal: Mapping[str, Any] | None = None,
    rows: Sequence[models.Model] = (),
) -> Event:  # fmt: skip
    return events.record(f"provider:{held.uuid}", name, by=by, centre_id=held.centre_id, args=args, personal=personal, rows=rows)


def _locked(held: HeldStandard) -> HeldStandard:
    """One at a time writes on a standard, so that nothing falls between two."""
    HeldStandard.objects.select_for_update().get(pk=held.pk)
    return HeldStandard.objects.select_related("centre").get(pk=held.pk)


@transaction.atomic
def hold_standard(
    centre: Centre, *, by: Actor, document: dict[str, Any], parts: Sequence[str], apply_by: date | None = None
) -> HeldStandard:
    """Begin a portfolio against a standard, for some of its parts."""
    Centre.objects.select_for_update().get(pk=centre.pk)
    held = HeldStandard.objects.filter(centre=centre, key=document["key"]).exists()
    if reason := policies.why_not_hold_standard(centre, by=by, document=document, parts=parts, apply_by=apply_by, held=held):
        raise Refused(reason)
    ordered = [part.key for part in standard_of(document).parts if part.key in parts]
    made = HeldStandard.objects.create(
        centre=centre, key=document["key"], document=document, parts=ordered, apply_by=apply_by, held_at=clock.now(), held_by=by
    )
    _record(made, words.STANDARD_HELD, by=by, args={"standard": made.key, "parts": ordered, "apply_by": apply_by})
    return made


@transaction.atomic
def move_edition(held: HeldStandard, *, by: Actor, document: dict[str, Any], moves: Mapping[str, str]) -> HeldStandard:
    """Move to another edition of the standard. The one that is left is kept, and so is every row; what `moves` names goes along."""
    held = _locked(held)
    if reason := policies.why_not_move_edition(held, by=by, document=document, moves=moves):
        raise Refused(reason)
    left = HeldEdition.objects.create(
        held=held, number=held.editions.count() + 1, document=held.document, parts=held.parts, moves=dict(moves), left_at=clock.now(),
        left_by=by,
    )  # fmt: skip
    statements = _along(held, moves, by=by)
    held.document = {**document, "key": held.key}
    held.parts = editions.parts_after(standard_of(document), held.parts)
    held.save(update_fields=["document", "parts"])
    args = {"edition": left.uuid, "number": left.number, "parts": held.parts, "moves": dict(moves)}
    _record(held, words.EDITION_MOVED, by=by, args=args, rows=[left, *statements])
    return held


def _along(held: HeldStandard, moves: Mapping[str, str], *, by: Actor) -> list[Statement]:
    """What is written and shown stands at its new keys, the words as who wrote them left them. A key that somebody else's takes is cleared.

    All of it is read before any of it is written: where one indicator takes the key of the next, nothing falls together.
    """
    touched, at = {*moves, *moves.values()}, clock.now()
    texts = {key: one for key, one in queries.newest_statements(held).items() if key in touched}
    licensed = {key: one for key, one in queries.licensed_texts(held).items() if key in touched}
    standing = list(EvidencePlace.objects.filter(held=held, indicator__in=touched, taken_away_at=None).order_by("pk"))
    for one in standing:
        one.taken_away_at, one.taken_away_by = at, by
        one.save(update_fields=["taken_away_at", "taken_away_by"])
    for one in standing:
        if one.indicator in moves:
            EvidencePlace.objects.create(
                held=held, indicator=moves[one.indicator], evidence_id=one.evidence_id, placed_at=at, placed_by=by
            )  # fmt: skip
    LicensedText.objects.filter(held=held, indicator__in=touched).delete()
    for key, now in moves.items():
        if text := licensed.get(key):
            LicensedText.objects.create(held=held, indicator=now, text=text.text, pasted_at=text.pasted_at, pasted_by_id=text.pasted_by_id)
    origin = {now: key for key, now in moves.items()}
    made = []
    for key in sorted(touched):
        before = texts.get(origin.get(key, ""))
        if before and before.text:
            given: dict[str, Any] = {"text": before.text, "written_at": before.written_at, "written_by_id": before.written_by_id}
        elif key in texts and texts[key].text:
            given = {"text": "", "written_at": at, "written_by": by}
        else:
            continue
        made.append(Statement.objects.create(held=held, indicator=key, **given))
    return made


@transaction.atomic
def set_day(held: HeldStandard, *, by: Actor, apply_by: date | None) -> HeldStandard:
    """Set the day on which the application must be in, or take it out."""
    held = _locked(held)
    if reason := policies.why_not_set_day(held, by=by, apply_by=apply_by):
        raise Refused(reason)
    held.apply_by = apply_by
    held.save(update_fields=["apply_by"])
    _record(held, words.DAY_SET, by=by, args={"apply_by": apply_by})
    return held


@transaction.atomic
def write_statement(held: HeldStandard, *, by: Actor, indicator: str, said: str) -> Statement:
    """Write on an indicator. What stood there before stays in the rows."""
    held = _locked(held)
    if reason := policies.why_not_write_statement(held, by=by, indicator=indicator, said=said):
        raise Refused(reason)
    made = Statement.objects.create(held=held, indicator=indicator, text=said.strip(), written_at=clock.now(), written_by=by)
    _record(held, words.STATEMENT_WRITTEN, by=by, args={"indicator": indicator, "characters": len(made.text)}, rows=[made])
    return made


@transaction.atomic
def paste_text(held: HeldStandard, *, by: Actor, indicator: str, said: str) -> LicensedText:
    """Paste the text of a standard that one holds a licence for, beside its indicator."""
    held = _locked(held)
    if reason := policies.why_not_paste_text(held, by=by, indicator=indicator, said=said):
        raise Refused(reason)
    given = {"text": said.strip(), "pasted_at": clock.now(), "pasted_by": by}
    made, _new = LicensedText.objects.update_or_create(held=held, indicator=indicator, defaults=given)
    _record(held, words.TEXT_PASTED, by=by, args={"indicator": indicator})
    return made


@transaction.atomic
def show(
    held: HeldStandard, *, by: Actor, indicator: str, kind: str, title: str, said: str = "", file: StoredFile | None = None,
    question: str = "",
) -> EvidencePlace:  # fmt: skip
    """Show something new at an indicator: a sentence, a file, or a question that is asked anew until it is frozen."""
    held = _locked(held)
    questions = [key for key, _words in measures.choices(held.centre_id)] if kind == ShownKind.MEASURE else []
    if reason := policies.why_not_show(
        held, by=by, indicator=indicator, kind=kind, title=title, said=said, file=file, question=question, questions=questions
    ):
        raise Refused(reason)
    made = ShownEvidence.objects.create(
        centre=held.centre, kind=kind, title=title.strip()[:200], text=said.strip() if kind == ShownKind.SENTENCE else "",
        file=file if kind == ShownKind.FILE else None, question=question if kind == ShownKind.MEASURE else "", shown_at=clock.now(),
        shown_by=by,
    )  # fmt: skip
    place = EvidencePlace.objects.create(held=held, indicator=indicator, evidence=made, placed_at=clock.now(), placed_by=by)
    args = {"indicator": indicator, "evidence": made.uuid, "kind": kind, "question": made.question}
    _record(held, words.EVIDENCE_SHOWN, by=by, args=args, rows=[made])
    return place


@transaction.atomic
def place(held: HeldStandard, *, by: Actor, indicator: str, evidence: ShownEvidence) -> EvidencePlace:
    """Let something that is shown already serve an indicator as well, of this standard or of another."""
    held = _locked(held)
    standing = EvidencePlace.objects.filter(held=held, indicator=indicator, evidence=evidence, taken_away_at=None).exists()
    if reason := policies.why_not_place(held, by=by, indicator=indicator, evidence=evidence, placed=standing):
        raise Refused(reason)
    made = EvidencePlace.objects.create(held=held, indicator=indicator, evidence=evidence, placed_at=clock.now(), placed_by=by)
    _record(held, words.EVIDENCE_PLACED, by=by, args={"indicator": indicator, "evidence": evidence.uuid})
    return made


@transaction.atomic
def bring_mapping(centre: Centre, *, by: Actor, document: dict[str, Any]) -> BroughtMapping:
    """Bring a mapping between standards. One of the same key that stands here gives way to it."""
    Centre.objects.select_for_update().get(pk=centre.pk)
    wrong = mappingfile.checked(document, queries.indicators_known(centre.pk))
    if reason := policies.why_not_bring_mapping(centre, by=by, wrong=wrong):
        raise Refused(reason)
    now = clock.now()
    before = BroughtMapping.objects.filter(centre=centre, key=document["key"], taken_out_at=None)
    replaces = before.update(taken_out_at=now, taken_out_by=by)
    made = BroughtMapping.objects.create(centre=centre, key=document["key"], document=document, brought_at=now, brought_by=by)
    args = {"mapping": made.uuid, "key": made.key, "links": len(document["links"]), "replaces": bool(replaces)}
    events.record(f"provider:{centre.uuid}", words.MAPPING_BROUGHT, by=by, centre_id=centre.pk, args=args)
    return made


@transaction.atomic
def take_out_mapping(mapping: BroughtMapping, *, by: Actor) -> BroughtMapping:
    """Take a mapping out. What it offered and somebody took stays where it stands."""
    mapping = BroughtMapping.objects.select_for_update(of=("self",)).select_related("centre").get(pk=mapping.pk)
    if reason := policies.why_not_take_out_mapping(mapping, by=by):
        raise Refused(reason)
    mapping.taken_out_at, mapping.taken_out_by = clock.now(), by
    mapping.save(update_fields=["taken_out_at", "taken_out_by"])
    args = {"mapping": mapping.uuid, "key": mapping.key}
    events.record(f"provider:{mapping.centre.uuid}", words.MAPPING_TAKEN_OUT, by=by, centre_id=mapping.centre_id, args=args)
    return mapping


@transaction.atomic
def take_away(place: EvidencePlace, *, by: Actor) -> EvidencePlace:
    """Take something away from an indicator. Where else it stands, and what was frozen, keeps it."""
    place = EvidencePlace.objects.select_for_update(of=("self",)).select_related("held", "evidence").get(pk=place.pk)
    if reason := policies.why_not_take_away(place, by=by):
        raise Refused(reason)
    place.taken_away_at, place.taken_away_by = clock.now(), by
    place.save(update_fields=["taken_away_at", "taken_away_by"])
    args = {"indicator": place.indicator, "evidence": place.evidence.uuid}
    _record(place.held, words.EVIDENCE_TAKEN_AWAY, by=by, args=args)
    return place


def _scored(held: HeldStandard, *, by: Actor, indicator: str, stage: str, band: str, because: str) -> IndicatorScore:
    percent = next(one.percent for one in standard_of(held.document).bands if one.key == band)
    made = IndicatorScore.objects.create(
        held=held, indicator=indicator, stage=stage, band=band, percent=percent, because=because.strip(), scored_at=clock.now(),
        scored_by=by,
    )  # fmt: skip
    args = {"indicator": indicator, "stage": made.stage, "band": band, "percent": percent}
    _record(held, words.INDICATOR_SCORED, by=by, args=args, rows=[made])
    return made


@transaction.atomic
def score(held: HeldStandard, *, by: Actor, indicator: str, band: str, because: str) -> IndicatorScore:
    """Score oneself on an indicator, with what the score rests on."""
    held = _locked(held)
    before = facts.counting(held, indicator=indicator)
    if reason := policies.why_not_score(held, by=by, indicator=indicator, band=band, because=because, before=before):
        raise Refused(reason)
    return _scored(held, by=by, indicator=indicator, stage=Stage.SELF, band=band, because=because)


@transaction.atomic
def assess(held: HeldStandard, *, by: Actor, indicator: str, stage: str, band: str, because: str) -> IndicatorScore:
    """Score an indicator as a peer, or moderate it: always somebody else than at the stage before."""
    held = _locked(held)
    before = facts.counting(held, indicator=indicator)
    given = {"indicator": indicator, "stage": stage, "band": band, "because": because}
    if reason := policies.why_not_assess(held, by=by, before=before, **given):
        raise Refused(reason)
    return _scored(held, by=by, **given)


@transaction.atomic
def invite_peer(held: HeldStandard, *, by: Actor, name: str, organisation: str, email: str) -> PeerLetter:
    """Ask a peer from outside, by a link that opens this one portfolio and needs no account."""
    held, today = _locked(held), clock.today()
    asked = list(held.peer_letters.filter(withdrawn_at=None, expires_on__gte=today).values_list("email", flat=True))
    here = queries.is_at_work_here(email, held.centre_id)
    if reason := policies.why_not_invite_peer(held, by=by, name=name, organisation=organisation, email=email, asked=asked, here=here):
        raise Refused(reason)
    called, works_at = name.strip()[:150], organisation.strip()[:150]
    letter = PeerLetter(
        held=held, name=called, organisation=works_at, email=email.strip(), sent_at=clock.now(), sent_by=by, expires_on=today + PEER_GOOD_FOR,
        actor=by_link(f"{called}, {works_at}"[:150], centre_id=held.centre_id),
    )  # fmt: skip
    tokens.seal(letter, queries.peer_token(letter.uuid))
    personal = {"name": letter.name, "organisation": works_at, "email": letter.email}
    _record(held, words.PEER_INVITED, by=by, args={"letter": letter.uuid}, personal=personal)
    return letter


@transaction.atomic
def take_back_peer(letter: PeerLetter, *, by: Actor) -> PeerLetter:
    """Nobody reads the portfolio by this link any more. What was scored by it stays."""
    held = _locked(letter.held)
    letter = PeerLetter.objects.select_related("held__centre").get(pk=letter.pk)
    if reason := policies.why_not_take_back_peer(letter, by=by):
        raise Refused(reason)
    letter.withdrawn_at, letter.withdrawn_by = clock.now(), by
    letter.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record(held, words.PEER_TAKEN_BACK, by=by, args={"letter": letter.uuid}, personal={"name": letter.name})
    return letter


@transaction.atomic
def assess_by_letter(letter: PeerLetter, *, by: Actor, indicator: str, band: str, because: str) -> IndicatorScore:
    """A peer from outside scores an indicator, beside the score of the centre's own."""
    held = _locked(letter.held)
    letter = PeerLetter.objects.select_related("held__centre", "sent_by").get(pk=letter.pk)
    before = facts.counting(held, indicator=indicator)
    given = {"indicator": indicator, "band": band, "because": because}
    if reason := policies.why_not_assess_by_letter(letter, by=by, before=before, **given):
        raise Refused(reason)
    return _scored(held, by=by, stage=Stage.PEER, **given)


def _own_letter(letter: PeerLetter) -> PeerLetter:
    """A letter as it is now, with its standard locked."""
    _locked(letter.held)
    return PeerLetter.objects.select_related("held__centre", "sent_by", "actor").get(pk=letter.pk)


@transaction.atomic
def comment_by_letter(letter: PeerLetter, *, by: Actor, indicator: str, said: str) -> PeerComment:
    """A peer from outside says something to a section that is not scored. Nothing said takes back what they said before."""
    letter = _own_letter(letter)
    before = [one for one in facts.comments(letter.held) if (one.indicator, one.said_by_id) == (indicator, letter.actor_id)]
    if reason := policies.why_not_comment_by_letter(letter, by=by, indicator=indicator, said=said, before=before):
        raise Refused(reason)
    made = PeerComment.objects.create(held=letter.held, indicator=indicator, text=said.strip(), said_at=clock.now(), said_by=by)
    _record(letter.held, words.SECTION_COMMENTED, by=by, args={"indicator": indicator, "characters": len(made.text)}, rows=[made])
    return made


@transaction.atomic
def finish_by_letter(letter: PeerLetter, *, by: Actor) -> PeerLetter:
    """A peer from outside has finished; who sent the link is told."""
    letter = _own_letter(letter)
    if reason := policies.why_not_finish_by_letter(letter, by=by):
        raise Refused(reason)
    return _finished(letter, words.PEER_FINISHED, at=clock.now(), by=by)


@transaction.atomic
def go_on_by_letter(letter: PeerLetter, *, by: Actor) -> PeerLetter:
    """A peer from outside has not finished after all; who sent the link is told."""
    letter = _own_letter(letter)
    if reason := policies.why_not_go_on_by_letter(letter, by=by):
        raise Refused(reason)
    return _finished(letter, words.PEER_WENT_ON, at=None, by=by)


def _finished(letter: PeerLetter, name: str, *, at: datetime | None, by: Actor) -> PeerLetter:
    letter.finished_at = at
    letter.save(update_fields=["finished_at"])
    _record(letter.held, name, by=by, args={"letter": letter.uuid}, personal={"name": letter.name})
    return letter


@transaction.atomic
def freeze(held: HeldStandard, *, by: Actor) -> Application:
    """Freeze an application: a copy of what is written, shown and scored, with the figures of this moment, for good."""
    held = _locked(held)
    standing = facts.standing_of(held)
    if reason := policies.why_not_freeze(held, by=by, lacks=standing.lacks):
        raise Refused(reason)
    now = clock.now()
    body = freezing.body_of(standing, at=now)
    number = held.applications.count() + 1
    made = Application.objects.create(held=held, number=number, body=body, digest=freezing.digest_of(body), frozen_at=now, frozen_by=by)
    args = {"application": made.uuid, "number": number, "digest": made.digest, "verdict": body["outcome"]["verdict"]}
    _record(held, words.APPLICATION_FROZEN, by=by, args=args, rows=[made])
    return made
