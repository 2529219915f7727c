"""Which sentences of a handbook state a rule of combination, and which only tell of somebody, or of something else."""

import pytest

from milepost.frameworks.importers.rules import rules_in
from milepost.frameworks.importers.source import Passage, Place
from milepost.frameworks.importers.structure import stated_rules


@pytest.mark.parametrize(
    "sentence",
    [
        "She has 24 credits from Group B, and goes on to Group C.",
        "He finished with 51 credits, which is more than enough.",
        "It replaces the Diploma of 2009, which asked for 28 credits and is now closed.",
        "A kite flyer usually ends with about 40 credits.",
        "This edition holds the content of six units.",
        "私はグループBから全部で50クレジットほどを取りました。",
        "少なくとも2つのユニットは余分に始めるとよいと言われました。",
    ],
)
def test_what_is_only_told_is_no_rule(sentence: str):
    assert rules_in(sentence) == []


def test_of_which_takes_up_what_was_counted_last():
    found = rules_in("A minimum of 13 credits must come from the optional units, of which at least two must be completed.")
    assert {"type": "min_credits", "scope": "optional", "value": 13} in found
    assert {"type": "min_units", "scope": "optional", "value": 2} in found


def test_two_titles_that_one_learner_may_not_take_are_barred():
    known = {"fly a kite at dusk": "A/913/5001", "fly a kite by night": "D/913/5012"}
    found = rules_in("Learners who take Fly a Kite at Dusk may not take Fly a Kite by Night.", "", known)
    assert found == [{"type": "barred", "scope": "barred:A/913/5001+D/913/5012"}]


def test_a_share_is_credits_where_only_the_total_is_given():
    rules = stated_rules(
        passages("The learner must achieve at least 35 credits.", "At least 60% of the credits must be at Level 3 or above."), {}, []
    )
    assert [(r.fact["type"], r.fact["value"]) for r in rules] == [("min_credits", 35), ("min_credits_at_level_or_above", 21)]


def test_numbered_headings_begin_and_end_the_rules_and_examples_are_passed_over():
    rules = stated_rules(
        [
            *passages("1 Introduction", bold=True),
            *passages("The kite school gave 12 credits in total."),
            *passages("2 Rules of combination", "2.1 What must be achieved", bold=True),
            *passages("The learner must achieve at least 35 credits."),
            *passages("2.2 Worked example", bold=True),
            *passages("Ayo takes 20 credits from Group A and 15 credits from Group B."),
            *passages("3 Units", bold=True),
        ],
        {},
        [],
    )
    assert [r.fact for r in rules] == [{"type": "min_credits", "scope": "total", "value": 35}]


def passages(*texts: str, bold: bool = False) -> list[Passage]:
    return [Passage(text, Place(1, k, k), 10.0, bold) for k, text in enumerate(texts, 1)]
