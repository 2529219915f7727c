"""Work behind the pages: on the agreed day whoever owns an employer hears that it is time to look whether it helped; rounds that are over close."""

from datetime import timedelta

from django.db.models import Q

from milepost.base import clock
from milepost.base.actors import system
from milepost.base.refusal import Refused
from milepost.employers import actions, queries
from milepost.employers.models import ImpactLetter

AT_ONCE = 200
ADDRESS_KEPT = timedelta(days=90)


def remind_of_impact() -> int:
    """A round of the worker: the checks whose day has come. Returns how many there were."""
    done = 0
    for check in queries.impact_checks_to_remind(AT_ONCE):
        try:
            actions.remind_of_impact_check(check, by=system())
        except Refused:  # somebody closed it meanwhile
            continue
        done += 1
    return done


def close_stakeholders() -> int:
    """A round of the worker: rounds of principal stakeholders whose last day has passed. Returns how many there were."""
    done = 0
    for one in queries.rounds_to_close(AT_ONCE):
        try:
            actions.close_stakeholders(one, by=system())
        except Refused:  # somebody closed it meanwhile
            continue
        done += 1
    return done


def forget_impact_addresses() -> int:
    """Blank the addresses on letters that ended some time ago."""
    moment, day = clock.now() - ADDRESS_KEPT, clock.today() - ADDRESS_KEPT
    ended = Q(expires_on__lt=day) | Q(withdrawn_at__lt=moment)
    return ImpactLetter.objects.filter(ended).exclude(email="").update(email="")
