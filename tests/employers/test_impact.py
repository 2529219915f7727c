"""Whether it helped: checks at the agreed days, views by letter, a unit that changes, the figures of a return, the plan after it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from milepost.base import clock
from milepost.base.actors import by_link, system
from milepost.base.refusal import Refused
from milepost.employers import actions, impact, policies, queries, tasks, words
from milepost.employers.models import Assumption, BusinessIssue, ImpactCheck, ImpactLetter, ImpactView, Measurement
from milepost.engine.impact import Moved
from tests import build
from tests.cast import Cast
from tests.employers import acting
from tests.employers.acting import accepted, last_event

YES = {"name": "Emil Sorensen", "useful": 5, "doing": "often", "recommend": 9, "shares": {1: 40}}
EMIL = {"party": "manager", "name": "Emil Sorensen", "email": "emil@larkmoor.example"}


def said(letter: ImpactLetter, **given: Any) -> ImpactView:
    return actions.give_view(letter, by=by_link("Emil", centre_id=letter.impact.file.centre_id), given=YES | given)


def test_a_yes_agrees_the_days_on_which_one_looks(cast: Cast) -> None:
    first, second = clock.today() + timedelta(days=100), clock.today() + timedelta(days=200)
    accepted(acting.described(cast), by=cast.as_("bea"), checks=[second.isoformat(), first.strftime("%d/%m/%Y")])
    assert [one["due_on"] for one in last_event().args["looks"]] == [first.isoformat(), second.isoformat()]
    assert [one.due_on for one in ImpactCheck.objects.order_by("pk")] == [first, second]


def test_without_a_day_it_is_looked_when_the_issue_should_be_better(cast: Cast) -> None:
    check = accepted(acting.described(cast), by=cast.as_("bea"))
    assert check.due_on == BusinessIssue.objects.get().target_on


def test_days_that_have_passed_when_they_say_yes_are_not_kept(cast: Cast) -> None:
    today = clock.today()
    assert impact.checks_agreed({"checks": ["2020-01-01"]}, today=today) == [today + impact.LATER]
    assert impact.checks_agreed({"issues": [{"target_on": "2020-01-01"}]}, today=today) == [today + impact.LATER]


@pytest.mark.parametrize(("typed", "says"), [("next spring", "is no day"), ("2020-01-01", "lies not ahead")])
def test_a_day_that_is_none_keeps_a_proposal_from_being_sent(cast: Cast, typed: str, says: str) -> None:
    file, bea = acting.described(cast), cast.as_("bea")
    acting.issue(file, by=bea)
    with pytest.raises(Refused, match=says):
        actions.send_proposal(acting.proposal(file, by=bea, checks=[typed]), by=bea, name="Emil", email="emil@larkmoor.example")


def test_on_the_day_its_owner_is_told_once_and_again_when_it_moved(cast: Cast) -> None:
    bea, check = cast.as_("bea"), accepted(acting.described(cast), by=cast.as_("bea"))
    assert tasks.remind_of_impact() == 0
    with pytest.raises(Refused, match="by hand"):
        actions.remind_of_impact_check(check, by=bea)
    with clock.at(clock.now() + timedelta(days=181)):
        assert (tasks.remind_of_impact(), tasks.remind_of_impact()) == (1, 0)
        assert last_event().name == words.IMPACT_FELL_DUE
        later = clock.today() + timedelta(days=14)
        with pytest.raises(Refused, match="Say why it moves"):
            actions.move_impact_check(check, by=bea, due_on=later, reason=" ")
        actions.move_impact_check(check, by=bea, due_on=later, reason="Emil is away.")
        assert last_event().args["due_on"] == later.isoformat()
    with clock.at(clock.now() + timedelta(days=200)):
        assert tasks.remind_of_impact() == 1
        actions.call_off_impact_check(check, by=bea, reason="They have closed the desk.")
        assert tasks.remind_of_impact() == 0
        with pytest.raises(Refused, match="was called off"):
            actions.close_impact_check(check, by=bea, conclusion="Good.")


def test_it_is_closed_when_everything_is_counted_or_a_reason_given(cast: Cast) -> None:
    bea, check = cast.as_("bea"), accepted(acting.described(cast), by=cast.as_("bea"))
    with clock.at(clock.now() + timedelta(days=181)):
        with pytest.raises(Refused, match="Not counted again yet: Repeat calls a week"):
            actions.close_impact_check(check, by=bea, conclusion="It helped.")
        issue = BusinessIssue.objects.get()
        actions.measure_issue(issue, by=bea, value=Decimal(141), unit="calls a week", measured_on=clock.today(), check=check)
        assert last_event().args["impact"] == str(check.uuid)
        with pytest.raises(Refused, match="what came of it"):
            actions.close_impact_check(check, by=bea, conclusion=" ")
        actions.close_impact_check(check, by=bea, conclusion="A third fewer second calls.")
        assert (last_event().name, last_event().args["counted"], last_event().args["uncounted"]) == (words.IMPACT_CLOSED, 1, 0)
        with pytest.raises(Refused, match="look back is closed"):
            actions.measure_issue(issue, by=bea, value=Decimal(1), unit="calls a week", measured_on=clock.today(), check=check)
        further = actions.plan_impact_check(check.version.proposal, by=bea, due_on=clock.today() + timedelta(days=90))
        assert further.number == 2
        actions.close_impact_check(further, by=bea, conclusion="Nobody knows.", uncounted="The telephone counts no more.")
        assert last_event().args["uncounted"] == 1


def test_nothing_is_planned_before_something_is_accepted(cast: Cast) -> None:
    letter = acting.sent(acting.described(cast), by=cast.as_("bea"))
    with pytest.raises(Refused, match="accepted nothing yet"):
        actions.plan_impact_check(letter.version.proposal, by=cast.as_("bea"), due_on=clock.today() + timedelta(days=9))


def test_a_view_is_asked_once_and_given_once(cast: Cast) -> None:
    bea, check = cast.as_("bea"), accepted(acting.described(cast), by=cast.as_("bea"))
    with pytest.raises(Refused, match="no e-mail address"):
        actions.ask_view(check, by=bea, **(EMIL | {"email": "emil"}))  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Choose the learner"):
        actions.ask_view(check, by=bea, **(EMIL | {"party": "learner"}))  # type: ignore[arg-type]
    letter = actions.ask_view(check, by=bea, **EMIL)  # type: ignore[arg-type]
    assert last_event().args["letters"] == [str(letter.uuid)]
    with pytest.raises(Refused, match="asked already"):
        actions.ask_view(check, by=bea, **(EMIL | {"email": "Emil@larkmoor.example"}))  # type: ignore[arg-type]
    assert queries.impact_letter_by_token(letter.secret) == letter
    for given, says in (
        ({"name": " "}, "Type your name"), ({"useful": None}, "how useful"), ({"doing": ""}, "done differently"),
        ({"recommend": None}, "0 to 10"), ({"recommend": 11}, "one of the numbers"), ({"shares": {1: 130}}, "from 0 to 100"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=says):
            said(letter, **given)
    with pytest.raises(Refused, match="Only who holds the link"):
        actions.give_view(letter, by=bea, given=YES)
    view = said(letter)
    assert (last_event().name, view.shares) == (words.IMPACT_SAID, {"1": 40})
    with pytest.raises(Refused, match="the link counts once"):
        said(letter)
    with clock.at(clock.now() + timedelta(days=31)), pytest.raises(Refused, match="was good until"):
        said(letter)


def test_a_learner_is_asked_by_their_registration(cast: Cast) -> None:
    check = accepted(acting.described(cast), by=cast.as_("bea"))
    registration = build.registration(cast)
    letter = actions.ask_view(
        check, by=cast.as_("bea"), party="learner", name="Lena", email="lena@larkmoor.example", registration=registration
    )
    assert letter.registration == registration


def test_a_unit_that_changed_keeps_the_old_series_and_begins_a_new_one(cast: Cast) -> None:
    bea, file = cast.as_("bea"), acting.opened(cast)
    issue, later = acting.issue(file, by=bea), clock.now() + timedelta(days=30)
    new = {
        "measure": "Callers who ring twice",
        "unit": "in 100",
        "baseline": Decimal(30),
        "baseline_on": clock.today(),
        "target": Decimal(15),
    }
    new |= {"target_on": clock.today() + timedelta(days=180), "reason": "A new telephone counts shares."}
    with clock.at(later):
        actions.measure_issue(issue, by=bea, value=Decimal(141), unit="calls a week", measured_on=clock.today())
        with pytest.raises(Refused, match="begin a new series: the old one stays"):
            actions.measure_issue(issue, by=bea, value=Decimal(20), unit="in 100", measured_on=clock.today())
        with pytest.raises(Refused, match="counted in “calls a week” already"):
            actions.begin_series(issue, by=bea, **(new | {"unit": "calls a week"}))  # type: ignore[arg-type]
        with pytest.raises(Refused, match="Say why it is counted otherwise"):
            actions.begin_series(issue, by=bea, **(new | {"reason": ""}))  # type: ignore[arg-type]
        issue = actions.begin_series(issue, by=bea, **new)  # type: ignore[arg-type]
        assert last_event().name == words.SERIES_BEGUN
        actions.measure_issue(issue, by=bea, value=Decimal(14), unit="in 100", measured_on=clock.today())
    now, before = impact.series_of(queries.issues(by=bea).get(pk=issue.pk))
    assert (now.unit, [one.value for one in now.counts], now.moved) == ("in 100", [Decimal(14)], Moved.REACHED)
    assert (before.unit, [one.value for one in before.counts], before.moved) == ("calls a week", [Decimal(141)], Moved.TOWARDS)
    assert before.ended and before.ended.reason == "A new telephone counts shares."
    assert Measurement.objects.count() == 2


def test_the_figures_of_a_return_say_who_stated_them(cast: Cast) -> None:
    bea, check = cast.as_("bea"), accepted(acting.described(cast), by=cast.as_("bea"), price="£3,000 in two parts")
    proposal, issue = check.version.proposal, BusinessIssue.objects.get()
    with clock.at(clock.now() + timedelta(days=181)):
        today = clock.today()
        actions.measure_issue(issue, by=bea, value=Decimal(141), unit="calls a week", measured_on=today, check=check)
        said(actions.ask_view(check, by=bea, **EMIL))  # type: ignore[arg-type]
        by_wanda = actions.ask_view(check, by=bea, party="manager", name="Wanda", email="wanda@larkmoor.example")
        said(by_wanda, name="Wanda", shares={1: 60})
        stated = {"said_by": "Emil Sorensen", "said_on": today}
        with pytest.raises(Refused, match="which business issue"):
            actions.state_assumption(proposal, by=bea, kind="value", value=Decimal(4), **stated)  # type: ignore[arg-type]
        with pytest.raises(Refused, match="it is asked, not worked out"):
            actions.state_assumption(proposal, by=bea, kind="value", value=Decimal(4), said_by="", said_on=today, issue=issue)
        with pytest.raises(Refused, match="from 0 to 100"):
            actions.state_assumption(proposal, by=bea, kind="share", value=Decimal(140), issue=issue, **stated)  # type: ignore[arg-type]
        with pytest.raises(Refused, match="cannot lie ahead"):
            actions.state_assumption(
                proposal, by=bea, kind="value", value=Decimal(4), issue=issue, said_by="Emil", said_on=today + timedelta(days=1)
            )
        actions.state_assumption(proposal, by=bea, kind="value", value=Decimal(5), issue=issue, **stated)  # type: ignore[arg-type]
        actions.state_assumption(proposal, by=bea, kind="value", value=Decimal(4), issue=issue, note="Per call.", **stated)  # type: ignore[arg-type]
        actions.state_assumption(proposal, by=bea, kind="times", value=Decimal(46), issue=issue, **stated)  # type: ignore[arg-type]
    figures, found = figured(check)
    at = {one.kind: one for one in figures}
    assert (at["price"].value, at["value"].value, [one.value for one in at["value"].before]) == (Decimal(3000), Decimal(4), [Decimal(5)])
    assert (at["share"].value, at["share"].said_by, len(at["share"].asked)) == (Decimal(40), "Emil Sorensen", 2)
    assert (found.benefit, found.percent, found.lacking) == (Decimal("5225.6"), 74, ())  # 71 x 4 x 46 x 40 %; (5225.60 - 3000) / 3000
    assert Assumption.objects.count() == 3


def figured(check: ImpactCheck) -> tuple[list[impact.Figure], Any]:
    issues, body = queries.issues_served(check.version), check.version.body
    views = ImpactView.objects.all()
    figures = impact.figures_of(
        issues, queries.assumptions_of(check.version.proposal), views, impact.amount_in(body["price"]), check.version.made_at.date()
    )
    return figures, impact.return_of(issues, figures)


def test_without_what_nobody_said_there_is_no_return_but_reasons(cast: Cast) -> None:
    check = accepted(acting.described(cast), by=cast.as_("bea"), price="£900 a person, £5,400 in all")
    _figures, found = figured(check)
    assert found.percent is None
    assert [one.kind for one in found.lacking] == [
        "return_not_counted", "return_no_value", "return_no_times", "return_no_share", "return_no_price",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "amount"),
    [("£6,900 in two parts", "6900"), ("£ 450.50", "450.50"), ("£1,150 a person, £6,900 in all", None), ("free", None), ("", None), ("£1234", "1234")],
)  # fmt: skip
def test_a_price_is_read_only_where_there_is_one(text: str, amount: str | None) -> None:
    assert impact.amount_in(text) == (Decimal(amount) if amount else None)


@pytest.mark.parametrize("text", ["2027-09-01", "01/09/2027", "1 September 2027", "1.9.2027"])
def test_a_day_is_read_as_people_type_it(text: str) -> None:
    assert impact.day_of(text) == date(2027, 9, 1)


def test_who_was_asked_is_asked_again_by_a_new_link_or_not_at_all(cast: Cast) -> None:
    bea, check = cast.as_("bea"), accepted(acting.described(cast), by=cast.as_("bea"))
    first = actions.ask_view(check, by=bea, **EMIL)  # type: ignore[arg-type]
    with clock.at(clock.now() + timedelta(days=40)):  # its link has run out meanwhile
        again = actions.ask_view_again(first, by=bea)
        assert (last_event().name, last_event().args["letters"], last_event().args["instead_of"]) == (
            words.IMPACT_ASKED_AGAIN, [str(again.uuid)], [str(first.uuid)],
        )  # fmt: skip
        old, new = (queries.impact_letter_by_token(one.secret) for one in (first, again))
        assert old is not None
        assert new is not None
        assert "taken back on" in str(policies.why_not_read_view(old))
        assert (policies.why_not_read_view(new), new.email, new.name) == (None, "emil@larkmoor.example", "Emil Sorensen")
        with pytest.raises(Refused, match="taken back already"):
            actions.ask_view_again(first, by=bea)
        actions.take_back_view(again, by=bea)
        assert (last_event().name, last_event().args["letter"]) == (words.IMPACT_ASKING_TAKEN_BACK, str(again.uuid))
        with pytest.raises(Refused, match="taken back on"):
            said(again)
        third = actions.ask_view(check, by=bea, **EMIL)  # type: ignore[arg-type]
        said(third)
        for act in (actions.ask_view_again, actions.take_back_view):
            with pytest.raises(Refused, match="has answered already"):
                act(third, by=bea)
            with pytest.raises(Refused, match="looks after employers"):
                act(third, by=cast.as_("quentin"))


def test_addresses_of_letters_are_forgotten(cast: Cast) -> None:
    check = accepted(acting.described(cast), by=cast.as_("bea"))
    actions.ask_view(check, by=cast.as_("bea"), **EMIL)  # type: ignore[arg-type]
    assert tasks.forget_letter_addresses() == 0
    with clock.at(clock.now() + timedelta(days=121)):
        assert tasks.forget_letter_addresses() == 1
    assert ImpactLetter.objects.get().email == ""


def test_a_plan_has_a_rhythm_and_a_next_step_and_a_newer_one_takes_its_place(cast: Cast) -> None:
    bea, file, day = cast.as_("bea"), acting.opened(cast), clock.today() + timedelta(days=20)
    given: dict[str, Any] = {"every_weeks": 6, "next_step": "Bring the figures", "next_on": day}
    for wrong, says in (
        ({"every_weeks": 0}, "from 1 to 52"), ({"every_weeks": None}, "from 1 to 52"), ({"next_step": ""}, "what comes next"),
        ({"next_on": clock.today() - timedelta(days=1)}, "cannot have passed"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=says):
            actions.agree_relationship(file, by=bea, **(given | wrong))
    first = actions.agree_relationship(file, by=bea, **given, agreed_with="Emil", year="The night line.")
    assert last_event().name == words.PLAN_AGREED
    second = actions.agree_relationship(file, by=bea, **(given | {"every_weeks": 12}))
    assert queries.plans_that_hold([file], by=bea) == [second]
    with pytest.raises(Refused, match="newer plan"):
        actions.finish_relationship_step(first, by=bea)
    actions.finish_relationship_step(second, by=bea)
    assert last_event().name == words.PLAN_STEP_DONE
    with pytest.raises(Refused, match="done already"):
        actions.finish_relationship_step(second, by=bea)
    with pytest.raises(Refused, match="Only who looks after employers"):
        actions.agree_relationship(file, by=cast.as_("asif"), **given)
    with pytest.raises(Refused, match="Only who looks after employers"):
        actions.agree_relationship(file, by=system(), **given)
