"""Why not: publishing standards, setting hours, closing a day, explaining a breach, counting by hand, showing the page, sampling files, promising."""

from collections.abc import Collection, Mapping
from datetime import date
from zoneinfo import available_timezones

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.models import Actor
from milepost.commitments.models import Clock, DayOff, FilePick, OpenPage, PromiseAsk, Remedy, StepAction
from milepost.commitments.words import OPEN_CLOCKS, BreachWhy, ClockState, DayOffKind, Division, StepState
from milepost.engine import worktime
from milepost.engine.promises import Promise
from milepost.people.models import Centre, Person
from milepost.people.permissions import Permission, may


def _why_not_keep(centre: Centre, by: Actor) -> str | None:
    if not may(by.role, Permission.KEEP_STANDARDS) or by.centre_id != centre.pk:
        return _("Only the manager or the quality manager of this centre sets its service standards.")
    return None


def why_not_publish_standards(centre: Centre, *, by: Actor, digest: str = "", newest: str = "") -> str | None:
    if reason := _why_not_keep(centre, by):
        return reason
    if digest and digest == newest:
        return _("These are the standards that hold already.")
    return None


def why_not_set_hours(centre: Centre, *, by: Actor, division: str, week: str, cut_off: str, zone: str) -> str | None:
    if reason := _why_not_keep(centre, by):
        return reason
    if division not in Division.values:
        return _("Choose whose bank holidays count.")
    if worktime.week_of(week) is None:
        return _("“%(given)s” are no office hours. Write 09:00-17:00, or mon-thu 09:00-17:00, fri 09:00-16:00.") % {"given": week}
    if cut_off and worktime.minutes_of(cut_off) is None:
        return _("“%(given)s” is no time of day. Write it as 16:00.") % {"given": cut_off}
    if zone not in available_timezones():
        return _("There is no time zone “%(given)s”. One is Europe/London.") % {"given": zone}
    return None


def why_not_close_day(centre: Centre, *, by: Actor, day: date, kind: str, name: str, closed: Collection[date] = ()) -> str | None:
    """`closed` holds the days off that stand."""
    if reason := _why_not_keep(centre, by):
        return reason
    if kind not in DayOffKind.values:
        return _("Say whether the centre is closed, or a bank holiday was announced.")
    if not name.strip():
        return _("Give the day a name: it is what people read where a clock skips it.")
    if kind == DayOffKind.CLOSURE and day < clock.today():
        return _("A day that has passed cannot be closed afterwards: what was late on it stays late.")
    if day in closed:
        return _("%(day)s is a day off already.") % {"day": date_format(day, "l j F Y")}
    return None


def why_not_reopen_day(off: DayOff, *, by: Actor) -> str | None:
    if reason := _why_not_keep(off.centre, by):
        return reason
    if off.taken_back_at:
        return _("This day off was taken back already.")
    if off.kind == DayOffKind.CLOSURE and off.day < clock.today():
        return _("The day has passed: the centre was closed.")
    return None


def why_not_recount(centre: Centre, *, by: Actor) -> str | None:
    if by.kind != Actor.Kind.SYSTEM:
        return _why_not_keep(centre, by)
    return None


def broken(row: Clock) -> bool:
    """Whether a clock is a breach: it ended too late, or runs on past its time."""
    if row.state == ClockState.BROKEN:
        return True
    return row.state == ClockState.RUNNING and row.counts_at is not None and row.counts_at < clock.now()


def why_not_explain_breach(row: Clock, *, by: Actor, why: str, done: str, owns: bool) -> str | None:
    """`owns`: this is whose clock it is."""
    if not may(by.role, Permission.EXPLAIN_BREACH) or by.centre_id != row.centre_id:
        return _("Only staff of this centre says why a standard was not kept.")
    if not owns and not may(by.role, Permission.KEEP_STANDARDS):
        return _("Only whose clock it is, or a manager, says why it was not kept.")
    if not broken(row):
        return _("This clock is not broken, so there is nothing to explain.")
    if why not in BreachWhy.values:
        return _("Choose what it was.")
    if not done.strip():
        return _("Say what was done about it, or will be.")
    return None


