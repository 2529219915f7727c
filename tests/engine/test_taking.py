"""What is known of one learner: how units were come by, waivers with an end, and dates."""

from datetime import date

import pytest

from milepost.engine.combination import Kind, Taken, Waiver, When, verdict
from milepost.engine.combination.dates import age
from milepost.engine.framework import Framework, How, Qualification, Rule, Unit
from tests.engine.rules import K, framework

CASE = framework("a:A:6 b:A:6 c:B:6", Rule(K.MANDATORY, groups=("A",)), Rule(K.MIN_CREDITS, 12, groups=("A",)), Rule(K.MIN_CREDITS, 12))


def kinds(case: Framework, *chosen: str | Taken, **more: object) -> list[str]:
    return [s.kind for s in verdict(case, case.qualification(), chosen, **more).shortfalls]  # type: ignore[arg-type]


def test_an_exempt_unit_lifts_what_asks_for_it_and_brings_no_credit() -> None:
    assert kinds(CASE, "a", Taken("b", How.EXEMPT)) == [Kind.CREDITS]
    seen = verdict(CASE, CASE.qualification(), ["a", Taken("b", How.EXEMPT), "c"])
    assert seen.accepted
    assert (seen.credits, seen.counted, seen.credit_of["b"]) == (12, ("a", "b", "c"), 0)
    assert [(line.need, line.has) for line in seen.lines] == [(2, 2), (6, 6), (12, 12)]


@pytest.mark.parametrize("how", [How.RPL, How.TRANSFER, How.ASSESSED])
def test_prior_learning_and_transfer_bring_credit(how: How) -> None:
    assert kinds(CASE, "a", Taken("b", how)) == []


def test_what_was_not_passed_counts_only_where_a_rule_lets_it() -> None:
    rules = (Rule(K.MIN_CREDITS, 12), Rule(K.MAX_UNITS, 1, scope="optional", how=(How.COMPENSATED,)))
    failed = Taken("c", How.COMPENSATED)
    assert kinds(framework("a:A:6 c:B:6", rules[0]), "a", failed) == [Kind.CREDITS]
    assert kinds(framework("a:A:6 c:B:6", *rules), "a", failed) == []
    assert kinds(framework("a:A:6 c:A:6", *rules), "a", failed) == [Kind.CREDITS]
    assert kinds(framework("a:B:6 c:B:6", *rules), Taken("a", How.COMPENSATED), failed) == [Kind.UNITS_OVER]


def test_a_waiver_holds_until_its_end_and_is_on_the_line() -> None:
    case = framework("a:B:6", Rule(K.MIN_CREDITS, 12), Rule(K.MIN_UNITS, 1))
    waiver = Waiver("min_credits", "the unit was withdrawn", "Eva External", date(2026, 12, 31))
    seen = verdict(case, case.qualification(), "a", waivers=[waiver], when=When(on=date(2026, 12, 31)))
    assert seen.accepted
    assert [(line.met, line.need, line.has, line.waived) for line in seen.lines] == [(True, 12, 6, waiver), (True, 1, 1, None)]
    assert kinds(case, "a", waivers=[waiver], when=When(on=date(2027, 1, 1))) == [Kind.CREDITS]


def test_a_waived_limit_lets_everything_count() -> None:
    rule = Rule(K.BARRED, units=("a", "b"))
    case = framework("a:B:6 b:B:6", Rule(K.MIN_CREDITS, 12), rule)
    assert kinds(case, "a", "b") == [Kind.BARRED]
    assert kinds(case, "a", "b", waivers=[Waiver(rule.label, "both are needed", "Eva External")]) == []


def test_dates_that_are_not_known_are_not_asked_about() -> None:
    case = Framework("Handbook", qualifications=(Qualification("Q", "Q", min_age=16, last_registration="at the end of August"),))
    assert kinds(case, when=When(born=date(2000, 1, 1))) == []
    assert kinds(case, when=When(registered=date(2030, 1, 1), claimed=date(2031, 1, 1))) == []
    assert kinds(case, when=When(born=date(2014, 1, 2), registered=date(2030, 1, 1))) == [Kind.TOO_YOUNG]


def test_who_was_born_on_29_february_is_older_on_1_march() -> None:
    assert [age(date(2008, 2, 29), day) for day in (date(2024, 2, 28), date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1))] == [
        15,
        16,
        16,
        17,
    ]


def test_of_units_with_one_title_the_one_with_most_credit_counts() -> None:
    case = framework("a:B:4/2 b:B:7/3 c:B:5/3", Rule(K.MIN_CREDITS, 9), Rule(K.SAME_TITLE, units=("a", "b")))
    seen = verdict(case, case.qualification(), "abc")
    assert seen.accepted  # by their own titles nothing is alike
    alike = framework("a:B:4/2 b:B:7/3 c:B:5/3", Rule(K.MIN_CREDITS, 9), Rule(K.SAME_TITLE), **_titled("a", 4, 2), **_titled("b", 7, 3))
    assert verdict(alike, alike.qualification(), "abc").counted == ("b", "c")
    level = Rule(K.MIN_CREDITS_AT_LEVEL, 4, level=2)
    needed = framework(
        "a:B:4/2 b:B:7/3 c:B:5/3", Rule(K.MIN_CREDITS, 9), level, Rule(K.SAME_TITLE), **_titled("a", 4, 2), **_titled("b", 7, 3)
    )
    assert verdict(needed, needed.qualification(), "abc").counted == ("a", "c")  # a rule needs the smaller one


def _titled(key: str, credit: int, level: int) -> dict:  # type: ignore[type-arg]
    return {key: Unit(key, key, "Plan", level, credit=credit)}
