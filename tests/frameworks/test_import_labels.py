"""The facts of a unit under the many names that awarding bodies give them, and levels in the forms of several frameworks."""

import pytest

from milepost.frameworks.importers.fields import fields_in
from milepost.frameworks.importers.source import Passage, Place
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
