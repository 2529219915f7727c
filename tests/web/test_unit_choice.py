"""A big group of units stands folded; what is chosen is always in sight."""

import pytest

from milepost.web.unit_choice import Option, OptionGroup


def group(size: int, ticked: set[int]) -> OptionGroup:
    options = [
        Option(key=str(n), id=str(n), code=f"U{n}", title=f"Unit {n}", level="2", credit=5, ticked=n in ticked) for n in range(1, size + 1)
    ]
    return OptionGroup(id="g-b", key="B", title="Delivery", note="", options=options)


@pytest.mark.parametrize(("ticked", "in_sight"), [({1, 13}, ["U1", "U2", "U3", "U13"]), (set(), ["U1", "U2", "U3", "U4"])])
def test_what_is_chosen_is_never_folded_away(ticked: set[int], in_sight: list[str]) -> None:
    made = group(16, ticked)
    assert [option.code for option in made.in_sight] == in_sight
    assert made.unfold == "Show the other 12 of group B"


def test_a_few_more_are_not_worth_a_press() -> None:
    assert not group(9, {2}).folded
    assert not group(12, {8, 9, 10, 11, 12}).folded
