"""What somebody may read in assessment, by occasion."""

from milepost.assessment.queries.judging import (
    judgement_history,
    judgements,
    judgements_in_force,
    judgements_of_unit,
    sign_offs,
    sign_offs_in_force,
)
from milepost.assessment.queries.period import facts_of_period, review_before
from milepost.assessment.queries.phrases import phrases_of, written_lately
from milepost.assessment.queries.reviews import (
    REMINDERS,
    ReviewStanding,
    letters_to_remind,
    newest_reviews,
    review_in_full,
    review_letter_by_token,
    review_token,
    reviews,
    standing_of,
)
from milepost.assessment.queries.questions import questions, questions_on
from milepost.assessment.queries.visits import (
    agenda,
    calendar_by_token,
    calendar_of,
    calendar_token,
    has_ended,
    next_visit,
    overlapping,
    visits,
    visits_between,
    visits_in_calendar,
    visits_of,
)

__all__ = [
    "REMINDERS",
    "ReviewStanding",
    "agenda",
    "calendar_by_token",
    "calendar_of",
    "calendar_token",
    "facts_of_period",
    "has_ended",
    "judgement_history",
    "judgements",
    "judgements_in_force",
    "judgements_of_unit",
    "letters_to_remind",
    "newest_reviews",
    "next_visit",
    "overlapping",
    "phrases_of",
    "questions",
    "questions_on",
    "review_before",
    "review_in_full",
    "review_letter_by_token",
    "review_token",
    "reviews",
    "sign_offs",
    "sign_offs_in_force",
    "standing_of",
    "visits",
    "visits_between",
    "visits_in_calendar",
    "visits_of",
    "written_lately",
]
