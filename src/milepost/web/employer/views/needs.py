"""The needs analysis as a conversation on a tablet, and the business issues that come out of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from milepost.base import clock, drafts
from milepost.base.refusal import Refused
from milepost.employers import actions, queries
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import act_then_back, done_in_form
from milepost.web.components import Crumb
from milepost.web.employer import looking, needing
from milepost.web.employer.forms import IssueForm, MeasureForm
from milepost.web.employer.impact_forms import SeriesForm
from milepost.web.employer.views.files import crumbs
from milepost.web.employer.views.journey import OWNERS, READERS
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.employers.models import BusinessIssue, NeedsAnalysis


@dataclass(frozen=True, kw_only=True)
class NeedsPage:
    analysis: NeedsAnalysis
    parts: list[Any]
    lines: list[needing.IssueLine]
    issues: Sequence[BusinessIssue]
    place: str
    kept_at: Any
    name: str
    refused: str
    writes: bool
    trail: list[Crumb]


@require_POST
@for_roles(*OWNERS)
def employer_needs_open(request: Request, uuid: UUID) -> HttpResponse:
    """Begin the conversation, or go on with the one that is open."""
    file = get_object_or_404(queries.files(by=request.who.actor), uuid=uuid)
    still_open = next((one for one in queries.analyses_of([file]) if one.signed_at is None), None)
    if still_open is None:
        try:
            still_open = actions.open_needs(file, by=request.who.actor)
        except Refused as refused:
            messages.error(request, refused.reason)
            return redirect("employer_one", uuid=file.uuid)
    return redirect("employer_needs", uuid=still_open.uuid)


@for_roles(*READERS)
def employer_needs(request: Request, uuid: UUID) -> HttpResponse:
    """The guide. What is typed is kept as it is typed; a press of the button puts it into the file."""
    analysis = get_object_or_404(queries.analyses(by=request.who.actor), uuid=uuid)
    place = f"needs:{analysis.uuid}"
    if request.method == "POST" and request.who.role in OWNERS:
        return _sent(request, analysis, place)
    kept = drafts.find(request.who.reader.pk, place) if analysis.signed_at is None else None
    body: Mapping[str, Any] = kept.body if kept else analysis.answers
    return _shown(request, analysis, place, body, kept_at=kept.kept_at if kept else analysis.written_at)


def _shown(
    request: Request, analysis: NeedsAnalysis, place: str, body: Mapping[str, Any], *, kept_at: Any = None, refused: str = "",
    faults: Mapping[int, str] | None = None,
) -> HttpResponse:  # fmt: skip
    page = NeedsPage(
        analysis=analysis, parts=list(needing.parts(body)), lines=needing.lines_of(body, faults=faults), place=place, kept_at=kept_at,
        issues=list(queries.issues_of([analysis.file])), name=str(body.get("name", "")), refused=refused,
        writes=request.who.role in OWNERS and analysis.signed_at is None, trail=crumbs(analysis.file, _("Needs analysis")),
    )  # fmt: skip
    return render(request, "employer/needs.html", {"page": page}, status=422 if refused or faults else 200)


def _sent(request: Request, analysis: NeedsAnalysis, place: str) -> HttpResponse:
    body, by = request.POST.dict(), request.who.actor
    drafts.keep(request.who.reader.pk, place, {key: text for key, text in body.items() if key != "csrfmiddlewaretoken"}, by=by)
    faults: dict[int, str] = {}
    try:
        with transaction.atomic():
            actions.write_needs(analysis, by=by, given=body)
            noted = [n for n in needing.lines_of(body) if not n.blank and _noted(n, analysis, by, faults)]
            if faults:
                transaction.set_rollback(True)
            elif body.get("act") == "sign":
                actions.sign_needs(analysis, by=by, name=str(body.get("name", "")))
    except Refused as refused:
        return _shown(request, analysis, place, body, refused=refused.reason)
    if faults:
        return _shown(request, analysis, place, body, faults=faults)
    drafts.drop(request.who.reader.pk, place)
    if body.get("act") == "sign":
        messages.success(request, _("Signed. What comes next is a proposal that deals with it."))
        return redirect("employer_one", uuid=analysis.file.uuid)
    if noted:
        messages.success(request, _("Kept, with what should change. It stands in the file."))
    else:
        messages.success(request, _("Kept in the file."))
    return redirect("employer_needs", uuid=analysis.uuid)


def _noted(line: needing.IssueLine, analysis: NeedsAnalysis, by: Any, faults: dict[int, str]) -> bool:
    try:
        actions.note_issue(analysis.file, by=by, analysis=analysis, **needing.read(line.typed))
    except needing.Unclear as unclear:
        faults[line.number] = str(unclear)
    except Refused as refused:
        faults[line.number] = refused.reason
    return line.number not in faults


@for_roles(*READERS)
def employer_issue(request: Request, uuid: UUID) -> HttpResponse:
    """One business issue: measured again, put right, or closed."""
    by, acts = request.who.actor, request.who.role in OWNERS
    act = request.POST.get("act", "") if request.method == "POST" and acts else ""
    issue = get_object_or_404(queries.issues(by=by), uuid=uuid)
    initial = {name: getattr(issue, name) for name in IssueForm.base_fields}
    change = IssueForm(request.POST if act == "change" else None, initial=initial)
    again = {"unit": issue.unit, "measured_on": clock.today(), "said_by": issue.file.contact_name}
    measure = MeasureForm(request.POST if act == "measure" else None, initial=again)
    series = SeriesForm(request.POST if act == "series" else None, initial={"measure": issue.measure, "target_on": issue.target_on})
    if act == "series" and series.is_valid() and done_in_form(series, lambda: actions.begin_series(issue, by=by, **series.cleaned_data)):
        messages.success(request, _("A new series begins. What was counted before stays as it was."))
        return redirect("employer_issue", uuid=issue.uuid)
    if (
        act == "measure"
        and measure.is_valid()
        and done_in_form(measure, lambda: actions.measure_issue(issue, by=by, **measure.cleaned_data))
    ):
        messages.success(request, _("Counted again: it stands in the file of %(name)s.") % {"name": issue.file.employer.name})
        return redirect("employer_issue", uuid=issue.uuid)
    if (
        act == "change"
        and change.is_valid()
        and done_in_form(change, lambda: actions.change_issue(issue, by=by, given=change.cleaned_data))
    ):
        messages.success(request, _("Put right. Proposals that were sent keep what they said."))
        return redirect("employer_issue", uuid=issue.uuid)
    if act == "close":
        reason = request.POST.get("reason", "")
        said = _("The business issue is closed.")
        return act_then_back(request, lambda: actions.close_issue(issue, by=by, reason=reason), said=said, to="employer_issue", uuid=uuid)
    page = {
        "issue": issue, "change": change, "measure": measure, "series": series, "changing": bool(change.errors), "acts": acts,
        "result": looking.results([issue], [])[0], "trail": crumbs(issue.file, _("Business issue")),
    }  # fmt: skip
    return render(request, "employer/issue.html", {"page": page}, status=422 if change.errors or measure.errors or series.errors else 200)
