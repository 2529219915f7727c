"""Quality standards: those that are held, one with what stands and lacks, one indicator, applications."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from milepost.base import text
from milepost.base.files import path_of
from milepost.engine.appraisal import standard_of
from milepost.people.words import Role
from milepost.provider import actions, facts, freezing, leaving, policies, qualityfile, queries
from milepost.web.access import QUALITY_KEEPERS, for_roles
from milepost.web.centre.views.acting import act_then_back, centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.files.ranges import file_response
from milepost.web.provider import application_pdf, forms, showing, writing
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.engine.appraisal import Standard
    from milepost.provider.models import Application, HeldStandard
    from milepost.web.components import Reason


@dataclass(frozen=True, kw_only=True)
class StandardPage:
    held: HeldStandard
    standard: Standard
    verdict: str
    percent: int | None
    sections: Sequence[showing.Section]
    next: showing.Next
    full: list[Reason]
    conditional: list[Reason] | None
    lacks: list[Reason]
    moderated: str  # what the moderated scores come to; empty where there are none
    doubts: list[str]
    why_not_freeze: str | None
    newer: bool  # Milepost brings another edition
    applications: Sequence[Application]
    trail: list[Crumb]


def trail(*last: Crumb) -> list[Crumb]:
    return [Crumb(_("Quality standards"), reverse("quality_standards")), *last]


@require_safe
@for_roles(*QUALITY_KEEPERS)
def quality_standards(request: Request) -> HttpResponse:
    """The standards that are held, and those that can be."""
    rows = list(queries.held_standards(by=request.who.actor))
    keys = {one.key for one in rows}
    offered = [one for one in qualityfile.shipped() if one.key not in keys]
    page = {"held": facts.how_far(rows), "offered": offered}
    return render(request, "provider/standards.html", {"page": page})


@for_roles(*QUALITY_KEEPERS)
def quality_standard_hold(request: Request, key: str) -> HttpResponse:
    """Begin a portfolio against a standard that comes with Milepost."""
    document = qualityfile.shipped_documents().get(key)
    if document is None:
        raise Http404
    by, centre, standard = request.who.actor, centre_here(request), standard_of(document)
    form = forms.HoldForm(request.POST if request.method == "POST" else None, standard=standard)
    if form.is_bound and form.is_valid():
        made = done_in_form(form, lambda: actions.hold_standard(centre, by=by, document=document, **form.cleaned_data))
        if made:
            messages.success(request, _("Your portfolio has begun. Write on the first indicator."))
            return redirect("quality_standard", uuid=made.uuid)
    page = {"form": form, "standard": standard, "trail": trail(Crumb(standard.title))}
    return render(request, "provider/hold.html", {"page": page}, status=422 if form.errors else 200)


@require_safe
@for_roles(*QUALITY_KEEPERS)
def quality_standard(request: Request, uuid: UUID) -> HttpResponse:
    """One standard: what the scores come to, what lacks, its parts, and what was frozen."""
    by = request.who.actor
    held = get_object_or_404(queries.held_standards(by=by), uuid=uuid)
    standing = facts.standing_of(held)
    sections, outcome = showing.sections(standing), standing.outcome
    why_not = policies.why_not_freeze(held, by=by, lacks=standing.lacks)
    page = StandardPage(
        held=held, standard=standing.standard, verdict=str(showing.VERDICTS[outcome.verdict]),
        percent=outcome.percent if standing.standard.full.more_than is not None else None, sections=sections,
        next=showing.next_step(standing, sections, why_not), full=showing.reasons(outcome.full),
        conditional=None if outcome.conditional is None else showing.reasons(outcome.conditional), lacks=showing.reasons(standing.lacks),
        moderated=str(showing.MODERATED[standing.moderated.verdict]) if standing.moderated else "",
        doubts=[text.sentence(one, {}) for one in standing.doubts],
        why_not_freeze=why_not, newer=leaving.newer_of(held) is not None,
        applications=list(queries.applications(by=by).filter(held=held)), trail=trail(Crumb(standing.standard.title)),
    )  # fmt: skip
    return render(request, "provider/standard.html", {"page": page})


@for_roles(*QUALITY_KEEPERS)
def quality_day(request: Request, uuid: UUID) -> HttpResponse:
    """The day on which the application must be in."""
    by = request.who.actor
    held = get_object_or_404(queries.held_standards(by=by), uuid=uuid)
    form = forms.DayForm(request.POST if request.method == "POST" else None, initial={"apply_by": held.apply_by})
    if form.is_bound and form.is_valid():
        day = form.cleaned_data["apply_by"]
        if done_in_form(form, lambda: actions.set_day(held, by=by, apply_by=day)):
            messages.success(request, _("The day is set.") if day else _("The day is taken out."))
            return redirect("quality_standard", uuid=uuid)
    page = {"form": form, "held": held, "trail": _trail_of(held, _("The day to apply"))}
    return render(request, "provider/day.html", {"page": page}, status=422 if form.errors else 200)


def _trail_of(held: HeldStandard, last: str) -> list[Crumb]:
    return trail(Crumb(str(held), reverse("quality_standard", args=[held.uuid])), Crumb(last))


@require_POST
@for_roles(*QUALITY_KEEPERS)
def quality_freeze(request: Request, uuid: UUID) -> HttpResponse:
    """Freeze an application."""
    held = get_object_or_404(queries.held_standards(by=request.who.actor), uuid=uuid)
    said = _("Frozen. Nothing that changes from now on reaches this application.")
    return act_then_back(request, lambda: actions.freeze(held, by=request.who.actor), said=said, to="quality_standard", uuid=uuid)


@for_roles(*QUALITY_KEEPERS)
def quality_indicator(request: Request, uuid: UUID, key: str) -> HttpResponse:
    """One indicator: what is asked, what you say, what you show, and your own score."""
    held = get_object_or_404(queries.held_standards(by=request.who.actor), uuid=uuid)
    standard = standard_of(held.document)
    part = standard.part_of(key)
    if part is None or part.key not in held.parts:
        raise Http404
    desk = writing.Desk(request, held, standard, key)
    if request.method == "POST" and (said := desk.act()):
        messages.success(request, said)
        return redirect(reverse("quality_indicator", args=[uuid, key]) + desk.fragment)
    page: dict[str, Any] = desk.page() | {"part": part, "trail": _trail_of(held, key)}
    return render(request, "provider/indicator.html", {"page": page}, status=422 if desk.refused else 200)


@require_POST
@for_roles(*QUALITY_KEEPERS)
def quality_take_away(request: Request, uuid: UUID) -> HttpResponse:
    """Take something away from an indicator."""
    place = get_object_or_404(queries.places(by=request.who.actor), uuid=uuid)
    return act_then_back(
        request, lambda: actions.take_away(place, by=request.who.actor), said=_("It is taken away from here."),
        to="quality_indicator", uuid=place.held.uuid, key=place.indicator, fragment="#shown",
    )  # fmt: skip


@require_safe
@for_roles(*QUALITY_KEEPERS, Role.IQA)
def quality_file(request: Request, uuid: UUID) -> HttpResponseBase:
    """A file that is shown, always to be saved."""
    file = get_object_or_404(queries.places(by=request.who.actor), uuid=uuid).evidence.file
    if file is None:
        raise Http404
    return file_response(
        request, path_of(file.sha256), kind=file.kind, name=file.name, etag=file.sha256, modified=file.stored_at, download=True
    )


@require_safe
@for_roles(*QUALITY_KEEPERS)
def quality_application(request: Request, uuid: UUID) -> HttpResponse:
    """A frozen application, to be read."""
    one = get_object_or_404(queries.applications(by=request.who.actor), uuid=uuid)
    title = _("Application %(n)d") % {"n": one.number}
    page = {
        "one": one, "sheet": application_pdf.sheet_of(one), "whole": freezing.digest_of(one.body) == one.digest,
        "trail": _trail_of(one.held, title), "title": title, "digest": [one.digest[n : n + 8] for n in range(0, len(one.digest), 8)],
    }  # fmt: skip
    return render(request, "provider/application.html", {"page": page})


@require_safe
@for_roles(*QUALITY_KEEPERS)
def quality_application_pdf(request: Request, uuid: UUID) -> HttpResponse:
    """The same on paper."""
    return application_pdf.answer(get_object_or_404(queries.applications(by=request.who.actor), uuid=uuid))
