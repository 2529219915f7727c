"""Why not: progress reviews. Each party says and signs its own part; nobody signs what they have not seen."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.assessment.models import ProgressReview, ReviewLetter
from milepost.assessment.queries import REMINDERS, ReviewStanding
from milepost.assessment.words import Party, ProgressReviewState
from milepost.base import clock
from milepost.base.models import Actor
from milepost.engine import worktime
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Registration
from milepost.portfolios.wording import by_mark
from milepost.portfolios.words import RegistrationState

APART = 3  # working days between two letters
STEPS, WORDS, STEP_WORDS = 12, 5000, 300


def _assesses(registration: Registration, by: Actor) -> bool:
    mine = by.person_id is not None and by.person_id == registration.assessor_id and by.centre_id == registration.centre_id
    return mine and may(by.role, Permission.REVIEW_PROGRESS)


def _only_theirs(registration: Registration) -> str:
    said = by_mark(registration, _("Only %(learner)s’s assessor does this."), _("Only %(learner)s’s adviser does this."))
    return said % {"learner": registration.learner.first_name}


def _why_not_run(review: ProgressReview, by: Actor) -> str | None:
    """What only who runs the review does: its assessor, while it is open."""
    registration = review.registration
    if not _assesses(registration, by):
        return _only_theirs(registration)
    return why_not_change_review(review)


def why_not_change_review(review: ProgressReview) -> str | None:
    """Why a review is no longer open."""
    day = date_format(timezone.localtime(review.closed_at), "j F Y") if review.closed_at else ""
    if review.state == ProgressReviewState.CALLED_OFF:
        said = by_mark(
            review.registration, _("This review was called off on %(day)s, so there is nothing left to do."),
            _("This look-back was called off on %(day)s, so there is nothing left to do."),
        )  # fmt: skip
        return said % {"day": day}
    if review.state == ProgressReviewState.SIGNED:
        said = by_mark(
            review.registration, _("This review was signed and closed on %(day)s. It stays as it is."),
            _("This look-back was signed by both and closed on %(day)s. It stays as it is."),
        )  # fmt: skip
        return said % {"day": day}
    return None


def why_not_open_review(
    registration: Registration, *, by: Actor, since: date, until: date, still_open: ProgressReview | None
) -> str | None:
    """`still_open` is a review of the same learner that is not closed yet."""
    name = registration.learner.first_name
    if not _assesses(registration, by):
        return _only_theirs(registration)
    if registration.state != RegistrationState.ACTIVE:
        said = by_mark(
            registration, _("%(learner)s’s registration is not active, so no review is opened."),
            _("%(learner)s does not take part at the moment, so you cannot look back together."),
        )  # fmt: skip
        return said % {"learner": name}
    if still_open is not None:
        said = by_mark(
            registration, _("Review %(number)d of %(learner)s is still open. Finish it, or call it off."),
            _("Look-back %(number)d with %(learner)s is still open. Finish it, or call it off."),
        )  # fmt: skip
        return said % {
            "number": still_open.number,
            "learner": name,
        }
    if until > clock.today():
        return _("The period ends in the future. A review looks back: give today or an earlier day.")
    if since > until:
        return _("The period must begin before it ends.")
    return None


def why_not_use_letter(letter: ReviewLetter) -> str | None:
    """Why a letter opens nothing any more."""
    words = {"name": letter.sent_by.name, "centre": letter.review.centre.name}
    if letter.withdrawn_at:
        day = date_format(timezone.localtime(letter.withdrawn_at), "j F Y")
        return _("This link was taken back on %(day)s. Look for a later letter, or ask %(name)s at %(centre)s.") % {**words, "day": day}
    if letter.expires_on < clock.today():
        day = date_format(letter.expires_on, "j F Y")
        return _("This link was good until %(day)s. Ask %(name)s at %(centre)s to send it again.") % {**words, "day": day}
    return None


def _why_not_speak(standing: ReviewStanding, *, by: Actor, party: str, letter: ReviewLetter | None, seen: int) -> str | None:
    """What is the same for saying one's part and for signing."""
    review, registration = standing.review, standing.review.registration
    if party not in Party.values:
        return _("Say for which party: learner, employer or assessor.")
    if letter is not None:
        if reason := why_not_use_letter(letter):
            return reason
        if letter.review_id != review.pk or letter.party != party:
            return _("This link is for somebody else’s part. Everybody says and signs only their own.")
    else:
        own = {Party.LEARNER.value: registration.learner_id, Party.ASSESSOR.value: registration.assessor_id}.get(party)
        needed = Permission.REVIEW_PROGRESS if party == Party.ASSESSOR else Permission.READ_OWN_PORTFOLIO
        if by.person_id is None or by.person_id != own or by.centre_id != review.centre_id or not may(by.role, needed):
            return _("Everybody says and signs only their own part.")
    if reason := why_not_change_review(review):
        return reason
    newest = standing.newest
    if seen != newest.number:
        return _("%(name)s changed the review while you had it open. Look at what is new, then send yours again; your words are kept.") % {
            "name": newest.made_by.name
        }
    return None


