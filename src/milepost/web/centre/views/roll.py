"""Everybody who was ever registered here, and who is due when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from milepost.base import clock
from milepost.engine.needs import behind
from milepost.people import queries as people
from milepost.portfolios import queries
from milepost.portfolios.words import RegistrationState
from milepost.web.access import for_roles
from milepost.web.asked import uuid_in
from milepost.web.centre.views.acting import READERS
from milepost.web.components import Filter
from milepost.web.paging import page_of
from milepost.web.table import as_csv
from milepost.web.who import Request

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.db.models import QuerySet

    from milepost.people.models import Site
    from milepost.portfolios.models import Progress, Registration

A_PAGE = 50
FAR = 20  # points of a hundred that somebody is behind before it is said
NOWHERE = "none"  # in the address: at no site


@dataclass(frozen=True, kw_only=True)
class RollPage:
    found: Page[Registration]
    states: list[tuple[str, str]]
    qualifications: list[tuple[str, str]]
    sites: list[Site]
    asked: dict[str, str]
    csv: str
    narrowed: bool

    @property
    def columns(self) -> list[tuple[str, str]]:
        at = [(_("Site"), "")] if self.sites else []
        people = [(_("Learner"), ""), (_("Qualification"), ""), *at, (_("Assessor"), ""), (_("State"), "")]
        return [*people, (_("Start"), "r"), (_("Planned end"), "r")]


def _narrowed(request: Request) -> tuple[QuerySet[Registration], dict[str, str]]:
    """The roll, narrowed by what the address asks for; what makes no sense is left out."""
    found = queries.roll(by=request.who.actor)
    asked = {name: request.GET.get(name, "").strip() for name in ("state", "qualification", "site", "q")}
    if asked["state"] in RegistrationState.values:
        found = found.filter(state=asked["state"])
    if asked["qualification"]:
        found = found.filter(qualification=asked["qualification"])
    if asked["site"] == NOWHERE:
        found = found.filter(site=None)
    elif site := uuid_in(asked["site"]):
        found = found.filter(site__uuid=site)
    if asked["q"]:
        found = found.filter(learner__name__icontains=asked["q"])
    return found, {name: value for name, value in asked.items() if value}


@require_safe
@for_roles(*READERS)
def centre_roll(request: Request) -> HttpResponse:
    """The nominal roll: every registration, the closed ones included."""
    by = request.who.actor
    found, asked = _narrowed(request)
    page = RollPage(
        found=page_of(found, A_PAGE, request.GET.get("page")),
        states=[(value, str(label)) for value, label in RegistrationState.choices],
        qualifications=[(name, f"{title} ({number})") for name, title, number in queries.qualifications_in(queries.roll(by=by))],
        sites=list(people.sites_of(by)),
        asked=asked,
        csv=reverse("centre_roll_csv") + (f"?{urlencode(asked)}" if asked else ""),
        narrowed=bool(asked),
    )
    return render(request, "centre/roll.html", {"page": page})


@require_safe
@for_roles(*READERS)
def centre_roll_csv(request: Request) -> StreamingHttpResponse:
    """The same as a table, as it is narrowed."""
    found, _asked = _narrowed(request)
    heads = [
        _("Learner"), _("E-mail"), _("ULN"), _("Qualification"), _("Number"), _("Site"), _("Employer"), _("Assessor"), _("IQA"), _("State"),
        _("Start"), _("Planned end"), _("Closed on"), _("Why"),
    ]  # fmt: skip

    def lines() -> Iterator[list[Any]]:
        for one in found.iterator(chunk_size=500):
            yield [
                one.learner.name, one.learner.email, one.uln, one.qualification_title, one.qualification, one.site.name if one.site else "",
                one.employer.name if one.employer else "", one.assessor.name if one.assessor else "", one.iqa.name if one.iqa else "",
                one.get_state_display(), one.starts_on, one.ends_on, one.closed_on or "", one.closed_reason,
            ]  # fmt: skip

    return as_csv("roll", heads, lines())


# Expected completions -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Month:
    label: str
    word: str  # in the address
    due: int
    done: int


@dataclass(frozen=True, kw_only=True)
class Due:
    progress: Progress
    behind: int


@dataclass(frozen=True, kw_only=True)
class CompletionsPage:
    months: list[Month]
    filters: list[Filter]
    chosen: str
    found: Page[Progress]
    rows: list[Due]
    far: int

    @property
    def columns(self) -> list[tuple[str, str]]:
        return [(_("Learner"), ""), (_("Planned end"), "r"), (_("Signed off"), "r"), (_("Pace"), ""), (_("Assessor"), "")]


@require_safe
@for_roles(*READERS)
def centre_completions(request: Request) -> HttpResponse:
    """Who is due in which month by the plan, and who is behind pace."""
    today = clock.today()
    found = queries.due(by=request.who.actor)
    months = [
        Month(label=date_format(date(year, month, 1), "F Y"), word=f"{year}-{month:02d}", due=number, done=done)
        for year, month, number, done in queries.months_due(found)
    ]
    asked = request.GET.get("month", "")
    chosen = asked if asked in {one.word for one in months} else ""
    if chosen:
        year, month = map(int, chosen.split("-"))
        found = queries.due_in(found, year, month)
    shown = page_of(found, A_PAGE, request.GET.get("page"))
    rows = [
        Due(
            progress=row,
            behind=behind(starts_on=row.registration.starts_on, ends_on=row.registration.ends_on, today=today, signed=row.signed_percent),
        )
        for row in shown.object_list
    ]
    filters = [Filter(label=_("All"), href="?", count=sum(one.due for one in months), current=not chosen)]
    filters += [Filter(label=one.label, href=f"?month={one.word}", count=one.due, current=one.word == chosen) for one in months]
    page = CompletionsPage(months=months, filters=filters, chosen=chosen, found=shown, rows=rows, far=FAR)
    return render(request, "centre/completions.html", {"page": page})
