"""Cases: raised without a name, read by one uninvolved person, past whom they name; nothing leads to who raised them."""

from datetime import UTC, datetime, timedelta

import pytest

from milepost.base import clock
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.base.verification import verify
from milepost.commitments.facts import office_calendar
from milepost.concerns import actions, passphrases, policies, queries, words
from milepost.concerns.models import Case, CaseChoice, CaseOption, CaseWord
from milepost.concerns.procedure import procedure, reached
from milepost.concerns.words import CaseWordKind, Option
from milepost.notices import sentences, tasks
from milepost.notices.models import Notice
from milepost.people.models import Appointment
from milepost.people.words import Role
from tests.cast import Cast
from tests.concerns.telling import SEED, WORRY, taken, told
from tests.employers.acting import last_event


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", 2**4)


def test_a_case_is_kept_by_the_hour_and_the_journal_holds_no_word_of_it(cast: Cast) -> None:
    with clock.at(datetime(2027, 3, 2, 14, 37, 21, 5, tzinfo=UTC)):
        case, _ = told(cast)
    event = last_event()
    assert (event.name, event.stream, event.args) == (words.CASE_RAISED, f"concern:{case.uuid}", {"case": str(case.uuid)})
    assert event.personal == {"who": "Somebody"}
    assert case.raised_at == event.at == CaseWord.objects.get().made_at == datetime(2027, 3, 2, 14, tzinfo=UTC)
    assert not Event.objects.filter(personal__icontains="present").exists()
    assert case.name == case.reach == ""


def test_five_words_open_it_and_only_a_slow_digest_is_kept(cast: Cast) -> None:
    case, passphrase = told(cast)
    assert len(passphrase.split()) == passphrases.WORDS == 5
    assert passphrases.bits() > 50
    assert queries.case_by_passphrase(f"  {passphrase.upper().replace(' ', ' - ')} ", centre=cast.centre) == case
    assert queries.case_by_passphrase(passphrase, centre=cast.elsewhere) is None
    assert queries.case_by_passphrase(" ".join(reversed(passphrase.split())), centre=cast.centre) is None
    assert passphrase not in str(Case.objects.values_list())
    assert len(set(passphrases.words())) == len(passphrases.words()) > 1000
    assert not [one for one in passphrases.words() if f"{one}s" in passphrases.words()]


def test_sending_the_same_form_twice_makes_one_case_and_shows_the_same_words(cast: Cast) -> None:
    first, second = told(cast), told(cast)
    assert first == second
    assert CaseWord.objects.count() == 1
    assert told(cast, seed=SEED + "x")[1] != first[1]
    assert told(cast, seed="")[1] != told(cast, seed="")[1]


def test_a_case_passes_by_whom_it_names_the_quality_manager_among_them(cast: Cast) -> None:
    case, _ = told(cast, "quentin laughed at me.")
    assert not queries.cases(by=cast.as_("quentin")).exists()
    assert queries.cases_waiting(by=cast.as_("cora")).get() == case
    with pytest.raises(Refused, match="passes you by"):
        actions.take_case(case, by=cast.as_("quentin"), uninvolved=True)
    by = actions.somebody(cast.centre)
    other, _ = actions.raise_case(cast.centre, by=by, seed=SEED * 2, text=WORRY, not_for=[Role.CENTRE_MANAGER])
    assert not queries.cases(by=cast.as_("cora")).filter(pk=other.pk).exists()
    assert not queries.cases(by=cast.as_("stan", Role.CENTRE_MANAGER)).exists()
    for who in ("asif", "lena", "bea", "eva", "emil"):
        assert not queries.cases(by=cast.as_(who)).exists()


def test_where_everybody_who_could_read_it_is_named_nothing_is_kept_and_the_way_outside_is_said(cast: Cast) -> None:
    with pytest.raises(Refused, match="Go outside"):
        told(cast, "It is about Cora, Quentin and Ines.")
    assert not Case.objects.exists()


