"""How a registration goes on: breaks, another planned end, leaving, going elsewhere."""

from datetime import date, timedelta

import pytest

from milepost.base import clock
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.people import actions as people
from milepost.people.words import Role
from milepost.portfolios import actions, queries, words
from milepost.portfolios.models import Pause, Registration
from milepost.portfolios.words import ConsentAbout, RegistrationState
from tests import build
from tests.cast import Cast


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


def day(n: int = 0) -> date:
    return clock.today() + timedelta(days=n)


def paused(cast: Cast, made: Registration, **more: object) -> Pause:
    given = {"starts_on": day(), "expected_on": day(60), "reason": "A new baby."} | more
    return actions.pause_registration(made, by=cast.as_("cora"), **given)  # type: ignore[arg-type]


def events_since(made: Registration, before: int) -> list[str]:
    return list(Event.objects.filter(stream=made.stream, position__gt=before).order_by("position").values_list("name", flat=True))


def test_a_break_stops_the_work_and_keeps_it(cast: Cast, made: Registration) -> None:
    build.handed_in(cast, made, ["L1:1.1"])
    before = Event.objects.filter(stream=made.stream).count()
    paused(cast, made)
    made.progress.refresh_from_db()
    assert (made.state, made.progress.active, made.progress.waiting) == (RegistrationState.ON_BREAK, False, 1)
    assert events_since(made, before) == [words.REGISTRATION_PAUSED]
    with pytest.raises(Refused, match="You are on a break until"):
        build.statement(cast, made)
    with pytest.raises(Refused, match="Lena is on a break until"):
        build.judged(cast, made, ["L1:1.1"])
    assert not queries.cohort(by=cast.as_("cora")).exists()


def test_who_comes_back_has_the_days_again(cast: Cast, made: Registration) -> None:
    end = made.ends_on
    paused(cast, made)
    with clock.at(clock.now() + timedelta(days=45)):
        actions.resume_registration(made, by=cast.as_("cora"), back_on=clock.today())
        made.refresh_from_db()
        assert (made.state, made.ends_on, made.progress.active) == ("active", end + timedelta(days=45), True)
        build.statement(cast, made)
    assert Pause.objects.get().ended_on == day(45)


def test_the_planned_end_stays_where_that_is_wanted(cast: Cast, made: Registration) -> None:
    end = made.ends_on
    paused(cast, made)
    with clock.at(clock.now() + timedelta(days=45)):
        actions.resume_registration(made, by=cast.as_("cora"), back_on=clock.today(), move_end=False)
    assert made.ends_on == end


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"starts_on": 1}, "has not come yet"),
        ({"starts_on": -1}, "before the registration"),
        ({"expected_on": 0}, "must come after the break"),
        ({"reason": " "}, "Say why"),
    ],
)
def test_a_break_that_cannot_be_right_is_refused(cast: Cast, made: Registration, more: dict[str, object], said: str) -> None:
    with pytest.raises(Refused, match=said):
        paused(cast, made, **{k: day(v) if isinstance(v, int) else v for k, v in more.items()})
    assert not Pause.objects.exists()


def test_one_break_at_a_time_and_none_over_another(cast: Cast, made: Registration) -> None:
    paused(cast, made)
    with pytest.raises(Refused, match="on a break already"):
        paused(cast, made)
    with clock.at(clock.now() + timedelta(days=10)):
        actions.resume_registration(made, by=cast.as_("cora"), back_on=clock.today())
        with pytest.raises(Refused, match="was on a break until"):
            paused(cast, made, starts_on=day() - timedelta(days=3), expected_on=None)
        with pytest.raises(Refused, match="is not on a break"):
            actions.resume_registration(made, by=cast.as_("cora"), back_on=clock.today())


def test_nobody_is_registered_again_while_on_a_break(cast: Cast, made: Registration) -> None:
    paused(cast, made)
    with pytest.raises(Refused, match="already registered"):
        build.registration(cast, of=made.specification)


def test_who_leaves_is_closed_for_good_and_what_they_did_stays(cast: Cast, made: Registration) -> None:
    build.met_unit(cast, made, "L1")
    before = Event.objects.filter(stream=made.stream).count()
    paused(cast, made)
    actions.withdraw_learner(made, by=cast.as_("cora"), on=day(), reason="Another job.")
    made.refresh_from_db()
    assert (made.state, made.closed_on, made.closed_reason) == ("withdrawn", day(), "Another job.")
    assert Pause.objects.get().ended_on == day()
    assert events_since(made, before) == [words.REGISTRATION_PAUSED, words.LEARNER_WITHDRAWN]
    assert queries.registration_of_learner(by=cast.as_("lena")) == made
    assert made.evidence.exists()
    for act in (
        lambda: paused(cast, made),
        lambda: actions.extend_registration(made, by=cast.as_("cora"), ends_on=day(900), reason="More."),
        lambda: actions.withdraw_learner(made, by=cast.as_("cora"), on=day(), reason="Again."),
    ):
        with pytest.raises(Refused, match="closed"):
            act()
    with pytest.raises(Refused, match="registration is closed, so nothing can be added"):
        build.statement(cast, made)
    assert build.registration(cast, of=made.specification).state == "active", "who comes back is registered anew"


