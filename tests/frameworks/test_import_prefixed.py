"""Numbers of outcomes and criteria that have letters before them, which say whether something is to be known, understood or applied."""

from milepost.frameworks.importers import read_handbook

LETTERED = """\
Unit 1: Keep a kite (KAKI)
Unit reference number: Y/508/6121
Level: 3
Credit value: 8
Learning outcomes and assessment criteria
U1 Understand why people fly kites
U1.1 Explain why a kite is kept rather than sold
U1.2 Describe what a club does
U1.3 Explain what the price of silk does to a club
K2 Know what a club owes
K2.1 State how a member is told from a guest
K2.2 Identify signs that a kite was stolen
An3 Be able to analyse a crash
An3.1 Analyse where a spar broke
An3.2 Analyse what the wind had been
An3.3 Compare a report with what was seen
Questions
U1 25
K2 30
"""

COLUMNS = """\
Unit 1: Keep a kite
Unit reference number: Y/508/6121
Level: 3
Credit value: 8
Learning outcomes, assessment criteria and indicative content
Learning                  Assessment criteria: the learner can                   Indicative content
outcome
1 Understand why people fly kites
1.1                       Explain why a kite is kept rather                      Love; habit; what a
                          than sold                                              dealer would pay
1.2                       Describe what a club does                              Meetings; insurance
2 Know what a club owes
2.1                       State how a member is told from a                      Lists; badges; faces
                          guest
"""


def test_numbers_keep_the_letters_that_stand_before_them() -> None:
    (unit,) = read_handbook(LETTERED.encode(), "kites.txt").document["units"]
    assert [(o["number"], o["text"], [c["number"] for c in o["criteria"]]) for o in unit["outcomes"]] == [
        ("U1", "Understand why people fly kites", ["U1.1", "U1.2", "U1.3"]),
        ("K2", "Know what a club owes", ["K2.1", "K2.2"]),
        ("An3", "Be able to analyse a crash", ["An3.1", "An3.2", "An3.3"]),
    ]
    assert unit["outcomes"][2]["criteria"][0]["text"] == "Analyse where a spar broke"


def test_what_stands_in_brackets_behind_a_title_is_its_number_where_the_list_says_so() -> None:
    listed = "Unit code    Unit number    Title          Level    Credit\nKAKI         Y/508/6121     Keep a kite    3        8\n"
    (unit,) = read_handbook(f"{listed}\n{LETTERED}".encode(), "kites.txt").document["units"]
    assert unit["title"] == "Keep a kite"


def test_outcomes_over_the_whole_width_of_columns_that_explain() -> None:
    (unit,) = read_handbook(COLUMNS.encode(), "kites.txt").document["units"]
    assert [(o["text"], [c["text"] for c in o["criteria"]]) for o in unit["outcomes"]] == [
        ("Understand why people fly kites", ["Explain why a kite is kept rather than sold", "Describe what a club does"]),
        ("Know what a club owes", ["State how a member is told from a guest"]),
    ]
