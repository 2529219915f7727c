"""Files that a form brings: named because they came before, or with the form itself. An error further on loses none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from milepost.base import files
from milepost.base.files import uploads
from milepost.base.refusal import Refused

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from milepost.base.models import Upload
    from milepost.web.who import Request


def arrived(request: Request, place: str, *, name: str = "files") -> tuple[list[Upload], list[str]]:
    """The uploads that the form names in `upload`, those that came with it in `name`, and why others were not taken."""
    by, found, broken = request.who.actor, [], []
    for text in dict.fromkeys(request.POST.getlist("upload")):
        try:
            files.received([text], by=by)
            found.append(files.upload_of(UUID(text), by=by))
        except Refused as refused:
            broken.append(refused.reason)
    more, refusals = brought(request, place, name=name)
    return found + more, broken + refusals


def brought(request: Request, place: str, *, name: str) -> tuple[list[Upload], list[str]]:
    """The files that came with the form itself, in its field `name`, and why others were not taken."""
    found, broken = [], []
    for sent in request.FILES.getlist(name):
        try:
            found.append(_take(request, sent, place))
        except Refused as refused:
            broken.append(refused.reason)
    return found, broken


def _take(request: Request, sent: UploadedFile, place: str) -> Upload:
    """A file of a plain form, kept as if it had come by tus."""
    assert request.who.centre is not None
    upload = files.begin(name=sent.name or "", length=sent.size or 0, place=place, centre=request.who.centre, by=request.who.actor)
    uploads.append(upload, sent, at=0)
    files.receive(upload, by=request.who.actor)
    return upload
