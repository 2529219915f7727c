"""How the sheet of a unit says which unit it is: a strip below the heading, a number before the title, a table that spells the title otherwise."""

from typing import Any

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.rules import rules_in

STRIPS = """\
Structure
Unit number    Title                              Level    Credit    GLH
Y/650/3302     Rigging a kite                     2        5         38
A/650/3303     Flying a kite                      2        4         28

Unit 1: Rigging a kite
Title                                             Unit number        Level    Credit    GLH
Rigging a kite                                    Y/650/3302         2        5         38

Learning outcomes                        Assessment criteria
1. Know the parts of a kite              1.1 Outline what a bridle does
                                         1.2 Describe how spars are joined

Unit 2: Flying a kite
Title                                             Unit number        Level    Credit    GLH
Flying a kite                                     A/650/3303         2        4         28

Learning outcomes                        Assessment criteria
1. Be able to launch a kite              1.1 Stand with the wind behind you
                                         1.2 Let the line out by hand
"""
SHEETS = (
    ("Y/650/3302", "Rigging a kite", "Know the parts of a kite", "Outline what a bridle does", "Describe how spars are joined"),
    ("A/650/3303", "Flying a kite", "Be able to launch a kite", "Stand with the wind behind you", "Let the line out by hand"),
    ("D/650/3304", "Mending a kite", "Be able to patch a sail", "Cut a patch with round corners", "Sew along the grain"),
)


def read(text: str) -> list[tuple[Any, ...]]:
    """Number, title, level and outcomes with their criteria of each unit."""
    units = read_handbook(text.encode(), "kites.txt").document["units"]
    return [(u["uan"], u["title"], u["level"], *((o["text"], [c["text"] for c in o["criteria"]]) for o in u["outcomes"])) for u in units]


def expected(count: int, level: str) -> list[tuple[Any, ...]]:
    return [(uan, title, level, (outcome, [first, second])) for uan, title, outcome, first, second in SHEETS[:count]]


def pages(head: str) -> str:
    """A table of all units, and a page for each that begins with these lines."""
    listed = "\n".join(f"{uan}     {title:40}2        5" for uan, title, *_rest in SHEETS)
    sheets = [
        f"{head.format(uan=uan, title=title, capitals=title.upper(), number=number)}\n"
        "Learning outcomes                        Assessment criteria\n"
        f"1. {outcome:38}1.1 {first}\n{'':41}1.2 {second}\n"
        for number, (uan, title, outcome, first, second) in enumerate(SHEETS, 1)
    ]
    return "\f".join([f"Units\nUnit number    Title                                   Level    Credit\n{listed}\n", *sheets])


def test_a_strip_below_a_units_heading_is_no_table_of_units() -> None:
    assert read(STRIPS) == expected(2, "2")


def test_the_regulators_number_stands_before_the_title() -> None:
    assert read(pages("Title:            {uan} {title}\nLevel             2\nCredit Value      5\n")) == expected(3, "2")


def test_the_same_level_at_the_top_of_each_page_is_a_fact_and_no_running_line() -> None:
    head = (
        "UNIT {number} – {capitals}\nTitle:                       {title}\nLevel:                       2\nCredit value:                5\n"
    )
    assert read(pages(head)) == expected(3, "2")


