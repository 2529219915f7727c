"""A newer version of the qualification: what it would mean, and the learner's own answer to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from milepost.assessment import actions as assessment
from milepost.base.refusal import Refused
from milepost.engine.difference import Change
from milepost.frameworks.queries import framework_of
from milepost.people.words import Role
from milepost.portfolios import actions, policies, progress, queries
from milepost.web import moving
from milepost.web.access import for_roles
from milepost.web.changes import ChangedLine, Changes, changed_line, changes
from milepost.web.components import Crumb
from milepost.web.learner.mine import mine, spoken, target_address
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.portfolios.models import Registration, VersionOffer


@dataclass(frozen=True, kw_only=True)
class Waits:
    """A criterion that a move has opened again, or asked for the first time."""

    about: str
    href: str
    line: ChangedLine
    with_assessor: bool


@dataclass(frozen=True, kw_only=True)
class VersionPage:
    """The offer that waits for an answer or, without one, what the last move has left to do."""

    registration: Registration
    offer: VersionOffer | None
    title: str
    lead: str
    trail: list[Crumb]
    kept: str = ""
    costs: Sequence[str] = ()
    changes: Changes | None = None
    why_not: str | None = None
    note: str = ""
    note_error: str = ""
    moved: VersionOffer | None = None
    waits: Sequence[Waits] = ()


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def learner_version(request: Request) -> HttpResponse:
    """What the newer version changes in one's own units, and the two answers: move, or stay with a word why."""
    registration = mine(request)
    offer = queries.open_offer(registration)
    if request.method == "POST":
        return _answered(request, registration, offer)
    return _shown(request, registration, offer)


def _shown(
    request: Request, registration: Registration, offer: VersionOffer | None, *, note: str = "", note_error: str = ""
) -> HttpResponse:
    page = _offer_page(request, registration, offer, note, note_error) if offer else _standing_page(request, registration)
    return render(request, "learner/version.html", {"page": page}, status=422 if note_error else 200)


def _answered(request: Request, registration: Registration, offer: VersionOffer | None) -> HttpResponse:
    by, note = request.who.actor, request.POST.get("note", "")
    if offer is None:
        messages.error(request, _("There is no offer that waits for your answer."))
        return redirect("learner_version")
    try:
        if request.POST.get("act") == "move":
            offer.registration = registration
            assessment.move_version(offer, by=by)
            said = _("You stand on version %(version)s now. Everything that was decided on the same words stands.")
            messages.success(request, said % {"version": offer.specification.version})
        else:
            actions.stay_on_version(offer, by=by, note=note)
            messages.success(request, _("You stay on version %(version)s. Your centre can read why.") % {"version": offer.left.version})
    except Refused as refused:
        if request.POST.get("act") == "move" or note.strip():
            messages.error(request, refused.reason)
            return redirect("learner_version")
        return _shown(request, registration, offer, note=note, note_error=refused.reason)
    return redirect("learner_version")


def _trail() -> list[Crumb]:
    return [Crumb(_("Units"), reverse("learner_units")), Crumb(_("Version"))]


def _offer_page(request: Request, registration: Registration, offer: VersionOffer, note: str, note_error: str) -> VersionPage:
    old, to = registration.specification, offer.specification
    found = queries.changes_between(old, to)
    effect = queries.effect(registration, found, to, ground=queries.ground_of(registration))
    own = [*registration.progress.units]
    return VersionPage(
        registration=registration, offer=offer, title=_("Your qualification has a newer version"), trail=_trail(),
        lead=_("%(title)s. You stand on version %(old)s; version %(new)s is offered to you. Nothing changes until you answer.")
        % {"title": registration.qualification_title, "old": old.version, "new": to.version},
        kept=moving.kept(effect), costs=moving.costs(effect, to), changes=changes(found, framework_of(old), framework_of(to), units=own),
        why_not=policies.why_not_answer(offer, by=request.who.actor), note=note, note_error=note_error,
    )  # fmt: skip


def _standing_page(request: Request, registration: Registration) -> VersionPage:
    """Which version one stands on, and what is left of the last move."""
    here = registration.specification
    moved = queries.version_offers(by=request.who.actor).filter(registration=registration, specification=here, answer="moved").first()
    waits = _waits(registration, moved) if moved else []
    lead = _("%(title)s. Nothing is offered to you.") % {"title": registration.qualification_title}
    if waits:
        lead = ngettext(
            "%(title)s. %(n)d criterion is left of the move.", "%(title)s. %(n)d criteria are left of the move.", len(waits)
        ) % {"title": registration.qualification_title, "n": len(waits)}  # fmt: skip
    return VersionPage(
        registration=registration, offer=None, title=_("You stand on version %(version)s") % {"version": here.version}, lead=lead,
        trail=_trail(), moved=moved, waits=waits,
    )  # fmt: skip


def _waits(registration: Registration, moved: VersionOffer) -> list[Waits]:
    """What has other words or is new since the move, and is not decided yet."""
    framework, states = framework_of(registration.specification), progress.states(registration.progress, registration)
    found = []
    for unit in queries.changes_between(moved.left, registration.specification).units:
        for line in unit.lines:
            state = states.get(line.after) if line.after else None
            if line.change in (Change.REWORDED, Change.NEW) and state in ("c", "o", "r", "d"):
                about, href = spoken(line.after, framework), target_address(line.after)
                found.append(Waits(about=about, href=href, line=changed_line(line), with_assessor=state in ("c", "d")))
    return found
