"""The page of one employer: the journey with who owns each juncture, what the stage still asks for, and one timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from milepost.base.refusal import Refused
from milepost.base.text import sentence
from milepost.concerns import queries as concerns
from milepost.concerns.words import OF_CONCERNS
from milepost.employers import actions, consensus, facts, queries
from milepost.portfolios import queries as portfolios
from milepost.web.access import for_roles
from milepost.web.components import Crumb, Entry, Stone
from milepost.web.employer import lasting
from milepost.web.employer.telling import entries
from milepost.web.employer.views.files import crumbs
from milepost.web.employer.views.journey import OWNERS, READERS
from milepost.web.employer.views.owning import because
from milepost.web.standards import showing
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.concerns.models import Concern
    from milepost.employers.facts import Owning
    from milepost.employers.models import EmployerFile, EmployerMerge, Handover, Meeting, NeedsAnalysis, PageLetter, Proposal
    from milepost.engine.journey import Check, Journey, Stage
    from milepost.people.models import Person
    from milepost.portfolios.models import Registration

A_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One check of the stage: shown by the journal, or what its owner says of it."""

    check: Check
    event: Any
    said: str
    lacks: str = ""  # why the fact does not hold that it asks for


@dataclass(frozen=True, kw_only=True)
class Learner:
    registration: Registration
    sees: bool  # whether the learner agrees that the employer sees how far they are


@dataclass(frozen=True, kw_only=True)
class OnePage:
    file: EmployerFile
    stones: list[Stone]
    journey: Journey
    stage: Stage
    after: Stage | None
    behind: Sequence[Stage]
    checks: list[Shown]
    closes: bool
    why: str
    owner: Person | None
    here: Person | None
    refused: str
    waiting: list[Handover]
    meetings: list[Meeting]
    issues: list[Any]
    analyses: list[NeedsAnalysis]
    proposals: list[Proposal]
    helped: lasting.Helped
    learners: list[Learner]
    promised: showing.Promised
    line: list[Entry]
    pages: Any
    merges: list[EmployerMerge]
    concerns: list[Concern]
    letters: list[PageLetter]
    trail: list[Crumb]
    acts: bool
    runs: bool


@require_safe
@for_roles(*READERS)
def employer_one(request: Request, uuid: UUID) -> HttpResponse:
    file = get_object_or_404(queries.files(by=request.who.actor), uuid=uuid)
    return shown(request, file)


def shown(request: Request, file: EmployerFile, *, said: Mapping[str, str] | None = None, refused: str = "") -> HttpResponse:
    """The page; with `refused` the reason why the stage does not close yet, and what was typed."""
    by, said = request.who.actor, said or {}
    parts = queries.parts_of(file)
    owning = facts.owning_of([file], centre_id=file.centre_id)
    journey, stage = owning.journey, owning.journey.at(file.stage)
    registrations = list(queries.learners_of_employer(parts))
    sees = portfolios.employers_see([one.pk for one in registrations])
    happened = queries.happened(parts, [name for check in stage.checks for name in check.events])
    lacks = consensus.lacks_at(stage, centre_id=file.centre_id)
    pages = Paginator(queries.timeline(parts, registrations, also=OF_CONCERNS), A_PAGE).get_page(request.GET.get("page"))
    whole = owning.of(file)
    page = OnePage(
        file=file, stones=_stones(file, owning), journey=journey, stage=stage, after=journey.after(stage.key),
        behind=journey.stages[: journey.place(stage.key)],
        checks=[
            Shown(
                check=one, event=next((happened[name] for name in one.events if name in happened), None), said=said.get(one.key, ""),
                lacks="; ".join(sentence(reason, {}) for reason in lacks.get(one.fact, [])),
            )
            for one in stage.checks
        ],
        closes=by.person_id == owning.of(file, stage.juncture.key).person or request.who.role == "centre_manager",
        owner=owning.person(whole.person), why=because(whole, owning), here=owning.owns(file, stage.juncture.key), refused=refused,
        waiting=[one for one in queries.handovers(by=by) if one.file_id == file.pk], meetings=list(queries.meetings_open(parts, by=by)),
        issues=list(queries.issues_of(parts)), analyses=list(queries.analyses_of(parts)), proposals=list(queries.proposals_of(parts)),
        helped=lasting.of_one(parts, by=by), learners=[Learner(registration=one, sees=one.pk in sees) for one in registrations],
        promised=showing.of_files(parts, keys=stage.standards, centre_id=file.centre_id, role=by.role),
        line=entries(pages, registrations=registrations, journey=journey), pages=pages, merges=list(queries.merges_of(file)), concerns=list(concerns.concerns_of(parts, by=by)), letters=list(queries.page_letters_of(parts)),
        trail=crumbs(file), acts=request.who.role in OWNERS, runs=request.who.role == "centre_manager",
    )  # fmt: skip
    return render(request, "employer/one.html", {"page": page}, status=422 if refused else 200)


def _stones(file: EmployerFile, owning: Owning) -> list[Stone]:
    here = owning.journey.place(file.stage)
    found = []
    for place, stage in enumerate(owning.journey.stages):
        person = owning.owns(file, stage.juncture.key)
        state = "passed" if place < here else "here" if place == here else "ahead"
        found.append(Stone(title=stage.title, state=state, number=str(place + 1), note=person.name if person else ""))
    return found


@require_POST
@for_roles(*OWNERS)
def employer_pass(request: Request, uuid: UUID) -> HttpResponse:
    """Close the stage, with what its owner says of the checks that the journal does not show."""
    file = get_object_or_404(queries.files(by=request.who.actor), uuid=uuid)
    said = {name.removeprefix("said-"): str(text) for name, text in request.POST.items() if name.startswith("said-")}
    try:
        passed = actions.pass_stage(file, by=request.who.actor, seen=request.POST.get("stage", ""), said=said)
    except Refused as refused:
        return shown(request, file, said=said, refused=refused.reason)
    to = queries.journey_at(file.centre_id).at(passed.to)
    messages.success(request, _("%(name)s goes on to “%(stage)s”.") % {"name": file.employer.name, "stage": to.title})
    return redirect("employer_one", uuid=file.uuid)