SCOTTISH = """\
Group award and unit specifications
Structure
Mandatory units
 FKB code         SSC code         Unit title                               SCQF      SCQF
                                                                            level     credits
 JX41 04          KF01             Rigging a kite on a hill                 5         6
 JX42 04          KF02             Flying a kite on a hill                  5         5
\f
 JX41 04 (KF01) Rigging a kite on a hill
        SCQF level               5                           SCQF credits               6
 Overview
 This standard is about a kite that is put together where the wind blows.
 Performance criteria
 You must be able to:
 Element 1 Prepare a kite
   P1    choose a kite for the wind of the day
   P2    look along each spar for cracks
 Knowledge and understanding
   K1    how wind differs between a hill and a field
\f
 JX42 04 (KF02) Flying a kite on a hill
        SCQF level               5                           SCQF credits               5
 Overview
 This standard is about a kite that is in the air.
 Performance criteria
 You must be able to:
 Element 1 Keep a kite up
   P1    give line as the wind drops
"""
NOTED = """\
Structure
To achieve the diploma learners must achieve a minimum of 20 credits.
Mandatory group
Learners must achieve all three units in this group.
Unit number    Title                              Level    Credit    GLH    Notes
Y/650/3302     Rigging a kite                     2        5         38
A/650/3303     Flying a kite                      2        4         28
D/650/3304     Mending a kite                     2        4         28
Optional group
Learners must achieve a minimum of two units from this group.
Unit number    Title                              Level    Credit    GLH    Notes
F/650/3305     Kites at night                     2        3         18     Cannot be combined with K/650/3307
H/650/3306     Kites on a beach                   2        3         18
K/650/3307     Kites in rain                      2        3         18     Cannot be combined with F/650/3305
"""
SEVERAL = """\
Rules of Combination
Pennant Level 1 Award in Kites
Learners must achieve a minimum of 8 credits, of which 4 credits must come from Group A and 4 credits from the optional groups.
Pennant Level 2 Certificate in Kites
Learners must achieve a minimum of 18 credits, comprising 4 credits from Group A and a minimum of 5 credits from Group B.
Group A - Mandatory Units
Unit number    Title                              Level    Credit
Y/650/3302     Rigging a kite                     2        4
Group B - Optional Units
A/650/3303     Flying a kite                      2        4
D/650/3304     Mending a kite                     2        5
"""
OPEN_TO_ONE = """\
This specification is for the Pennant Level 2 Award in Kites and the Pennant Level 2 Certificate in Kites.
Qualification title                      Qualification number
Pennant Level 2 Award in Kites           613/2207/1
Pennant Level 2 Certificate in Kites     613/2208/3
Structure
Learners must achieve a minimum of 12 credits. They must complete both mandatory units and take at least 4 credits from Group B.
Mandatory units
Unit number    Title                              Level    Credit
Y/650/3302     Rigging a kite                     2        4
A/650/3303     Flying a kite                      2        4
Optional units - Group B
D/650/3304     Mending a kite                     2        5
Group B is open to Certificate learners only.
"""
ASSESSED_BY = """\
Unit 1: Kites
UAN: R/913/3007
Level: 2
Credit value: 3

AC        Assessment criteria: the learner can              Assessed by
LO1 The learner will: be able to fly a kite
1.1       Say which kites fly in a light wind               Task 1
1.2       Launch a kite without help                        Task 2 / OBS
"""
LOG = """\
Version History
Version            Date                    Change
1.1                May 2024                Credit value of Y/650/3302 amended
1.2                October 2025            Operational end date extended
1.3                March 2026              New template; D/650/3304 added to Group C

Unit 1: Rigging a kite
Unit number: Y/650/3302
Level: 2
Credit: 5
"""
SUMMED_UP = """\
Kites and wind
 This specification is for those who keep kites for others, lend them out and take them back again, and who
 know what becomes of a kite that was put away wet. It holds one unit only, which may be taken alone or with
 the units of another specification of the same body; how these count together is said in the handbook that
 centres have, and nothing in this document stands against that. Whoever teaches it must have flown kites.

Unit 01 Keep a kite dry (Y/650/3302)
 Unit summary
 The unit covers the checks that are made when a kite comes back, how kites are dried and what is done with
 a kite that is torn.
 Assessment
 This unit is internally assessed and externally quality assured.
 Mandatory                  Achieved/not yet           Level 2                    4 credits            28 GLH
                            achieved

 Learning outcomes (LOs)                             Assessment criteria (AC)
 1. Know how kites rot                               1.1      Describe how a sail may rot
                                                     1.2      State which bags are never closed
 Assessment guidance
 Learning outcome 1 must be assessed in a place where kites are kept.
"""

