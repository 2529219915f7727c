"""Forgetting where letters to witnesses went."""

from datetime import timedelta

from django.db.models import Q

from milepost.assessment.models import WitnessRequest
from milepost.base import clock

ADDRESS_KEPT = timedelta(days=90)


def forget_witness_addresses() -> int:
    """Blank the addresses on requests that ended some time ago: taken back, sent back, or no longer good."""
    moment, day = clock.now() - ADDRESS_KEPT, clock.today() - ADDRESS_KEPT
    ended = Q(withdrawn_at__lt=moment) | Q(expires_on__lt=day)
    return WitnessRequest.objects.filter(ended).exclude(email="").update(email="")
