"""Who may have a watch, end it, and raise what it found."""

from datetime import date

from django.utils.translation import gettext as _

from milepost.base.models import Actor
from milepost.concerns.models import AlertLook, Case, Watch
from milepost.concerns.policies.employers import why_not_say
from milepost.people.permissions import Permission, may


def why_not_begin_watch(*, by: Actor, read: bool, on: bool, learns: bool, reference: str, case: Case | None) -> str | None:
    """`on`: they have one; `learns`: they have a registration here; `case`: the one with a name that `reference` means."""
    if not may(by.role, Permission.WATCH) or by.person_id is None:
        return _("A watch is for who learns here, and only they switch it on.")
    if on:
        return _("Your watch is on.")
    if not learns:
        return _("You are on no course here yet, so there is nothing to look at.")
    if not read:
        return _("Read what it means first, and say that you have.")
    if reference.strip() and case is None:
        return _(
            "No case with this reference has a name in it. Leave the reference out: tied to a case without a name, your watch would say whose it is."
        )
    return None


def why_not_end_watch(watch: Watch, *, by: Actor, today: date) -> str | None:
    if by.kind == Actor.Kind.SYSTEM:
        return _("Its year is not over.") if today < watch.ends_on else None
    if not may(by.role, Permission.WATCH) or by.person_id != watch.person_id:
        return _("Only who switched it on switches it off.")
    return None


def why_not_raise_alert(*, by: Actor, raised: bool, alarm: bool) -> str | None:
    """`raised`: this watch has told before; `alarm`: the engine says that chance alone would hardly bring that about."""
    if by.kind != Actor.Kind.SYSTEM:
        return _("Only Milepost itself tells what a watch found.")
    if raised:
        return _("What this watch found has been told.")
    return None if alarm else _("Nothing was found that chance could not bring about.")


def why_not_take_alert(*, by: Actor, reads: bool, has_part: bool, look: AlertLook | None, is_here: bool) -> str | None:
    """`reads`: they were told of it; `has_part`: by now they have one in it; `is_here`: who looks into it still takes cases here."""
    if not may(by.role, Permission.TAKE_CASE) or by.person_id is None or not reads:
        return _("Only who was told of it does this.")
    if has_part:
        return _("This one passes you by. Leave it to somebody else who was told of it, and ask nobody why.")
    if look is None:
        return None
    if look.told_at is not None:
        return _("It was said already what came of it.")
    if look.person_id == by.person_id:
        return _("You look into it already.")
    return _("%(name)s looks into it already.") % {"name": look.person.name} if is_here else None


def why_not_tell_of_alert(look: AlertLook | None, *, by: Actor, has_part: bool, text: str) -> str | None:
    """`has_part`: by now they have one in it."""
    if not may(by.role, Permission.TAKE_CASE) or look is None or look.person_id != by.person_id:
        return _("Only who looks into it says what came of it.")
    if has_part:
        return _("This one passes you by. Leave it to somebody else who was told of it, and ask nobody why.")
    if look.told_at is not None:
        return _("It was said already what came of it.")
    return why_not_say(text, _("Say what you looked at and what came of it. Name nobody."))


def why_not_note_alert_late(*, by: Actor, late: bool, told: bool) -> str | None:
    """`late`: the step is late and was not done; `told`: that was told before."""
    if by.kind != Actor.Kind.SYSTEM:
        return _("Milepost itself does this.")
    return None if late and not told else _("Nothing of it is late that was not told.")
