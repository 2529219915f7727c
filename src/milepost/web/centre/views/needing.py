"""Who needs help this week, and why."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from milepost.web.access import for_roles
from milepost.web.centre.views.acting import READERS
from milepost.web.needs import help_page
from milepost.web.who import Request


@require_safe
@for_roles(*READERS)
def centre_help(request: Request) -> HttpResponse:
    """Everybody at the centre with a reason, the most urgent first."""
    page = help_page(by=request.who.actor, only=request.GET.get("only", ""), page=request.GET.get("page"))
    return render(request, "help.html", {"page": page})
