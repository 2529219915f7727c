"""Letting a colleague read a workbook, and what they say of it. Nothing confidential is shown to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from milepost.base.refusal import Refused
from milepost.engine.workbooks import form_of, shared
from milepost.portfolios import actions, policies, queries
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.who import Request
from milepost.web.workbooks import showing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.base.models import Actor
    from milepost.engine.workbooks import Form
    from milepost.people.models import Person
    from milepost.portfolios.models import Workbook, WorkbookShare, WorkbookVersion


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """Beside one's own workbook: who reads it, and who may be asked."""

    shares: list[WorkbookShare]
    colleagues: list[Person]
    why_not: str | None
    everybody: list[Person]  # whom it may be handed over to
    why_not_over: str | None
    goes_on: Workbook | None  # it was handed over
    before: str  # of whom it was taken over


@dataclass(frozen=True, kw_only=True)
class SharedPage:
    share: WorkbookShare
    form: Form
    version: WorkbookVersion
    parts: list[showing.Part]
    pictures: list[showing.Picture]
    typed: str
    errors: list[tuple[str, str, str]]
    why_not: str  # why nothing can be said of it now
    trail: list[Crumb]


def sharing_of(workbook: Workbook, shares: Sequence[WorkbookShare], *, by: Actor) -> Sharing | None:
    """None for who learns: they claim it as evidence instead."""
    if by.role not in queries.COLLEAGUES:
        return None
    standing = [one for one in shares if one.ended_at is None]
    asked = {one.person_id for one in standing}
    everybody, after = list(queries.colleagues(by=by)), queries.goes_on_in(workbook)
    free = [one for one in everybody if one.pk not in asked]
    why_not = policies.why_not_share_workbook(workbook, by=by, person=free[0]) if free else None
    to = everybody[0] if everybody else None
    over = policies.why_not_hand_over_workbook(workbook, by=by, person=to, works=True, gone=False, after=after)
    return Sharing(
        shares=standing, colleagues=free, why_not=why_not, everybody=everybody, why_not_over=over, goes_on=after,
        before=workbook.given.get("from", ""),
    )  # fmt: skip


@require_POST
@for_roles(*queries.COLLEAGUES)
def workbook_hand_over(request: Request, uuid: UUID) -> HttpResponse:
    """Let a colleague go on with one's own workbook, or with that of somebody who has left."""
    by = request.who.actor
    own = queries.workbooks(by=by).filter(uuid=uuid).first()
    workbook = own or get_object_or_404(queries.left_behind(by=by), uuid=uuid)
    people = [*queries.colleagues(by=by), request.who.reader]
    person = next((one for one in people if str(one.uuid) == request.POST.get("person")), None)
    try:
        actions.hand_over_workbook(workbook, by=by, person=person)
        told = {"name": person.name if person else ""}
        messages.success(request, _("%(name)s goes on with it. What stands in it stays the work of who wrote it.") % told)
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect(reverse("workbook_read", args=[uuid]) + "#over" if own else reverse("workbooks"))


@require_POST
@for_roles(*queries.COLLEAGUES)
def workbook_share(request: Request, uuid: UUID) -> HttpResponse:
    """Let somebody in, or no longer."""
    by = request.who.actor
    workbook = get_object_or_404(queries.workbooks(by=by), uuid=uuid)
    word, _space, which = request.POST.get("act", "").partition(" ")
    try:
        if word == "end":
            share = next((one for one in queries.shares_of(workbook) if str(one.uuid) == which), None)
            if share is None:
                raise Http404
            actions.end_workbook_share(share, by=by)
            messages.success(request, _("%(name)s does not read it any more.") % {"name": share.person.name})
        else:
            person = next((one for one in queries.colleagues(by=by) if str(one.uuid) == request.POST.get("person")), None)
            if person is None:
                raise Refused(_("Choose with whom you share it."))
            actions.share_workbook(workbook, by=by, person=person, note=request.POST.get("note", ""))
            messages.success(request, _("%(name)s can read it now, without what is confidential.") % {"name": person.name})
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect(reverse("workbook_read", args=[uuid]) + "#share")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*queries.COLLEAGUES)
def workbook_shared(request: Request, uuid: UUID) -> HttpResponse:
    """A colleague's workbook as it was last kept, and room for what one thinks of it."""
    by = request.who.actor
    share = get_object_or_404(queries.ever_shared_with(by=by), uuid=uuid)
    version = queries.versions_of_workbook(share.workbook).first()
    if version is None:
        raise Http404
    typed, refused = share.answer, ""
    if request.method == "POST":
        typed = request.POST.get("answer", "")
        try:
            actions.answer_workbook(share, by=by, text=typed)
        except Refused as refusal:
            refused = refusal.reason
        else:
            messages.success(request, _("%(name)s reads it beside the workbook.") % {"name": share.workbook.owner.name})
            return redirect("workbook_shared", uuid=uuid)
    form = form_of(version.form)
    answers = shared(form, version.answers)
    page = SharedPage(
        share=share, form=form, version=version, parts=showing.parts_of(form, answers, given=share.workbook.given, confides=True),
        pictures=showing.pictures_of(form, answers), typed=typed, errors=[("#answer", _("What you think of it"), refused)] if refused else [],
        trail=[Crumb(_("Workbooks"), reverse("workbooks")), Crumb(version.title)],
        why_not=policies.why_not_answer_workbook(share, by=by, text="-", after=queries.goes_on_in(share.workbook)) or "",
    )  # fmt: skip
    return render(request, "workbooks/shared.html", {"page": page}, status=422 if refused else 200)
