"""Why not: moving to a newer version, with everything that was decided."""

from django.utils.translation import gettext as _

from milepost.base.models import Actor
from milepost.engine.framework import Qualification
from milepost.portfolios.models import Approval, VersionOffer
from milepost.portfolios.policies import why_not_answer, why_not_approved, why_not_open


def why_not_move_version(offer: VersionOffer, *, by: Actor, qualification: Qualification | None, approval: Approval | None) -> str | None:
    """`approval` is the centre's for the qualification that it becomes."""
    if reason := why_not_answer(offer, by=by) or why_not_open(offer.registration, by=by):
        return reason
    if qualification is None:
        return _("This version has no qualification that takes the place of yours. Ask your centre.")
    return why_not_approved(approval, title=qualification.title)
