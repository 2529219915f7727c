"""Where the centre works: its own places and satellites, and how many learn at each."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from milepost.base import clock
from milepost.people import actions
from milepost.people import queries as people
from milepost.people.words import Role
from milepost.portfolios import queries
from milepost.web.access import for_roles
from milepost.web.centre.running_forms import SiteForm
from milepost.web.centre.views.acting import READERS, act_then_back, centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.who import Request


@for_roles(*READERS)
def centre_sites(request: Request) -> HttpResponse:
    """The sites, and a form for a further one."""
    by, runs = request.who.actor, request.who.role == Role.CENTRE_MANAGER
    sent = request.method == "POST" and runs
    form = SiteForm(request.POST if sent else None, initial={"opened_on": clock.today()})
    if sent and form.is_valid():
        site = done_in_form(form, lambda: actions.open_site(centre_here(request), by=by, **form.cleaned_data))
        if site is not None:
            messages.success(request, _("%(name)s is among your sites. Learners can be placed there.") % {"name": site.name})
            return redirect("centre_sites")
    learners = queries.learners_by_site(by=by)
    page = {
        "sites": [(site, learners.get(site.pk, 0)) for site in people.sites_of(by)],
        "nowhere": learners.get(None, 0),
        "form": form,
        "runs": runs,
        "trail": [Crumb(_("People"), reverse("centre_people")), Crumb(_("Sites"))],
    }
    return render(request, "centre/sites.html", {"page": page}, status=422 if form.errors else 200)


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_site_close(request: Request, uuid: UUID) -> HttpResponse:
    site = get_object_or_404(people.sites_of(request.who.actor), uuid=uuid)
    return act_then_back(
        request, lambda: actions.close_site(site, by=request.who.actor),
        said=_("%(name)s is closed: nobody new is placed there.") % {"name": site.name}, to="centre_sites",
    )  # fmt: skip
