"""The plan for the relationship with one employer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from milepost.employers import actions, facts, queries
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import act_then_back, done_in_form
from milepost.web.components import Crumb
from milepost.web.employer.impact_forms import PlanForm
from milepost.web.employer.views.files import crumbs
from milepost.web.employer.views.journey import OWNERS, READERS
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.employers.facts import Rhythm
    from milepost.employers.models import EmployerFile, RelationshipPlan


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    file: EmployerFile
    plan: RelationshipPlan | None
    rhythm: Rhythm | None
    earlier: Sequence[RelationshipPlan]
    form: PlanForm
    acts: bool
    trail: list[Crumb]


@for_roles(*READERS)
def employer_plan(request: Request, uuid: UUID) -> HttpResponse:
    """The plan that holds, a new one in its place, and that its step is done."""
    by, acts = request.who.actor, request.who.role in OWNERS
    file = get_object_or_404(queries.files(by=by), uuid=uuid)
    act = request.POST.get("act", "") if request.method == "POST" and acts else ""
    plans = list(queries.plans(by=by).filter(file=file))
    plan = plans[0] if plans else None
    if act == "done" and plan is not None:
        said = _("Done. What comes next?")
        return act_then_back(request, lambda: actions.finish_relationship_step(plan, by=by), said=said, to="employer_plan", uuid=uuid)
    initial = {"every_weeks": plan.every_weeks, "year": plan.year, "agreed_with": plan.agreed_with} if plan else {}
    form = PlanForm(request.POST if act == "agree" else None, initial=initial)
    if act == "agree" and form.is_valid() and done_in_form(form, lambda: actions.agree_relationship(file, by=by, **form.cleaned_data)):
        messages.success(
            request, _("The plan holds. Its step and its rhythm stand on the page of who owns %(name)s.") % {"name": file.employer.name}
        )
        return redirect("employer_one", uuid=file.uuid)
    rhythm = next(iter(facts.rhythms([plan])), None) if plan else None
    page = PlanPage(
        file=file, plan=plan, rhythm=rhythm, earlier=plans[1:], form=form, acts=acts, trail=crumbs(file, _("Plan the relationship"))
    )
    return render(request, "employer/plan.html", {"page": page}, status=422 if form.errors else 200)
