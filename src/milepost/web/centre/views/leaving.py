"""A qualification on its way out: files of it for other systems, and whose text it is."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from milepost import links
from milepost.frameworks import actions, exporters, queries, served
from milepost.frameworks.words import SHARED
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.centre.forms import MarkForm
from milepost.web.centre.views.acting import SPECIFICATION_READERS, done_in_form
from milepost.web.components import Crumb
from milepost.web.who import Request


@require_safe
@for_roles(*SPECIFICATION_READERS)
def centre_specification_file(request: Request, uuid: UUID, form: str) -> HttpResponse:
    """One published version as a file that another system reads."""
    if form not in exporters.FORMS:
        raise Http404
    found = queries.specifications_with_learners(by=request.who.actor).defer(None).select_related("centre")
    specification = get_object_or_404(found, uuid=uuid)
    base = links.case_service() if specification.rights_now in SHARED else ""
    about = served.published(specification, base, licence=specification.licence)
    name = exporters.file_name(specification.document, form)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    data = exporters.export(specification.document, form, about)
    return HttpResponse(data, content_type=f"{exporters.FORMS[form].kind}; charset=utf-8", headers=headers)


@for_roles(Role.CENTRE_MANAGER)
def centre_rights(request: Request, uuid: UUID) -> HttpResponse:
    """Say whose text a version is, and with that who may read it."""
    by = request.who.actor
    specification = get_object_or_404(queries.specifications_with_learners(by=by).select_related("centre"), uuid=uuid)
    now = (specification.rights_now, specification.licence)
    form = MarkForm(request.POST if request.method == "POST" else None, initial={"rights": now[0], "licence": now[1]})
    if request.method == "POST" and form.is_valid():
        made = done_in_form(form, lambda: actions.mark_rights(specification, by=by, **form.cleaned_data))
        if made is not None:
            said = _("Anybody can read it now.") if made.rights in SHARED else _("It stays inside this centre from now on.")
            messages.success(request, said)
            return redirect("centre_specification", uuid=uuid)
    page = {
        "form": form,
        "specification": specification,
        "service": links.case_service(),
        "trail": [
            Crumb(_("Qualifications"), reverse("centre_qualifications")),
            Crumb(specification.title, reverse("centre_specification", args=[uuid])),
            Crumb(_("Whose text it is")),
        ],
    }
    return render(request, "centre/rights.html", {"page": page}, status=422 if form.errors else 200)