def why_not_warn(row: Clock, *, by: Actor, marked: bool) -> str | None:
    if by.kind != Actor.Kind.SYSTEM:
        return _("Warnings go out by themselves.")
    if marked or row.state not in OPEN_CLOCKS:
        return _("Nobody needs to be warned of this clock.")
    return None


def why_not_note_breach(row: Clock, *, by: Actor, marked: bool) -> str | None:
    if by.kind != Actor.Kind.SYSTEM:
        return _("A breach is noted by itself.")
    if marked or not broken(row):
        return _("This clock is not broken, or everybody was told.")
    return None


def why_not_count_by_hand(
    centre: Centre, *, by: Actor, standard: str, month: date, of: int, kept: int, source: str, known: Collection[str], first: date | None
) -> str | None:
    """`known` holds the standards that there are; `first` is the month in which Milepost began to count this one."""
    if reason := _why_not_keep(centre, by):
        return reason
    if standard not in known:
        return _("Choose one of your standards.")
    if month > clock.today():
        return _("This month is still to come.")
    if first is not None and month >= first:
        return _("Milepost has counted this standard itself since %(month)s. By hand you can count the months before.") % {
            "month": date_format(first, "F Y")
        }
    if of <= 0 or not 0 <= kept <= of:
        return _("Say of how many, and how many of these were kept: no more than there were.")
    if not source.strip():
        return _("Say where the numbers come from, so that somebody can look them up.")
    return None


def why_not_open_page(centre: Centre, *, by: Actor, page: OpenPage | None) -> str | None:
    if reason := _why_not_keep(centre, by):
        return reason
    return _("The page is open already.") if page else None


def why_not_close_page(page: OpenPage, *, by: Actor) -> str | None:
    if reason := _why_not_keep(page.centre, by):
        return reason
    return _("The page is closed already.") if page.closed_at else None


# Whether steps are followed -----------------------------------------------------------------------------------------------

MOST_FILES = 50


def why_not_draw_sample(centre: Centre, *, by: Actor, from_on: date, until_on: date, number: int, among: int) -> str | None:
    """`among` is the number of files with which anything happened in these days."""
    if reason := _why_not_keep(centre, by):
        return reason
    if until_on < from_on:
        return _("The last day lies before the first. Look at both.")
    if until_on > clock.today():
        return _("The last day lies ahead. Give one that has passed, or today.")
    if not 1 <= number <= MOST_FILES:
        return _("Give a number of files from 1 to %(most)d.") % {"most": MOST_FILES}
    if not among:
        return _("Nothing happened with any employer in these days, so there is nothing to look at. Choose other days.")
    return None


def why_not_look_at(
    pick: FilePick, *, by: Actor, looked: bool, owners: Collection[int], found: Mapping[tuple[str, str], tuple[str, str]],
    journal: Mapping[tuple[str, str], str],
) -> str | None:  # fmt: skip
    """`found` says of each juncture and check what is so, and why where the journal says otherwise; `owners` owned a juncture of the file."""
    if reason := _why_not_keep(pick.sample.centre, by):
        return reason
    if looked:
        return _("Somebody has looked at this file already.")
    if by.person_id in owners:
        return _("You own, or owned, a juncture of this employer, so somebody else must look.")
    for key, state in journal.items():
        said, why = found.get(key, (state, ""))
        if said not in StepState.values:
            return _("Say of each step whether it was done, was not done, or was not due.")
        if said != state and not why.strip():
            return _("Where you found otherwise than the journal says, say why.")
    return None


