"""Progress reviews: opened with what the journal says, written and signed by three parties, each its own part.

Every change is a new version of the whole page. A signature stands on one version, so it falls with the next.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from milepost.assessment import policies, queries, words
from milepost.assessment.models import ProgressReview, ReviewLetter, ReviewSignature, ReviewVersion
from milepost.assessment.queries import ReviewStanding
from milepost.assessment.words import Party, ProgressReviewState
from milepost.base import clock, events, tokens
from milepost.base.events import canonical, sha256
from milepost.base.models import Actor, Event
from milepost.base.refusal import Refused
from milepost.portfolios import progress
from milepost.portfolios import queries as portfolios
from milepost.portfolios.models import Progress, Registration
from milepost.portfolios.words import ConsentAbout

LETTER_GOOD_FOR = timedelta(days=30)


@transaction.atomic
def open_review(registration: Registration, *, by: Actor, since: date, until: date) -> ProgressReview:
    """Open a review of a period, filled with what the journal says of it."""
    row = progress.lock(registration)
    still_open = registration.progress_reviews.filter(state=ProgressReviewState.OPEN).first()
    if reason := policies.why_not_open_review(registration, by=by, since=since, until=until, still_open=still_open):
        raise Refused(reason)
    before, now = queries.review_before(registration), clock.now()
    review = ProgressReview.objects.create(
        centre_id=registration.centre_id, registration=registration, number=registration.progress_reviews.count() + 1, since=since,
        until=until, opened_at=now, opened_by=by,
    )  # fmt: skip
    facts = queries.facts_of_period(registration, row, since=since, until=until, before=before)
    version = _version(review, 1, facts=facts, parts={}, steps=[], by=by)
    progress.touch(row, now)
    _record(review, words.REVIEW_OPENED, by=by, args={"since": since, "until": until}, rows=[version])
    return review


def _version(
    review: ProgressReview,
    number: int,
    *,
    facts: Mapping[str, Any],
    parts: Mapping[str, str],
    steps: Sequence[Mapping[str, Any]],
    by: Actor,
) -> ReviewVersion:
    return ReviewVersion.objects.create(
        review=review, number=number, facts=facts, parts=parts, steps=steps, digest=sha256(canonical([facts, parts, steps])),
        made_at=clock.now(), made_by=by,
    )  # fmt: skip


def _record(
    review: ProgressReview, name: str, *, by: Actor, args: Mapping[str, Any] | None = None, personal: Mapping[str, Any] | None = None,
    rows: Sequence[ReviewVersion | ReviewSignature] = (),
) -> Event:  # fmt: skip
    about = {"registration": review.registration.uuid, "review": review.uuid, "number": review.number, **(args or {})}
    return events.record(review.registration.stream, name, by=by, centre_id=review.centre_id, args=about, personal=personal, rows=rows)


def _locked(review: ProgressReview) -> tuple[Progress, ReviewStanding]:
    """The review as it stands now, for the rest of the transaction: acts in one portfolio come one after the other."""
    row = progress.lock(review.registration)
    return row, queries.review_in_full(review)


def _letters(standing: ReviewStanding, parties: Sequence[str]) -> list[str]:
    """The letters by which these parties are told of it."""
    return [str(letter.uuid) for party, letter in standing.letters.items() if party in parties]


def _planned(steps: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Next steps as they are kept."""
    return [
        {"what": str(step["what"]).strip(), "who": str(step["who"]), "by": step["by"].isoformat() if step["by"] else ""} for step in steps
    ]


@transaction.atomic
def write_review(
    review: ProgressReview, *, by: Actor, party: str, seen: int, part: str, steps: Sequence[Mapping[str, Any]] | None = None,
    anew: bool = False, letter: ReviewLetter | None = None,
) -> ReviewVersion:  # fmt: skip
    """Say one's part; the assessor also the next steps. It makes a new version, so signatures on the one before fall.

    `seen` is the number of the version looked at; `anew` reads the journal again.
    """
    row, standing = _locked(review)
    registration, newest, part = standing.review.registration, standing.newest, part.replace("\r\n", "\n").strip()
    planned = newest.steps if steps is None else _planned(steps)
    said = str(newest.parts.get(party, ""))
    differs = part != said or anew or canonical(planned) != canonical(newest.steps)
    if reason := policies.why_not_write_review(
        standing, by=by, party=party, letter=letter, seen=seen, part=part, steps=steps and planned, changed=differs
    ):
        raise Refused(reason)
    facts = newest.facts
    if anew:
        before = registration.progress_reviews.filter(number=(facts.get("before") or {}).get("number", 0)).first()
        facts = queries.facts_of_period(registration, row, since=review.since, until=review.until, before=before)
    version = _version(
        standing.review, newest.number + 1, facts=facts, parts={**newest.parts, party: part},
        steps=planned, by=by,
    )  # fmt: skip
    fallen, now = sorted(set(standing.signed) - {party}), clock.now()
    ReviewLetter.objects.filter(pk__in=[standing.letters[p].pk for p in fallen if p in standing.letters]).update(
        reminders=0, reminded_at=now
    )
    progress.touch(row, now)
    args = {
        "version": version.number, "party": party, "fallen": fallen, "letters": _letters(standing, fallen),
        "first": party == Party.ASSESSOR and not said,
    }  # fmt: skip
    _record(standing.review, words.REVIEW_WRITTEN, by=by, args=args, rows=[version])
    return version


