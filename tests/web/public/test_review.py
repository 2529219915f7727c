"""A review by letter: read, said, signed, on a phone and without an account; and what the learner's consent hides."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from milepost import links
from milepost.assessment import actions
from milepost.assessment.models import ProgressReview, ReviewLetter
from milepost.assessment.words import ProgressReviewState
from milepost.base import clock
from milepost.portfolios.models import Registration
from tests import build, reviewing
from tests.cast import Cast
from tests.fixtures import Enter


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


@pytest.fixture
def review(cast: Cast, made: Registration) -> ProgressReview:
    build.met_unit(cast, made, "L1")
    reviewing.agreed(cast, made)
    review = reviewing.opened(cast, made)
    reviewing.written(cast, review)
    return review


@pytest.fixture
def letter(cast: Cast, review: ProgressReview) -> ReviewLetter:
    return reviewing.sent(cast, review)


def link(letter: ReviewLetter) -> str:
    return links.review_letter(letter.secret)


def pdf(letter: ReviewLetter) -> str:
    return reverse("review_pdf_by_letter", args=[letter.secret])


def text(address: str, status: int = 200) -> str:
    answer = Client().get(address)
    assert answer.status_code == status
    return answer.content.decode()


SIGN = {"act": "sign", "seen": "2", "part": "She runs the desk alone.", "name": "Emil Sorensen"}


def test_the_employer_reads_says_and_signs_in_one_go(review: ProgressReview, letter: ReviewLetter) -> None:
    shown = text(link(letter))
    for words in (
        "How Lena gets on",
        "Lena Hartog, Level 2 Certificate in Lamp Keeping",
        "asks for your part",
        "3 in the period",
        "Ahead of the plan.",
        "Keep the night watch twice",
        "Your name",
    ):
        assert words in shown
    client = Client()
    assert client.post(link(letter), SIGN).headers["Location"] == link(letter)
    newest = review.versions.get(number=3)
    assert newest.parts["employer"] == "She runs the desk alone."
    assert newest.made_by.kind == "link" and newest.made_by.name == "Emil Sorensen"
    assert newest.signatures.get().name == "Emil Sorensen"
    again = client.get(link(letter)).content.decode()
    assert "Signed. Thank you" in again
    assert "asks for your part" not in again


def test_without_a_name_or_with_an_old_page_nothing_is_lost(cast: Cast, review: ProgressReview, letter: ReviewLetter) -> None:
    nameless = Client().post(link(letter), {**SIGN, "name": ""})
    assert nameless.status_code == 422
    assert "Type your name" in nameless.content.decode() and "She runs the desk alone." in nameless.content.decode()
    reviewing.written(cast, review, part="Well ahead of the plan.")
    late = Client().post(link(letter), SIGN)
    shown = late.content.decode()
    assert late.status_code == 422
    assert "Asif Rahman changed the review while you had it open" in shown
    assert "She runs the desk alone." in shown and "Well ahead of the plan." in shown
    assert review.versions.count() == 3
    assert Client().post(link(letter), {**SIGN, "seen": "3"}).status_code == 302


def test_a_change_after_it_was_signed_is_said_with_what_is_new(cast: Cast, review: ProgressReview, letter: ReviewLetter) -> None:
    Client().post(link(letter), SIGN)
    reviewing.written(cast, review, part="Well ahead of the plan.")
    shown = text(link(letter))
    assert "Emil Sorensen signed version 3; changed since" in shown
    assert "New since then: what Asif Rahman says." in shown
    assert "Sign again" in shown


def test_without_consent_only_that_there_is_a_review_and_the_own_part(cast: Cast, made: Registration, letter: ReviewLetter) -> None:
    reviewing.agreed(cast, made, given=False)
    shown = text(link(letter))
    assert "A review with Lena is planned." in shown
    for hidden in ("What the journal says", "Ahead of the plan.", "Keep the night watch", "percent", "Signatures", "As PDF"):
        assert hidden not in shown
    assert "has not agreed that you read the review" in text(pdf(letter), 403)
    signed = Client().post(link(letter), SIGN)
    assert signed.status_code == 422 and "has not agreed that you read" in signed.content.decode()
    assert "Ahead of the plan." not in signed.content.decode()
    assert Client().post(link(letter), {**SIGN, "act": "write"}).status_code == 302
    assert "She runs the desk alone." in text(link(letter))


def test_a_learner_without_an_account_signs_by_letter_too(cast: Cast, review: ProgressReview) -> None:
    letter = reviewing.sent(cast, review, party="learner", email="lena@home.example")
    assert "Your progress review" in text(link(letter))
    Client().post(link(letter), {"act": "sign", "seen": "2", "part": "The nights are hard.", "name": "Lena Hartog"})
    assert review.versions.get(number=3).signatures.get().party == "learner"


def test_a_learner_without_an_account_decides_by_letter_what_the_employer_sees(
    cast: Cast, made: Registration, letter: ReviewLetter
) -> None:
    own = reviewing.sent(cast, letter.review, party="learner", email="lena@home.example")
    client = Client()
    assert client.post(link(own), {"act": "consent_no", "seen": "2", "part": ""}).status_code == 302
    assert "A review with Lena is planned." in text(link(letter))
    half = client.post(link(own), {"act": "consent_yes", "seen": "2", "part": "Half a thought"})
    assert half.status_code == 200 and "Half a thought" in half.content.decode()  # typed, and not sent yet
    assert "Ahead of the plan." in text(link(letter))
    assert made.consents.latest("pk").said_by.kind == "link"
    Client().post(link(letter), {"act": "consent_no", "seen": "2", "part": ""})  # an employer says nothing for the learner
    assert made.consents.latest("pk").given


def test_a_link_that_is_not_whole_expired_or_taken_back_says_what_to_do(cast: Cast, letter: ReviewLetter) -> None:
    assert "Copy all of it" in text(link(letter)[:-3] + "/", 404)
    assert "Copy all of it" in text(pdf(letter).replace(letter.secret, "x"), 404)
    with clock.at(clock.now() + timedelta(days=31)):
        assert "Ask Asif Rahman at Larkmoor to send it again" in text(link(letter), 410)
        assert Client().post(link(letter), SIGN).status_code == 410
    actions.withdraw_review_letter(letter, by=cast.as_("asif"))
    assert "was taken back on" in text(link(letter), 410)
    assert text(pdf(letter), 410)


def test_after_closing_it_is_there_to_read_and_takes_nothing_more(cast: Cast, review: ProgressReview, letter: ReviewLetter) -> None:
    reviewing.signed(cast, review, "lena")
    reviewing.signed(cast, review, "asif")
    client = Client()
    client.post(link(letter), {**SIGN, "part": ""})
    review.refresh_from_db()
    assert review.state == ProgressReviewState.SIGNED
    shown = client.get(link(letter)).content.decode()
    assert "signed and closed on" in shown and 'name="part"' not in shown
    late = client.post(link(letter), {**SIGN, "act": "write", "part": "One word more."})
    assert late.status_code == 422
    assert "signed and closed on" in late.content.decode()


def test_the_link_of_one_review_does_not_open_another(cast: Cast, made: Registration, review: ProgressReview, letter: ReviewLetter) -> None:
    actions.call_off_review(review, by=cast.as_("asif"), reason="The wrong period.")
    other = reviewing.opened(cast, made)
    late = Client().post(link(letter), SIGN)
    assert late.status_code == 422 and "called off on" in late.content.decode()
    assert other.versions.count() == 1


# On paper ------------------------------------------------------------------------------------------------------------


def test_the_review_is_a_pdf_that_can_be_read_aloud(cast: Cast, review: ProgressReview, letter: ReviewLetter, enter: Enter) -> None:
    reviewing.written(cast, review, part="#panic() *bold* $x$ <b>\n\nA second paragraph.")
    Client().post(link(letter), {**SIGN, "seen": "3"})
    for client, address in (
        (Client(), pdf(letter)),
        *((enter(who), reverse("review_pdf", args=[review.uuid])) for who in ("asif", "lena", "ines")),
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
    import pypdfium2

    paper = pypdfium2.PdfDocument(answer.content)
    words = "".join(page.get_textpage().get_text_bounded() for page in paper)
    for text_ in ("Progress review 1 with Lena Hartog", "#panic() *bold* $x$ <b>", "Keep the night watch twice", "Signed by Emil Sorensen"):
        assert text_ in words
    assert b"pdfuaid" in answer.content
    assert paper.get_metadata_dict()["Title"] == "Progress review 1 with Lena Hartog"
    paper.close()
