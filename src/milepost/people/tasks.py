"""What is forgotten about people when its time has come."""

from datetime import timedelta

from django.db.models import Q

from milepost.base import clock
from milepost.people.models import Invitation

ADDRESS_KEPT = timedelta(days=90)


def forget_addresses() -> int:
    """Blank the address on letters that ended some time ago: accepted, withdrawn, or never answered."""
    moment, day = clock.now() - ADDRESS_KEPT, clock.today() - ADDRESS_KEPT
    ended = Q(accepted_at__lt=moment) | Q(withdrawn_at__lt=moment) | Q(expires_on__lt=day)
    return Invitation.objects.filter(ended).exclude(email="").update(email="")
