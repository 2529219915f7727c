"""Learners who may be there twice, and accounts that were merged."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.db.models import QuerySet

from milepost.base.models import Actor, Draft
from milepost.people import queries as people
from milepost.people.models import Person
from milepost.people.permissions import Permission, may
from milepost.people.uln import TEMPORARY
from milepost.portfolios.intake.columns import folded
from milepost.portfolios.intake.values import alike
from milepost.portfolios.models import Merge, Registration

SAME_NUMBER, SAME_BIRTH, SAME_NAME = "number", "birth", "name"
MOST = 200  # pairs: whoever has more has another trouble


@dataclass(frozen=True, slots=True)
class Twins:
    """Two accounts that may be one learner. The first is the one that was here first."""

    one: Person
    other: Person
    because: str


def twins(*, by: Actor) -> list[Twins]:
    """Learners with one number, one day of birth and alike names, or one name where a day of birth is not known."""
    if not may(by.role, Permission.BRING_IN):
        return []
    learners = {person.pk: person for person in people.learners_of(by).order_by("pk")}
    found: dict[tuple[int, int], str] = {}
    for because, pairs in (
        (SAME_NUMBER, _by_number(by)), (SAME_BIRTH, _by_birth(learners.values())), (SAME_NAME, _by_name(learners.values())),
    ):  # fmt: skip
        for pair in pairs:
            if pair[0] in learners and pair[1] in learners:
                found.setdefault(pair, because)
            if len(found) >= MOST:
                break
    return [Twins(learners[one], learners[other], because) for (one, other), because in found.items()]


def _pairs(groups: Iterable[Iterable[int]]) -> Iterator[tuple[int, int]]:
    for group in groups:
        yield from combinations(sorted(set(group)), 2)


def _by_number(by: Actor) -> Iterator[tuple[int, int]]:
    numbered = Registration.objects.filter(centre_id=by.at_centre).exclude(uln__in=["", TEMPORARY])
    groups: dict[str, list[int]] = defaultdict(list)
    for uln, learner in numbered.values_list("uln", "learner"):
        groups[uln].append(learner)
    return _pairs(groups.values())


def _by_birth(learners: Iterable[Person]) -> Iterator[tuple[int, int]]:
    groups: dict[date, list[Person]] = defaultdict(list)
    for person in learners:
        if person.born_on:
            groups[person.born_on].append(person)
    for group in groups.values():
        yield from ((a.pk, b.pk) for a, b in combinations(group, 2) if alike(a.name, b.name))


def _by_name(learners: Iterable[Person]) -> Iterator[tuple[int, int]]:
    groups: dict[str, list[Person]] = defaultdict(list)
    for person in learners:
        groups[" ".join(sorted(folded(person.name).split()))].append(person)
    for group in groups.values():
        yield from ((a.pk, b.pk) for a, b in combinations(group, 2) if a.born_on is None or b.born_on is None)


@dataclass(frozen=True, slots=True)
class Belongings:
    """What is one learner's here: what would move, or what it would come to."""

    person: Person
    registrations: list[Registration]
    drafts: int


def belongings(person: Person, *, by: Actor) -> Belongings:
    mine = Registration.objects.filter(learner=person, centre_id=by.at_centre).select_related("assessor", "progress").order_by("pk")
    return Belongings(person, list(mine), Draft.objects.filter(person=person).count())


def merges(*, by: Actor) -> QuerySet[Merge]:
    """Accounts that were merged at the reader's centre, newest first."""
    if not may(by.role, Permission.BRING_IN):
        return Merge.objects.none()
    found = Merge.objects.filter(centre_id=by.at_centre).select_related("kept", "merged", "made_by", "undone_by")
    return found.order_by("-made_at", "-pk")
