"""Who works at the centre, who was asked to, and the employers it works with."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from milepost.notices import queries as notices
from milepost.people import actions, policies, queries
from milepost.people.words import Role
from milepost.portfolios import queries as portfolios
from milepost.web.access import for_roles
from milepost.web.centre.forms import EmployerForm, InviteForm
from milepost.web.centre.views.acting import READERS, act_then_back, centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.who import Request


@require_safe
@for_roles(*READERS)
def centre_people(request: Request) -> HttpResponse:
    """Staff by role, and the letters that wait for an answer."""
    by = request.who.actor
    held = [one for one in queries.appointments_of(by) if one.role != Role.LEARNER and one.taken_up_at]
    managers = [one for one in held if one.role == Role.CENTRE_MANAGER]
    for one in held:
        one.centre = centre_here(request)  # known already: no query a row
    invitations = list(queries.invitations_of(by))
    refused = notices.letters_refused(invitations)
    page = {
        "staff": [(one, policies.why_not_end_appointment(one, by=by, managers=managers)) for one in held],
        "invitations": [(one, str(one.uuid) in refused) for one in invitations],
        "employers": queries.employers_of(by),
        "form": EmployerForm(),
        "runs": request.who.role == Role.CENTRE_MANAGER,
    }
    return render(request, "centre/people.html", {"page": page})


@for_roles(Role.CENTRE_MANAGER)
def centre_invite(request: Request) -> HttpResponse:
    """Ask somebody to take up a role."""
    by, centre = request.who.actor, centre_here(request)
    asked = {"role": request.GET.get("role", "")} if request.GET.get("role") in Role.values else {}
    form = InviteForm(request.POST if request.method == "POST" else None, by=by, initial=asked)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        invitation = done_in_form(form, lambda: actions.invite(centre, by=by, **given))
        if invitation is not None:
            messages.success(request, _("The invitation to %(name)s is on its way to %(email)s.") % given)
            return redirect("centre_people")
    page = {"form": form, "trail": [Crumb(_("People"), reverse("centre_people")), Crumb(_("Invite"))]}
    return render(request, "centre/invite.html", {"page": page}, status=422 if form.errors else 200)


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_invitation_again(request: Request, uuid: UUID) -> HttpResponse:
    invitation = get_object_or_404(queries.invitations_of(request.who.actor), uuid=uuid)
    return act_then_back(
        request, lambda: actions.send_again(invitation, by=request.who.actor), said=_("A new letter is on its way; the old one is void."),
        to="centre_people",
    )  # fmt: skip


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_invitation_withdraw(request: Request, uuid: UUID) -> HttpResponse:
    invitation = get_object_or_404(queries.invitations_of(request.who.actor), uuid=uuid)
    return act_then_back(
        request, lambda: actions.withdraw_invitation(invitation, by=request.who.actor), said=_("The invitation is withdrawn."),
        to="centre_people",
    )  # fmt: skip


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_appointment_end(request: Request, uuid: UUID) -> HttpResponse:
    by = request.who.actor
    appointment = get_object_or_404(queries.appointments_of(by).select_related("centre"), uuid=uuid)
    person = appointment.person
    answer = act_then_back(
        request, lambda: actions.end_appointment(appointment, by=by),
        said=_("%(name)s no longer has this role. What they did in it stays theirs.") % {"name": person.name}, to="centre_people",
    )  # fmt: skip
    left = portfolios.caseload_of(person, by=by).count() if appointment.role == Role.ASSESSOR else 0
    if not left or queries.staff_of(by, Role.ASSESSOR).filter(pk=person.pk).exists():
        return answer
    still = ngettext(
        "%(name)s still has %(n)d learner. Choose who takes over.", "%(name)s still has %(n)d learners. Choose who takes over.", left
    )
    messages.warning(request, still % {"name": person.first_name, "n": left})
    return redirect(f"{reverse('centre_reassign')}?from={person.uuid}")


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_employers(request: Request) -> HttpResponse:
    """Add an employer."""
    form = EmployerForm(request.POST)
    name = request.POST.get("name", "")
    return act_then_back(
        request, lambda: actions.add_employer(centre_here(request), by=request.who.actor, name=form.data.get("name", "")),
        said=_("%(name)s is among your employers.") % {"name": name}, to="centre_people", fragment="#employers",
    )  # fmt: skip
