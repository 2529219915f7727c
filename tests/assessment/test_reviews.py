"""Progress reviews: what the journal puts in, who says what, whose signature falls, and reminders that stop by themselves."""

from datetime import UTC, datetime, time, timedelta

import pytest

from milepost.assessment import actions, queries, tasks, words
from milepost.assessment.models import ProgressReview, ReviewLetter
from milepost.assessment.words import Party, ProgressReviewState
from milepost.base import clock
from milepost.base.actors import by_link, system
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.base.verification import verify
from milepost.people.words import Role
from milepost.portfolios.models import Registration
from tests import build, reviewing
from tests.cast import Cast

MONDAY = datetime.combine(clock.today() + timedelta(days=7 - clock.today().weekday()), time(11), UTC)  # the next one


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


@pytest.fixture
def review(cast: Cast, made: Registration) -> ProgressReview:
    reviewing.agreed(cast, made)
    return reviewing.opened(cast, made)


def standing(review: ProgressReview) -> queries.ReviewStanding:
    return queries.review_in_full(review)


def last(name: str) -> Event:
    return Event.objects.filter(name=name).latest("pk")


# Opening -------------------------------------------------------------------------------------------------------------


def test_a_review_begins_with_what_the_journal_says_of_its_period(cast: Cast, made: Registration) -> None:
    build.met_unit(cast, made, "L1")
    build.handed_in(cast, made, ["L2:1.1", "L2:1.2"])
    build.judged(cast, made, ["L2:1.1"], verdict="not_yet")
    review = reviewing.opened(cast, made)
    facts = review.versions.get().facts
    assert facts["met"] == ["L1:1.1", "L1:1.2", "L1:R2.a"]
    assert facts["redo"] == ["L2:1.1"]
    assert len(facts["handed_in"]) == 5
    assert (facts["evidence"], facts["visits_kept"], facts["visits_missed"]) == (2, 0, 0)
    assert facts["signed_off"] == []
    assert facts["now"] == {"signed": 0, "evidenced": 60, "time": 0, "met": 2, "total": 5, "redo": 1, "doubt": 0, "waiting": 1}
    assert facts["before"] is None
    assert "My watch" not in str(facts)  # titles may hold what is none of an employer's business
    event = last(words.REVIEW_OPENED)
    assert event.args["number"] == 1
    assert [row[0] for row in event.rows] == ["reviewversion"]


def test_what_was_undone_or_happened_outside_the_period_is_left_out(cast: Cast, made: Registration) -> None:
    build.handed_in(cast, made, ["L1:1.1", "L1:1.2"])
    [first, _second] = build.judged(cast, made, ["L1:1.1", "L1:1.2"])
    actions.undo(first, by=cast.as_("asif"))
    with clock.at(clock.now() + timedelta(days=80)):
        later = actions.open_review(made, by=cast.as_("asif"), since=clock.today() - timedelta(days=60), until=clock.today())
        assert later.versions.get().facts["met"] == []
        actions.call_off_review(later, by=cast.as_("asif"), reason="The wrong period.")
        whole = actions.open_review(made, by=cast.as_("asif"), since=clock.today() - timedelta(days=90), until=clock.today())
        assert whole.versions.get().facts["met"] == ["L1:1.2"]


def test_the_next_review_shows_what_was_agreed_in_the_last(cast: Cast, made: Registration, review: ProgressReview) -> None:
    reviewing.written(cast, review)
    for party in ("lena", "asif"):
        reviewing.signed(cast, review, party)
    reviewing.signed_by_letter(reviewing.sent(cast, review))
    again = reviewing.opened(cast, made)
    before = again.versions.get().facts["before"]
    assert before["number"] == 1
    assert before["steps"][0]["what"] == "Keep the night watch twice"


def test_only_the_learners_assessor_opens_one_and_one_at_a_time(cast: Cast, made: Registration) -> None:
    today = clock.today()
    for who in ("cora", "ines", "lena"):
        with pytest.raises(Refused, match="Only Lena’s assessor"):
            actions.open_review(made, by=cast.as_(who), since=today - timedelta(days=9), until=today)
    for role in (Role.ASSESSOR,):
        with pytest.raises(Refused):
            actions.open_review(made, by=cast.as_("stan", role), since=today - timedelta(days=9), until=today)
    with pytest.raises(Refused, match="future"):
        actions.open_review(made, by=cast.as_("asif"), since=today, until=today + timedelta(days=1))
    with pytest.raises(Refused, match="begin before"):
        actions.open_review(made, by=cast.as_("asif"), since=today, until=today - timedelta(days=1))
    reviewing.opened(cast, made)
    with pytest.raises(Refused, match="Review 1 of Lena is still open"):
        reviewing.opened(cast, made)
    assert made.progress_reviews.count() == 1


