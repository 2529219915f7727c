"""Why not: agreeing to something, and taking it back."""

from django.utils.translation import gettext as _

from milepost.base.models import Actor
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Consent, Registration
from milepost.portfolios.words import ConsentAbout


def why_not_say_consent(registration: Registration, *, by: Actor, about: str, given: bool, in_force: Consent | None) -> str | None:
    """`in_force` is the newest word on the same matter, if there is one."""
    if not may(by.role, Permission.CONSENT) or by.person_id != registration.learner_id or by.centre_id != registration.centre_id:
        return _("Only %(learner)s can say this.") % {"learner": registration.learner.first_name}
    if about not in ConsentAbout.values:
        return _("Nobody asks for your consent to this.")
    if in_force is not None and in_force.given == given:
        return _("You have agreed to this already.") if given else _("You have said no to this already.")
    return None
