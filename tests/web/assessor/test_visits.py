"""The assessor's visits: the agenda, planning one with what it could show, and one visit with every act."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from milepost.assessment import actions
from milepost.assessment.models import Visit
from milepost.assessment.words import MissedBy, Verdict, VisitState
from milepost.base import clock, drafts
from milepost.base.models import Event
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.web.learners import two_more

AGENDA = reverse("assessor_visits")


def plan(made: Registration) -> str:
    return reverse("assessor_plan_visit", args=[made.uuid])


def page(visit: Visit) -> str:
    return reverse("assessor_visit", args=[visit.uuid])


def typed(**changed: Any) -> dict[str, Any]:
    """What somebody types into the plan: next Tuesday from ten to half past eleven."""
    today = clock.today()
    day = today + timedelta(days=8 - today.weekday())
    return {
        "form": str(uuid4()), "activity": "Keeping watch", "day": f"{day:%d/%m/%Y}", "begins": "10:00", "ends": "11:30", "kind": "at_work",
        "place": "North station", "target": ["L2:1.1"], "act": "propose",
    } | changed  # fmt: skip


# Agenda --------------------------------------------------------------------------------------------------------------


def test_an_empty_agenda_says_how_to_begin_and_names_who_has_no_visit(cast: Cast, enter: Enter) -> None:
    client = enter("asif")
    assert "As soon as the centre gives you a learner" in client.get(AGENDA).content.decode()
    made = build.with_units(cast)
    body = client.get(AGENDA).content.decode()
    assert "No visit yet" in body and "Lena Hartog" in body and plan(made) in body


def test_what_waits_for_an_answer_what_is_to_be_written_up_and_the_days_ahead(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    asked = build.agreed_visit(cast, made, activity="To answer", hours=30)
    actions.move_visit(asked, by=cast.as_("lena"), starts_at=asked.starts_at, ends_at=asked.ends_at, place="South station")
    over = build.agreed_visit(cast, made, activity="To write up", hours=1)
    build.visit(cast, made, activity="Still ahead", hours=24 * 20)
    gone = build.visit(cast, made, activity="Called off", hours=40)
    actions.call_off_visit(gone, by=cast.as_("asif"), reason="The boiler")
    with clock.at(over.starts_at + timedelta(minutes=1)):
        body = enter("asif").get(AGENDA).content.decode()
    answer, write_up, later, past = (
        body.index(f">{head}") for head in ("Waits for your answer", "To write up", "Later", "1 visit of the last")
    )
    assert answer < body.index("To answer") < write_up < later < body.index("Still ahead") < past < body.index("Called off")
    assert "A visit is planned with every one of your learners." in body


def test_two_visits_at_once_are_marked(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.visit(cast, made)
    assert "Another visit stands at the same time" not in enter("asif").get(AGENDA).content.decode()
    build.visit(cast, made, activity="The lamp room")
    assert enter("asif").get(AGENDA).content.decode().count("Another visit stands at the same time") == 2


@pytest.mark.parametrize("name", ["lena", "ines", "cora", "emil"])
def test_the_pages_are_not_there_for_other_roles(cast: Cast, enter: Enter, name: str) -> None:
    made = build.with_units(cast)
    visit = build.visit(cast, made)
    for address in (AGENDA, plan(made), page(visit)):
        assert enter(name).get(address).status_code == 404


def test_a_stranger_finds_neither_plan_nor_visit(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    visit, stan = build.visit(cast, made), enter("stan", Role.ASSESSOR)
    assert {stan.get(plan(made)).status_code, stan.post(plan(made), typed()).status_code, stan.get(page(visit)).status_code} == {404}
    assert "The evening watch" not in stan.get(AGENDA).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_more_visits_ask_no_more(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, rows: int) -> None:
    made = build.with_units(cast)
    build.agreed_visit(cast, made)
    for other, registration in two_more(cast, made.specification) if rows == 3 else ():
        build.agreed_visit(other, registration)
    client = enter("asif")
    with django_assert_num_queries(5):  # session, person, roles; visits, cohort
        client.get(AGENDA)


# Planning ------------------------------------------------------------------------------------------------------------


def test_what_is_typed_ranks_the_open_criteria_and_says_why(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L2:1.1", "L2:1.2", "L2:1.3"])
    build.judged(cast, made, ["L2:1.1"])
    build.judged(cast, made, ["L2:1.2"], verdict=Verdict.NOT_YET)
    build.judged(cast, made, ["L2:1.3"], verdict=Verdict.ASK)
    body = enter("asif").get(f"{plan(made)}?activity=Writing+up+the+log+by+lamp+light").content.decode()
    assert "6 criteria are still to be shown" in body
    assert (
        body.index("You put these off to the visit") < body.index('value="L2:1.3"') < body.index("To watch") < body.index('value="L2:1.2"')
    )
    assert "because of “writing” and “log”" in body and "please redo" in body
    assert 'value="L2:1.1"' not in body, "it is met"


def test_typing_asks_for_the_ranking_alone_and_keeps_the_ticks(cast: Cast, enter: Enter) -> None:
    made, client = build.with_units(cast), enter("asif")
    headers = {"HX-Request": "true", "HX-Target": "could"}
    body = client.post(plan(made), typed(act="", activity="trimming wicks", target=["L2:1.1"]), headers=headers).content.decode()
    assert "<html" not in body and 'value="L1:1.1"' in body and "because of “trimming” and “wicks”" in body
    assert 'value="L2:1.1" checked' in body


def test_without_a_script_a_button_shows_it_and_nothing_typed_is_lost(cast: Cast, enter: Enter) -> None:
    made, client = build.with_units(cast), enter("asif")
    answer = client.post(plan(made), typed(act="look", activity="trimming wicks", place="The lamp room"))
    assert answer.headers["Location"] == f"{plan(made)}#could" and not Visit.objects.exists()
    body = client.get(plan(made)).content.decode()
    assert "because of “trimming” and “wicks”" in body and "The lamp room" in body and 'value="L2:1.1" checked' in body


def test_the_time_is_held_against_shifts_and_other_visits(cast: Cast, enter: Enter) -> None:
    made, client = build.with_units(cast), enter("asif")
    portfolios.keep_workplace(made, by=cast.as_("lena"), place="North station", shifts=[{"day": 1, "from": "12:00", "to": "20:00"}])
    body = client.get(plan(made)).content.decode()
    assert 'value="North station"' in body and "Tuesday" in body and "12:00 to 20:00" in body
    headers = {"HX-Request": "true", "HX-Target": "fits"}
    early = client.post(plan(made), typed(act=""), headers=headers).content.decode()
    assert "This is outside the shift on Tuesday: 12:00 to 20:00." in early and "<fieldset" not in early
    assert "only partly inside" in client.post(plan(made), typed(act="", begins="11:00", ends="12:30"), headers=headers).content.decode()
    assert (
        "Nothing speaks against" in client.post(plan(made), typed(act="", begins="13:00", ends="14:00"), headers=headers).content.decode()
    )
    client.post(plan(made), typed(begins="13:00", ends="14:00"))
    twice = client.post(plan(made), typed(act="", begins="13:30", ends="14:30"), headers=headers).content.decode()
    assert "You are with Lena Hartog at the same time" in twice


def test_a_visit_is_proposed_once_and_its_draft_is_gone(cast: Cast, enter: Enter) -> None:
    made, client = build.with_units(cast), enter("asif")
    sent = typed(target=["L2:1.1", "L1:1.1"])
    drafts.keep(cast.asif.pk, f"visit:{made.uuid}", {"activity": "Keeping"}, by=cast.as_("asif"))
    first = client.post(plan(made), sent)
    visit = Visit.objects.get()
    assert first.headers["Location"] == client.post(plan(made), sent).headers["Location"] == page(visit)
    local = timezone.localtime(visit.starts_at)
    assert (local.hour, visit.targets, visit.place) == (10, ["L2:1.1", "L1:1.1"], "North station")
    assert drafts.find(cast.asif.pk, f"visit:{made.uuid}") is None
    drafts.keep(cast.asif.pk, f"visit:{made.uuid}", {"form": sent["form"], "activity": "Keeping"}, by=cast.as_("asif"))
    assert 'value="Keeping"' not in client.get(plan(made)).content.decode(), "a draft that came after its form"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"activity": ""}, "Say what you will watch"),
        ({"day": "the day after"}, "Give a day, such as"),
        ({"begins": "noonish"}, "Give a time, such as"),
        ({"ends": "09:00"}, "must end after it begins"),
        ({"day": "03/11/2020"}, "That time has passed"),
        ({"place": ""}, "Say where you meet"),
        ({"kind": "moon"}, "not one of the available choices"),
        ({"target": ["L3:1.1"]}, "not among the ones agreed"),
        ({"activity": "w" * 301}, "at most 300 characters"),
    ],
)
def test_a_bad_plan_comes_back_as_it_was_typed(cast: Cast, enter: Enter, changed: dict[str, Any], reason: str) -> None:
    made, client = build.with_units(cast), enter("asif")
    answer = client.post(plan(made), typed(**changed))
    body = answer.content.decode()
    assert answer.status_code == 422 and reason in body
    assert ("11:30" in body or "ends" in changed) and not Visit.objects.exists()


def test_a_closed_registration_has_no_plan(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    Registration.objects.filter(pk=made.pk).update(state="withdrawn")
    body = enter("asif").get(plan(made)).content.decode()
    assert "is not learning at the moment" in body and "<textarea" not in body and 'name="activity"' not in body


@pytest.mark.parametrize("rows", [1, 3])
def test_planning_asks_the_same(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, rows: int) -> None:
    made, client = build.with_units(cast), enter("asif")
    for i in range(rows):
        build.visit(cast, made, hours=30 + i * 24)
    with django_assert_num_queries(6):  # session, person, roles; registration, draft, place of work
        client.get(plan(made))


# One visit -----------------------------------------------------------------------------------------------------------


def test_a_visit_shows_when_where_and_what_may_be_seen(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    visit = build.visit(cast, made, targets=["L2:1.1", "L1:R2.a"])
    body = enter("asif").get(page(visit)).content.decode()
    assert "It waits for Lena to agree it." in body and "North station" in body
    assert "2 criteria that it may show" in body and "keep watch" in body and "oil" in body
    assert "Agree this time" not in body and "It was held" not in body


def test_every_act_of_a_visit(cast: Cast, enter: Enter) -> None:
    made, client = build.with_units(cast), enter("asif")
    visit = build.agreed_visit(cast, made)
    day = f"{timezone.localtime(visit.starts_at) + timedelta(days=7):%Y-%m-%d}"
    moved = {"act": "move", "move-day": day, "move-begins": "09:00", "move-ends": "10:00", "move-place": "South station"}
    assert client.post(page(visit), moved).headers["Location"] == page(visit)
    visit.refresh_from_db()
    assert (visit.state, visit.place) == (VisitState.PROPOSED, "South station")
    answer = client.post(page(visit), moved)
    assert answer.status_code == 422 and "stands already" in answer.content.decode()
    answer = client.post(page(visit), {"act": "agree"})
    assert answer.status_code == 422 and "You proposed this time" in answer.content.decode()
    actions.agree_visit(visit, by=cast.as_("lena"))
    assert client.post(page(visit), {"act": "call_off", "call_off-reason": ""}).status_code == 422
    with clock.at(visit.starts_at + timedelta(minutes=1)):
        body = client.get(page(visit)).content.decode()
        assert "It was held" in body and "It did not take place" in body and "Call it off" not in body
        assert client.post(page(visit), {"act": "miss", "miss-reason": "Fog"}).status_code == 422
        client.post(page(visit), {"act": "miss", "miss-missed_by": MissedBy.WORKPLACE, "miss-reason": "Fog"})
        body = client.get(page(visit)).content.decode()
    assert "It did not take place: the place of work could not." in body and "“Fog”" in body
    assert client.post(page(visit), {"act": "dance"}).status_code == 422
    assert client.post(page(visit), {"act": "keep"}).status_code == 422


def test_a_visit_that_was_held_leads_to_what_was_seen(cast: Cast, enter: Enter) -> None:
    made, client = build.with_units(cast), enter("asif")
    visit = build.agreed_visit(cast, made)
    assert "Write down what you see" not in client.get(page(visit)).content.decode()
    with clock.at(visit.starts_at):
        assert reverse("assessor_observe", args=[visit.uuid]) in client.get(page(visit)).content.decode()
        client.post(page(visit), {"act": "keep"})
    visit.refresh_from_db()
    assert visit.state == VisitState.KEPT
    assert Event.objects.filter(name="assessment.visit.kept").count() == 1


@pytest.mark.parametrize("targets", [["L2:1.1"], ["L2:1.1", "L2:1.2", "L1:1.1"]])
def test_a_visit_asks_the_same(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, targets: list[str]) -> None:
    made, client = build.with_units(cast), enter("asif")
    visit = build.visit(cast, made, targets=targets)
    with django_assert_num_queries(7):  # session, person, roles; visit, place of work, specification, what collides
        client.get(page(visit))
