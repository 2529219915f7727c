"""Who needs help and why, as the manager and the assessor read it: a sentence for each reason, and the one act that helps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.base.text import names_of, sentence
from milepost.engine.needs import ORDER
from milepost.frameworks.queries import framework_of
from milepost.people.words import Role
from milepost.portfolios import queries
from milepost.web.components import Filter

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.engine.reasons import Shortfall
    from milepost.people.models import Person
    from milepost.portfolios.models import Pause, Registration

A_PAGE = 30
LABELS = {
    "no_assessor": gettext_lazy("No assessor"),
    "feedback_late": gettext_lazy("Feedback overdue"),
    "units_open": gettext_lazy("Units not agreed"),
    "break_overrun": gettext_lazy("Break overrun"),
    "ends_soon": gettext_lazy("Ends soon"),
    "no_contact": gettext_lazy("No contact"),
    "redo_open": gettext_lazy("Redo not answered"),
    "consent_missing": gettext_lazy("Consent missing"),
}


@dataclass(frozen=True, kw_only=True)
class Helped:
    """One learner, why they need somebody, and what helps first."""

    registration: Registration
    href: str
    reasons: list[tuple[str, str]]  # the label of its kind, the sentence
    act: str
    act_href: str


@dataclass(frozen=True, kw_only=True)
class HelpPage:
    found: Page[queries.InNeed]
    rows: list[Helped]
    filters: list[Filter]
    away: list[Pause]
    own: bool  # the reader's caseload, not the whole centre


def help_page(*, by: Actor, only: str, page: str | None) -> HelpPage:
    """The ranked list, a page of it, with how many there are for each reason."""
    everybody = queries.in_need(by=by)
    kinds = {kind: sum(any(r.kind == kind for r in one.reasons) for one in everybody) for kind in ORDER}
    only = only if kinds.get(only) else ""
    wanted = [one for one in everybody if not only or any(r.kind == only for r in one.reasons)]
    found = Paginator(wanted, A_PAGE).get_page(page)
    shown = list(found.object_list)
    registrations = queries.registrations_in_need(shown, by=by)
    undecided = [registrations[one.registration] for one in shown if any(r.kind == "units_open" for r in one.reasons)]
    short = queries.choices_short(undecided)
    own = by.role == Role.ASSESSOR
    filters = [Filter(label=_("All"), href="?", count=len(everybody), current=not only)]
    filters += [Filter(label=LABELS[kind], href=f"?only={kind}", count=n, current=kind == only) for kind, n in kinds.items() if n]
    rows = [_helped(registrations[one.registration], one.reasons, short.get(one.registration), own=own) for one in shown]
    return HelpPage(found=found, rows=rows, filters=filters, away=queries.on_break(by=by), own=own)


def _helped(registration: Registration, reasons: Sequence[Shortfall], short: Shortfall | None, *, own: bool) -> Helped:
    said = [(str(LABELS[one.kind]), _said(one, registration, short)) for one in reasons]
    act, href = (_for_the_assessor if own else _for_the_centre)(reasons[0].kind, registration)
    page = reverse("assessor_learner" if own else "centre_learner", args=[registration.uuid])
    return Helped(registration=registration, href=page, reasons=said, act=act, act_href=href)


def _said(reason: Shortfall, registration: Registration, short: Shortfall | None) -> str:
    words = sentence(reason, {})
    if reason.kind != "units_open" or short is None:
        return words
    why = sentence(short, names_of(framework_of(registration.specification)))
    return _("%(reason)s; their own choice, not sent yet: %(short)s") % {"reason": words, "short": why}


def _letter(person: Person | None, registration: Registration) -> tuple[str, str]:
    """A letter to somebody, from the reader's own post."""
    if person is None:
        return _("Name an assessor"), reverse("centre_learner", args=[registration.uuid]) + "#who"
    subject = quote(f"{registration.learner.name}, {registration.qualification_title}")
    return _("Write to %(name)s") % {"name": person.first_name}, f"mailto:{person.email}?subject={subject}"


def _step(step: str) -> Callable[[Registration], str]:
    return lambda registration: reverse("centre_run_registration", args=[registration.uuid, step])


def _for_the_centre(kind: str, registration: Registration) -> tuple[str, str]:
    """What a manager does first: the words of it, and where."""
    match kind:
        case "no_assessor":
            return _letter(None, registration)
        case "feedback_late" | "units_open":
            return _letter(registration.assessor, registration)
        case "break_overrun":
            return _("Note whether they are back"), _step("back")(registration)
        case "ends_soon":
            return _("Move the planned end"), _step("longer")(registration)
        case _:
            return _letter(registration.learner, registration)


def _for_the_assessor(kind: str, registration: Registration) -> tuple[str, str]:
    match kind:
        case "feedback_late":
            return _("Give feedback"), reverse("assessor_workbench", args=[registration.uuid])
        case "units_open":
            return _("Choose units together"), reverse("assessor_choose_units", args=[registration.uuid])
        case "ends_soon":
            return _("Plan a visit"), reverse("assessor_plan_visit", args=[registration.uuid])
        case _:
            return _letter(registration.learner, registration)
