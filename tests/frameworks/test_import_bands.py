"""Tables of units in parts, each under a line that says how much of it is asked for."""

import pytest

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.rules import part_headed


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Credits from Mandatory Group A: 6", ("A", True)),
        ("Minimum credits from Optional Group B: 4", ("B", False)),
        ("Maximum credits from Optional Group C: 6", ("C", False)),
        ("At least 4 credits from Group B", ("B", None)),
        ("Choose two units from optional group D", ("D", False)),
        ("Credits required from mandatory units: 12", ("", True)),
        ("Minimum number of credits from core units – 9 credits", ("", True)),
        ("Group B: optional units", ("B", False)),
        ("Minimum credits: 16", ("", None)),
        ("Credits from other qualifications: 4", ("", None)),
        ("Two units of the group show how kites are flown", ("", None)),
        ("Draft the rules of a group", ("", None)),
    ],
)
def test_an_amount_may_stand_before_the_part_that_heads_rows(text: str, part: tuple[str, bool | None]) -> None:
    assert part_headed(text) == part


UNITS = (
    ("Cut Sails", "T/923/0114", "A"),
    ("Bend Spars", "H/923/0125", "A"),
    ("Tie Tails", "R/923/0136", "B"),
    ("Wind Reels", "F/923/0147", "B"),
)
PAGES = "".join(
    f"\n{title}\nUnit reference: {uan}\nLevel: 2\nCredit value: 3\n1. Know kites\n1.1 Name a kite\n" for title, uan, _part in UNITS
)


def listed(bands: dict[str, str], heads: str) -> str:
    rows = {band: [f" {title:<36}{2:<10}{3:<9}{20:<6}{uan}" for title, uan, part in UNITS if part == band] for band in bands}
    return "\n".join(line for band, words in bands.items() for line in (words, heads, *rows[band])) + "\n\n" + PAGES


@pytest.mark.parametrize(
    "heads",
    [
        " Title                               Level     Credit   GLH   Unit ref",
        " Unit title                          Level     Credit   GLH   Reference number",
    ],
)
@pytest.mark.parametrize(
    "bands",
    [
        {"A": " Credits from Mandatory Group A: 6", "B": " Minimum credits from Optional Group B: 3"},
        {"A": " Mandatory Group A", "B": " Up to 3 credits from Optional Group B"},
    ],
)
def test_each_band_of_a_table_heads_its_own_rows(bands: dict[str, str], heads: str) -> None:
    units = read_handbook(listed(bands, heads).encode(), "kites.txt").document["units"]
    assert [(u["uan"], u["title"], u["group"], u["mandatory"]) for u in units] == [
        (uan, title, part, part == "A") for title, uan, part in UNITS
    ]


def test_amounts_of_several_parts_in_a_list_head_no_table() -> None:
    heads = " Title                               Level     Credit   GLH   Unit ref\n"
    rows = "".join(f" {title:<36}{2:<10}{3:<9}{20:<6}{uan}\n" for title, uan, _part in UNITS)
    text = f"Credits from mandatory units: 6\n\nCredits from optional units: 3\n\n{heads}{rows}\n{PAGES}"
    assert {u.get("mandatory") for u in read_handbook(text.encode(), "kites.txt").document["units"]} == {None}
