"""The one place that asks what time it is, so that a test or the demo can stand at another moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """The present moment, in UTC."""
    return _moment.get() or timezone.now()


def today() -> date:
    """The present day where the installation stands."""
    return timezone.localtime(now()).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Everything inside happens at `moment`, which must know its time zone."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
