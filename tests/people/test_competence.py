"""What assessors may judge, how they keep up, what they declare: each act, and each reason against it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from milepost.base import clock
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.people import actions, queries
from milepost.people.models import Competence, Cpd, Interest
from milepost.people.words import CompetenceState, Role
from tests.cast import Cast


def note(cast: Cast, **given: Any) -> Competence:
    about = {"person": cast.asif, "specification": "9900", "basis": "Holds the award", "starts_on": clock.today()} | given
    by = about.pop("by", None) or cast.as_("cora")
    return actions.note_competence(cast.centre, by=by, **about)


def test_an_entry_leaves_one_event(cast: Cast) -> None:
    entry = note(cast, unit="L1")
    assert Event.objects.get(name="people.competence.noted").args["competence"] == str(entry.uuid)
    assert list(queries.competences_of(cast.as_("cora"))) == [entry]
    actions.end_competence(entry, by=cast.as_("cora"))
    assert not queries.competences_of(cast.as_("cora")).exists()
    with pytest.raises(Refused, match="ended already"):
        actions.end_competence(entry, by=cast.as_("cora"))


TRAINING: dict[str, Any] = {"state": CompetenceState.TRAINING}


@pytest.mark.parametrize(("given", "why"), [
    ({"specification": ""}, "Choose the qualification"), ({"basis": " "}, "Say what the entry rests on"),
    ({"ends_on": date(2020, 1, 1)}, "The last day lies before the first"), ({"state": "gifted"}, "qualified or in training"),
    (TRAINING, "Say who countersigns"), (TRAINING | {"countersigner": "asif"}, "Nobody countersigns their own"),
    (TRAINING | {"countersigner": "ines"}, "does not assess here today, so they can't countersign"), ({"person": "ines"}, "does not assess here"),
])  # fmt: skip
def test_what_does_not_fit_says_what_to_do(cast: Cast, given: dict[str, Any], why: str) -> None:
    named = {key: getattr(cast, value) if key in ("person", "countersigner") else value for key, value in given.items()}
    with pytest.raises(Refused, match=why):
        note(cast, **named)
    assert not Competence.objects.exists()


def test_the_same_twice_is_said(cast: Cast) -> None:
    note(cast, ends_on=clock.today() + timedelta(days=10))
    with pytest.raises(Refused, match="Asif Rahman is entered already"):
        note(cast)
    note(cast, starts_on=clock.today() + timedelta(days=11))


def test_only_a_manager_of_the_centre_says_who_judges(cast: Cast) -> None:
    for by in (cast.as_("asif"), cast.as_("ines"), cast.as_("stan", Role.CENTRE_MANAGER)):
        with pytest.raises(Refused, match="Only a centre manager"):
            note(cast, by=by)
        with pytest.raises(Refused, match="Only a centre manager"):
            actions.keep_competence_rule(cast.centre, by=by, on=True)


def test_the_rule_is_kept_and_let_go(cast: Cast) -> None:
    assert actions.keep_competence_rule(cast.centre, by=cast.as_("cora"), on=True).competence_kept
    with pytest.raises(Refused, match="already"):
        actions.keep_competence_rule(cast.centre, by=cast.as_("cora"), on=True)
    assert not actions.keep_competence_rule(cast.centre, by=cast.as_("cora"), on=False).competence_kept
    assert Event.objects.filter(name="people.competence_rule.kept").count() == 2


def test_keeping_up_is_noted_by_oneself_or_the_manager(cast: Cast) -> None:
    for by in ("asif", "cora"):
        actions.note_cpd(cast.asif, by=cast.as_(by), done_on=clock.today(), hours=Decimal("1.5"), title="A day on the late shift")
    assert Cpd.objects.count() == 2
    with pytest.raises(Refused, match="enter this themselves"):
        actions.note_cpd(cast.asif, by=cast.as_("ines"), done_on=clock.today(), hours=Decimal(1), title="A course")


@pytest.mark.parametrize(("given", "why"), [
    ({"title": " "}, "Say what you did"), ({"hours": Decimal(0)}, "Give the hours"), ({"hours": Decimal(999)}, "Give the hours"),
    ({"done_on": date(2999, 1, 1)}, "That day has not come yet"),
])  # fmt: skip
def test_what_cannot_be_kept_up(cast: Cast, given: dict[str, Any], why: str) -> None:
    about = {"done_on": clock.today(), "hours": Decimal(1), "title": "A course"} | given
    with pytest.raises(Refused, match=why):
        actions.note_cpd(cast.asif, by=cast.as_("asif"), **about)


def test_an_interest_is_one_s_own(cast: Cast) -> None:
    by = cast.as_("asif")
    interest = actions.declare_interest(cast.asif, by=by, text="My sister", learner=cast.lena)
    with pytest.raises(Refused, match="You declared this"):
        actions.declare_interest(cast.asif, by=by, text="My sister", learner=cast.lena)
    with pytest.raises(Refused, match="each their own"):
        actions.declare_interest(cast.asif, by=cast.as_("ines"), text="Her sister", learner=cast.lena)
    with pytest.raises(Refused, match="Choose one learner or one employer"):
        actions.declare_interest(cast.asif, by=by, text="Both", learner=cast.lena, employer=cast.employer)
    with pytest.raises(Refused, match="does not learn here"):
        actions.declare_interest(cast.asif, by=by, text="A colleague", learner=cast.ines)
    with pytest.raises(Refused, match="Say what the interest is"):
        actions.declare_interest(cast.asif, by=by, text=" ", employer=cast.employer)
    assert list(queries.interests_of(by)) == [interest]
    assert not queries.interests_of(cast.as_("stan", Role.ASSESSOR)).exists()
    actions.end_interest(interest, by=cast.as_("cora"))
    with pytest.raises(Refused, match="over already"):
        actions.end_interest(Interest.objects.get(), by=by)


def test_what_runs_out_is_said_unless_something_follows(cast: Cast) -> None:
    today = clock.today()
    soon = note(cast, unit="L1", ends_on=today + timedelta(days=30))
    note(cast, unit="L2", ends_on=today + timedelta(days=90))
    entries = list(queries.competences_of(cast.as_("cora")))
    assert queries.runs_out(entries, today) == [soon]
    note(cast, unit="L1", starts_on=today + timedelta(days=31))
    assert queries.runs_out(list(queries.competences_of(cast.as_("cora"))), today) == []