UNPOINTED = """\
 Unit title                Principles of kites as toys and tools
 FKB unit                  SV.202K                                   Unit reference       D/652/3302
 Level                     2                                         Credit value         3
 GLH                       20                                        Group                A

 Learning outcomes                                Assessment criteria
 1. Know what kites are for                       1.1 Say what a kite may lift
"""
NAMED_TWICE = """\
 Qualification        FKB code   Regulated qualification number
 Award                FK2A       610/7711/5
 Certificate          FK2C       610/7712/7

                               Award                                               Certificate
 Title                         FKB Level 2 Award in Kite Keeping                   FKB Level 2 Certificate in Kite Keeping
 FKB code                      FK2A                                                FK2C
 RQN                           610/7711/5                                          610/7712/7
 Credits required              12                                                  24
"""
REGULATED = """\
 Qualification title   Regulated title                Qualification number   Level   GLH    Credits
 Diploma in Kites      FKB Level 3 Diploma in Kites   610/4402/7             3       160    26
"""

PLANNED = """\
Kites on exposed coasts
Unit Reference Number                           M/651/2041
Unit Title                                      Kites on exposed coasts
Unit Level                                      5
Number of Credits                               20
Guided Learning Hours (GLH)                     80 Hours
Sector Subject Area (SSA)                       8.2 Travel and Tourism

Learning Outcomes - the               Assessment Criteria - the learner can:
learner will:
1. Understand the                     1.1 Explain who answers for a kite that
coast.                                strays.
2. Be able to judge a                 2.1 Carry out a survey of a beach.
beach.

Assessment
Learners must hand in evidence which shows that every learning outcome has been met.

Learning Outcomes to met      Assessment criteria to be covered      Type of assessment      Word count
LO1 and LO2                   All ACs under LO1 to LO2               Coursework              3500 words
LO2                           All ACs under LO2                      Report                  1500 words
"""


def halved(number: int) -> str:
    uan, title, outcome, first, second = SHEETS[number - 1]
    return f"""\
UNIT {number} – {title.upper()}
Title:                                {title}
Level:                                3
Credit Value:                         {number + 4}
Learning outcomes and assessment criteria
Learning outcome 1 - The learner will:
{outcome}
Assessment criteria - The learner can:
1.1    {first}.
       Ribs; knots; what a spar may weigh before a kite is too heavy for the wind of a day in May.
1.2    {second}.
       Wet cloth; cloth that was never washed, and what the sun does to it in the end of a year.
Additional information about the unit
Unit reference number                 {uan}
Guided learning hours                 {number + 60}
"""


def rules(text: str) -> set[tuple[Any, ...]]:
    stated = read_handbook(text.encode(), "kites.txt").document["rules_of_combination"]
    return {(rule["type"], rule["scope"], rule.get("value")) for rule in stated}


def test_a_unit_is_headed_by_the_code_and_title_of_the_list_with_another_bodys_code_between() -> None:
    units = read_handbook(SCOTTISH.encode(), "kites.txt").document["units"]
    assert [(u["uan"], u["number"], u["credit"], [c["number"] for o in u["outcomes"] for c in o["criteria"]]) for u in units] == [
        ("JX41 04", "KF01", 6, ["P1", "P2"]),
        ("JX42 04", "KF02", 5, ["P1"]),
    ]


def test_a_column_of_notes_bars_units_and_this_group_is_the_one_that_the_heading_above_names() -> None:
    assert rules(NOTED) == {
        ("min_credits", "total", 20),
        ("min_units", "mandatory", 3),
        ("min_units", "optional", 2),
        ("barred", "barred:F/650/3305+K/650/3307", None),
    }


def test_each_of_several_qualifications_has_a_total_of_its_own() -> None:
    assert {("min_credits", "total", 8), ("min_credits", "total", 18), ("min_credits", "group:B", 5)} <= rules(SEVERAL)