# Saying one's part ---------------------------------------------------------------------------------------------------


def test_each_party_writes_only_its_own_part(cast: Cast, review: ProgressReview) -> None:
    reviewing.written(cast, review)
    letter = reviewing.sent(cast, review)
    reviewing.said_by_letter(letter, "She runs the desk alone now.")
    actions.write_review(review, by=cast.as_("lena"), party=Party.LEARNER, seen=3, part="The nights are hard.")
    newest = review.versions.get(number=4)
    assert newest.parts == {
        "assessor": "Ahead of the plan.", "employer": "She runs the desk alone now.", "learner": "The nights are hard.",
    }  # fmt: skip
    assert len(newest.digest) == 64 and len({one.digest for one in review.versions.all()}) == 4
    for who, party in (("lena", Party.ASSESSOR), ("asif", Party.LEARNER), ("asif", Party.EMPLOYER), ("cora", Party.ASSESSOR)):
        with pytest.raises(Refused, match="only their own part"):
            actions.write_review(review, by=cast.as_(who), party=party, seen=4, part="Mine.")
    link = by_link("Emil", centre_id=cast.centre.pk)
    with pytest.raises(Refused, match="only their own part"):
        actions.write_review(review, by=link, party=Party.EMPLOYER, seen=4, part="Without a letter.")
    with pytest.raises(Refused, match="somebody else’s part"):
        actions.write_review(review, by=link, party=Party.LEARNER, seen=4, part="I am Lena.", letter=letter)
    with pytest.raises(Refused, match="assessor writes down the next steps"):
        actions.write_review(review, by=cast.as_("lena"), party=Party.LEARNER, seen=4, part="x", steps=[])
    assert review.versions.count() == 4


def test_two_who_write_at_once_the_second_is_told(cast: Cast, review: ProgressReview) -> None:
    reviewing.written(cast, review)
    letter = reviewing.sent(cast, review)
    actions.write_review(review, by=cast.as_("lena"), party=Party.LEARNER, seen=2, part="The nights are hard.")
    with pytest.raises(Refused, match=r"Lena .*changed the review while you had it open"):
        reviewing.said_by_letter(letter, "She runs the desk.", seen=2)
    with pytest.raises(Refused, match="changed the review while you had it open"):
        reviewing.signed_by_letter(letter, seen=2)
    reviewing.said_by_letter(letter, "She runs the desk.", seen=3)
    assert review.versions.count() == 4


@pytest.mark.parametrize(
    ("part", "steps", "why"),
    [
        ("Ahead of the plan.", None, "Nothing is different"),
        ("x" * 5001, None, "longer than 5000"),
        ("Well.", [{"what": " ", "who": "learner", "by": None}], "what step 1 is"),
        ("Well.", [{"what": "Watch", "who": "wanda", "by": None}], "who does step 1"),
        ("Well.", [{"what": "Watch", "who": "learner", "by": None}] * 13, "More than 12"),
    ],
)
def test_what_cannot_be_kept_is_said(cast: Cast, review: ProgressReview, part: str, steps: list | None, why: str) -> None:
    reviewing.written(cast, review)
    with pytest.raises(Refused, match=why):
        actions.write_review(review, by=cast.as_("asif"), party=Party.ASSESSOR, seen=2, part=part, steps=steps)
    assert review.versions.count() == 2


def test_the_assessor_reads_the_journal_anew(cast: Cast, made: Registration, review: ProgressReview) -> None:
    build.met_unit(cast, made, "L1")
    version = actions.write_review(review, by=cast.as_("asif"), party=Party.ASSESSOR, seen=1, part="Well.", anew=True)
    assert len(version.facts["met"]) == 3


# Signing -------------------------------------------------------------------------------------------------------------


def test_with_the_third_signature_it_is_signed_and_closed(cast: Cast, review: ProgressReview) -> None:
    reviewing.written(cast, review)
    letter = reviewing.sent(cast, review)
    reviewing.signed(cast, review, "lena")
    reviewing.signed(cast, review, "asif")
    assert list(standing(review).waiting) == [Party.EMPLOYER]
    reviewing.signed_by_letter(letter)
    review.refresh_from_db()
    assert review.state == ProgressReviewState.SIGNED
    assert review.closed_by and review.closed_by.kind == "link"
    event = last(words.REVIEW_SIGNED)
    assert event.args["complete"] and event.args["letters"] == [str(letter.uuid)]
    assert event.personal and event.personal["name"] == "Emil Janssen"
    with pytest.raises(Refused, match="signed and closed on"):
        reviewing.written(cast, review, part="One word more.")
    assert verify() == []


