"""A newer version of a specification: offered to a learner, taken back, or declined. Moving to it stands in `assessment`."""

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.frameworks.models import Specification
from milepost.portfolios import policies, progress, queries, words
from milepost.portfolios.models import Registration, VersionOffer


def _record(offer: VersionOffer, name: str, *, by: Actor, note: str = "") -> None:
    to = offer.specification
    args = {"registration": offer.registration.uuid, "offer": offer.uuid, "specification": to.uuid, "version": to.version}
    events.record(offer.registration.stream, name, by=by, args=args, personal={"note": note} if note else None)


@transaction.atomic
def offer_version(registration: Registration, *, by: Actor, to: Specification, note: str = "") -> VersionOffer:
    """Offer a newer version to somebody who learns on an older one. Nothing changes until they answer."""
    progress.lock(registration)
    left = registration.specification
    qualification = queries.changes_between(left, to).qualification_after(registration.qualification)
    offered = queries.open_offer(registration)
    if reason := policies.why_not_offer_version(registration, by=by, to=to, qualification=qualification, offered=offered):
        raise Refused(reason)
    offer = VersionOffer.objects.create(
        centre_id=registration.centre_id, registration=registration, left=left, specification=to, note=note.strip(),
        offered_at=clock.now(), offered_by=by,
    )  # fmt: skip
    _record(offer, words.VERSION_OFFERED, by=by, note=offer.note)
    return offer


def _answered(offer: VersionOffer, answer: VersionOffer.Answer, *, by: Actor, note: str = "") -> None:
    """Write the answer into the offer."""
    offer.answer, offer.answer_note, offer.answered_at, offer.answered_by = answer, note.strip(), clock.now(), by
    offer.save(update_fields=["answer", "answer_note", "answered_at", "answered_by"])


@transaction.atomic
def stay_on_version(offer: VersionOffer, *, by: Actor, note: str) -> VersionOffer:
    """The learner stays on the version that they stand on, and says why."""
    progress.lock(offer.registration)
    offer.refresh_from_db(fields=["answered_at"])
    if reason := policies.why_not_stay_on_version(offer, by=by, note=note):
        raise Refused(reason)
    _answered(offer, VersionOffer.Answer.STAYED, by=by, note=note)
    _record(offer, words.VERSION_DECLINED, by=by, note=offer.answer_note)
    return offer


@transaction.atomic
def take_back_offer(offer: VersionOffer, *, by: Actor) -> VersionOffer:
    """The centre takes an offer back that nobody has answered."""
    progress.lock(offer.registration)
    offer.refresh_from_db(fields=["answered_at"])
    if reason := policies.why_not_take_back_offer(offer, by=by):
        raise Refused(reason)
    _answered(offer, VersionOffer.Answer.TAKEN_BACK, by=by)
    _record(offer, words.VERSION_TAKEN_BACK, by=by)
    return offer
