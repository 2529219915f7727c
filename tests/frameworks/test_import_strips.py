"""What stands beside the words that count: a strip of bare facts below a summary, codes of evidence, lines to sign, criteria of performance and of knowledge."""

import json
from typing import Any

from milepost.frameworks.importers import read_handbook

STRIP = """\
Unit 01 Keep a lantern alight (A/620/1101)
Unit summary
In this unit learners will find out how a lantern is kept alight through a night of rain, and what to do when it goes out.
Assessment
This unit is internally assessed.
Mandatory                Graded               Level 2
4 credits                30 GLH

Learning outcomes                        Assessment criteria
1. Be able to trim a wick                1.1 Cut a wick straight
                                         1.2 Set a wick to its height

Unit 02 Carry a lantern through a
crowd (D/620/1102)
Unit summary
Learners carry a lantern where many people walk, and bring it home with the flame that it had when it set out.
Assessment
This unit is internally assessed.
Optional                 Graded               Level 1
3 credits                20 GLH

Learning outcomes                        Assessment criteria
1. Be able to walk with a lantern        1.1 Hold a lantern away from clothes
                                         1.2 Tell others that it comes
"""
CODED = """\
Unit 3: Mend a lantern
Unit reference number: R/508/2201
Level: 3
Credit value: 7
Learning outcomes and assessment criteria
Learning outcomes Assessment criteria Evidence
type
Date
1 Be able to find what is
broken
1.1 Look along each seam for
cracks
O
1.2 Try each hinge
O, WT
1.3 Hold the glass to the light WT
2 Be able to mend it 2.1 Solder a seam
PD
2.2 Set a pane
O, WT
2.3 Test the lantern in wind O, PD
3 Know the price
3.1 Say what a new one costs
PD
3.2 Say who takes old ones
PD
Learner name: Date:
Learner signature: Date:
"""
LETTERED = """\
HT01 Light a lamp
UAN: F/617/4401
Level: 2
Credit value: 4
GLH: 30
Learning outcomes and assessment criteria
Learning outcome 1: Be able to light a lamp
P1 fill the lamp with oil
P2 light it with one match
Learning outcome 2: Understand lamps
K1 why oil climbs in a wick
K2 what soot tells
The evidence for this unit must cover the scope set out below.
Scope of the unit
1 The learner must light at least two of the following lamps:
a. a hand lamp
b. a table lamp
c. a ship's lamp

HT02 Put out a lamp
UAN: J/617/4402
Level: 2
Credit value: 2
GLH: 15
Learning outcomes and assessment criteria
Learning outcome 1: Be able to put out a lamp
P1 turn down the wick
Learning outcome 2: Know what is left
K1 where the oil goes
"""
STRUCTURE = """\
2 Qualification structure
Minimum number of credits that must be achieved 46
Minimum number of credits that must be achieved at Level 3 or above 37
Number of mandatory credits that must be achieved 19
Minimum number of credits that must be achieved from Optional Group B 14
Unit URN Mandatory units (Group A) Level Credit GLH
1 R/508/2201 Mend a lantern
3 7 34
2 Y/508/2202 Light a street 3 12 45
Unit URN Optional units (Group B): lamps Level Credit GLH
4 H/508/2204 Trim a wick 3 5 28
5 L/508/2205 Carry a lantern 3 9 52
"""
IN_JAPANESE = """\
グループA：必須ユニット
番号\tUAN\t題名（英語の題名）\tレベル\t単位\t学習時間
A1\tK/506/7711\t灯りを守る （Keep a Lantern Alight）\t3\t5\t29
A2\tM/506/7712\t灯りを運ぶ （Carry a Lantern）\t3\t4\t18

ユニットA1 灯りを守る
（Keep a Lantern Alight）
UAN：K/506/7711 レベル：3 単位：5
学習成果\t評価基準
1. 芯を切ることができる\t1.1 芯をまっすぐに切る
"""
OBSERVED = """\
Level
2
Credits
12
Guided learning hours
80
Unit LT1K 04: Trim a wick
UAN: H/919/4401
Level: 2
Credit value: 4
GLH: 29
Sector subject area: 03.1 Lamps
Learning outcomes
On completion of this unit you will:
1. Be able to look at a wick
2. Be able to cut a wick
How you will be assessed
Your assessor will watch you at least twice.
Range
Portfolio reference
1 You must trim at least two of these:
a round wick
b flat wick
c plaited wick
Outcome 1
Be able to look at a wick
You can:
Obs. 1
Obs. 2
a. Draw out the wick
b. Find where it is burnt
Date achieved
Assessor initials
Outcome 2
Be able to cut a wick
You can:
Obs. 1
a. Cut it straight
b. Set its height
Date achieved
Assessor initials

Unit LT2K 04: Fill a lamp
UAN: K/919/4402
Level: 2
Credit value: 8
GLH: 51
Learning outcomes
On completion of this unit you will:
1. Be able to fill a lamp
Range
1 You must fill two lamps.
Outcome 1
Be able to fill a lamp
You can:
Obs. 1
a. Unscrew the cap
b. Pour without spilling
Date achieved
Assessor initials

Unit LT3K 04: Carry a lamp
UAN: M/919/4403
Level: 2
Credit value: 3
GLH: 20
Learning outcomes
On completion of this unit you will:
1. Be able to carry a lamp
Outcome 1
Be able to carry a lamp
You can:
Obs. 1
a. Hold it upright
Date achieved
Assessor initials
"""
TOLD_TWICE = """\
Wick Awards Level 2 Award in Lamps 604/1127/3
Wick Awards Level 2 Diploma in Lamps 604/1129/7

Qualification title                      Code         QAN              Level      GLH
Wick Awards Level 2 Award in Lamps       LMP-A2       604/1127/3       2          44
Wick Awards Level 2 Diploma in Lamps     LMP-D2       604/1129/7       2          284
"""
ANEW = """\
Contents
Ring a bell ....... 2
Hang a bell ....... 3

Mandatory units - 7 credits
Unit code   UAN          Unit title    Level   Credit value   GLH
BR1         T/915/2101   Ring a bell   2       3              26
BR2         A/915/2102   Hang a bell   2       4              32

Total credits required: 13 (minimum). All mandatory units must be completed, and at least 6 credits must come from the optional units, of which a
minimum of 4 credits must be at level 3.
Units BR8 and BR9 may be taken with any of the certificates. Optional units do not count towards the Award.

BR1
Ring a bell
Level   Credit value   GLH
2       3              26
Ofqual unit reference number (UAN): T/915/2101

Ring a bell
Learning outcomes
The learner will:
1. Be able to raise a bell
2. Be able to stand a bell
Learning outcome
The learner will:
1. Be able to raise a bell
Assessment criteria
The learner can:
1. pull off in time
2. let out rope
Learning outcome
The learner will:
2. Be able to stand a bell
Assessment criteria
The learner can:
1. set the bell
2. tie the rope
"""
LETTERS_ALONE = """\
Unit BR3: Tie ropes
UAN: F/915/2103
Level: 2
Credit value: 3
GLH: 20
Learning outcomes
On completion of this unit you will:
1.

Be able to tie ropes

2.

Be able to splice ropes

Outcome 1

Be able to tie ropes
You can:
a.

Choose a rope

b.

Tie it so that it holds

c.

Untie it

d.

Coil it

Outcome 2

Be able to splice ropes
You can:
a.

Open the strands

b.

Tuck each strand

c.

Trim what is left

d.

Test the splice

"""
AWARDED = """\
Qualification Number\tQualification Title
603/2740/1\tWick Level 1 Award in Bells
603/2741/3\tWick Level 1 Certificate in Bells

2. Rules of combination
A minimum of 27 credits must be achieved: both units of Group 1 (8 credits), at least 15 credits from Group 2 and not more than 5 credits from Group 3.
Unit 402 may not be combined with unit 403.
Group 1
Wick unit\tUAN\tUnit title\tLevel\tCredit value\tGLH
8711-402\tA/617/5503\tRing at a wedding\t1\t4\t18
8711-403\tF/617/5504\tRing at a fair\t1\t4\t16

8711-402 Ring at a wedding
Unit number:\tA/617/5503
Level:\t1
Credit value:\t4
Learning outcomes\tAssessment criteria
The learner will: 1 Be able to ring in time\tThe learner can: 1.1 Follow the treble
2 Know when to stop\t2.1 Say who calls stand
Specific unit requirements
1 You must ring on at least two of these:
(a) a treble
(b) a tenor
(c) a handbell
"""
GROUP_AWARDS = """\
Group Award code\tTitle\tSCQF level\tSCQF credit points (minimum)
GM7K 22\tSVQ in Bells at SCQF level 5\t5\t24
GM7L 23\tSVQ in Bells at SCQF level 6\t6\t31

HVA code\tSSO code\tUnit ref.\tUnit title\tSCQF level\tSCQF credit points
HK1P 04\tSWG1\tH/615/3301\tRing a bell\t5\t6
HK1R 04\tSWG2\tK/615/3302\tHang a bell\t5\t5
"""
BELONGING = """\
Qualification title\tCode\tAccreditation number\tLevel
Level 2 Certificate in Bells\t7702-02\t600/1244/4\t2
Level 3 Diploma in Bells\t7702-03\t600/1286/9\t3

番号\tサーティフィケート（7702-02）\tディプロマ（7702-03）
201\t○\t○
301\t―\t○

Unit 201 Ring a bell
UAN: R/604/8811
Level: 2
Credit value: 4
1. Be able to ring a bell
1.1 Pull off in time

Unit 301 Hang a bell
UAN: Y/604/8812
Level: 3
Credit value: 4
1. Be able to hang a bell
1.1 Lift the bell
"""


