"""Why not: asking a witness, taking a letter back, signing, ringing back."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.assessment.models import Testimony, WitnessRequest
from milepost.assessment.policies.judging import why_not_assess
from milepost.assessment.words import Account, CallOutcome, ReturnReason, WitnessState
from milepost.base.models import Actor, StoredFile
from milepost.frameworks.queries import framework_of
from milepost.people.permissions import Permission, may
from milepost.people.words import Role
from milepost.portfolios.models import Registration
from milepost.portfolios.policies import why_not_assessed, why_not_open
from milepost.portfolios.words import RegistrationState

AT_ONCE_OF_WITNESS = 12  # criteria of one request: a witness has two minutes
GOOD_FOR = range(1, 91)  # days


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")


def why_not_ask_witnesses(registration: Registration, *, by: Actor) -> str | None:
    """Why somebody can't ask witnesses about this portfolio at all."""
    if not may(by.role, Permission.ASK_WITNESS) or by.centre_id != registration.centre_id:
        return _("Only the learner and their assessor ask witnesses.")
    own = registration.learner_id if by.role == Role.LEARNER else registration.assessor_id
    if by.person_id != own:
        return _("Only the learner and their assessor ask witnesses.")
    return why_not_assessed(registration) or why_not_open(registration, by=by)


def why_not_ask_witness(
    registration: Registration, *, by: Actor, name: str, email: str, about: str, targets: Sequence[str], days: int, units: Collection[str]
) -> str | None:
    if reason := why_not_ask_witnesses(registration, by=by):
        return reason
    if not name.strip():
        return _("Give the name of the witness, as they sign.")
    if email.strip():
        try:
            validate_email(email.strip())
        except ValidationError:
            return _("“%(email)s” is no e-mail address. It looks like wanda@example.org.") % {"email": email}
    if not about.strip():
        return _("Say in a few words what they saw, so that they know what this is about.")
    if not targets:
        return _("Choose at least one criterion that they saw.")
    if len(set(targets)) > AT_ONCE_OF_WITNESS:
        return _("Ask about %(n)d criteria at most: a witness has two minutes. Choose the ones that they surely saw.") % {
            "n": AT_ONCE_OF_WITNESS
        }
    if days not in GOOD_FOR:
        return _("A letter is good for 1 to %(n)d days.") % {"n": GOOD_FOR[-1]}
    framework = framework_of(registration.specification)
    for target in targets:
        if target not in framework.criterion_by_target and target not in framework.requirement_by_target:
            return _("“%(target)s” is not in this qualification.") % {"target": target}
        if target.rpartition(":")[0] not in units:
            return _("%(target)s belongs to a unit that is not among the ones agreed.") % {"target": target.replace(":", ", ")}
    return None


def why_not_withdraw_witness_request(request: WitnessRequest, *, by: Actor) -> str | None:
    if reason := why_not_ask_witnesses(request.registration, by=by):
        return reason
    if request.answered_at:
        return _("%(name)s has signed already, and what is signed stays.") % {"name": request.name}
    if request.withdrawn_at:
        return _("This letter is taken back already.")
    return None


def why_not_send_witness_request_again(request: WitnessRequest, *, by: Actor, days: int) -> str | None:
    if reason := why_not_ask_witnesses(request.registration, by=by):
        return reason
    if request.state == WitnessState.RETURNED:
        return _("This letter came back. Ask %(name)s anew, by another way.") % {"name": request.name}
    if request.withdrawn_at:
        return _("This letter was taken back. Ask %(name)s anew.") % {"name": request.name}
    if days not in GOOD_FOR:
        return _("A letter is good for 1 to %(n)d days.") % {"n": GOOD_FOR[-1]}
    return None


