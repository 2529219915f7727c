"""Why not: holding a key, sealing a name, opening one, giving a half of the recovery."""

from collections.abc import Sized

from django.utils.translation import gettext as _

from milepost.base.models import Actor
from milepost.concerns.models import Case
from milepost.people.permissions import Permission, may


def wrong_words() -> str:
    return _("Your key does not open with these words. Look at each of them again, and at their order. Nothing was opened.")


def why_not_make_seal_key(*, by: Actor) -> str | None:
    if not may(by.role, Permission.HOLD_SEAL_KEY) or by.person_id is None:
        return _("Only who works here holds a key to sealed names.")
    return None


def why_not_seal(*, two: Sized) -> str | None:
    """`two`: the caseworkers with a key whom it does not name."""
    if len(two) == 2:
        return None
    return _(
        "Your name can’t be sealed: that needs two caseworkers who hold a key and are not named in what you wrote. Nothing was sent. "
        "Choose another way in which we should know you."
    )


def why_not_open_name(case: Case, *, by: Actor, reason: str, parts: Sized) -> str | None:
    """`parts`: what of it the reader's keys could open."""
    if not may(by.role, Permission.TAKE_CASE) or case.caseworker_id is None or case.caseworker_id != by.person_id:
        return _("Only the caseworker who has it does this.")
    if not parts:
        return _("It is not sealed to you. Two others hold a half each: ask both to give theirs, under Keys to sealed names.")
    return None if reason.strip() else _("Say why you need to know who it is: they read it.")


def why_not_give_half(case: Case, *, by: Actor, holds: bool, wanted: bool) -> str | None:
    """`holds`: a half was given them when it was sealed; `wanted`: the caseworker has a key and lacks it."""
    if not may(by.role, Permission.HOLD_SEAL_KEY) or not holds or by.centre_id != case.centre_id:
        return _("You hold no half of what opens this name.")
    return None if wanted else _("Nobody needs your half: there is no caseworker with a key who lacks it.")
