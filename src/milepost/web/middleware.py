"""Knows who asks, and answers for an act that was refused."""

from collections.abc import Callable
from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect

from milepost.base.refusal import Refused
from milepost.web import errors
from milepost.web.who import Request, who_asks

NUL = "\x00"  # PostgreSQL keeps no text that holds one
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class PlainTextMiddleware:
    """Takes NUL characters out of what was typed or pasted, so that the rest of it can be kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Here, because the form was read by the check of its token: a line that dropped has had its answer."""
        if request.method != "POST" or request.content_type not in FORMS:
            return
        if any(NUL in value for _name, values in request.POST.lists() for value in values if isinstance(value, str)):
            cleaned = request.POST.copy()
            for name, values in request.POST.lists():
                cleaned.setlist(name, [value.replace(NUL, "") for value in values if isinstance(value, str)])
            request.POST = cleaned  # type: ignore[assignment]


class WhoMiddleware:
    """Sets `request.who`, and turns a `Refused` that no view caught into the page that says its reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cast(Request, request).who = who_asks(request)
        response = self.get_response(request)
        return _to_the_door(cast(Request, request)) if _fragment_lost(cast(Request, request), response) else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.refused(request, exception) if isinstance(exception, Refused) else None


def _fragment_lost(request: Request, response: HttpResponse) -> bool:
    """The session ended, and the page of signing in would land in the middle of the page that is open."""
    door = resolve_url(settings.LOGIN_URL)
    return bool(request.htmx) and request.who.person is None and response.status_code == 302 and response["Location"].startswith(door)


def _to_the_door(request: Request) -> HttpResponse:
    """Sign in on a page of its own, then back to the page that was open."""
    back = urlencode({REDIRECT_FIELD_NAME: request.htmx.current_url_abs_path or "/"})
    return HttpResponseClientRedirect(f"{resolve_url(settings.LOGIN_URL)}?{back}")
