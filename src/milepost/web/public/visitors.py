"""The demonstration's visitors: whom they can be, and the words that they need for it. Elsewhere these pages do not exist."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from milepost.base.demonstration import mark_of
from milepost.people import queries
from milepost.portfolios import queries as portfolios
from milepost.web.context import called, does
from milepost.web.who import APPOINTMENT_KEY, Request

FINDS = {  # what a visitor of the demonstration finds in a role
    "learner": _lazy("Sees the next step, adds evidence and hands it in."),
    "participant": _lazy("Takes part in a programme: a plan, appointments, what they want to tell."),
    "assessor": _lazy("Judges work beside the evidence and signs units off."),
    "iqa": _lazy("Reads every judgement of a unit, agrees or returns it; takes cases, assesses a standard as a peer."),
    "eqa": _lazy("Reads everything, changes nothing."),
    "quality_manager": _lazy("Holds the centre against a standard, keeps its promises and its road, takes cases."),
    "centre_manager": _lazy("Imports handbooks, registers learners, invites staff."),
    "employer_owner": _lazy("Owns employers: enquiries, needs, proposals, one timeline."),
    "employer_contact": _lazy("Sees their learners, what needs them, and what we promise; tells of a concern."),
}
TUTORIAL_LEARNER = "Lena"  # of whom the tutorial speaks: the demonstration puts her first


@login_not_required
@require_safe
def demo(request: Request) -> HttpResponse:
    """The people of the demonstration, each a press away, and the words that open what nobody opens without them."""
    if not settings.DEMO:
        raise Http404
    held: list[dict[str, Any]] = [
        {"appointment": one, "does": does(called(one), one.centre.name), "finds": FINDS.get(called(one), "")}
        for one in portfolios.with_programmes(queries.to_visit_as())
    ]
    learners = sorted(
        (one for one in held if called(one["appointment"]) == "learner"),
        key=lambda one: (one["appointment"].person.first_name != TUTORIAL_LEARNER, one["appointment"].person.name),
    )
    taking_part = [one for one in held if called(one["appointment"]) == "participant"]
    staff = [one for one in held if one["appointment"].role != "learner"]
    staff.sort(key=lambda one: one["appointment"].role == "employer_contact")  # at the end: they look in from outside
    words = mark_of(settings.HOME).get("words") or {}
    page = {
        "people": [*learners[:1], *taking_part[:1], *staff],
        "learners": [*learners[1:], *taking_part[1:]],
        "keys": list((words.get("keys") or {}).items()),
        "cases": list((words.get("cases") or {}).items()),
        "door": reverse("door", args=[words["door"]]) if words.get("door") else "",
    }
    return render(request, "public/demo.html", page)


@login_not_required
@require_POST
def demo_switch(request: Request) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    chosen = next((one for one in queries.to_visit_as() if str(one.uuid) == request.POST.get("appointment")), None)
    if chosen is None:
        raise Http404
    login(request, chosen.person)
    request.session[APPOINTMENT_KEY] = str(chosen.uuid)
    return redirect("home")
