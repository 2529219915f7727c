"""Pages of service standards: how they are kept, what runs, one clock, and what a centre sets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from milepost.base import clock
from milepost.commitments import actions, policies, queries, standardfile
from milepost.commitments.facts import book_of
from milepost.frameworks.specfile import Unreadable
from milepost.people.permissions import Permission, may
from milepost.people.words import Role
from milepost.web.access import QUALITY_KEEPERS, for_roles
from milepost.web.centre.views.acting import act_then_back, centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.standards import forms, kept, showing, timing
from milepost.web.who import Request

READERS = (Role.CENTRE_MANAGER, Role.QUALITY_MANAGER, Role.IQA, Role.EMPLOYER_OWNER)
PAGE = 25


def _trail(here: str) -> list[Crumb]:
    return [Crumb(_("Service standards"), reverse("standards")), Crumb(here)]


@require_safe
@for_roles(*READERS)
def standards(request: Request) -> HttpResponse:
    """How the standards were kept in the last twelve months."""
    return render(request, "standards/kept.html", {"page": kept.page(request)})


@require_safe
@for_roles(*READERS, Role.ASSESSOR)
def standards_clocks(request: Request) -> HttpResponse:
    """What runs now, what is due first first; and what broke and nobody has explained."""
    by, book = request.who.actor, book_of(request.who.actor.at_centre)
    titles, everything = book.titles(), request.GET.get("whose") == "all" and may(by.role, Permission.READ_STANDARDS)
    mine = not everything and not may(by.role, Permission.KEEP_STANDARDS)
    seen = queries.owned(by=by) if mine else queries.clocks(by=by)
    running = Paginator(queries.running(seen), PAGE).get_page(request.GET.get("page"))
    broken = list(queries.to_explain(seen)[:PAGE])
    page = {
        "mine": mine,
        "may_see_all": may(by.role, Permission.READ_STANDARDS) and not may(by.role, Permission.KEEP_STANDARDS),
        "running": running,
        "lines": [showing.line(row, titles, role=by.role) for row in running],
        "broken": [showing.line(row, titles, role=by.role, explain=True) for row in broken],
        "trail": _trail(_("What runs now")) if may(by.role, Permission.READ_STANDARDS) else [],
    }
    return render(request, "standards/clocks.html", {"page": page})


@for_roles(*READERS, Role.ASSESSOR)
def standards_clock(request: Request, uuid: UUID) -> HttpResponse:
    """One clock: its times, the days that did not count, and why it broke."""
    by = request.who.actor
    row = get_object_or_404(queries.clocks(by=by), uuid=uuid)
    form = forms.BreachForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = done_in_form(form, lambda: actions.explain_breach(row, by=by, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("It stands with the clock now: why, and what was done."))
            return redirect("standards_clock", uuid=uuid)
    page = timing.page(row, by=by, form=form, trail=_trail(_("One clock")) if may(by.role, Permission.READ_STANDARDS) else [])
    return render(request, "standards/clock.html", {"page": page}, status=422 if form.errors else 200)


# What a centre sets -----------------------------------------------------------------------------------------------------


def _form_page(
    request: Request, form: Any, act: Callable[[dict[str, Any]], Any], *, said: str, to: str, template: str, page: dict[str, Any]
) -> HttpResponse:
    if form.is_bound and form.is_valid() and done_in_form(form, lambda: act(form.cleaned_data)) is not None:
        messages.success(request, said)
        return redirect(to)
    return render(request, template, {"page": {**page, "form": form}}, status=422 if form.errors else 200)


def _sent(request: Request, name: str) -> Any:
    return request.POST if request.method == "POST" and request.POST.get("form") == name else None


@for_roles(*QUALITY_KEEPERS)
def standards_calendar(request: Request) -> HttpResponse:
    """Office hours, bank holidays and days off."""
    by, centre = request.who.actor, centre_here(request)
    now = book_of(centre.pk).hours_on(clock.today())
    shown = {"from_on": clock.today(), "division": now.division, "week": now.week, "cut_off": now.cut_off}
    hours = forms.HoursForm(_sent(request, "hours"), initial=shown, prefix="hours")
    day = forms.DayOffForm(_sent(request, "day"), prefix="day")
    page = {
        "hours": hours,
        "day": day,
        "now": now,
        "set": list(queries.hours_of(by=by)[:6]),
        "days": [(off, policies.why_not_reopen_day(off, by=by)) for off in queries.days_off(by=by)[:40]],
        "holidays": timing.holidays_ahead(now.division),
        "trail": _trail(_("Calendar")),
    }
    if hours.is_bound:
        said = _("These hours hold from that day on. The clocks are being worked out anew.")
        act: Callable[[dict[str, Any]], Any] = lambda given: actions.set_hours(centre, by=by, zone=now.zone, **given)  # noqa: E731
        return _form_page(request, hours, act, said=said, to="standards_calendar", template="standards/calendar.html", page=page)
    said = _("Nobody is expected to work on that day. The clocks are being worked out anew; those that move say so.")
    return _form_page(
        request, day, lambda given: actions.close_day(centre, by=by, **given), said=said, to="standards_calendar",
        template="standards/calendar.html", page=page,
    )  # fmt: skip


@require_POST
@for_roles(*QUALITY_KEEPERS)
def standards_day_reopen(request: Request, uuid: UUID) -> HttpResponse:
    off = get_object_or_404(queries.days_off(by=request.who.actor), uuid=uuid)
    said = _("The day counts again. The clocks are being worked out anew.")
    return act_then_back(request, lambda: actions.reopen_day(off, by=request.who.actor), said=said, to="standards_calendar")


@for_roles(*QUALITY_KEEPERS)
def standards_by_hand(request: Request) -> HttpResponse:
    """Months before Milepost, counted by somebody."""
    by, centre = request.who.actor, centre_here(request)
    book = book_of(centre.pk)
    form = forms.HandCountForm(_sent(request, "count"), standards=[(one.key, one.title) for one in book.standards])
    titles = book.titles()
    counts = sorted(queries.hand_counts(centre.pk).values(), key=lambda one: (one.month, one.standard), reverse=True)
    page = {"counts": [(titles.get(one.standard, one.standard), one) for one in counts], "trail": _trail(_("Months counted by hand"))}
    return _form_page(
        request, form, lambda given: actions.count_by_hand(centre, by=by, **given), to="standards_by_hand",
        said=_("The month stands beside the others, marked as counted by hand."), template="standards/by_hand.html", page=page,
    )  # fmt: skip


@for_roles(*READERS)
def standards_set(request: Request) -> HttpResponse:
    """The set that holds: each standard in words, and the file to change it."""
    by, centre = request.who.actor, centre_here(request)
    book, newest = book_of(centre.pk), queries.newest_standards(centre.pk)
    keeps = may(by.role, Permission.KEEP_STANDARDS)
    shown = {"text": standardfile.written(newest.document if newest else standardfile.shipped_document())}
    form = forms.StandardsForm(_sent(request, "set") if keeps else None, initial=shown)
    page = {
        "standards": [timing.described(one) for one in book.standards],
        "newest": newest,
        "versions": list(queries.versions_of_standards(by=by)[:12]),
        "keeps": keeps,
        "form": form,
        "trail": _trail(_("The set")),
    }
    if form.is_bound and form.is_valid() and _published(request, form):
        messages.success(request, _("The set is published. What starts from now on runs by it."))
        return redirect("standards_set")
    return render(request, "standards/set.html", {"page": page}, status=422 if form.errors else 200)


def _published(request: Request, form: forms.StandardsForm) -> Any:
    try:
        document = standardfile.read(form.cleaned_data["text"])
    except Unreadable as unreadable:
        for sentence in unreadable.sentences:
            form.add_error("text", sentence)
        return None
    return done_in_form(form, lambda: actions.publish_standards(centre_here(request), by=request.who.actor, document=document))


@require_POST
@for_roles(*QUALITY_KEEPERS)
def standards_page(request: Request) -> HttpResponse:
    """Open the page for the public, or close it."""
    by, centre = request.who.actor, centre_here(request)
    if page := queries.open_page_of(centre.pk):
        said = _("The page is closed. Its address leads nowhere from now on.")
        return act_then_back(request, lambda: actions.close_page(page, by=by), said=said, to="standards")
    return act_then_back(
        request, lambda: actions.open_page(centre, by=by), said=_("The page is open to everybody who has its address."), to="standards"
    )


@require_safe
@login_not_required
def standards_public(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How a provider keeps its standards, for anybody."""
    page = queries.public_page(uuid)
    if page is None:
        raise Http404
    return render(request, "standards/public.html", {"page": kept.public(page)})
