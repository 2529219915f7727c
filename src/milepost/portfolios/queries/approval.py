"""What a centre is approved for."""

from milepost.base.models import Actor
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Approval


def approvals(*, by: Actor) -> dict[str, Approval]:
    """What the awarding organisation says of this centre, by the number of the qualification, or its title."""
    if not may(by.role, Permission.READ_ALL_PORTFOLIOS):
        return {}
    return {one.qualification: one for one in Approval.objects.filter(centre_id=by.at_centre).select_related("noted_by")}
