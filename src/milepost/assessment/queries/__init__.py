"""What somebody may read in assessment, by occasion."""

from milepost.assessment.queries.judging import (
    judgement_history,
    judgements,
    judgements_in_force,
    judgements_of_unit,
    sign_offs,
    sign_offs_in_force,
)

__all__ = ["judgement_history", "judgements", "judgements_in_force", "judgements_of_unit", "sign_offs", "sign_offs_in_force"]
