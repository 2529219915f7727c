"""Why not: offering a newer version of a specification to a learner, moving to it, staying."""

from django.utils.translation import gettext as _

from milepost.base.models import Actor
from milepost.engine.framework import Qualification
from milepost.frameworks.models import Specification
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Registration, VersionOffer
from milepost.portfolios.policies.participants import why_not_assessed
from milepost.portfolios.words import OPEN_STATES


def why_not_offer_version(
    registration: Registration, *, by: Actor, to: Specification, qualification: Qualification | None, offered: VersionOffer | None = None
) -> str | None:
    """`qualification` is what the learner's becomes in the new version; `offered` an offer that waits for an answer."""
    words = {"name": registration.learner.first_name, "version": to.version, "title": registration.qualification_title}
    if not may(by.role, Permission.OFFER_VERSION) or registration.centre_id != by.centre_id:
        return _("Only the centre manager offers a newer version to a learner.")
    if reason := why_not_assessed(registration):
        return reason
    if registration.state not in OPEN_STATES:
        return _("%(name)s’s registration is closed, so it stays on its version.") % words
    if to.centre_id != registration.centre_id:
        return _("This version belongs to another centre. Adopt it here first.")
    if to.pk == registration.specification_id:
        return _("%(name)s stands on this version already.") % words
    if to.title == registration.specification.title and to.version < registration.specification.version:
        return _("Version %(version)s is older than the one that %(name)s stands on. Only a newer one is offered.") % words
    if qualification is None:
        return _("This version has no qualification that takes the place of %(title)s. Register %(name)s anew instead.") % words
    if offered is not None:
        if offered.specification_id == to.pk:
            return _("%(name)s has this offer already and has not answered yet.") % words
        return _("%(name)s has another offer that waits for an answer. Take that one back first.") % words
    return None


def why_not_answer(offer: VersionOffer, *, by: Actor) -> str | None:
    """Why this person can't answer an offer: only its learner does, once."""
    if not may(by.role, Permission.ANSWER_VERSION) or by.person_id != offer.registration.learner_id:
        return _("Only the learner says whether they move to another version.")
    return _why_not_open_offer(offer)


def _why_not_open_offer(offer: VersionOffer) -> str | None:
    if offer.answered_at:
        return _("This offer has been answered already. Your qualification shows the version that you stand on.")
    if offer.registration.specification_id != offer.left_id:
        return _("You stand on another version by now, so this offer no longer fits. Ask your centre for a new one.")
    return None


def why_not_stay_on_version(offer: VersionOffer, *, by: Actor, note: str = "") -> str | None:
    if reason := why_not_answer(offer, by=by):
        return reason
    if not note.strip():
        return _("Say in a word why you stay, so that your centre can plan with it.")
    return None


def why_not_take_back_offer(offer: VersionOffer, *, by: Actor) -> str | None:
    if not may(by.role, Permission.OFFER_VERSION) or offer.centre_id != by.centre_id:
        return _("Only the centre manager takes an offer back.")
    if offer.answered_at:
        return _("This offer has been answered already, so there is nothing to take back.")
    return None