def test_a_change_makes_the_signatures_before_it_fall(cast: Cast, review: ProgressReview) -> None:
    reviewing.written(cast, review)
    letter = reviewing.sent(cast, review)
    reviewing.signed_by_letter(letter)
    reviewing.signed(cast, review, "lena")
    reviewing.written(cast, review, part="Ahead of the plan, and the night watch is agreed.")
    found = standing(review)
    assert found.signed == {}
    assert {party: one.version.number for party, one in found.fallen.items()} == {"employer": 2, "learner": 2}
    assert set(found.waiting) == set(Party)
    event = last(words.REVIEW_WRITTEN)
    assert event.args["fallen"] == ["employer", "learner"]
    assert event.args["letters"] == [str(letter.uuid)]
    reviewing.signed_by_letter(letter)
    assert set(standing(review).signed) == {"employer"}


def test_nobody_signs_before_the_assessor_has_written_nor_twice_nor_without_a_name(cast: Cast, review: ProgressReview) -> None:
    letter = reviewing.sent(cast, review)
    with pytest.raises(Refused, match="Asif has still to write"):
        reviewing.signed_by_letter(letter)
    with pytest.raises(Refused, match="Write your part first"):
        reviewing.signed(cast, review, "asif")
    reviewing.written(cast, review)
    with pytest.raises(Refused, match="Type your name"):
        actions.sign_review(review, by=cast.as_("lena"), party=Party.LEARNER, seen=2, name="  ")
    reviewing.signed(cast, review, "lena")
    with pytest.raises(Refused, match="already"):
        reviewing.signed(cast, review, "lena")


# Consent -------------------------------------------------------------------------------------------------------------


def test_without_consent_the_employer_says_their_part_but_signs_nothing_and_is_not_waited_for(cast: Cast, made: Registration) -> None:
    review = reviewing.opened(cast, made)
    reviewing.written(cast, review)
    letter = reviewing.sent(cast, review)
    reviewing.said_by_letter(letter, "She is reliable.")
    with pytest.raises(Refused, match="has not agreed that you read the review"):
        reviewing.signed_by_letter(letter)
    reviewing.signed(cast, review, "lena")
    reviewing.signed(cast, review, "asif")
    review.refresh_from_db()
    assert review.state == ProgressReviewState.SIGNED


def test_after_a_no_the_employer_gets_no_letter(cast: Cast, made: Registration, review: ProgressReview) -> None:
    reviewing.agreed(cast, made, given=False)
    with pytest.raises(Refused, match="Lena does not want the employer to read this"):
        reviewing.sent(cast, review)


def test_consent_taken_back_ends_the_waiting_and_the_assessor_closes_it(cast: Cast, made: Registration, review: ProgressReview) -> None:
    reviewing.written(cast, review)
    reviewing.sent(cast, review)
    reviewing.signed(cast, review, "lena")
    with pytest.raises(Refused, match="Not everybody"):
        actions.close_review(review, by=cast.as_("asif"))
    reviewing.signed(cast, review, "asif")
    reviewing.agreed(cast, made, given=False)
    assert standing(review).waiting == {}
    with pytest.raises(Refused, match="Only Lena’s assessor"):
        actions.close_review(review, by=cast.as_("lena"))
    actions.close_review(review, by=cast.as_("asif"))
    review.refresh_from_db()
    assert review.state == ProgressReviewState.SIGNED
    assert last(words.REVIEW_CLOSED).args["version"] == 2


