"""Somebody owns every employer, whoever is away or has left."""

from hypothesis import given
from hypothesis import strategies as st

from milepost.engine.owning import Because, Owner, Team, owner

CORA, BEA, NOOR, TOM = 1, 2, 3, 4
STAFF = frozenset({CORA, BEA, NOOR})


def team(away: dict[int, int | None] | None = None, staff: frozenset[int] = STAFF, managers: tuple[int, ...] = (CORA,)) -> Team:
    return Team(staff=staff, managers=managers, away=away or {})


def test_who_is_named_owns() -> None:
    assert owner(BEA, team()) == Owner(BEA, Because.NAMED)


def test_who_accepted_stands_in_and_who_stands_in_for_them() -> None:
    assert owner(BEA, team({BEA: NOOR})) == Owner(NOOR, Because.STANDS_IN, BEA)
    assert owner(BEA, team({BEA: NOOR, NOOR: CORA})) == Owner(CORA, Because.STANDS_IN, BEA)


def test_the_manager_does_where_nobody_accepted_or_the_owner_left() -> None:
    assert owner(BEA, team({BEA: None})) == Owner(CORA, Because.AWAY, BEA)
    assert owner(TOM, team()) == Owner(CORA, Because.LEFT, TOM)
    assert owner(None, team()) == Owner(CORA, Because.NOBODY_NAMED)


def test_two_who_stand_in_for_each_other_do_not_go_in_a_circle() -> None:
    assert owner(BEA, team({BEA: NOOR, NOOR: BEA})) == Owner(CORA, Because.AWAY, BEA)


def test_the_next_manager_does_and_at_last_the_first_is_called_back() -> None:
    two = team({CORA: None, BEA: None}, managers=(CORA, NOOR))
    assert owner(BEA, two).person == NOOR
    assert owner(BEA, team({CORA: None, BEA: None})).person == CORA


people = st.integers(1, 6)


@given(
    named=st.none() | st.integers(1, 9),
    staff=st.frozensets(people, min_size=1),
    managers=st.lists(people, min_size=1, max_size=3, unique=True),
    away=st.dictionaries(people, st.none() | st.integers(1, 9), max_size=6),
)
def test_somebody_always_owns_and_they_are_there(named, staff, managers, away) -> None:
    here = Team(staff=staff | set(managers), managers=tuple(managers), away=away)
    found = owner(named, here)
    assert found.person in here.staff
    nobody_there = all(here.present(manager) is None for manager in managers)
    assert found.person not in away or (nobody_there and found.person == managers[0])
