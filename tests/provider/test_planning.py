"""A gap of a standard has somebody who closes it: found once, told, done with proof, checked by somebody else, and tried again."""

from datetime import timedelta

import pytest

from milepost.assurance import actions as assurance
from milepost.assurance import queries as assurances
from milepost.assurance import words
from milepost.assurance.models import CorrectiveAction, Finding
from milepost.base import clock
from milepost.base.refusal import Refused
from milepost.engine.gaps import Gap, What
from milepost.notices import tasks
from milepost.notices.models import Notice
from milepost.notices.words import Kind
from milepost.provider import actions, facts, planning
from milepost.provider.models import HeldStandard
from tests.cast import Cast
from tests.employers.acting import last_event
from tests.provider.holding import filled, hold


def gap_on(held: HeldStandard, indicator: str, what: What) -> Gap:
    return next(one for one in facts.standing_of(held).gaps if (one.indicator, one.what) == (indicator, what))


def agreed(cast: Cast, held: HeldStandard, indicator: str = "A1", what: What = What.UNWRITTEN, who: str = "asif") -> CorrectiveAction:
    gap = gap_on(held, indicator, what)
    return assurance.open_finding(
        cast.centre, by=cast.as_("quentin"), source="standard", key=planning.key_of(held, gap), title=planning.title_of(gap),
        what="Write it.", who=getattr(cast, who), by_on=clock.today() + timedelta(days=7),
    )  # fmt: skip


def test_a_gap_is_planned_done_and_checked(cast: Cast) -> None:
    held, by = hold(cast), cast.as_("quentin")
    action = agreed(cast, held)
    assert last_event().name == words.FINDING_OPENED
    assert planning.held_uuid(action.finding) == held.uuid
    plan = planning.plan_of(facts.standing_of(held), by=by)
    assert [one.action for one in plan.open] == [action] and plan.open[0].gap
    assert ("A1", What.UNWRITTEN) not in {(gap.indicator, gap.what) for gap in plan.gaps}
    actions.write_statement(held, by=by, indicator="A1", said="It is written.")
    assert planning.plan_of(facts.standing_of(held), by=by).open[0].gap is None, "the gap is closed"
    assurance.finish_corrective_action(action, by=cast.as_("asif"), proof="See A1.")
    assert [one.action for one in planning.plan_of(facts.standing_of(held), by=by).done] == [action]
    assurance.check_corrective_action(action, by=by, worked=True, said="Read A1.")
    plan = planning.plan_of(facts.standing_of(held), by=by)
    assert ([one.action for one in plan.checked], plan.open, plan.done) == ([action], [], [])


def test_who_owns_it_is_told_and_again_where_it_did_not_work(cast: Cast) -> None:
    action = agreed(cast, hold(cast))
    tasks.tell_pending(limit=1000)
    [told] = Notice.objects.filter(person=cast.asif, kind=Kind.ACTION_OWNED)
    assert told.args["corrective"] == str(action.uuid) and told.args["source"] == "standard"
    assurance.finish_corrective_action(action, by=cast.as_("asif"), proof="See A1.")
    assurance.check_corrective_action(action, by=cast.as_("ines"), worked=False, said="A1 is empty.")
    tasks.tell_pending(limit=1000)
    again = CorrectiveAction.objects.get(done_at=None)
    assert {one.args["corrective"] for one in Notice.objects.filter(person=cast.asif, kind__in=[Kind.ACTION_OWNED, Kind.ACTION_AGAIN])} == {
        str(action.uuid),
        str(again.uuid),
    }


def test_a_gap_that_comes_back_gets_another_action_on_the_same_finding(cast: Cast) -> None:
    held, by = hold(cast), cast.as_("quentin")
    action, given = agreed(cast, held), {"by_on": clock.today(), "who": cast.ines}
    with pytest.raises(Refused, match="found already"):
        agreed(cast, held)
    with pytest.raises(Refused, match="agreed already"):
        assurance.add_corrective_action(action.finding, by=by, what="Write it. ", **given)
    more = assurance.add_corrective_action(action.finding, by=by, what="Ask Bea.", **given)
    assert (last_event().name, more.finding) == (words.CORRECTIVE_ACTION_AGREED, action.finding)
    tasks.tell_pending(limit=1000)
    assert Notice.objects.filter(person=cast.ines, kind=Kind.ACTION_OWNED).exists()
    assert Finding.objects.count() == 1


def test_what_cannot_be_agreed_is_refused(cast: Cast) -> None:
    finding = agreed(cast, hold(cast)).finding
    for by, given, said in (
        ("asif", {}, "Only who assures quality"),
        ("quentin", {"who": None}, "Choose who does it"),
        ("quentin", {"who": cast.lena}, "does not work at this centre"),
        ("quentin", {"who": cast.stan}, "does not work at this centre"),
        ("quentin", {"what": "  "}, "what is to be done"),
        ("quentin", {"by_on": clock.today() - timedelta(days=1)}, "cannot have passed"),
        ("quentin", {"by_on": clock.today() + timedelta(days=2000)}, "more than five years"),
    ):
        whole = {"what": "Do it.", "who": cast.asif, "by_on": clock.today(), **given}
        with pytest.raises(Refused, match=said):
            assurance.add_corrective_action(finding, by=cast.as_(by), **whole)
    with pytest.raises(Refused, match="Only who assures quality"):
        assurance.add_corrective_action(finding, by=cast.as_("stan"), what="Do it.", who=cast.stan, by_on=clock.today())
    assert CorrectiveAction.objects.count() == 1


def test_what_waits_is_ones_own_and_what_others_did(cast: Cast) -> None:
    held = hold(cast)
    mine, other = agreed(cast, held), agreed(cast, held, "A2", who="bea")
    assert assurances.waiting_for(by=cast.as_("asif")) == [mine]
    assert assurances.waiting_for(by=cast.as_("ines")) == []
    assurance.finish_corrective_action(other, by=cast.as_("bea"), proof="See A2.")
    assert assurances.waiting_for(by=cast.as_("ines")) == [other]
    assert assurances.waiting_for(by=cast.as_("asif")) == [mine]
    assert not assurances.owners(by=cast.as_("asif")) and cast.lena not in assurances.owners(by=cast.as_("quentin"))


def test_a_longest_indicator_still_fits_its_finding(cast: Cast) -> None:
    held = filled(cast, hold(cast))
    for what in What:
        assert len(planning.key_of(held, Gap("X" * 30, what, ()))) <= Finding._meta.get_field("key").max_length
