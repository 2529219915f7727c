"""Portfolios to read: the learners of the centre, one of them, a unit, a piece of evidence. Nothing is changed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from milepost.base import clock
from milepost.portfolios import queries
from milepost.web import history
from milepost.web.access import for_roles
from milepost.web.components import Crumb, Filter, UnitWall
from milepost.web.earlier import history_until_now
from milepost.web.paging import Counted
from milepost.web.portfolio import cohort, testimonies
from milepost.web.portfolio import evidence as pieces
from milepost.web.portfolio import unit as reading
from milepost.web.portfolio.likeness import likeness_page
from milepost.web.quality.views.today import READERS
from milepost.web.quality.views.unit import PAGES
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.portfolios.models import Registration

A_PAGE = 30
LINES, ALL = 12, 1000  # of the history, at first and when asked


@dataclass(frozen=True, kw_only=True)
class CohortPage:
    found: Page[Any]
    learners: list[cohort.CohortRow]
    filters: list[Filter]
    columns: list[tuple[str, ...]]
    q: str
    number: int


def _kinds() -> dict[str, tuple[str, Q]]:
    return {
        "all": (_("All"), Q()),
        "waiting": (_("Work waits"), Q(waiting__gt=0)),
        "quiet": (_("Quiet for 28 days"), Q(last_act_at__lt=clock.now() - cohort.QUIET)),
        "near": (_("Near the end"), Q(signed_percent__gte=cohort.NEAR)),
        "doubt": (_("In doubt"), Q(doubt__gt=0)),
    }


@require_safe
@for_roles(*READERS)
def quality_learners(request: Request) -> HttpResponse:
    """Every active learner of the centre, thirty a page. Two queries: the counts of all filters, and the page."""
    asked, kinds = request.GET, _kinds()
    only = asked.get("only", "") if asked.get("only") in kinds else "all"
    sort = asked.get("sort", "") if asked.get("sort") in queries.COHORT_ORDERS else "signed"
    q = asked.get("q", "").strip()

    def link(**changes: str) -> str:
        given = {"only": only, "sort": sort, "q": q} | changes
        plain = {"only": "all", "sort": "signed", "q": ""}
        return reverse("quality_learners", query={key: value for key, value in given.items() if value != plain[key]} or None)

    rows = queries.cohort(by=request.who.actor, order=queries.COHORT_ORDERS[sort])
    if q:
        rows = rows.filter(registration__learner__name__icontains=q)
    counts = rows.order_by().aggregate(**{name: Count("pk", filter=fits or None) for name, (_words, fits) in kinds.items()})
    found = Counted(rows.filter(kinds[only][1]), A_PAGE, known=counts[only]).get_page(asked.get("page"))
    page = CohortPage(
        found=found,
        learners=cohort.cohort_rows(found.object_list, page="quality_learner"),
        filters=[Filter(label=words, href=link(only=name), count=counts[name], current=name == only) for name, (words, _q) in kinds.items()],
        columns=[
            (_("Learner"),), (_("Criteria, unit by unit"),),
            (_("Signed off"), "r", link(sort="signed"), "descending" if sort == "signed" else ""),
            (_("Evidenced"), "r", link(sort="evidenced"), "descending" if sort == "evidenced" else ""), (_("Assessor"),),
            (_("Last act"), "", link(sort="quiet"), "ascending" if sort == "quiet" else ""), (_("Worth knowing"),),
        ],
        q=q, number=counts["all"],
    )  # fmt: skip
    return render(request, "quality/learners.html", {"page": page})


@dataclass(frozen=True, kw_only=True)
class LearnerPage:
    registration: Registration
    trail: list[Crumb]
    time_used: int
    units: list[reading.UnitLine]
    wall: list[UnitWall]
    proposed: Any
    history: list[history.Line]

    @property
    def open(self) -> int:
        return self.registration.progress.open


def _registration(request: Request, uuid: UUID) -> Registration:
    return get_object_or_404(queries.registrations(by=request.who.actor), uuid=uuid)


@require_safe
@for_roles(*READERS)
def quality_learner(request: Request, uuid: UUID) -> HttpResponse:
    """One learner's portfolio."""
    registration = _registration(request, uuid)
    row = registration.progress
    second_look = bool(request.who.centre and request.who.centre.second_look)
    page = LearnerPage(
        registration=registration,
        trail=[Crumb(_("Learners"), reverse("quality_learners")), Crumb(registration.learner.name)],
        time_used=cohort.time_used(registration),
        units=reading.unit_lines(registration, row, page="quality_standing", second_look=second_look),
        wall=reading.wall(registration, row, page="quality_standing"),
        proposed=queries.plan_proposed(registration),
        history=history_until_now(registration, request.who.actor, most=ALL if "history" in request.GET else LINES),
    )
    return render(request, "quality/learner.html", {"page": page, "row": row})


@require_safe
@for_roles(*READERS)
def quality_standing(request: Request, uuid: UUID, key: str) -> HttpResponse:
    """Where one unit stands, signed off or not."""
    registration = _registration(request, uuid)
    second_look = bool(request.who.centre and request.who.centre.second_look)
    unit = reading.standing(registration, key, pages=PAGES, second_look=second_look)
    trail = [Crumb(registration.learner.name, reverse("quality_learner", args=[uuid])), Crumb(unit.unit.code)]
    return render(request, "quality/standing.html", {"unit": unit, "trail": trail})


@require_safe
@for_roles(*READERS)
def quality_evidence(request: Request, uuid: UUID) -> HttpResponse:
    """One piece of evidence, in the version asked for."""
    page = pieces.evidence_page(
        uuid, by=request.who.actor, asked=request.GET.get("version", ""), learner="quality_learner", unit="quality_standing",
        here="quality_evidence", like="quality_likeness",
    )  # fmt: skip
    return render(request, "portfolio/evidence.html", {"page": page})


@require_safe
@for_roles(*READERS)
def quality_likeness(request: Request, uuid: UUID, other: UUID) -> HttpResponse:
    """What this evidence has in common with another learner's."""
    page = likeness_page(uuid, other, by=request.who.actor, evidence_page="quality_evidence")
    return render(request, "portfolio/likeness.html", {"page": page})


@require_safe
@for_roles(*READERS)
def quality_testimonies(request: Request) -> HttpResponse:
    """What witnesses signed at the centre, with what is worth knowing."""
    return testimonies.listed(request, evidence="quality_evidence", home="quality_today", here="quality_testimonies")