# Letters -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("party", "name", "email", "why"),
    [
        ("assessor", "Asif", "asif@larkmoor.example", "employer or to the learner"),
        ("employer", " ", "emil@northbank.example", "Give the name"),
        ("employer", "Emil", "northbank", "is no e-mail address"),
    ],
)
def test_a_letter_that_cannot_go_says_why(cast: Cast, review: ProgressReview, party: str, name: str, email: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        actions.send_review(review, by=cast.as_("asif"), party=party, name=name, email=email)
    assert not ReviewLetter.objects.exists()


def test_a_second_letter_ends_the_first_and_the_secret_is_kept_nowhere(cast: Cast, review: ProgressReview) -> None:
    reviewing.written(cast, review)
    first, second = reviewing.sent(cast, review), reviewing.sent(cast, review)
    assert queries.review_letter_by_token(second.secret) == second
    assert second.secret not in str(ReviewLetter.objects.values())
    first.refresh_from_db()
    with pytest.raises(Refused, match="was taken back"):
        reviewing.signed_by_letter(first)
    with clock.at(clock.now() + timedelta(days=31)), pytest.raises(Refused, match="was good until"):
        reviewing.signed_by_letter(second)


def test_a_letter_taken_back_is_no_longer_waited_for(cast: Cast, review: ProgressReview) -> None:
    reviewing.written(cast, review)
    letter = reviewing.sent(cast, review)
    with pytest.raises(Refused, match="Only Lena’s assessor"):
        actions.withdraw_review_letter(letter, by=cast.as_("cora"))
    actions.withdraw_review_letter(letter, by=cast.as_("asif"))
    assert Party.EMPLOYER not in standing(review).asked
    with pytest.raises(Refused, match="taken back already"):
        actions.withdraw_review_letter(letter, by=cast.as_("asif"))
    assert last(words.REVIEW_LETTER_WITHDRAWN).args["letter"] == str(letter.uuid)


def test_a_review_called_off_says_why_and_stays_readable(cast: Cast, review: ProgressReview) -> None:
    reviewing.written(cast, review)
    letter = reviewing.sent(cast, review)
    with pytest.raises(Refused, match="Say why"):
        actions.call_off_review(review, by=cast.as_("asif"), reason=" ")
    actions.call_off_review(review, by=cast.as_("asif"), reason="Lena changes her employer.")
    with pytest.raises(Refused, match="called off on"):
        reviewing.signed_by_letter(letter)
    event = last(words.REVIEW_CALLED_OFF)
    assert event.personal and event.personal["reason"] == "Lena changes her employer."
    assert review.versions.count() == 2


# Reminders -----------------------------------------------------------------------------------------------------------


def reminded(day: int) -> int:
    """How many letters the round reminds of, so many days after the Monday on which they went out."""
    with clock.at(MONDAY + timedelta(days=day)):
        return tasks.remind_of_reviews()


@pytest.fixture
def letter(cast: Cast, made: Registration) -> ReviewLetter:
    with clock.at(MONDAY):
        reviewing.agreed(cast, made)
        review = reviewing.opened(cast, made)
        reviewing.written(cast, review)
        return reviewing.sent(cast, review)


def test_reminders_come_three_working_days_apart_three_times(letter: ReviewLetter) -> None:
    assert [day for day in range(30) if reminded(day)] == [3, 8, 11]
    letter.refresh_from_db()
    assert letter.reminders == 3
    assert last(words.REVIEW_REMINDED).args["times"] == 3


def test_nobody_is_reminded_at_night(letter: ReviewLetter) -> None:
    with clock.at(MONDAY + timedelta(days=3, hours=12)):
        assert tasks.remind_of_reviews() == 0


@pytest.mark.parametrize("how", ["signed", "called off", "taken back", "consent"])
def test_reminders_stop_by_themselves(cast: Cast, made: Registration, letter: ReviewLetter, how: str) -> None:
    with clock.at(MONDAY + timedelta(hours=1)):
        match how:
            case "signed":
                reviewing.signed_by_letter(letter)
            case "called off":
                actions.call_off_review(letter.review, by=cast.as_("asif"), reason="She is ill.")
            case "taken back":
                actions.withdraw_review_letter(letter, by=cast.as_("asif"))
            case "consent":
                reviewing.agreed(cast, made, given=False)
    assert [day for day in range(30) if reminded(day)] == []


def test_a_signature_that_fell_is_asked_for_again(cast: Cast, letter: ReviewLetter) -> None:
    assert reminded(3) == 1
    with clock.at(MONDAY + timedelta(days=3, hours=1)):
        reviewing.signed_by_letter(letter)
    assert [day for day in range(4, 14) if reminded(day)] == []
    with clock.at(MONDAY + timedelta(days=14)):
        reviewing.written(cast, letter.review, part="And the night watch is agreed.")
    assert [day for day in range(14, 40) if reminded(day)] == [17, 22, 25]


def test_only_the_worker_reminds(cast: Cast, letter: ReviewLetter) -> None:
    with clock.at(MONDAY + timedelta(days=3)):
        with pytest.raises(Refused, match="by themselves"):
            actions.remind(letter, by=cast.as_("asif"))
        actions.remind(letter, by=system())


def test_addresses_are_forgotten_when_the_review_closed_long_ago(cast: Cast, letter: ReviewLetter) -> None:
    with clock.at(MONDAY + timedelta(days=1)):
        actions.call_off_review(letter.review, by=cast.as_("asif"), reason="She is ill.")
    with clock.at(MONDAY + timedelta(days=90)):
        assert tasks.forget_review_addresses() == 0
    with clock.at(MONDAY + timedelta(days=92)):
        assert tasks.forget_review_addresses() == 1
    letter.refresh_from_db()
    assert (letter.email, letter.name) == ("", "Emil Janssen")
