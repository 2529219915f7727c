"""What a centre has set and noted on its road, for those who keep it."""

from django.db.models import QuerySet

from milepost.base import clock
from milepost.base.models import Actor, Event
from milepost.people.permissions import Permission, may
from milepost.readiness.models import Checkpoint, MilepostPassed, RoadDates, RoadWork
from milepost.readiness.words import CHECKPOINT_FELL_DUE


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


def checkpoints_noted(centre_id: int) -> set[str]:
    """The checkpoints of which who keeps the road knows that their day has come."""
    told = Event.objects.filter(centre_id=centre_id, name=CHECKPOINT_FELL_DUE).order_by().values_list("args", flat=True)
    return {args["checkpoint"] for args in told}


def checkpoints_due() -> list[Checkpoint]:
    """Checkpoints of any centre whose day has come, that nobody has judged, and of which nobody was told."""
    due = Checkpoint.objects.filter(on__lte=clock.today(), judged=None).select_related("centre").order_by("on", "pk")
    noted = {centre: checkpoints_noted(centre) for centre in {one.centre_id for one in due}}
    return [one for one in due if str(one.uuid) not in noted[one.centre_id]]


def checkpoints(*, by: Actor) -> QuerySet[Checkpoint]:
    """Every checkpoint of the reader's road with what came of it, in order."""
    return Checkpoint.objects.filter(centre_id=_kept(by)).order_by("on").select_related("judged__judged_by", "centre")