def test_one_person_reads_it_who_said_that_they_have_no_part_in_it(cast: Cast) -> None:
    case, _ = told(cast)
    with pytest.raises(Refused, match="Tick that you have none"):
        actions.take_case(case, by=cast.as_("quentin"), uninvolved=False)
    taken(cast, case)
    assert last_event().args == {"case": str(case.uuid), "uninvolved": True}
    assert not queries.cases(by=cast.as_("cora")).exists()
    with pytest.raises(Refused, match="has it already"):
        taken(cast, case, "cora")
    with pytest.raises(Refused, match="Only the caseworker"):
        actions.answer_case(case, by=cast.as_("cora"), text="I know better.")
    actions.give_back_case(case, by=cast.as_("quentin"))
    assert taken(cast, case, "cora").caseworker == cast.cora


def test_a_caseworker_who_is_named_later_loses_it_before_they_could_read_that(cast: Cast) -> None:
    case, _ = told(cast)
    taken(cast, case)
    actions.add_to_case(case, by=actions.somebody(cast.centre), text="It was Quentin who told them to.")
    case.refresh_from_db()
    assert case.caseworker is None
    assert not queries.cases(by=cast.as_("quentin")).exists()
    assert queries.cases_waiting(by=cast.as_("ines")).get() == case


def test_it_is_acknowledged_answered_agreed_and_closed_with_a_final_letter(cast: Cast) -> None:
    case, _ = told(cast)
    quentin, somebody = cast.as_("quentin"), actions.somebody(cast.centre)
    with pytest.raises(Refused, match="no answer yet"):
        actions.say_of_outcome(case, by=somebody, agreed=True)
    taken(cast, case)
    actions.acknowledge_case(case, by=quentin)
    with pytest.raises(Refused, match="know already"):
        actions.acknowledge_case(case, by=quentin)
    actions.ask_about_case(case, by=quentin, text="On which days was it?")
    with pytest.raises(Refused, match="First write what you found"):
        actions.close_case(case, by=quentin, text="That is that.")
    actions.answer_case(case, by=quentin, text="Four days were wrong. They are corrected.")
    actions.say_of_outcome(case, by=somebody, agreed=False, text="There were six.")
    case.refresh_from_db()
    assert (case.agreed, case.answered_at) == (False, None)
    actions.answer_case(case, by=quentin, text="Six days were wrong. They are corrected.")
    actions.say_of_outcome(case, by=somebody, agreed=True)
    actions.close_case(case, by=quentin, text="Six days were corrected, and whoever notes attendance was told.")
    case.refresh_from_db()
    assert case.agreed
    assert case.closed_at
    names = [one.name for one in Event.objects.filter(stream=case.stream).order_by("position")]
    assert names == [
        words.CASE_RAISED, words.CASE_TAKEN, words.CASE_ACKNOWLEDGED, words.CASE_ASKED, words.CASE_ANSWERED, words.CASE_OUTCOME_SAID,
        words.CASE_ANSWERED, words.CASE_OUTCOME_SAID, words.CASE_CLOSED,
    ]  # fmt: skip
    with pytest.raises(Refused, match="closed"):
        actions.ask_about_case(case, by=quentin, text="One more thing.")


def test_who_raised_it_reads_what_is_looked_into_once_and_that_says_that_somebody_has_it(cast: Cast) -> None:
    case, quentin = taken(cast, told(cast)[0]), cast.as_("quentin")
    with pytest.raises(Refused, match="Only the caseworker"):
        actions.begin_investigation(case, by=cast.as_("ines"), text="I look at the lists.")
    with pytest.raises(Refused, match="Say what you look into"):
        actions.begin_investigation(case, by=quentin, text=" ")
    actions.begin_investigation(case, by=quentin, text="The lists of May beside the notes of the trainers.")
    assert last_event().name == words.CASE_INVESTIGATED
    assert "lists" not in str(last_event().args)
    case.refresh_from_db()
    assert case.begun_at and case.acknowledged_at == case.begun_at
    with pytest.raises(Refused, match="know already"):
        actions.begin_investigation(case, by=quentin, text="More.")
    assert [one.done_at is not None for one in reached(case, office_calendar(cast.centre.pk, case.raised_at))] == [True, True, False, False]


def test_an_answer_says_what_was_looked_into_and_whoever_disagrees_does_not_start_that_anew(cast: Cast) -> None:
    case, quentin = taken(cast, told(cast)[0]), cast.as_("quentin")
    actions.answer_case(case, by=quentin, text="Four days were wrong.")
    actions.say_of_outcome(case, by=actions.somebody(cast.centre), agreed=False, text="There were six.")
    case.refresh_from_db()
    assert case.begun_at and case.answered_at is None
    with pytest.raises(Refused, match="know already"):
        actions.begin_investigation(case, by=quentin, text="The lists.")


