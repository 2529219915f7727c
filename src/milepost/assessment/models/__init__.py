"""Tables of assessment: judgements and sign-offs, visits, testimony, progress reviews, countersignatures."""

from milepost.assessment.models.countersigning import Countersignature, Countersigning, Phrase
from milepost.assessment.models.judging import Judgement, SignOff
from milepost.assessment.models.reviews import ProgressReview, ReviewLetter, ReviewSignature, ReviewVersion
from milepost.assessment.models.testimony import CallBack, Testimony, WitnessRequest
from milepost.assessment.models.visits import CalendarFeed, Question, Visit

__all__ = [
    "CalendarFeed", "CallBack", "Countersignature", "Countersigning", "Judgement", "Phrase", "ProgressReview", "Question", "ReviewLetter",
    "ReviewSignature", "ReviewVersion", "SignOff", "Testimony", "Visit", "WitnessRequest",
]  # fmt: skip
