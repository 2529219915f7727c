"""What a centre has set and noted on its road, for those who keep it."""

from django.db.models import QuerySet

from milepost.base.models import Actor
from milepost.people.permissions import Permission, may
from milepost.readiness.models import Checkpoint, MilepostPassed, RoadDates, RoadWork


def _kept(by: Actor) -> int:
    """The centre whose road somebody keeps; 0 is none."""
    return by.at_centre if may(by.role, Permission.KEEP_ROAD) else 0


def dates_of(centre_id: int) -> RoadDates | None:
    """The dates that hold at a centre."""
    return RoadDates.objects.filter(centre_id=centre_id).order_by("-pk").select_related("set_by").first()


def dates(*, by: Actor) -> RoadDates | None:
    """The dates that hold at the reader's centre."""
    return dates_of(_kept(by))


def work(*, by: Actor) -> QuerySet[RoadWork]:
    """Every piece of work on the reader's road, what is open first, then the newest."""
    return RoadWork.objects.filter(centre_id=_kept(by)).order_by("closed_at", "known_on", "pk")


def passed_of(centre_id: int) -> dict[str, MilepostPassed]:
    """By key the mileposts that are passed, in the order in which they were."""
    rows = MilepostPassed.objects.filter(centre_id=centre_id).select_related("passed_by").order_by("passed_at", "pk")
    return {row.milepost: row for row in rows}


def checkpoints(*, by: Actor) -> QuerySet[Checkpoint]:
    """Every checkpoint of the reader's road with what came of it, in order."""
    return Checkpoint.objects.filter(centre_id=_kept(by)).order_by("on").select_related("judged", "centre")