WAYS = [
    Option("We correct the four days.", "Your payments are right at once.", "The list of others stays as it is."),
    Option("We look through the whole month.", "Others are put right as well.", "It takes three weeks."),
]


def test_ways_are_offered_with_what_speaks_for_and_against_them_and_one_is_chosen(cast: Cast) -> None:
    case, quentin, somebody = taken(cast, told(cast)[0]), cast.as_("quentin"), actions.somebody(cast.centre)
    for ways, why in (
        (WAYS[:1], "One way is no choice"),
        (WAYS * 2, "at most 3 ways"),
        ([WAYS[0], Option("We do more.", "Better.", " ")], "Say of way 2 what it is, and what speaks for it and against it"),
    ):
        with pytest.raises(Refused, match=why):
            actions.answer_case(case, by=quentin, text="Four days were wrong.", options=ways)
    assert not CaseOption.objects.exists()
    actions.answer_case(case, by=quentin, text="Four days were wrong.", options=WAYS)
    assert len(last_event().rows) == 3, "the word and both ways stand in the journal by their digests"
    for wrong in (0, 3):
        with pytest.raises(Refused, match="Choose which of the ways"):
            actions.say_of_outcome(case, by=somebody, agreed=True, option=wrong)
    actions.say_of_outcome(case, by=somebody, agreed=False, option=1, text="And who pays me back?")
    assert not CaseChoice.objects.exists()
    actions.answer_case(case, by=quentin, text="You are paid back either way.", options=WAYS)
    actions.say_of_outcome(case, by=somebody, agreed=True, option=2)
    chosen = queries.words_of(case)[-1]
    assert (chosen.kind, chosen.choice.option.text) == (CaseWordKind.AGREED, WAYS[1].text)
    assert not Event.objects.filter(personal__icontains="whole month").exists()
    assert not verify()


def closed(cast: Cast, text: str = WORRY) -> Case:
    """A case that Quentin has closed."""
    case, quentin = taken(cast, told(cast, text)[0]), cast.as_("quentin")
    actions.answer_case(case, by=quentin, text="Four days are corrected.")
    actions.close_case(case, by=quentin, text="That is what we found.")
    case.refresh_from_db()
    return case


def test_words_after_the_final_letter_reach_somebody_who_is_not_named_in_them(cast: Cast) -> None:
    case, somebody, ines = closed(cast), actions.somebody(cast.centre), cast.as_("ines")
    assert not queries.cases_waiting(by=ines).exists()
    with pytest.raises(Refused, match="It is closed"):
        taken(cast, case, "ines")
    actions.add_to_case(case, by=somebody, text="It was Quentin himself who put me down.")
    assert not queries.cases(by=cast.as_("quentin")).exists()
    assert queries.cases_waiting(by=ines).get() == case
    tell_an_hour_on()
    newest = Notice.objects.filter(args__case=str(case.uuid), kind="case_waits").order_by("-pk")
    assert {one.person for one in newest[:2]} == {cast.cora, cast.ines}
    taken(cast, case, "ines")
    assert queries.cases_of(by=ines).get().wrote_again
    actions.ask_about_case(case, by=ines, text="I look into that now.")
    assert not queries.cases_of(by=ines).get().wrote_again
    with pytest.raises(Refused, match="It is closed"):
        actions.ask_about_case(case, by=ines, text="And one more thing.")
    with pytest.raises(Refused, match="It is closed"):
        actions.give_back_case(case, by=ines)
    actions.add_to_case(case, by=somebody, text="Thank you.")
    actions.give_back_case(case, by=ines)
    assert queries.cases_waiting(by=cast.as_("cora")).get() == case


def test_words_after_the_final_letter_wait_for_somebody_where_the_caseworker_has_left(cast: Cast) -> None:
    case = closed(cast)
    Appointment.objects.filter(person=cast.quentin).update(ends_on=clock.today() - timedelta(days=1))
    assert not queries.cases_waiting(by=cast.as_("ines")).exists(), "nothing was written since"
    actions.add_to_case(case, by=actions.somebody(cast.centre), text="It began again.")
    assert queries.cases_waiting(by=cast.as_("ines")).get() == case
    assert taken(cast, case, "cora").caseworker == cast.cora
    assert not queries.cases_waiting(by=cast.as_("ines")).exists()


