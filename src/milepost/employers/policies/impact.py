"""Why not: an impact check, a view by letter, a new series of a measure, a figure of a return."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.models import Actor
from milepost.employers.models import BusinessIssue, ImpactCheck, ImpactLetter, Proposal, ProposalVersion
from milepost.employers.policies.common import why_not_act
from milepost.employers.policies.needs import why_not_measured
from milepost.employers.words import AssumptionKind, Doing, ViewParty
from milepost.portfolios.models import Registration


def why_not_plan_impact_check(proposal: Proposal, *, by: Actor, due_on: date | None, accepted: ProposalVersion | None) -> str | None:
    """`accepted` is the version that the employer said yes to."""
    if reason := why_not_act(proposal.file, by=by):
        return reason
    if accepted is None:
        return _("The employer has accepted nothing yet, so there is nothing to look back on.")
    return _why_not_on(due_on)


def _why_not_on(due_on: date | None) -> str | None:
    if due_on is None or due_on < clock.today():
        return _("Give the day on which you look together. It cannot have passed.")
    return None


def _why_not_open(check: ImpactCheck, by: Actor) -> str | None:
    if reason := why_not_act(check.file, by=by):
        return reason
    if check.called_off:
        return _("This look back was called off.")
    if check.closed_at is not None:
        return _("This look back was closed on %(day)s. Plan a further one.") % {"day": date_format(check.closed_at, "j F Y")}
    return None


def why_not_move_impact_check(check: ImpactCheck, *, by: Actor, due_on: date | None, reason: str) -> str | None:
    if refusal := _why_not_open(check, by) or _why_not_on(due_on):
        return refusal
    if due_on == check.due_on:
        return _("It is on that day already.")
    return None if reason.strip() else _("Say why it moves: the day was agreed with the employer.")


def why_not_call_off_impact_check(check: ImpactCheck, *, by: Actor, reason: str) -> str | None:
    if refusal := _why_not_open(check, by):
        return refusal
    return None if reason.strip() else _("Say why nobody looks whether it helped.")


def why_not_remind_of_impact_check(check: ImpactCheck, *, by: Actor) -> str | None:
    if by.kind != Actor.Kind.SYSTEM:
        return _("Nobody does this by hand.")
    if check.closed_at is not None or check.reminded_at is not None or check.due_on > clock.today():
        return _("There is nothing to be reminded of.")
    return None


def why_not_ask_view(
    check: ImpactCheck, *, by: Actor, party: str, name: str, email: str, registration: Registration | None, asked: Collection[str]
) -> str | None:
    """`asked` are the addresses whose links are open, or have been answered, at this check."""
    if reason := _why_not_open(check, by):
        return reason
    if party not in ViewParty.values:
        return _("Say whether a learner or a manager is asked.")
    if party == ViewParty.LEARNER and registration is None:
        return _("Choose the learner who is asked.")
    if not name.strip():
        return _("Give the name of who is asked.")
    try:
        validate_email(email.strip())
    except ValidationError:
        return _("“%(email)s” is no e-mail address. It looks like emil@example.org.") % {"email": email}
    if email.strip().casefold() in {one.casefold() for one in asked}:
        return _(
            "%(name)s has been asked already, and nobody is asked twice at one check. Send the letter again where their name stands."
        ) % {"name": name.strip()}
    return None


def _why_not_change_letter(check: ImpactCheck, letter: ImpactLetter, by: Actor, answered: bool) -> str | None:
    if reason := _why_not_open(check, by):
        return reason
    if letter.withdrawn_at is not None:
        return _("The link of %(name)s was taken back already.") % {"name": letter.name}
    if answered:
        return _("%(name)s has answered already, and what was said stays.") % {"name": letter.name}
    return None


def why_not_ask_view_again(check: ImpactCheck, letter: ImpactLetter, *, by: Actor, answered: bool) -> str | None:
    """A link that has run out is sent again as well."""
    if reason := _why_not_change_letter(check, letter, by, answered):
        return reason
    if not letter.email:
        return _("The address of %(name)s was forgotten since. Take the link back, and ask them with their address.") % {
            "name": letter.name
        }
    return None


def why_not_take_back_view(check: ImpactCheck, letter: ImpactLetter, *, by: Actor, answered: bool) -> str | None:
    return _why_not_change_letter(check, letter, by, answered)


def why_not_read_view(letter: ImpactLetter) -> str | None:
    """Whether the link still leads to the questions, or to what was said."""
    about = {"name": letter.sent_by.name}
    if letter.withdrawn_at is not None:
        return _("This link was taken back on %(day)s. If a newer letter has come, use the link in that one; if not, ask %(name)s.") % {
            **about, "day": date_format(letter.withdrawn_at, "j F Y"),
        }  # fmt: skip
    if letter.impact.called_off:
        return _("Nobody waits for this answer any more. Thank you all the same; ask %(name)s if you have something to say.") % about
    if letter.expires_on < clock.today():
        return _("This link was good until %(day)s. Ask %(name)s for a new one.") % {
            **about, "day": date_format(letter.expires_on, "j F Y"),
        }  # fmt: skip
    return None


def why_not_give_view(letter: ImpactLetter, *, by: Actor, given: Mapping[str, Any], answered: bool) -> str | None:
    if reason := why_not_read_view(letter):
        return reason
    if by.kind != Actor.Kind.LINK:
        return _("Only who holds the link answers.")
    if answered:
        return _("You have answered already: the link counts once. Ask %(name)s if something has changed.") % {"name": letter.sent_by.name}
    if letter.impact.closed_at is not None:
        return _("This look back is closed. Tell %(name)s what you have to say.") % {"name": letter.sent_by.name}
    if not str(given.get("name", "")).strip():
        return _("Type your name, so that we know who answers.")
    if given.get("useful") is None:
        return _("Say how useful it was.")
    if given.get("doing") not in Doing.values:
        return _("Say whether something is done differently at work since.")
    if given.get("recommend") is None:
        return _("Say from 0 to 10 whether you would recommend us.")
    if not 1 <= given["useful"] <= 5 or not 0 <= given["recommend"] <= 10:
        return _("Choose one of the numbers on the page.")
    if any(not 0 <= share <= 100 for share in given.get("shares", {}).values()):
        return _("Give a share as a whole number from 0 to 100, or leave it empty where you cannot say.")
    return None


def why_not_close_impact_check(check: ImpactCheck, *, by: Actor, conclusion: str, uncounted: str, missing: Collection[str]) -> str | None:
    """`missing` are the measures that were not counted at this check."""
    if reason := _why_not_open(check, by):
        return reason
    if missing and not uncounted.strip():
        return _("Not counted again yet: %(what)s. Count it, or say why it cannot be counted.") % {"what": "; ".join(sorted(missing))}
    return (
        None if conclusion.strip() else _("Say in a sentence or two what came of it: that is what the employer and your colleagues read.")
    )


def why_not_begin_series(
    issue: BusinessIssue, *, by: Actor, measure: str, unit: str, baseline: Decimal | None, baseline_on: date | None, target: Decimal | None,
    target_on: date | None, reason: str,
) -> str | None:  # fmt: skip
    if refusal := why_not_act(issue.file, by=by):
        return refusal
    if issue.closed_at is not None:
        return _("This business issue is closed.")
    if unit.strip() == issue.unit:
        return _("It is counted in “%(unit)s” already: note a count instead.") % {"unit": issue.unit}
    if not reason.strip():
        return _("Say why it is counted otherwise now.")
    return why_not_measured(issue.title, measure, baseline, baseline_on, target, target_on)


def why_not_state_assumption(
    proposal: Proposal, *, by: Actor, kind: str, value: Decimal | None, said_by: str, said_on: date | None, issue: BusinessIssue | None
) -> str | None:
    if reason := why_not_act(proposal.file, by=by):
        return reason
    if kind not in AssumptionKind.values:
        return _("Say which figure it is.")
    if (issue is None) == (kind in (AssumptionKind.VALUE, AssumptionKind.TIMES, AssumptionKind.SHARE)):
        return _("Say which business issue the figure belongs to.")
    if value is None:
        return _("Give the figure as a number.")
    if value < 0:
        return _("Give a figure that is not below nothing: the change itself says whether it is a gain.")
    if kind == AssumptionKind.SHARE and value > 100:
        return _("Give the share as a number from 0 to 100.")
    if not said_by.strip():
        return _("Say who stated the figure: it is asked, not worked out.")
    if said_on is None or said_on > clock.today():
        return _("Say on which day they stated it. That day cannot lie ahead.")
    return None
