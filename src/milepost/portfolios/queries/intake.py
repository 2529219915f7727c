"""Lists that were brought in, for whoever may bring one in."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from milepost.base.models import Actor
from milepost.people.models import Invitation
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Intake
from milepost.portfolios.words import Fate, IntakeState

ACTS = (Fate.NEW, Fate.CHANGED)  # fates for which something is done


def intakes(*, by: Actor) -> QuerySet[Intake]:
    """The lists of the reader's centre, newest first."""
    if not may(by.role, Permission.BRING_IN):
        return Intake.objects.none()
    return (
        Intake.objects.filter(centre_id=by.at_centre).select_related("file", "read_by", "applied_by", "centre").order_by("-read_at", "-pk")
    )


def intakes_at_a_glance(*, by: Actor) -> QuerySet[Intake]:
    """The same for a list of them: their plans stay in the table."""
    return intakes(by=by).defer("plan")


def to_put_right(entry: Mapping[str, Any]) -> bool:
    """Whether a line comes back: the plan says that it is wrong, or it was refused when its turn came."""
    return entry["fate"] == Fate.WRONG or bool(entry.get("refused"))


def waits(entry: Mapping[str, Any]) -> bool:
    """Whether something is still to be done for a line."""
    return entry["fate"] in ACTS and "done" not in entry and not entry.get("refused")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines there are of each fate, and how far the list has been brought in."""

    fates: Mapping[str, int]
    lines: int
    wrong: int  # those refused on the way included
    todo: int
    done: int
    waiting: int
    letters: int  # invitations that came of it

    @property
    def percent(self) -> int:
        return (self.todo - self.waiting) * 100 // self.todo if self.todo else 100


def tally(intake: Intake) -> Tally:
    plan = intake.plan
    return Tally(
        fates=Counter(entry["fate"] for entry in plan),
        lines=len(plan),
        wrong=sum(map(to_put_right, plan)),
        todo=sum(entry["fate"] in ACTS for entry in plan),
        done=sum("done" in entry for entry in plan),
        waiting=sum(map(waits, plan)) if intake.state != IntakeState.GIVEN_UP else 0,
        letters=sum("invitation" in entry.get("done", ()) for entry in plan),
    )


def letters_of(intake: Intake) -> list[str]:
    """The invitations that came of a list, by uuid, in its order."""
    return [entry["done"]["invitation"] for entry in intake.plan if "invitation" in entry.get("done", ())]


def held_letters(intake: Intake) -> int:
    """How many of these are written and have not left."""
    return Invitation.objects.filter(uuid__in=letters_of(intake), held=True, accepted_at=None, withdrawn_at=None).count()
