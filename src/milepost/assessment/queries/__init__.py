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

__all__ = [
    "judgement_history",
    "judgements",
    "judgements_in_force",
    "judgements_of_unit",
    "phrases_of",
    "sign_offs",
    "sign_offs_in_force",
    "written_lately",
]
