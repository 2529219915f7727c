"""Why not: writing, sending and taking back a proposal, and answering one by link."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.models import Actor
from milepost.base.text import sentence
from milepost.employers.fitting import Fitted
from milepost.employers.impact import day_of
from milepost.employers.models import EmployerFile, Proposal, ProposalAnswer, ProposalLetter
from milepost.employers.policies.common import why_not_act
from milepost.employers.proposing import facts_of
from milepost.employers.words import AnswerKind
from milepost.engine.framework import Framework
from milepost.engine.proposing import shortfalls
from milepost.engine.reasons import Shortfall

LONGEST = 20_000


def why_not_open_proposal(file: EmployerFile, *, by: Actor, title: str) -> str | None:
    if reason := why_not_act(file, by=by):
        return reason
    return None if title.strip() else _("Give the proposal a title, as the employer reads it.")


def _why_not_change(proposal: Proposal, by: Actor) -> str | None:
    if reason := why_not_act(proposal.file, by=by):
        return reason
    if proposal.withdrawn_at is not None:
        return _("This proposal was taken back. Begin a new one.")
    return None


def why_not_write_proposal(proposal: Proposal, *, by: Actor, title: str, body: Mapping[str, Any], seen: int) -> str | None:
    """`seen` is how often it had been changed when the page was opened."""
    if reason := _why_not_change(proposal, by):
        return reason
    if seen != proposal.edits:
        return _("Somebody else has changed the proposal meanwhile. Open it in another tab, look what is new, and put yours in there.")
    if not title.strip():
        return _("Give the proposal a title, as the employer reads it.")
    if len(str(body)) > LONGEST * 5:
        return _("The proposal is too long to be read. Shorten it.")
    return None


def open_in(
    body: Mapping[str, Any], *, issues: list[int], frameworks: Mapping[str, Framework], fits: Sequence[Fitted | None]
) -> list[Shortfall]:
    """What keeps a proposal from being sent, as reasons: the page shows them while it is written. `fits` goes with its solutions."""
    no_route = {n: one.title for n, one in enumerate(fits, start=1) if one and one.impossible}
    return shortfalls(
        facts_of(body, frameworks, no_route), issues=issues, evaluation=body.get("evaluation", ""), duties=body.get("duties", "")
    )


def why_not_send_proposal(
    proposal: Proposal,
    *,
    by: Actor,
    name: str,
    email: str,
    issues: list[int],
    frameworks: Mapping[str, Framework],
    fits: Sequence[Fitted | None],
    same: bool,
) -> str | None:
    """`issues` are the numbers of the open business issues; `same`: the newest version that was sent says the same."""
    if reason := _why_not_change(proposal, by):
        return reason
    if found := open_in(proposal.body, issues=issues, frameworks=frameworks, fits=fits):
        return _("Not yet: %(reasons)s.") % {"reasons": "; ".join(sentence(one, {}) for one in found)}
    for typed in proposal.body.get("checks", ()):
        day = day_of(typed)
        if day is None:
            return _("“%(day)s” is no day. Give the day on which you look together as 01/09/2026.") % {"day": typed}
        if day <= clock.today():
            return _("You want to look together on %(day)s, and that day lies not ahead. Give a later one.") % {
                "day": date_format(day, "j F Y")
            }
    if same:
        return _("Nothing has changed since it was sent last. Write what is new first, or note that you have asked them.")
    if not name.strip():
        return _("Give the name of who reads it for the employer.")
    try:
        validate_email(email.strip())
    except ValidationError:
        return _("“%(email)s” is no e-mail address. It looks like emil@example.org.") % {"email": email}
    return None


def why_not_take_back_proposal(proposal: Proposal, *, by: Actor, accepted: bool) -> str | None:
    if reason := _why_not_change(proposal, by):
        return reason
    if accepted:
        return _("The employer has accepted it, so it stands. Agree anything else with them, and send a further proposal.")
    return None


def why_not_read_proposal(letter: ProposalLetter) -> str | None:
    """Whether the link still leads to the proposal."""
    if letter.withdrawn_at is not None or letter.version.proposal.withdrawn_at is not None:
        return _("This proposal was taken back. Ask %(name)s.") % {"name": letter.sent_by.name}
    if letter.expires_on < clock.today():
        return _("This link was good until %(day)s. Ask %(name)s for a new one.") % {
            "day": date_format(letter.expires_on, "j F Y"),
            "name": letter.sent_by.name,
        }
    return None


def why_not_answer_proposal(
    letter: ProposalLetter, *, by: Actor, kind: str, name: str, text: str, seen: int, newest: int, settled: ProposalAnswer | None
) -> str | None:
    """`seen` is the newest version that the page spoke of; `settled` an answer that has closed the proposal already."""
    if reason := why_not_read_proposal(letter):
        return reason
    if by.kind != Actor.Kind.LINK:
        return _("Only who holds the link answers.")
    if kind not in AnswerKind.values:
        return _("Say whether you accept, ask or decline.")
    if not name.strip():
        return _("Type your name, so that we know who answers.")
    if settled is not None and kind != AnswerKind.QUESTION:
        return _("%(name)s has answered this proposal on %(day)s.") % {"name": settled.name, "day": date_format(settled.made_at, "j F Y")}
    if kind == AnswerKind.QUESTION and not text.strip():
        return _("Write your question.")
    if kind == AnswerKind.ACCEPTED and seen != newest:
        return _("Version %(n)d was sent while you were reading. Look at what is new before you say yes.") % {"n": newest}
    return None


def why_not_answer_question(question: ProposalAnswer, *, by: Actor, text: str, replied: bool) -> str | None:
    if reason := _why_not_change(question.version.proposal, by):
        return reason
    if question.kind != AnswerKind.QUESTION or question.answers_id is not None:
        return _("That is no question.")
    if replied:
        return _("This question has been answered already.")
    return None if text.strip() else _("Write your answer.")
