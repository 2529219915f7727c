"""What happened with an employer, as sentences. Text is made at reading time, from the event and from what may be read of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from milepost.assessment import words as assessment
from milepost.assurance import words as assurance
from milepost.concerns import words as concerns
from milepost.employers import words
from milepost.portfolios import words as portfolios
from milepost.web.components import Entry

if TYPE_CHECKING:
    from milepost.base.models import Event
    from milepost.engine.journey import Journey
    from milepost.portfolios.models import Registration

type Args = Mapping[str, Any]

LONG = 220
MAILS = (words.MAIL_RECEIVED, words.MAIL_PLACED)
CONTACTS = (words.CONTACT_NOTED, words.CONTACT_ADDED_TO)
KEYS = frozenset(
    (words.FILE_OPENED, words.STAGE_PASSED, words.HANDOVER_ACCEPTED, words.NEEDS_SIGNED, words.PROPOSAL_SENT, words.PROPOSAL_ACCEPTED,
     words.PROPOSAL_DECLINED, assessment.REVIEW_SIGNED, words.ENQUIRY_ANSWERED, words.ISSUE_MEASURED, words.IMPACT_CLOSED, words.PLAN_AGREED,
     concerns.CONCERN_RAISED, concerns.CONCERN_ANSWERED)
)  # fmt: skip


def _moment(value: Any) -> str:
    moment = parse_datetime(value) if isinstance(value, str) else value
    return date_format(timezone.localtime(moment), "j F, H:i") if moment else ""


def _day(value: Any) -> str:
    day = parse_date(value) if isinstance(value, str) else value
    return date_format(day, "j F Y") if day else ""


def _said(text: object) -> Callable[[Args], str]:
    return lambda given: str(text) % given


def _quoted(text: object) -> Callable[[Args], str]:
    """A sentence with what was said behind it."""

    def sentence(given: Args) -> str:
        said = Truncator(given.get("text") or "").chars(LONG)
        return (str(text) % given) + (f" “{said}”" if said else "")

    return sentence


def _contact(given: Args) -> str:
    kinds = {
        "call": _("talked to %(with)s on the telephone."), "mail": _("wrote with %(with)s."), "letter": _("noted a letter with %(with)s."),
        "invoice": _("noted an invoice."), "meeting": _("met %(with)s."),
        "visit": _("visited %(with)s."),
    }  # fmt: skip
    text = kinds.get(str(given.get("kind")), _("was in touch with %(with)s.")) % {"with": given.get("with") or _("them")}
    if given.get("reference"):
        text = f"{text} {_('Reference %(reference)s.') % given}"
    said = Truncator(given.get("text") or "").chars(LONG)
    text = f"{text} “{said}”" if said else text
    return f"{text} {_hanging(len(given['files']))}" if given.get("files") else text


def _added(given: Args) -> str:
    text = _("put a file to a contact with %(with)s.") % {"with": given.get("with") or _("them")}
    return f"{text} {_hanging(len(given.get('files', ())))}"


def _hanging(number: int) -> str:
    return ngettext("%(n)d file hangs on it.", "%(n)d files hang on it.", number) % {"n": number}


def _mail(given: Args) -> str:
    text = _("wrote to %(to)s: “%(subject)s”.") if given.get("to") else _("wrote: “%(subject)s”.")
    text = text % {"to": given["to"], "subject": given["subject"] or _("without a subject")}
    number = given.get("attachments") or 0
    return f"{text} {_hanging(number)}" if number else text


def _passed(given: Args) -> str:
    return _("closed “%(stage)s”: on to “%(to)s”.") % given


SENTENCES: dict[str, Callable[[Args], str]] = {
    words.FILE_OPENED: _said(gettext_lazy("opened the file and owns it.")),
    words.FILE_DESCRIBED: _said(gettext_lazy("wrote down what they do and whom to speak to.")),
    words.STAGE_PASSED: _passed,
    words.STAGE_RETURNED: _said(gettext_lazy("put the employer back to “%(to)s”: %(reason)s")),
    words.EMPLOYERS_MERGED: _said(gettext_lazy("said that %(name)s is the same employer.")),
    words.EMPLOYERS_PARTED: _said(gettext_lazy("parted it from %(name)s again.")),
    words.HANDOVER_ASKED: _said(gettext_lazy("asked %(to)s to take over.")),
    words.HANDOVER_ACCEPTED: _said(gettext_lazy("took over%(juncture)s.")),
    words.HANDOVER_DECLINED: _said(gettext_lazy("did not take over: %(reason)s")),
    words.HANDOVER_TAKEN_BACK: _said(gettext_lazy("no longer asks %(to)s to take over.")),
    words.ENQUIRY_TAKEN: _quoted(gettext_lazy("took up the enquiry of %(name)s.")),
    words.ENQUIRY_ANSWERED: _quoted(gettext_lazy("answered %(with)s.")),
    words.CONTACT_NOTED: _contact,
    words.CONTACT_ADDED_TO: _added,
    words.MAIL_RECEIVED: _mail,
    words.MAIL_PLACED: _said(gettext_lazy("put a mail here: %(from)s to %(to)s, “%(subject)s”.")),
    words.MAIL_TAKEN_OFF: _said(gettext_lazy("took a mail off that did not belong here.")),
    words.STEP_DONE: _said(gettext_lazy("did what was agreed: %(next_step)s")),
    words.MEETING_PLANNED: _said(gettext_lazy("planned a meeting for %(starts_at)s: %(about)s")),
    words.MEETING_MOVED: _said(gettext_lazy("moved a meeting from %(before)s to %(starts_at)s.")),
    words.MEETING_HELD: _quoted(gettext_lazy("held the meeting: %(about)s.")),
    words.MEETING_MISSED: _quoted(gettext_lazy("noted that the meeting of %(starts_at)s was missed.")),
    words.MEETING_CALLED_OFF: _quoted(gettext_lazy("called the meeting of %(starts_at)s off.")),
    words.NEEDS_OPENED: _said(gettext_lazy("began a needs analysis.")),
    words.NEEDS_WRITTEN: _said(gettext_lazy("wrote down what they need.")),
    words.NEEDS_SIGNED: _said(gettext_lazy("had the needs analysis signed by %(name)s.")),
    words.ISSUE_NOTED: _said(gettext_lazy("noted a business issue: %(title)s")),
    words.ISSUE_CHANGED: _said(gettext_lazy("changed a business issue: %(title)s")),
    words.ISSUE_CLOSED: _said(gettext_lazy("closed a business issue: %(title)s")),
    words.ISSUE_MEASURED: _said(gettext_lazy("measured again: %(title)s")),
    words.PROPOSAL_OPENED: _said(gettext_lazy("began a proposal: %(title)s")),
    words.PROPOSAL_WRITTEN: _said(gettext_lazy("wrote on a proposal: %(title)s")),
    words.PROPOSAL_SENT: _said(gettext_lazy("sent version %(version)s of the proposal “%(title)s” to %(to)s.")),
    words.PROPOSAL_ACCEPTED: _said(gettext_lazy("accepted version %(version)s of the proposal “%(title)s”%(behind)s.")),
    words.PROPOSAL_QUESTIONED: _quoted(gettext_lazy("asked about the proposal “%(title)s”.")),
    words.PROPOSAL_QUESTION_ANSWERED: _quoted(gettext_lazy("answered the question about “%(title)s”.")),
    words.PROPOSAL_DECLINED: _quoted(gettext_lazy("said no to the proposal “%(title)s”.")),
    words.PROPOSAL_TAKEN_BACK: _said(gettext_lazy("took the proposal “%(title)s” back.")),
    words.PAGE_SENT: _said(gettext_lazy("sent %(to)s the link to their own page.")),
    words.PAGE_TAKEN_BACK: _said(gettext_lazy("took back the link of %(to)s to their own page.")),
    concerns.CONCERN_RAISED: _quoted(gettext_lazy("raised a concern, %(reference)s.")),
    concerns.CONCERN_ADDED_TO: _quoted(gettext_lazy("added to the concern %(reference)s.")),
    concerns.CONCERN_REOPENED: _quoted(gettext_lazy("said that the concern %(reference)s is not settled.")),
    concerns.CONCERN_ACKNOWLEDGED: _quoted(gettext_lazy("has the concern %(reference)s.")),
    concerns.CONCERN_ANSWERED: _quoted(gettext_lazy("answered the concern %(reference)s.")),
    concerns.CONCERN_WITHDRAWN: _said(gettext_lazy("took the concern %(reference)s back.")),
    words.SERIES_BEGUN: _said(gettext_lazy("began to count “%(title)s” in “%(after)s”; the counts in “%(before)s” are kept. %(reason)s")),
    words.IMPACT_PLANNED: _said(gettext_lazy("agreed a further day to look whether “%(title)s” helped: %(due_on)s.")),
    words.IMPACT_MOVED: _said(gettext_lazy("moved the day to look whether “%(title)s” helped from %(before)s to %(due_on)s: %(reason)s")),
    words.IMPACT_FELL_DUE: _said(gettext_lazy("reminded that today it is to be looked whether “%(title)s” helped.")),
    words.IMPACT_ASKED: _said(gettext_lazy("asked %(to)s whether “%(title)s” helped.")),
    words.IMPACT_ASKED_AGAIN: _said(gettext_lazy("sent %(to)s the question whether “%(title)s” helped again.")),
    words.IMPACT_ASKING_TAKEN_BACK: _said(gettext_lazy("took back the link by which %(to)s was asked whether “%(title)s” helped.")),
    words.IMPACT_SAID: _said(gettext_lazy("said whether “%(title)s” helped.")),
    words.IMPACT_CLOSED: _quoted(gettext_lazy("looked whether “%(title)s” helped.")),
    words.IMPACT_CALLED_OFF: _said(gettext_lazy("called off looking whether “%(title)s” helped: %(reason)s")),
    words.ASSUMPTION_STATED: _said(gettext_lazy("put in a figure for what came back of “%(title)s”, stated by %(name)s.")),
    words.PLAN_AGREED: _said(gettext_lazy("planned what comes next: %(next_step)s")),
    words.PLAN_STEP_DONE: _said(gettext_lazy("did the next step of the plan: %(next_step)s")),
    portfolios.LEARNER_REGISTERED: _said(gettext_lazy("registered %(learner)s.")),
    portfolios.REGISTRATION_PAUSED: _said(gettext_lazy("noted a break of %(learner)s.")),
    portfolios.REGISTRATION_RESUMED: _said(gettext_lazy("noted that %(learner)s is back.")),
    portfolios.REGISTRATION_COMPLETED: _said(gettext_lazy("noted that %(learner)s has shown everything.")),
    portfolios.LEARNER_WITHDRAWN: _said(gettext_lazy("noted that %(learner)s has left.")),
    assessment.UNIT_SIGNED_OFF: _said(gettext_lazy("signed unit %(unit)s of %(learner)s off.")),
    assurance.UNIT_AGREED: _said(gettext_lazy("agreed that unit %(unit)s of %(learner)s is final.")),
    assessment.REVIEW_SIGNED: _said(gettext_lazy("signed review %(number)s of %(learner)s.")),
}


class _Given(dict[str, Any]):
    """What a sentence asks for and an event does not say is left empty: a personal payload may have been erased."""

    def __missing__(self, _key: str) -> str:
        return "…"


def _href(event: Event) -> str:
    """Where the whole of it stands, where there is more than the sentence says."""
    if event.name in MAILS:
        return reverse("employer_mail", args=[event.args["mail"]])
    if event.name in CONTACTS and event.args.get("contact"):
        return reverse("employer_contact_one", args=[event.args["contact"]])
    return ""


def entries(events: Iterable[Event], *, registrations: Iterable[Registration], journey: Journey) -> list[Entry]:
    """The timeline as the page shows it."""
    learners = {one.stream: one.learner.name for one in registrations}
    found = []
    for event in events:
        given = _Given({**event.args, **(event.personal or {}), "learner": learners.get(event.stream, "")})
        for name in ("stage", "to"):
            if event.name in (words.STAGE_PASSED, words.STAGE_RETURNED) and given.get(name) in journey.by_key:
                given[name] = journey.by_key[given[name]].title
        if event.name == words.HANDOVER_ACCEPTED:
            stage = next((one for one in journey.stages if one.juncture.key == given["juncture"]), None)
            given["juncture"] = _(" at “%(stage)s”") % {"stage": stage.title} if stage else ""
        if event.name == words.PROPOSAL_ACCEPTED:
            given["behind"] = _(", although version %(n)s had been sent") % {"n": given["newest"]} if given.get("behind") else ""
        for name in ("starts_at", "before"):
            if event.name.startswith("employers.meeting."):
                given[name] = _moment(event.args.get(name))
        for name in ("due_on", "before"):
            if event.name in (words.IMPACT_PLANNED, words.IMPACT_MOVED):
                given[name] = _day(event.args.get(name))
        sentence = SENTENCES.get(event.name)
        if sentence:
            who = (event.personal or {}).get("who", "")
            href = _href(event)
            found.append(Entry(text=sentence(given), when=event.at, who=who, key=event.name in KEYS, href=href))
    return found