def why_not_write_review(
    standing: ReviewStanding, *, by: Actor, party: str, letter: ReviewLetter | None, seen: int, part: str,
    steps: Sequence[Mapping[str, Any]] | None, changed: bool,
) -> str | None:  # fmt: skip
    """`seen` is the version that the writer looked at; `changed`: anything differs from it."""
    if reason := _why_not_speak(standing, by=by, party=party, letter=letter, seen=seen):
        return reason
    if steps is not None and party != Party.ASSESSOR:
        return by_mark(
            standing.review.registration, _("The assessor writes down the next steps. Say in your own words what you would add."),
            _("Your adviser writes down the next steps. Say in your own words what you would add."),
        )  # fmt: skip
    if len(part) > WORDS:
        return _("This is longer than %(n)d characters. Say it shorter; details belong into the portfolio.") % {"n": WORDS}
    if reason := _why_not_steps(steps or ()):
        return reason
    if not changed:
        return _("Nothing is different from what stands there already.")
    return None


def _why_not_steps(steps: Sequence[Mapping[str, Any]]) -> str | None:
    if len(steps) > STEPS:
        return _("More than %(n)d next steps are more than anybody keeps in mind. Leave the small ones out.") % {"n": STEPS}
    for number, step in enumerate(steps, start=1):
        if not str(step["what"]).strip() or len(str(step["what"])) > STEP_WORDS:
            return _("Say in a line what step %(n)d is.") % {"n": number}
        if step["who"] not in Party.values:
            return _("Say who does step %(n)d.") % {"n": number}
    return None


def why_not_sign_review(
    standing: ReviewStanding, *, by: Actor, party: str, letter: ReviewLetter | None, seen: int, name: str, employer_sees: bool
) -> str | None:
    """`employer_sees`: the learner agrees that their employer reads the review."""
    if reason := _why_not_speak(standing, by=by, party=party, letter=letter, seen=seen):
        return reason
    registration = standing.review.registration
    learner = registration.learner.first_name
    assessor = registration.assessor.first_name if registration.assessor else by_mark(registration, _("the assessor"), _("the adviser"))
    if party == Party.EMPLOYER and not employer_sees:
        return _("%(learner)s has not agreed that you read the review, so you sign nothing. What you say reaches %(assessor)s.") % {
            "learner": learner,
            "assessor": assessor,
        }
    if party in standing.signed:
        return _("You have signed this version already.")
    if not str(standing.newest.parts.get(Party.ASSESSOR.value, "")).strip():
        if party == Party.ASSESSOR:
            return _("Write your part first, so that the others know what they sign.")
        said = by_mark(
            registration, _("%(assessor)s has still to write the review. You can say your part now and sign later."),
            _("%(assessor)s has still to write it. You can say your part now and sign later."),
        )  # fmt: skip
        return said % {"assessor": assessor}
    if not name.strip():
        return _("Type your name: that is your signature.")
    return None


def why_not_send_review(review: ProgressReview, *, by: Actor, party: str, name: str, email: str, refused: bool) -> str | None:
    """`refused`: the learner has said no to their employer reading reviews."""
    if reason := _why_not_run(review, by):
        return reason
    learner = review.registration.learner.first_name
    if review.registration.programme and party != Party.LEARNER:
        return _("A look-back is between %(learner)s and their adviser. Nobody else gets a letter.") % {"learner": learner}
    if party not in (Party.EMPLOYER, Party.LEARNER):
        return _("A letter goes to the employer or to the learner. You sign here.")
    if party == Party.EMPLOYER and review.registration.employer_id is None:
        return _("%(learner)s has no employer here. Ask the centre manager to name one.") % {"learner": learner}
    if party == Party.EMPLOYER and refused:
        return _(
            "%(learner)s does not want the employer to read this. Talk with %(learner)s; they can change it on their page of consent."
        ) % {"learner": learner}
    if not name.strip():
        return _("Give the name of who should sign.")
    try:
        validate_email(email.strip())
    except ValidationError:
        return _("“%(email)s” is no e-mail address. It looks like emil@example.org.") % {"email": email}
    return None


def why_not_withdraw_review_letter(letter: ReviewLetter, *, by: Actor) -> str | None:
    if reason := _why_not_run(letter.review, by):
        return reason
    if letter.withdrawn_at:
        return _("This link is taken back already.")
    return None


def why_not_call_off_review(review: ProgressReview, *, by: Actor, reason: str) -> str | None:
    if refusal := _why_not_run(review, by):
        return refusal
    if not reason.strip():
        return _("Say why, for whoever looks for this review later.")
    return None


def why_not_close_review(standing: ReviewStanding, *, by: Actor) -> str | None:
    if reason := _why_not_run(standing.review, by):
        return reason
    if standing.waiting:
        return _("Not everybody who was asked has signed the newest version.")
    return None


def why_not_remind(letter: ReviewLetter, *, by: Actor, standing: ReviewStanding) -> str | None:
    """Reminders stop by themselves: signed, closed, taken back, too old, or sent three times."""
    if by.kind != Actor.Kind.SYSTEM:
        return _("Reminders go by themselves. Send the letter again if it was lost.")
    if reason := why_not_use_letter(letter) or why_not_change_review(standing.review):
        return reason
    if letter.party in standing.signed:
        return _("%(name)s has signed.") % {"name": letter.name}
    if letter.party not in standing.asked:
        return _("%(name)s is not asked for a signature.") % {"name": letter.name}
    if letter.reminders >= REMINDERS:
        return _("%(name)s was reminded %(n)d times.") % {"name": letter.name, "n": letter.reminders}
    last = timezone.localtime(letter.reminded_at or letter.sent_at).date()
    if not worktime.is_working(clock.today()) or clock.today() < worktime.after(last, APART):
        return _("%(name)s was written to less than three working days ago.") % {"name": letter.name}
    return None
