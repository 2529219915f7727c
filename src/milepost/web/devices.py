"""Which device it is that somebody signs on: one told from another, and nothing else.

A long-lived cookie holds a random name, and a digest of who has signed in on it. What is kept with a testimony is a salted
digest of that name and of the browser's own, from which neither can be read.
"""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, dumps, loads
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

COOKIE, SALT = "device", "milepost.device"
KEPT = timedelta(days=400)  # as long as browsers keep one
AT_MOST = 30  # people of one device: a shared one at work


def _read(request: HttpRequest) -> tuple[str, Sequence[str]]:
    try:
        told = loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
        return str(told["d"]), [str(one) for one in told["p"]]
    except (BadSignature, KeyError, TypeError, ValueError):
        return "", []


def _digest(*parts: str) -> str:
    return salted_hmac(SALT, "\n".join(parts), algorithm="sha256").hexdigest()


def mark_of(request: HttpRequest) -> str:
    """What is kept of the device, "" where it takes no cookies."""
    name, _people = _read(request)
    return _digest(name, request.headers.get("User-Agent", "")) if name else ""


def was_signed_in(request: HttpRequest, person: object) -> bool:
    """Whether this person has signed in on the device."""
    return _digest(str(person))[:16] in _read(request)[1]


def remember(request: HttpRequest, response: HttpResponseBase, person: object = "") -> None:
    """Give the device its cookie, and note in it who signed in here. `person` is their uuid."""
    name, people = _read(request)
    known = [*people, _digest(str(person))[:16]] if person and not was_signed_in(request, person) else list(people)
    if name and known == list(people):
        return
    told = dumps({"d": name or secrets.token_hex(16), "p": known[-AT_MOST:]}, salt=SALT)
    response.set_cookie(COOKIE, told, max_age=KEPT, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, path="/")
