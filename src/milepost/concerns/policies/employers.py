"""Why not: raising a concern, saying more, taking it back; acknowledging and answering it."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.base.models import Actor
from milepost.concerns.models import Concern
from milepost.employers.models import PageLetter
from milepost.employers.policies import why_not_use_page
from milepost.people.models import Organisation, Person
from milepost.people.permissions import Permission, may

LONGEST = 5000


def _why_not_speak(employer: Organisation, *, by: Actor, letter: PageLetter | None, speaks: bool) -> str | None:
    """Whether somebody speaks for this employer: by the link to its page, or with an account."""
    if letter is not None and by.kind == Actor.Kind.LINK:
        if reason := why_not_use_page(letter):
            return reason
        same = letter.file.centre_id == by.centre_id == employer.centre_id
    else:
        same = speaks and may(by.role, Permission.RAISE_CONCERN)
    return None if same else _("Only who speaks for this employer does this.")


def why_not_say(text: str, asks: str) -> str | None:
    if not text.strip():
        return asks
    if len(text) > LONGEST:
        return _("Say it in at most %(n)d characters.") % {"n": LONGEST}
    return None


def why_not_raise_concern(
    employer: Organisation, *, by: Actor, name: str, text: str, letter: PageLetter | None = None, speaks: bool = False
) -> str | None:
    """`speaks`: who acts with an account is a contact of this employer today."""
    if reason := _why_not_speak(employer, by=by, letter=letter, speaks=speaks):
        return reason
    if not name.strip():
        return _("Give your name, so that we know whom to answer.")
    return why_not_say(text, _("Say what happened, or what worries you. A sentence is enough."))


def _why_not_own(concern: Concern, *, by: Actor, letter: PageLetter | None, speaks: bool) -> str | None:
    """What only who raised it does."""
    if reason := _why_not_speak(concern.employer, by=by, letter=letter, speaks=speaks):
        return reason
    address = letter.email if letter else by.person.email if by.person else ""
    if address.casefold() != concern.email.casefold():
        return _("Only who raised it does this.")
    return None


def _why_not_withdrawn(concern: Concern) -> str | None:
    if concern.withdrawn_at is None:
        return None
    return _("It was taken back on %(day)s.") % {"day": date_format(concern.withdrawn_at, "j F Y")}


def why_not_say_more(concern: Concern, *, by: Actor, text: str, letter: PageLetter | None = None, speaks: bool = False) -> str | None:
    if reason := _why_not_own(concern, by=by, letter=letter, speaks=speaks) or _why_not_withdrawn(concern):
        return reason
    return why_not_say(text, _("Say what you want to add."))


def why_not_withdraw_concern(concern: Concern, *, by: Actor, letter: PageLetter | None = None, speaks: bool = False) -> str | None:
    return _why_not_own(concern, by=by, letter=letter, speaks=speaks) or _why_not_withdrawn(concern)


def why_not_act(concern: Concern, *, by: Actor, owner: Person | None) -> str | None:
    """What acknowledging and answering ask first. `owner` owns the employer now; what is confidential is the managers' alone."""
    if not may(by.role, Permission.ANSWER_CONCERN) or by.centre_id != concern.centre_id:
        return _("Only who looks after employers here, or a centre manager, answers a concern.")
    manages = may(by.role, Permission.READ_CONFIDENTIAL)
    if concern.confidential and not manages:
        return _("This was raised in confidence: only a manager of the centre answers it.")
    if not manages and (owner is None or owner.pk != by.person_id):
        who = {"name": owner.name if owner else _("nobody")}
        return _("%(name)s owns this employer now. They, or a centre manager, answer it.") % who
    return None


def why_not_acknowledge_concern(concern: Concern, *, by: Actor, owner: Person | None) -> str | None:
    if reason := why_not_act(concern, by=by, owner=owner) or _why_not_withdrawn(concern):
        return reason
    if concern.acknowledged_at is not None or concern.answered_at is not None:
        return _("They know already that we have it.")
    return None


def why_not_answer_concern(concern: Concern, *, by: Actor, text: str, owner: Person | None) -> str | None:
    if reason := why_not_act(concern, by=by, owner=owner) or _why_not_withdrawn(concern):
        return reason
    return why_not_say(text, _("Say what you found, what is put right, and by when."))
