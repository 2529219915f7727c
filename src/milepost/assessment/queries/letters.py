"""What was sent to an address: reviews to sign and testimonies to give. The employer's own page leads again to what the letter's link opens."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef

from milepost.assessment.models import ReviewLetter, ReviewSignature, ReviewVersion, WitnessRequest
from milepost.assessment.words import Party, ProgressReviewState
from milepost.base import clock


def reviews_sent_to(address: str, *, centre_id: int) -> list[tuple[ReviewLetter, bool]]:
    """Good links of the employer's part that went to an address, the newest first, and whether the newest version is signed."""
    if not address:
        return []
    newer = ReviewVersion.objects.filter(review=OuterRef("version__review"), number__gt=OuterRef("version__number"))
    stands = ReviewSignature.objects.filter(~Exists(newer), version__review=OuterRef("review"), party=Party.EMPLOYER)
    sent = (
        ReviewLetter.objects.filter(email__iexact=address, review__centre_id=centre_id, party=Party.EMPLOYER)
        .filter(withdrawn_at=None, expires_on__gte=clock.today())
        .exclude(review__state=ProgressReviewState.CALLED_OFF)
        .annotate(signed=Exists(stands))
        .select_related("review__registration__learner", "sent_by")
        .order_by("-sent_at", "-pk")
    )
    return [(one, one.signed) for one in sent]


def testimonies_asked_of(address: str, *, centre_id: int) -> Sequence[WitnessRequest]:
    """Requests for a testimony that went to an address and whose link is good, the newest first."""
    if not address:
        return []
    asked = WitnessRequest.objects.filter(email__iexact=address, centre_id=centre_id, withdrawn_at=None, expires_on__gte=clock.today())
    return list(asked.select_related("registration__learner", "asked_by").order_by("-asked_at", "-pk"))
