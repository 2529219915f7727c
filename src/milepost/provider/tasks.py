"""What the worker does for standards: addresses of peers from outside are not kept for longer than they serve."""

from datetime import timedelta

from django.db.models import Q

from milepost.base import clock
from milepost.provider.models import PeerLetter

ADDRESS_KEPT = timedelta(days=90)


def forget_peer_addresses() -> int:
    """Blank the addresses on letters that ended some time ago. What the peer said stays under their name."""
    moment, day = clock.now() - ADDRESS_KEPT, clock.today() - ADDRESS_KEPT
    return PeerLetter.objects.filter(Q(expires_on__lt=day) | Q(withdrawn_at__lt=moment)).exclude(email="").update(email="")
