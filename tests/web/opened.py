"""What one line of the tables of access says: whom an address is for, and how it is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from milepost.people.words import Role
from tests.web.world import World

LEARNER, ASSESSOR, IQA, EQA = Role.LEARNER, Role.ASSESSOR, Role.IQA, Role.EQA
MANAGER, QUALITY, OWNER, CONTACT = Role.CENTRE_MANAGER, Role.QUALITY_MANAGER, Role.EMPLOYER_OWNER, Role.EMPLOYER_CONTACT
PLAYERS = {
    LEARNER: "lena",
    ASSESSOR: "asif",
    IQA: "ines",
    EQA: "eva",
    MANAGER: "cora",
    QUALITY: "quentin",
    OWNER: "bea",
    CONTACT: "emil",
}
EVERYBODY = frozenset(Role)


Names = Callable[[World], Mapping[str, Any]]
LET_IN = frozenset({200, 302, 422})  # 422: a form that is not right yet, with what is to be put right


@dataclass(frozen=True)
class Page:
    """One address: whom it is for, what of Larkmoor's it names, and how it is asked."""

    name: str
    roles: frozenset[Role] = EVERYBODY
    of: Names | None = None
    post: Names | None = None
    method: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    answers: frozenset[int] = LET_IN
    public: bool = False  # for people who have not signed in as well
    colleagues: bool = False  # what it names belongs to the centre: whoever holds the role there reads it
    shared: bool = False  # what it names is the same at every centre
    at_the_door: int = 302  # what who has not signed in gets; 401 tells a script

    def address(self, at: World) -> str:
        return reverse(self.name, kwargs=dict(self.of(at)) if self.of else {})

    @property
    def verb(self) -> str:
        return self.method or ("POST" if self.post else "GET")


def only(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


def nothing(_: World) -> Mapping[str, Any]:
    return {}
