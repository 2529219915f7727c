"""Raising a concern, saying more, taking it back; acknowledging and answering it."""

import base64
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.concerns import policies, queries, words
from milepost.concerns.models import Concern, ConcernWord
from milepost.concerns.words import WordKind
from milepost.employers.models import EmployerFile, PageLetter
from milepost.people.models import Organisation


def _reference(concern: Concern) -> str:
    """What one can say on the telephone; it does not tell how many there were before."""
    letters = base64.b32encode(concern.uuid.bytes).decode()
    return f"C-{letters[:4]}-{letters[4:8]}"


def _said(concern: Concern, name: str, kind: WordKind, text: str, *, by: Actor) -> ConcernWord:
    """One more word of either side, and its event. Nothing of what is confidential stands in the journal of others."""
    word = ConcernWord.objects.create(concern=concern, kind=kind, text=text.strip(), made_at=clock.now(), made_by=by)
    args: dict[str, Any] = {"concern": concern.uuid, "confidential": concern.confidential}
    personal: Mapping[str, Any] = {}
    if not concern.confidential:
        args |= {"employer": concern.file.uuid} if concern.file else {}
        personal = {"text": word.text, "reference": concern.reference}
    events.record(concern.stream, name, by=by, centre_id=concern.centre_id, args=args, personal=personal, rows=[word])
    return word


def _held(concern: Concern) -> Concern:
    Concern.objects.select_for_update().get(pk=concern.pk)
    return queries.concern_in_full(concern)


def _speaks(employer: Organisation, by: Actor, letter: PageLetter | None) -> bool:
    return letter is None and queries.speaks_for(employer, by=by)


@transaction.atomic
def raise_concern(
    employer: Organisation, *, by: Actor, file: EmployerFile | None, name: str, email: str, text: str, confidential: bool = False,
    letter: PageLetter | None = None,
) -> Concern:  # fmt: skip
    """Say what one is unhappy or worried about: to who owns the relationship and the managers, or in confidence to these alone."""
    if reason := policies.why_not_raise_concern(employer, by=by, name=name, text=text, letter=letter, speaks=_speaks(employer, by, letter)):
        raise Refused(reason)
    assert by.centre_id
    concern = Concern(
        centre_id=by.centre_id, employer=employer, file=file, confidential=confidential, name=name.strip()[:150], email=email.strip(),
        raised_at=clock.now(), raised_by=by,
    )  # fmt: skip
    concern.reference = _reference(concern)
    concern.save()
    _said(concern, words.CONCERN_RAISED, WordKind.RAISED, text, by=by)
    return concern


@transaction.atomic
def say_more(concern: Concern, *, by: Actor, text: str, letter: PageLetter | None = None) -> ConcernWord:
    """Add to a concern. After an answer this opens it again: it was not settled."""
    concern = _held(concern)
    if reason := policies.why_not_say_more(concern, by=by, text=text, letter=letter, speaks=_speaks(concern.employer, by, letter)):
        raise Refused(reason)
    name = words.CONCERN_REOPENED if concern.answered_at else words.CONCERN_ADDED_TO
    concern.answered_at = concern.answered_by = None
    concern.save(update_fields=["answered_at", "answered_by"])
    return _said(concern, name, WordKind.MORE, text, by=by)


@transaction.atomic
def withdraw_concern(concern: Concern, *, by: Actor, letter: PageLetter | None = None) -> Concern:
    """Take a concern back. What was said stays where it was said."""
    concern = _held(concern)
    if reason := policies.why_not_withdraw_concern(concern, by=by, letter=letter, speaks=_speaks(concern.employer, by, letter)):
        raise Refused(reason)
    concern.withdrawn_at, concern.withdrawn_by = clock.now(), by
    concern.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _said(concern, words.CONCERN_WITHDRAWN, WordKind.WITHDRAWN, "", by=by)
    return concern


@transaction.atomic
def acknowledge_concern(concern: Concern, *, by: Actor, text: str = "") -> Concern:
    """Tell who raised it that a person has it, and from whom they hear next."""
    concern = _held(concern)
    if reason := policies.why_not_acknowledge_concern(concern, by=by, owner=queries.owner_of(concern)):
        raise Refused(reason)
    concern.acknowledged_at, concern.acknowledged_by = clock.now(), by
    concern.save(update_fields=["acknowledged_at", "acknowledged_by"])
    _said(concern, words.CONCERN_ACKNOWLEDGED, WordKind.ACKNOWLEDGED, text, by=by)
    return concern


@transaction.atomic
def answer_concern(concern: Concern, *, by: Actor, text: str) -> ConcernWord:
    """Answer a concern: what was found, what is put right, by when. Who raised it reads it."""
    concern = _held(concern)
    if reason := policies.why_not_answer_concern(concern, by=by, text=text, owner=queries.owner_of(concern)):
        raise Refused(reason)
    concern.answered_at, concern.answered_by = clock.now(), by
    concern.save(update_fields=["answered_at", "answered_by"])
    return _said(concern, words.CONCERN_ANSWERED, WordKind.ANSWER, text, by=by)
