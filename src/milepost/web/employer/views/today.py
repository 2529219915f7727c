"""The day of who looks after employers: what needs them, and the one next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from milepost.assurance import queries as assurances
from milepost.base import clock
from milepost.concerns import queries as concerns
from milepost.employers import facts, queries
from milepost.people.words import Role
from milepost.web import ours
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import centre_here
from milepost.web.employer import lasting
from milepost.web.employer.views.journey import OWNERS
from milepost.web.sign import Sign
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.assurance.models import CorrectiveAction
    from milepost.concerns.models import Concern
    from milepost.employers.models import Contact, Enquiry, Handover, Leave, Meeting, ProposalAnswer

SHOWN = 8  # of each kind, what comes first
READ = SHOWN + 1  # one more says that there are more


@dataclass(frozen=True, kw_only=True)
class TodayPage:
    name: str
    sign: Sign
    handovers: Sequence[tuple[Handover, str]]  # with the stage, where it is for one juncture
    leaves: Sequence[Leave]
    concerns: Sequence[Concern]
    to_take: Sequence[Enquiry]
    to_answer: Sequence[Enquiry]
    questions: Sequence[ProposalAnswer]
    meetings: Sequence[Meeting]
    steps: Sequence[Contact]
    lasting: lasting.Lasting
    mails: int  # that wait to be sorted
    mine: int
    ask_at: str
    put_right: Sequence[CorrectiveAction]
    ours: ours.Waiting | None  # none for who runs the centre: it stands on their own page


@require_safe
@for_roles(*OWNERS)
def employer_today(request: Request) -> HttpResponse:
    """What was asked of one, enquiries, meetings, next steps: of the employers that are one's own today."""
    by, reader, centre = request.who.actor, request.who.reader, centre_here(request)
    files = list(queries.files(by=by))
    owning = facts.owning_of(files, centre_id=centre.pk)
    mine = owning.owned_by(reader.pk, files)
    handovers, leaves = queries.asked_of(reader, by=by)
    stages = {one.juncture.key: one.title for one in owning.journey.stages}
    worries = list(concerns.concerns_mine(mine, by=by))
    to_take, to_answer = list(queries.enquiries_to_take(by=by)[:READ]), list(queries.enquiries_to_answer(mine, by=by)[:READ])
    meetings, steps = list(queries.meetings_open(mine, by=by)[:READ]), list(queries.steps_open(mine, by=by)[:READ])
    questions = list(queries.questions_open(mine, by=by)[:READ])
    kept = lasting.of_files(mine, by=by)
    page = TodayPage(
        lasting=kept, name=reader.first_name, concerns=worries, questions=questions, handovers=[(one, stages.get(one.juncture, "")) for one in handovers], leaves=leaves, to_take=to_take, to_answer=to_answer, meetings=meetings, steps=steps,
        put_right=assurances.waiting_for(by=by), ours=ours.waiting_for(by=by) if by.role == Role.EMPLOYER_OWNER else None, mails=queries.mails_to_sort(by=by).count(), mine=len(mine), ask_at=request.build_absolute_uri(reverse("ask", args=[centre.uuid])),
        sign=_next(worries=worries, handovers=handovers, questions=questions, to_answer=to_answer, to_take=to_take, meetings=meetings, steps=steps, kept=kept, mine=mine),
    )  # fmt: skip
    return render(request, "employer/today.html", {"page": page})


