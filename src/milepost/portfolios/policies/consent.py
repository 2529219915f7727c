"""Why not: agreeing to something, and taking it back."""

from django.utils.translation import gettext as _

from milepost.base.models import Actor
from milepost.people.models import Person
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Consent, Registration
from milepost.portfolios.words import ConsentAbout


def why_not_say_consent(
    registration: Registration, *, by: Actor, about: str, given: bool, in_force: Consent | None, letter_to: Person | None = None
) -> str | None:
    """`in_force` is the newest word on the same matter, if there is one; `letter_to` who holds the letter, where somebody came by one."""
    signed_in = may(by.role, Permission.CONSENT) and by.person_id == registration.learner_id
    by_letter = by.kind == Actor.Kind.LINK and letter_to is not None and letter_to.pk == registration.learner_id
    if not (signed_in or by_letter) or by.centre_id != registration.centre_id:
        return _("Only %(learner)s can say this.") % {"learner": registration.learner.first_name}
    if about not in ConsentAbout.values:
        return _("Nobody asks for your consent to this.")
    if in_force is not None and in_force.given == given:
        return _("You have agreed to this already.") if given else _("You have said no to this already.")
    return None
