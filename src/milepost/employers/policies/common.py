"""What every act on an employer asks first."""

from django.utils.translation import gettext as _

from milepost.base.models import Actor
from milepost.employers.models import EmployerFile
from milepost.people.permissions import Permission, may


def why_not_act(file: EmployerFile | None, *, by: Actor, centre_id: int | None = None) -> str | None:
    """Whether somebody may act for the employers of this centre at all; `file` is the one concerned, where there is one already."""
    centre = file.centre_id if file else centre_id
    if not may(by.role, Permission.OWN_EMPLOYERS) or by.centre_id != centre:
        return _("Only who looks after employers here, or a centre manager, does this.")
    if file is not None and file.merged_into_id is not None:
        return _("This file was merged into another. Open that one.")
    return None
