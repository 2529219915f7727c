"""Why not: holding a key, sealing a name, opening one, giving a half of the recovery."""

from collections.abc import Iterable, Sized

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from milepost.base.models import Actor
from milepost.concerns.models import Case
from milepost.concerns.queries import WaysToOpen
from milepost.people.models import Person
from milepost.people.permissions import Permission, may


def wrong_words() -> str:
    return _("Your key does not open with these words. Look at each of them again, and at their order. Nothing was opened.")


def how_to_open(ways: WaysToOpen) -> str:
    """What who has the case does where their words do not open the name. Of people it says only who is left and is not named in it."""
    can: list[str] = []
    if ways.recovery and all(ways.missing):
        if not ways.has_key:
            can.append(_("Make a key under Keys to sealed names; from then on others can give you their halves."))
        else:
            asks = get_text_list([_either(people) for people in ways.missing], _("and"))
            can.append(
                _("Ask %(names)s to give their half, under Keys to sealed names: with both halves your own words open it.")
                % {"names": asks}
            )
    if ways.others:
        can.append(
            _("It is sealed to %(names)s as well: give the case back so that they take it, if they have no part in it.")
            % {"names": _either(ways.others)}
        )
    if not can:
        can.append(
            _(
                "Nobody is left here who could help to open it: ask them here whether they want to say their name again. The case goes on without it."
            )
        )
    return " ".join(can)


def _either(people: Iterable[Person]) -> str:
    return get_text_list([one.name for one in people], _("or"))


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


def why_not_open_name(case: Case, *, by: Actor, reason: str, ways: WaysToOpen) -> str | None:
    """`ways`: what the reader's keys could open, and who else could help."""
    if not may(by.role, Permission.TAKE_CASE) or case.caseworker_id is None or case.caseworker_id != by.person_id:
        return _("Only the caseworker who has it does this.")
    if not ways.own:
        return " ".join([_("It is not sealed to you."), how_to_open(ways)])
    return None if reason.strip() else _("Say why you need to know who it is: they read it.")


def why_not_give_half(case: Case, *, by: Actor, holds: bool, wanted: bool) -> str | None:
    """`holds`: a half was given them when it was sealed; `wanted`: the caseworker has a key and lacks it."""
    if not may(by.role, Permission.HOLD_SEAL_KEY) or not holds or by.centre_id != case.centre_id:
        return _("You hold no half of what opens this name.")
    return None if wanted else _("Nobody needs your half: there is no caseworker with a key who lacks it.")
