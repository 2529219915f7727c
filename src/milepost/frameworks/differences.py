"""What one object of names and values says differently from another, so that the other can be made of the one again."""

from collections.abc import Mapping
from typing import Any

type Difference = dict[str, Any]  # {"set": {...}, "unset": [...], "in": {name: Difference}}, each only where needed


def difference(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Difference:
    """What to change in ours to have theirs; empty where they are the same."""
    found: Difference = {}
    inside: dict[str, Any] = {}
    given: dict[str, Any] = {}
    for name, value in theirs.items():
        if name in ours and isinstance(ours[name], Mapping) and isinstance(value, Mapping):
            if change := difference(ours[name], value):
                inside[name] = change
        elif name not in ours or not _same(ours[name], value):
            given[name] = value
    gone = sorted(ours.keys() - theirs.keys())
    for word, what in (("set", given), ("unset", gone), ("in", inside)):
        if what:
            found[word] = what
    return found


def _same(one: Any, other: Any) -> bool:
    """Equal, and written alike: 1 and 1.0 and true are three things."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(value, other[name]) for name, value in one.items())
    return type(one) is type(other) and one == other


def applied(ours: Mapping[str, Any], change: Difference) -> dict[str, Any]:
    """Theirs, made of ours."""
    gone = set(change.get("unset", ()))
    found = {name: value for name, value in ours.items() if name not in gone}
    for name, inner in change.get("in", {}).items():
        below = found.get(name)
        found[name] = applied(below if isinstance(below, Mapping) else {}, inner)
    return found | change.get("set", {})
