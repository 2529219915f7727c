"""Visits: what each act writes and refuses, how much notice it says there was, and what counts as contact."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from milepost.assessment import actions, facts, policies, queries, words
from milepost.assessment.models import CalendarFeed, Visit
from milepost.assessment.words import MissedBy, Verdict, VisitKind, VisitState
from milepost.assurance import actions as assurance
from milepost.base import clock
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.people.words import Role
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast: Cast) -> Registration:
    registration = build.with_units(cast)
    registration.progress.refresh_from_db()
    return registration


def newest(made: Registration) -> Event:
    return Event.objects.filter(stream=made.stream).order_by("-position")[0]


def during(visit: Visit) -> Any:
    return clock.at(visit.starts_at + timedelta(minutes=5))


def test_a_visit_is_proposed_by_one_side_and_agreed_by_the_other(cast: Cast, made: Registration) -> None:
    visit = build.visit(cast, made, targets=["L2:1.1", "L2:1.1", "L1:1.1"])
    assert (visit.state, visit.assessor, visit.targets) == (VisitState.PROPOSED, cast.asif, ["L2:1.1", "L1:1.1"])
    told = newest(made)
    assert (told.name, told.args["notice_hours"], told.args["side"]) == (words.VISIT_PROPOSED, 48, "assessor")
    assert "activity" not in told.args and told.personal and told.personal["activity"] == "The evening watch"
    with pytest.raises(Refused, match="You proposed this time"):
        actions.agree_visit(visit, by=cast.as_("asif"))
    actions.agree_visit(visit, by=cast.as_("lena"))
    assert (visit.state, visit.sequence, newest(made).name) == (VisitState.AGREED, 1, words.VISIT_AGREED)
    with pytest.raises(Refused, match="does not wait for an answer any more: it is agreed"):
        actions.agree_visit(visit, by=cast.as_("lena"))


def test_a_form_sent_twice_proposes_once(cast: Cast, made: Registration) -> None:
    first = build.visit(cast, made)
    again = build.visit(cast, made, uuid=first.uuid)
    assert again == first and Visit.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"activity": " "}, "Say what you will watch"),
        ({"place": ""}, "Say where you meet"),
        ({"kind": "moon"}, "Choose whether you meet"),
        ({"hours": -2}, "That time has passed"),
        ({"hours": 24 * 400}, "more than a year away"),
        ({"length": 0}, "must end after it begins"),
        ({"length": 13 * 60}, "at most 12 hours"),
        ({"targets": ["L9:1.1"]}, "is not in this qualification"),
        ({"targets": ["L3:1.1"]}, "L3, 1.1 belongs to a unit that is not among the ones agreed"),
    ],
)
def test_what_is_refused_writes_nothing(cast: Cast, made: Registration, changed: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        build.visit(cast, made, **changed)
    assert not Visit.objects.exists()


def test_by_telephone_nobody_needs_a_place(cast: Cast, made: Registration) -> None:
    assert build.visit(cast, made, kind=VisitKind.REMOTE, place="").pk


@pytest.mark.parametrize(("who", "role"), [("ines", None), ("cora", None), ("stan", Role.ASSESSOR), ("stan", Role.LEARNER)])
def test_only_the_two_take_part(cast: Cast, made: Registration, who: str, role: Role | None) -> None:
    visit, by = build.agreed_visit(cast, made), cast.as_(who, role)
    with during(visit):
        for act in (
            lambda: build.visit(cast, made, by=by),
            lambda: actions.agree_visit(visit, by=by),
            lambda: actions.move_visit(visit, by=by, starts_at=visit.starts_at, ends_at=visit.ends_at, place="Elsewhere"),
            lambda: actions.keep_visit(visit, by=by),
            lambda: actions.miss_visit(visit, by=by, missed_by=MissedBy.LEARNER),
            lambda: actions.call_off_visit(visit, by=by, reason="Why not"),
        ):
            with pytest.raises(Refused, match="A visit is between Lena and their assessor"):
                act()


def test_the_learner_asks_their_assessor_for_one(cast: Cast, made: Registration) -> None:
    with pytest.raises(Refused, match="Ask Asif Rahman for one"):
        build.visit(cast, made, by=cast.as_("lena"))


def test_a_move_is_a_new_proposal_and_says_how_much_notice_there_was(cast: Cast, made: Registration) -> None:
    visit = build.agreed_visit(cast, made)
    before = visit.starts_at
    with clock.at(before - timedelta(hours=5, minutes=30)):
        later = before + timedelta(days=7)
        actions.move_visit(visit, by=cast.as_("lena"), starts_at=later, ends_at=later + timedelta(hours=1), place=visit.place)
        told = newest(made)
        assert (told.name, told.args["notice_hours"], told.args["side"], told.args["was"]) == (words.VISIT_MOVED, 5, "learner", "agreed")
        assert datetime.fromisoformat(told.args["from"]) == before
        visit.refresh_from_db()
        assert (visit.state, visit.agreed_at, visit.sequence) == (VisitState.PROPOSED, None, 2)
        with pytest.raises(Refused, match="You proposed this time"):
            actions.agree_visit(visit, by=cast.as_("lena"))
        actions.agree_visit(visit, by=cast.as_("asif"))
    assert visit.state == VisitState.AGREED


def test_a_move_to_where_it_stands_already_is_refused(cast: Cast, made: Registration) -> None:
    visit = build.visit(cast, made)
    with pytest.raises(Refused, match="when and where it stands already"):
        actions.move_visit(visit, by=cast.as_("lena"), starts_at=visit.starts_at, ends_at=visit.ends_at, place=f" {visit.place} ")


def test_a_visit_held_counts_as_contact(cast: Cast, made: Registration) -> None:
    visit = build.agreed_visit(cast, made)
    with pytest.raises(Refused, match="The day of this visit has not come yet"):
        actions.keep_visit(visit, by=cast.as_("asif"))
    with during(visit):
        with pytest.raises(Refused, match="The assessor says that a visit was held"):
            actions.keep_visit(visit, by=cast.as_("lena"))
        actions.keep_visit(visit, by=cast.as_("asif"))
        made.progress.refresh_from_db()
        assert made.progress.last_act_at == clock.now()
        assert (visit.state, newest(made).name) == (VisitState.KEPT, words.VISIT_KEPT)
        for act in (actions.keep_visit, actions.agree_visit):
            with pytest.raises(Refused, match="kept"):
                act(visit, by=cast.as_("asif"))


@pytest.mark.parametrize("who", ["lena", "asif"])
@pytest.mark.parametrize("missed_by", MissedBy)
def test_a_missed_visit_says_on_whose_side_it_lay(cast: Cast, made: Registration, who: str, missed_by: MissedBy) -> None:
    visit, quiet_since = build.agreed_visit(cast, made), made.progress.last_act_at
    with pytest.raises(Refused, match="has not come yet"):
        actions.miss_visit(visit, by=cast.as_(who), missed_by=missed_by)
    with during(visit):
        with pytest.raises(Refused, match="on whose side"):
            actions.miss_visit(visit, by=cast.as_(who), missed_by="the dog")
        actions.miss_visit(visit, by=cast.as_(who), missed_by=missed_by, reason="The ferry stood still")
    told = newest(made)
    assert (told.name, told.args["missed_by"], told.args["notice_hours"]) == (words.VISIT_MISSED, missed_by, 0)
    made.progress.refresh_from_db()
    assert made.progress.last_act_at == quiet_since, "a visit that was missed is no contact"


def test_what_nobody_agreed_cannot_be_missed(cast: Cast, made: Registration) -> None:
    visit = build.visit(cast, made)
    with during(visit), pytest.raises(Refused, match="Only a visit that both have agreed"):
        actions.miss_visit(visit, by=cast.as_("asif"), missed_by=MissedBy.LEARNER)
    with during(visit), pytest.raises(Refused, match="That time has passed"):
        actions.agree_visit(visit, by=cast.as_("lena"))


def test_a_visit_is_called_off_with_a_reason_and_before_it_begins(cast: Cast, made: Registration) -> None:
    visit = build.agreed_visit(cast, made)
    with pytest.raises(Refused, match="Say in a few words why"):
        actions.call_off_visit(visit, by=cast.as_("lena"), reason=" ")
    with during(visit), pytest.raises(Refused, match="Say that it did not take place"):
        actions.call_off_visit(visit, by=cast.as_("lena"), reason="Ill")
    actions.call_off_visit(visit, by=cast.as_("lena"), reason="Ill")
    assert (newest(made).args["notice_hours"], newest(made).personal["reason"]) == (48, "Ill")  # type: ignore[index]
    with pytest.raises(Refused, match="is called off"):
        actions.move_visit(visit, by=cast.as_("asif"), starts_at=visit.starts_at, ends_at=visit.ends_at, place="Elsewhere")


def test_who_may_open_the_portfolio_sees_its_visits(cast: Cast, made: Registration) -> None:
    build.visit(cast, made)
    for who, sees in (("asif", 1), ("lena", 1), ("ines", 1), ("stan", 0), ("emil", 0)):
        assert queries.visits(by=cast.as_(who)).count() == sees, who


def test_two_visits_at_once_are_found_and_not_refused(cast: Cast, made: Registration) -> None:
    first, second = build.visit(cast, made), build.visit(cast, made, activity="The morning watch")
    assert list(queries.overlapping(cast.asif.pk, second.starts_at, second.ends_at, but=second)) == [first]
    assert not queries.overlapping(cast.asif.pk, second.ends_at, second.ends_at + timedelta(hours=1))


def test_what_an_activity_could_show_leaves_out_what_is_met_and_brings_in_what_is_to_be_asked(cast: Cast, made: Registration) -> None:
    build.handed_in(cast, made, ["L2:1.1", "L2:1.2", "L2:1.3"])
    build.judged(cast, made, ["L2:1.1"])
    build.judged(cast, made, ["L2:1.2"], verdict=Verdict.NOT_YET)
    build.judged(cast, made, ["L2:1.3"], verdict=Verdict.ASK)
    made.progress.refresh_from_db()
    found = facts.still_asked(made)
    assert {one.target for one in found} == {"L1:1.1", "L1:1.2", "L1:R2.a", "L1:R2.b", "L2:1.2", "L2:1.3"}
    assert facts.to_ask(made) == {"L2:1.3"}


def test_what_nobody_needs_any_more_is_not_still_to_be_shown(cast: Cast, made: Registration) -> None:
    """One fuel is enough, so the other is not asked for; and nothing is asked for in a unit that is final."""
    build.handed_in(cast, made, ["L1:R2.a"])
    build.judged(cast, made, ["L1:R2.a"])
    made.progress.refresh_from_db()
    assert {one.target for one in facts.still_asked(made) if one.target.startswith("L1")} == {"L1:1.1", "L1:1.2"}
    signed = build.signed_off(cast, made)
    assurance.agree_unit(signed, by=cast.as_("ines"))
    made.progress.refresh_from_db()
    assert {one.target for one in facts.still_asked(made)} == {"L2:1.1", "L2:1.2", "L2:1.3"}


# The private calendar ------------------------------------------------------------------------------------------------


def test_a_calendar_has_one_address_until_it_is_taken_back(cast: Cast) -> None:
    feed = actions.open_calendar(cast.asif, by=cast.as_("asif"))
    token = queries.calendar_token(feed)
    assert token not in feed.secret_digest and queries.calendar_by_token(token) == feed
    with pytest.raises(Refused, match="has an address already"):
        actions.open_calendar(cast.asif, by=cast.as_("asif"))
    with pytest.raises(Refused, match="Only the one whose calendar it is"):
        actions.revoke_calendar(feed, by=cast.as_("lena"))
    actions.revoke_calendar(feed, by=cast.as_("asif"))
    assert queries.calendar_by_token(token) is None
    second = actions.open_calendar(cast.asif, by=cast.as_("asif"))
    assert queries.calendar_token(second) != token and CalendarFeed.objects.count() == 2
    assert Event.objects.filter(stream=f"people:{cast.centre.uuid}", name__startswith="assessment.calendar").count() == 3


def test_who_has_no_visits_has_no_calendar(cast: Cast) -> None:
    with pytest.raises(Refused, match="as learner or as assessor"):
        actions.open_calendar(cast.ines, by=cast.as_("ines"))
    assert policies.why_not_open_calendar(cast.asif, by=cast.as_("lena"), standing=False)


def test_somebody_who_left_has_an_empty_calendar(cast: Cast, made: Registration) -> None:
    build.visit(cast, made)
    feed = actions.open_calendar(cast.asif, by=cast.as_("asif"))
    assert len(queries.visits_in_calendar(feed)) == 1
    cast.asif.appointments.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert queries.visits_in_calendar(feed) == []
