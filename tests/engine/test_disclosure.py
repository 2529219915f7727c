"""Small groups are not shown, and cannot be worked out by subtracting."""

import pytest

from milepost.engine.disclosure import Group, shown


@pytest.mark.parametrize(
    ("sizes", "seen", "left_out"),
    [
        ([], [], 0),
        ([12, 30], [12, 30], 0),
        ([12, 30, 4], [30], 16),  # 4 alone could be subtracted, so 12 goes with it
        ([12, 30, 40, 4], [30, 40], 16),
        ([12, 30, 4, 6], [12, 30], 10),  # 4 and 6 together are enough
        ([12, 4], [], 16),
        ([40], [], 40),  # it is the total
        ([3, 4], [], 7),
        ([12, 30, 0], [12, 30], 0),
    ],
)
def test_what_may_be_seen(sizes: list[int], seen: list[int], left_out: int) -> None:
    found = shown([Group(str(n), n // 2, n, n) for n in sizes], few=10)
    assert ([one.of for one in found.groups], found.left_out) == (seen, left_out)


def test_many_clocks_of_few_people_are_a_small_group() -> None:
    found = shown([Group("a", 90, 100, 3), Group("b", 20, 20, 20), Group("c", 30, 30, 25)], few=10)
    assert [one.name for one in found.groups] == ["c"] and found.left_out == 120
