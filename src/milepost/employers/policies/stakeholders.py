"""Why not: asking colleagues to draw the principal stakeholders, drawing them, closing a round, making names one."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.models import Actor
from milepost.employers.models import StakeholderRound
from milepost.employers.words import Nearness
from milepost.engine.stakeholders import LEAST_DRAWINGS, MOST_DRAWN, key_of
from milepost.people.permissions import Permission, may

LONGEST_NAME, LONGEST_NEEDS, LONGEST_NOTE = 60, 300, 500


def _runs(centre_id: int, *, by: Actor) -> str | None:
    if not may(by.role, Permission.ASK_STAKEHOLDERS) or by.centre_id != centre_id:
        return _("Only a centre manager or a quality manager does this.")
    return None


def _day(due_on: date | None) -> str | None:
    if due_on is None or due_on < clock.today():
        return _("Give the last day on which one can draw. It cannot lie behind.")
    return None


def why_not_ask_stakeholders(
    centre_id: int, *, by: Actor, people: Collection[int], colleagues: Collection[int], due_on: date | None, note: str,
    running: StakeholderRound | None,
) -> str | None:  # fmt: skip
    """`people` are those to be asked, `colleagues` all who may be; `running` is a round that is not over."""
    if reason := _runs(centre_id, by=by):
        return reason
    if running is not None:
        return _("A round is open until %(day)s. Let it end first, or ask further colleagues in it.") % {
            "day": date_format(running.due_on, "j F Y")
        }
    if not set(people) <= set(colleagues):
        return _("One of them no longer works here. Choose again.")
    if len(people) < LEAST_DRAWINGS:
        return _("Tick at least %(n)d colleagues: fewer cannot make a consensus.") % {"n": LEAST_DRAWINGS}
    if len(note) > LONGEST_NOTE:
        return _("The note is longer than %(n)d characters. Shorten it.") % {"n": LONGEST_NOTE}
    return _day(due_on)


def why_not_widen_stakeholders(
    one: StakeholderRound, *, by: Actor, over: bool, people: Collection[int], colleagues: Collection[int], asked: Collection[int],
    due_on: date,
) -> str | None:  # fmt: skip
    """`asked` are those who are asked already."""
    if reason := _runs(one.centre_id, by=by) or _not_over(over):
        return reason
    if not set(people) <= set(colleagues):
        return _("One of them no longer works here. Choose again.")
    if due_on == one.due_on and not set(people) - set(asked):
        return _("Give a later day, or tick somebody who is not asked yet.")
    return _day(due_on)


def why_not_draw_stakeholders(
    one: StakeholderRound, *, by: Actor, asked: bool, over: bool, names: Sequence[Mapping[str, Any]]
) -> str | None:
    """`asked`: whether who draws is one of those who are asked."""
    if not may(by.role, Permission.DRAW_STAKEHOLDERS) or by.centre_id != one.centre_id or not asked:
        return _("Only who was asked draws in this round.")
    if over:
        return _("The round is over: nobody draws in it any more.")
    if not names:
        return _("Name at least one stakeholder: somebody who has a stake in what you do.")
    if len(names) > MOST_DRAWN:
        return _("Name at most %(n)d: which matter most?") % {"n": MOST_DRAWN}
    return _whole(names)


def _whole(names: Sequence[Mapping[str, Any]]) -> str | None:
    seen: set[str] = set()
    for said in names:
        name = str(said["name"]).strip()
        if not key_of(name):
            return _("One of them has no name. Give it one, or empty its line.")
        if len(name) > LONGEST_NAME:
            return _("“%(name)s…” is longer than %(n)d characters. Shorten it: it has to fit on a map.") % {
                "name": name[:20],
                "n": LONGEST_NAME,
            }
        if key_of(name) in seen:
            return _("“%(name)s” stands on your map twice. Leave one of them out.") % {"name": name}
        seen.add(key_of(name))
        if said["near"] not in Nearness.values:
            return _("Say how near “%(name)s” is to you.") % {"name": name}
        if not str(said["needs"]).strip():
            return _("Say in a sentence what “%(name)s” needs from you.") % {"name": name}
        if len(str(said["needs"])) > LONGEST_NEEDS:
            return _("What “%(name)s” needs is longer than %(n)d characters. One sentence is enough.") % {"name": name, "n": LONGEST_NEEDS}
    return None


def _not_over(over: bool) -> str | None:
    return _("The round is over, and what was drawn is seen. Ask again in a new round.") if over else None


def why_not_close_stakeholders(one: StakeholderRound, *, by: Actor, over: bool) -> str | None:
    """A manager closes a round at any time; by itself it closes when its last day has passed."""
    if by.kind == Actor.Kind.SYSTEM:
        return None if over and one.closed_at is None else _("The round is not over yet, or closed already.")
    if reason := _runs(one.centre_id, by=by):
        return reason
    return _("The round is closed already.") if one.closed_at is not None else None


def why_not_name_as_one(
    one: StakeholderRound, *, by: Actor, over: bool, names: Collection[str], into: str, known: Collection[str]
) -> str | None:
    """`names` and `into` are keys of names; `known` are those that stand on the drawings."""
    if reason := _runs(one.centre_id, by=by):
        return reason
    if not over:
        return _("The round is not over: nobody sees yet what was drawn.")
    if not {*names, into} <= set(known):
        return _("One of these names does not stand on any drawing of this round. Choose again.")
    if not set(names) - {into}:
        return _("Tick at least two names that mean one.")
    return None


def why_not_part_names(one: StakeholderRound, *, by: Actor, name: str, joined: Collection[str]) -> str | None:
    """`joined` are the keys that count as another now."""
    if reason := _runs(one.centre_id, by=by):
        return reason
    if name not in joined:
        return _("That name stands for itself already.")
    return None
