"""Rules about actions: each asks a policy of its own name, leaves an event, and stands in the permission matrix."""

from collections import Counter

import pytest

from milepost.people.permissions import PERMISSIONS, Permission
from milepost.people.words import Role
from tools.docs import REFERENCE
from tools.rooms import Action, actions, event_names

ACTIONS = list(actions())


def test_there_are_acts_to_guard() -> None:
    assert len(ACTIONS) > 20


@pytest.mark.parametrize("action", ACTIONS, ids=str)
def test_an_act_has_its_why_not(action: Action) -> None:
    assert action.has_policy, f"{action.room}/policies has no why_not_{action.name}"


@pytest.mark.parametrize("action", ACTIONS, ids=str)
def test_an_act_leaves_an_event_of_its_room(action: Action) -> None:
    assert action.events, "no event that the room's words declare"
    assert all(event.startswith(f"{action.room}.") for event in action.events)


@pytest.mark.parametrize("action", ACTIONS, ids=str)
def test_an_act_says_in_a_sentence_what_it_does(action: Action) -> None:
    assert action.sentence.endswith(".")


def test_every_act_stands_in_the_permission_matrix() -> None:
    """When this fails, run `make docs`."""
    matrix = (REFERENCE / "permissions.md").read_text("utf-8")
    assert [str(action) for action in ACTIONS if f"`{action.room}.{action.name}`" not in matrix] == []


def test_every_role_has_its_line_and_every_permission_somebody_or_a_reason() -> None:
    assert set(PERMISSIONS) == set(Role)
    assert {permission for granted in PERMISSIONS.values() for permission in granted} <= set(Permission)


def test_no_event_is_declared_twice() -> None:
    assert [name for name, times in Counter(name for _, name in event_names()).items() if times > 1] == []
