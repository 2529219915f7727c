"""Where a centre works."""

from django.db.models import F, QuerySet

from milepost.base.models import Actor
from milepost.people.models import Site
from milepost.people.permissions import Permission, may


def sites_of(by: Actor) -> QuerySet[Site]:
    """Every site of the centre, the open ones first."""
    if not may(by.role, Permission.READ_PEOPLE):
        return Site.objects.none()
    return Site.objects.filter(centre_id=by.at_centre).order_by(F("closed_on").desc(nulls_first=True), "name")


def sites_open(by: Actor) -> QuerySet[Site]:
    """Where somebody can be placed today."""
    return sites_of(by).filter(closed_on=None)
