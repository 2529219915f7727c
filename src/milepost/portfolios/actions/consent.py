"""What a learner agrees to, and takes back."""

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.people.models import Person
from milepost.portfolios import policies, progress, queries, words
from milepost.portfolios.models import Consent, Registration


@transaction.atomic
def say_consent(registration: Registration, *, by: Actor, about: str, given: bool, letter_to: Person | None = None) -> Consent:
    """Agree to something, or take it back. The newest word counts from this moment.

    `letter_to` is who holds the letter by which somebody without an account came.
    """
    progress.lock(registration)
    if reason := policies.why_not_say_consent(
        registration, by=by, about=about, given=given, in_force=queries.consent_in_force(registration, about), letter_to=letter_to
    ):
        raise Refused(reason)
    said = Consent.objects.create(registration=registration, about=about, given=given, said_at=clock.now(), said_by=by)
    args = {"registration": registration.uuid, "about": about, "given": given}
    events.record(registration.stream, words.CONSENT_SAID, by=by, centre_id=registration.centre_id, args=args, rows=[said])
    return said
