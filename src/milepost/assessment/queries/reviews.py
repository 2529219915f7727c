"""Progress reviews: who may read them, who has signed what, and who is waited for since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from milepost.assessment.models import ProgressReview, ReviewLetter, ReviewSignature, ReviewVersion
from milepost.assessment.words import Party, ProgressReviewState
from milepost.base import clock, tokens
from milepost.base.models import Actor
from milepost.portfolios import queries as portfolios
from milepost.portfolios.models import Registration

REMINDERS = 3


@dataclass(frozen=True, slots=True)
class ReviewStanding:
    """One review as it stands. A signature on an earlier version has fallen."""

    review: ProgressReview
    versions: Sequence[ReviewVersion]  # the newest first
    signed: dict[str, ReviewSignature]  # by party, on the newest version
    fallen: dict[str, ReviewSignature]  # by party, the newest of those on earlier versions
    letters: dict[str, ReviewLetter]  # by party, those that were not taken back
    asked: tuple[Party, ...]  # whose signature it takes

    @property
    def newest(self) -> ReviewVersion:
        return self.versions[0]

    @property
    def waiting(self) -> dict[Party, datetime]:
        """Whom the review waits for, and since when."""
        if self.review.state != ProgressReviewState.OPEN:
            return {}
        return {party: self._since(party) for party in self.asked if party not in self.signed}

    def _since(self, party: Party) -> datetime:
        asked = self.letters[party].sent_at if party in self.letters else self.review.opened_at
        return max(asked, self.newest.made_at) if party in self.fallen or party == Party.ASSESSOR else asked

    def version(self, number: int) -> ReviewVersion | None:
        return next((one for one in self.versions if one.number == number), None)


def standing_of(review: ProgressReview, *, employer_sees: bool) -> ReviewStanding:
    """Who signed what. `review` comes from one of the queries below, so that this asks nothing."""
    versions = sorted(review.versions.all(), key=lambda one: -one.number)
    signed = {one.party: one for one in versions[0].signatures.all()}
    fallen: dict[str, ReviewSignature] = {}
    for version in versions[1:]:
        for one in version.signatures.all():
            if one.party not in signed:
                fallen.setdefault(one.party, one)
    letters = {one.party: one for one in sorted(review.letters.all(), key=lambda one: one.pk) if one.withdrawn_at is None}
    taken_back = Party.EMPLOYER not in letters and any(one.party == Party.EMPLOYER for one in review.letters.all())
    employer = Party.EMPLOYER in signed or (review.registration.employer_id and employer_sees and not taken_back)
    asked = tuple(party for party in Party if party != Party.EMPLOYER or employer)
    return ReviewStanding(review=review, versions=versions, signed=signed, fallen=fallen, letters=letters, asked=asked)


def _read(reviews: QuerySet[ProgressReview]) -> QuerySet[ProgressReview]:
    """With what `standing_of` looks at: four queries, however many reviews."""
    versions = ReviewVersion.objects.select_related("made_by").prefetch_related("signatures__signed_by")
    about = (
        "registration__learner",
        "registration__employer",
        "registration__assessor",
        "registration__specification",
        "centre",
        "closed_by",
    )
    return (
        reviews.select_related(*about)
        .defer("registration__specification__document")
        .prefetch_related(Prefetch("versions", versions), "letters")
    )


def reviews(*, by: Actor) -> QuerySet[ProgressReview]:
    """Reviews of the portfolios that `by` may open, the newest first."""
    visible = portfolios.registrations(by=by).order_by().values("pk")
    return _read(ProgressReview.objects.filter(registration__in=visible).order_by("-number"))


def review_to_sign(registration: Registration) -> ProgressReview | None:
    """An open review whose newest version the learner has not signed."""
    newer = ReviewVersion.objects.filter(review=OuterRef("version__review"), number__gt=OuterRef("version__number"))
    stands = ReviewSignature.objects.filter(~Exists(newer), version__review=OuterRef("pk"), party=Party.LEARNER)
    return registration.progress_reviews.filter(~Exists(stands), state=ProgressReviewState.OPEN).first()


def newest_reviews(*, by: Actor, registrations: Iterable[Registration]) -> dict[int, ProgressReview]:
    """By registration, the newest review that was not called off."""
    newer = ProgressReview.objects.filter(registration=OuterRef("registration"), number__gt=OuterRef("number"))
    newer = newer.exclude(state=ProgressReviewState.CALLED_OFF)
    wanted = [one.pk for one in registrations]
    found = reviews(by=by).filter(~Exists(newer), registration__in=wanted).exclude(state=ProgressReviewState.CALLED_OFF)
    return {one.registration_id: one for one in found}


def standing_now(review: ProgressReview) -> ReviewStanding:
    """The same with what the learner's consent says at this moment."""
    return standing_of(review, employer_sees=portfolios.employer_sees(review.registration))


def review_in_full(review: ProgressReview) -> ReviewStanding:
    """The same review read anew with everything."""
    return standing_now(_read(ProgressReview.objects.filter(pk=review.pk)).get())


def review_token(letter_uuid: UUID) -> str:
    """The secret of a letter about a review, as it stands in its address."""
    return tokens.token_of("review", letter_uuid)


def review_letter_by_token(token: str) -> ReviewLetter | None:
    """The letter that holds `token`, whatever became of it."""
    about = (
        "review__registration__learner",
        "review__registration__assessor",
        "review__registration__employer",
        "review__centre",
        "sent_by",
    )
    letters = ReviewLetter.objects.select_related(*about)
    return letters.filter(secret_digest=tokens.digest_of(token)).first()


def letters_to_remind() -> list[ReviewLetter]:
    """Letters of open reviews that may still be reminded of: the policy says which of them now."""
    standing = ReviewLetter.objects.filter(review__state=ProgressReviewState.OPEN, withdrawn_at=None, reminders__lt=REMINDERS)
    return list(standing.filter(expires_on__gte=clock.today()).select_related("review__registration").order_by("pk"))
