"""Why not: two accounts that are one learner, made one and parted again."""

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.models import Actor
from milepost.people.models import Appointment, Person
from milepost.people.permissions import Permission, may
from milepost.people.words import Role
from milepost.portfolios.models import Merge, Registration
from milepost.portfolios.words import RegistrationState

RUNNING = (RegistrationState.ACTIVE, RegistrationState.ON_BREAK)


def why_not_merge_people(kept: Person, *, by: Actor, merged: Person) -> str | None:
    """What belongs to `merged` here would belong to `kept`."""
    if not may(by.role, Permission.BRING_IN):
        return _("Only the centre manager merges accounts.")
    if kept.pk == merged.pk:
        return _("This is one account already. Choose two.")
    if by.person_id in (kept.pk, merged.pk):
        return _("One of these accounts is yours, so somebody else merges them.")
    for person in (kept, merged):
        if person.merged_into_id:
            return _("%(name)s’s account (%(email)s) was merged already.") % {"name": person.name, "email": person.email}
        if not _appointments(person).filter(centre_id=by.at_centre, role=Role.LEARNER).exists():
            return _("%(name)s does not learn at your centre, so there is nothing to merge.") % {"name": person.name}
    return _why_not_close(merged, by) or _why_not_together(kept, merged, by)


def _appointments(person: Person) -> QuerySet[Appointment]:
    return Appointment.objects.filter(person=person).exclude(ends_on__lt=clock.today())


def _why_not_close(merged: Person, by: Actor) -> str | None:
    """The account that ends must be nothing but a learner's, and of this centre alone."""
    words = {"name": merged.name, "email": merged.email}
    elsewhere = _appointments(merged).exclude(centre_id=by.at_centre).exists()
    if elsewhere or Registration.objects.filter(learner=merged).exclude(centre_id=by.at_centre).exists():
        return _("%(email)s is in use at another centre as well, so it stays. Keep that account, and merge the other into it.") % words
    if _appointments(merged).exclude(role=Role.LEARNER).exists() or merged.is_superuser:
        return _("%(name)s works here under %(email)s as well, so that account stays. Keep it, and merge the other into it.") % words
    return None


def _why_not_together(kept: Person, merged: Person, by: Actor) -> str | None:
    here = Registration.objects.filter(centre_id=by.at_centre)
    running = {
        person.pk: dict(here.filter(learner=person, state__in=RUNNING).values_list("qualification", "qualification_title"))
        for person in (kept, merged)
    }
    for qualification, title in running[merged.pk].items():
        if qualification in running[kept.pk]:
            return _("Both accounts are on %(title)s. Withdraw the registration that is not used, then merge them.") % {"title": title}
    for learner, other in ((kept, merged), (merged, kept)):
        if here.filter(learner=learner, assessor=other).exists() or here.filter(learner=learner, iqa=other).exists():
            return _("%(name)s looks after work under one account that the other has handed in. Nobody assesses their own work.") % {
                "name": other.name
            }
    return None


def why_not_unmerge_people(merge: Merge, *, by: Actor) -> str | None:
    if not may(by.role, Permission.BRING_IN) or merge.centre_id != by.centre_id:
        return _("Only the centre manager parts accounts that were merged.")
    if merge.undone_at:
        return _("These accounts were parted again on %(day)s.") % {"day": date_format(merge.undone_at, "j F Y")}
    if merge.kept.merged_into_id:
        return _("%(name)s’s account was itself merged into another since. Part those two first.") % {"name": merge.kept.name}
    found = Registration.objects.filter(uuid__in=merge.moved.get("registrations", ()), learner=merge.kept)
    if found.count() != len(merge.moved.get("registrations", ())):
        return _("A registration that came with the merged account is not %(name)s’s any more, so it cannot be put back.") % {
            "name": merge.kept.name
        }
    return None
