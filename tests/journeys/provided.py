"""What the provider's own pictures show at their easiest and at their hardest: the road, the readiness fan, the promise board."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.template.loader import render_to_string

from milepost.base import clock
from milepost.commitments import promisefile, promises
from milepost.commitments.models import PromiseVersion
from milepost.engine.promises import Count, Promise, promises_of
from milepost.engine.reasons import Shortfall
from milepost.engine.road import Kind
from milepost.frameworks.specfile import parsed
from milepost.people.models import Centre
from milepost.readiness import facts, roadfile
from milepost.readiness.models import RoadDates, RoadWork
from milepost.web.components import Stone
from milepost.web.promises import showing as board
from milepost.web.readiness import showing

WEEK = timedelta(days=7)
GERMAN = "Rahmenvereinbarungsverhandlungsgespräche mit unseren Donaudampfschifffahrtsgesellschaften"
SAID = "Dreiundzwanzig von vierundzwanzig Betriebsverantwortlichen haben unabhängig voneinander dasselbe gezeichnet."


# The road -----------------------------------------------------------------------------------------------------------------


def stones(passed: int, *, lacks: int = 2, long: bool = False, lost: int = 0) -> list[Stone]:
    """The road with so many mileposts passed; of those, `lost` hold no longer."""
    road = roadfile.shipped()
    keys = [one.key for one in road[:passed]]
    done: dict[str, Any] = {key: SimpleNamespace(passed_at=clock.now(), said=SAID if long else "Six of seven agree.") for key in keys}
    why = [Shortfall(Kind.IMPACT_OVERDUE, {"has": 3})] * lacks
    ahead = [one for one in road if one.key not in keys]
    closed = {fact for one in [*ahead, *road[:lost]] for fact in one.gate}
    found = showing.stones(done, {fact: why if fact in closed else [] for one in road for fact in one.gate})
    return [replace(one, title=f"{GERMAN} {one.title}") for one in found] if long else found


def roads() -> dict[str, list[Stone]]:
    return {
        "none passed": stones(0), "four passed": stones(4), "all passed": stones(9), "open gates": stones(3, lacks=0),
        "two hold no longer": stones(5, lost=2), "long words": stones(4, long=True, lacks=12, lost=1),
    }  # fmt: skip


# Will we be ready? --------------------------------------------------------------------------------------------------------


def outlook(
    centre: Centre, work: Sequence[RoadWork], *, register: int = 4, ready: int = 16, registered: int | None = None
) -> facts.Outlook:
    """The outlook of some work, with dates so many weeks from now. Nothing of it is kept."""
    today = clock.today()
    dates = RoadDates(
        register_by=today + register * WEEK, ready_by=today + ready * WEEK, hours_a_week=Decimal(7),
        registered_on=None if registered is None else today + registered * WEEK,
    )  # fmt: skip
    return facts.outlook(centre.pk, dates, work)


def work(weeks: int, *, done: int = 5, left: int = 40, grows: int = 0) -> list[RoadWork]:
    """So many hours a week finished, so many left, so many added a week."""
    today = clock.today()
    first = today - weeks * WEEK
    found = [RoadWork(milepost="owners", hours=Decimal(left), known_on=first, what="Name owners")] if left else []
    for week in range(weeks):
        if done:
            found.append(RoadWork(milepost="owners", hours=Decimal(done), known_on=first, done_on=today - week * WEEK, what="Done"))
        if grows:
            found.append(RoadWork(milepost="helped", hours=Decimal(grows), known_on=today - week * WEEK, what="More"))
    return found


def outlooks(centre: Centre) -> dict[str, facts.Outlook]:
    return {
        "believable": outlook(centre, work(12, left=70), register=6, ready=20),
        "little is known": outlook(centre, work(4, done=3, left=20), register=2, ready=8),
        "too little to say": outlook(centre, work(2, left=20)),
        "two years behind": outlook(centre, work(104, grows=2), register=8, ready=70),
        "past the day": outlook(centre, work(10, left=60), register=-8, ready=-2, registered=-9),
        "today": outlook(centre, work(10, left=9), register=0, ready=0),
        "both on one day": outlook(centre, work(10), register=9, ready=9),
        "a week apart": outlook(centre, work(10), register=9, ready=10),
        "far apart": outlook(centre, work(8), register=1, ready=200),
        "hopeless": outlook(centre, work(30, done=1, left=600, grows=4), register=3, ready=12),
        "all done": outlook(centre, work(20, left=0), register=3, ready=12),
        "almost done": outlook(centre, work(40, left=1), register=1, ready=3),
    }  # fmt: skip


# Promises -----------------------------------------------------------------------------------------------------------------


def line(promise: Promise, counts: Sequence[Count], *, few: int, owed: int = 0, had: int = 0) -> promises.Line:
    return promises.line(promise, months(len(counts)), counts, few, few, (owed, had))


def months(number: int) -> list[date]:
    """The last months, the newest last."""
    found, day = [], clock.today().replace(day=1)
    for _n in range(number):
        found.append(day)
        day = (day - timedelta(days=1)).replace(day=1)
    return found[::-1]


KEPT, RISK, BROKEN, NOTHING = Count(40, 40, 9, 9), Count(35, 40, 8, 10), Count(12, 40, 2, 9), Count()


def boards(centre: Centre) -> dict[str, board.Board]:
    document = parsed(promisefile.shipped_text(), "promises")
    version = PromiseVersion(centre=centre, number=1, document=document, in_force_at=clock.now())
    six = promises_of(document)
    every: list[Sequence[Count]] = [
        [KEPT] * 12, [KEPT] * 9 + [BROKEN, RISK, BROKEN], [BROKEN] * 12, [RISK] * 12, [NOTHING] * 12,
        [(KEPT, RISK, BROKEN, NOTHING)[n % 4] for n in range(12)],
    ]  # fmt: skip
    long = [replace(one, short=GERMAN, says=f"{GERMAN}. {SAID}", remedy=SAID * 2, question=f"{GERMAN}?", clause=GERMAN) for one in six]

    def of(some: Sequence[Promise], counts: Sequence[Sequence[Count]], few: int = 0) -> board.Board:
        lines = [line(one, counts[n % len(counts)], few=few, owed=12, had=n) for n, one in enumerate(some)]
        return board.drawn(version, lines, few=few)

    return {
        "believable": of(six, every), "twelve, all states": of([*six, *six], every), "long words": of(long, every[::-1]),
        "nobody answered, nothing counted": of(six, [[NOTHING] * 12]), "all too few to show": of(six, [[Count(2, 3, 1, 2)] * 12], few=5),
        "all kept": of(six, [[KEPT] * 12]), "all broken": of(six, [[BROKEN] * 12]), "at risk": of(six, [[KEPT, RISK] * 6]), "two years": of(six, [one * 2 for one in every]),
        "one": of(six[:1], every),
    }  # fmt: skip


def pictures(centre: Centre) -> Iterator[tuple[str, str]]:
    """Each picture as its page sets it, by a name for it."""
    for name, road in roads().items():
        yield (
            f"road: {name}",
            render_to_string("readiness/_road.html", {"page": SimpleNamespace(stones=road, progress=showing.progress(road))}),
        )
    for name, seen in outlooks(centre).items():
        yield (
            f"fan: {name}",
            render_to_string("readiness/_outlook.html", {"page": SimpleNamespace(seen=seen, told=showing.told(seen), dates=seen.dates)}),
        )
    for name, page in boards(centre).items():
        yield f"board: {name}", render_to_string("promises/_board.html", {"page": page})
