"""Gaps and actions in the browser: planned, overdue, told on the page of today, done and still there."""

from datetime import timedelta

from pytest_django import DjangoAssertNumQueries

from milepost.assurance import actions as assurance
from milepost.assurance.models import CorrectiveAction
from milepost.base import clock
from milepost.engine.gaps import What
from tests.cast import Cast
from tests.fixtures import Enter
from tests.provider.holding import hold
from tests.provider.test_planning import agreed
from tests.web.provider.test_quality_standards import at, words

TODAY = {"quentin": "/assure/", "asif": "/assess/", "cora": "/centre/", "bea": "/employers/"}


def test_a_gap_gets_an_owner_and_a_day(cast: Cast, enter: Enter) -> None:
    held, quentin = hold(cast), enter("quentin")
    shown = words(quentin.get(at(held, "plan/")))  # "quality_plan"
    assert "11 gaps have nobody who closes them yet." in shown and "not written" in shown
    desk = at(held, "plan/A1/unwritten/")  # "quality_plan_gap"
    assert "Write what we do on A1" in words(quentin.get(desk))
    for given, said in (
        ({"what": "", "who": str(cast.asif.uuid), "by_on": "2030-01-01"}, "Say what is to be done"),
        ({"what": "Write.", "who": str(cast.stan.uuid), "by_on": "2030-01-01"}, "Choose who does it"),
        ({"what": "Write.", "who": str(cast.asif.uuid), "by_on": "2020-01-01"}, "cannot have passed"),
    ):
        answer = quentin.post(desk, given)
        assert answer.status_code == 422 and said in words(answer)
    day = (clock.today() + timedelta(days=9)).isoformat()
    assert quentin.post(desk, {"what": "Write on A1.", "who": str(cast.asif.uuid), "by_on": day}).status_code == 302
    action = CorrectiveAction.objects.get()
    shown = words(quentin.get(at(held, "plan/")))
    assert "10 gaps have nobody" in shown and "Write on A1." in shown
    assert quentin.post(desk, {"what": "Read it once more.", "who": str(cast.bea.uuid), "by_on": day}).status_code == 302
    assert CorrectiveAction.objects.filter(finding=action.finding).count() == 2
    assert quentin.get(at(held, "plan/A1/split/")).status_code == 404
    assert quentin.get(at(held, "plan/Z9/unwritten/")).status_code == 404


def test_an_overdue_action_is_said_and_a_gap_that_stays(cast: Cast, enter: Enter) -> None:
    held, quentin = hold(cast), enter("quentin")
    action = agreed(cast, held)
    CorrectiveAction.objects.update(by_on=clock.today() - timedelta(days=1))
    shown = words(quentin.get(at(held, "plan/")))
    assert "1 action is overdue." in shown and "overdue</" in shown
    assurance.finish_corrective_action(action, by=cast.as_("asif"), proof="Look at A1.")
    shown = words(quentin.get(at(held, "plan/")))
    assert "The gap is still there." in shown and "Proof: Look at A1." in shown and "to be checked" in shown


def test_it_stands_on_the_owners_today_and_leads_to_where_it_is_said_done(cast: Cast, enter: Enter) -> None:
    held = hold(cast)
    for n, who in enumerate(TODAY):
        if who != "quentin":
            agreed(cast, held, f"A{n}", who=who)
    agreed(cast, held, "A5", who="quentin")
    for who, page in TODAY.items():
        shown = words(enter(who).get(page))
        action = CorrectiveAction.objects.get(who=getattr(cast, who))
        assert f"/promises/actions/{action.uuid}/" in shown and "Yours, by" in shown, who
        assert enter(who).get(f"/promises/actions/{action.uuid}/").status_code == 200
    assert "To be put right, and to be checked" not in words(enter("ines").get("/assure/"))
    theirs = enter("asif").get(f"/promises/actions/{CorrectiveAction.objects.get(who=cast.asif).uuid}/")
    assert "quality-standards" not in words(theirs), "who may not read it is not led there"
    assert "A gap in a quality standard" in words(theirs)


def test_the_plan_asks_no_more_with_more_rows(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    held, quentin = hold(cast), enter("quentin")
    quentin.get(at(held, "plan/"))
    for indicators in (("A1",), ("A2", "A3")):
        for key in indicators:
            agreed(cast, held, key)
            agreed(cast, held, key, What.UNSCORED)
        with django_assert_num_queries(9):
            quentin.get(at(held, "plan/"))