def why_not_agree_step_action(pick: FilePick, *, by: Actor, looked: bool, what: str, who: Person | None, by_on: date) -> str | None:
    if reason := _why_not_keep(pick.sample.centre, by):
        return reason
    if not looked:
        return _("Look at the file first.")
    if not what.strip():
        return _("Say what is to be done.")
    if who is None:
        return _("Choose who does it.")
    if by_on < clock.today():
        return _("The day by which it is done cannot have passed.")
    return None


def why_not_finish_step_action(action: StepAction, *, by: Actor, outcome: str) -> str | None:
    centre = action.pick.sample.centre
    if by.centre_id != centre.pk or (by.person_id != action.who_id and not may(by.role, Permission.KEEP_STANDARDS)):
        return _("Only %(name)s, or who keeps the standards, says that it is done.") % {"name": action.who.name}
    if action.done_at is not None:
        return _("It is done already.")
    return None if outcome.strip() else _("Say what came of it.")


# Promises -----------------------------------------------------------------------------------------------------------------


def why_not_put_promises_in_force(centre: Centre, *, by: Actor, digest: str = "", newest: str = "") -> str | None:
    if not may(by.role, Permission.KEEP_STANDARDS) or by.centre_id != centre.pk:
        return _("Only the manager or the quality manager of this centre puts a promise in force.")
    if digest and digest == newest:
        return _("These are the promises that are in force already.")
    return None


def why_not_ask_promise(*, by: Actor, asked: bool) -> str | None:
    """`asked`: the person was asked the same after this, or not long ago."""
    if by.kind != Actor.Kind.SYSTEM:
        return _("People are asked by themselves, when it has just happened.")
    return _("They were asked a short time ago.") if asked else None


def why_not_answer_promise(ask: PromiseAsk, *, by: Actor, open_until: date) -> str | None:
    """Somebody who came by the link, or the person who was asked, signed in."""
    if by.kind != Actor.Kind.LINK and (ask.person is None or by.person_id != ask.person.pk):
        return _("Only who was asked answers.")
    if ask.answered_at is not None:
        return _("You have answered this already. Thank you.")
    if ask.letter is not None and ask.letter.withdrawn_at is not None:
        return _("The link that this question came with was taken back.")
    if ask.contact is not None and not ask.email:
        return _("You speak for this employer no longer, so your answer would count for nobody.")
    if clock.today() > open_until:
        return _("This question is closed: it was asked until %(day)s.") % {"day": date_format(open_until, "j F Y")}
    return None


def why_not_note_review_due(promise: Promise, *, by: Actor, noted: bool) -> str | None:
    """`noted`: its owner knows of this day already."""
    if by.kind != Actor.Kind.SYSTEM:
        return _("Owners are reminded by themselves.")
    if promise.review_on > clock.today():
        return _("It is looked at anew on %(day)s.") % {"day": date_format(promise.review_on, "j F Y")}
    return _("Its owner has been reminded.") if noted else None


def why_not_owe_remedy(row: Clock, *, by: Actor, owed: bool) -> str | None:
    if by.kind != Actor.Kind.SYSTEM:
        return _("What is owed is noted by itself.")
    if owed or not (broken(row) or row.state == ClockState.MOVED):
        return _("Nothing more is owed here.")
    return None


def why_not_deliver_remedy(remedy: Remedy, *, by: Actor, delivered: str) -> str | None:
    assesses = remedy.registration is not None and remedy.registration.assessor_id == by.person_id
    if by.centre_id != remedy.centre_id or not may(by.role, Permission.EXPLAIN_BREACH):
        return _("Only staff of this centre gives what it owes.")
    owns = remedy.file_id is not None and may(by.role, Permission.OWN_EMPLOYERS)
    if not assesses and not owns and not may(by.role, Permission.READ_FINDINGS):
        return _("Only who assesses or looks after them, or who keeps the promise, says that they got it.")
    if remedy.delivered_at is not None:
        return _("They have had it already.")
    return None if delivered.strip() else _("Say what they got, and when.")
