"""Who may open the pages of cases: lines of the table in `access.py`, which is long enough without them."""

from typing import Any

from milepost.people.words import Role
from tests.concerns.telling import a_case, a_picture

WORKERS = frozenset({Role.CENTRE_MANAGER, Role.QUALITY_MANAGER, Role.IQA})

THE_DOOR: list[dict[str, Any]] = [
    {"name": "door", "of": lambda at: {"centre": at.cast.centre.uuid}, "public": True},
    {"name": "door_back", "of": lambda at: {"centre": at.cast.centre.uuid}, "public": True},
]
CASES: list[dict[str, Any]] = [
    {"name": "cases", "roles": WORKERS},
    {"name": "case", "roles": WORKERS, "of": lambda at: a_case(at.cast), "colleagues": True},
    # Quentin has taken it: nobody else reads it.
    {"name": "case_picture", "roles": frozenset({Role.QUALITY_MANAGER}), "of": lambda at: a_picture(at.cast)},
]