@transaction.atomic
def sign_review(
    review: ProgressReview, *, by: Actor, party: str, seen: int, name: str, letter: ReviewLetter | None = None
) -> ReviewSignature:
    """Sign the newest version. With the last signature that was asked for the review is closed."""
    row, standing = _locked(review)
    sees = portfolios.employer_sees(review.registration)
    if reason := policies.why_not_sign_review(standing, by=by, party=party, letter=letter, seen=seen, name=name, employer_sees=sees):
        raise Refused(reason)
    now = clock.now()
    signature = ReviewSignature.objects.create(version=standing.newest, party=party, name=name.strip()[:150], signed_at=now, signed_by=by)
    complete = not set(standing.waiting) - {party}
    if complete:
        _close(review, ProgressReviewState.SIGNED, by=by)
    progress.touch(row, now)
    args = {
        "version": standing.newest.number, "party": party, "complete": complete,
        "letters": _letters(standing, Party.values) if complete else [],
    }  # fmt: skip
    _record(review, words.REVIEW_SIGNED, by=by, args=args, personal={"name": signature.name}, rows=[signature])
    return signature


def _close(review: ProgressReview, state: ProgressReviewState, *, by: Actor) -> None:
    review.state, review.closed_at, review.closed_by = state, clock.now(), by
    review.save(update_fields=["state", "closed_at", "closed_by"])


@transaction.atomic
def send_review(review: ProgressReview, *, by: Actor, party: str, name: str, email: str) -> ReviewLetter:
    """Send a party the link by which they read the review, say their part and sign, without an account. An earlier link ends."""
    _row, standing = _locked(review)
    said = portfolios.consent_in_force(review.registration, ConsentAbout.EMPLOYER)
    refused = said is not None and not said.given
    if reason := policies.why_not_send_review(standing.review, by=by, party=party, name=name, email=email, refused=refused):
        raise Refused(reason)
    now = clock.now()
    review.letters.filter(party=party, withdrawn_at=None).update(withdrawn_at=now, withdrawn_by=by)
    letter = ReviewLetter(
        review=review, party=party, name=name.strip(), email=email.strip(), sent_at=now, sent_by=by,
        expires_on=clock.today() + LETTER_GOOD_FOR,
    )  # fmt: skip
    tokens.seal(letter, queries.review_token(letter.uuid))
    args = {"party": party, "letters": [letter.uuid]}
    _record(review, words.REVIEW_SENT, by=by, args=args, personal={"name": letter.name, "email": letter.email})
    return letter


@transaction.atomic
def withdraw_review_letter(letter: ReviewLetter, *, by: Actor) -> ReviewLetter:
    """Take a link back: it went to the wrong person, or nobody there will sign."""
    progress.lock(letter.review.registration)
    letter.refresh_from_db(fields=["withdrawn_at"])
    letter.review.refresh_from_db(fields=["state"])
    if reason := policies.why_not_withdraw_review_letter(letter, by=by):
        raise Refused(reason)
    letter.withdrawn_at, letter.withdrawn_by = clock.now(), by
    letter.save(update_fields=["withdrawn_at", "withdrawn_by"])
    args = {"party": letter.party, "letter": letter.uuid}
    _record(letter.review, words.REVIEW_LETTER_WITHDRAWN, by=by, args=args, personal={"name": letter.name})
    return letter


@transaction.atomic
def call_off_review(review: ProgressReview, *, by: Actor, reason: str) -> ProgressReview:
    """Call an open review off. What was said and signed stays readable."""
    _row, standing = _locked(review)
    if refusal := policies.why_not_call_off_review(standing.review, by=by, reason=reason):
        raise Refused(refusal)
    _close(review, ProgressReviewState.CALLED_OFF, by=by)
    _record(review, words.REVIEW_CALLED_OFF, by=by, args={"letters": _letters(standing, Party.values)}, personal={"reason": reason.strip()})
    return review


@transaction.atomic
def close_review(review: ProgressReview, *, by: Actor) -> ProgressReview:
    """Close a review that nobody is asked to sign any more: the employer's link was taken back, or the learner's consent."""
    _row, standing = _locked(review)
    if reason := policies.why_not_close_review(standing, by=by):
        raise Refused(reason)
    _close(review, ProgressReviewState.SIGNED, by=by)
    _record(review, words.REVIEW_CLOSED, by=by, args={"version": standing.newest.number})
    return review


@transaction.atomic
def remind(letter: ReviewLetter, *, by: Actor) -> ReviewLetter:
    """Remind a party of its letter, in the spaces and as often as the policy lets."""
    _row, standing = _locked(letter.review)
    letter.refresh_from_db(fields=["withdrawn_at", "reminders", "reminded_at"])
    if reason := policies.why_not_remind(letter, by=by, standing=standing):
        raise Refused(reason)
    letter.reminders, letter.reminded_at = letter.reminders + 1, clock.now()
    letter.save(update_fields=["reminders", "reminded_at"])
    _record(letter.review, words.REVIEW_REMINDED, by=by, args={"party": letter.party, "letters": [letter.uuid], "times": letter.reminders})
    return letter
