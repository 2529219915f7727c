"""The open door knows nobody: what says who asks is taken out of a request before anything else sees it.

First of all middleware. Whatever is not needed to answer is gone from the request: address, device, languages, the page
before, cookies (so no session, and nobody is signed in). Files stay in memory. Nothing is set in the answer, nothing kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

DOOR = "information/"  # an address that says nothing in a list of pages somebody has opened
LARGEST = 40 * 1024**2  # bytes of one form with its pictures
NEEDED = {
    "CONTENT_LENGTH", "CONTENT_TYPE", "HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "PATH_INFO", "QUERY_STRING", "REQUEST_METHOD", "SCRIPT_NAME",
    "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL",
}  # fmt: skip


class InMemory(MemoryFileUploadHandler):
    """Takes files of any size that the form may have, and never lays one on a disk."""

    def handle_raw_input(self, *_args: Any, **_named: Any) -> None:
        self.activated = True


class QuietMiddleware:
    """Makes whoever comes to the door nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(f"/{DOOR}"):
            return self.get_response(request)
        for name in list(request.META):
            if name not in NEEDED and not name.startswith("wsgi."):
                del request.META[name]
        request.META["REMOTE_ADDR"] = ""
        request.COOKIES = {}
        request.upload_handlers = [InMemory(request)]
        if _length(request) > LARGEST:
            answer = HttpResponse(render_to_string("concerns/too_large.html", {"leave": settings.LEAVE_TO}), status=413)
        else:
            answer = self.get_response(request)
        answer._has_been_logged = True  # type: ignore[attr-defined]  # Django's own line about a refused form holds the second
        answer.cookies.clear()
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return LARGEST + 1
