"""Rules of combination: what counts, what is short, and by how much."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.engine.combination import Fact, Kind, shortfalls, verdict
from milepost.engine.framework import Framework, Rule
from tests.engine.rules import K, framework

TOTAL = Rule(K.MIN_CREDITS, 42)
GROUP_A = Rule(K.MIN_CREDITS, 12, groups=("A",))
MANDATORY = Rule(K.MANDATORY, units=("F3", "F4"))
OPTIONAL = Rule(K.MIN_CREDITS, 30, scope="optional")
EACH = Rule(K.ONE_FROM_EACH, groups=("B", "C", "D", "E"))
LEVEL_3 = Rule(K.MIN_CREDITS_AT_LEVEL, 10, scope="optional", level=3)
# The learner's diploma: F3 and F4 are mandatory, B to E optional.
DIPLOMA = framework(
    "F3:A:6 F4:A:6 A3:B:5/2 A13:B:6 A2:B:5/2 B11:C:7 B2:C:5/2 B4:C:8/2 C5:D:6 C1:D:6/2 D6:E:6/2 D2:E:6/2 D9:E:10/4",
    *(TOTAL, GROUP_A, MANDATORY, OPTIONAL, EACH, LEVEL_3),
)
SEVEN = "F3 F4 A3 A13 B11 C5 D6".split()


def short(case: Framework, chosen: str) -> list[tuple[str, dict[str, object]]]:
    return [(s.kind, s.args) for s in shortfalls(case, case.qualification(), chosen.split())]


def kinds(case: Framework, chosen: str) -> list[str]:
    return [s.kind for s in shortfalls(case, case.qualification(), chosen.split())]


def test_the_learners_seven_units_make_the_award() -> None:
    seen = verdict(DIPLOMA, DIPLOMA.qualification(), SEVEN)
    assert seen.accepted
    assert (seen.credits, seen.optional_credits) == (42, 30)
    assert seen.by_group == {"A": 12, "B": 11, "C": 7, "D": 6, "E": 6}
    assert seen.by_level == {"2": 11, "3": 31}
    assert seen.optional_by_level == {"2": 11, "3": 19}
    assert [(line.kind, line.need, line.has) for line in seen.lines] == [
        ("credits", 42, 42),
        ("credits", 12, 12),
        ("mandatory", 2, 2),
        ("credits", 30, 30),
        ("one_from_each", 4, 4),
        ("credits_at_level", 10, 19),
    ]
    assert not seen.unconfirmed


SCOPE = {"scope": "total", "groups": ()}


@pytest.mark.parametrize(
    ("units", "rule", "chosen", "reason"),
    [
        ("a:-:4 b:-:4", Rule(K.MIN_CREDITS, 8), "a", ("credits", {"need": 8, "has": 4, "taken": 4, **SCOPE})),
        (
            "a:B:4 b:C:4 c:D:9",
            Rule(K.MIN_CREDITS, 10, groups=("B", "C")),
            "a b c",
            ("credits", {"need": 10, "has": 8, "taken": 8, "scope": "total", "groups": ("B", "C")}),
        ),
        (
            "a:A:4 b:B:4",
            Rule(K.MIN_CREDITS, 5, scope="optional"),
            "a b",
            ("credits", {"need": 5, "has": 4, "taken": 4, "scope": "optional", "groups": ()}),
        ),
        ("a:-:4 b:-:4", Rule(K.MIN_UNITS, 2), "a", ("units", {"need": 2, "has": 1, "taken": 1, **SCOPE})),
        (
            "a:B:4 b:C:4",
            Rule(K.MIN_UNITS, 2, groups=("B",)),
            "a b",
            ("units", {"need": 2, "has": 1, "taken": 1, "scope": "total", "groups": ("B",)}),
        ),
        ("a:-:4 b:-:4", Rule(K.EXACT_UNITS, 2), "a", ("units_exactly", {"need": 2, "has": 1, "taken": 1, **SCOPE})),
        ("a:-:7 b:-:7", Rule(K.EXACT_CREDITS, 12), "a b", ("credits_exactly", {"need": 12, "has": 7, "taken": 14, **SCOPE})),
        ("a:A:4 b:A:4", Rule(K.MANDATORY, units=("a", "b")), "b", ("mandatory", {"need": 2, "has": 1, "missing": ("a",)})),
        ("a:A:4 b:A:4", Rule(K.MANDATORY, groups=("A",)), "b", ("mandatory", {"need": 2, "has": 1, "missing": ("a",)})),
        ("a:B:4 b:C:4", Rule(K.ONE_FROM_EACH, groups=("B", "C")), "b", ("one_from_each", {"need": 2, "has": 1, "missing": ("B",)})),
        (
            "a:B:4/3 b:B:4/4 c:B:4/2",
            Rule(K.MIN_CREDITS_AT_LEVEL, 8, level=3),
            "a b c",
            ("credits_at_level", {"need": 8, "has": 4, "taken": 4, "level": 3, **SCOPE}),
        ),
        (
            "a:B:4/3 b:B:4/4 c:B:4/2",
            Rule(K.MIN_CREDITS_AT_LEVEL_OR_ABOVE, 9, level=3),
            "a b c",
            ("credits_at_level_or_above", {"need": 9, "has": 8, "taken": 8, "level": 3, **SCOPE}),
        ),
        (
            "a:B:4/E3",
            Rule(K.MIN_CREDITS_AT_LEVEL_OR_ABOVE, 1, level=1),
            "a",
            ("credits_at_level_or_above", {"need": 1, "has": 0, "taken": 0, "level": 1, **SCOPE}),
        ),
        (
            "a:A:4/3 b:B:6/3",
            Rule(K.MIN_CREDITS_AT_LEVEL, 10, scope="optional", level=3),
            "a b",
            ("credits_at_level", {"need": 10, "has": 6, "taken": 6, "level": 3, "scope": "optional", "groups": ()}),
        ),
        # A unit in two groups counts in one of them.
        ("a:BC:4", Rule(K.ONE_FROM_EACH, groups=("B", "C")), "a", ("one_from_each", {"need": 2, "has": 1, "missing": ("C",)})),
    ],
)
def test_a_rule_that_is_not_met_says_what_it_needs_and_has(units: str, rule: Rule, chosen: str, reason: object) -> None:
    assert short(framework(units, rule), chosen) == [reason]


# Each rule kind, and a choice that breaks it alone while everything else in the qualification is met.
NEAR_MISSES = [
    (DIPLOMA, "F3 F4 A3 A13 B11 C5 A2 B2", "one_from_each-B-C-D-E", "one_from_each"),
    (DIPLOMA, "F3 F4 A3 A2 B2 B4 C1 D6", "min_credits_at_level-optional-level3", "credits_at_level"),
    (framework("a:B:4 b:B:4 c:C:4", Rule(K.MIN_CREDITS, 8), Rule(K.MAX_CREDITS, 4, groups=("B",))), "a b", "max_credits-B", "credits_over"),
    (framework("a:B:4 b:B:4 c:C:4", Rule(K.MIN_CREDITS, 8), Rule(K.MAX_UNITS, 1, groups=("B",))), "a b", "max_units-B", "units_over"),
    (
        framework("a:A:4 b:A:4 c:B:4", Rule(K.MIN_CREDITS, 8), Rule(K.EXACT_CREDITS, 4, groups=("A",))),
        "a b",
        "exact_credits-A",
        "credits_over",
    ),
    (framework("a:A:4 b:A:4 c:B:4", Rule(K.MIN_CREDITS, 8), Rule(K.EXACT_UNITS, 1, groups=("A",))), "a b", "exact_units-A", "units_over"),
    (framework("a:B:4 b:B:4 c:C:4", Rule(K.MIN_CREDITS, 8), Rule(K.BARRED, units=("a", "b"))), "a b", "barred-a-b", "barred"),
]


@pytest.mark.parametrize(("case", "chosen", "label", "kind"), NEAR_MISSES)
def test_a_choice_that_breaks_one_rule_hears_of_that_rule_only(case: Framework, chosen: str, label: str, kind: str) -> None:
    (reason,) = shortfalls(case, case.qualification(), chosen.split())
    assert (reason.culprit, reason.kind) == (label, kind)


def test_a_surplus_unit_is_left_out_and_fails_nothing() -> None:
    case = framework("a:B:4 b:B:4 c:C:4", Rule(K.MIN_CREDITS, 8), Rule(K.MAX_CREDITS, 4, groups=("B",)))
    seen = verdict(case, case.qualification(), ["a", "b", "c"])
    assert seen.accepted
    assert (seen.credits, seen.counted, seen.surplus) == (8, ("a", "c"), ("b",))
    assert [(line.need, line.has, line.taken, line.met) for line in seen.lines] == [(8, 8, 12, True), (4, 4, 8, True)]


def test_a_limit_leaves_out_the_units_that_the_other_rules_need_least() -> None:
    level = Rule(K.MIN_CREDITS_AT_LEVEL, 4, level=3)
    case = framework("a:B:4/2 b:B:4/2 c:B:4/3", Rule(K.MAX_CREDITS, 4), level)
    assert verdict(case, case.qualification(), "abc").counted == ("c",)


def test_a_unit_in_two_groups_counts_where_it_is_needed() -> None:
    case = framework("a:BC:4 b:B:4", Rule(K.ONE_FROM_EACH, groups=("B", "C")))
    seen = verdict(case, case.qualification(), "ab")
    assert seen.accepted
    assert seen.by_group == {"B": 4, "C": 4}


def test_a_limit_is_not_blamed_for_what_is_short_without_it_too() -> None:
    case = framework("a:B:4 b:B:4 c:C:4", Rule(K.MIN_CREDITS, 10), Rule(K.MAX_CREDITS, 4, groups=("B",)))
    assert short(case, "a b") == [("credits", {"need": 10, "has": 4, "taken": 8, **SCOPE})]


def test_every_unmet_rule_is_named_in_the_order_of_the_rules() -> None:
    assert kinds(DIPLOMA, "F3 A3") == ["credits", "credits", "mandatory", "credits", "one_from_each", "credits_at_level"]


def test_a_key_that_no_unit_has_is_a_reason() -> None:
    assert short(DIPLOMA, " ".join([*SEVEN, "Z9"])) == [(Kind.UNKNOWN_UNIT, {"unit": "Z9"})]


def test_a_unit_of_another_qualification_is_a_reason() -> None:
    one = DIPLOMA.qualification()
    other = replace(DIPLOMA.units[0], key="X1", code="X1")
    case = Framework("Handbook", qualifications=(one,), units=(*DIPLOMA.units, other))
    assert short(case, " ".join([*SEVEN, "X1"])) == [(Kind.OTHER_QUALIFICATION, {"unit": "X1"})]


def test_a_unit_named_twice_counts_once() -> None:
    assert kinds(framework("a:-:4", Rule(K.MIN_CREDITS, 8)), "a a") == ["credits"]


def test_a_qualification_without_rules_accepts_anything() -> None:
    assert kinds(framework("a:-:4"), "a") == []


# Facts that no document confirms ---------------------------------------------------------------------------------------


def unsure(**facts: str) -> Framework:
    units = tuple(replace(u, unconfirmed=frozenset(facts.get(u.key, "").split())) for u in DIPLOMA.units)
    return replace(DIPLOMA, units=units)


def test_a_verdict_that_needs_an_unconfirmed_level_says_so() -> None:
    case = unsure(A13="level", B11="level", C5="level")
    seen = verdict(case, case.qualification(), SEVEN)
    assert seen.accepted
    assert seen.unconfirmed
    assert seen.facts == (Fact("A13", "level"), Fact("B11", "level"), Fact("C5", "level"))
    assert [line.unconfirmed for line in seen.lines] == [False, False, False, False, False, True]


def test_a_rule_met_without_the_unconfirmed_unit_rests_on_nothing_unconfirmed() -> None:
    case = unsure(A13="level title")
    assert not verdict(case, case.qualification(), SEVEN).unconfirmed


def test_a_shortfall_that_rests_on_an_unconfirmed_credit_is_flagged() -> None:
    case = unsure(A3="credit")
    flags = {s.culprit: s.unconfirmed for s in shortfalls(case, case.qualification(), "F3 F4 A3 B11 C5 D6".split())}
    assert flags == {"min_credits": True, "min_credits-optional": True}


def test_an_unconfirmed_rule_flags_its_line_met_or_not() -> None:
    case = framework("a:-:4", Rule(K.MIN_CREDITS, 4, unconfirmed=True))
    assert verdict(case, case.qualification(), "a").facts == (Fact("min_credits", "rule"),)
    assert shortfalls(case, case.qualification(), "")[0].unconfirmed


# Properties ------------------------------------------------------------------------------------------------------------

GROUPS = ["A", "B", "C", "BC"]
small_rules = st.one_of(
    st.builds(
        lambda kind, value, groups: Rule(kind, value, groups=tuple(groups)),
        st.sampled_from([K.MIN_CREDITS, K.MAX_CREDITS, K.EXACT_CREDITS]),
        st.integers(1, 14),
        st.sampled_from(["", "A", "B", "C", "BC"]),
    ),
    st.builds(
        lambda kind, value, groups: Rule(kind, value, groups=tuple(groups)),
        st.sampled_from([K.MIN_UNITS, K.MAX_UNITS, K.EXACT_UNITS]),
        st.integers(1, 4),
        st.sampled_from(["", "A", "B", "C"]),
    ),
    st.builds(
        lambda kind, value, level, scope: Rule(kind, value, level=level, scope=scope),
        st.sampled_from([K.MIN_CREDITS_AT_LEVEL, K.MIN_CREDITS_AT_LEVEL_OR_ABOVE]),
        st.integers(1, 10),
        st.integers(2, 3),
        st.sampled_from(["total", "optional"]),
    ),
    st.just(Rule(K.ONE_FROM_EACH, groups=("B", "C"))),
    st.just(Rule(K.MANDATORY, units=("u0",))),
    st.just(Rule(K.BARRED, units=("u0", "u1"))),
)
unit_words = st.tuples(st.sampled_from(GROUPS), st.integers(1, 7), st.integers(2, 4))


@st.composite
def cases(draw: st.DrawFn, most: int = 5) -> Framework:
    words = draw(st.lists(unit_words, min_size=2, max_size=most))
    text = " ".join(f"u{i}:{group}:{credit}/{level}" for i, (group, credit, level) in enumerate(words))
    return framework(text, *draw(st.lists(small_rules, min_size=1, max_size=4, unique_by=lambda r: r.label)))


def possible(case: Framework, chosen: list[str]) -> bool:
    """Whether any way to count the chosen units meets every rule, found by trying them all."""
    qualification = case.qualification()
    units = [case.unit_by_key[key] for key in chosen]
    ways = [[None, *(g.key for g in qualification.group_of(u.key))] for u in units]
    optional = {g.key for g in qualification.groups if g.optional}
    for way in product(*ways):
        counted = [(u, g) for u, g in zip(units, way, strict=True) if g]
        if all(meets(rule, counted, optional) for rule in qualification.rules):
            return True
    return False


def meets(rule: Rule, counted: list[tuple], optional: set[str]) -> bool:  # type: ignore[type-arg]
    if rule.kind is K.MANDATORY:
        return set(rule.units) <= {u.key for u, _ in counted}
    if rule.kind is K.ONE_FROM_EACH:
        return set(rule.groups) <= {g for _, g in counted}
    if rule.kind is K.BARRED:
        return sum(u.key in rule.units for u, _ in counted) <= 1
    seen = [u for u, g in counted if (not rule.groups or g in rule.groups) and (rule.scope == "total" or g in optional)]
    if rule.kind is K.MIN_CREDITS_AT_LEVEL:
        seen = [u for u in seen if u.level == rule.level]
    if rule.kind is K.MIN_CREDITS_AT_LEVEL_OR_ABOVE:
        seen = [u for u in seen if u.level >= rule.level]
    amount = len(seen) if "units" in rule.kind else sum(u.credit for u in seen)
    if "min" in rule.kind:
        return amount >= rule.value
    return amount == rule.value if "exact" in rule.kind else amount <= rule.value


@settings(max_examples=150, deadline=None)
@given(cases())
def test_the_count_agrees_with_trying_every_way(case: Framework) -> None:
    chosen = [u.key for u in case.units]
    seen = verdict(case, case.qualification(), chosen)
    assert seen.accepted == possible(case, chosen)
    assert seen.settled


@settings(max_examples=100, deadline=None)
@given(cases(), st.data())
def test_one_more_unit_never_spoils_a_choice(case: Framework, data: st.DataObject) -> None:
    keys = [u.key for u in case.units]
    chosen = data.draw(st.lists(st.sampled_from(keys), unique=True))
    before, after = (verdict(case, case.qualification(), c) for c in (chosen, [*chosen, data.draw(st.sampled_from(keys))]))
    assert after.accepted or not before.accepted
    limits = (K.MAX_CREDITS, K.MAX_UNITS, K.EXACT_CREDITS, K.EXACT_UNITS, K.BARRED)
    if not any(r.kind in limits for r in case.qualification().rules) and not any(len(case.qualification().group_of(k)) > 1 for k in keys):
        assert all(now.has >= then.has for then, now in zip(before.lines, after.lines, strict=True))


@settings(max_examples=100, deadline=None)
@given(cases())
def test_what_counts_keeps_within_the_limits_and_explains_every_refusal(case: Framework) -> None:
    seen = verdict(case, case.qualification(), [u.key for u in case.units])
    for line in seen.lines:
        if line.rule.kind in (K.MAX_CREDITS, K.MAX_UNITS, K.EXACT_CREDITS, K.EXACT_UNITS):
            assert line.has <= line.rule.value
    assert seen.accepted == all(line.met for line in seen.lines)
    assert sum(seen.by_group.values()) == seen.credits == sum(seen.by_level.values())
    assert len({s.culprit for s in seen.shortfalls}) == len(seen.shortfalls)
