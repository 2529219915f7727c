"""Handbooks without a number of the regulator's: units known by the awarding body's own codes, criteria with letters below outcomes."""

import pytest

from milepost.frameworks.importers import NotReadable, read_handbook

CODED = """\
National Certificate in Kite Repair at SCQF level 5
Scheme code: KR7A 45

Unit code\tUnit title\tSCQF level\tSCQF credit points
Group A: mandatory units
Unit code\tUnit title\tSCQF level\tSCQF credit points
K4AB 45\tMend a Torn Sail\t5\t6
K4AC 46\tTune a Long Tail\t6\t4

Unit title: Mend a Torn Sail (SCQF level 5)
Unit code: K4AB 45

Unit purpose
Learners mend sails of paper and of cloth.

Outcome 1
Patch a sail of paper
Performance Criteria
(a) The patch is cut with the grain.
(b) The paste is spread to the edge.
Evidence Requirements for Outcome 1
Evidence is needed from at least three separate days.
Outcome 2
Sew a sail of cloth
Performance Criteria
(a) The thread is as strong as the cloth.
Evidence Requirements for Outcome 2
The learner must mend at least two of the following:
a. a flat kite
b. a box kite
c. a stunt kite

Unit title: Tune a Long Tail (SCQF level 6)
Unit code: K4AC 46

Unit purpose
Learners find the tail for the wind.

Outcome 1
Try tails of three lengths
Performance Criteria
(a) Each tail is measured.
(b) The wind is written down.
Evidence Requirements for Outcome 1
Oral evidence is accepted.
"""


def test_units_are_known_by_the_codes_of_the_awarding_body() -> None:
    document = read_handbook(CODED.encode(), "kites.txt").document
    assert [(u["uan"], u["title"], u["level"], u["credit"]) for u in document["units"]] == [
        ("K4AB 45", "Mend a Torn Sail", "5", 6),
        ("K4AC 46", "Tune a Long Tail", "6", 4),
    ]
    assert [(q["number"], q["title"]) for q in document["qualifications"]] == [
        ("KR7A 45", "National Certificate in Kite Repair at SCQF level 5")
    ]


def test_criteria_have_letters_below_each_outcome() -> None:
    first, second = read_handbook(CODED.encode(), "kites.txt").document["units"]
    assert [(o["number"], o["text"], [c["number"] for c in o["criteria"]]) for o in first["outcomes"]] == [
        ("1", "Patch a sail of paper", ["a", "b"]),
        ("2", "Sew a sail of cloth", ["a"]),
    ]
    assert [c["text"] for c in second["outcomes"][0]["criteria"]] == ["Each tail is measured.", "The wind is written down."]


def test_evidence_that_is_asked_for_an_outcome_has_its_number() -> None:
    first, _second = read_handbook(CODED.encode(), "kites.txt").document["units"]
    days, kites = first["evidence_requirements"]
    assert (days["number"], days["items"], days["quantifier"]) == ("1", [], {"at_least": 3, "of": []})
    assert [i["text"] for i in kites["items"]] == ["a flat kite", "a box kite", "a stunt kite"]
    assert (kites["number"], kites["quantifier"]) == ("2", {"at_least": 2, "of": ["a", "b", "c"]})


def test_a_code_alone_makes_no_unit() -> None:
    with pytest.raises(NotReadable):
        read_handbook(b"Our kites are listed below.\n\nUnit code: K4AB 45\nAsk at the counter.\n", "kites.txt")


SPACED = """\
Award in Kite Repair at SCQF level 5

Mandatory Units
 Unit     National      Standard     Title                           SCQF      SCQF
          Unit code                                                  level     credit
                                                                               points

 1        K4AB 45       KITE1        Mend a torn sail in a wind      5         6
                                     that tears it again
 2        K4AC 46       KITE2        Tune a long tail                6         4

Unit 1: Mend a torn sail in a wind that tears it again
National Unit code                 K4AB 45
SCQF level                         5

Element 1: Patch a sail
P1 cut the patch with the grain
P2 spread the paste to the edge
P3 press the patch

Unit 2: Tune a long tail
National Unit code                 K4AC 46
SCQF level                         6

Element 1: Try a tail
P1 measure the tail
P2 write down the wind
P3 choose a tail
"""


def test_a_list_of_codes_with_gaps_between_its_columns() -> None:
    units = read_handbook(SPACED.encode(), "kites.txt").document["units"]
    assert [(u["uan"], u["title"], u["level"], u["credit"], u["mandatory"]) for u in units] == [
        ("K4AB 45", "Mend a torn sail in a wind that tears it again", "5", 6, True),
        ("K4AC 46", "Tune a long tail", "6", 4, True),
    ]
    assert [c["number"] for u in units for o in u["outcomes"] for c in o["criteria"]] == ["P1", "P2", "P3"] * 2


def test_the_code_stands_below_the_heading_where_columns_are_lost() -> None:
    lost = "\n".join(" ".join(line.split()) for line in SPACED.splitlines())
    units = read_handbook(lost.encode(), "kites.txt").document["units"]
    assert [(u["uan"], u["title"], u["level"]) for u in units] == [
        ("K4AB 45", "Mend a torn sail in a wind that tears it again", "5"),
        ("K4AC 46", "Tune a long tail", "6"),
    ]
    assert [len(o["criteria"]) for u in units for o in u["outcomes"]] == [3, 3]


STATEMENTS = """\
National Certificate in Kite Repair at SCQF level 5
Group Award code: KR7A 45

Professional Development Award in Kite Repair at SCQF level 6
Group Award code: KR7B 46

3.1 Framework of the National Certificate

Unit code\tRegulatory unit ref.\tUnit title\tSCQF level\tSCQF credit points
K4AB 45\tF/907/5011\tMend a Torn Sail\t5\t9

3.2 Framework of the Professional Development Award

Unit code\tRegulatory unit ref.\tUnit title\tSCQF level\tSCQF credit points
K4AB 45\tF/907/5011\tMend a Torn Sail\t5\t9
K4AC 46\tH/907/5012\tTune a Long Tail\t6\t6

National Unit Specification: general information
UNIT Mend a Torn Sail (SCQF level 5)
CODE K4AB 45
REGULATORY UNIT REFERENCE F/907/5011
SUMMARY
This unit is about sails of paper and of cloth.
OUTCOMES
1 Patch a sail of paper.
CREDIT VALUE
1.5 credits at SCQF level 5 (9 SCQF credit points at SCQF level 5)

National Unit Specification: statement of standards
UNIT Mend a Torn Sail (SCQF level 5)
OUTCOME 1
Patch a sail of paper.
Performance Criteria
(a) The patch is cut with the grain.
(b) The paste is spread to the edge.
"""


def test_a_label_may_have_no_colon_and_the_points_of_the_framework_are_the_credits() -> None:
    first = next(u for u in read_handbook(STATEMENTS.encode(), "kites.txt").document["units"] if u["number"] == "K4AB 45")
    assert (first["uan"], first["credit"]) == ("F/907/5011", 9)
    assert [c["number"] for o in first["outcomes"] for c in o["criteria"]] == ["a", "b"]


def test_each_list_belongs_to_the_award_that_its_heading_names_by_a_part_of_its_title() -> None:
    units = read_handbook(STATEMENTS.encode(), "kites.txt").document["units"]
    assert {u["number"]: u["qualifications"] for u in units} == {"K4AB 45": ["KR7A 45", "KR7B 46"], "K4AC 46": ["KR7B 46"]}
