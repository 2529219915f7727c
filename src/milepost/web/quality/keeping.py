"""The one next step of who keeps quality: first what is late, then what a new house has not begun, then what waits, then the standard that is furthest from its day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.commitments import promises
from milepost.provider import facts
from milepost.provider import queries as provider
from milepost.readiness import queries as readiness
from milepost.web import ours
from milepost.web.components.tags.page import in_words
from milepost.web.sign import Sign

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from milepost.assurance.models import CorrectiveAction
    from milepost.base.models import Actor
    from milepost.provider.facts import HowFar
    from milepost.web.quality.views.today import WaitingUnit


@dataclass(frozen=True, kw_only=True)
class Step:
    """One of the first three. `act` and `href` say how it is done."""

    done: bool
    words: str
    act: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Keeping:
    sign: Sign
    steps: Sequence[Step]

    @property
    def begun(self) -> bool:
        return all(one.done for one in self.steps)


def keeping(*, by: Actor, house: ours.Waiting, put_right: Sequence[CorrectiveAction]) -> Keeping:
    """What whoever keeps quality does next, and how far the first three steps are."""
    far = facts.how_far(list(provider.held_standards(by=by)))
    steps = [
        Step(done=bool(far), words=_("A quality standard is chosen"), act=_("Choose a standard"), href=reverse("quality_standards")),
        Step(
            done=promises.newest(by.at_centre) is not None, words=_("What people may count on is promised"), act=_("Look at the example"),
            href=reverse("promises_set"),
        ),
        Step(
            done=readiness.dates(by=by) is not None, words=_("The two dates are set"), act=_("Set the two dates"),
            href=reverse("readiness_dates"),
        ),
    ]  # fmt: skip
    return Keeping(steps=steps, sign=_next(steps, far, house, put_right))


def assuring(*, house: ours.Waiting, put_right: Sequence[CorrectiveAction], oldest: WaitingUnit | None) -> Sign:
    """What whoever assures quality does next. `oldest`: the unit that has waited longest for a second look."""
    late = next((one for one in put_right if one.late), None)
    if late is not None:
        return _of_action(late, kicker=_("It is late"))
    if house.lines and house.lines[0].late:
        return ours.sign_of(house.lines[0], kicker=_("It is late"))
    if oldest is not None:
        return Sign(
            kicker=_("Waiting longest"), title=_("Look at %(unit)s") % {"unit": oldest.words}, reason=f"{oldest.why}.",
            act=_("Start with the oldest"), href=oldest.href,
        )  # fmt: skip
    if put_right:
        return _of_action(put_right[0], kicker=_("To be put right, and to be checked"))
    if house.lines:
        return ours.sign_of(house.lines[0], kicker=_("In our own house"))
    return Sign(
        kicker=_("All clear"), title=_("Nothing waits for you"), act=_("See the learners"), href=reverse("quality_learners"),
        reason=_("Units that are signed off, cases and standards that ask for you stand here as soon as there are any."),
    )  # fmt: skip


def _next(steps: Sequence[Step], far: Sequence[HowFar], house: ours.Waiting, put_right: Sequence[CorrectiveAction]) -> Sign:
    late = next((one for one in put_right if one.late), None)
    if late is not None:
        return _of_action(late, kicker=_("It is late"))
    if house.lines and house.lines[0].late:
        return ours.sign_of(house.lines[0], kicker=_("It is late"))
    if first := _first(steps):
        return first
    if put_right:
        return _of_action(put_right[0], kicker=_("To be put right, and to be checked"))
    if house.lines:
        return ours.sign_of(house.lines[0], kicker=_("In our own house"))
    if left := [one for one in far if not one.done]:
        return _go_on(min(left, key=_by_its_day))
    return Sign(
        kicker=_("All clear"), title=_("Nothing waits for you"), act=_("See the standards"), href=reverse("quality_standards"),
        reason=_("Cases, corrective actions and standards that ask for you stand here as soon as there are any."),
    )  # fmt: skip


def _first(steps: Sequence[Step]) -> Sign | None:
    """The first of the three that is not done. Each says why it comes now."""
    standard, promised, dated = steps
    if not standard.done:
        return Sign(
            kicker=_("First step of three"), title=_("Choose the quality standard to begin with"), act=standard.act, href=standard.href,
            reason=_("Say and show against it what you do. What still lacks, what to plan and what to apply for follows from it."),
            also=_("Bring your own standard"), also_href=reverse("quality_bring"),
        )  # fmt: skip
    if not promised.done:
        return Sign(
            kicker=_("Second step of three"), title=_("Say what people may count on"), act=promised.act, href=promised.href,
            reason=_("A promise has a measure, a minimum and what follows if it is broken. Quality standards can ask it for their figures."),
        )  # fmt: skip
    if not dated.done:
        return Sign(
            kicker=_("Third step of three"), title=_("Say by when you want to be ready"), act=dated.act, href=dated.href,
            reason=_("One day to register and one to be ready. From then on the road says how likely it is."),
        )  # fmt: skip
    return None


def _of_action(action: CorrectiveAction, *, kicker: str) -> Sign:
    says = _("Look whether it worked: %(name)s did it.") % {"name": action.who.name} if action.done_at else action.finding.title
    return Sign(kicker=kicker, title=action.what, reason=says, act=_("Open it"), href=reverse("promise_action", args=[action.uuid]))


def _by_its_day(one: HowFar) -> tuple[bool, date | None, int]:
    """Standards with a day first, the earliest of them; then the one that was begun first."""
    return one.held.apply_by is None, one.held.apply_by, one.held.pk


def _go_on(far: HowFar) -> Sign:
    left = far.of - far.settled
    says = ngettext("%(n)d indicator of %(of)d is still open.", "%(n)d indicators of %(of)d are still open.", left) % {
        "n": left,
        "of": far.of,
    }
    day = far.held.apply_by
    kicker = _("To be in %(when)s") % {"when": in_words(ours.end_of(day))} if day else _("No hurry")
    return Sign(
        kicker=kicker, title=_("Go on with %(standard)s") % {"standard": far.standard.title}, reason=says, act=_("Open it"),
        href=reverse("quality_standard", args=[far.held.uuid]),
    )  # fmt: skip
