"""Whether it helped: the page of a proposal with its levels and its return, and the check on the agreed day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from milepost.base import clock, drafts
from milepost.base.refusal import Refused
from milepost.employers import actions, impact, queries
from milepost.employers.words import ViewParty
from milepost.portfolios import queries as portfolios
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import act_then_back, done_in_form
from milepost.web.components import Crumb
from milepost.web.employer import looking
from milepost.web.employer.impact_forms import CloseForm, CountForm, FigureForm, ManagerForm, MoveForm, WhenForm
from milepost.web.employer.views.files import crumbs
from milepost.web.employer.views.journey import OWNERS, READERS
from milepost.web.who import Request

if TYPE_CHECKING:
    from django import forms

    from milepost.employers.models import BusinessIssue, ImpactCheck, ImpactLetter, Proposal, ProposalVersion
    from milepost.portfolios.models import Registration


@dataclass(frozen=True, kw_only=True)
class ImpactPage:
    proposal: Proposal
    checks: Sequence[ImpactCheck]
    due: ImpactCheck | None
    parties: Sequence[looking.Party]
    learnt: looking.Learnt
    results: Sequence[looking.Result]
    back: looking.Back
    figure: forms.Form | None  # being put right
    figure_of: str
    when: WhenForm
    acts: bool
    trail: list[Crumb]


@for_roles(*READERS)
def employer_impact(request: Request, uuid: UUID) -> HttpResponse:
    """Four levels and a return for one accepted proposal; figures are put right here, and a further day is agreed."""
    by, acts = request.who.actor, request.who.role in OWNERS
    proposal = get_object_or_404(queries.proposals(by=by), uuid=uuid)
    version = queries.accepted_version(proposal)
    if version is None:
        raise Http404
    act = request.POST.get("act", "") if request.method == "POST" and acts else ""
    issues = queries.issues_served(version)
    figure, when = None, WhenForm(request.POST if act == "plan" else None)
    if act == "figure":
        figure = FigureForm(request.POST)
        if figure.is_valid() and _stated(request, proposal, issues, figure):
            messages.success(request, _("The figure stands, with who stated it."))
            return redirect(reverse("employer_impact", args=[proposal.uuid]) + "#return")
    if act == "plan" and when.is_valid():
        check = done_in_form(when, lambda: actions.plan_impact_check(proposal, by=by, **when.cleaned_data))
        if check is not None:
            messages.success(request, _("Agreed. It stands on the page of who owns the employer when the day comes."))
            return redirect("employer_impact", uuid=proposal.uuid)
    page = _page(proposal, version, issues, acts=acts, figure=figure, when=when, key=request.POST.get("key", ""))
    wrong = when.errors or (figure and figure.errors)
    return render(request, "employer/impact.html", {"page": page}, status=422 if wrong else 200)


def _stated(request: Request, proposal: Proposal, issues: Sequence[BusinessIssue], form: FigureForm) -> bool:
    kind, _dash, number = request.POST.get("key", "").partition("-")
    issue = next((one for one in issues if str(one.number) == number), None)
    stated = done_in_form(
        form, lambda: actions.state_assumption(proposal, by=request.who.actor, kind=kind, issue=issue, **form.cleaned_data)
    )
    return stated is not None


def _page(
    proposal: Proposal, version: ProposalVersion, issues: Sequence[BusinessIssue], *, acts: bool, figure: forms.Form | None, when: WhenForm, key: str
) -> ImpactPage:  # fmt: skip
    checks = queries.impact_checks_of([proposal])
    letters = [letter for check in checks for letter in check.letters.all()]
    views = [one.view for one in letters if hasattr(one, "view")]
    registrations = [one for one in queries.learners_of_employer(queries.parts_of(proposal.file)) if _after(one, version)]
    figures = impact.figures_of(
        issues, queries.assumptions_of(proposal), views, impact.amount_in(version.body.get("price", "")), version.made_at.date()
    )
    return ImpactPage(
        proposal=proposal, checks=checks, due=next((one for one in checks if one.closed_at is None), None),
        parties=looking.parties(letters), learnt=looking.learnt(registrations, portfolios.employers_see([one.pk for one in registrations])),
        results=looking.results(issues, views), back=looking.back(impact.return_of(issues, figures), figures, issues), figure=figure,
        figure_of=key, when=when, acts=acts, trail=crumbs(proposal.file, _("Did it help?")),
    )  # fmt: skip


def _after(registration: Registration, version: ProposalVersion) -> bool:
    """Who learnt in the time of this proposal: registered since it was sent, or still learning then."""
    return registration.closed_on is None or registration.closed_on >= version.made_at.date()


@dataclass(frozen=True, kw_only=True)
class CountLine:
    issue: BusinessIssue
    form: CountForm
    done: str  # what was counted at this check


@dataclass(frozen=True, kw_only=True)
class CheckPage:
    check: ImpactCheck
    lines: Sequence[CountLine]
    letters: Sequence[ImpactLetter]
    learners: Sequence[Registration]  # who can still be asked
    manager: ManagerForm
    close: CloseForm
    move: MoveForm
    counting: str  # where what is typed is kept: the counts,
    ending: str  # and what came of it
    missing: Sequence[BusinessIssue]
    refused: str
    acts: bool
    trail: list[Crumb]


@for_roles(*READERS)
def employer_impact_check(request: Request, uuid: UUID) -> HttpResponse:
    """The check: count again, ask learners and managers, say what came of it."""
    by, acts = request.who.actor, request.who.role in OWNERS
    found = get_object_or_404(queries.impact_checks(by=by), uuid=uuid)
    check = next(one for one in queries.impact_checks_of([found.version.proposal]) if one.pk == found.pk)
    act = request.POST.get("act", "") if request.method == "POST" and acts else ""
    issues = queries.issues_served(check.version)
    counting, ending = f"impact-counts:{check.uuid}", f"impact-end:{check.uuid}"
    lines = _lines(request, check, issues, sent=act == "count", kept=_kept(request, counting, check))
    manager = ManagerForm(request.POST if act == "manager" else None, initial=_manager(check))
    close = CloseForm(request.POST if act == "close" else None, initial=_kept(request, ending, check))
    move = MoveForm(request.POST if act == "move" else None)
    refused = ""
    match act:
        case "count" if _counted(request, check, lines):
            drafts.drop(request.who.reader.pk, counting)
            return redirect("employer_impact_check", uuid=check.uuid)
        case "learners":
            refused = _learners_asked(request, check)
            if not refused:
                return redirect(reverse("employer_impact_check", args=[check.uuid]) + "#views")
        case "manager" if manager.is_valid():
            if done_in_form(manager, lambda: actions.ask_view(check, by=by, party=ViewParty.MANAGER, **manager.cleaned_data)):
                messages.success(request, _("A link is on its way to %(name)s.") % {"name": manager.cleaned_data["name"]})
                return redirect(reverse("employer_impact_check", args=[check.uuid]) + "#views")
        case "close" if close.is_valid():
            if done_in_form(close, lambda: actions.close_impact_check(check, by=by, **close.cleaned_data)):
                drafts.drop(request.who.reader.pk, ending)
                messages.success(request, _("It stands in the file. What comes next with them?"))
                return redirect("employer_impact", uuid=check.version.proposal.uuid)
        case "move" if move.is_valid():
            if done_in_form(move, lambda: actions.move_impact_check(check, by=by, **move.cleaned_data)):
                messages.success(request, _("It moves, and your reason stands on the timeline."))
                return redirect("employer_impact_check", uuid=check.uuid)
        case "call_off":
            reason, said = request.POST.get("reason", ""), _("It is called off, and your reason stands on the timeline.")
            return act_then_back(
                request,
                lambda: actions.call_off_impact_check(check, by=by, reason=reason),
                said=said,
                to="employer_impact_check",
                uuid=uuid,
            )
    page = CheckPage(
        check=check, lines=lines, letters=list(check.letters.all()), learners=_learners(check) if acts else [], manager=manager, close=close,
        move=move, counting=counting, ending=ending, missing=looking.issues_short(check, issues), refused=refused, acts=acts and check.closed_at is None,
        trail=crumbs(check.file, _("Look whether it helped")),
    )  # fmt: skip
    return render(request, "employer/impact_check.html", {"page": page}, status=422 if act else 200)


def _manager(check: ImpactCheck) -> dict[str, str]:
    """Who speaks for the employer, as long as they were not asked."""
    file = check.file
    asked = any(one.email == file.contact_email and one.withdrawn_at is None for one in check.letters.all())
    return {} if asked else {"name": file.contact_name, "email": file.contact_email}


def _kept(request: Request, place: str, check: ImpactCheck) -> dict[str, Any]:
    """What was typed there and not sent: of a check that is closed nothing."""
    kept = drafts.find(request.who.reader.pk, place) if check.closed_at is None and request.who.role in OWNERS else None
    return dict(kept.body) if kept else {}


def _lines(
    request: Request, check: ImpactCheck, issues: Sequence[BusinessIssue], *, sent: bool, kept: Mapping[str, Any]
) -> list[CountLine]:  # fmt: skip
    counted = {one.issue_id: one for one in check.measurements.all()}
    found = []
    for issue in issues:
        prefix = f"issue-{issue.number}"
        initial = {"unit": issue.unit, "measured_on": clock.today(), "said_by": check.file.contact_name}
        if not sent:
            initial |= {name: kept[f"{prefix}-{name}"] for name in CountForm.base_fields if f"{prefix}-{name}" in kept}
        form = CountForm(request.POST if sent else None, initial=initial, prefix=prefix)
        at = counted.get(issue.pk)
        done = f"{looking.number(at.value)} {at.unit}".strip() if at else ""
        found.append(CountLine(issue=issue, form=form, done=done))
    return found


def _counted(request: Request, check: ImpactCheck, lines: Sequence[CountLine]) -> bool:
    """All counts of the page together, or none of them."""
    begun = [one for one in lines if one.form.has_changed()]
    if not begun:
        messages.info(request, _("Nothing was counted: give at least one number."))
        return True
    if [one for one in begun if not one.form.is_valid()]:  # each of them says what is wrong
        return False
    with transaction.atomic():
        for one in begun:
            _measured(one, check, request.who.actor)
        refused = any(one.form.errors for one in begun)
        if refused:
            transaction.set_rollback(True)
    if not refused:
        text = ngettext("%(n)d measure is counted again.", "%(n)d measures are counted again.", len(begun))
        messages.success(request, text % {"n": len(begun)})
    return not refused


def _measured(line: CountLine, check: ImpactCheck, by: Any) -> None:
    done_in_form(line.form, lambda: actions.measure_issue(line.issue, by=by, check=check, **line.form.cleaned_data))


def _learners(check: ImpactCheck) -> list[Registration]:
    """Who learns at the employer and has not been asked at this check."""
    asked = {one.registration_id for one in check.letters.all() if one.withdrawn_at is None}
    found = queries.learners_of_employer(queries.parts_of(check.file))
    return [one for one in found if one.pk not in asked and _after(one, check.version) and one.learner.email]


def _learners_asked(request: Request, check: ImpactCheck) -> str:
    """Every learner who was ticked gets a link; the reason where one could not be asked."""
    ticked = set(request.POST.getlist("learner"))
    chosen = [one for one in _learners(check) if str(one.uuid) in ticked]
    if not chosen:
        return _("Tick at least one learner.")
    try:
        with transaction.atomic():
            for one in chosen:
                actions.ask_view(
                    check, by=request.who.actor, party=ViewParty.LEARNER, name=one.learner.name, email=one.learner.email, registration=one
                )
    except Refused as refused:
        return refused.reason
    text = ngettext("A link is on its way to %(n)d learner.", "Links are on their way to %(n)d learners.", len(chosen))
    messages.success(request, text % {"n": len(chosen)})
    return ""


@require_POST
@for_roles(*OWNERS)
def employer_view_again(request: Request, uuid: UUID) -> HttpResponse:
    """Who was asked whether it helped gets another letter; the link in the first opens nothing from now on."""
    by = request.who.actor
    letter = get_object_or_404(queries.impact_letters(by=by), uuid=uuid)
    said = _("A new link is on its way to %(name)s. The old one opens nothing any more.") % {"name": letter.name}
    return _back(request, letter, lambda: actions.ask_view_again(letter, by=by), said)


@require_POST
@for_roles(*OWNERS)
def employer_view_take_back(request: Request, uuid: UUID) -> HttpResponse:
    """Who was asked whether it helped is not asked any more."""
    by = request.who.actor
    letter = get_object_or_404(queries.impact_letters(by=by), uuid=uuid)
    said = _("Taken back. The link of %(name)s opens nothing any more.") % {"name": letter.name}
    return _back(request, letter, lambda: actions.take_back_view(letter, by=by), said)


def _back(request: Request, letter: ImpactLetter, act: Callable[[], Any], said: str) -> HttpResponse:
    return act_then_back(request, act, said=said, to="employer_impact_check", fragment="#views", uuid=letter.impact.uuid)
