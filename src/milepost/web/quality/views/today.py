"""What waits for a second pair of eyes, and what was said lately."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from milepost.assurance import queries
from milepost.people.permissions import Permission, may
from milepost.people.words import Role
from milepost.portfolios import progress
from milepost.web import ours
from milepost.web.access import for_roles
from milepost.web.components.tags.page import in_words
from milepost.web.quality.keeping import Step, assuring, keeping
from milepost.web.quality.units import still_asked, unit_signed
from milepost.web.sign import Sign
from milepost.web.who import Request

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from milepost.assessment.models import SignOff
    from milepost.assurance.models import CorrectiveAction, UnitReview

READERS = (Role.IQA, Role.EQA, Role.QUALITY_MANAGER)
SHOWN = 30
LATELY = 8


@dataclass(frozen=True, kw_only=True)
class WaitingUnit:
    """One sign-off that nobody has looked at, and why it waits."""

    learner: str
    words: str
    why: str
    href: str
    since: datetime
    doubt: int

    @property
    def since_words(self) -> str:
        return _("since %(when)s") % {"when": in_words(self.since)}


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    review: UnitReview
    unit: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Today:
    name: str
    lead: str
    acts: bool
    runs_quality: bool
    waiting: list[WaitingUnit]
    more: int
    lately: list[Reviewed]
    put_right: Sequence[CorrectiveAction]
    ours: ours.Waiting
    sign: Sign | None  # none for who reads and acts on nothing
    steps: Sequence[Step]  # the first three of who keeps quality, until all are done


def _waiting(sign_off: SignOff, *, second_look: bool, acts: bool) -> WaitingUnit:
    registration = sign_off.registration
    unit = unit_signed(registration, sign_off.unit)
    given = {"name": sign_off.signed_by.name, "learner": registration.learner.first_name, "unit": unit.code, "title": unit.title}
    doubt = progress.doubts_in(registration.progress, sign_off.unit)
    if progress.signed_state(registration.progress, sign_off.unit) == "reopened":
        why = _("Judgements changed since; %(name)s has to sign it off anew") % given
    elif doubt:
        why = ngettext(
            "%(n)d judgement is in doubt since %(name)s signed it off", "%(n)d judgements are in doubt since %(name)s signed it off", doubt
        ) % {**given, "n": doubt}  # fmt: skip
    elif sign_off.supersedes_id:
        why = _("Came back to you: %(name)s signed it off anew") % given if acts else _("%(name)s signed it off anew") % given
    elif second_look and not acts:
        why = _("Signed off by %(name)s; not final before a quality assurer agrees") % given
    elif second_look:
        why = _("Signed off by %(name)s; not final before you agree") % given
    else:
        why = _("Signed off by %(name)s; your centre asks for no second look, so it is final as it stands") % given
    return WaitingUnit(
        learner=registration.learner.name, words=_("%(learner)s, %(unit)s %(title)s") % given, why=why,
        href=reverse("quality_unit", args=[sign_off.uuid]), since=sign_off.signed_at, doubt=doubt,
    )  # fmt: skip


def _lead(waiting: int, *, acts: bool, runs_quality: bool) -> str:
    if runs_quality and not waiting:
        return _("You keep quality here. No unit waits for a quality assurer.")
    if runs_quality:
        return ngettext(
            "You keep quality here. %(n)d unit waits for a quality assurer.", "You keep quality here. %(n)d units wait for a quality assurer.", waiting
        ) % {"n": waiting}  # fmt: skip
    if not acts:
        return _("You read everything here and change nothing.")
    if not waiting:
        return _("No unit waits for a second look.")
    return ngettext("%(n)d unit waits for a second look, the oldest first.", "%(n)d units wait for a second look, the oldest first.", waiting) % {"n": waiting}  # fmt: skip


@require_safe
@for_roles(*READERS)
def quality_today(request: Request) -> HttpResponse:
    """Sign-offs that wait, the oldest first; reviews of late."""
    by = request.who.actor
    second_look = bool(request.who.centre and request.who.centre.second_look)
    # A unit whose judgements changed since is with the assessor again: nothing can be done about it here.
    found = [
        one
        for one in queries.sign_offs_awaiting(by=by)[: SHOWN * 2]
        if progress.signed_state(one.registration.progress, one.unit) != "reopened" and still_asked(one)
    ]
    lately = queries.reviews(by=by).select_related("registration__specification").defer("registration__specification__document")
    acts = may(by.role, Permission.REVIEW_UNIT)
    runs, put_right, house = by.role == Role.QUALITY_MANAGER, queries.waiting_for(by=by), ours.waiting_for(by=by)
    waiting = [_waiting(one, second_look=second_look, acts=acts) for one in found[:SHOWN]]
    kept = keeping(by=by, house=house, put_right=put_right) if runs else None
    page = Today(
        name=request.who.reader.first_name,
        lead=_lead(len(found), acts=acts, runs_quality=runs),
        acts=acts,
        put_right=put_right,
        ours=house,
        runs_quality=runs,
        sign=kept.sign if kept else assuring(house=house, put_right=put_right, oldest=waiting[0] if waiting else None) if acts else None,
        steps=kept.steps if kept and not kept.begun else (),
        waiting=waiting,
        more=max(len(found) - SHOWN, 0),
        lately=[
            Reviewed(
                review=one, unit=unit_signed(one.registration, one.sign_off.unit).code,
                href=reverse("quality_unit", args=[one.sign_off.uuid]),
            )
            for one in lately[:LATELY]
        ],
    )  # fmt: skip
    return render(request, "quality/today.html", {"page": page})
