"""What a caseworker does next in a case, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.commitments.facts import office_calendars
from milepost.concerns.procedure import reached
from milepost.concerns.queries import waits_since
from milepost.concerns.words import WRITTEN_ON, CaseWordKind
from milepost.web.components.tags.page import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.concerns.models import Case
    from milepost.concerns.procedure import Reached

SOON = timedelta(days=3)
WEEK = timedelta(days=7)


def clock_state(due: datetime | None) -> str:
    """As a clock has it: ok, soon, broken."""
    if due is None or due >= clock.now() + SOON:
        return "ok"
    return "broken" if due < clock.now() else "soon"


def due_words(due: datetime) -> str:
    return (_("was due %(when)s") if due < clock.now() else _("due %(when)s")) % {"when": in_words(due)}


@dataclass(frozen=True, kw_only=True)
class Next:
    """One step. `act` is the whole of it with its case, `short` the same in a list of cases."""

    act: str
    short: str
    due: datetime | None = None
    again: bool = False  # they wrote since

    @property
    def state(self) -> str:
        return clock_state(self.due)

    @property
    def due_words(self) -> str:
        return due_words(self.due) if self.due else ""


def steps_of(cases: Sequence[Case], *, centre_id: int) -> dict[int, dict[str, Reached]]:
    """By case how far it is, step by step. What the centre has set is asked once for all."""
    if not cases:
        return {}
    calendars, waits = office_calendars(centre_id), waits_since(cases)
    return {one.pk: {each.step.key: each for each in reached(one, calendars(one.raised_at), wrote_at=waits.get(one.pk))} for one in cases}


def is_over(case: Case) -> bool:
    """Closed, and nobody has written since."""
    return case.closed_at is not None and not getattr(case, "wrote_again", False)


def to_take(steps: Mapping[str, Reached]) -> Next:
    """What whoever takes it must have said, and by when."""
    first = steps[WRITTEN_ON] if WRITTEN_ON in steps else steps["acknowledged"]
    return Next(act=_("Take it"), short=_("Take it"), due=first.due_at)


def next_of(case: Case, steps: Mapping[str, Reached]) -> Next | None:
    """What its caseworker does next. Nothing where the word is with who raised it, and there is time."""
    reference = {"reference": case.reference}
    if case.closed_at:
        if not getattr(case, "wrote_again", False):
            return None
        act, short = _("Answer who raised %(reference)s") % reference, _("They wrote after the final letter: answer them")
        return Next(act=act, short=short, again=True, due=steps[WRITTEN_ON].due_at if WRITTEN_ON in steps else None)
    again = getattr(case, "said_last", "") in (CaseWordKind.MORE, CaseWordKind.NOT_AGREED)
    if case.acknowledged_at is None and case.answered_at is None and case.agreed is None:  # an answer says that one has it
        act, short, step = _("Tell who raised %(reference)s that you have it"), _("Tell them that you have it"), "acknowledged"
    elif case.begun_at is None:
        act, short, step = _("Say what you look into in %(reference)s"), _("Tell them what you look into"), "investigated"
    elif case.answered_at is None:
        act, short, step = _("Write what you found in %(reference)s"), _("Write what you found"), "answered"
    elif case.agreed:
        act, short, step = _("Write the final letter of %(reference)s"), _("Write the final letter"), "closed"
    else:
        act, short, step = _("%(reference)s has its answer, and no final letter"), _("Your answer waits for a word from them"), "closed"
        if (due := steps[step].due_at) and due >= clock.now() + WEEK:
            return None
    return Next(act=act % reference, short=short, due=steps[step].due_at, again=again)
