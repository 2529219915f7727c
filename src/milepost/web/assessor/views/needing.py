"""Who of one's own learners needs help this week, and why."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.needs import help_page
from milepost.web.who import Request


@require_safe
@for_roles(Role.ASSESSOR)
def assessor_help(request: Request) -> HttpResponse:
    """The reader's caseload, the most urgent first."""
    page = help_page(by=request.who.actor, only=request.GET.get("only", ""), page=request.GET.get("page"))
    return render(request, "help.html", {"page": page})