def read(text: str) -> dict[str, Any]:
    document: dict[str, Any] = read_handbook(text.encode(), "lanterns.txt").document
    return document


def criteria(unit: dict[str, Any]) -> list[list[str]]:
    return [[f"{c['number']} {c['text']}" for c in outcome["criteria"]] for outcome in unit["outcomes"]]


def test_bare_facts_below_the_summary_are_those_of_the_unit_above() -> None:
    units = read(STRIP)["units"]
    assert [(u["uan"], u["title"], u["level"], u["credit"], u["glh"]) for u in units] == [
        ("A/620/1101", "Keep a lantern alight", "2", 4, 30),
        ("D/620/1102", "Carry a lantern through a crowd", "1", 3, 20),
    ]
    assert units[0]["aim"].startswith("In this unit learners")
    assert units[0]["assessment"] == "This unit is internally assessed."
    assert criteria(units[1]) == [["1.1 Hold a lantern away from clothes", "1.2 Tell others that it comes"]]


def test_codes_of_evidence_and_lines_to_sign_are_no_words_of_criteria() -> None:
    unit = read(CODED)["units"][0]
    assert [o["text"] for o in unit["outcomes"]] == [
        "Be able to find what is broken", "Be able to mend it", "Know the price",
    ]  # fmt: skip
    assert criteria(unit) == [
        ["1.1 Look along each seam for cracks", "1.2 Try each hinge", "1.3 Hold the glass to the light"],
        ["2.1 Solder a seam", "2.2 Set a pane", "2.3 Test the lantern in wind"],
        ["3.1 Say what a new one costs", "3.2 Say who takes old ones"],
    ]


