"""Why not: keeping a phrase of feedback, and forgetting it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from milepost.assessment.models import Phrase
from milepost.assessment.words import PHRASES
from milepost.base.models import Actor
from milepost.people.models import Person
from milepost.people.permissions import Permission, may

LONGEST = 500  # characters of one phrase


def why_not_keep_phrase(person: Person, *, by: Actor, text: str, held: Sequence[str]) -> str | None:
    """`held` are the sentences kept already."""
    if not may(by.role, Permission.JUDGE) or by.person_id != person.pk:
        return _("Only an assessor keeps phrases, and only their own.")
    if not text:
        return _("Write the sentence that you want to keep.")
    if len(text) > LONGEST:
        return _("That is %(n)d characters long. A phrase has at most %(most)d; keep the part that you use again.") % {
            "n": len(text),
            "most": LONGEST,
        }
    if text.casefold() in {one.casefold() for one in held}:
        return _("You keep this sentence already.")
    if len(held) >= PHRASES:
        return _("You keep %(n)d phrases, one for each digit key. Drop one that you need no more, then keep this one.") % {"n": PHRASES}
    return None


def why_not_drop_phrase(phrase: Phrase, *, by: Actor) -> str | None:
    if by.person_id != phrase.person_id or by.centre_id != phrase.centre_id:
        return _("Only an assessor keeps phrases, and only their own.")
    return None
