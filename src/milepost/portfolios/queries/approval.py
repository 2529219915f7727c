"""What a centre is approved for."""

from milepost.base.models import Actor
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Approval


def approval_of(centre_id: int, qualification: str) -> Approval | None:
    """What is noted of one qualification, by its number or its title, whoever asks."""
    return Approval.objects.filter(centre_id=centre_id, qualification=qualification).first()


def approvals(*, by: Actor) -> dict[str, Approval]:
    """What the awarding organisation says of this centre, by the number of the qualification, or its title."""
    if not may(by.role, Permission.READ_ALL_PORTFOLIOS):
        return {}
    return {one.qualification: one for one in Approval.objects.filter(centre_id=by.at_centre).select_related("noted_by")}
