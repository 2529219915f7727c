"""Whom a progress review is told to, in the app and by letter."""

import pytest

from milepost import links
from milepost.assessment import actions
from milepost.assessment.models import ProgressReview
from milepost.base.jobs import worker
from milepost.notices import sentences, tasks
from milepost.notices.models import Notice
from milepost.people.models import Person
from milepost.portfolios.models import Registration
from tests import build, reviewing
from tests.cast import Cast
from tests.fixtures import Enter
from tests.post import PostOffice


@pytest.fixture
def made(cast: Cast) -> Registration:
    made = build.with_units(cast)
    reviewing.agreed(cast, made)
    return made


@pytest.fixture
def review(cast: Cast, made: Registration) -> ProgressReview:
    return reviewing.opened(cast, made)


def told(person: Person) -> list[str]:
    """What somebody was told of reviews, the oldest first."""
    tasks.tell_pending(limit=1000)
    return [sentences.sentence(one) for one in Notice.objects.filter(person=person, kind__startswith="review").order_by("pk")]


def post(office: PostOffice) -> list[str]:
    """Subjects of the letters to Emil."""
    tasks.tell_pending(limit=1000)
    worker.work_off()
    return [str(letter["Subject"]) for letter in office.to(reviewing.EMIL)]


def test_the_learner_hears_when_it_is_opened_written_and_changed_after_signing(cast: Cast, review: ProgressReview) -> None:
    reviewing.written(cast, review)
    reviewing.written(cast, review, part="Well ahead.")  # before anybody signed: nobody is bothered again
    reviewing.signed(cast, review, "lena")
    reviewing.written(cast, review, part="Well ahead, and rested.")
    assert told(cast.lena) == [
        "Asif Rahman opened your progress review 1. Say how it goes from your side.",
        "Asif Rahman wrote your progress review 1. Read it, say your part and sign.",
        "Asif Rahman changed your progress review 1 after you signed it. Look what is new, and sign again.",
    ]
    assert told(cast.asif) == ["Lena Hartog signed progress review 1 of Lena Hartog."]


def test_the_assessor_hears_what_comes_by_letter_and_that_the_own_signature_fell(cast: Cast, review: ProgressReview) -> None:
    reviewing.written(cast, review)
    letter = reviewing.sent(cast, review)
    reviewing.said_by_letter(letter, "She is early.")
    reviewing.signed(cast, review, "asif")
    reviewing.said_by_letter(letter, "She is always early.")
    assert told(cast.asif) == [
        "Emil Janssen said their part in progress review 1 of Lena Hartog.",
        "Emil Janssen added to progress review 1 of Lena Hartog after you signed it. Look what is new, and sign again.",
    ]


def test_a_notice_leads_to_the_review(cast: Cast, review: ProgressReview, enter: Enter) -> None:
    told(cast.lena)
    notice = Notice.objects.get(person=cast.lena, kind="review_opened")
    assert enter("lena").get(links.notice(notice.uuid)).headers["Location"] == links.review(review.uuid, role="learner")


def test_each_letter_says_why_it_comes_and_nothing_of_what_the_review_says(
    cast: Cast, review: ProgressReview, post_office: PostOffice
) -> None:
    reviewing.written(cast, review)
    letter = reviewing.sent(cast, review)
    assert post(post_office) == ["How Lena Hartog gets on: your part of the review"]
    reviewing.signed_by_letter(letter)
    reviewing.written(cast, review, part="Well ahead.")
    assert post(post_office)[1:] == ["Lena Hartog’s review has changed since you signed"]
    reviewing.signed_by_letter(letter)
    reviewing.signed(cast, review, "lena")
    reviewing.signed(cast, review, "asif")
    assert post(post_office)[2:] == ["Lena Hartog’s review is signed by everybody"]
    for one in post_office.to(reviewing.EMIL):
        assert "ahead" not in one.get_content()
        assert links.review_letter(letter.secret) in one.get_content()


def test_a_letter_names_the_learner_only_while_they_agree(cast: Cast, made: Registration, post_office: PostOffice) -> None:
    review = reviewing.opened(cast, made)
    reviewing.written(cast, review)
    letter = reviewing.sent(cast, review)
    reviewing.agreed(cast, made, given=False)  # before the letter leaves
    assert post(post_office) == ["Your part of a progress review"]
    actions.call_off_review(review, by=cast.as_("asif"), reason="She is ill.")
    assert post(post_office)[1:] == ["A progress review is called off"]
    for one in post_office.to(reviewing.EMIL):
        assert "one of your people" in one.get_content()
        assert "Lena" not in f"{one['Subject']} {one.get_content()}"
        assert links.review_letter(letter.secret) in one.get_content()


def test_a_letter_that_has_nothing_to_ask_any_more_stays_in_the_drawer(cast: Cast, review: ProgressReview, post_office: PostOffice) -> None:
    first = reviewing.sent(cast, review)
    second = reviewing.sent(cast, review)
    assert post(post_office) == ["How Lena Hartog gets on: your part of the review"]  # the first was taken back before it left
    assert first.secret not in post_office.to(reviewing.EMIL)[0].get_content()
    actions.withdraw_review_letter(second, by=cast.as_("asif"))
    actions.call_off_review(review, by=cast.as_("asif"), reason="She is ill.")
    assert len(post(post_office)) == 1


def test_who_cannot_sign_in_is_told_by_letter_only(cast: Cast, made: Registration) -> None:
    cast.lena.set_unusable_password()
    cast.lena.save()
    review = reviewing.opened(cast, made)
    reviewing.written(cast, review)
    assert told(cast.lena) == []


def test_the_assessor_hears_of_consent_given_and_taken_back(cast: Cast, made: Registration) -> None:
    reviewing.agreed(cast, made, given=False)
    tasks.tell_pending(limit=1000)
    notices = Notice.objects.filter(person=cast.asif, kind="consent").order_by("pk")
    assert ["no longer" in sentences.sentence(one) for one in notices] == [False, True]
