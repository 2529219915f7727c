"""Reminders of progress reviews, and forgetting to whom their letters went."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from milepost.assessment import actions, queries
from milepost.assessment.models import ReviewLetter
from milepost.base import clock
from milepost.base.actors import system
from milepost.base.refusal import Refused

ADDRESS_KEPT = timedelta(days=90)
FIRST_HOUR, LAST_HOUR = 8, 18  # nobody is reminded at night


def remind_of_reviews() -> int:
    """A round of the worker: remind whoever the policy lets be reminded now. Returns how many there were."""
    if not FIRST_HOUR <= timezone.localtime(clock.now()).hour < LAST_HOUR:
        return 0
    reminded = 0
    for letter in queries.letters_to_remind():
        try:
            actions.remind(letter, by=system())
        except Refused:
            continue
        reminded += 1
    return reminded


def forget_review_addresses() -> int:
    """Blank the addresses on letters about reviews that closed some time ago, or that ended before them."""
    moment = clock.now() - ADDRESS_KEPT
    ended = Q(review__closed_at__lt=moment) | Q(withdrawn_at__lt=moment)
    return ReviewLetter.objects.filter(ended).exclude(email="").update(email="")
