"""Progress reviews of Lena's, brought about by those who take part."""

from datetime import timedelta

from milepost.assessment import actions
from milepost.assessment.models import ProgressReview, ReviewLetter, ReviewSignature, ReviewVersion
from milepost.assessment.words import Party
from milepost.base import clock
from milepost.base.actors import by_link
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Registration
from milepost.portfolios.words import ConsentAbout
from tests.cast import Cast

EMIL = "emil@northbank.example"


def agreed(cast: Cast, made: Registration, *, given: bool = True) -> None:
    """Lena says whether her employer reads her reviews."""
    portfolios.say_consent(made, by=cast.as_("lena"), about=ConsentAbout.EMPLOYER, given=given)


def opened(cast: Cast, made: Registration) -> ProgressReview:
    """A review of the last ten weeks."""
    return actions.open_review(made, by=cast.as_("asif"), since=clock.today() - timedelta(days=70), until=clock.today())


def newest(review: ProgressReview) -> int:
    return review.versions.count()


def written(cast: Cast, review: ProgressReview, *, part: str = "Ahead of the plan.") -> ReviewVersion:
    """Asif writes his part and one next step."""
    step = {"what": "Keep the night watch twice", "who": Party.LEARNER, "by": clock.today() + timedelta(days=30)}
    return actions.write_review(review, by=cast.as_("asif"), party=Party.ASSESSOR, seen=newest(review), part=part, steps=[step])


def sent(cast: Cast, review: ProgressReview, *, party: str = Party.EMPLOYER, email: str = EMIL) -> ReviewLetter:
    name = "Emil Janssen" if party == Party.EMPLOYER else "Lena"
    return actions.send_review(review, by=cast.as_("asif"), party=party, name=name, email=email)


def said_by_letter(letter: ReviewLetter, part: str, *, seen: int = 0) -> ReviewVersion:
    by = by_link(letter.name, centre_id=letter.review.centre_id)
    return actions.write_review(letter.review, by=by, party=letter.party, seen=seen or newest(letter.review), part=part, letter=letter)


def signed_by_letter(letter: ReviewLetter, *, seen: int = 0) -> ReviewSignature:
    by = by_link(letter.name, centre_id=letter.review.centre_id)
    return actions.sign_review(
        letter.review, by=by, party=letter.party, seen=seen or newest(letter.review), name=letter.name, letter=letter
    )


def signed(cast: Cast, review: ProgressReview, who: str) -> ReviewSignature:
    """Lena or Asif signs, signed in."""
    party = {"lena": Party.LEARNER, "asif": Party.ASSESSOR}[who]
    person = getattr(cast, who)
    return actions.sign_review(review, by=cast.as_(who), party=party, seen=newest(review), name=person.name)
