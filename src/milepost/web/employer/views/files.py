"""The employers of a centre: the list by stage, opening a file, describing it, going on along the journey, merging."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from milepost.base.refusal import Refused
from milepost.employers import actions, queries
from milepost.people import actions as people
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import act_then_back, centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.employer.forms import FileForm, MergeForm
from milepost.web.employer.views.journey import OWNERS
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.employers.models import EmployerFile


def crumbs(file: EmployerFile, *last: str) -> list[Crumb]:
    own = reverse("employer_one", args=[file.uuid]) if last else ""
    return [Crumb(_("Employers"), reverse("employer_list")), Crumb(file.employer.name, own), *(Crumb(one) for one in last)]


@transaction.atomic
def added(request: Request, name: str) -> EmployerFile:
    """An employer that was not known, with its file."""
    employer = people.add_employer(centre_here(request), by=request.who.actor, name=name)
    return actions.open_file(employer, by=request.who.actor)


@require_POST
@for_roles(*OWNERS)
def employer_open(request: Request, uuid: UUID) -> HttpResponse:
    """Open the file of an employer that the centre knows already."""
    employer = get_object_or_404(queries.without_file(by=request.who.actor), uuid=uuid)
    try:
        file = actions.open_file(employer, by=request.who.actor)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("employer_list")
    messages.success(request, _("%(name)s has a file, and you own it.") % {"name": employer.name})
    return redirect("employer_one", uuid=file.uuid)


@for_roles(*OWNERS)
def employer_describe(request: Request, uuid: UUID) -> HttpResponse:
    """What the employer does, how large it is, where, and whom to speak to."""
    file = get_object_or_404(queries.files(by=request.who.actor), uuid=uuid)
    initial = {name: getattr(file, name) for name in FileForm.base_fields}
    form = FileForm(request.POST if request.method == "POST" else None, initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and done_in_form(form, lambda: actions.describe_file(file, by=request.who.actor, given=form.cleaned_data))
    ):
        messages.success(request, _("Kept in the file of %(name)s.") % {"name": file.employer.name})
        return redirect("employer_one", uuid=file.uuid)
    page = {"form": form, "file": file, "trail": crumbs(file, _("Describe"))}
    return render(request, "employer/describe.html", {"page": page}, status=422 if form.errors else 200)


@require_POST
@for_roles(*OWNERS)
def employer_return(request: Request, uuid: UUID) -> HttpResponse:
    """Go back to a stage that was passed too soon."""
    file = get_object_or_404(queries.files(by=request.who.actor), uuid=uuid)
    to, reason = request.POST.get("to", ""), request.POST.get("reason", "")
    return act_then_back(
        request, lambda: actions.return_stage(file, by=request.who.actor, to=to, reason=reason), said=_("The employer stands there again."),
        to="employer_one", uuid=file.uuid,
    )  # fmt: skip


@for_roles(Role.CENTRE_MANAGER)
def employer_merge(request: Request, uuid: UUID) -> HttpResponse:
    """Say that another employer is the same one as this."""
    by = request.who.actor
    file = get_object_or_404(queries.files(by=by), uuid=uuid)
    others = {str(one.uuid): one for one in queries.files(by=by) if one.pk != file.pk}
    form = MergeForm(request.POST if request.method == "POST" else None, others=others.values())
    if request.method == "POST" and form.is_valid():
        other = others[form.cleaned_data["other"]]
        if done_in_form(form, lambda: actions.merge_employers(file, other, by=by, reason=form.cleaned_data["reason"])):
            words = {"other": other.employer.name, "name": file.employer.name}
            messages.success(
                request, _("%(other)s and %(name)s are one employer now. Nothing was moved: they can be parted again.") % words
            )
            return redirect("employer_one", uuid=file.uuid)
    page = {"form": form, "file": file, "others": others, "trail": crumbs(file, _("Merge"))}
    return render(request, "employer/merge.html", {"page": page}, status=422 if form.errors else 200)


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def employer_part(request: Request, uuid: UUID, merge: UUID) -> HttpResponse:
    """They are two after all."""
    file = get_object_or_404(queries.files(by=request.who.actor), uuid=uuid)
    found = get_object_or_404(queries.merges_of(file), uuid=merge)
    return act_then_back(
        request, lambda: actions.part_employers(found, by=request.who.actor),
        said=_("They are two employers again, each with what was its own."), to="employer_one", uuid=file.uuid,
    )  # fmt: skip
