"""Why not: opening and closing a site."""

from datetime import date

from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.models import Actor
from milepost.people.models import Centre, Site
from milepost.people.permissions import Permission, may


def _runs(centre_id: int, by: Actor) -> bool:
    return by.kind == Actor.Kind.SYSTEM or (by.centre_id == centre_id and may(by.role, Permission.INVITE))


def why_not_open_site(centre: Centre, *, by: Actor, name: str, opened_on: date, namesake: Site | None) -> str | None:
    """`namesake` is a site of this centre with the same name."""
    if not _runs(centre.pk, by):
        return _("Only a centre manager of %(centre)s opens a site.") % {"centre": centre.name}
    if not name.strip():
        return _("Give the site a name, such as the town or the building.")
    if namesake and namesake.closed_on:
        return _("%(name)s was a site of this centre until %(day)s. Give the new one another name, so that the roll stays clear.") % {
            "name": namesake.name,
            "day": f"{namesake.closed_on:%-d %B %Y}",
        }
    if namesake:
        return _("%(name)s is among your sites already.") % {"name": namesake.name}
    if opened_on > clock.today():
        return _("That day has not come yet. Add the site on the day it opens.")
    return None


def why_not_close_site(site: Site, *, by: Actor, closed_on: date) -> str | None:
    if not _runs(site.centre_id, by):
        return _("Only a centre manager closes a site.")
    if site.closed_on:
        return _("%(name)s closed on %(day)s already.") % {"name": site.name, "day": f"{site.closed_on:%-d %B %Y}"}
    if closed_on > clock.today():
        return _("That day has not come yet. Close the site on its last day.")
    if closed_on < site.opened_on:
        return _("It opened on %(day)s, so it can’t close before that.") % {"day": f"{site.opened_on:%-d %B %Y}"}
    return None
