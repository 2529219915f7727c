"""Every reason that the engine can give has a sentence, in the tone of the house."""

from datetime import date

import pytest

from milepost.base.text import SENTENCES, line, listed, names_of, sentence
from milepost.engine import (
    appraisal,
    combination,
    consistency,
    editions,
    following,
    gaps,
    gates,
    impact,
    journey,
    mapping,
    needs,
    proposing,
    requirements,
    road,
    stakeholders,
)
from milepost.engine.framework import Group, Qualification, Rule
from milepost.engine.reasons import Shortfall
from tests.base.standard_cases import STANDARD_CASES
from tests.engine.language import UNIT
from tests.engine.rules import K, framework
from tests.engine.test_combination import DIPLOMA, SEVEN

NAMES = {"B": "Group B", "C": "Group C", "u1": "B11"}
TOTAL = {"scope": "total", "groups": ()}
CASES = [
    *STANDARD_CASES,
    ("credits", {"need": 42, "has": 36, "taken": 36, **TOTAL}, "needs 42 credits, has 36: 6 short"),
    (
        "credits",
        {"need": 42, "has": 36, "taken": 48, **TOTAL},
        "needs 42 credits, counting 36: 6 short, not counting 12",
    ),
    ("credits", {"need": 1, "has": 0, "taken": 0, "scope": "optional", "groups": ()}, "needs 1 optional credit, has 0: 1 short"),
    (
        "credits",
        {"need": 13, "has": 6, "taken": 6, "scope": "total", "groups": ("B", "C")},
        "needs 13 credits from Group B or Group C, has 6: 7 short",
    ),
    ("credits_exactly", {"need": 12, "has": 7, "taken": 7, **TOTAL}, "needs exactly 12 credits, has 7: 5 short"),
    (
        "credits_over",
        {"limit": 8, "taken": 12, "over": 4, "scope": "total", "groups": ("B",)},
        "only 8 credits from Group B count of the 12 chosen: 4 too many, and the other rules need more that counts",
    ),
    (
        "credits_at_level",
        {"need": 10, "has": 6, "taken": 6, "level": 3, "scope": "optional", "groups": ()},
        "needs 10 optional credits at Level 3, has 6: 4 short",
    ),
    (
        "credits_at_level_or_above",
        {"need": 38, "has": 30, "taken": 30, "level": 4, **TOTAL},
        "needs 38 credits at Level 4 or above, has 30: 8 short",
    ),
    (
        "units",
        {"need": 3, "has": 1, "taken": 1, "scope": "total", "groups": ("D",)},
        "needs 3 units from Group D, has 1: 2 short",
    ),
    ("units_exactly", {"need": 2, "has": 1, "taken": 1, **TOTAL}, "needs exactly 2 units, has 1: 1 short"),
    (
        "units_over",
        {"limit": 1, "taken": 2, "over": 1, **TOTAL},
        "only 1 unit count of the 2 chosen: 1 too many, and the other rules need more that counts",
    ),
    ("mandatory", {"need": 2, "has": 1, "missing": ("F3",)}, "needs the mandatory unit F3"),
    ("mandatory", {"need": 2, "has": 0, "missing": ("F3", "u1")}, "needs the mandatory units F3 and B11"),
    ("one_from_each", {"need": 4, "has": 3, "missing": ("E",)}, "needs at least one unit from Group E, has none"),
    (
        "one_from_each",
        {"need": 4, "has": 1, "missing": ("B", "C", "E")},
        "needs at least one unit from each of Group B, Group C and Group E, has none",
    ),
    (
        "barred",
        {"units": ("u1", "F3")},
        "only one of B11 and F3 counts, because they are barred together: the other rules need more",
    ),
    *[
        (f"{measure}{bound}_{reach}", {**figures, "level": 2, **TOTAL}, said % (what, words))
        for measure, what in (("credits", "credits"), ("units", "units"))
        for reach, words in (
            ("at_level", "at Level 2"),
            ("at_level_or_above", "at Level 2 or above"),
            ("at_level_or_below", "at Level 2 or below"),
        )
        for bound, figures, said in (
            ("", {"need": 8, "has": 6, "taken": 6}, "needs 8 %s %s, has 6: 2 short"),
            (
                "_over",
                {"limit": 3, "taken": 7, "over": 4},
                "only 3 %s %s count of the 7 chosen: 4 too many, and the other rules need more that counts",
            ),
        )
    ],
    *[
        (f"{measure}{bound}", {**figures, **TOTAL}, said % what)
        for measure, what in (("values", "unit values"), ("glh", "guided learning hours"), ("tqt", "hours of qualification time"))
        for bound, figures, said in (
            ("", {"need": 8, "has": 6, "taken": 6}, "needs 8 %s, has 6: 2 short"),
            ("_exactly", {"need": 8, "has": 6, "taken": 6}, "needs exactly 8 %s, has 6: 2 short"),
            (
                "_over",
                {"limit": 3, "taken": 7, "over": 4},
                "only 3 %s count of the 7 chosen: 4 too many, and the other rules need more that counts",
            ),
        )
    ],
    (
        "credits",
        {"need": 13, "has": 6, "taken": 6, "scope": "total", "groups": ("B", "C"), "further": True},
        "needs 13 further credits from Group B or Group C, has 6: 7 short",
    ),
    (
        "credits_over",
        {"limit": 8, "taken": 12, "over": 4, **TOTAL, "how": ("rpl", "transfer")},
        (
            "only 8 credits by recognition of prior learning or credit transfer count of the 12 chosen: 4 too many, "
            "and the other rules need more that counts"
        ),
    ),
    (
        "share_at_least",
        {"percent": 50, "counts": 4, "left": 2, "of": "units", "reach": "at_level", "level": 2, "scope": "optional", "groups": ()},
        "needs at least 50 % of the optional units at Level 2: for that only 4 count, 2 do not, and the other rules need more that counts",
    ),
    (
        "share_at_most",
        {"percent": 40, "counts": 30, "left": 10, "of": "credits", "reach": "", "scope": "imported", "groups": ()},
        "needs at most 40 % of the credits as imported credits: for that only 30 count, 10 do not, and the other rules need more that counts",
    ),
    ("proposal_no_issue", {}, "the employer has no open business issue: note one in the needs analysis first"),
    ("proposal_no_solution", {}, "nothing is proposed yet"),
    ("solution_empty", {"number": 2}, "solution 2 does not say what it is"),
    ("solution_no_issue", {"number": 2}, "solution 2 serves no business issue: choose the one that it deals with"),
    ("solution_no_measure", {"number": 2}, "solution 2 does not say how it will be measured"),
    ("solution_no_otherwise", {"number": 2}, "solution 2 does not say what happens if nothing is done"),
    (
        "solution_unknown_units",
        {"number": 2, "units": ["Q7", "Q8"]},
        "solution 2 names units that are not in the qualification: Q7 and Q8",
    ),
    ("proposal_no_evaluation", {}, "nothing is said of when and how you look together whether it helped"),
    ("proposal_no_duties", {}, "nothing is said of what the employer has to do for it"),
    ("return_not_counted", {"number": 2}, "business issue 2 has not been counted again"),
    ("return_no_value", {"number": 2}, "nobody has said what one unit of business issue 2 is worth: ask the employer"),
    ("return_no_times", {"number": 2}, "nobody has said how many times business issue 2 comes in the time that you look at"),
    ("return_no_share", {"number": 2}, "nobody was asked how much of business issue 2 is due to the work with you"),
    ("return_no_price", {}, "nobody has said what it cost"),
    (
        "solution_no_route",
        {"number": 2, "title": "Diploma"},
        "the units of solution 2 do not go together: nobody completes Diploma with all of them",
    ),
    ("pick_breach", {"n": 2}, "2 service standards were not kept"),
    ("pick_returned", {"n": 1}, "1 stage was put back"),
    ("pick_handed_over", {"day": "2027-03-02"}, "handed over on 2 March 2027"),
    ("pick_new_owner", {"day": date(2027, 1, 4)}, "its owner is new: since 4 January 2027"),
    ("pick_never", {}, "nobody had looked at this file before"),
    ("pick_long_ago", {"day": "2026-03-31"}, "looked at last for the days until 31 March 2026"),
    ("pick_by_chance", {"seed": "7f"}, "by chance, with the seed 7f"),
    ("check_not_happened", {"check": "met", "text": "a first meeting"}, "not in the journal yet: a first meeting"),
    ("check_not_said", {"check": "fits", "text": "it fits"}, "still to be said by the owner: it fits"),
    ("same_title", {"units": ("u1", "F3")}, "only one of each title counts among B11 and F3: the other rules need more"),
    (
        "barring_codes",
        {"units": ("u1", "F3"), "codes": ("AB1",)},
        "only one of each barring code counts among B11 and F3 (AB1): the other rules need more",
    ),
    ("needs", {"unit": "u1", "units": ("F3",), "most": 0}, "B11 does not count without F3, and the other rules need it"),
    ("needs", {"unit": "u1", "units": ("F3", "F4"), "most": 1}, "B11 does not count without F3 or F4, and the other rules need it"),
    ("together", {"units": ("u1",), "missing": ("F3",)}, "B11 does not count without F3, and the other rules need it"),
    ("too_young", {"need": 19, "has": 18, "day": date(2026, 3, 1)}, "needs an age of 19 at registration, is 18 on 1 March 2026"),
    (
        "registration_ended",
        {"last": date(2026, 8, 31), "day": date(2026, 9, 1)},
        "nobody is registered after 31 August 2026 any more, and the day is 1 September 2026",
    ),
    (
        "certification_ended",
        {"last": date(2026, 8, 31), "day": date(2026, 9, 1)},
        "no certificate is issued after 31 August 2026 any more, and the day is 1 September 2026",
    ),
    ("unknown_unit", {"unit": "Z9"}, "no unit goes by Z9"),
    ("other_qualification", {"unit": "u1"}, "B11 does not count towards this qualification"),
    (
        "requirement_all_of",
        {"number": "4", "need": 2, "has": 1, "missing": ("b",), "items": ("operational.",)},
        "requirement 4 needs all of its 2 parts, has 1; still to show: operational",
    ),
    (
        "requirement_n_of",
        {"number": "6", "need": 2, "has": 1, "items": ("front line", "team leaders", "partners", "managers")},
        "requirement 6 needs 2 of front line, team leaders, partners, …; has 1",
    ),
    ("requirement_n_different", {"number": "8", "need": 2, "has": 0, "things": ()}, "requirement 8 needs 2 different ones; has 0"),
    (
        "requirement_n_different",
        {"number": "8", "need": 2, "has": 1, "things": ("letter",)},
        "requirement 8 needs 2 different ones; has 1: letter",
    ),
    ("requirement_shown", {"number": "9"}, "requirement 9 is not judged met yet"),
    (
        "requirement_simulation",
        {"number": "1", "nature": "performance", "evidence": (3,), "targets": ("B11:1.1", "B11:1.2")},
        "requirement 1 allows no simulation for performance evidence: 1 piece behind 1.1 and 1.2 is simulated",
    ),
    (
        "requirement_simulation",
        {"number": "1", "nature": "", "evidence": (3, 4), "targets": ("B11:1.1",)},
        "requirement 1 allows no simulation: 2 pieces of evidence behind 1.1 are simulated",
    ),
    (
        "requirement_place",
        {"number": "1", "settings": ("realistic_environment", "work_placement"), "evidence": (3, 4), "targets": ("B11:R4.a",)},
        (
            "requirement 1 does not allow evidence from a realistic working environment or a work placement: "
            "2 pieces behind requirement 4.a come from there"
        ),
    ),
    (
        "requirement_period",
        {"number": "3", "first": None, "last": None, "count": 0},
        "requirement 3 needs the assessor to find the period long enough; no evidence has a date yet",
    ),
    (
        "requirement_period",
        {"number": "3", "first": date(2024, 1, 8), "last": date(2024, 6, 30), "count": 5},
        "requirement 3 needs the assessor to find the period long enough; the evidence has 5 days from 8 January 2024 to 30 June 2024",
    ),
    ("criteria_open", {"criteria": ("1.1",), "count": 1, "all": 9}, "1.1 is open: nothing is handed in for it"),
    (
        "criteria_claimed",
        {"criteria": ("1.1", "1.2"), "count": 2, "all": 9},
        "1.1 and 1.2 are handed in and wait for a judgement",
    ),
    ("criteria_redo", {"criteria": ("1.1",), "count": 1, "all": 9}, "1.1 is not met yet: please redo"),
    (
        "criteria_in_doubt",
        {"criteria": ("1.1",), "count": 1, "all": 9},
        "1.1 is in doubt: the evidence has changed since it was judged",
    ),
    (
        "requirements_in_doubt",
        {"requirements": ("4.a", "9"), "count": 2},
        "requirements 4.a and 9 are in doubt: the evidence has changed since they were judged",
    ),
    ("no_criteria", {}, "the unit has no criteria to judge"),
    ("declaration", {}, "the learner has not declared the work their own"),
    ("unit_unsigned", {"unit": "u1", "met": 3, "all": 9}, "B11 is not signed off: 3 of 9 criteria are met"),
    ("unit_waiting", {"unit": "u1"}, "B11 is signed off and waits for its second look"),
    ("unit_returned", {"unit": "u1"}, "B11 was returned by the quality assurer"),
    (
        "unit_in_doubt",
        {"unit": "u1", "criteria": ("1.1", "R4.a"), "count": 2},
        "B11 is signed off, but the evidence for 1.1 and requirement 4.a has changed since",
    ),
    (
        "check_not_held",
        {"check": "agreed", "text": "We agree who our stakeholders are", "reasons": [Shortfall("stakeholders_never")]},
        "We agree who our stakeholders are: nobody has been asked to draw the principal stakeholders yet",
    ),
    ("stakeholders_never", {}, "nobody has been asked to draw the principal stakeholders yet"),
    (
        "stakeholders_open",
        {"day": date(2026, 11, 27)},
        "colleagues draw the principal stakeholders until 27 November 2026: nobody knows yet whether they agree",
    ),
    ("stakeholders_few_drawings", {"need": 3, "has": 1}, "at least 3 drawings are needed, there is 1"),
    (
        "stakeholders_few_of_asked",
        {"need": 4, "has": 3, "asked": 5},
        "3 of the 5 colleagues who were asked have drawn, at least 4 should",
    ),
    ("stakeholders_few_shared", {"need": 5, "has": 3}, "3 stakeholders stand on two thirds of the drawings, at least 5 should"),
    (
        "stakeholders_many_shared",
        {"most": 6, "has": 7},
        "7 stakeholders stand on two thirds of the drawings, and at most 6 can be principal: say which",
    ),
    ("employers_unowned", {"has": 1, "of": 9}, "1 of 9 employers has no owner"),
    ("employers_none", {}, "no employer is in the system yet"),
    (
        "proposals_untied",
        {"has": 2, "of": 9},
        "2 of the 9 proposals of the last three months name a solution without a business issue",
    ),
    ("proposals_none", {}, "no proposal was sent in the last three months"),
    ("steps_not_sampled", {}, "nobody has drawn files in the last twelve months to see whether steps are followed"),
    ("steps_not_looked_at", {"has": 2, "of": 5}, "2 of 5 drawn files are still to be looked at"),
    ("steps_to_mend", {"has": 1}, "1 action on a step is still to be done"),
    ("standards_below", {"titles": ["Feedback", "Enquiries"]}, "below target over twelve months: Feedback, Enquiries"),
    ("standards_not_counted", {}, "no service standard has counted anything in twelve months"),
    ("breaches_unexplained", {"has": 3}, "3 breaches of standards are not explained"),
    ("impact_overdue", {"has": 1}, "1 look back at whether it helped is overdue"),
    ("impact_never", {}, "nobody has looked back at an accepted proposal in the last twelve months"),
    ("milepost_before", {"title": "We judge alike"}, "“We judge alike” comes first"),
    ("milepost_unknown", {}, "this milepost is not on the road"),
    ("milepost_passed", {}, "it is passed already"),
    ("no_assessor", {"days": 1}, "has had no assessor for 1 day"),
    ("feedback_late", {"days": 16, "due": date(2026, 11, 2)}, "has waited for feedback for 16 days"),
    ("units_open", {"days": 14}, "no units agreed 14 days after the start"),
    ("break_overrun", {"days": 3, "day": date(2026, 11, 2)}, "meant to be back from a break on 2 November 2026"),
    ("ends_soon", {"days": 20, "left": 8, "signed": 40}, "the plan ends in 8 days, with 40 % signed off"),
    ("ends_soon", {"days": 29, "left": -1, "signed": 40}, "the plan ended 1 day ago, with 40 % signed off"),
    ("no_contact", {"days": 31}, "nothing has happened for 31 days"),
    ("redo_open", {"days": 15}, "has not answered a redo for 15 days"),
    ("consent_missing", {"days": 9}, "has not said whether the employer sees how far they are"),
]


