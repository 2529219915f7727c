"""What stands above a value, a row or a unit says whose it is: labels over numbers, heads told again, a table of standards over the next unit."""

from typing import Any

import pytest

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.change_logs import read_changes
from milepost.frameworks.importers.fields import fields_in
from milepost.frameworks.importers.source import Passage, Place, Row, Table

ROWS = [
    ("Build a kite", "KT11L1001", "R/913/3007", "Three", "5", "30"),
    ("Mend a kite", "KT11L1002", "T/913/3008", "Entry 3", "2", "14"),
    ("Fly a kite", "KT11L1003", "Y/913/3009", "Two", "4", "25"),
]
CRITERIA = """Learning outcome 1

Be able to choose spars

Assessment criteria

1.1

Weigh spars of three woods

1.2

Cut spars to length

Learning outcome 2

Be able to sew a sail

Assessment criteria

2.1

Hem a sail by hand

2.2

Fold a seam
"""


def document(text: str) -> dict[str, Any]:
    return read_handbook(text.encode(), "kites.txt").document


def test_a_number_alone_below_a_label_is_its_value_and_no_mark_of_what_follows() -> None:
    facts = ("Unit reference", "{uan}", "Unit level", "3", "Credits", "{credit}", "Guided learning hours", "{glh}", "Total unit time", "60")
    pages = [
        "\n\n".join((f"Unit {k} {title}", *facts, "Operational start", "01/09/2020", CRITERIA)).format(uan=uan, credit=credit, glh=glh)
        for k, (title, _code, uan, _level, credit, glh) in enumerate(ROWS, 401)
    ]
    units = document("Kites\n\n" + "\n\n".join(pages))["units"]
    assert [(u["uan"], u["level"], u["credit"], u["glh"]) for u in units] == [(row[2], "3", int(row[4]), int(row[5])) for row in ROWS]
    assert [[c["number"] for o in u["outcomes"] for c in o["criteria"]] for u in units] == [["1.1", "1.2", "2.1", "2.2"]] * 3


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("Unit Reference Number R/913/3007 Sector Subject Area 3.2 Horticulture", {"uan": "R/913/3007"}),
        ("Unit number R/913/3007 Mend a kite in 2 ways", {}),
    ],
)
def test_a_unit_number_may_have_other_labels_beside_it(line: str, facts: dict[str, str]) -> None:
    assert fields_in(Passage(line, Place(1, 1, 1))) == facts


def test_heads_told_again_below_a_groups_name_are_no_title_and_its_part_is_not_that_of_the_group_above() -> None:
    heads = "Unit title KAN code Unit code Level Credit\nvalue\nGLH"
    rows = [" ".join(row) for row in ROWS]
    text = f"List of units\nGroup A – Mandatory\n{heads}\n{rows[0]}\nGroup B – Making and Mending\n{heads}\n{rows[1]}\n{rows[2]}\n"
    found = document(f"{text}All units are assessed by a portfolio of evidence.\n")["units"]
    assert [(u["title"], u["level"], u["group"], u["mandatory"]) for u in found] == [
        ("Build a kite", "3", "A", True),
        ("Mend a kite", "Entry 3", "B", False),
        ("Fly a kite", "2", "B", False),
    ]


def test_a_table_of_standards_at_the_end_of_a_unit_does_not_name_the_next() -> None:
    pages = [
        f" Unit title:              {title}\n Unit number:             {k}\n Level:                   3\n Credit value:            {credit}\n"
        f" Unit reference number:   {uan}\n\n{CRITERIA}\n\nMapping to national occupational standards\n"
        f" Occupational standard             Unit number          Title\n Kites NOS 2015                    KIT{k}                 Sew a sail of silk\n\n\n"
        for k, (title, _code, uan, _level, credit, _glh) in enumerate(ROWS, 1)
    ]
    assert [(u["number"], u["title"]) for u in document("Kites\n\n" + "\n".join(pages))["units"]] == [
        (str(k), row[0]) for k, row in enumerate(ROWS, 1)
    ]


@pytest.mark.parametrize("heads", [("Version", "Date", "Revision"), ("Revision", "Date", "Change"), ("Issue", "Date", "Revisions")])
def test_a_revision_may_be_the_number_or_what_was_changed(heads: tuple[str, ...]) -> None:
    place = Place(1, 1, 1)
    (change,) = read_changes(Table([Row(list(heads), place), Row(["2.0", "July 2021", "Reading lists updated"], place)]))
    assert (change.version, change.detail) == ("2.0", "Reading lists updated")


def test_the_number_of_a_publication_is_not_the_qualifications() -> None:
    text = "KAN Level 2 Certificate in Kite Making\nPublications code KB041722\n\nQualification number: 603/7718/2\n\n"
    unit = f"Unit 1 Build a kite\nUnit reference: R/913/3007\nLevel: 3\nCredit: 5\n\n{CRITERIA}\n"
    (qualification,) = document(text + unit)["qualifications"]
    assert (qualification["number"], qualification["accreditation_number"]) == (None, "603/7718/2")