def test_a_units_number_in_a_sentence_of_the_change_log_is_no_cell() -> None:
    changes = read_handbook(LOG.encode(), "kites.txt").document["change_log"]
    assert [(c["version"], c["detail"]) for c in changes] == [
        ("1.1", "Credit value of Y/650/3302 amended"),
        ("1.2", "Operational end date extended"),
        ("1.3", "New template; D/650/3304 added to Group C"),
    ]


def test_a_cell_of_a_strip_goes_on_below_it_and_a_sentence_about_an_outcome_is_none() -> None:
    (unit,) = read_handbook(SUMMED_UP.encode(), "kites.txt").document["units"]
    assert unit["aim"].endswith("what is done with a kite that is torn.")
    assert unit["assessment"].endswith("externally quality assured.")
    assert [(o["text"], len(o["criteria"])) for o in unit["outcomes"]] == [("Know how kites rot", 2)]


def test_a_form_without_colons_is_no_table_of_units() -> None:
    (unit,) = read_handbook(UNPOINTED.encode(), "kites.txt").document["units"]
    assert (unit["uan"], unit["title"], unit["credit"]) == ("D/652/3302", "Principles of kites as toys and tools", 3)


def test_a_qualification_has_the_fuller_of_two_titles() -> None:
    def titles(text: str) -> list[str]:
        return [q["title"] for q in read_handbook(f"{text}\n{UNPOINTED}".encode(), "kites.txt").document["qualifications"]]

    assert titles(NAMED_TWICE) == ["FKB Level 2 Award in Kite Keeping", "FKB Level 2 Certificate in Kite Keeping"]
    assert titles(REGULATED) == ["FKB Level 3 Diploma in Kites"]


def test_what_a_task_covers_is_no_outcome() -> None:
    (unit,) = read_handbook(PLANNED.encode(), "kites.txt").document["units"]
    assert [o["text"] for o in unit["outcomes"]] == ["Understand the coast.", "Be able to judge a beach."]
    assert not unit["support_body"]


def test_what_there_is_to_choose_from_gives_way_to_what_has_to_be_chosen() -> None:
    told = "The diploma consists of 4 mandatory units and 3 optional units. Learners must complete all 4 mandatory units and choose 2 optional units."
    assert {("min_units", "mandatory", 4), ("min_units", "optional", 2)} == {(f["type"], f["scope"], f["value"]) for f in rules_in(told)}


def test_the_number_and_the_hours_of_a_unit_may_stand_below_its_criteria() -> None:
    units = read_handbook("\f".join(map(halved, (1, 2, 3))).encode(), "kites.txt").document["units"]
    assert [(u["uan"], u["title"], u["credit"], u["glh"]) for u in units] == [
        (uan, title, credit, glh) for (uan, title, *_rest), credit, glh in zip(SHEETS, (5, 6, 7), (61, 62, 63), strict=True)
    ]


def test_the_words_of_an_outcome_stand_below_a_heading_that_leads_in_and_what_hangs_below_a_criterion_is_none_of_it() -> None:
    (unit, *_others) = read_handbook("\f".join(map(halved, (1, 2, 3))).encode(), "kites.txt").document["units"]
    assert [(o["text"], [c["text"] for c in o["criteria"]]) for o in unit["outcomes"]] == [
        ("Know the parts of a kite", ["Outline what a bridle does.", "Describe how spars are joined."])
    ]


def test_what_one_qualification_alone_may_take_leaves_the_rest_to_all() -> None:
    document = read_handbook(OPEN_TO_ONE.encode(), "kites.txt").document
    assert [len(unit["qualifications"]) for unit in document["units"]] == [2, 2, 1]
    told = [(r["type"], r["scope"], r["value"]) for r in document["rules_of_combination"]]
    assert ("min_units", "mandatory", 2) in told


def test_a_column_that_says_how_each_criterion_is_assessed_is_no_part_of_it() -> None:
    (unit,) = read_handbook(ASSESSED_BY.encode(), "kites.txt").document["units"]
    assert [c["text"] for o in unit["outcomes"] for c in o["criteria"]] == [
        "Say which kites fly in a light wind",
        "Launch a kite without help",
    ]
