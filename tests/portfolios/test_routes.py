"""What a route is worked out from, and rules lifted for one learner."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock, drafts
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.engine import combination
from milepost.engine.framework import How
from milepost.frameworks.queries import framework_of
from milepost.portfolios import actions, queries, words
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast

CREDITS = "min_credits"


def waived(cast: Cast, made: Registration, **change: Any) -> Any:
    given = {"rule": CREDITS, "reason": "She was ill for a year.", "signed_by": "A. Noll, awarding body"} | change
    return actions.waive_rule(made, by=cast.as_("cora"), **given)


def test_wishes_are_said_and_the_newest_word_counts(cast: Cast) -> None:
    made = build.with_units(cast)
    actions.say_wishes(
        made, by=cast.as_("lena"), job="Keeps the light.", hours_a_week=Decimal(3), preferred=["L2"], impossible=["L2", "L3"]
    )
    actions.say_wishes(made, by=cast.as_("asif"), hours_a_week=Decimal("4.5"), impossible=["L3"], come_by={"L2": "transfer"})
    wish = queries.wish_of(made)
    assert wish is not None
    assert (wish.hours_a_week, wish.preferred, wish.impossible, wish.come_by) == (Decimal("4.5"), [], ["L3"], {"L2": "transfer"})
    assert Event.objects.filter(stream=made.stream, name=words.WISHES_SAID).count() == 2
    assert queries.taken(["L1", "L2"], wish) == ["L1", combination.Taken("L2", How.TRANSFER)]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"hours_a_week": Decimal(0)}, "from 0.5 to 60"),
        ({"finish_by": clock.today()}, "must lie ahead"),
        ({"preferred": ["L9"]}, "no unit “L9”"),
        ({"come_by": {"L1": "bought"}}, "whether its credit is transferred"),
        ({"pathway": "night"}, "no such pathway"),
    ],
)
def test_what_cannot_be_wished_is_said(cast: Cast, change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        actions.say_wishes(build.with_units(cast), by=cast.as_("lena"), **change)


@pytest.mark.parametrize("who", ["cora", "ines", "stan"])
def test_others_say_no_wishes(cast: Cast, who: str) -> None:
    with pytest.raises(Refused, match="Only the learner and their assessor"):
        actions.say_wishes(build.with_units(cast), by=cast.as_(who), job="Any")


def test_a_waived_rule_is_lifted_until_its_last_day_and_ends(cast: Cast) -> None:
    made = build.registration(cast)
    framework = framework_of(made.specification)
    short = combination.verdict(framework, framework.qualification(made.qualification), ["L1"])
    assert [one.kind for one in short.shortfalls] == ["credits"]
    waiver = waived(cast, made, until=clock.today())
    lifted = combination.verdict(framework, framework.qualification(made.qualification), ["L1"], waivers=queries.waivers_in_force(made))
    assert lifted.accepted
    actions.end_waiver(waiver, by=cast.as_("cora"))
    assert queries.waivers_in_force(made) == []
    assert [one.name for one in Event.objects.filter(stream=made.stream).order_by("position")][-2:] == [
        words.RULE_WAIVED,
        words.WAIVER_ENDED,
    ]
    with pytest.raises(Refused, match="ended already"):
        actions.end_waiver(waiver, by=cast.as_("cora"))


def test_one_whose_day_has_passed_holds_no_more_and_may_be_given_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made = build.registration(cast)
    waived(cast, made, until=clock.today())
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=3))
    assert queries.waivers_in_force(made) == []
    waived(cast, made)
    assert [queries.holds(one) for one in queries.waivers_of(made)] == [True, False]


def test_a_list_of_choices_that_are_short_knows_what_is_waived(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = build.registration(cast)
    drafts.keep(cast.lena.pk, f"units:{made.uuid}", {"units": ["L1"], "answers": {}})
    with django_assert_num_queries(3):  # what is kept, wishes, waivers
        assert [one.kind for one in queries.choices_short([made]).values()] == ["credits"]
    waived(cast, made)
    assert queries.choices_short([made]) == {}
    assert queries.grounds_of([]) == {}


def test_moving_to_a_newer_version_takes_along_what_is_waived_and_how_units_are_come_by(cast: Cast) -> None:
    made = build.registration(cast)
    waived(cast, made)
    plan = actions.propose_units(made, by=cast.as_("asif"), units=["L1"], answers={})
    actions.agree_units(plan, by=cast.as_("lena"))
    actions.say_wishes(made, by=cast.as_("lena"), come_by={"L1": "transfer"})
    to = build.specification(cast, {**build.SMALL, "notes": ["The second issue."]})
    made = Registration.objects.get(pk=made.pk)
    found = queries.changes_between(made.specification, to)
    assert [one.kind for one in queries.effect(made, found, to).short] == ["credits"]
    effect = queries.effect(made, found, to, ground=queries.ground_of(made))
    assert (effect.short, effect.was_short) == ((), False)
    ground = queries.ground_of(made)
    assert queries.achieved(made, ground) == [combination.Taken("L1", How.TRANSFER)]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"rule": "max_credits"}, "Choose one of the rules"),
        ({"reason": " "}, "Say why"),
        ({"signed_by": ""}, "Say who"),
        ({"until": clock.today() - timedelta(days=1)}, "has passed"),
    ],
)
def test_a_waiver_needs_a_rule_a_reason_and_a_name(cast: Cast, change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        waived(cast, build.registration(cast), **change)


def test_a_rule_is_not_lifted_twice_and_only_by_the_centre_manager(cast: Cast) -> None:
    made = build.registration(cast)
    waived(cast, made)
    with pytest.raises(Refused, match="lifted already"):
        waived(cast, made)
    with pytest.raises(Refused, match="Only the centre manager"):
        actions.waive_rule(made, by=cast.as_("asif"), rule=CREDITS, reason="So.", signed_by="Me")
