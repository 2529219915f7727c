"""Gates name every reason why they stay closed, and none when they are open."""

import pytest

from milepost.engine.framework import Framework, Group, Qualification, Rule, Unit
from milepost.engine.gates import award_gate, sign_off_gate
from milepost.engine.standing import Facts, Judgement, Review, SignOff, standing
from tests.engine.language import UNIT, WHOLE, Told, case, portfolio, told
from tests.engine.rules import K


def closed(told: Told, *, declared: bool = True) -> list[tuple[str, object]]:
    reasons = sign_off_gate(told.unit, told.standing, told.facts, declared=declared)
    return [(s.kind, s.args.get("criteria", s.args.get("number"))) for s in reasons]


@case(WHOLE)
def test_a_whole_portfolio_opens_the_gate(told: Told) -> None:
    assert closed(told) == []


@case(WHOLE)
def test_the_declaration_is_asked_for(told: Told) -> None:
    assert closed(told, declared=False) == [("declaration", None)]


@case("""
    1.1   observation  asif  met
    1.2   photo        lena  handed in
    1.3   photo        asif  not yet
    2.1   statement    asif  met  changed
    R3    observation  asif  met
    R4.a  e-mail       asif  met  changed
    R4.b  e-mail       asif  met
    R6.a  e-mail       asif  met
    R6.c  e-mail       asif  met
    R8    call log     asif  met  things: letter, telephone
""")
def test_all_reasons_are_told_and_not_the_first(told: Told) -> None:
    assert closed(told, declared=False) == [
        ("criteria_open", ("2.2",)),
        ("criteria_claimed", ("1.2",)),
        ("criteria_redo", ("1.3",)),
        ("criteria_in_doubt", ("2.1",)),
        ("requirements_in_doubt", None),
        ("requirement_all_of", "4"),
        ("requirement_shown", "9"),
        ("declaration", None),
    ]


def test_a_unit_without_criteria_has_nothing_to_sign_off() -> None:
    assert closed(told("", Unit("U", "U", "Empty"))) == [("no_criteria", None)]


# The award -------------------------------------------------------------------------------------------------------------

OTHER = Unit("F3", "F3", "Foundations", 3, credit=6, outcomes=UNIT.outcomes)
DIPLOMA = Framework(
    "Handbook",
    qualifications=(
        Qualification(
            "Q1",
            "Diploma",
            units=("B11", "F3"),
            groups=(Group("A", units=("F3",), optional=False), Group("B", units=("B11",))),
            rules=(Rule(K.MIN_CREDITS, 13), Rule(K.MANDATORY, units=("F3",))),
        ),
    ),
    units=(OTHER, UNIT),
)
MET_OTHER = "\n".join(f"{n}  photo  asif  met" for n in ("1.1", "1.2", "1.3", "2.1", "2.2"))


def award(*sign_offs: SignOff, second_look: bool = True, text: str = WHOLE) -> list[tuple[str, object]]:
    told_b, told_f = portfolio(text, UNIT), portfolio(MET_OTHER, OTHER)
    shifted = {f"f{k}": e for k, e in told_f.evidence.items()}
    judged = tuple(Judgement(j.target, j.decision) for j in told_f.judgements)
    facts = Facts(told_b.claims, told_b.judgements + judged, {**told_b.evidence, **shifted}, sign_offs, second_look)
    reasons = award_gate(DIPLOMA, DIPLOMA.qualification(), ("F3", "B11"), standing([OTHER, UNIT], facts))
    return [(s.kind, s.culprit) for s in reasons]


AGREED = Review.AGREED


def test_the_award_can_be_claimed_when_every_agreed_unit_is_final_and_the_rules_are_met() -> None:
    assert award(SignOff("F3", review=AGREED), SignOff("B11", review=AGREED)) == []
    assert award(SignOff("F3"), SignOff("B11"), second_look=False) == []


@pytest.mark.parametrize(
    ("sign_off", "reason"),
    [
        (SignOff("B11", signed=False), "unit_unsigned"),
        (SignOff("B11"), "unit_waiting"),
        (SignOff("B11", review=Review.RETURNED), "unit_returned"),
    ],
)
def test_a_unit_that_is_not_final_keeps_the_award_closed_and_its_credits_out(sign_off: SignOff, reason: str) -> None:
    assert award(SignOff("F3", review=AGREED), sign_off) == [(reason, "B11"), ("credits", "min_credits")]


def test_doubt_about_a_final_unit_keeps_the_award_closed() -> None:
    text = WHOLE.replace("photo        asif  met", "photo        asif  met  changed")
    assert award(SignOff("F3", review=AGREED), SignOff("B11", review=AGREED), text=text) == [("unit_in_doubt", "B11")]
