"""What is forgotten about witnesses when its time has come."""

from datetime import timedelta

from django.db.models import Q

from milepost.assessment.models import WitnessRequest
from milepost.base import clock

ADDRESS_KEPT = timedelta(days=90)


def forget_addresses() -> int:
    """Blank the address on requests that ended some time ago: answered, taken back, or never answered."""
    moment, day = clock.now() - ADDRESS_KEPT, clock.today() - ADDRESS_KEPT
    over = Q(withdrawn_at__lt=moment) | Q(expires_on__lt=day)
    return WitnessRequest.objects.filter(over).exclude(email="").update(email="")