def why_not_answer_witness(request: WitnessRequest, *, units: Collection[str]) -> str | None:
    """Why a letter or a code is no longer good, in the words that the witness reads."""
    whom = {"name": request.asked_by.name, "centre": request.centre.name, "learner": request.registration.learner.first_name}
    if request.state == WitnessState.RETURNED and request.withdrawn_at:
        return _("This was sent back unsigned on %(day)s. If you did see the work, ask %(name)s for a new letter.") % {
            **whom, "day": _day(request.withdrawn_at),
        }  # fmt: skip
    if request.withdrawn_at:
        return _("%(name)s took this request back on %(day)s. Ask them if you think that they should not have.") % {
            **whom, "day": _day(request.withdrawn_at),
        }  # fmt: skip
    if request.is_late:
        return _("This link was good until %(day)s. Ask %(name)s at %(centre)s to send it again; the same link works then.") % {
            **whom, "day": date_format(request.expires_on, "j F Y"),
        }  # fmt: skip
    if request.registration.state != RegistrationState.ACTIVE:
        return _("%(learner)s is not learning at the moment, so nothing can be added. Ask %(name)s what to do.") % whom
    if not any(target.rpartition(":")[0] in units for target in request.targets):
        return _("What you were asked about is no longer part of what %(learner)s works towards. There is nothing for you to do.") % whom
    return None


def why_not_sign_testimony(
    request: WitnessRequest, *, by: Actor, given: Account, signed_as: str, declared: bool, voice: StoredFile | None,
    corrects: Testimony | None, stands: Testimony | None, units: Collection[str],
) -> str | None:  # fmt: skip
    """`stands` is what this witness signed before and nothing has superseded: they correct that, or nothing."""
    if by.kind != Actor.Kind.LINK or by.centre_id != request.centre_id:
        return _("A witness signs by their own letter or code.")
    if reason := why_not_answer_witness(request, units=units):
        return reason
    if stands is not None and (corrects is None or corrects.pk != stands.pk):
        return _("This is signed already. Look at what was signed, and correct that.")
    if corrects is not None and stands is None:
        return _("Nothing is signed yet that could be corrected.")
    return _why_not_account(request, given, voice=voice) or _why_not_signature(given, signed_as=signed_as, declared=declared)


def _why_not_account(request: WitnessRequest, given: Account, *, voice: StoredFile | None) -> str | None:
    learner = {"learner": request.registration.learner.first_name}
    if not given.name.strip():
        return _("Give your name.")
    if not given.contact.strip():
        return _("Say how the assessor can reach you: a telephone number or an e-mail address.")
    if not given.knows_how.strip():
        return _("Say how you know %(learner)s’s work.") % learner
    if given.expert and not given.expertise.strip():
        return _("Say what you are an expert in.")
    if not given.saw.strip() and voice is None:
        return _("Write what you saw, or say it into a recording.")
    if voice is not None and voice.centre_id != request.centre_id:
        return _("That file belongs to another centre.")
    if not given.targets:
        return _("Tick at least one thing that you saw %(learner)s do.") % learner
    if not set(given.targets) <= set(request.targets):
        return _("You were not asked about one of these. Open the link again, and tick what you saw.")
    return None


def _why_not_signature(given: Account, *, signed_as: str, declared: bool) -> str | None:
    if not declared:
        return _("Tick that this is true and your own account.")
    if not same_name(given.name, signed_as):
        return _("You signed as “%(signed)s”, and at the top stands “%(name)s”. Make both the same.") % {
            "signed": signed_as.strip(),
            "name": given.name.strip(),
        }
    return None


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for spaces and capitals."""
    return one.casefold().split() == other.casefold().split() != []


def why_not_return_witness_request(request: WitnessRequest, *, by: Actor, reason: str, units: Collection[str]) -> str | None:
    if by.kind != Actor.Kind.LINK or by.centre_id != request.centre_id:
        return _("Only who opened the letter sends it back. You can take it back instead.")
    if request.answered_at:
        return _("This is signed already, and what is signed stays. Correct it if it is wrong.")
    if gone := why_not_answer_witness(request, units=units):
        return gone
    if reason not in ReturnReason.values:
        return _("Say why: it reached somebody else, or you did not see the work.")
    return None


def why_not_call_back(testimony: Testimony, *, by: Actor, outcome: str, note: str, superseded: bool) -> str | None:
    if reason := why_not_assess(testimony.registration, by=by):
        return reason
    if superseded:
        return _("%(name)s has corrected this since. Look at the newest version.") % {"name": testimony.name}
    if outcome not in CallOutcome.values:
        return _("Say what came of it.")
    if outcome == CallOutcome.DENIED and not note.strip():
        return _("Write down what %(name)s said instead.") % {"name": testimony.name}
    return None
