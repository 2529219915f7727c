"""Documents with more than one qualification: towards which of them a group counts, and what each of them asks."""

from typing import Any

from milepost.frameworks.importers import read_handbook

HEAD = """\
Fernhollow Diplomas in Kite Making

Qualifications
Title\tFernhollow number\tAccreditation number
{titles}

Qualification structure
"""
UNITS = "Unit\tUnit reference\tUnit title\tLevel\tCredit\tGLH\n"
SAIL = "1\tF/612/4007\tCut a Sail\t3\t6\t24\n"
TAIL = "2\tM/612/4018\tTune a Tail\t3\t5\t40\n"
REEL = "3\tD/612/4029\tWind a Reel\t2\t4\t30\n"
PATHWAYS = HEAD.format(
    titles="Level 3 Diploma in Kite Making (Sails)\tFK31\t601/9042/5\nLevel 3 Diploma in Kite Making (Lines)\tFK32\t601/9055/3"
)
SIZES = HEAD.format(titles="Level 3 Diploma in Kite Making\tFK31\t601/9042/5\nLevel 3 Extended Diploma in Kite Making\tFK32\t601/9055/3")


def document(text: str) -> dict[str, Any]:
    return read_handbook(text.encode(), "kites.txt").document


def membership(text: str) -> dict[str, list[str]]:
    return {u["title"]: u["qualifications"] for u in document(text)["units"]}


def test_the_heading_of_a_group_names_its_pathway() -> None:
    text = (
        f"{PATHWAYS}Learners follow one pathway.\n\nGroup A: Mandatory units – both pathways\n{UNITS}{SAIL}\n"
        f"Group B: Mandatory units – Sails\n{UNITS}{TAIL}\nGroup C: Mandatory units – Lines\n{UNITS}{REEL}"
    )
    assert membership(text) == {"Cut a Sail": ["FK31", "FK32"], "Tune a Tail": ["FK31"], "Wind a Reel": ["FK32"]}


def test_the_number_of_a_pathway_is_learnt_where_the_document_gives_both() -> None:
    text = (
        f"{PATHWAYS}Pathway 1: Sails (FK31)\n\nPathway 2: Lines (FK32)\n\n"
        "Learners on Pathway 1 must achieve all units in Group A and Group B. Learners on Pathway 2 must achieve all units in Groups A and C.\n\n"
        f"Group A\n{UNITS}{SAIL}\nGroup B\n{UNITS}{TAIL}\nGroup C\n{UNITS}{REEL}"
    )
    assert membership(text) == {"Cut a Sail": ["FK31", "FK32"], "Tune a Tail": ["FK31"], "Wind a Reel": ["FK32"]}


def test_a_sentence_below_the_heading_speaks_of_its_group() -> None:
    text = (
        f"{SIZES}Units in Groups A and B count towards both qualifications.\n\nGroup A\n{UNITS}{SAIL}\nGroup B\n{UNITS}{TAIL}\n"
        f"Group C\nThe units in this group count towards the Extended Diploma only.\n\n{UNITS}{REEL}"
    )
    assert membership(text) == {"Cut a Sail": ["FK31", "FK32"], "Tune a Tail": ["FK31", "FK32"], "Wind a Reel": ["FK32"]}


def test_units_that_do_not_count_towards_one_are_of_the_other() -> None:
    text = f"{SIZES}Units in Group A do not count towards the Diploma.\n\nGroup A\n{UNITS}{SAIL}"
    assert membership(text) == {"Cut a Sail": ["FK32"]}


def test_rules_with_an_amount_for_each_pathway() -> None:
    text = (
        f"{PATHWAYS}Rules of combination\n"
        "                                                        Sails      Lines\n"
        "                                                        (FK31)     (FK32)\n\n"
        "   Minimum number of credits that must be achieved      30         30\n\n"
        "   Minimum number of credits that must be achieved      20         20\n   at Level 3 or above\n\n"
        "   Number of mandatory credits that must be             11         –\n   achieved from Group B\n\n"
        "   Number of mandatory credits that must be             –          12\n   achieved from Group C\n\n"
        f"Group A\n{UNITS}{SAIL}"
    )
    assert [(r["type"], r["scope"], r["value"]) for r in document(text)["rules_of_combination"]] == [
        ("min_credits", "total", 30),
        ("min_credits_at_level_or_above", "total", 20),
        ("min_credits", "group:B", 11),
        ("min_credits", "group:C", 12),
    ]


def test_what_a_part_holds_gives_way_to_its_credits_wherever_these_stand() -> None:
    text = (
        f"{SIZES}Rules of combination\nLearners must achieve at least 30 credits in total. Group A contributes 16 credits.\n\n"
        f"There are 31 units in all.\n\nGroup A: Mandatory units\nAll three units in this group are mandatory.\n\n{UNITS}{SAIL}{TAIL}{REEL}"
    )
    assert [(r["type"], r["scope"], r["value"]) for r in document(text)["rules_of_combination"]] == [
        ("min_credits", "total", 30),
        ("min_credits", "group:A", 16),
    ]


def test_the_same_is_said_of_two_more_units() -> None:
    text = f"{SIZES}Barred combinations\nUnits 1 and 2 may not both be counted. The same is true of units 2 and 3.\n\nGroup A\n{UNITS}{SAIL}{TAIL}{REEL}"
    assert [r["scope"] for r in document(text)["rules_of_combination"]] == [
        "barred:F/612/4007+M/612/4018",
        "barred:D/612/4029+M/612/4018",
    ]


def test_a_log_of_changes_may_count_with_letters() -> None:
    text = (
        f"{SIZES}Group A\n{UNITS}{SAIL}\nRecord of revisions\n"
        "  Revision        Date                  Details of change                       Section\n\n"
        "  A               11/02/2019            Draft for consultation                  Whole document\n"
        "  B               03/06/2019            Group B enlarged by two units           4\n"
    )
    found = document(text)
    assert [(c["version"], c["detail"]) for c in found["change_log"]] == [
        ("A", "Draft for consultation"),
        ("B", "Group B enlarged by two units"),
    ]
    assert found["rules_of_combination"] == []


AIMED = """\
Unit 1: Cut a Sail
Unit reference number: F/612/4007
Level: 3
Credit value: 6

{first}
The aim is to cut sails that fly.

{second}
Sails have been cut for a thousand years.

Learning outcomes and assessment criteria
1 Be able to cut a sail
1.1 Cut along the grain
1.2 Seal the edge
"""


def test_an_introduction_beside_the_aim_is_not_the_aim() -> None:
    assert document(AIMED.format(first="Unit aim", second="Unit introduction"))["units"][0]["aim"] == "The aim is to cut sails that fly."


def test_an_introduction_alone_is_all_that_tells_the_aim() -> None:
    said = document(AIMED.format(first="Unit introduction", second="Unit summary"))["units"][0]["aim"]
    assert said == "The aim is to cut sails that fly. Sails have been cut for a thousand years."
