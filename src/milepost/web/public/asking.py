"""An employer asks something, by a form that is open to everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from milepost.base.actors import by_link
from milepost.employers import actions, queries
from milepost.employers.words import Source
from milepost.web.centre.views.acting import done_in_form
from milepost.web.employer.forms import AskForm
from milepost.web.limits import from_where, too_many, wait_until
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.people.models import Centre

MOST, WITHIN = 5, timedelta(hours=1)  # enquiries from one place to one centre


@login_not_required
@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, uuid: UUID) -> HttpResponse:
    """Who asks, about what, and how to reach them. A field that no person sees keeps programs out."""
    centre = queries.centre_by_uuid(uuid)
    if centre is None:
        raise Http404
    sent = request.method == "POST"
    form = AskForm(request.POST if sent else None)
    thanks = f"{reverse('ask', args=[uuid])}?sent=1"
    if sent and request.POST.get("website"):
        return redirect(thanks)
    status = 422
    if sent and form.is_valid():
        given = form.cleaned_data
        if until := wait_until("ask", f"{centre.uuid} {from_where(request)}", most=MOST, within=WITHIN):
            form.add_error(None, too_many(MOST, until))
            status = 429
        elif _received(form, centre, given):
            return redirect(thanks)
    page = {
        "form": form,
        "centre": centre,
        "sent": "sent" in request.GET and not sent,
        "title": _("Ask %(centre)s") % {"centre": centre.name},
    }
    return render(request, "public/ask.html", {"page": page}, status=status if form.errors else 200)


def _received(form: AskForm, centre: Centre, given: dict[str, Any]) -> bool:
    by = by_link(given["name"][:150], centre_id=centre.pk)
    return done_in_form(form, lambda: actions.receive_enquiry(centre, by=by, source=Source.FORM, **given)) is not None
