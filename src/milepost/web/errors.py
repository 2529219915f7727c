"""What a person sees when something is not to be: the reason, and the way out."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from milepost.base.refusal import Refused


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The sentence of a refusal: as a page, or as a notice in the place that htmx asked for (422, which it swaps)."""
    reason = exception.reason if isinstance(exception, Refused) else _("This is not open to you. Go back, or sign in as somebody else.")
    if getattr(request, "htmx", False):
        return render(request, "public/refused.html", {"reason": reason}, status=422)
    return render(request, "403.html", {"reason": reason, "back": _back(request)}, status=403)


def _back(request: HttpRequest) -> str:
    """The page that the person came from, where it is one of ours and not this one."""
    came_from = request.headers.get("referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure())
    return came_from if ours and came_from != request.build_absolute_uri() else ""


class NothingYet(Http404):
    """The page is somebody's own, but there is nothing on it before something else has happened: `reason` says what."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", {"reason": exception.reason if isinstance(exception, NothingYet) else ""}, status=404)


def bad_request(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django names it
    """Made without the request, which may be the very thing that is wrong."""
    return HttpResponseBadRequest(render_to_string("400.html"))


def broken(_request: HttpRequest) -> HttpResponse:
    """Made without the request: whatever broke may break its frame too."""
    return HttpResponseServerError(render_to_string("500.html"))
