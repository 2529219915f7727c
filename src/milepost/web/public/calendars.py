"""One's own calendar at a private address: the page that shows it, and what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from milepost import links
from milepost.assessment import actions, queries
from milepost.base.refusal import Refused
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.visits.feed import calendar_text
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.assessment.models import CalendarFeed


@dataclass(frozen=True, kw_only=True)
class CalendarPage:
    trail: list[Crumb]
    feed: CalendarFeed | None
    address: str
    webcal: str
    programme: bool  # what stands in it are appointments
    refused: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ASSESSOR, Role.LEARNER)
def calendar(request: Request) -> HttpResponse:
    """The private address of one's visits: made, shown, copied, taken back."""
    by, refused = request.who.actor, ""
    feed = queries.calendar_of(by=by)
    if request.method == "POST":
        try:
            if request.POST.get("act") == "open":
                actions.open_calendar(request.who.reader, by=by)
                messages.success(request, _("Your calendar has an address. Copy it into the calendar on your phone."))
            elif feed:
                actions.revoke_calendar(feed, by=by)
                messages.success(request, _("Taken back. Nobody reads anything at the old address any more."))
            return redirect("calendar")
        except Refused as refusal:
            refused = refusal.reason
    visits = "assessor_visits" if request.who.role == Role.ASSESSOR else "learner_visits"
    address = links.absolute(reverse("calendar_feed", args=[queries.calendar_token(feed)])) if feed else ""
    programme = request.who.takes_part or request.who.advises_only
    page = CalendarPage(
        trail=[Crumb(_("Appointments") if programme else _("Visits"), reverse(visits)), Crumb(_("In your own calendar"))], feed=feed, address=address,
        webcal=address.replace("https://", "webcal://").replace("http://", "webcal://"), refused=refused, programme=programme,
    )  # fmt: skip
    return render(request, "visits/calendar.html", {"page": page}, status=422 if refused else 200)


@login_not_required
@require_safe
def calendar_feed(_request: Request, token: str) -> HttpResponse:
    """The visits behind a private address. One that was taken back, or was never given, leads nowhere."""
    feed = queries.calendar_by_token(token)
    if feed is None:
        raise Http404
    name = _("Visits, %(centre)s") % {"centre": feed.centre.name}
    text = calendar_text(queries.visits_in_calendar(feed), name=name)
    headers = {
        "Content-Disposition": 'inline; filename="visits.ics"', "Cache-Control": "private, max-age=300",
        "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer",
    }  # fmt: skip
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
