"""What somebody may read in assessment, by occasion."""

from milepost.assessment.queries.judging import (
    judgement_history,
    judgements,
    judgements_in_force,
    judgements_of_unit,
    sign_offs,
    sign_offs_in_force,
)
from milepost.assessment.queries.phrases import phrases_of, written_lately
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
    "agenda",
    "calendar_by_token",
    "calendar_of",
    "calendar_token",
    "has_ended",
    "judgement_history",
    "judgements",
    "judgements_in_force",
    "judgements_of_unit",
    "next_visit",
    "overlapping",
    "phrases_of",
    "sign_offs",
    "sign_offs_in_force",
    "visits",
    "visits_between",
    "visits_in_calendar",
    "visits_of",
    "written_lately",
]
