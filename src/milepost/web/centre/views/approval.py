"""What the centre is approved for: one note per qualification."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from milepost.frameworks import queries as frameworks
from milepost.people.words import Role
from milepost.portfolios import actions, queries
from milepost.web.access import for_roles
from milepost.web.centre.running_forms import ApprovalForm
from milepost.web.centre.views.acting import done_in_form
from milepost.web.components import Crumb
from milepost.web.who import Request


@for_roles(Role.CENTRE_MANAGER)
def centre_approval(request: Request, uuid: UUID, place: int) -> HttpResponse:
    """Note what the awarding organisation says of one qualification of a specification, the `place`-th."""
    by = request.who.actor
    specification = get_object_or_404(frameworks.specifications(by=by), uuid=uuid)
    known = frameworks.framework_of(specification).qualifications
    if not 1 <= place <= len(known):
        raise Http404
    chosen = known[place - 1]
    name = chosen.number or chosen.title
    noted = queries.approvals(by=by).get(name)
    form = ApprovalForm(request.POST if request.method == "POST" else None, initial=ApprovalForm.shown(noted))
    if request.method == "POST" and form.is_valid():
        made = done_in_form(form, lambda: actions.note_approval(specification, by=by, qualification=name, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("The approval for %(title)s is noted.") % {"title": chosen.title})
            return redirect("centre_specification", uuid=uuid)
    page = {
        "form": form,
        "title": chosen.title,
        "number": chosen.number,
        "noted": noted,
        "specification": specification,
        "trail": [
            Crumb(_("Qualifications"), reverse("centre_qualifications")),
            Crumb(specification.title, reverse("centre_specification", args=[uuid])),
            Crumb(_("Approval")),
        ],
    }
    return render(request, "centre/approval.html", {"page": page}, status=422 if form.errors else 200)
