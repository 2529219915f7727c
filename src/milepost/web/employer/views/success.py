"""How we do with employers: the measures of success of the last year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from milepost.commitments import adherence
from milepost.commitments import queries as commitments
from milepost.commitments.facts import book_of
from milepost.employers import success
from milepost.engine.impact import Moved
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.employer.looking import MOVED
from milepost.web.employer.views.journey import READERS
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.commitments.adherence import Kept
    from milepost.employers.success import Finished, Part, Recommended, Success

STANDARDS = ("enquiry", "proposal-question")


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure of success: its number with its whole, and how it is counted."""

    title: str
    figure: str
    says: str
    how: str


@dataclass(frozen=True, kw_only=True)
class SuccessPage:
    measures: Sequence[Measure]
    recommended: Sequence[tuple[str, Recommended]]
    standards: Sequence[Kept]
    finished: Sequence[Finished]
    few: int
    moved: Sequence[tuple[str, str, int]]  # words, tone, how many
    trail: list[Crumb]


@require_safe
@for_roles(*READERS)
def employer_success(request: Request) -> HttpResponse:
    """Employers kept, repeat business, time to respond, recommendation, who finishes, what got better."""
    by = request.who.actor
    found = success.success(by=by)
    seen = commitments.clocks(by=by).select_related(None).filter(standard__in=STANDARDS)
    kept = adherence.by_standard(seen, adherence.last_months(), book_of(by.at_centre), {})
    page = SuccessPage(
        measures=_measures(found), recommended=[(_("Managers"), found.employers), (_("Learners"), found.learners)],
        standards=[one for one in kept if one.standard.key in STANDARDS and one.tally.of],
        finished=[one for one in found.by_employer if one.part.of >= success.FEW],
        few=sum(one.part.of < success.FEW for one in found.by_employer),
        moved=[(str(MOVED[one][0]), MOVED[one][1], found.moved[one]) for one in Moved],
        trail=[Crumb(_("Employers"), reverse("employer_list")), Crumb(_("How we do"))],
    )  # fmt: skip
    return render(request, "employer/success.html", {"page": page})


def _of(part: Part) -> str:
    return _("%(n)d of %(of)d") % {"n": part.n, "of": part.of}


def _share(part: Part) -> str:
    """In a hundred; of fewer than five nothing is said."""
    if part.percent is None:
        return _("Too few to be a share: fewer than %(few)d.") % {"few": success.FEW}
    return _("%(n)d in 100") % {"n": part.percent}


def _measures(found: Success) -> list[Measure]:
    return [
        Measure(
            title=_("Employers kept"), figure=_of(found.kept), says=_share(found.kept),
            how=_("Of the employers who had a yes or a learner with us in the year before the last, those who had one in the last year."),
        ),
        Measure(
            title=_("Repeat business"), figure=_of(found.again), says=_share(found.again),
            how=_("Of the employers who have accepted a proposal, those who have accepted a further one."),
        ),
        Measure(
            title=_("Time to respond"), figure=_hours(found.hours), says=_("%(share)s answered") % {"share": _of(found.answered)},
            how=_("Half of the enquiries of the last year were answered within this time, nights and weekends counted."),
        ),
        Measure(
            title=_("Learners who finish"), figure=_of(found.finished) if found.finished.of >= success.FEW else "–", says=_share(found.finished),
            how=_("Of the learners at employers who ended in the last year, those who have shown everything."),
        ),
        Measure(
            title=_("Business measures moved"), figure=_of(found.better), says=_share(found.better),
            how=_("Of the business issues that were counted again, those that are better than before."),
        ),
    ]  # fmt: skip


def _hours(hours: float | None) -> str:
    if hours is None:
        return "–"
    if hours < 48:
        return ngettext("%(n)d hour", "%(n)d hours", max(round(hours), 1)) % {"n": max(round(hours), 1)}
    return ngettext("%(n)d day", "%(n)d days", round(hours / 24)) % {"n": round(hours / 24)}
