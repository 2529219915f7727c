"""Conventions of handbooks that have to be learnt from the handbook itself: what runs along, what a name stands for, what heads what."""

import pytest
import typst

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.membership import groups_of_units
from milepost.frameworks.importers.source import Passage, Place


def test_the_labels_below_each_unit_s_heading_do_not_run_along():
    pages = [
        f"= KT{n} {title}\n#table(columns: 4, stroke: none, [*Reference*], [*Level*], [*Credits*], [*Taken by*], [{uan}], [2], [5], [Coopers])\n"
        f"== Outcomes\n1 Know casks\n\n1.1 name the parts of a cask\n"
        for n, (title, uan) in enumerate(
            (("Raise a Cask", "T/923/0114"), ("Char a Cask", "H/923/0125"), ("Mend a Cask", "R/923/0136"), ("Head a Cask", "F/923/0147")), 1
        )
    ]
    source = "#set page(header: text(8pt)[Cask Making Level 2])\n#set heading(numbering: none)\n" + "#pagebreak()\n".join(pages)
    units = read_handbook(typst.compile(source.encode(), format="pdf"), "casks.pdf").document["units"]
    assert [(u["uan"], u["level"], u["credit"]) for u in units] == [
        ("T/923/0114", "2", 5),
        ("H/923/0125", "2", 5),
        ("R/923/0136", "2", 5),
        ("F/923/0147", "2", 5),
    ]


def test_the_columns_unit_and_title_are_two():
    text = "Unit Title Reference Level Credits GLH\nPW1 Test Pool Water T/923/0114 2 5 36\nPW2 Dose Chemicals H/923/0125 2 6 40\n"
    units = read_handbook(text.encode(), "pools.txt").document["units"]
    assert [(u["number"], u["title"]) for u in units] == [("PW1", "Test Pool Water"), ("PW2", "Dose Chemicals")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Group A: units 1, 2 and 5", {"1": "A", "2": "A", "5": "A"}),
        ("Units 6 to 8 form Group B", {"6": "B", "7": "B", "8": "B"}),
        ("Group B consists of units 3–5; Group C of units 6 and 7.", {"3": "B", "4": "B", "5": "B", "6": "C", "7": "C"}),
        ("Take two units from Group B (3, 4, 5).", {"3": "B", "4": "B", "5": "B"}),
        ("Group A Mandatory 1 2", {"1": "A", "2": "A"}),
        ("At least 7 credits from Group A and 8 credits from Group B.", {}),
        ("Units 3 and 4 from Group B may not be combined.", {}),
        ("Group A has 5 units.", {}),
        ("Group B is optional: take 4", {}),
    ],
)
def test_a_line_may_list_the_units_of_a_group(text: str, wanted: dict[str, str]):
    assert groups_of_units(Passage(text, Place(1, 1, 1)), {str(n): str(n) for n in range(1, 9)}) == wanted


@pytest.mark.parametrize(
    "heading",
    [
        "Evidence requirements for unit KT4",
        "KT4: Evidence requirements",
        "Unit KT4 – Evidence requirements",
        "Evidence requirements: Head a Cask",
    ],
)
def test_a_part_may_be_headed_with_the_name_of_its_unit(heading: str):
    text = (
        "Unit KT4 Head a Cask\n\nUnit reference: F/923/0147\n\nLevel: 2\n\nCredit value: 4\n\nLearning outcomes and assessment criteria\n\n"
        f"1 Know casks\n\n1.1 name the parts of a cask\n\n{heading}\n\n1 You must head two different casks.\n"
    )
    (unit,) = read_handbook(text.encode(), "casks.txt").document["units"]
    assert [r["quantifier"] for r in unit["evidence_requirements"]] == [{"at_least": 2, "of": []}]
    assert [c["text"] for o in unit["outcomes"] for c in o["criteria"]] == ["name the parts of a cask"]
