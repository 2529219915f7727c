"""Employers: what is recorded of them, and the names of what happens.

Every event carries `employer` (the uuid of the file) as soon as there is one, and `enquiry`, `meeting` or `proposal` where it is about one.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """How an enquiry came."""

    FORM = "form", _("by the form on our pages")
    PHONE = "phone", _("by telephone")
    MAIL = "mail", _("by e-mail or letter")
    EVENT = "event", _("at an event")
    REFERRAL = "referral", _("recommended by somebody")
    VISIT = "visit", _("in person")


class ContactKind(models.TextChoices):
    CALL = "call", _("Call")
    MAIL = "mail", _("E-mail or letter")
    MEETING = "meeting", _("Meeting")
    VISIT = "visit", _("Visit to them")


class MeetingKind(models.TextChoices):
    VISIT = "visit", _("Visit to them")
    HERE = "here", _("They come to us")
    ONLINE = "online", _("By video or telephone")


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    MISSED = "missed", _("missed")
    CALLED_OFF = "called_off", _("called off")


class MissedBy(models.TextChoices):
    US = "us", _("We did")
    THEM = "them", _("They did")


class SolutionKind(models.TextChoices):
    UNITS = "units", _("Units or a programme of a qualification")
    TRAINING = "training", _("Other training")
    ADVICE = "advice", _("Advice: no training is needed")


class AnswerKind(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    QUESTION = "question", _("asked a question")
    DECLINED = "declined", _("declined")


# Journey and file
JOURNEY_PUBLISHED = "employers.journey.published"
FILE_OPENED = "employers.file.opened"
FILE_DESCRIBED = "employers.file.described"
STAGE_PASSED = "employers.stage.passed"
STAGE_RETURNED = "employers.stage.returned"
EMPLOYERS_MERGED = "employers.file.merged"
EMPLOYERS_PARTED = "employers.file.parted"

# Owning
HANDOVER_ASKED = "employers.handover.asked"
HANDOVER_ACCEPTED = "employers.handover.accepted"
HANDOVER_DECLINED = "employers.handover.declined"
HANDOVER_TAKEN_BACK = "employers.handover.taken_back"
LEAVE_NOTED = "employers.leave.noted"
LEAVE_COVERED = "employers.leave.covered"
LEAVE_NOT_COVERED = "employers.leave.not_covered"
LEAVE_TAKEN_BACK = "employers.leave.taken_back"

# Enquiries, contacts, meetings
ENQUIRY_RECEIVED = "employers.enquiry.received"
ENQUIRY_TAKEN = "employers.enquiry.taken"
ENQUIRY_ANSWERED = "employers.enquiry.answered"
ENQUIRY_CLOSED = "employers.enquiry.closed"
CONTACT_NOTED = "employers.contact.noted"
STEP_DONE = "employers.step.done"
MEETING_PLANNED = "employers.meeting.planned"
MEETING_MOVED = "employers.meeting.moved"
MEETING_HELD = "employers.meeting.held"
MEETING_MISSED = "employers.meeting.missed"
MEETING_CALLED_OFF = "employers.meeting.called_off"

# Needs and business issues
NEEDS_OPENED = "employers.needs.opened"
NEEDS_WRITTEN = "employers.needs.written"
NEEDS_SIGNED = "employers.needs.signed"
ISSUE_NOTED = "employers.issue.noted"
ISSUE_CHANGED = "employers.issue.changed"
ISSUE_CLOSED = "employers.issue.closed"
ISSUE_MEASURED = "employers.issue.measured"

# Proposals
PROPOSAL_OPENED = "employers.proposal.opened"
PROPOSAL_WRITTEN = "employers.proposal.written"
PROPOSAL_SENT = "employers.proposal.sent"
PROPOSAL_ACCEPTED = "employers.proposal.accepted"
PROPOSAL_QUESTIONED = "employers.proposal.questioned"
PROPOSAL_DECLINED = "employers.proposal.declined"
PROPOSAL_QUESTION_ANSWERED = "employers.proposal.question_answered"
PROPOSAL_TAKEN_BACK = "employers.proposal.taken_back"
