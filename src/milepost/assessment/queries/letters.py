"""What was sent to somebody's own address: reviews to sign and testimonies to give. Who signs in finds again what the letter's link opens."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef

from milepost.assessment.models import ReviewLetter, ReviewSignature, ReviewVersion, WitnessRequest
from milepost.assessment.words import Party, ProgressReviewState
from milepost.base import clock
from milepost.base.models import Actor


def _address(by: Actor) -> str:
    return by.person.email if by.person else ""


def reviews_sent_to(*, by: Actor) -> list[tuple[ReviewLetter, bool]]:
    """Good links of the employer's part that went to the address of `by`, the newest first, and whether the newest version is signed."""
    address = _address(by)
    if not address:
        return []
    newer = ReviewVersion.objects.filter(review=OuterRef("version__review"), number__gt=OuterRef("version__number"))
    stands = ReviewSignature.objects.filter(~Exists(newer), version__review=OuterRef("review"), party=Party.EMPLOYER)
    sent = (
        ReviewLetter.objects.filter(email__iexact=address, review__centre_id=by.at_centre, party=Party.EMPLOYER)
        .filter(withdrawn_at=None, expires_on__gte=clock.today())
        .exclude(review__state=ProgressReviewState.CALLED_OFF)
        .annotate(signed=Exists(stands))
        .select_related("review__registration__learner", "sent_by")
        .order_by("-sent_at", "-pk")
    )
    return [(one, one.signed) for one in sent]


def testimonies_asked_of(*, by: Actor) -> Sequence[WitnessRequest]:
    """Requests for a testimony that went to the address of `by` and whose link is good, the newest first."""
    address = _address(by)
    if not address:
        return []
    asked = WitnessRequest.objects.filter(email__iexact=address, centre_id=by.at_centre, withdrawn_at=None, expires_on__gte=clock.today())
    return list(asked.select_related("registration__learner", "asked_by").order_by("-asked_at", "-pk"))
