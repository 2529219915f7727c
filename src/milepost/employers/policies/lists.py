"""Why not: saving a list of employers, changing it, removing it."""

from django.utils.translation import gettext as _

from milepost.base.models import Actor
from milepost.employers.choosing import Choice
from milepost.employers.models import SavedList
from milepost.people.permissions import Permission, may
from milepost.people.words import Role

LONGEST_NAME = 80


def why_not_save_list(centre_id: int, *, by: Actor, name: str, choice: Choice, namesake: SavedList | None) -> str | None:
    """`namesake` is a list of the same person with the same name."""
    if not may(by.role, Permission.READ_EMPLOYERS) or by.centre_id != centre_id:
        return _("Only who reads about employers here saves a list of them.")
    if not choice:
        return _("Choose something first: this list would show every employer.")
    return _why_not_name(name, namesake)


def _why_not_name(name: str, namesake: SavedList | None) -> str | None:
    if not name.strip():
        return _("Give the list a name.")
    if len(name.strip()) > LONGEST_NAME:
        return _("Give a name of at most %(n)d characters.") % {"n": LONGEST_NAME}
    if namesake is not None:
        return _("You have a list “%(name)s” already. Choose another name, or remove that one.") % {"name": namesake.name}
    return None


def why_not_change_list(saved: SavedList, *, by: Actor, name: str, choice: Choice, namesake: SavedList | None) -> str | None:
    if reason := _why_not_own(saved, by):
        return reason
    if not choice:
        return _("Choose something first: this list would show every employer.")
    return _why_not_name(name, namesake)


def why_not_remove_list(saved: SavedList, *, by: Actor) -> str | None:
    if saved.shared and by.role == Role.CENTRE_MANAGER and by.centre_id == saved.centre_id and saved.removed_at is None:
        return None  # whose it is may have left
    return _why_not_own(saved, by)


def _why_not_own(saved: SavedList, by: Actor) -> str | None:
    if by.centre_id != saved.centre_id or by.person_id != saved.person_id:
        return _("Only %(name)s changes this list. Save one of your own.") % {"name": saved.person.name}
    return _("This list was removed.") if saved.removed_at is not None else None
