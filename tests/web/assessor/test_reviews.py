"""Progress reviews of the caseload: who is due, opening one, writing, sending, signing, calling off."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assessment.models import ProgressReview
from milepost.assessment.words import Party
from milepost.base import clock, drafts
from milepost.portfolios.models import Registration
from tests import build, reviewing
from tests.cast import Cast
from tests.fixtures import Enter
from tests.web import learners

DUE = reverse("assessor_reviews")


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


@pytest.fixture
def review(cast: Cast, made: Registration) -> ProgressReview:
    reviewing.agreed(cast, made)
    return reviewing.opened(cast, made)


def page(review: ProgressReview) -> str:
    return reverse("assessor_review", args=[review.uuid])


def typed(review: ProgressReview, act: str = "write", **changes: str) -> dict[str, str]:
    """The form as a browser sends it."""
    fields = {"act": act, "seen": str(reviewing.newest(review)), "part": "Ahead of the plan."}
    for number in (1, 2, 3):
        fields |= {f"what_{number}": "", f"who_{number}": "learner", f"by_{number}": ""}
    return fields | changes


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# The list ------------------------------------------------------------------------------------------------------------


def test_a_review_is_due_from_eight_weeks_and_late_after_twelve(cast: Cast, made: Registration, enter: Enter) -> None:
    client = enter("asif")
    assert "No review is due." in text(client, DUE)
    with clock.at(clock.now() + timedelta(weeks=8)):
        shown = text(enter("asif"), DUE)
        assert "1 review is due." in shown
        assert "Due by" in shown
    with clock.at(clock.now() + timedelta(weeks=12)):
        assert "Due since" in text(enter("asif"), DUE + "?only=due")


def test_an_open_one_says_for_whom_it_waits_since_when(cast: Cast, review: ProgressReview, enter: Enter) -> None:
    assert "Waits for you, Lena Hartog since" in text(enter("asif"), DUE)
    reviewing.written(cast, review)
    reviewing.signed(cast, review, "lena")
    assert "Waits for you and Ottersby Ferry since" in text(enter("asif"), DUE + "?only=open")
    reviewing.signed_by_letter(reviewing.sent(cast, review))
    assert "Waits for your signature" in text(enter("asif"), DUE + "?only=mine")
    reviewing.signed(cast, review, "asif")
    assert "None of your learners is in this state" in text(enter("asif"), DUE + "?only=open")


def test_without_learners_it_says_what_it_will_hold(cast: Cast, enter: Enter) -> None:
    assert "No learner yet" in text(enter("asif"), DUE)


@pytest.mark.parametrize("rows", [1, 3])
def test_more_learners_ask_no_more(
    cast: Cast, made: Registration, review: ProgressReview, enter: Enter, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    if rows == 3:
        for other, registration in learners.two_more(cast, made.specification):
            reviewing.agreed(other, registration)
            reviewing.written(other, reviewing.opened(other, registration))
    client = enter("asif")
    # session, person, roles; the caseload, who agreed; reviews, versions, who made them and signed, letters
    with django_assert_num_queries(9):
        client.get(DUE)


# Opening -------------------------------------------------------------------------------------------------------------


def test_the_next_one_begins_where_the_last_ended(cast: Cast, made: Registration, review: ProgressReview, enter: Enter) -> None:
    address, client = reverse("assessor_learner_reviews", args=[made.uuid]), enter("asif")
    assert "Open the review" not in text(client, address)  # one is open
    client.post(page(review), {"act": "call_off", "reason": "The wrong period."})
    assert "Open the review" in text(client, address)
    today = clock.today()
    answer = client.post(address, {"since": (today - timedelta(days=60)).isoformat(), "until": today.isoformat()})
    assert answer.headers["Location"] == page(made.progress_reviews.get(number=2))


@pytest.mark.parametrize(
    ("since", "until", "why"),
    [
        ("2026-01-05", "2126-01-05", "ends in the future"),
        ("soon", "2026-01-05", "Give a day"),
        ("2026-02-05", "2026-01-05", "must begin before"),
    ],
)
def test_a_period_that_is_none_is_put_right_in_the_form(made: Registration, enter: Enter, since: str, until: str, why: str) -> None:
    answer = enter("asif").post(reverse("assessor_learner_reviews", args=[made.uuid]), {"since": since, "until": until})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not made.progress_reviews.exists()


def test_the_days_that_the_form_proposes_are_taken_on_the_first_day_and_on_the_day_of_a_review(
    cast: Cast, made: Registration, enter: Enter
) -> None:
    """A registration that begins today has a period of one day; so has the one after a review that ended today."""
    Registration.objects.filter(pk=made.pk).update(starts_on=clock.today())
    client, address = enter("asif"), reverse("assessor_learner_reviews", args=[made.uuid])
    for number in (1, 2):
        proposed = {
            name: field.split('"')[0] for name in ("since", "until") for field in [text(client, address).split(f'name="{name}" value="')[1]]
        }
        answer = client.post(address, proposed)
        review = made.progress_reviews.get(number=number)
        assert answer.headers["Location"] == page(review)
        ProgressReview.objects.filter(pk=review.pk).update(closed_at=clock.now(), state="signed")


# One review ----------------------------------------------------------------------------------------------------------


def test_what_is_written_stands_in_a_new_version(review: ProgressReview, enter: Enter) -> None:
    client = enter("asif")
    answer = client.post(page(review), typed(review, what_1="Keep the night watch", who_1="employer", by_1="3 March 2027"))
    assert answer.headers["Location"] == page(review)
    newest = review.versions.get(number=2)
    assert newest.parts == {"assessor": "Ahead of the plan."}
    assert newest.steps == [{"what": "Keep the night watch", "who": "employer", "by": "2027-03-03"}]
    shown = text(client, page(review))
    assert "Version 2" in shown and "Keep the night watch" in shown


def test_writing_and_signing_is_one_press_and_signing_alone_makes_no_version(review: ProgressReview, enter: Enter) -> None:
    client = enter("asif")
    client.post(page(review), typed(review, "sign"))
    assert [one.version.number for one in review.versions.get(number=2).signatures.all()] == [2]
    assert "Signed by Asif Rahman" in text(client, page(review))
    again = client.post(page(review), typed(review, "sign"))
    assert again.status_code == 422
    assert "signed this version already" in again.content.decode()
    assert review.versions.count() == 2


def test_what_was_typed_while_somebody_else_wrote_is_kept_and_can_be_sent_again(cast: Cast, review: ProgressReview, enter: Enter) -> None:
    client, form = enter("asif"), typed(review, part="My long thoughts.", what_1="Rest")
    reviewing.said_by_letter(reviewing.sent(cast, review), "She runs the desk.")
    answer = client.post(page(review), form)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "changed the review while you had it open" in shown
    assert "My long thoughts." in shown and "She runs the desk." in shown and 'value="Rest"' in shown
    kept = drafts.find(cast.asif.pk, f"review:{review.uuid}")
    assert kept and kept.body["part"] == "My long thoughts."
    assert 'name="seen" value="2"' in shown
    assert client.post(page(review), {**form, "seen": "2"}).status_code == 302
    assert drafts.find(cast.asif.pk, f"review:{review.uuid}") is None


def test_a_draft_comes_back(cast: Cast, review: ProgressReview, enter: Enter) -> None:
    drafts.keep(cast.asif.pk, f"review:{review.uuid}", {"part": "Half a sentence", "what_4": "A fourth step"})
    shown = text(enter("asif"), page(review))
    assert "Half a sentence" in shown and "A fourth step" in shown and "Draft kept" in shown


def test_a_day_that_is_none_is_put_right_in_the_form(review: ProgressReview, enter: Enter) -> None:
    answer = enter("asif").post(page(review), typed(review, what_1="Rest", by_1="soon"))
    assert answer.status_code == 422
    assert "Give a day, such as" in answer.content.decode()
    assert "Ahead of the plan." in answer.content.decode()
    assert review.versions.count() == 1


def test_a_link_is_sent_sent_anew_and_taken_back(cast: Cast, review: ProgressReview, enter: Enter) -> None:
    client = enter("asif")
    wrong = client.post(page(review), {"act": "send:employer", "employer-name": "Emil Sorensen", "employer-email": "emil"})
    assert wrong.status_code == 422
    assert "“emil” is no e-mail address" in wrong.content.decode() and 'value="Emil Sorensen"' in wrong.content.decode()
    client.post(page(review), {"act": "send:employer", "employer-name": "Emil Sorensen", "employer-email": reviewing.EMIL})
    shown = text(client, page(review))
    assert "A link went to Emil Sorensen" in shown and "is on its way to Emil Sorensen" in shown
    client.post(page(review), {"act": "take_back:employer"})
    assert review.letters.get().withdrawn_at
    again = client.post(page(review), {"act": "take_back:employer"})
    assert again.status_code == 422 and "taken back already" in again.content.decode()


def test_the_consent_is_said_where_letters_go_out(cast: Cast, made: Registration, review: ProgressReview, enter: Enter) -> None:
    client = enter("asif")
    assert "Lena agrees that the employer reads this." in text(client, page(review))
    reviewing.agreed(cast, made, given=False)
    shown = text(client, page(review))
    assert "Lena does not want the employer to read this" in shown
    assert "send:employer" not in shown and "send:learner" in shown


def test_calling_off_needs_a_reason_and_ends_the_form(review: ProgressReview, enter: Enter) -> None:
    client = enter("asif")
    assert client.post(page(review), {"act": "call_off", "reason": ""}).status_code == 422
    client.post(page(review), {"act": "call_off", "reason": "She changes her employer."})
    shown = text(client, page(review))
    assert "was called off on" in shown and 'name="part"' not in shown
    late = client.post(page(review), typed(review))
    assert late.status_code == 422 and "called off" in late.content.decode()


def test_one_that_nobody_is_asked_to_sign_any_more_can_be_closed(
    cast: Cast, made: Registration, review: ProgressReview, enter: Enter
) -> None:
    reviewing.written(cast, review)
    reviewing.signed(cast, review, "lena")
    reviewing.signed(cast, review, "asif")
    client = enter("asif")
    assert "Close the review" not in text(client, page(review))
    assert client.post(page(review), {"act": "close"}).status_code == 403
    reviewing.agreed(cast, made, given=False)
    assert "Close the review" in text(client, page(review))
    client.post(page(review), {"act": "close"})
    assert "signed and closed on" in text(client, page(review))


def test_an_act_that_is_none_is_not_there(review: ProgressReview, enter: Enter) -> None:
    assert enter("asif").post(page(review), {"act": "burn"}).status_code == 404


def test_it_asks_the_same_whatever_is_in_it(
    cast: Cast, review: ProgressReview, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = enter("asif")
    reviewing.written(cast, review)
    reviewing.signed(cast, review, "lena")
    # session, person, roles; review, versions, signatures and who made them, letters; consent, draft, consent
    with django_assert_num_queries(11):
        client.get(page(review))
    reviewing.said_by_letter(reviewing.sent(cast, review), "She runs the desk.")
    reviewing.signed(cast, review, "lena")
    reviewing.written(cast, review, part="And more.")
    with django_assert_num_queries(11):
        client.get(page(review))


def test_the_name_of_a_party_is_the_one_of_today(review: ProgressReview) -> None:
    assert {party.value for party in Party} == {"learner", "employer", "assessor"}


def test_who_advises_as_well_reads_who_signs_a_look_back_and_that_it_waits_for_them(cast: Cast, enter: Enter) -> None:
    build.with_units(cast)
    review = reviewing.opened(cast, build.participant(cast))
    page = text(enter("asif"), DUE)
    assert "a participant and you sign a look-back" in page and "Waits for you and Lena Hartog since" in page
    theirs = text(enter("asif"), reverse("assessor_review", args=[review.uuid]))
    assert "Waits for you" in theirs and "Waits for Lena Hartog" in theirs and "Waits for Asif" not in theirs