def test_who_goes_to_another_centre_is_closed_with_its_name(cast: Cast, made: Registration) -> None:
    with pytest.raises(Refused, match="which centre"):
        actions.transfer_out(made, by=cast.as_("cora"), on=day(), to="")
    actions.transfer_out(made, by=cast.as_("cora"), on=day(), to="Fernhill Training")
    assert (made.state, made.closed_reason) == ("transferred", "Fernhill Training")
    assert "Fernhill" not in str(Event.objects.filter(stream=made.stream).latest("position").args)


@pytest.mark.parametrize(("days", "why", "said"), [(0, "More.", "is .* already"), (-5, "More.", "Give a later day"), (30, "", "Say why")])
def test_an_extension_is_later_and_has_a_reason(cast: Cast, made: Registration, days: int, why: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        actions.extend_registration(made, by=cast.as_("cora"), ends_on=made.ends_on + timedelta(days=days), reason=why)
    end = made.ends_on + timedelta(days=30)
    actions.extend_registration(made, by=cast.as_("cora"), ends_on=end, reason="Long winter.")
    made.refresh_from_db()
    assert made.ends_on == end


def test_another_employer_sees_nothing_before_the_learner_agrees(cast: Cast, made: Registration) -> None:
    first = people.add_employer(cast.centre, by=cast.as_("cora"), name="Marram Ferries")
    actions.change_employer(made, by=cast.as_("cora"), employer=first)
    actions.say_consent(made, by=cast.as_("lena"), about=ConsentAbout.EMPLOYER, given=True)
    with pytest.raises(Refused, match="works for Marram Ferries already"):
        actions.change_employer(made, by=cast.as_("cora"), employer=first)
    next_one = people.add_employer(cast.centre, by=cast.as_("cora"), name="Sandling Quay")
    before = Event.objects.filter(stream=made.stream).count()
    actions.change_employer(made, by=cast.as_("cora"), employer=next_one)
    said = queries.consent_in_force(made, ConsentAbout.EMPLOYER)
    assert said is not None
    assert not said.given
    assert events_since(made, before) == [words.EMPLOYER_CHANGED]
    actions.change_employer(made, by=cast.as_("cora"), employer=None)
    made.refresh_from_db()
    assert made.employer is None


def test_an_employer_of_another_centre_is_none_of_ours(cast: Cast, made: Registration) -> None:
    theirs = people.add_employer(cast.elsewhere, by=cast.as_("stan", Role.CENTRE_MANAGER), name="Far Away")
    with pytest.raises(Refused, match="no such employer"):
        actions.change_employer(made, by=cast.as_("cora"), employer=theirs)


def test_only_the_manager_of_this_centre_runs_a_registration(cast: Cast, made: Registration) -> None:
    for who in ("asif", "ines", "quentin", "lena", "stan"):
        by = cast.as_(who)
        for act in (
            lambda by=by: actions.pause_registration(made, by=by, starts_on=day(), reason="x"),
            lambda by=by: actions.resume_registration(made, by=by, back_on=day()),
            lambda by=by: actions.withdraw_learner(made, by=by, on=day(), reason="x"),
            lambda by=by: actions.transfer_out(made, by=by, on=day(), to="x"),
            lambda by=by: actions.extend_registration(made, by=by, ends_on=day(900), reason="x"),
            lambda by=by: actions.place_at_site(made, by=by, site=None),
            lambda by=by: actions.change_employer(made, by=by, employer=None),
        ):
            with pytest.raises(Refused, match="Only the centre manager"):
                act()


def test_who_has_shown_everything_is_complete(cast: Cast, made: Registration) -> None:
    for unit in ("L1", "L2"):
        build.agreed(cast, made, unit)
    before = Event.objects.filter(stream=made.stream).count()
    actions.complete_registration(made, by=cast.as_("cora"), on=day())
    assert (made.state, made.closed_on) == (RegistrationState.COMPLETED, day())
    assert events_since(made, before) == [words.REGISTRATION_COMPLETED]
    with pytest.raises(Refused, match="is closed: completed"):
        actions.complete_registration(made, by=cast.as_("cora"), on=day())


def test_nobody_is_complete_before_the_last_unit_is_final(cast: Cast, made: Registration) -> None:
    with pytest.raises(Refused, match="Only the centre manager"):
        actions.complete_registration(made, by=cast.as_("asif"), on=day())
    build.agreed(cast, made, "L1")
    with pytest.raises(Refused, match="percent is final"):
        actions.complete_registration(made, by=cast.as_("cora"), on=day())
    build.agreed(cast, made, "L2")
    with pytest.raises(Refused, match="has not come yet"):
        actions.complete_registration(made, by=cast.as_("cora"), on=day(1))


def test_units_that_do_not_make_the_award_are_not_complete(cast: Cast) -> None:
    made = build.registration(cast)
    with pytest.raises(Refused, match="No units are agreed"):
        actions.complete_registration(made, by=cast.as_("cora"), on=day())
