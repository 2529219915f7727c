"""Standing: facts → what is met, claimed, to redo, in doubt and open."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.engine.framework import Criterion, Outcome, Unit
from milepost.engine.requirements import Evidence
from milepost.engine.standing import (
    Claim,
    Counts,
    Decision,
    Facts,
    Judgement,
    Rest,
    Review,
    SignedState,
    SignOff,
    State,
    percent,
    standing,
)
from tests.engine.language import UNIT, WHOLE, Told, case, told


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        ("", State.OPEN),
        ("1.1  photo  lena  draft", State.OPEN),
        ("1.1  photo  lena  handed in", State.CLAIMED),
        ("1.1  photo  lena  handed in  withdrawn", State.OPEN),
        ("1.1  photo  asif  met", State.MET),
        ("1.1  photo  asif  met  changed", State.DOUBT),
        ("1.1  photo  asif  met  withdrawn", State.DOUBT),
        ("1.1  photo  asif  met  handed in again", State.MET),
        ("1.1  photo  asif  not yet", State.REDO),
        ("1.1  photo  asif  not yet  handed in again", State.CLAIMED),
        ("1.1  photo  asif  not yet\n1.1  photo  lena  draft", State.REDO),
        ("1.1  photo  asif  not yet\n1.1  photo  lena  handed in", State.CLAIMED),
        ("1.1  photo  asif  not yet\n1.1  photo  asif  met", State.MET),
        ("1.1  photo  asif  ask", State.CLAIMED),
        ("1.1  photo  asif  undone", State.CLAIMED),
        ("1.1  photo  asif  undone  withdrawn", State.OPEN),
        ("R6.a  photo  asif  met", State.OPEN),
    ],
)
def test_a_criterion_is_in_the_state_that_its_claims_and_judgement_give_it(lines: str, state: State) -> None:
    assert told(lines).state("1.1") is state


def test_a_claim_of_a_newer_version_answers_a_not_yet() -> None:
    judged = Judgement("B11:1.1", Decision.NOT_YET, (Rest(1, 1, 1),))
    evidence = {1: Evidence(1, 2)}
    assert standing([UNIT], Facts((Claim(1, "B11:1.1", 1, 1),), (judged,), evidence)).state("B11:1.1") is State.REDO
    assert standing([UNIT], Facts((Claim(1, "B11:1.1", 1, 2),), (judged,), evidence)).state("B11:1.1") is State.CLAIMED


def test_a_judgement_that_lists_several_claims_is_in_doubt_when_one_changes() -> None:
    claims = tuple(Claim(i, "B11:1.1", i) for i in (1, 2))
    judged = Judgement("B11:1.1", Decision.MET, (Rest(1, 1), Rest(2, 2)))
    assert standing([UNIT], Facts(claims, (judged,), {1: Evidence(1), 2: Evidence(2, 2)})).state("B11:1.1") is State.DOUBT


@case("""
    1.1   observation  asif  met
    1.2   photo        lena  handed in
    1.3   photo        asif  not yet
    2.1   statement    asif  met  changed
    R4.a  e-mail       asif  met
    R6.a  e-mail       lena  handed in
""")
def test_a_unit_is_told_in_one_letter_a_criterion(told: Told) -> None:
    unit = told.standing.units["B11"]
    assert unit.cells == told.standing.cells(["B11"]) == told.standing.cells() == "mcrdo"
    assert unit.counts == Counts(1, 1, 1, 1, 1) == Counts.of_cells("odrcm")
    assert unit.requirements == Counts(met=1, claimed=1, open=6)
    assert told.standing.targets(UNIT, State.CLAIMED) == ("B11:1.2", "B11:R6.a")


@case("""
    1.1   observation  asif  met
    1.2   photo        lena  handed in
    1.3   photo        asif  not yet
    2.1   statement    asif  met  changed
