"""What somebody told with their account: tell it, find it again, read the answer and write on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from milepost.concerns import actions, passphrases, queries
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import centre_here, done_in_form
from milepost.web.concerns.door import Door, thread, to_choose, written_on
from milepost.web.concerns.forms import MoreForm, ToldForm
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.concerns.models import Case
    from milepost.people.models import Centre


@dataclass(frozen=True, kw_only=True)
class ToldPage:
    centre: Centre
    cases: list[Case]


@require_safe
@for_roles(*queries.TELLERS)
@never_cache
def told(request: Request) -> HttpResponse:
    """What the reader told, the newest first."""
    page = ToldPage(centre=centre_here(request), cases=list(queries.cases_told(by=request.who.actor)))
    return render(request, "concerns/told.html", {"page": page})


@for_roles(*queries.TELLERS)
@never_cache
def told_new(request: Request) -> HttpResponse:
    """Tell something with one's name."""
    centre = centre_here(request)
    form = ToldForm(request.POST or None, request.FILES or None, initial={"seed": passphrases.new_seed()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = done_in_form(form, lambda: actions.raise_case(
            centre, by=request.who.actor, seed=said["seed"], text=said["text"], wanted=said["wanted"], about=said["about"],
            not_for=[Role(one) for one in said["not_for"]], speaks=said["speaks"], other=said["other"], pictures=said["pictures"],
        ))  # fmt: skip
        if made is not None:
            return redirect("told_one", uuid=made[0].uuid)
    return render(request, "concerns/tell.html", {"page": Door(centre=centre, form=form, own=True)}, status=422 if form.errors else 200)


@for_roles(*queries.TELLERS)
@never_cache
def told_one(request: Request, uuid: UUID) -> HttpResponse:
    """Everything that was said of one: the page that five words open, opened by the account."""
    by = request.who.actor
    mine = queries.cases_told(by=by)
    case = get_object_or_404(mine, uuid=uuid)
    if request.method == "POST":
        return written_on(request, case, by=by, again=lambda: mine.get(uuid=uuid), own=True)
    return thread(request, case, MoreForm(options=to_choose(case)), own=True)
