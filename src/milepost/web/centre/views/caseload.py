"""Who has whom: giving learners from one assessor to others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base.refusal import Refused
from milepost.engine.spreading import spread
from milepost.people import queries as people
from milepost.people.words import Role
from milepost.portfolios import actions, queries
from milepost.portfolios.queries import Load
from milepost.web.access import for_roles
from milepost.web.centre.running_forms import ReassignForm
from milepost.web.components import Crumb
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.people.models import Person
    from milepost.portfolios.models import Registration

NOBODY = "nobody"  # in the address: the learners without an assessor
MOST = 300  # learners in one go: each is an act of its own


@dataclass(frozen=True, kw_only=True)
class Giver:
    """Whoever has learners now; `person` is None for those whom nobody assesses."""

    key: str
    person: Person | None
    load: Load
    gone: bool = False  # no assessor here any more


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one assessor would have: before, and after."""

    person: Person
    before: int
    after: int
    takes: list[str]


@dataclass(frozen=True, kw_only=True)
class ReassignPage:
    givers: list[Giver]
    giver: Giver | None
    learners: list[Registration]
    form: ReassignForm | None
    shares: list[Share]
    most: int
    trail: list[Crumb]


def _givers(by: Actor) -> list[Giver]:
    """Everybody with a learner, who has none named and who has left on top."""
    loads, staff = queries.loads(by=by), {one.pk for one in people.staff_of(by, Role.ASSESSOR)}
    known = queries.people_with_learners([key for key in loads if key is not None])
    found = [Giver(key=str(one.uuid), person=one, load=loads[one.pk], gone=one.pk not in staff) for one in known.values()]
    if None in loads:
        found.append(Giver(key=NOBODY, person=None, load=loads[None]))
    return sorted(found, key=lambda one: (one.person is not None, not one.gone, one.person.name if one.person else ""))


@for_roles(Role.CENTRE_MANAGER)
def centre_reassign(request: Request) -> HttpResponse:
    """Choose from whom, whom, and to whom; look at what it comes to; do it."""
    by = request.who.actor
    givers, asked = _givers(by), request.GET.get("from", "")
    giver = next((one for one in givers if one.key == asked), None)
    if asked and giver is None:
        if not _is_ours(asked, by):
            raise Http404
        messages.info(request, _("Nobody is left to give away there."))
        return redirect("centre_reassign")
    if giver is None:
        return render(request, "centre/reassign.html", {"page": _page(givers)})
    learners = list(queries.caseload_of(giver.person, by=by)[:MOST])
    form = ReassignForm(request.POST or None, learners=learners, takers=_takers(giver, by=by))
    if request.method != "POST" or not form.is_valid():
        page = _page(givers, giver, learners, form)
        return render(request, "centre/reassign.html", {"page": page}, status=422 if form.errors else 200)
    plan = _plan(form.chosen, form.cleaned_data["to"], by=by)
    if request.POST.get("act") != "do":
        return render(request, "centre/reassign.html", {"page": _page(givers, giver, learners, form, _shares(plan, form, by=by))})
    return _done(request, plan, reason=form.cleaned_data["reason"])


def _is_ours(asked: str, by: Actor) -> bool:
    """Whether the address names somebody of this centre, who has no learner any more."""
    try:
        return asked == NOBODY or people.staff_of(by, Role.ASSESSOR).filter(uuid=UUID(asked)).exists()
    except ValueError:
        return False


def _takers(giver: Giver, *, by: Actor) -> list[tuple[Person, Load]]:
    """Who may take learners, with what they have."""
    loads = queries.loads(by=by)
    staff = people.staff_of(by, Role.ASSESSOR)
    return [(one, loads.get(one.pk, Load())) for one in staff if not giver.person or one.pk != giver.person.pk]


def _plan(learners: list[Registration], to: list[Person], *, by: Actor) -> list[tuple[Registration, Person]]:
    """Who takes whom: the one named, or whoever has the fewest by then."""
    loads = queries.loads(by=by)
    takers = {str(one.uuid): one for one in to}
    found = spread([one.pk for one in learners], {key: loads.get(one.pk, Load()).learners for key, one in takers.items()})
    return [(one, takers[found[one.pk]]) for one in learners]


def _shares(plan: list[tuple[Registration, Person]], form: ReassignForm, *, by: Actor) -> list[Share]:
    loads = queries.loads(by=by)
    shares = []
    for person in form.cleaned_data["to"]:
        takes = [registration.learner.name for registration, taker in plan if taker == person]
        before = loads.get(person.pk, Load()).learners
        shares.append(Share(person=person, before=before, after=before + len(takes), takes=takes))
    return shares


def _done(request: Request, plan: list[tuple[Registration, Person]], *, reason: str) -> HttpResponse:
    """One act a learner: one that can't be done does not stop the others."""
    given, kept = 0, []
    for registration, taker in plan:
        try:
            actions.allocate(registration, by=request.who.actor, assessor=taker, iqa=registration.iqa, reason=reason)
        except Refused as refused:
            kept.append(_("%(learner)s: %(reason)s") % {"learner": registration.learner.name, "reason": refused.reason})
        else:
            given += 1
    if given:
        said = ngettext(
            "%(n)d learner has another assessor. Everybody concerned is told.",
            "%(n)d learners have another assessor. Everybody concerned is told.",
            given,
        )
        messages.success(request, said % {"n": given})
    for line in kept[:10]:
        messages.error(request, line)
    if len(kept) > 10:
        rest = ngettext("%(n)d more stays where they are.", "%(n)d more stay where they are.", len(kept) - 10)
        messages.error(request, rest % {"n": len(kept) - 10})
    return redirect("centre_reassign")


def _page(
    givers: list[Giver], giver: Giver | None = None, learners: list[Registration] | None = None, form: ReassignForm | None = None,
    shares: list[Share] | None = None,
) -> ReassignPage:  # fmt: skip
    trail: list[Any] = [Crumb(_("Learners"), reverse("centre_learners")), Crumb(_("Who has whom"), reverse("centre_reassign"))]
    if giver:
        trail.append(Crumb(giver.person.name if giver.person else _("No assessor")))
    else:
        trail[-1] = Crumb(_("Who has whom"))
    most = MOST if giver and giver.load.learners > MOST else 0
    return ReassignPage(givers=givers, giver=giver, learners=learners or [], form=form, shares=shares or [], most=most, trail=trail)