""")
def test_evidenced_and_met_are_two_truths(told: Told) -> None:
    assert (told.standing.evidenced_percent, told.standing.met_percent, told.standing.signed_off_percent) == (60, 20, 0)


@pytest.mark.parametrize(("part", "whole", "shown"), [(0, 0, 0), (249, 250, 99), (250, 250, 100), (1, 3, 33), (2, 3, 66)])
def test_percentages_round_down(part: int, whole: int, shown: int) -> None:
    assert percent(part, whole) == shown


@pytest.mark.parametrize(
    ("sign_off", "second_look", "state"),
    [
        (None, False, SignedState.UNSIGNED),
        (SignOff("B11", signed=False), False, SignedState.UNSIGNED),
        (SignOff("B11"), False, SignedState.FINAL),
        (SignOff("B11"), True, SignedState.WAITING),
        (SignOff("B11", review=Review.AGREED), True, SignedState.FINAL),
        (SignOff("B11", review=Review.RETURNED), True, SignedState.RETURNED),
        (SignOff("B11", review=Review.RETURNED), False, SignedState.RETURNED),
    ],
)
def test_a_unit_is_final_after_the_second_look_where_one_is_wanted(sign_off: SignOff | None, second_look: bool, state: SignedState) -> None:
    seen = standing([UNIT], Facts(sign_offs=(sign_off,) if sign_off else (), needs_second_look=second_look))
    assert seen.units["B11"].signed is state
    assert seen.signed_off_percent == (100 if state is SignedState.FINAL else 0)


WORDS = ["draft", "handed in", "met", "not yet", "ask", "undone", "met  changed", "not yet  handed in again"]
portfolios = st.lists(st.tuples(st.sampled_from(["1.1", "1.2", "2.1", "R6.a", "R9"]), st.sampled_from(WORDS)), max_size=8).map(
    lambda lines: "\n".join(f"{target}  photo  asif  {word}" for target, word in lines)
)


@settings(max_examples=150, deadline=None)
@given(portfolios, st.sampled_from(["1.1", "1.2", "2.1", "R6.a", "R9"]))
def test_adding_accepted_evidence_never_loses_a_met_target(text: str, target: str) -> None:
    before, after = told(text), told(f"{text}\n{target}  photo  lena  handed in")
    assert {t for t, s in before.standing.states.items() if s is State.MET} <= {
        t for t, s in after.standing.states.items() if s is State.MET
    }
    judged = told(f"{text}\n{target}  photo  asif  met")
    assert {t for t, s in before.standing.states.items() if s is State.MET} <= {
        t for t, s in judged.standing.states.items() if s is State.MET
    }


@settings(max_examples=100, deadline=None)
@given(portfolios)
def test_every_criterion_is_in_exactly_one_state(text: str) -> None:
    seen = told(text).standing
    assert seen.counts.all == len(UNIT.criterion_targets) == len(seen.cells())
    assert seen.requirements.all == len(UNIT.requirement_targets)
    assert seen.evidenced_percent >= seen.met_percent


@settings(max_examples=60, deadline=None)
@given(portfolios)
def test_only_a_judgement_makes_a_target_met(text: str) -> None:
    ticks = text.replace("not yet", "handed in").replace("met", "handed in")
    assert told(ticks).standing.counts.met == 0


def test_one_learner_with_360_criteria_stands_in_under_three_milliseconds() -> None:
    units = [
        Unit(
            f"U{u}", f"U{u}", "", outcomes=tuple(Outcome(f"{o}", "", tuple(Criterion(f"{o}.{c}", "") for c in range(6))) for o in range(4))
        )
        for u in range(15)
    ]
    targets = [t for u in units for t in u.criterion_targets]
    assert len(targets) == 360
    claims = tuple(Claim(i, targets[i * 2], i) for i in range(180))
    judgements = tuple(Judgement(c.target, Decision.MET, (Rest(c.key, c.evidence),)) for c in claims[:120])
    facts = Facts(claims, judgements, {i: Evidence(i) for i in range(180)})
    took = []
    for _ in range(20):
        start = perf_counter()
        seen = standing(units, facts)
        took.append(perf_counter() - start)
    assert seen.counts == Counts(met=120, claimed=60, open=180)
    assert min(took) < 0.003


def test_the_whole_portfolio_is_met() -> None:
    assert told(WHOLE).standing.met_percent == 100
