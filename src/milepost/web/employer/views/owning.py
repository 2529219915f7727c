"""Who owns whom now; handing over and taking up; leave and who stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from milepost.employers import actions, facts, queries
from milepost.engine.owning import Because
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import act_then_back, centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.employer.forms import HandoverForm, LeaveForm
from milepost.web.employer.views.files import crumbs
from milepost.web.employer.views.journey import OWNERS, READERS
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.employers.facts import Owning
    from milepost.employers.models import EmployerFile, Handover
    from milepost.engine.journey import Stage
    from milepost.engine.owning import Owner


@dataclass(frozen=True, kw_only=True)
class Row:
    """One employer: who owns the whole, and the junctures that somebody else owns."""

    file: EmployerFile
    stage: Stage
    owner: str
    why: str
    others: Sequence[tuple[Stage, str]]


@dataclass(frozen=True, kw_only=True)
class OwnersPage:
    rows: list[Row]
    without: int
    on_duty: str
    gaps: int
    fallen: int
    handovers: Sequence[Handover]


def because(found: Owner, owning: Owning) -> str:
    """Why it is this person, in a sentence; nothing where they are the one who was named."""
    named = owning.person(found.named)
    said = {"name": named.name if named else ""}
    return {
        Because.NAMED: "",
        Because.STANDS_IN: _("stands in for %(name)s, who is away") % said,
        Because.AWAY: _("because %(name)s is away and nobody has accepted to stand in") % said,
        Because.LEFT: _("because %(name)s no longer looks after employers here") % said,
        Because.NOBODY_NAMED: _("because nobody was named"),
    }[found.because]


@require_safe
@for_roles(*READERS)
def employer_owners(request: Request) -> HttpResponse:
    """Every employer with its owner at each juncture, now."""
    by = request.who.actor
    files = list(queries.files(by=by))
    owning = facts.owning_of(files, centre_id=centre_here(request).pk)
    on_duty = owning.person(owning.team.on_duty)
    rows = [_row(file, owning) for file in files]
    everywhere = [owning.of(file, stage.juncture.key) for file in files for stage in owning.journey.stages]
    page = OwnersPage(
        rows=rows, without=queries.without_file(by=by).count(), on_duty=on_duty.name if on_duty else "",
        gaps=sum(one.person is None for one in everywhere),
        fallen=sum(owning.of(file).because in (Because.AWAY, Because.LEFT, Because.NOBODY_NAMED) for file in files),
        handovers=list(queries.handovers(by=by)),
    )  # fmt: skip
    return render(request, "employer/owners.html", {"page": page})


def _row(file: EmployerFile, owning: Owning) -> Row:
    whole = owning.of(file)
    person = owning.person(whole.person)
    others = []
    for stage in owning.journey.stages:
        found = owning.of(file, stage.juncture.key)
        if found.person != whole.person and (other := owning.person(found.person)):
            others.append((stage, other.name))
    return Row(
        file=file, stage=owning.journey.at(file.stage), owner=person.name if person else "", why=because(whole, owning), others=others
    )


@for_roles(*OWNERS)
def employer_hand_over(request: Request, uuid: UUID) -> HttpResponse:
    """Ask somebody to take an employer up, or one juncture of it."""
    by = request.who.actor
    file = get_object_or_404(queries.files(by=by), uuid=uuid)
    owning = facts.owning_of([file], centre_id=file.centre_id)
    owner = owning.of(file)
    sent = request.method == "POST"
    form = HandoverForm(request.POST if sent else None, colleagues=owning.colleagues, journey=owning.journey)
    if sent and form.is_valid():
        to = next(one for one in owning.colleagues if str(one.uuid) == form.cleaned_data["to"])
        juncture, note = form.cleaned_data["juncture"], form.cleaned_data["note"]
        handover = done_in_form(form, lambda: actions.ask_handover(file, by=by, to=to, juncture=juncture, note=note))
        if handover is not None:
            messages.success(request, _("%(name)s is asked. Until they accept, nothing changes.") % {"name": to.name})
            return redirect("employer_one", uuid=file.uuid)
    page = {
        "form": form, "file": file, "owner": owning.person(owner.person), "why": because(owner, owning),
        "before": list(queries.owned_before(file)), "trail": crumbs(file, _("Hand over")), "stages": owning.journey.stages,
    }  # fmt: skip
    return render(request, "employer/hand_over.html", {"page": page}, status=422 if form.errors else 200)


@require_POST
@for_roles(*OWNERS)
def employer_handover(request: Request, uuid: UUID) -> HttpResponse:
    """Accept what one was asked to take up, say no and why, or take it back."""
    by = request.who.actor
    handover = get_object_or_404(queries.handover(by=by), uuid=uuid)
    match request.POST.get("act"):
        case "accept":
            name = {"name": handover.file.employer.name}
            return act_then_back(
                request, lambda: actions.accept_handover(handover, by=by), said=_("%(name)s is yours from now on.") % name,
                to="employer_one", uuid=handover.file.uuid,
            )  # fmt: skip
        case "take_back":
            return act_then_back(
                request, lambda: actions.take_back_handover(handover, by=by), said=_("Taken back."), to="employer_one",
                uuid=handover.file.uuid,
            )  # fmt: skip
        case _:
            reason = request.POST.get("reason", "")
            return act_then_back(
                request, lambda: actions.decline_handover(handover, by=by, reason=reason), said=_("Said no. Who asked you is told."),
                to="employer_today",
            )  # fmt: skip


@for_roles(*OWNERS)
def employer_leaves(request: Request) -> HttpResponse:
    """Who is away when, who stands in, and a form for a further leave."""
    by, runs = request.who.actor, request.who.role == Role.CENTRE_MANAGER
    owning = facts.owning_of([], centre_id=centre_here(request).pk)
    people = {str(one.uuid): one for one in owning.colleagues}
    sent = request.method == "POST"
    initial = {"person": str(request.who.reader.uuid)}
    form = LeaveForm(request.POST if sent else None, initial=initial, colleagues=owning.colleagues, own=request.who.reader, runs=runs)
    if sent and form.is_valid():
        given = form.cleaned_data
        leave = done_in_form(
            form,
            lambda: actions.note_leave(
                people.get(given["person"], request.who.reader), by=by, starts_on=given["starts_on"], ends_on=given["ends_on"],
                stand_in=people[given["stand_in"]],
            ),
        )  # fmt: skip
        if leave is not None:
            messages.success(request, _("Noted. %(name)s is asked to stand in.") % {"name": leave.stand_in.name})
            return redirect("employer_leaves")
    page = {
        "form": form, "leaves": list(queries.leaves(by=by)), "reader": request.who.reader, "runs": runs,
        "trail": [Crumb(_("Who owns whom"), reverse("employer_owners")), Crumb(_("Leave"))],
    }  # fmt: skip
    return render(request, "employer/leaves.html", {"page": page}, status=422 if form.errors else 200)


@require_POST
@for_roles(*OWNERS)
def employer_leave(request: Request, uuid: UUID) -> HttpResponse:
    """Stand in, say that one cannot, or take a leave back."""
    by = request.who.actor
    leave = get_object_or_404(queries.leaves(by=by), uuid=uuid)
    act = request.POST.get("act")
    if act == "cover":
        said = _("You stand in for %(name)s.") % {"name": leave.person.name}
        return act_then_back(request, lambda: actions.cover_leave(leave, by=by), said=said, to="employer_leaves")
    if act == "take_back":
        return act_then_back(
            request, lambda: actions.take_back_leave(leave, by=by), said=_("The leave is taken back."), to="employer_leaves"
        )
    return act_then_back(
        request, lambda: actions.decline_cover(leave, by=by), said=_("Said no. Somebody else has to be asked."), to="employer_leaves"
    )
