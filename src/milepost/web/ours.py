"""What of the organisation's own house waits for the reader today: cases, keys, standards to be looked at, workbooks, the road.

Whatever is listed here can be done where it leads to. It asks as many queries for twenty lines as for one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base import clock
from milepost.concerns import queries as concerns
from milepost.employers import queries as employers
from milepost.people.permissions import Permission, may
from milepost.portfolios import queries as portfolios
from milepost.provider import facts, policies, queries
from milepost.provider.words import Stage
from milepost.readiness import queries as readiness
from milepost.web.concerns import steps
from milepost.web.sign import Sign

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.provider.models import IndicatorScore

MOST = 8  # lines; what is late comes first, so what is cut off is what has time
AHEAD = timedelta(days=60)  # from when on the day to apply stands here
LAST = datetime.max.replace(tzinfo=timezone.get_default_timezone())


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing to do. `due` is when, where there is a when."""

    words: str
    why: str
    href: str
    due: datetime | None = None

    @property
    def late(self) -> bool:
        return self.due is not None and self.due < clock.now()

    @property
    def state(self) -> str:
        return steps.clock_state(self.due)

    @property
    def due_words(self) -> str:
        return steps.due_words(self.due) if self.due else ""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """`more`: how many lines are not shown."""

    lines: list[Line]
    more: int


def waiting_for(*, by: Actor) -> Waiting:
    """What waits for the reader, what is late first, then by its day; what has no day last."""
    found = [
        *_cases(by),
        *_found(by),
        *_keys(by),
        *_to_assess(by),
        *_read(by),
        *steps_of_own(by),
        *_policies(by),
        *_road(by),
        *_to_draw(by),
    ]
    found.sort(key=lambda one: one.due or LAST)
    return Waiting(lines=found[:MOST], more=max(0, len(found) - MOST))


def sign_of(line: Line, *, kicker: str) -> Sign:
    """One line as the next step of a page."""
    return Sign(kicker=kicker, title=line.words, reason=line.why, act=_("Go there"), href=line.href)


def end_of(day: date) -> datetime:
    """The end of a working day: by then it is due."""
    return timezone.make_aware(datetime.combine(day, time(17)))


# Cases --------------------------------------------------------------------------------------------------------------------


def _cases(by: Actor) -> Iterator[Line]:
    """Those that nobody has, told as one line; of the reader's own what comes next."""
    rows = list(concerns.cases_open(by=by))
    reached = steps.steps_of(rows, centre_id=by.at_centre)
    untaken = [one for one in rows if one.caseworker_id != by.person_id]
    if untaken:
        words = ngettext("Take the case that waits for somebody", "Take one of %(n)d cases that wait for somebody", len(untaken))
        yield Line(
            words=words % {"n": len(untaken)}, href=reverse("cases"), due=steps.to_take(reached[untaken[0].pk]).due,
            why=_("Whoever takes one tells them so; until then they do not know whether anybody has read it."),
        )  # fmt: skip
    for one in rows:
        if one.caseworker_id == by.person_id and (step := steps.next_of(one, reached[one.pk])):
            why = _("They wrote again.") if step.again else str(one.get_way_display()).capitalize() + "."
            yield Line(words=step.act, why=why, href=reverse("case", args=[one.uuid]), due=step.due)


def _found(by: Actor) -> Iterator[Line]:
    """What a watch found, until somebody looks into it; then until who does has said what came of it."""
    for one in concerns.alerts(by=by).filter(Q(look=None) | Q(look__person=by.person_id, look__told_at=None)):
        mine = getattr(one, "look", None) is not None
        words = _("Say what came of what the watch %(key)s found") if mine else _("Look into what the watch %(key)s found")
        yield Line(
            words=words % {"key": one.key}, href=reverse("watch_alert", args=[one.uuid]),
            why=_("Somebody may fare worse than before. It names nobody."),
        )  # fmt: skip


def _keys(by: Actor) -> Iterator[Line]:
    """A key that a caseworker has not made, and halves that somebody needs."""
    if by.role in concerns.CASEWORKERS and concerns.own_key(by=by) is None:
        yield Line(
            words=_("Make your key to sealed names"), href=reverse("case_keys"),
            why=_("A name can be sealed only where two who take cases hold a key."),
        )  # fmt: skip
    for case in concerns.halves_wanted(by=by):
        yield Line(
            words=_("Give your half of what opens the name of %(reference)s") % {"reference": case.reference}, href=reverse("case_keys"),
            why=_("Its caseworker cannot open it alone."),
        )  # fmt: skip


