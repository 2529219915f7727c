"""Work behind the pages: telling people of what happened, and sending their letters.

Everything here may be done twice without harm: notices are unique, an event is marked in the transaction that makes its
notices and queues their letters, and a letter that went out is marked after that.
"""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.tasks import task

from milepost import links
from milepost.assessment import policies as assessment
from milepost.assessment.words import WITNESS_ASKED, WITNESS_REQUEST_SENT_AGAIN
from milepost.base import clock
from milepost.base.jobs import enqueue_once
from milepost.base.models import Event, Telling
from milepost.commitments import promises
from milepost.commitments import tasks as commitments
from milepost.commitments.words import PROMISE_ASKED, REMEDY_DELIVERED, REMEDY_OWED
from milepost.concerns import queries as concerns
from milepost.concerns.models import Concern
from milepost.employers import policies as employers
from milepost.employers import queries as employer_queries
from milepost.employers.words import IMPACT_ASKED, IMPACT_ASKED_AGAIN, PAGE_SENT
from milepost.notices import actions, letters, queries
from milepost.notices.models import Notice
from milepost.notices.words import CONCERN_LETTERS, PROPOSAL_LETTERS, REVIEW_LETTERS
from milepost.people import policies as people
from milepost.people.words import INVITATION_SENT_AGAIN, PERSON_CORRECTED, PERSON_INVITED
from milepost.provider import policies as provider
from milepost.provider.words import PEER_INVITED

logger = logging.getLogger(__name__)

KEPT = timedelta(days=365)
LATE, GIVEN_UP = timedelta(hours=1), timedelta(days=4)


def tell_pending(limit: int = 100) -> int:
    """A round of the worker: tell people of the events that wait. Returns how many there were."""
    told = 0
    for pk in queries.open_tellings(limit):
        try:
            told += _tell(pk)
        except Exception:
            logger.exception("Nobody could be told of event %s; it becomes a job of its own.", pk)
            _tell_later(pk)
    return told


@transaction.atomic
def _tell(pk: int) -> int:
    telling = Telling.objects.select_for_update(skip_locked=True, of=("self",)).select_related("event").filter(pk=pk, done_at=None).first()
    if telling is None:  # another worker has it
        return 0
    _make_known(telling)
    return 1


def _make_known(telling: Telling) -> None:
    event = telling.event
    commitments.heard(event)
    if event.name in (PERSON_INVITED, INVITATION_SENT_AGAIN) and not event.args.get("held"):
        mail_invitation.enqueue(event.args["invitation"])
    if event.name == PERSON_CORRECTED:
        for uuid in event.args["invitations"]:
            mail_invitation.enqueue(uuid)
    if event.name in (WITNESS_ASKED, WITNESS_REQUEST_SENT_AGAIN) and event.args["by_letter"]:
        mail_witness_request.enqueue(event.args["request"], str(event.uuid))
    if why := REVIEW_LETTERS.get(event.name):
        for uuid in event.args["letters"]:
            mail_review.enqueue(uuid, why, str(event.uuid))
    if why := PROPOSAL_LETTERS.get(event.name):
        for uuid in event.args["letters"]:
            mail_proposal.enqueue(uuid, why, str(event.uuid))
    if event.name == PAGE_SENT:
        for uuid in event.args["letters"]:
            mail_page.enqueue(uuid, str(event.uuid))
    if why := CONCERN_LETTERS.get(event.name):
        mail_concern.enqueue(event.args["concern"], why, str(event.uuid))
    if event.name in (IMPACT_ASKED, IMPACT_ASKED_AGAIN):
        for uuid in event.args["letters"]:
            mail_impact.enqueue(uuid, str(event.uuid))
    _mail_about_the_house(event)
    for notice in actions.make_notices(telling):
        mail_notice.enqueue(str(notice.uuid))
    telling.done_at = clock.now()
    telling.save(update_fields=["done_at"])


def _mail_about_the_house(event: Event) -> None:
    """Letters about the provider's own portfolio: to peers of a standard, and about promises."""
    if event.name == PEER_INVITED:
        mail_peer.enqueue(event.args["letter"], str(event.uuid))
    if event.name in (REMEDY_OWED, REMEDY_DELIVERED):
        for letter in promises.told_of_remedy(event.args["remedy"]).letters:
            mail_remedy.enqueue(event.args["remedy"], str(letter.uuid), str(event.uuid))
    if event.name == PROMISE_ASKED:
        mail_promise.enqueue(event.args["ask"])


@transaction.atomic
def _tell_later(pk: int) -> None:
    """Out of the way of the others: a job is tried again at growing distances, and stays to be seen if it fails for good."""
    if Telling.objects.filter(pk=pk, done_at=None).update(done_at=clock.now()):
        tell_again.enqueue(pk)