def _next(
    *,
    worries: Any,
    handovers: Any,
    questions: Any,
    to_answer: Any,
    to_take: Any,
    meetings: Any,
    steps: Any,
    kept: lasting.Lasting,
    mine: Any,
) -> Sign:
    """What matters most now: who is unhappy, who waits for a word, then who waits for an owner, then what was agreed."""
    now, today = clock.now(), clock.today()
    if worries:
        first = worries[0]
        title = _("Answer the concern of %(name)s") if first.acknowledged_at else _("Tell %(name)s that you have their concern")
        reason = (
            _("%(reference)s, raised in confidence: for the managers alone.") if first.confidential else _("%(reference)s of %(employer)s.")
        )
        return Sign(
            kicker=_("First of all"), title=title % {"name": first.name}, act=_("Open the concern"),
            reason=reason % {"reference": first.reference, "employer": first.employer.name}, href=reverse("employer_concern", args=[first.uuid]),
        )  # fmt: skip
    if to_answer:
        first = to_answer[0]
        return Sign(
            kicker=_("Five minutes"), title=_("Answer %(name)s of %(who)s") % {"name": first.name, "who": first.file.employer.name},
            reason=first.text[:200], act=_("Open the enquiry"), href=reverse("employer_enquiry", args=[first.uuid]),
        )  # fmt: skip
    if questions:
        first = questions[0]
        return Sign(
            kicker=_("Five minutes"), title=_("Answer what %(name)s asks about your proposal") % {"name": first.name}, reason=first.text[:200],
            act=_("Open the proposal"), href=reverse("employer_proposal", args=[first.version.proposal.uuid]),
        )  # fmt: skip
    if to_take:
        first = to_take[0]
        return Sign(
            kicker=_("Two minutes"), title=_("Take the enquiry of %(who)s") % {"who": first.organisation}, reason=first.text[:200],
            act=_("Open the enquiry"), href=reverse("employer_enquiry", args=[first.uuid]),
        )  # fmt: skip
    if handovers:
        first = handovers[0]
        return Sign(
            kicker=_("One minute"), title=_("Say whether you take %(name)s over") % {"name": first.file.employer.name},
            reason=first.note or _("%(who)s asks you.") % {"who": first.asked_by.name}, act=_("Look at it"), href="#asked",
        )  # fmt: skip
    over = [one for one in meetings if one.starts_at <= now]
    if over:
        name = {"name": over[0].file.employer.name}
        return Sign(
            kicker=_("Five minutes"), title=_("Say what came of the meeting with %(name)s") % name, reason=over[0].about,
            act=_("Write it down"), href=reverse("employer_meeting", args=[over[0].uuid]),
        )  # fmt: skip
    due = [one for one in steps if one.next_on and one.next_on <= today]
    if due:
        return Sign(
            kicker=_("Today"), title=due[0].next_step, reason=_("Agreed with %(name)s.") % {"name": due[0].file.employer.name},
            act=_("Open %(name)s") % {"name": due[0].file.employer.name}, href=reverse("employer_one", args=[due[0].file.uuid]),
        )  # fmt: skip
    if found := _kept(kept):
        return found
    if mine:
        text = ngettext(
            "You own %(n)d employer, and nobody waits for you.", "You own %(n)d employers, and nobody waits for you.", len(mine)
        )
        ahead = (
            _("What is planned stands below.")
            if meetings or steps
            else _("A good day for the two contacts a year that keep a relationship.")
        )
        return Sign(
            kicker=_("Nothing waits"), title=text % {"n": len(mine)}, reason=ahead, act=_("See your employers"),
            href=reverse("employer_list") + "?whose=mine",
        )  # fmt: skip
    return Sign(
        kicker=_("To begin with"), title=_("Open the file of an employer"),
        reason=_("You own none yet. Whoever opens a file owns it until somebody else accepts it."), act=_("See the employers"),
        href=reverse("employer_list"),
    )  # fmt: skip


def _kept(kept: lasting.Lasting) -> Sign | None:
    """What an agreed day or a plan asks for today."""
    if check := kept.due:
        name = {"name": check.file.employer.name}
        return Sign(
            kicker=_("Half an hour"), title=_("Did it help %(name)s?") % name, act=_("Open the check"),
            reason=_("“%(title)s”: the same counts again, and a word from learners and managers. Agreed for %(day)s.")
            % {"title": check.version.title, "day": date_format(check.due_on, "j F")},
            href=reverse("employer_impact_check", args=[check.uuid]),
        )  # fmt: skip
    if plan := kept.step:
        return Sign(
            kicker=_("Today"), title=plan.next_step, reason=_("Planned with %(name)s.") % {"name": plan.file.employer.name},
            act=_("Open the plan"), href=reverse("employer_plan", args=[plan.file.uuid]),
        )  # fmt: skip
    if rhythm := kept.lapsed:
        name = {"name": rhythm.plan.file.employer.name}
        return Sign(
            kicker=_("Ten minutes"), title=_("Get in touch with %(name)s") % name, act=_("Note a contact"),
            reason=_("You planned to be in touch every %(n)d weeks, and it was time on %(day)s.")
            % {"n": rhythm.plan.every_weeks, "day": date_format(rhythm.due_on, "j F")},
            href=reverse("employer_contact", args=[rhythm.plan.file.uuid]),
        )  # fmt: skip
    return None
