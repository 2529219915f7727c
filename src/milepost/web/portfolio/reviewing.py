"""What the three parties do in a review is the same on every page: say one's part, then sign, in one go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from milepost.assessment import actions
from milepost.web.portfolio.review_forms import AssessorForm, initial_of

if TYPE_CHECKING:
    from milepost.assessment.models import ReviewLetter
    from milepost.assessment.queries import ReviewStanding
    from milepost.base.models import Actor
    from milepost.web.portfolio.review_forms import PartForm


def said(
    standing: ReviewStanding, form: PartForm, *, by: Actor, party: str, name: str, sign: bool, letter: ReviewLetter | None = None
) -> None:
    """Keep what was typed, and sign where that is wanted: both or neither. What was typed already is not kept twice."""
    seen, part = form.cleaned_data["seen"], form.cleaned_data["part"]
    steps = form.steps() if isinstance(form, AssessorForm) else None
    anew = bool(form.cleaned_data.get("anew"))
    with transaction.atomic():
        if not sign or anew or _differs(standing, party, part, steps):
            written = actions.write_review(standing.review, by=by, party=party, seen=seen, part=part, steps=steps, anew=anew, letter=letter)
            seen = written.number
        if sign:
            actions.sign_review(standing.review, by=by, party=party, seen=seen, name=name, letter=letter)


def _differs(standing: ReviewStanding, party: str, part: str, steps: Sequence[dict[str, Any]] | None) -> bool:
    stands = initial_of(standing.newest.parts, standing.newest.steps, party)
    typed = [] if steps is None else [{**one, "by": one["by"].isoformat() if one["by"] else ""} for one in steps]
    same_steps = steps is None or [{**one, "what": one["what"].strip()} for one in typed] == list(standing.newest.steps)
    return part.replace("\r\n", "\n").strip() != stands["part"] or not same_steps
