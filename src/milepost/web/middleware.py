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
