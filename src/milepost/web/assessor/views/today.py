"""The assessor's day: what waits, and the caseload."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from milepost.assessment import queries as assessment
from milepost.assurance import queries as assurances
from milepost.base import clock
from milepost.people.words import Role
from milepost.portfolios import queries
from milepost.web import ours
from milepost.web.access import for_roles
from milepost.web.assessor import matrix
from milepost.web.assessor import queue as work
from milepost.web.components import Filter
from milepost.web.portfolio import cohort
from milepost.web.programmes.advising_today import advising_today
from milepost.web.visits import agenda
from milepost.web.who import Request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.assurance.models import CorrectiveAction
    from milepost.base.models import Actor
    from milepost.portfolios.models import Progress, UnitPlan

SHOWN = 8
AHEAD = timedelta(days=6)
QUEUE_SHOWN = 7

KINDS: dict[str, tuple[object, Callable[[Progress], bool]]] = {
    "all": (gettext_lazy("All"), lambda row: True),
    "waiting": (gettext_lazy("Wait for me"), lambda row: row.waiting > 0),
    "quiet": (gettext_lazy("Quiet for 28 days"), cohort.is_quiet),
    "near": (gettext_lazy("Near the end"), cohort.is_near),
    "doubt": (gettext_lazy("In doubt"), lambda row: row.doubt > 0 or "d" in row.parts.values()),
}
ORDERS = ("signed", "evidenced", "quiet")


@dataclass(frozen=True, kw_only=True)
class Caseload:
    """Learners as skylines, with the filter bar over them."""

    learners: list[cohort.CohortRow]
    filters: list[Filter]
    columns: list[tuple[str, ...]]
    q: str
    number: int  # of all learners
    more: int = 0

    @property
    def address(self) -> str:
        return reverse("assessor_caseload")


@dataclass(frozen=True, kw_only=True)
class Today:
    title: str
    lead: str
    queue: list[work.Waiting]
    later: list[work.Waiting]
    plans: list[UnitPlan]
    to_countersign: int
    unplanned: list[cohort.CohortRow]
    visits: list[agenda.Line]
    caseload: Caseload
    put_right: Sequence[CorrectiveAction]
    ours: ours.Waiting


def caseload(rows: list[Progress], *, only: str = "all", q: str = "", sort: str = "signed", most: int | None = None) -> Caseload:
    """From every row of the caseload: filtered, sorted and counted here, so that the page asks the database once."""
    only, sort = only if only in KINDS else "all", sort if sort in ORDERS else "signed"

    def link(**changes: str) -> str:
        given = {"only": only, "sort": sort, "q": q} | changes
        plain = {"only": "all", "sort": "signed", "q": ""}
        query = {key: value for key, value in given.items() if value != plain[key]}
        return reverse("assessor_caseload", query=query or None)

    named = [row for row in rows if q.casefold() in row.registration.learner.name.casefold()]
    found = [row for row in named if KINDS[only][1](row)]
    match sort:
        case "evidenced":
            found.sort(key=lambda row: -row.evidenced_percent)
        case "quiet":
            found.sort(key=lambda row: row.last_act_at or row.registration.registered_at)
    return Caseload(
        learners=cohort.cohort_rows(found[:most], page="assessor_learner"),
        filters=[
            Filter(label=str(words), href=link(only=key), count=sum(map(fits, named)), current=key == only)
            for key, (words, fits) in KINDS.items()
        ],
        columns=[
            (_("Learner"),), (_("Criteria, unit by unit"),),
            (_("Signed off"), "r", link(sort="signed"), "descending" if sort == "signed" else ""),
            (_("Evidenced"), "r", link(sort="evidenced"), "descending" if sort == "evidenced" else ""),
            (_("Last act"), "", link(sort="quiet"), "ascending" if sort == "quiet" else ""), (_("Worth knowing"),),
        ],
        q=q, number=len(rows), more=max(len(found) - most, 0) if most else 0,
    )  # fmt: skip


def _lead(queue: list[work.Waiting], *, choices: int) -> str:
    """`choices`: with how many learners the units are still to be agreed."""
    if not queue and choices:
        return ngettext(
            "Nothing waits to be judged. With %(n)d learner you have still to agree the units.",
            "Nothing waits to be judged. With %(n)d learners you have still to agree the units.",
            choices,
        ) % {"n": choices}
    if not queue:
        return _("Nothing waits for you. New work shows here as soon as a learner hands something in.")
    oldest = queue[0].since
    pieces = ngettext("%(n)d piece of work waits for you.", "%(n)d pieces of work wait for you.", len(queue)) % {"n": len(queue)}
    days = (clock.now() - oldest).days if oldest else 0
    if not days:
        return _("%(pieces)s The oldest came within the last day.") % {"pieces": pieces}
    return ngettext("%(pieces)s The oldest has waited for %(n)d day.", "%(pieces)s The oldest has waited for %(n)d days.", days) % {
        "pieces": pieces,
        "n": days,
    }


def _visits(by: Actor) -> list[agenda.Line]:
    """The visits of the week; and of later ones those that wait for the reader's answer."""
    until = clock.today() + AHEAD
    ahead = [one for one in assessment.agenda(by=by) if timezone.localtime(one.starts_at).date() >= clock.today()]
    lines = agenda.coming(ahead, by=by, page="assessor_visit")
    return [one for one in lines if one.standing.answer or timezone.localtime(one.visit.starts_at).date() <= until]


@require_safe
@for_roles(Role.ASSESSOR)
def assessor_today(request: Request) -> HttpResponse:
    """What waits, oldest first, and the learners who are furthest; of an adviser alone whom they advise."""
    if request.who.advises_only:
        return advising_today(request)
    by = request.who.actor
    rows = list(work.with_parts(queries.cohort(by=by)))
    queue = work.with_clocks(work.waiting(rows))
    plans = list(queries.plans_to_agree(by=by))
    asked = {plan.registration_id for plan in plans}
    unplanned = [row for row in rows if not row.units and row.registration_id not in asked]
    page = Today(
        title=date_format(timezone.localtime(clock.now()), "l, j F"),
        lead=_lead(queue, choices=len(plans) + len(unplanned)),
        queue=queue[:QUEUE_SHOWN],
        later=queue[QUEUE_SHOWN:],
        put_right=assurances.waiting_for(by=by),
        ours=ours.waiting_for(by=by),
        plans=plans,
        to_countersign=assessment.number_to_countersign(by=by),
        visits=_visits(by),
        unplanned=cohort.cohort_rows(unplanned, page="assessor_choose_units"),
        caseload=caseload(rows, most=SHOWN),
    )
    return render(request, "assessor/today.html", {"page": page})


@require_safe
@for_roles(Role.ASSESSOR)
def assessor_caseload(request: Request) -> HttpResponse:
    """Every learner of the caseload, one line each."""
    rows = list(work.with_parts(queries.cohort(by=request.who.actor)))
    asked = request.GET
    page = caseload(rows, only=asked.get("only", ""), q=asked.get("q", "").strip(), sort=asked.get("sort", ""))
    return render(request, "assessor/caseload.html", {"page": page})


@require_safe
@for_roles(Role.ASSESSOR)
def assessor_caseload_criteria(request: Request) -> HttpResponse:
    """One unit of every learner who has it, or all units, criterion by criterion."""
    rows = list(queries.cohort(by=request.who.actor))
    return render(request, "assessor/criteria.html", {"page": matrix.matrix(rows, wanted=request.GET.get("unit", ""))})
