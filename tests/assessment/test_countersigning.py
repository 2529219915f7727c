"""Who may judge what, and what becomes of decisions made in training."""

from datetime import timedelta
from typing import Any

import pytest

from milepost.assessment import actions, queries
from milepost.assessment.facts import marks
from milepost.assessment.models import Countersignature, Countersigning
from milepost.assessment.words import CRITERIA_JUDGED, JUDGEMENTS_COUNTERSIGNED, Decision
from milepost.base import clock
from milepost.base.actors import system
from milepost.base.models import Actor, Event
from milepost.base.refusal import Refused
from milepost.base.verification import verify
from milepost.notices import tasks
from milepost.notices.models import Notice
from milepost.people import actions as people
from milepost.people.models import Competence, Person
from milepost.people.words import CompetenceState, Role
from milepost.portfolios import progress
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast

L1 = ["L1:1.1", "L1:1.2", "L1:R2.a"]


@pytest.fixture
def made(cast: Cast) -> Registration:
    registration = build.with_units(cast)
    build.handed_in(cast, registration, L1)
    return registration


@pytest.fixture
def noor(cast: Cast) -> Person:
    return people.appoint(cast.centre, by=system(), email="noor@larkmoor.example", name="Noor Haddad", role=Role.ASSESSOR).person


def acting(person: Person) -> Actor:
    return person.appointments.get().actor


def rule_on(cast: Cast) -> None:
    people.keep_competence_rule(cast.centre, by=cast.as_("cora"), on=True)


def enter(cast: Cast, person: Person, **given: Any) -> Competence:
    about = {"specification": "9900", "basis": "Holds the assessor award", "starts_on": clock.today()} | given
    return people.note_competence(cast.centre, by=cast.as_("cora"), person=person, **about)


def in_training(cast: Cast, noor: Person, unit: str = "") -> Competence:
    """Asif is in training, and Noor, who is qualified, countersigns."""
    rule_on(cast)
    enter(cast, noor)
    return enter(cast, cast.asif, unit=unit, state=CompetenceState.TRAINING, countersigner=noor, ends_on=clock.today() + timedelta(days=90))


def judge(cast: Cast, made: Registration, targets: list[str]) -> Any:
    return actions.judge(made, by=cast.as_("asif"), decisions=[Decision(t, "met", "Clear.") for t in targets])


def agree(made: Registration, judgements: Any, by: Actor, verdict: str = "agreed", reason: str = "") -> Any:
    return actions.countersign(made, by=by, judgements=judgements, verdict=verdict, reason=reason)


def test_without_the_rule_nobody_is_asked_for_competence(cast: Cast, made: Registration) -> None:
    judge(cast, made, L1)
    event = Event.objects.get(name=CRITERIA_JUDGED)
    assert event.args["specification"] == made.specification.digest
    assert (event.args["competence"], event.args["waits"]) == ({}, [])
    assert not Countersigning.objects.exists()


def test_with_the_rule_only_who_is_entered_judges(cast: Cast, made: Registration) -> None:
    rule_on(cast)
    with pytest.raises(Refused, match="You are not entered as competent in L1 today: ask Cora"):
        judge(cast, made, L1)
    entry = enter(cast, cast.asif, unit="L1")
    judge(cast, made, ["L1:1.1"])
    assert Event.objects.get(name=CRITERIA_JUDGED).args["competence"] == {"L1": {"uuid": str(entry.uuid), "state": "qualified"}}
    people.end_competence(entry, by=cast.as_("cora"))
    with pytest.raises(Refused, match="not entered"):
        judge(cast, made, ["L1:1.2"])


@pytest.mark.parametrize(("given", "fits"), [
    ({"unit": "L2"}, False), ({"specification": "1234"}, False), ({"starts_on": 1}, False), ({"starts_on": -9, "ends_on": -1}, False),
    ({"unit": ""}, True), ({"starts_on": -9, "ends_on": 0}, True),
])  # fmt: skip
def test_an_entry_counts_for_its_unit_and_days_only(cast: Cast, made: Registration, given: dict[str, Any], fits: bool) -> None:
    rule_on(cast)
    days = {key: clock.today() + timedelta(days=n) for key, n in given.items() if key.endswith("_on")}
    enter(cast, cast.asif, **(given | days))
    if fits:
        judge(cast, made, L1)
    else:
        with pytest.raises(Refused, match="not entered"):
            judge(cast, made, L1)


@pytest.mark.parametrize("whose", ["learner", "employer"])
def test_a_declared_interest_stops_everything_until_it_is_over(cast: Cast, made: Registration, whose: str) -> None:
    build.judged(cast, made, ["L1:1.1"])
    about: dict[str, Any] = {"learner": cast.lena} if whose == "learner" else {"employer": cast.employer}
    interest = people.declare_interest(cast.asif, by=cast.as_("asif"), text="My sister", **about)
    with pytest.raises(Refused, match="You declared an interest in Lena or their employer, so somebody else decides here"):
        judge(cast, made, ["L1:1.2"])
    with pytest.raises(Refused, match="declared an interest"):
        actions.undo(made.judgements.get(), by=cast.as_("asif"))
    with pytest.raises(Refused, match="declared an interest"):
        actions.sign_off(made, by=cast.as_("asif"), unit="L1")
    people.end_interest(interest, by=cast.as_("asif"))
    judge(cast, made, ["L1:1.2"])


