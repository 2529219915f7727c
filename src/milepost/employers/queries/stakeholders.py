"""Rounds in which colleagues draw the principal stakeholders: who is asked, who has drawn, and what the reader may see of it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from milepost.base import clock
from milepost.base.models import Actor
from milepost.employers.models import StakeholderAsked, StakeholderDrawing, StakeholderNaming, StakeholderRound
from milepost.people.models import Appointment, Person
from milepost.people.permissions import PERMISSIONS, Permission, may

DRAWING_ROLES = tuple(role for role, granted in PERMISSIONS.items() if Permission.DRAW_STAKEHOLDERS in granted)


def stakeholder_rounds(*, by: Actor) -> QuerySet[StakeholderRound]:
    """The rounds at the reader's centre, the newest first."""
    if not may(by.role, Permission.DRAW_STAKEHOLDERS):
        return StakeholderRound.objects.none()
    return StakeholderRound.objects.filter(centre_id=by.at_centre).select_related("centre__organisation", "asked_by").order_by("-number")


def rounds_of(centre_id: int) -> QuerySet[StakeholderRound]:
    """Every round of a centre, the newest first: for what is worked out from them."""
    return StakeholderRound.objects.filter(centre_id=centre_id).order_by("-number")


def rounds_to_close(limit: int) -> list[StakeholderRound]:
    """Rounds whose last day is over and that nobody has closed."""
    return list(StakeholderRound.objects.filter(closed_at=None, due_on__lt=clock.today()).order_by("pk")[:limit])


def rounds_to_draw(*, by: Actor) -> QuerySet[StakeholderRound]:
    """Rounds that are open, in which the reader is asked and has not drawn."""
    drawn = StakeholderDrawing.objects.filter(person=by.person_id or 0).values("round")
    found = stakeholder_rounds(by=by).filter(closed_at=None, due_on__gte=clock.today(), asked__person=by.person_id or 0)
    return found.exclude(pk__in=drawn)


def round_over(one: StakeholderRound) -> bool:
    """Whether nobody draws in this round any more."""
    return one.closed_at is not None or one.due_on < clock.today()


def colleagues_at(centre_id: int) -> list[Person]:
    """Everybody who may be asked to draw at a centre today, by name."""
    held = Appointment.objects.in_force(clock.today()).filter(centre_id=centre_id, role__in=DRAWING_ROLES, person__is_active=True)
    return list(Person.objects.filter(pk__in=held.values("person")).order_by("name", "pk"))


def asked_in(one: StakeholderRound) -> list[Person]:
    """Who is asked in a round, by name."""
    return list(Person.objects.filter(pk__in=StakeholderAsked.objects.filter(round=one).values("person")).order_by("name", "pk"))


def drawings_of(rounds: Iterable[StakeholderRound]) -> dict[int, list[StakeholderDrawing]]:
    """By round the drawings that count, one a person, by name: for what is worked out from them. One query."""
    found: dict[int, dict[int, StakeholderDrawing]] = {}
    for row in StakeholderDrawing.objects.filter(round__in=[one.pk for one in rounds]).select_related("person").order_by("pk"):
        found.setdefault(row.round_id, {})[row.person_id] = row
    return {pk: sorted(rows.values(), key=lambda row: (row.person.name, row.pk)) for pk, rows in found.items()}


def drawings_seen(one: StakeholderRound, *, by: Actor) -> list[StakeholderDrawing]:
    """The drawings that the reader may open.

    While colleagues draw that is their own. When the round is over it is everybody's, but not for who was asked and has not drawn:
    they see what came of it.
    """
    drawn = drawings_of([one]).get(one.pk, [])
    own = [row for row in drawn if row.person_id == by.person_id]
    if not round_over(one) or by.at_centre != one.centre_id or not may(by.role, Permission.DRAW_STAKEHOLDERS):
        return own
    asked = StakeholderAsked.objects.filter(round=one, person=by.person).exists()
    return drawn if own or not asked else []


def namings_of(rounds: Iterable[StakeholderRound]) -> dict[int, list[StakeholderNaming]]:
    """By round the newest word on each name, those that stand for themselves again left out. One query."""
    found: dict[int, dict[str, StakeholderNaming]] = {}
    rows = StakeholderNaming.objects.filter(round__in=[one.pk for one in rounds]).select_related("made_by").order_by("pk")
    for row in rows:
        found.setdefault(row.round_id, {})[row.name] = row
    return {pk: [row for row in rows.values() if row.into] for pk, rows in found.items()}
