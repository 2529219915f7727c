"""Ages, and the dates after which nobody is registered or certificated any more."""

from collections.abc import Iterator
from datetime import date

from milepost.engine.combination.taking import When
from milepost.engine.combination.words import Kind
from milepost.engine.framework import Qualification
from milepost.engine.reasons import Shortfall


def out_of_time(qualification: Qualification, when: When) -> tuple[Shortfall, ...]:
    """What age and dates stand in the way. What is not known, on either side, is not asked about."""
    return tuple(_out_of_time(qualification, when))


def _out_of_time(qualification: Qualification, when: When) -> Iterator[Shortfall]:
    if when.born and when.registered and qualification.min_age is not None:
        years = age(when.born, when.registered)
        if years < qualification.min_age:
            yield Shortfall(Kind.TOO_YOUNG, {"need": qualification.min_age, "has": years, "day": when.registered}, "min_age")
    last = day(qualification.last_registration)
    if last and when.registered and when.registered > last:
        yield Shortfall(Kind.REGISTRATION_ENDED, {"last": last, "day": when.registered}, "last_registration")
    last = day(qualification.last_certification)
    if last and when.claimed and when.claimed > last:
        yield Shortfall(Kind.CERTIFICATION_ENDED, {"last": last, "day": when.claimed}, "last_certification")


def age(born: date, on: date) -> int:
    """Full years on this day. Who was born on 29 February is a year older on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def day(text: str) -> date | None:
    """The date that a document writes as 2031-08-31; None for its other words."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
