"""Concerns that staff write down for somebody, for whom somebody speaks, what is told of as late, and who stands outside."""

from datetime import UTC, date, datetime, timedelta

import pytest

from milepost.base import clock
from milepost.base.refusal import Refused
from milepost.commitments import tasks as clocks
from milepost.commitments.facts import office_calendar
from milepost.concerns import actions, passphrases, policies, queries, words
from milepost.concerns.models import Case, CaseLate
from milepost.concerns.procedure import procedure, procedure_at, reached
from milepost.concerns.words import Speaks, Way
from milepost.notices import sentences, tasks
from milepost.notices.models import Notice
from milepost.people.models import Person
from tests.cast import Cast
from tests.concerns.telling import SEED, WORRY, taken, told
from tests.employers.acting import last_event

TUESDAY = datetime(2027, 3, 2, 14, 37, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", 2**4)


def entered(cast: Cast, text: str = WORRY, *, who: str = "asif", told_on: date = date(2027, 2, 26)) -> tuple[Case, str]:
    return actions.enter_case(
        cast.centre, by=cast.as_(who), seed=SEED, way=Way.TELEPHONE, told_on=told_on, text=text, speaks=Speaks.UNKNOWN, other="her son",
        reach="a letter to the library, nothing by telephone",
    )  # fmt: skip


def hear() -> None:
    while tasks.tell_pending():
        pass


def told_of(case: Case, kind: str) -> set[Person]:
    return {one.person for one in Notice.objects.filter(args__case=str(case.uuid), kind=kind).select_related("person")}


def test_what_was_told_by_telephone_is_written_down_and_the_person_gets_the_words(cast: Cast) -> None:
    with clock.at(TUESDAY):
        case, passphrase = entered(cast)
        event = last_event()
        assert (event.name, event.args) == (words.CASE_ENTERED, {"case": str(case.uuid)})
        assert "present on days" not in str(event.personal)
        assert (case.way, case.speaks, case.other) == (Way.TELEPHONE, Speaks.UNKNOWN, "her son")
        assert queries.case_by_passphrase(passphrase, centre=cast.centre) == case
        assert str(case.raised_at) == "2027-02-26 09:00:00+00:00"
        assert not queries.cases(by=cast.as_("asif")).exists(), "who wrote it down does not read it again"
        first = next(reached(case, office_calendar(cast.centre.pk, case.raised_at)))
        assert first.due_at and first.due_at.date() == date(2027, 3, 1)
        assert entered(cast)[0] == case, "the page was sent once more"
        hear()
    assert told_of(case, "case_waits") == {cast.cora, cast.quentin, cast.ines}


def test_what_names_who_would_write_it_down_is_not_theirs_to_write(cast: Cast) -> None:
    with pytest.raises(Refused, match="It names you"):
        entered(cast, "Asif never came.", told_on=clock.today())
    with pytest.raises(Refused, match="has not come yet"):
        entered(cast, told_on=clock.today() + timedelta(days=1))
    with pytest.raises(Refused, match="Only who works here"):
        entered(cast, who="lena", told_on=clock.today())
    with pytest.raises(Refused, match="Tell them who outside"):
        entered(cast, "Cora, Quentin and Ines know.", told_on=clock.today())
    assert not Case.objects.exists()


def test_a_flood_at_the_door_does_not_keep_out_who_rings(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies.cases, "CASES_AN_HOUR", 1)
    with clock.at(TUESDAY):
        told(cast, seed=SEED * 2)
        with pytest.raises(Refused, match="not because of you"):
            told(cast, seed=SEED * 3)
        entered(cast, told_on=TUESDAY.date())
        assert queries.came_this_hour(cast.centre) == (1, 1)


def test_a_late_step_is_told_to_the_caseworker_once_and_for_long_to_the_quality_manager_who_may_take_it_over(cast: Cast) -> None:
    with clock.at(TUESDAY):
        case = taken(cast, told(cast)[0], "cora")
        assert clocks.watch_cases() == 0
    with clock.at(TUESDAY + timedelta(days=2)):
        assert clocks.watch_cases() == 1
        assert clocks.watch_cases() == 0
        assert last_event().args == {"case": str(case.uuid), "step": "acknowledged", "for_long": False}
        hear()
        assert told_of(case, "case_late") == {cast.cora}
        assert not queries.cases(by=cast.as_("quentin")).exists()
        with pytest.raises(Refused, match="has it already"):
            taken(cast, case)
    with clock.at(TUESDAY + timedelta(days=9)):
        assert clocks.watch_cases() == 2, "and nobody has said what they look into"
        hear()
        assert told_of(case, "case_late_for_long") == {cast.quentin}
        told_him = Notice.objects.get(kind="case_late_for_long")
        assert "take it over" in sentences.sentence(told_him)
        assert queries.cases_waiting(by=cast.as_("quentin")).get() == case
        taken(cast, case)
        assert not queries.cases(by=cast.as_("cora")).exists()
        assert not queries.cases(by=cast.as_("ines")).exists(), "his time begins anew"
    assert CaseLate.objects.count() == 3


def test_as_long_as_it_is_open_they_hear_at_least_every_ten_working_days_or_the_caseworker_does(cast: Cast) -> None:
    with clock.at(TUESDAY):
        case, by = taken(cast, told(cast)[0], "cora"), cast.as_("cora")
        actions.acknowledge_case(case, by=by)
        actions.answer_case(case, by=by, text="Four days are corrected.")
    with clock.at(TUESDAY + timedelta(days=12)):
        assert clocks.watch_cases() == 0
    with clock.at(TUESDAY + timedelta(days=16)):
        assert clocks.watch_cases() == 1
        assert clocks.watch_cases() == 0
        assert last_event().args["step"] == f"told-{TUESDAY:%Y%m%d}"
        hear()
        assert told_of(case, "case_late") == {cast.cora}
        actions.ask_about_case(case, by=by, text="I still wait for the list.")
        assert clocks.watch_cases() == 0
    with clock.at(TUESDAY + timedelta(days=37)):
        assert clocks.watch_cases() == 1, "a new silence"


def test_words_after_the_final_letter_have_a_clock_and_another_may_take_it_over_once_that_is_late_for_long(cast: Cast) -> None:
    with clock.at(TUESDAY):
        case, by = taken(cast, told(cast)[0], "cora"), cast.as_("cora")
        actions.answer_case(case, by=by, text="Four days are corrected.")
        actions.close_case(case, by=by, text="Four days are corrected, and the lists are signed in the room.")
        actions.add_to_case(case, by=actions.somebody(cast.centre), text="It began again.")
        actions.add_to_case(case, by=actions.somebody(cast.centre), text="On Monday as well.")
    with clock.at(TUESDAY + timedelta(days=14)):
        assert clocks.watch_cases() == 0
        case.refresh_from_db()
        assert queries.waits_since([case]) == {case.pk: TUESDAY.replace(minute=0)}
    with clock.at(TUESDAY + timedelta(days=16)):
        assert (clocks.watch_cases(), clocks.watch_cases()) == (1, 0)
        assert last_event().args == {"case": str(case.uuid), "step": f"written-on-{TUESDAY:%Y%m%d}", "for_long": False}
        hear()
        assert told_of(case, "case_late") == {cast.cora}
        assert not queries.cases(by=cast.as_("quentin")).exists()
    with clock.at(TUESDAY + timedelta(days=23)):
        assert (clocks.watch_cases(), clocks.watch_cases()) == (1, 0)
        hear()
        assert told_of(case, "case_late_for_long") == {cast.quentin}
        assert queries.cases_waiting(by=cast.as_("quentin")).get() == case
        actions.ask_about_case(case, by=by, text="I look at Monday.")
        assert not queries.cases(by=cast.as_("quentin")).exists(), "it is answered"
        assert not queries.is_left(case)
        actions.add_to_case(case, by=actions.somebody(cast.centre), text="Thank you. It was the afternoon.")
        assert not queries.cases(by=cast.as_("quentin")).exists(), "their new words have a time of their own"
    with clock.at(TUESDAY + timedelta(days=42)):  # Easter lies between
        assert clocks.watch_cases() == 1
    with clock.at(TUESDAY + timedelta(days=50)):
        assert clocks.watch_cases() == 1
        assert taken(cast, case).caseworker == cast.quentin


def test_a_late_case_that_names_the_quality_manager_goes_past_them(cast: Cast) -> None:
    with clock.at(TUESDAY):
        case = taken(cast, told(cast, "Quentin laughed at me.")[0], "cora")
    with clock.at(TUESDAY + timedelta(days=12)):
        clocks.watch_cases()
        hear()
        assert told_of(case, "case_late_for_long") == {cast.ines}


def test_only_milepost_says_what_is_late(cast: Cast) -> None:
    case, _ = told(cast)
    with pytest.raises(Refused, match="Milepost itself"):
        actions.note_late(case, by=cast.as_("quentin"), step="answered", for_long=False)


def test_the_quality_manager_says_who_outside_may_be_asked(cast: Cast) -> None:
    near = {"name": "The advice shop", "when": "On Mondays, without an appointment.", "address": "tel:+441632960000"}
    with pytest.raises(Refused, match="Only the quality manager"):
        actions.keep_offices(cast.centre, by=cast.as_("cora"), offices=[near])
    with pytest.raises(Refused, match="Leave at least one"):
        actions.keep_offices(cast.centre, by=cast.as_("quentin"), offices=[])
    with pytest.raises(Refused, match="no address that one can open"):
        actions.keep_offices(cast.centre, by=cast.as_("quentin"), offices=[near | {"address": "javascript:alert(1)"}])
    with pytest.raises(Refused, match="when one asks"):
        actions.keep_offices(cast.centre, by=cast.as_("quentin"), offices=[near | {"when": " "}])
    actions.keep_offices(cast.centre, by=cast.as_("quentin"), offices=[near])
    assert (last_event().name, last_event().args) == (words.OFFICES_KEPT, {"offices": ["The advice shop"]})
    assert [one.name for one in procedure_at(cast.centre.pk).outside] == ["The advice shop"]
    assert procedure_at(cast.elsewhere.pk) == procedure()
    actions.keep_offices(cast.centre, by=cast.as_("quentin"), offices=None)
    assert procedure_at(cast.centre.pk) == procedure()
