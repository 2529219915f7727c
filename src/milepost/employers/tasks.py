"""Work behind the pages: on the agreed day whoever owns an employer hears that it is time to look whether it helped; rounds that are over close."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db.models import Q

from milepost.base import clock
from milepost.base.actors import system
from milepost.base.refusal import Refused
from milepost.employers import actions, queries
from milepost.employers.models import ImpactLetter, PageLetter, ProposalLetter

AT_ONCE = 200
ADDRESS_KEPT = timedelta(days=90)
LETTERS = (ImpactLetter, PageLetter, ProposalLetter)  # an employer's own page finds by address only what is still good


def _each[Row](found: Iterable[Row], act: Callable[[Row], object]) -> int:
    """Do what is due to each, and count. What somebody has settled meanwhile is passed over."""
    done = 0
    for one in found:
        try:
            act(one)
        except Refused:
            continue
        done += 1
    return done


def remind_of_impact() -> int:
    """A round of the worker: the checks whose day has come. Returns how many there were."""
    return _each(queries.impact_checks_to_remind(AT_ONCE), lambda check: actions.remind_of_impact_check(check, by=system()))


def close_stakeholders() -> int:
    """A round of the worker: rounds of principal stakeholders whose last day has passed. Returns how many there were."""
    return _each(queries.rounds_to_close(AT_ONCE), lambda one: actions.close_stakeholders(one, by=system()))


def forget_letter_addresses() -> int:
    """Blank the addresses on letters that ended some time ago."""
    moment, day = clock.now() - ADDRESS_KEPT, clock.today() - ADDRESS_KEPT
    ended = Q(expires_on__lt=day) | Q(withdrawn_at__lt=moment)
    return sum(letters.objects.filter(ended).exclude(email="").update(email="") for letters in LETTERS)
