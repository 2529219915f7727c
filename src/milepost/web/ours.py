"""What of the organisation's own house waits for the reader today: cases, keys, standards to be looked at, workbooks, the road.

Whatever is listed here can be done where it leads to. It asks as many queries for twenty lines as for one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base import clock
from milepost.commitments.facts import office_calendars
from milepost.concerns import queries as concerns
from milepost.concerns.procedure import reached
from milepost.concerns.words import CaseWordKind
from milepost.employers import queries as employers
from milepost.people.permissions import Permission, may
from milepost.portfolios import queries as portfolios
from milepost.provider import policies, queries
from milepost.provider.words import Stage
from milepost.readiness import queries as readiness
from milepost.web.components.tags.page import in_words

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.concerns.models import Case
    from milepost.concerns.procedure import Reached
    from milepost.provider.models import IndicatorScore

MOST = 8  # lines; what is late comes first, so what is cut off is what has time
SOON = timedelta(days=3)
FOUND = timedelta(days=14)  # so long what a watch found stands here
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
        """As a clock has it."""
        return "broken" if self.late else "soon" if self.due and self.due < clock.now() + SOON else "ok"

    @property
    def due_words(self) -> str:
        return (_("was due %(when)s") if self.late else _("due %(when)s")) % {"when": in_words(self.due)} if self.due else ""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """`more`: how many lines are not shown."""

    lines: list[Line]
    more: int


def waiting_for(*, by: Actor) -> Waiting:
    """What waits for the reader, what is late first, then by its day; what has no day last."""
    found = [*_cases(by), *_found(by), *_keys(by), *_to_assess(by), *_read(by), *_policies(by), *_road(by), *_to_draw(by)]
    found.sort(key=lambda one: one.due or LAST)
    return Waiting(lines=found[:MOST], more=max(0, len(found) - MOST))


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(17)))


# Cases --------------------------------------------------------------------------------------------------------------------


def _cases(by: Actor) -> Iterator[Line]:
    """Those that nobody has, told as one line; of the reader's own what comes next."""
    rows = list(concerns.cases_open(by=by))
    if not rows:
        return
    calendars = office_calendars(by.at_centre)
    steps = {one.pk: {each.step.key: each for each in reached(one, calendars(one.raised_at))} for one in rows}
    untaken = [one for one in rows if one.caseworker_id != by.person_id]
    if untaken:
        words = ngettext("Take the case that waits for somebody", "Take one of %(n)d cases that wait for somebody", len(untaken))
        yield Line(
            words=words % {"n": len(untaken)}, href=reverse("cases"), due=steps[untaken[0].pk]["acknowledged"].due_at,
            why=_("Whoever takes one tells them so; until then they do not know whether anybody has read it."),
        )  # fmt: skip
    for one in rows:
        if one.caseworker_id == by.person_id and (line := _next_of(one, steps[one.pk])):
            yield line


def _next_of(case: Case, steps: dict[str, Reached]) -> Line | None:
    """What the caseworker does next. Nothing where the word is with who raised it, and there is time."""
    reference, href = {"reference": case.reference}, reverse("case", args=[case.uuid])
    if case.closed_at:
        why = _("They wrote after the final letter.")
        return Line(words=_("Answer who raised %(reference)s") % reference, why=why, href=href)
    if case.acknowledged_at is None:
        words, step = _("Tell who raised %(reference)s that you have it"), "acknowledged"
    elif case.answered_at is None:
        words, step = _("Write what you found in %(reference)s"), "answered"
    elif case.agreed:
        words, step = _("Write the final letter of %(reference)s"), "closed"
    elif steps["closed"].due_at and steps["closed"].due_at < clock.now() + timedelta(days=7):
        words, step = _("%(reference)s has its answer, and no final letter"), "closed"
    else:
        return None
    again = getattr(case, "said_last", "") in (CaseWordKind.MORE, CaseWordKind.NOT_AGREED)
    why = _("They wrote again.") if again else str(case.get_way_display()).capitalize() + "."
    return Line(words=words % reference, why=why, href=href, due=steps[step].due_at)


def _found(by: Actor) -> Iterator[Line]:
    """What a watch found of late, for who has no part in it."""
    for one in concerns.alerts(by=by).filter(raised_at__gt=clock.now() - FOUND):
        yield Line(
            words=_("Look at what the watch %(key)s found") % {"key": one.key}, href=reverse("watch_alert", args=[one.uuid]),
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
    rows = list(queries.assessable(by=by))
    if not rows:
        return
    scores: dict[tuple[int, str], list[IndicatorScore]] = defaultdict(list)
    for score in queries.scores_of_all(rows):
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
                due=_end_of(held.apply_by),
            )  # fmt: skip


# The rest -----------------------------------------------------------------------------------------------------------------


def _read(by: Actor) -> Iterator[Line]:
    """Workbooks that a colleague asked the reader about."""
    for share in portfolios.shared_with(by=by).filter(answered_at=None):
        yield Line(
            words=_("Say what you think of “%(title)s”") % {"title": share.workbook.title}, href=reverse("workbook_shared", args=[share.uuid]),
            why=share.note or _("%(name)s asks you.") % {"name": share.workbook.owner.name},
        )  # fmt: skip


def _policies(by: Actor) -> Iterator[Line]:
    for change in concerns.policy_changes(by=by).filter(judged_at=None, look_on__lte=clock.today()):
        yield Line(words=_("Say whether it worked"), why=change.policy, href=reverse("case_patterns"), due=_end_of(change.look_on))


def _road(by: Actor) -> Iterator[Line]:
    """Checkpoints on which one judges anew."""
    if not may(by.role, Permission.KEEP_ROAD):
        return
    for one in readiness.checkpoints(by=by).filter(judged=None, on__lte=clock.today() + SOON):
        yield Line(
            words=_("Judge the checkpoint: will we be ready?"), href=reverse("readiness"), due=_end_of(one.on),
            why=_("What was foreseen is compared with what came."),
        )  # fmt: skip


def _to_draw(by: Actor) -> Iterator[Line]:
    for one in employers.rounds_to_draw(by=by):
        yield Line(
            words=_("Draw whom we are there for"), why=_("Each draws alone, and sees the others’ afterwards."),
            href=reverse("stakeholders_draw", args=[one.uuid]), due=_end_of(one.due_on),
        )  # fmt: skip
