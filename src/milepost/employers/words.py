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


class Sector(models.TextChoices):
    """What an employer's work belongs to: the sections of the UK's standard industrial classification of 2007, in short."""

    AGRICULTURE = "A", _("Agriculture, forestry and fishing")
    MINING = "B", _("Mining and quarrying")
    MANUFACTURING = "C", _("Manufacturing")
    ENERGY = "D", _("Electricity and gas")
    WATER = "E", _("Water and waste")
    CONSTRUCTION = "F", _("Construction")
    TRADE = "G", _("Shops, wholesale and motor repair")
    TRANSPORT = "H", _("Transport and storage")
    HOSPITALITY = "I", _("Accommodation and food")
    INFORMATION = "J", _("Information and communication")
    FINANCE = "K", _("Finance and insurance")
    PROPERTY = "L", _("Property")
    PROFESSIONAL = "M", _("Professional and technical work")
    SUPPORT = "N", _("Business support, contact centres among it")
    PUBLIC = "O", _("Public administration and defence")
    EDUCATION = "P", _("Education")
    HEALTH = "Q", _("Health and social work")
    ARTS = "R", _("Arts and recreation")
    OTHER = "S", _("Other services")


class ContactKind(models.TextChoices):
    CALL = "call", _("Call")
    MAIL = "mail", _("E-mail")
    LETTER = "letter", _("Letter")
    INVOICE = "invoice", _("Invoice")
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


class ViewParty(models.TextChoices):
    """Who is asked whether it helped."""

    LEARNER = "learner", _("learner")
    MANAGER = "manager", _("manager")


class Doing(models.TextChoices):
    """Whether something is done differently at work since."""

    OFTEN = "often", _("Yes, often")
    SOMETIMES = "sometimes", _("Yes, now and then")
    NOT_YET = "not_yet", _("Not yet")
    CANNOT_SAY = "cannot_say", _("I cannot say")


class AssumptionKind(models.TextChoices):
    """What a return on investment rests on, besides what was counted."""

    PRICE = "price", _("What they paid us")
    OWN_COST = "own_cost", _("What it cost them besides: people’s time, cover, travel")
    VALUE = "value", _("What one unit of the measure is worth")
    TIMES = "times", _("How many times in the time that is looked at")
    SHARE = "share", _("Share of the change that is due to the work with us")


class MailBecause(models.TextChoices):
    """Why a mail stands with an employer: the strongest sign that there was."""

    ADDRESS = "address", _("it came to this employer’s own address")
    CONTACT = "contact", _("%(shown)s speaks for them")
    THREAD = "thread", _("it answers a mail that stands here")
    DOMAIN = "domain", _("%(shown)s is theirs")
    HAND = "hand", _("somebody put it here")


class MailProblem(models.TextChoices):
    """What could not be read of a mail as it should. The whole mail is kept in any case."""

    UNDECLARED = "undeclared", _("It does not say how its letters are written. They were read as Western European.")
    DAMAGED = "damaged", _("It is damaged: not everything may show here. The whole mail holds what came.")
    UNREADABLE = "unreadable", _("It could not be read as a mail. The whole mail holds what came.")
    LONG = "long", _("It is very long: the rest of its text stands in the whole mail.")
    MANY = "many", _("It has more attachments than are shown here: the others lie in the whole mail.")


class Nearness(models.IntegerChoices):
    """How near a stakeholder is to the organisation."""

    CLOSE = 1, _("Right beside us")
    STEP = 2, _("A step away")
    FAR = 3, _("Further out")


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
CONTACT_ADDED_TO = "employers.contact.added_to"
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

# Whether it helped, and what comes next
SERIES_BEGUN = "employers.issue.series_begun"
IMPACT_PLANNED = "employers.impact.planned"
IMPACT_MOVED = "employers.impact.moved"
IMPACT_FELL_DUE = "employers.impact.fell_due"
IMPACT_ASKED = "employers.impact.asked"
IMPACT_ASKED_AGAIN = "employers.impact.asked_again"
IMPACT_ASKING_TAKEN_BACK = "employers.impact.asking_taken_back"
IMPACT_SAID = "employers.impact.said"
IMPACT_CLOSED = "employers.impact.closed"
IMPACT_CALLED_OFF = "employers.impact.called_off"
ASSUMPTION_STATED = "employers.assumption.stated"
PLAN_AGREED = "employers.plan.agreed"
PLAN_STEP_DONE = "employers.plan.step_done"

# Mails that were copied to us
MAIL_ADDRESS_MADE = "employers.mail_address.made"
MAIL_ADDRESS_REVOKED = "employers.mail_address.revoked"
MAIL_RECEIVED = "employers.mail.received"
MAIL_PLACED = "employers.mail.placed"
MAIL_TAKEN_OFF = "employers.mail.taken_off"
MAIL_SET_ASIDE = "employers.mail.set_aside"

# Saved lists
LIST_SAVED = "employers.list.saved"
LIST_CHANGED = "employers.list.changed"
LIST_REMOVED = "employers.list.removed"

# Principal stakeholders
STAKEHOLDERS_ASKED = "employers.stakeholders.asked"
STAKEHOLDERS_WIDENED = "employers.stakeholders.widened"
STAKEHOLDERS_DRAWN = "employers.stakeholders.drawn"
STAKEHOLDERS_CLOSED = "employers.stakeholders.closed"
STAKEHOLDERS_NAMED_ONE = "employers.stakeholders.named_one"
STAKEHOLDERS_PARTED = "employers.stakeholders.parted"

# The employer’s own page
PAGE_SENT = "employers.page.sent"
PAGE_TAKEN_BACK = "employers.page.taken_back"