def test_what_is_decided_in_training_counts_for_nothing(cast: Cast, made: Registration, noor: Person) -> None:
    in_training(cast, noor)
    judge(cast, made, L1)
    row = made.progress
    row.refresh_from_db()
    assert row.cells.startswith("cc")
    assert (row.met, row.waiting, row.met_percent) == (0, 0, 0)
    assert row.marks == marks(made)
    assert row.marks["L1:1.1"]["w"] == "asked"
    with pytest.raises(Refused, match="Sign-off is not open yet"):
        actions.sign_off(made, by=cast.as_("asif"), unit="L1")
    assert list(queries.to_countersign(by=acting(noor)).values_list("judgement__target", flat=True)) == L1
    assert Event.objects.get(name=CRITERIA_JUDGED).args["waits"] == L1
    assert verify() == []


def test_countersigned_it_counts_and_the_learner_hears_of_it_then(cast: Cast, made: Registration, noor: Person) -> None:
    in_training(cast, noor)
    judgements = judge(cast, made, L1)
    tasks.tell_pending(limit=1000)
    assert not Notice.objects.filter(person=cast.lena, kind="judged").exists()
    assert Notice.objects.get(person=noor, kind="to_countersign").args["decisions"] == 3
    agree(made, judgements, acting(noor))
    tasks.tell_pending(limit=1000)
    assert Notice.objects.filter(person=cast.lena, kind="judged").count() == 1
    assert Notice.objects.filter(person=cast.asif, kind="countersigned").count() == 1
    row = made.progress
    row.refresh_from_db()
    assert row.met == 2
    assert row.marks == marks(made)
    assert Event.objects.filter(name=JUDGEMENTS_COUNTERSIGNED).count() == 1
    assert verify() == []
    actions.sign_off(made, by=cast.as_("asif"), unit="L1")


def test_refused_it_waits_to_be_judged_anew(cast: Cast, made: Registration, noor: Person) -> None:
    in_training(cast, noor)
    judgements = judge(cast, made, ["L1:1.1"])
    with pytest.raises(Refused, match="Say why you do not agree"):
        agree(made, judgements, acting(noor), "refused", " ")
    agree(made, judgements, acting(noor), "refused", "One lamp is not enough.")
    row = made.progress
    row.refresh_from_db()
    assert row.marks["L1:1.1"]["w"] == "refused"
    assert (row.met, row.waiting) == (0, 3)  # back in the queue with the two that nobody judged
    assert row.marks == marks(made)
    [waiting] = queries.own_waiting(by=cast.as_("asif"))
    assert waiting.signature.reason == "One lamp is not enough."
    again = judge(cast, made, ["L1:1.1"])
    agree(made, again, acting(noor))
    row.refresh_from_db()
    assert row.met == 1
    assert verify() == []


def test_who_may_not_countersign(cast: Cast, made: Registration, noor: Person) -> None:
    in_training(cast, noor)
    judgements = judge(cast, made, L1)
    for by, why in [
        (cast.as_("asif"), "Nobody countersigns their own decisions."), (cast.as_("ines"), "Only an assessor of this centre countersigns."),
        (cast.as_("stan", Role.ASSESSOR), "Only an assessor of this centre countersigns."),
    ]:  # fmt: skip
        with pytest.raises(Refused, match=why):
            agree(made, judgements, by)
    with pytest.raises(Refused, match="Choose at least one decision"):
        agree(made, [], acting(noor))
    people.declare_interest(noor, by=acting(noor), text="My neighbour", learner=cast.lena)
    with pytest.raises(Refused, match="declared an interest"):
        agree(made, judgements, acting(noor))
    assert not Countersignature.objects.exists()


def test_who_is_in_training_countersigns_nothing(cast: Cast, made: Registration, noor: Person) -> None:
    in_training(cast, noor)
    judgements = judge(cast, made, L1)
    people.end_competence(Competence.objects.get(person=noor), by=cast.as_("cora"))
    with pytest.raises(Refused, match="You are not entered as competent in L1 today"):
        agree(made, judgements, acting(noor))
    enter(cast, noor, state=CompetenceState.TRAINING, countersigner=cast.asif, ends_on=clock.today() + timedelta(days=9))
    with pytest.raises(Refused, match="You are in training in L1 yourself"):
        agree(made, judgements, acting(noor))


def test_countersigned_twice_or_after_it_was_made_anew_is_refused(cast: Cast, made: Registration, noor: Person) -> None:
    in_training(cast, noor)
    first = judge(cast, made, ["L1:1.1"])
    agree(made, first, acting(noor))
    with pytest.raises(Refused, match="no longer waits"):
        agree(made, first, acting(noor))
    second = judge(cast, made, ["L1:1.2"])
    judge(cast, made, ["L1:1.2"])
    with pytest.raises(Refused, match="no longer waits"):
        agree(made, second, acting(noor))


def test_the_rule_for_one_unit_waits_and_for_another_counts(cast: Cast, made: Registration, noor: Person) -> None:
    in_training(cast, noor, unit="L1")
    enter(cast, cast.asif, unit="L2")
    build.handed_in(cast, made, ["L2:1.1"], evidence=build.statement(cast, made, "The log"))
    judge(cast, made, ["L1:1.1", "L2:1.1"])
    states = progress.states(Registration.objects.get(pk=made.pk).progress, made)
    assert (states["L1:1.1"], states["L2:1.1"]) == ("c", "m")
    tasks.tell_pending(limit=1000)
    assert Notice.objects.get(person=cast.lena, kind="judged").args["met"] == 1
