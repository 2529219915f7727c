"""Spreading a caseload."""

from milepost.engine.spreading import spread


def test_whoever_has_the_fewest_takes_the_next() -> None:
    found = spread(["a", "b", "c", "d"], {"asif": 2, "noor": 0, "tom": 1})
    assert found == {"a": "noor", "b": "noor", "c": "tom", "d": "asif"}


def test_one_takes_all() -> None:
    assert set(spread(range(5), {"noor": 40}).values()) == {"noor"}


def test_nobody_to_give_is_nothing_to_do() -> None:
    assert spread([], {"noor": 0}) == {}