def test_a_caseworker_who_left_and_is_named_then_does_not_read_it_when_they_come_back(cast: Cast) -> None:
    case = closed(cast)
    away = Appointment.objects.filter(person=cast.quentin)
    away.update(ends_on=clock.today() - timedelta(days=1))
    actions.add_to_case(case, by=actions.somebody(cast.centre), text="It was Quentin himself who put me down.")
    away.update(ends_on=None)
    assert not queries.cases(by=cast.as_("quentin")).exists()


def test_words_that_would_leave_nobody_to_read_them_are_not_kept_and_the_way_outside_is_said(cast: Cast) -> None:
    case, _ = told(cast, "Cora laughed at me.")
    with pytest.raises(Refused, match="Go outside"):
        actions.add_to_case(case, by=actions.somebody(cast.centre), text="Ines and Quentin did so as well.")
    assert CaseWord.objects.count() == 1
    taken(cast, case)
    actions.answer_case(case, by=cast.as_("quentin"), text="That was wrong.")
    with pytest.raises(Refused, match="Go outside"):
        actions.say_of_outcome(case, by=actions.somebody(cast.centre), agreed=False, text="Quentin and Ines did so as well.")
    actions.say_of_outcome(case, by=actions.somebody(cast.centre), agreed=False, text="Not only Ines.")


def test_its_clocks_run_by_the_centres_calendar(cast: Cast) -> None:
    with clock.at(datetime(2027, 3, 25, 13, 10, tzinfo=UTC)):  # the day before Good Friday
        case, _ = told(cast)
        calendar = office_calendar(cast.centre.pk, case.raised_at)
        first, looked, answer, last = reached(case, calendar)
        assert [str(one.due_at and one.due_at.date()) for one in (first, looked, answer, last)] == [
            "2027-03-30", "2027-04-01", "2027-04-12", "2027-05-20",
        ]  # fmt: skip
        assert not first.is_late
    with clock.at(datetime(2027, 3, 31, 9, 0, tzinfo=UTC)):
        assert next(reached(case, calendar)).is_late
    assert [one.within for one in procedure().steps] == ["1 working day", "3 working days", "10 working days", "8 weeks"]
    assert all(one.address.startswith("https://") for one in procedure().outside)


def test_a_thousand_messages_in_an_hour_are_held_off_by_one_budget_for_all(cast: Cast) -> None:
    by, refused = actions.somebody(cast.centre), 0
    with clock.at(datetime(2027, 3, 2, 14, 5, tzinfo=UTC)):
        for number in range(1000):
            try:
                actions.raise_case(cast.centre, by=by, seed=f"{SEED}{number}", text=f"Message {number}.")
            except Refused as reason:
                refused += "not because of you" in str(reason.reason)
    assert (Case.objects.count(), refused) == (policies.CASES_AN_HOUR, 1000 - policies.CASES_AN_HOUR)
    with clock.at(datetime(2027, 3, 2, 15, 0, tzinfo=UTC)):
        told(cast, "I waited for the full hour.")


def tell_an_hour_on() -> None:
    """What comes by the door is told when its hour is over."""
    with clock.at(clock.now() + timedelta(hours=1)):
        while tasks.tell_pending():
            pass


def test_caseworkers_are_told_that_something_waits_and_not_a_word_of_it_and_who_is_named_is_not_told(cast: Cast) -> None:
    case, _ = told(cast, "Cora laughed at me.")
    tell_an_hour_on()
    notices = Notice.objects.filter(args__case=str(case.uuid))
    assert {one.person for one in notices} == {cast.quentin, cast.ines}
    assert sentences.sentence(notices[0]) == f"Something waits for one of you to take it, {case.reference}."
    taken(cast, case)
    actions.add_to_case(case, by=actions.somebody(cast.centre), text="And again today.")
    tell_an_hour_on()
    newest = Notice.objects.filter(args__case=str(case.uuid)).order_by("-pk")[0]
    assert newest.person == cast.quentin
    assert sentences.sentence(newest) == f"There is something new for you in {case.reference}."