@pytest.mark.parametrize(("kind", "args", "said"), CASES)
def test_a_reason_reads_as_a_sentence(kind: str, args: dict[str, object], said: str) -> None:
    assert sentence(Shortfall(kind, args), NAMES) == said


def test_every_kind_the_engine_can_give_has_a_sentence_and_a_case() -> None:
    kinds = {
        kind.value
        for module in (
            combination,
            requirements,
            gates,
            journey,
            proposing,
            impact,
            following,
            stakeholders,
            road,
            appraisal,
            consistency,
            gaps,
            editions,
            mapping,
        )
        for kind in module.Kind
    } | set(needs.ORDER)
    assert set(SENTENCES) == kinds == {kind for kind, _, _ in CASES}


def test_a_sentence_fits_what_the_engine_really_gives() -> None:
    names = names_of(DIPLOMA, DIPLOMA.qualification())
    said = [sentence(s, names) for s in combination.shortfalls(DIPLOMA, DIPLOMA.qualification(), ["F3", "A13", "A3"])]
    assert said == [
        "needs 42 credits, has 17: 25 short",
        "needs 12 credits from Group A, has 6: 6 short",
        "needs the mandatory unit F4",
        "needs 30 optional credits, has 11: 19 short",
        "needs at least one unit from each of Group C, Group D and Group E, has none",
        "needs 10 optional credits at Level 3, has 6: 4 short",
    ]


