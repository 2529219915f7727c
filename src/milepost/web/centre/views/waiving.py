"""Rules that the awarding organisation lifts for one learner: noted with a reason, a name and an end; ended again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from milepost.base import text
from milepost.engine import combination
from milepost.frameworks.queries import framework_of
from milepost.people.words import Role
from milepost.portfolios import actions, policies, queries
from milepost.web.access import for_roles
from milepost.web.centre.running_forms import WaiverForm
from milepost.web.centre.sentences import rule_in_words
from milepost.web.centre.views.acting import act_then_back, done_in_form
from milepost.web.components import Crumb
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.portfolios.models import Registration, Waiver


@dataclass(frozen=True, kw_only=True)
class Lifted:
    """One waiver, with its rule in words."""

    waiver: Waiver
    rule: str
    holds: bool
    why_not: str | None


@dataclass(frozen=True, kw_only=True)
class WaiversPage:
    registration: Registration
    trail: list[Crumb]
    form: WaiverForm
    lifted: list[Lifted]
    why_not: str | None


def rules_in_words(registration: Registration) -> dict[str, str]:
    """The sentence of each rule of the qualification and of its pathways, by label."""
    framework = framework_of(registration.specification)
    qualification = framework.qualification(registration.qualification)
    names = text.names_of(framework, qualification)
    lines = list(combination.verdict(framework, qualification, ()).lines)
    found = {line.label: rule_in_words(line, names) for line in lines}
    for pathway in qualification.pathways:
        for line in combination.verdict(framework, qualification, (), pathway=pathway.key).lines:
            given = {"pathway": pathway.title or pathway.key, "rule": rule_in_words(line, names)}
            found.setdefault(line.label, _("Pathway %(pathway)s: %(rule)s") % given)
    return found


def lifted_for(request: Request, registration: Registration) -> list[Lifted]:
    """Every rule that was ever lifted, the newest first. One query."""
    rows = queries.waivers_of(registration)
    words = rules_in_words(registration) if rows else {}
    return [
        Lifted(
            waiver=one,
            rule=words.get(one.rule, one.rule),
            holds=queries.holds(one),
            why_not=policies.why_not_end_waiver(one, by=request.who.actor),
        )
        for one in rows
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.CENTRE_MANAGER)
def centre_waivers(request: Request, uuid: UUID) -> HttpResponse:
    """What is lifted for this learner, and noting another one."""
    by = request.who.actor
    registration = get_object_or_404(queries.registrations(by=by), uuid=uuid)
    rules, lifted = rules_in_words(registration), lifted_for(request, registration)
    standing = {one.waiver.rule for one in lifted if one.holds}
    offered = {label: words for label, words in rules.items() if label not in standing}
    form = WaiverForm(request.POST if request.method == "POST" else None, rules=offered)
    if request.method == "POST" and form.is_valid():
        made = done_in_form(form, lambda: actions.waive_rule(registration, by=by, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("Noted. %(name)s and the assessor are told.") % {"name": registration.learner.first_name})
            return redirect("centre_waivers", uuid=uuid)
    page = WaiversPage(
        registration=registration, form=form, lifted=lifted, why_not=_why_not(registration, offered, request),
        trail=[
            Crumb(_("Learners"), reverse("centre_learners")),
            Crumb(registration.learner.name, reverse("centre_learner", args=[uuid])),
            Crumb(_("Rules that are lifted")),
        ],
    )  # fmt: skip
    return render(request, "centre/waivers.html", {"page": page}, status=422 if form.errors else 200)


def _why_not(registration: Registration, offered: dict[str, str], request: Request) -> str | None:
    """Why no rule at all can be lifted now."""
    if not offered:
        return _("There is no rule left that could be lifted.")
    rule = next(iter(offered))
    return policies.why_not_waive_rule(registration, by=request.who.actor, rule=rule, reason="-", signed_by="-")


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_waiver_end(request: Request, uuid: UUID, waiver: UUID) -> HttpResponse:
    """The rule holds again."""
    by = request.who.actor
    registration = get_object_or_404(queries.registrations(by=by), uuid=uuid)
    found = get_object_or_404(registration.waivers, uuid=waiver)
    return act_then_back(
        request, lambda: actions.end_waiver(found, by=by), said=_("The rule holds again."), to="centre_waivers", uuid=uuid
    )  # fmt: skip
