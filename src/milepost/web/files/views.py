"""Originals, previews and drafts."""

import json
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from milepost.base import drafts, files, previews
from milepost.carrying.queries import packages
from milepost.portfolios.queries import file_visible
from milepost.web.files.ranges import file_response
from milepost.web.who import Request


@require_safe
def original(request: Request, uuid: UUID) -> HttpResponseBase:
    """The file as it came, wholly or in ranges. `?download` saves it in any case."""
    file = file_visible(uuid, by=_reader(request))
    return file_response(
        request,
        files.path_of(file.sha256),
        kind=file.kind,
        name=file.name,
        etag=file.sha256,
        modified=file.stored_at,
        download="download" in request.GET,
    )


@require_safe
def package_file(request: Request, uuid: UUID) -> HttpResponseBase:
    """A portfolio as its learner takes it along."""
    package = get_object_or_404(packages(by=_reader(request)).exclude(file=None), uuid=uuid)
    file = package.file
    assert file is not None
    return file_response(
        request, files.path_of(file.sha256), kind=file.kind, name=file.name, etag=file.sha256, modified=file.stored_at, download=True
    )


@require_safe
def preview_of(request: Request, uuid: UUID) -> HttpResponse:
    """A file on a page of its own."""
    file = file_visible(uuid, by=_reader(request))
    return render(request, "files/file.html", {"file": file, "preview": previews.preview(file)})


@require_safe
def page_image(request: Request, uuid: UUID, number: int, width: int) -> HttpResponseBase:
    """One page or picture of a preview, drawn the first time that somebody asks."""
    file = file_visible(uuid, by=_reader(request))
    path = previews.image(file, number=number, width=width)
    if path is None:
        raise Http404
    return file_response(
        request, path, kind="image/webp", name=f"{file.name}-{number}.webp", etag=f"{file.sha256}-{number}-{width}", modified=file.stored_at
    )


@require_POST
@login_not_required
def draft_keep(request: Request, place: str) -> HttpResponse:
    """Keep what stands in a form. 401 when the session has ended: the script keeps it on the device then."""
    if request.who.person is None:
        return HttpResponse(status=401)
    body = _fields(request)
    if len(json.dumps(body)) > drafts.LIMIT:
        return HttpResponse(status=413)
    if any(body.values()):
        drafts.keep(request.who.person.pk, place, body, by=request.who.appointment.actor if request.who.appointment else None)
    else:
        drafts.drop(request.who.person.pk, place)
    return HttpResponse(status=204)


def _fields(request: Request) -> dict[str, Any]:
    """The form's fields: a text each, or a list where a name stands more than once."""
    if request.content_type == "application/json":
        try:
            told = json.loads(request.body)
        except ValueError:
            told = None
        return {str(key): value for key, value in told.items()} if isinstance(told, dict) else {}
    told_form: QueryDict = request.POST
    hidden = {"csrfmiddlewaretoken"}
    return {key: values if len(values) > 1 else values[0] for key, values in told_form.lists() if key not in hidden}


def _reader(request: Request) -> Any:
    if request.who.appointment is None:
        raise Http404
    return request.who.actor
