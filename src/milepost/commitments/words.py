"""The words of service standards, and the names of what happens to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.engine.clocks import State
from milepost.engine.following import Step
from milepost.engine.promises import Standing


class ClockState(models.TextChoices):
    """What has become of a clock. A running one is late once its due moment has passed."""

    RUNNING = State.RUNNING.value, _("running")
    PAUSED = State.PAUSED.value, _("stands still")
    KEPT = State.KEPT.value, _("kept")
    BROKEN = State.BROKEN.value, _("broken")
    MOVED = State.MOVED.value, _("moved by us")
    STOPPED = State.STOPPED.value, _("nothing to wait for")


OPEN_CLOCKS = (ClockState.RUNNING, ClockState.PAUSED)
COUNTED = (ClockState.KEPT, ClockState.BROKEN, ClockState.MOVED)


class Division(models.TextChoices):
    ENGLAND_AND_WALES = "england-and-wales", _("England and Wales")
    SCOTLAND = "scotland", _("Scotland")
    NORTHERN_IRELAND = "northern-ireland", _("Northern Ireland")


class DayOffKind(models.TextChoices):
    CLOSURE = "closure", _("The centre is closed")
    BANK_HOLIDAY = "bank_holiday", _("A bank holiday that was announced late")


class BreachWhy(models.TextChoices):
    ILLNESS = "illness", _("Somebody was ill or away")
    LOAD = "load", _("There was too much at once")
    MISSED = "missed", _("It was overlooked")
    WAITED = "waited", _("We waited for somebody else")
    CLOCK = "clock", _("It was done in time, but noted later")
    OTHER = "other", _("Something else")


class Mark(models.TextChoices):
    """What was said of a running clock."""

    WARNED = "warned", _("warned")
    BROKEN = "broken", _("broken")


class StepState(models.TextChoices):
    """What became of one step of the journey, in one file."""

    DONE = Step.DONE.value, _("done")
    NOT_DONE = Step.NOT_DONE.value, _("not done")
    NOT_DUE = Step.NOT_DUE.value, _("not due yet")


class PromiseStanding(models.TextChoices):
    """What has become of a promise. What nothing measures counts against who gave it."""

    KEPT = Standing.KEPT.value, _("kept")
    AT_RISK = Standing.AT_RISK.value, _("at risk")
    BROKEN = Standing.BROKEN.value, _("broken")
    NO_MEASURE = Standing.NO_MEASURE.value, _("not measurable")


STANDARDS_PUBLISHED = "commitments.standards.published"
HOURS_SET = "commitments.hours.set"
DAY_CLOSED = "commitments.day.closed"
DAY_REOPENED = "commitments.day.reopened"
CLOCKS_RECOUNTED = "commitments.clocks.recounted"
CLOCK_WARNED = "commitments.clock.warned"
CLOCK_BROKEN = "commitments.clock.broken"
BREACH_EXPLAINED = "commitments.breach.explained"
MONTH_COUNTED = "commitments.month.counted"
PAGE_OPENED = "commitments.page.opened"
PAGE_CLOSED = "commitments.page.closed"
SAMPLE_DRAWN = "commitments.sample.drawn"
FILE_LOOKED_AT = "commitments.sample.looked_at"
STEP_ACTION_AGREED = "commitments.step_action.agreed"
STEP_ACTION_DONE = "commitments.step_action.done"
PROMISES_IN_FORCE = "commitments.promises.in_force"
PROMISE_ASKED = "commitments.promise.asked"
PROMISE_ANSWERED = "commitments.promise.answered"
REMEDY_OWED = "commitments.remedy.owed"
REMEDY_DELIVERED = "commitments.remedy.delivered"
PROMISE_REVIEW_DUE = "commitments.promise_review.fell_due"

# What other clocks hang on: after one of these all of a centre's are worked out anew.
RECOUNTING = (STANDARDS_PUBLISHED, HOURS_SET, DAY_CLOSED, DAY_REOPENED)
