"""Why not: writing a needs analysis and having it signed, noting and measuring a business issue."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.models import Actor
from milepost.employers.guide import ASKED_FOR, QUESTIONS
from milepost.employers.models import BusinessIssue, EmployerFile, ImpactCheck, NeedsAnalysis
from milepost.employers.policies.common import why_not_act

LONGEST = 10_000


def why_not_open_needs(file: EmployerFile, *, by: Actor, still_open: NeedsAnalysis | None) -> str | None:
    if reason := why_not_act(file, by=by):
        return reason
    if still_open is not None:
        return _("A needs analysis is open already. Go on with that one.")
    return None


def why_not_write_needs(analysis: NeedsAnalysis, *, by: Actor, answers: Mapping[str, str]) -> str | None:
    if reason := why_not_act(analysis.file, by=by):
        return reason
    if analysis.signed_at is not None:
        return _("The employer has signed this. Open a further needs analysis for what is new.")
    if any(len(text) > LONGEST for text in answers.values()):
        return _("One answer is longer than %(n)d characters. Shorten it.") % {"n": LONGEST}
    return None


def why_not_sign_needs(analysis: NeedsAnalysis, *, by: Actor, name: str, issues: int) -> str | None:
    """`issues` is how many open business issues the employer has."""
    if reason := why_not_write_needs(analysis, by=by, answers={}):
        return reason
    missing = [str(one.asks) for one in QUESTIONS if one.key in ASKED_FOR and not analysis.answers.get(one.key)]
    if missing:
        return _("Nothing is written yet about: %(asks)s") % {"asks": " ".join(missing)}
    if not issues:
        return _("No business issue is noted yet. Give at least one with a measure, where it stands and where it should.")
    if not name.strip():
        return _("Let the employer type their name: that is their signature.")
    return None


def why_not_note_issue(
    file: EmployerFile, *, by: Actor, title: str, measure: str, baseline: Decimal | None, baseline_on: date | None, target: Decimal | None,
    target_on: date | None,
) -> str | None:  # fmt: skip
    if reason := why_not_act(file, by=by):
        return reason
    return why_not_measured(title, measure, baseline, baseline_on, target, target_on)


def why_not_measured(
    title: str, measure: str, baseline: Decimal | None, baseline_on: date | None, target: Decimal | None, target_on: date | None
) -> str | None:
    """Whether a business issue says what is counted, from where to where and until when."""
    if not title.strip():
        return _("Say in a few words what should change.")
    if not measure.strip():
        return _("Say what is counted: without a measure nobody can tell whether it got better.")
    if baseline is None:
        return _("Give the number where it stands now. Where nobody knows it yet, agree who counts it, and note the issue then.")
    if target is None:
        return _("Give the number where it should stand.")
    if target == baseline:
        return _("The target is where it stands already. Say what should be different.")
    if baseline_on is None or baseline_on > clock.today():
        return _("Say on which day it was counted. That day cannot lie ahead.")
    if target_on is None or target_on <= baseline_on:
        return _("Say by which day it should be better. That day lies after the first count.")
    return None


def why_not_change_issue(issue: BusinessIssue, *, by: Actor, given: Mapping[str, Any]) -> str | None:
    if reason := why_not_act(issue.file, by=by):
        return reason
    if issue.closed_at is not None:
        return _("This business issue is closed.")
    if issue.measurements.exists() and given["unit"].strip() != issue.unit:
        return _("It was measured again in “%(unit)s”, so the unit stays. If it is counted otherwise now, begin a new series.") % {
            "unit": issue.unit
        }
    return why_not_measured(given["title"], given["measure"], given["baseline"], given["baseline_on"], given["target"], given["target_on"])


def why_not_close_issue(issue: BusinessIssue, *, by: Actor, reason: str) -> str | None:
    if refusal := why_not_act(issue.file, by=by):
        return refusal
    if issue.closed_at is not None:
        return _("This business issue is closed already.")
    return None if reason.strip() else _("Say how it ended, or why it matters no more.")


def why_not_measure_issue(
    issue: BusinessIssue, *, by: Actor, unit: str, measured_on: date, share: int | None, said_by: str, check: ImpactCheck | None = None
) -> str | None:
    if reason := why_not_act(issue.file, by=by):
        return reason
    if issue.closed_at is not None:
        return _("This business issue is closed.")
    if check is not None and check.file_id != issue.file_id:
        return _("This look back is about another employer.")
    if check is not None and check.closed_at is not None:
        return _("This look back is closed. Note the count at the business issue itself.")
    if unit.strip() != issue.unit:
        return _(
            "It was counted in “%(old)s” before, and now in “%(new)s”. Count it as before, or begin a new series: the old one stays."
        ) % {
            "old": issue.unit,
            "new": unit.strip(),
        }
    if measured_on > clock.today():
        return _("The day of the count cannot lie ahead.")
    if measured_on <= issue.baseline_on:
        return _("The first count was on %(day)s. Give a day after it.") % {"day": date_format(issue.baseline_on, "j F Y")}
    if share is not None and not said_by.strip():
        return _("Say who put that share down to the work with us: it is asked, not worked out.")
    if share is not None and not 0 <= share <= 100:
        return _("Give the share as a whole number from 0 to 100.")
    return None
