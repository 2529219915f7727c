"""Kinds of evidence, and the names of what happens in a portfolio."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceKind(models.TextChoices):
    FILE = "file", _("file or photo")
    STATEMENT = "statement", _("written statement")
    LINK = "link", _("link")
    IN_SITU = "in_situ", _("seen, stays there")
    OBSERVATION = "observation", _("observation")
    QUESTIONS = "questions", _("questions and answers")
    DISCUSSION = "discussion", _("professional discussion")
    TESTIMONY = "testimony", _("witness testimony")
    RPL = "rpl", _("learnt before")
    WORKBOOK = "workbook", _("workbook")


# What is written by who saw it. The learner reads it, and neither replaces nor withdraws it.
RECORDED_KINDS = (EvidenceKind.OBSERVATION, EvidenceKind.QUESTIONS, EvidenceKind.DISCUSSION, EvidenceKind.TESTIMONY)


class RegistrationState(models.TextChoices):
    ACTIVE = "active", _("active")
    ON_BREAK = "on_break", _("on a break")
    COMPLETED = "completed", _("completed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    TRANSFERRED = "transferred", _("gone to another centre")


OPEN_STATES = (RegistrationState.ACTIVE, RegistrationState.ON_BREAK)  # the learner is still on it


class ApprovalState(models.TextChoices):
    APPLIED = "applied", _("applied for")
    APPROVED = "approved", _("approved")
    CONDITIONS = "conditions", _("approved with conditions")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ConsentAbout(models.TextChoices):
    """What a learner may agree to, and take back."""

    EMPLOYER = "employer", _("my employer sees how far I am, and my reviews")


class DisclosureKind(models.TextChoices):
    """What a participant tells of themselves."""

    STRENGTH = "strength", _("strength")
    CIRCUMSTANCE = "circumstance", _("circumstance")


class HowTold(models.TextChoices):
    """How it came to be kept."""

    SAID = "said", _("said by the participant")
    NOTED = "noted", _("noted while they were there")


class PackageState(models.TextChoices):
    ASKED = "asked", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be made")


class IntakeKind(models.TextChoices):
    LEARNERS = "learners", _("learners")
    STAFF = "staff", _("staff")
    EMPLOYERS = "employers", _("employers")
    ILR = "ilr", _("ILR (learners of a return)")


class Fate(models.TextChoices):
    """What becomes of one line of a list."""

    WRONG = "wrong", _("to put right")
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    HERE = "here", _("here already")
    SAME = "same", _("joined")
    LEFT = "left", _("left out")


class IntakeState(models.TextChoices):
    PLANNED = "planned", _("planned")
    APPLIED = "applied", _("brought in")
    GIVEN_UP = "given_up", _("given up")


LEARNER_REGISTERED = "portfolios.learner.registered"
ASSESSOR_ALLOCATED = "portfolios.assessor.allocated"
REGISTRATION_PAUSED = "portfolios.registration.paused"
REGISTRATION_RESUMED = "portfolios.registration.resumed"
REGISTRATION_EXTENDED = "portfolios.registration.extended"
REGISTRATION_COMPLETED = "portfolios.registration.completed"
LEARNER_WITHDRAWN = "portfolios.learner.withdrawn"
LEARNER_TRANSFERRED = "portfolios.learner.transferred"
WISHES_SAID = "portfolios.wishes.said"
RULE_WAIVED = "portfolios.rule.waived"
WAIVER_ENDED = "portfolios.waiver.ended"
VERSION_OFFERED = "portfolios.version.offered"
VERSION_DECLINED = "portfolios.version.declined"
VERSION_TAKEN_BACK = "portfolios.version.taken_back"
LEARNER_PLACED = "portfolios.learner.placed"
EMPLOYER_CHANGED = "portfolios.employer.changed"
UNITS_PROPOSED = "portfolios.units.proposed"
UNITS_AGREED = "portfolios.units.agreed"
STEP_TAKEN = "portfolios.step.taken"
STEP_OPENED = "portfolios.step.opened"
DISCLOSURE_TOLD = "portfolios.disclosure.told"
DISCLOSURE_TAKEN_BACK = "portfolios.disclosure.taken_back"
DISCLOSURE_LET_READ = "portfolios.disclosure.let_read"
EVIDENCE_ADDED = "portfolios.evidence.added"
EVIDENCE_RECORDED = "portfolios.evidence.recorded"
EVIDENCE_RECORDED_AGAIN = "portfolios.evidence.recorded_again"
EVIDENCE_REPLACED = "portfolios.evidence.replaced"
EVIDENCE_WITHDRAWN = "portfolios.evidence.withdrawn"
CRITERIA_CLAIMED = "portfolios.criteria.claimed"
CLAIM_WITHDRAWN = "portfolios.claim.withdrawn"
CLAIMS_HANDED_IN = "portfolios.claims.handed_in"
APPROVAL_NOTED = "portfolios.approval.noted"
CONSENT_SAID = "portfolios.consent.said"
WORKPLACE_KEPT = "portfolios.workplace.kept"
LIST_READ = "portfolios.list.read"
LIST_PLANNED_ANEW = "portfolios.list.planned_anew"
LIST_BROUGHT_IN = "portfolios.list.brought_in"
LIST_GIVEN_UP = "portfolios.list.given_up"
LETTERS_OF_LIST_SENT = "portfolios.list.letters_sent"
ULN_NOTED = "portfolios.uln.noted"
WORKBOOK_OPENED = "portfolios.workbook.opened"
WORKBOOK_WRITTEN = "portfolios.workbook.written"
WORKBOOK_SHARED = "portfolios.workbook.shared"
WORKBOOK_SHARE_ENDED = "portfolios.workbook.share_ended"
WORKBOOK_HANDED_OVER = "portfolios.workbook.handed_over"
WORKBOOK_ANSWERED = "portfolios.workbook.answered"
WORKBOOK_STEPS_FELL_DUE = "portfolios.workbook.steps_fell_due"
PEOPLE_MERGED = "portfolios.people.merged"
PEOPLE_UNMERGED = "portfolios.people.unmerged"