def test_every_rule_has_a_line_met_or_not() -> None:
    seen = combination.verdict(DIPLOMA, DIPLOMA.qualification(), SEVEN)
    assert [line(one, names_of(DIPLOMA)) for one in seen.lines] == [
        "42 credits: has 42",
        "12 credits from Group A: has 12",
        "mandatory F3 and F4: has 2",
        "30 optional credits: has 30",
        "a unit from each of Group B, Group C, Group D and Group E: has 4",
        "10 optional credits at Level 3: has 19",
    ]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Rule(K.MAX_CREDITS, 4, groups=("B",)), "at most 4 credits from Group B: counting 4, not counting 4"),
        (Rule(K.EXACT_CREDITS, 4), "exactly 4 credits: counting 4, not counting 4"),
        (Rule(K.MAX_UNITS, 1), "at most 1 unit: counting 1, not counting 1"),
        (Rule(K.EXACT_UNITS, 2), "exactly 2 units: has 2"),
        (Rule(K.MIN_UNITS, 2, scope="optional"), "2 optional units: has 2"),
        (Rule(K.BARRED, units=("a", "b")), "only one of a and b: counting 1, not counting 1"),
        (Rule(K.MANDATORY, groups=("B",)), "mandatory a and b: has 2"),
        (Rule(K.ONE_FROM_EACH), "a unit from each of Group B: has 1"),
        (Rule(K.MIN_CREDITS_AT_LEVEL_OR_ABOVE, 4, level=2, groups=("B",)), "4 credits at Level 2 or above from Group B: has 8"),
        (Rule(K.MIN_SHARE_AT_LEVEL, 50, level=3), "at least 50 % of the credits at Level 3: has 100 %"),
        (Rule(K.MAX_SHARE, 50, groups=("B",)), "at most 50 % of the credits as credits from Group B: has 0 %"),
        (Rule(K.SAME_TITLE), "of units with the same title only one"),
        (Rule(K.BARRING_CODES), "of units with the same barring code only one"),
        (Rule(K.NEEDS, units=("a", "c")), "a only with c: without c"),
        (Rule(K.NEEDS, units=("a", "b")), "a only with b"),
        (Rule(K.TOGETHER, units=("a", "b")), "a and b only together"),
        (Rule(K.MIN_UNITS, 1, units=("a", "c")), "1 unit from a or c: has 1"),
    ],
)
def test_a_line_reads_for_every_kind_of_rule(rule: Rule, said: str) -> None:
    case = framework("a:B:4 b:B:4", rule)
    (one,) = combination.verdict(case, case.qualification(), "ab").lines
    assert line(one, {}) == said


def test_a_waived_rule_says_by_whom_until_when_and_why() -> None:
    rule = Rule(K.MIN_CREDITS, 42)
    case = framework("a:B:4 b:B:4", rule)
    for until, said in ((date(2027, 1, 31), " until 31 January 2027"), (None, "")):
        waiver = combination.Waiver(rule.label, "the unit was withdrawn", "Eva External", until)
        (one,) = combination.verdict(case, case.qualification(), "ab", waivers=[waiver]).lines
        assert line(one, {}) == f"42 credits: waived by Eva External{said}, because: the unit was withdrawn"


def test_units_go_by_their_code_and_groups_by_their_letter() -> None:
    case = framework("a:B:4", a=UNIT)
    qualification = Qualification("1", "One", groups=(Group("B", "Delivery"),))
    assert names_of(case, qualification) == {"B": "Group B", "B11": "B11"}


def test_lists_end_in_and() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