@task
def tell_again(telling_pk: int) -> None:
    with transaction.atomic():
        _make_known(Telling.objects.select_related("event").get(pk=telling_pk))


@task
def mail_notice(uuid: str) -> None:
    notice = queries.notice_to_mail(UUID(uuid))
    if notice is None:
        return
    letters.of_notice(notice).send()
    actions.mark_mailed(notice)


@task
def mail_invitation(uuid: str) -> None:
    invitation = queries.invitation_of({"invitation": uuid})
    if invitation is None or people.why_not_answer(invitation):
        return
    letters.of_invitation(invitation).send()


@task
def mail_witness_request(uuid: str, mark: str) -> None:
    """The letter to a witness, as long as it can be answered."""
    request = queries.witness_request_of(UUID(uuid))
    if request and request.email and not assessment.why_not_answer_witness(request, units=request.registration.progress.units):
        letters.of_witness_request(request, mark=mark).send()


@task
def mail_review(uuid: str, why: str, event: str) -> None:
    """A letter about a progress review. What asks for something goes only while there is something to do."""
    letter = queries.review_letter_of(UUID(uuid))
    if letter is None or not letter.email or assessment.why_not_use_letter(letter):
        return
    if why in ("asked", "reminded", "changed") and assessment.why_not_change_review(letter.review):
        return
    letters.of_review(letter, why, mark=f"review-{letter.uuid}-{event}").send()


@task
def mail_proposal(uuid: str, why: str, event: str) -> None:
    """The letter with a proposal, or that a question about it is answered, as long as it can be read."""
    letter = queries.proposal_letter_of(UUID(uuid))
    if letter is None or not letter.email or employers.why_not_read_proposal(letter):
        return
    letters.of_proposal(letter, why, mark=f"proposal-{letter.uuid}-{event}").send()


@task
def mail_page(uuid: str, event: str) -> None:
    """The link to an employer's own page, as long as it opens it."""
    letter = queries.page_letter_of(UUID(uuid))
    if letter is None or not letter.email or employers.why_not_use_page(letter):
        return
    letters.of_page(letter, mark=f"page-{letter.uuid}-{event}").send()


def _concern_at(concern: Concern) -> str:
    """Where who raised it reads it: with their account, or by the link that they have. Nowhere where that was taken back."""
    if concerns.has_account(concern):
        return links.own_concern(concern.uuid)
    letter = concerns.page_letter_for(concern)
    return links.own_concern(concern.uuid, token=employer_queries.page_token(letter.uuid)) if letter else ""


@task
def mail_concern(uuid: str, why: str, event: str) -> None:
    """To who raised a concern: what became of it."""
    concern = queries.concern_by_uuid(uuid)
    if concern is None or not concern.email or concern.withdrawn_at:
        return
    letters.of_concern(concern, why, link=_concern_at(concern), mark=f"concern-{concern.uuid}-{event}").send()


@task
def mail_impact(uuid: str, event: str) -> None:
    """The question whether it helped, as long as it can be answered."""
    letter = queries.impact_letter_of(UUID(uuid))
    if letter is None or not letter.email or employers.why_not_read_view(letter):
        return
    letters.of_impact(letter, mark=f"impact-{letter.uuid}-{event}").send()


@task
def mail_peer(uuid: str, event: str) -> None:
    """The link for a peer from outside, as long as it opens anything."""
    letter = queries.peer_letter_of(UUID(uuid))
    if letter and letter.email and not provider.why_not_use_peer_letter(letter):
        letters.of_peer(letter, mark=f"peer-{letter.uuid}-{event}").send()


@task
def mail_promise(uuid: str) -> None:
    """The question whether a promise was kept, as long as nobody has answered it."""
    ask = promises.ask_by_uuid(uuid)
    promise = promises.promise_of(ask.version, ask.promise) if ask else None
    if ask and promise and ask.email and ask.answered_at is None:
        letters.of_promise(ask, promise).send()


@task
def mail_remedy(remedy: str, letter: str, event: str) -> None:
    """What an employer is owed because a promise was broken, or got: to who speaks for it by a link that still opens its page."""
    owed, to = promises.remedy_by_uuid(remedy), queries.page_letter_of(UUID(letter))
    promise = promises.promise_of(owed.version, owed.promise) if owed else None
    if owed and promise and to and to.email and not employers.why_not_use_page(to):
        letters.of_remedy(owed, promise, to, mark=f"remedy-{event}-{to.uuid}").send()


def mail_late() -> int:
    """Letters that the post office refused until their job gave up are tried again for some days."""
    late = queries.unmailed(older_than=LATE, younger_than=GIVEN_UP)
    for uuid in late:
        enqueue_once(mail_notice, str(uuid), key=f"mail-notice:{uuid}")
    return len(late)


def forget_old() -> int:
    """Notices are kept for a year."""
    return Notice.objects.filter(made_at__lt=clock.now() - KEPT).delete()[0]
