"""The facts of a unit under the many names that awarding bodies give them, and levels in the forms of several frameworks."""

from textwrap import wrap

import pytest

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.fields import fields_in
from milepost.frameworks.importers.footers import furniture
from milepost.frameworks.importers.labels import whole_labels
from milepost.frameworks.importers.sections import strict_kind
from milepost.frameworks.importers.source import Line, Passage, Place
from milepost.frameworks.importers.tables import level_of


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("CV: 4", {"credit": "4"}),
        ("No. of credits: 4", {"credit": "4"}),
        ("Credit value – 4 credit points", {"credit": "4 credit points"}),
        ("GL hours: 30", {"glh": "30"}),
        ("Minimum guided learning: 30 hrs", {"glh": "30 hrs"}),
        ("Hours: 30", {"glh": "30"}),
        ("RQF level: L3", {"level": "L3"}),
        ("Level: RQF 3", {"level": "RQF 3"}),
        ("Level: SCQF level 6", {"level": "SCQF level 6"}),
        ("Level: 3 (RQF)", {"level": "3 (RQF)"}),
        ("Unit ID: K14", {"number": "K14"}),
        ("Ofqual code: T/601/1235", {"uan": "T/601/1235"}),
        ("Name of unit: Mend a kite", {"title": "Mend a kite"}),
    ],
)
def test_a_fact_is_known_by_any_of_its_names(line: str, fact: dict[str, str]) -> None:
    assert fields_in(Passage(line, Place(1, 1, 1))) == fact


@pytest.mark.parametrize("text", ["3", "L3", "Level 3", "RQF 3", "SCQF level 3", "3 (RQF)", "Level: 3"])
def test_a_level_is_its_number_whatever_the_framework(text: str) -> None:
    assert level_of(text) == "3"


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Support for the unit from a sector skills council or other appropriate body", "support_body"),
        ("Details of the relationship between the unit and relevant national occupational standards", "nos"),
        ("Relationship of this unit to the occupational standards of the trade", "nos"),
        ("Assessment requirements or guidance specified by a sector body", "assessment"),
        ("Location of the unit within the subject/sector classification system", "other"),
        ("Name of the organisation submitting the unit", "other"),
    ],
)
@pytest.mark.parametrize("width", [24, 32, 40])
def test_a_section_s_label_is_one_over_however_many_lines_its_column_broke_it(label: str, kind: str, width: int) -> None:
    lines = [Passage(text, Place(1, n, n)) for n, text in enumerate([*wrap(label, width), "Guild of Kite Makers"], 1)]
    found = whole_labels(lines)
    assert [p.text for p in found] == [label, "Guild of Kite Makers"]
    assert strict_kind(found[0].text) == kind


@pytest.mark.parametrize("told", ["Guild of Kite Makers", "Links to K1 of the Kite Making NOS"])
def test_what_every_unit_says_below_a_label_is_no_heading(told: str) -> None:
    label = "Support for the unit from a trade body" if "Guild" in told else "Relationship of the unit to national standards"
    text = "\n".join(
        f"Unit {n}: {title}\nUnit reference: {uan}\nLevel: 2\nCredit value: 3\n1. Know kites\n1.1 Name a kite\n1.2 Fly a kite\n{label}\n{told}\nAvailability for use\nShared\n"
        for n, (title, uan) in enumerate((("Cut Sails", "T/923/0114"), ("Bend Spars", "H/923/0125"), ("Tie Tails", "R/923/0136")), 1)
    )
    units = read_handbook(text.encode(), "kites.txt").document["units"]
    assert [u["support_body" if "Guild" in told else "nos"] for u in units] == [told] * 3


def test_the_unit_s_title_at_the_head_of_its_next_page_is_none_of_its_assessment():
    text = "\n".join(
        f"Unit {n}: {title}\nUnit reference: {uan}\nLevel: 2\nCredit value: 3\nAssessment\nThe unit is assessed by observation.\n{title}\nLearning outcomes\n1. Know kites\n1.1 Name a kite\n1.2 Fly a kite\n"
        for n, (title, uan) in enumerate((("Cut sails", "T/923/0114"), ("Bend spars", "H/923/0125"), ("Tie tails", "R/923/0136")), 1)
    )
    units = read_handbook(text.encode(), "kites.txt").document["units"]
    assert [u["assessment"] for u in units] == ["The unit is assessed by observation."] * 3


def test_the_heading_of_a_sentence_that_ends_each_page_is_no_running_line() -> None:
    page = "Fennel Awards\nUnit {n}\nWords of the unit\nthat go on\nMore words\nGuidance for tutors\nThis unit may be taught in spring.\nPage {n}"
    lines = [Line(n, k, text) for n in range(1, 6) for k, text in enumerate(page.format(n=n).split("\n"), 1)]
    assert {k for _page, k in furniture(lines)} & {1, 6, 8} == {1, 8}


def test_the_bodys_own_number_before_a_title_is_no_part_of_it() -> None:
    text = (
        "Unit number\tUnit reference\tUnit title\tLevel\tCredit\tGLH\nA1\tT/617/3301\tRake coarse salt\t2\t3\t22\nA2\tY/617/3302\tSmoke salt\t2\t2\t15\n\n"
        "Unit title: A1 Rake coarse salt\nUnit reference: T/617/3301\nLevel: 2\nCredit: 3\nGLH: 22\n\n1. Be able to rake salt\n1.1 Judge the crust\n1.2 Rake without lifting clay\n"
    )
    first, _second = read_handbook(text.encode(), "salt.txt").document["units"]
    assert (first["number"], first["title"]) == ("A1", "Rake coarse salt")
