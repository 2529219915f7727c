"""The sentences that an assessor keeps, and those that they wrote lately."""

from django.db.models import QuerySet

from milepost.assessment.models import Judgement, Phrase
from milepost.base.models import Actor

LOOKED_THROUGH = 200  # judgements, newest first
OFFERED = 12


def phrases_of(*, by: Actor) -> QuerySet[Phrase]:
    """Their own at this centre, in the order of the digit keys."""
    return Phrase.objects.filter(person_id=by.person_id or 0, centre_id=by.at_centre).order_by("pk")


def written_lately(*, by: Actor) -> list[str]:
    """Feedback that they wrote themselves, what they wrote most often first."""
    texts = Judgement.objects.filter(made_by=by).exclude(feedback="").order_by("-pk").values_list("feedback", flat=True)[:LOOKED_THROUGH]
    times: dict[str, int] = {}
    for text in texts:
        times[text] = times.get(text, 0) + 1
    return sorted(times, key=lambda text: -times[text])[:OFFERED]
