"""Witnesses: what is asked, said and checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class CallOutcome(models.TextChoices):
    CONFIRMED = "confirmed", _("they stand by it")
    NOT_REACHED = "not_reached", _("not reached")
    DENIED = "denied", _("they did not say that")


class WitnessState(models.TextChoices):
    """Where a request stands."""

    WAITING = "waiting", _("waits for an answer")
    ANSWERED = "answered", _("answered")
    RETURNED = "returned", _("came back unsigned")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("too old")


class ReturnReason(models.TextChoices):
    """Why somebody who opened the letter signs nothing."""

    NOT_ME = "not_me", _("it reached somebody else")
    DID_NOT_SEE = "did_not_see", _("they did not see the work")


class FlagKind(models.TextChoices):
    """What somebody who judges a testimony should know. It blocks nothing."""

    OTHER_NAMES = "other_names", _("one device, several names")
    LEARNERS_DEVICE = "learners_device", _("signed on the learner’s device")
    LEARNERS_ADDRESS = "learners_address", _("the learner’s own address")
    THROWAWAY = "throwaway", _("throw-away address")
    OTHER_NAME = "other_name", _("signed in another name")
    CLOCK = "clock", _("the device’s clock was wrong")
    DENIED = "denied", _("the witness denied it")
    ALTERED = "altered", _("not what was signed")


@dataclass(frozen=True, slots=True)
class Account:
    """What a witness gives: who they are, how they know the work, what they saw, and which of the criteria."""

    name: str
    contact: str
    knows_how: str
    saw: str = ""
    targets: Sequence[str] = ()
    job: str = ""
    organisation: str = ""
    expert: bool = False
    expertise: str = ""


@dataclass(frozen=True, slots=True)
class Device:
    """Where it was signed. `mark` tells one device from another and nothing else; `time` is what its clock said, if it did."""

    mark: str = ""
    learners: bool = False  # the learner had signed in on it
    time: datetime | None = None


DECLARATION = _("This is true, and my own account of what I saw.")

WITNESS_ASKED = "assessment.witness.asked"
WITNESS_REQUEST_SENT_AGAIN = "assessment.witness_request.sent_again"
WITNESS_REQUEST_WITHDRAWN = "assessment.witness_request.withdrawn"
WITNESS_REQUEST_RETURNED = "assessment.witness_request.returned"
TESTIMONY_SIGNED = "assessment.testimony.signed"
WITNESS_CALLED = "assessment.witness.called"
