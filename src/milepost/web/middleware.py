"""Knows who asks, and answers for an act that was refused."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse

from milepost.base.refusal import Refused
from milepost.web import errors
from milepost.web.who import Request, who_asks


class WhoMiddleware:
    """Sets `request.who`, and turns a `Refused` that no view caught into the page that says its reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cast(Request, request).who = who_asks(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.refused(request, exception) if isinstance(exception, Refused) else None
