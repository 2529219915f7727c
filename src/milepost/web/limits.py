"""How often something may be sent from one place, for forms that are open to everybody."""

from datetime import datetime, timedelta
from hashlib import sha256

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.base import clock


def from_where(request: HttpRequest) -> str:
    """The place that a request comes from, as signing in counts it too."""
    found: str = get_adapter().get_client_ip(request)
    return found


def wait_until(what: str, whose: str, *, most: int, within: timedelta) -> datetime | None:
    """When somebody may send it again; None: now, and this one counts. Only a digest of `whose` is kept, for `within`.

    Each of the `most` is a slot that is taken in one step, so two requests at once never share one.
    """
    now = clock.now()
    until, seconds = now + within, int(within.total_seconds())
    name = sha256(f"{what} {whose}".encode()).hexdigest()
    slots = [f"limit:{name}:{n}" for n in range(most)]
    if any(cache.add(slot, until, seconds) for slot in slots):
        return None
    taken: dict[str, datetime] = cache.get_many(slots)
    free = next((slot for slot in slots if slot not in taken or taken[slot] <= now), None)
    if free is not None:
        cache.set(free, until, seconds)
        return None
    return min(taken.values())


def too_many(most: int, until: datetime) -> str:
    """What somebody reads who sends one thing after the other."""
    return _("%(most)d have come from you within the hour. What you wrote still stands here: send it again after %(time)s.") % {
        "most": most, "time": date_format(timezone.localtime(until), "H:i"),
    }  # fmt: skip