def test_what_is_performed_and_what_is_known_are_criteria_where_each_has_its_outcome() -> None:
    units = read(LETTERED)["units"]
    assert criteria(units[0]) == [
        ["P1 fill the lamp with oil", "P2 light it with one match"],
        ["K1 why oil climbs in a wick", "K2 what soot tells"],
    ]
    assert "grade" not in json.dumps(units)
    (required,) = units[0]["evidence_requirements"]
    assert [item["letter"] for item in required["items"]] == ["a", "b", "c"]
    assert required["quantifier"] == {"at_least": 2, "of": ["a", "b", "c"]}


def test_a_number_at_the_end_of_what_it_counts_is_a_rule_and_a_named_group_heads_its_units() -> None:
    document = read(STRUCTURE)
    rules = {(r["type"], r["scope"], r.get("level"), r["value"]) for r in document["rules_of_combination"]}
    assert rules == {
        ("min_credits", "total", None, 46),
        ("min_credits_at_level_or_above", "total", "3", 37),
        ("min_credits", "mandatory", None, 19),
        ("min_credits", "group:B", None, 14),
    }
    told = [(u["number"], u["title"], u.get("group"), u.get("mandatory")) for u in document["units"]]
    assert told == [
        ("1", "Mend a lantern", "A", True), ("2", "Light a street", "A", True), ("4", "Trim a wick", "B", False), ("5", "Carry a lantern", "B", False),
    ]  # fmt: skip