# Standards ----------------------------------------------------------------------------------------------------------------


def _to_assess(by: Actor) -> Iterator[Line]:
    """Indicators that wait for a peer or a moderator whom the reader can be; and the day to apply, for who works on it."""
    rows = list(queries.assessable(by=by)) if may(by.role, Permission.ASSESS_STANDARD) else []
    if not rows:
        return
    scores: dict[tuple[int, str], list[IndicatorScore]] = defaultdict(list)
    for score in facts.counting_of(rows):
        scores[score.held_id, score.indicator].append(score)
    wanted = Counter((pk, stage) for (pk, _key), before in scores.items() if (stage := policies.stage_wanted(before, by=by)))
    for held in rows:
        if n := wanted[held.pk, Stage.PEER]:
            words = ngettext("Assess %(n)d indicator as a peer", "Assess %(n)d indicators as a peer", n) % {"n": n}
            yield Line(words=words, why=str(held), href=reverse("quality_assessing"))
        if n := wanted[held.pk, Stage.MODERATION]:
            words = ngettext("Moderate %(n)d indicator", "Moderate %(n)d indicators", n) % {"n": n}
            yield Line(words=words, why=str(held), href=reverse("quality_assessing"))
        if may(by.role, Permission.HOLD_STANDARD) and held.apply_by and held.apply_by <= clock.today() + AHEAD:
            why = _("What is still open stands on its page.")
            yield Line(
                words=_("Apply: %(standard)s") % {"standard": held}, why=why, href=reverse("quality_standard", args=[held.uuid]),
                due=end_of(held.apply_by),
            )  # fmt: skip


# The rest -----------------------------------------------------------------------------------------------------------------


def _read(by: Actor) -> Iterator[Line]:
    """Workbooks that a colleague asked the reader about."""
    for share in portfolios.shared_with(by=by).filter(answered_at=None):
        yield Line(
            words=_("Say what you think of “%(title)s”") % {"title": share.workbook.title}, href=reverse("workbook_shared", args=[share.uuid]),
            why=share.note or _("%(name)s asks you.") % {"name": share.workbook.owner.name},
        )  # fmt: skip


def steps_of_own(by: Actor) -> Iterator[Line]:
    """Steps with a day in the reader's own workbooks, a line for each day of each."""
    for due in portfolios.steps_due(by=by):
        first, n = due.steps[0].what, len(due.steps)
        if n == 1 and due.steps[0].ends:
            words = _("“%(what)s” in “%(title)s”") % {"what": first, "title": due.workbook.title}
        elif n == 1:
            words = first or _("Do a step of “%(title)s”") % {"title": due.workbook.title}
        else:
            words = _("Do %(n)d steps of “%(title)s”") % {"n": n, "title": due.workbook.title}
        if n == 1 and due.steps[0].ends:
            why = _("It stands there until “%(question)s” is answered.") % {"question": due.steps[0].ends}
        elif n == 1 and first:
            why = _("A step in your workbook “%(title)s”.") % {"title": due.workbook.title}
        else:
            why = _("In your workbook.")
        yield Line(words=words, why=why, href=reverse("workbook_read", args=[due.workbook.uuid]), due=end_of(due.on))


def _policies(by: Actor) -> Iterator[Line]:
    for change in concerns.policy_changes(by=by).filter(judged_at=None, look_on__lte=clock.today()):
        yield Line(words=_("Say whether it worked"), why=change.policy, href=reverse("case_patterns"), due=end_of(change.look_on))


def _road(by: Actor) -> Iterator[Line]:
    """Checkpoints on which one judges anew."""
    if not may(by.role, Permission.KEEP_ROAD):
        return
    for one in readiness.checkpoints(by=by).filter(judged=None, on__lte=clock.today() + steps.SOON):
        yield Line(
            words=_("Judge the checkpoint: will we be ready?"), href=reverse("readiness"), due=end_of(one.on),
            why=_("What was foreseen is compared with what came."),
        )  # fmt: skip


def _to_draw(by: Actor) -> Iterator[Line]:
    for one in employers.rounds_to_draw(by=by):
        yield Line(
            words=_("Draw whom we are there for"), why=_("Each draws alone, and sees the others’ afterwards."),
            href=reverse("stakeholders_draw", args=[one.uuid]), due=end_of(one.due_on),
        )  # fmt: skip
