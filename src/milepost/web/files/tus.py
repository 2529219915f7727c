"""Uploads that survive a dropped line: tus 1.0 with creation, termination and expiration."""

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from milepost.base import files, previews
from milepost.base.files import uploads as coming
from milepost.base.previews.showing import family_of
from milepost.base.refusal import Refused
from milepost.web.who import Request

VERSION = "1.0.0"
BYTES = "application/offset+octet-stream"


def _answer(status: int, text: str = "", **headers: str) -> HttpResponse:
    response = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    response.headers["Tus-Resumable"] = VERSION
    response.headers["Cache-Control"] = "no-store"
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = value
    return response


def _spoken(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """The protocol around a view: who may use it, in which version, and each refusal as a sentence that a script can show."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def spoken(request: Request, /, **kwargs: UUID) -> HttpResponse:
            if request.method == "OPTIONS":
                extensions = "creation,termination,expiration"
                return _answer(204, Tus_Version=VERSION, Tus_Max_Size=str(settings.UPLOAD_LIMIT), Tus_Extension=extensions)
            if request.method not in methods:
                return _answer(405, Allow=", ".join(("OPTIONS", *methods)))
            if request.who.person is None:
                # Not a redirect: a script would send the bytes to the sign-in page.
                return _answer(401, _("You are signed out. Sign in again, and it goes on from where it was."))
            if request.who.appointment is None:
                raise Http404
            if request.headers.get("Tus-Resumable") != VERSION:
                return _answer(412, Tus_Version=VERSION)
            try:
                return view(request, **kwargs)
            except Refused as refusal:
                return _answer(422, refusal.reason)
            except coming.Busy:
                return _answer(423)
            except coming.WrongOffset:
                return _answer(409)

        return login_not_required(spoken)

    return decorate


def _metadata(header: str) -> dict[str, str]:
    """`Upload-Metadata`: keys with values in base64."""
    found = {}
    for pair in header.split(","):
        key, _space, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found


def _number(header: str | None) -> int | None:
    return int(header) if header and header.isascii() and header.isdigit() and len(header) < 20 else None


@_spoken("POST")
def uploads(request: Request) -> HttpResponse:
    """Begin an upload."""
    length = _number(request.headers.get("Upload-Length"))
    if length is None:
        return _answer(400)
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    assert request.who.centre is not None
    upload = files.begin(
        name=told.get("filename", ""), length=length, place=told.get("place", ""), centre=request.who.centre, by=request.who.actor
    )
    where = reverse("upload", kwargs={"uuid": upload.uuid})
    return _answer(201, Location=where, Upload_Expires=http_date(coming.expires(upload).timestamp()))


@_spoken("HEAD", "PATCH", "DELETE")
def upload(request: Request, uuid: UUID) -> HttpResponse:
    """Ask how much has come, send more, or take it away."""
    coming_in = files.upload_of(uuid, by=request.who.actor)
    expires = http_date(coming.expires(coming_in).timestamp())
    if request.method == "HEAD":
        return _answer(200, Upload_Offset=str(coming_in.offset), Upload_Length=str(coming_in.length), Upload_Expires=expires)
    if request.method == "DELETE":
        files.drop(coming_in)
        return _answer(204)
    if request.content_type != BYTES:
        return _answer(415)
    at = _number(request.headers.get("Upload-Offset"))
    if at is None:
        return _answer(400)
    try:
        offset = coming.append(coming_in, request, at=at)
    except UnreadablePostError:
        return _answer(400)  # nobody reads this: the line has dropped, and what came is safe
    if offset == coming_in.length:
        file = files.receive(coming_in, by=request.who.actor)
        if family_of(file.kind):
            previews.prepare.enqueue(str(file.uuid))
    return _answer(204, Upload_Offset=str(offset), Upload_Expires=expires)