def test_a_title_behind_its_translation_is_the_bodys_own() -> None:
    document = read(IN_JAPANESE)
    assert [u["title"] for u in document["units"]] == ["Keep a Lantern Alight", "Carry a Lantern"]
    assert criteria(document["units"][0]) == [["1.1 芯をまっすぐに切る"]]
    assert "title" not in {w["field"] for w in document["warnings"]}


def test_columns_to_be_filled_in_end_no_list_and_the_range_that_binds_is_evidence() -> None:
    units = read(OBSERVED)["units"]
    assert [(u["uan"], u["number"], u["title"]) for u in units] == [
        ("H/919/4401", "LT1K 04", "Trim a wick"), ("K/919/4402", "LT2K 04", "Fill a lamp"), ("M/919/4403", "LT3K 04", "Carry a lamp"),
    ]  # fmt: skip
    assert criteria(units[0]) == [["a Draw out the wick", "b Find where it is burnt"], ["a Cut it straight", "b Set its height"]]
    assert criteria(units[1]) == [["a Unscrew the cap", "b Pour without spilling"]]
    (required,) = units[0]["evidence_requirements"]
    assert [item["text"] for item in required["items"]] == ["round wick", "flat wick", "plaited wick"]


def test_a_qualification_that_is_named_twice_is_one() -> None:
    assert [q["number"] for q in read(TOLD_TWICE + STRUCTURE)["qualifications"]] == ["LMP-A2", "LMP-D2"]


def test_criteria_that_begin_anew_below_each_outcome_and_units_that_the_contents_name_by_title() -> None:
    document = read(ANEW)
    unit = next(u for u in document["units"] if u["uan"] == "T/915/2101")
    assert [(o["number"], o["text"]) for o in unit["outcomes"]] == [("1", "Be able to raise a bell"), ("2", "Be able to stand a bell")]
    assert criteria(unit) == [["1 pull off in time", "2 let out rope"], ["1 set the bell", "2 tie the rope"]]
    rules = {(r["type"], r["scope"], r.get("level"), r.get("value")) for r in document["rules_of_combination"]}
    assert rules == {
        ("min_credits", "total", None, 13),
        ("min_credits", "mandatory", None, 7),
        ("min_credits", "optional", None, 6),
        ("min_credits_at_level", "optional", "3", 4),
    }


def test_letters_alone_on_their_lines_belong_to_the_words_below() -> None:
    (unit,) = read(LETTERS_ALONE)["units"]
    assert criteria(unit) == [
        ["a Choose a rope", "b Tie it so that it holds", "c Untie it", "d Coil it"],
        ["a Open the strands", "b Tuck each strand", "c Trim what is left", "d Test the splice"],
    ]


def test_what_a_sentence_sums_up_is_of_the_whole_and_a_number_may_be_told_by_its_end() -> None:
    document = read(AWARDED)
    assert [q["title"] for q in document["qualifications"]] == ["Wick Level 1 Award in Bells", "Wick Level 1 Certificate in Bells"]
    rules = {(r["type"], r["scope"], r.get("value")) for r in document["rules_of_combination"]}
    assert rules == {
        ("min_credits", "total", 27),
        ("min_credits", "group:1", 8),
        ("min_credits", "group:2", 15),
        ("max_credits", "group:3", 5),
        ("barred", "barred:A/617/5503+F/617/5504", None),
    }
    unit = document["units"][0]
    assert [o["text"] for o in unit["outcomes"]] == ["Be able to ring in time", "Know when to stop"]
    assert criteria(unit) == [["1.1 Follow the treble"], ["2.1 Say who calls stand"]]
    (required,) = unit["evidence_requirements"]
    assert required["quantifier"] == {"at_least": 2, "of": ["a", "b", "c"]}


def test_group_awards_have_codes_and_units_the_bodys_number_rather_than_that_of_the_standards() -> None:
    document = read(GROUP_AWARDS)
    assert [(q["number"], q["level"]) for q in document["qualifications"]] == [("GM7K 22", "5"), ("GM7L 23", "6")]
    assert [u["number"] for u in document["units"]] == ["HK1P 04", "HK1R 04"]


def test_a_table_of_numbers_and_circles_says_in_which_qualification_each_unit_is() -> None:
    units = read(BELONGING)["units"]
    assert {u["number"]: u["qualifications"] for u in units} == {"201": ["7702-02", "7702-03"], "301": ["7702-03"]}
