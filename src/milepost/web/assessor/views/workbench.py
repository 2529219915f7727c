"""The workbench: evidence on one side, what it is claimed for on the other, decided by key or tap and sent together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from milepost.assessment import actions, facts
from milepost.assessment import queries as assessment
from milepost.assessment.words import Decision, Verdict
from milepost.base import drafts
from milepost.base.refusal import Refused
from milepost.base.text import listed
from milepost.people.words import Role
from milepost.portfolios import queries
from milepost.web.access import for_roles
from milepost.web.assessor import bench
from milepost.web.assessor import queue as work
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.assessment.models import Judgement
    from milepost.base.models import Actor
    from milepost.portfolios.models import Registration


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ASSESSOR)
def assessor_workbench(request: Request, uuid: UUID) -> HttpResponse:
    """What one learner handed in, of one unit or of all. What is typed is kept; nothing is told before it is sent."""
    registration = get_object_or_404(queries.registrations(by=request.who.actor), uuid=uuid)
    if request.method != "POST":
        return _page(request, registration)
    place = _place(request, registration)
    fields = bench.fields_of(request.POST)
    if any(name.startswith("p-") and chosen for name, chosen in request.POST.items()):
        phrases = {str(one.uuid): one.text for one in assessment.phrases_of(by=request.who.actor)}
        fields = bench.with_phrases(fields, request.POST, phrases)
    if request.POST.get("act") == "keep":
        drafts.keep(request.who.reader.pk, place, fields, by=request.who.actor)
        messages.success(request, _("Kept. Nobody else sees it before you send it."))
        return redirect(request.get_full_path())
    given, rest = bench.typed(fields), bench.rest_of(fields)
    decided = bench.decisions(bench.with_rest(given, rest))
    try:
        made = actions.judge(registration, by=request.who.actor, decisions=decided)
    except Refused as refused:
        if not _sent_before(registration, decided, by=request.who.actor):
            drafts.keep(request.who.reader.pk, place, fields, by=request.who.actor)
            return _page(request, registration, given=given, rest=rest, refused=refused.reason)
        messages.info(request, _("These decisions were sent already. Nothing was sent twice."))
    else:
        messages.success(request, _told(registration, made))
    _prune(request, place, fields, [one.target for one in decided])
    unit = request.GET.get("unit", "")
    return redirect(work.address(uuid, unit) if unit else request.path)


def _place(request: Request, registration: Registration) -> str:
    unit = request.GET.get("unit", "")
    return bench.draft_place(registration, unit if unit in registration.progress.units else "")


def _page(
    request: Request, registration: Registration, *, given: Mapping[str, bench.Typed] | None = None, rest: bench.Typed | None = None,
    refused: str = "",
) -> HttpResponse:  # fmt: skip
    by, asked = request.who.actor, request.GET
    if refused:
        registration.progress.refresh_from_db()
    page = bench.bench(
        registration, unit=asked.get("unit", ""), also=asked.getlist("also"), evidence=asked.get("e", ""), given=given,
        draft=drafts.find(request.who.reader.pk, _place(request, registration)),
        queue=work.waiting(work.with_parts(queries.awaiting(by=by))), refused=refused, rest=rest,
        fitness=None if request.htmx else facts.fitness(registration, by=by), phrases=() if request.htmx else list(assessment.phrases_of(by=by)),
    )  # fmt: skip
    template = "assessor/workbench.html#evidence" if request.htmx else "assessor/workbench.html"
    return render(request, template, {"page": page}, status=422 if refused else 200)


def _prune(request: Request, place: str, fields: Mapping[str, Any], sent: Sequence[str]) -> None:
    """What was typed for undecided claims stays."""
    left = bench.without(fields, sent)
    if left:
        drafts.keep(request.who.reader.pk, place, left, by=request.who.actor)
    else:
        drafts.drop(request.who.reader.pk, place)


def _sent_before(registration: Registration, decided: Sequence[Decision], *, by: Actor) -> bool:
    """Whether exactly this stands already, by the same person: a form sent twice."""
    in_force = {one.target: one for one in assessment.judgements_in_force(registration)}
    return bool(decided) and all(
        (one := in_force.get(d.target)) is not None
        and (one.verdict, one.feedback, one.made_by.person_id) == (d.verdict, d.feedback.strip(), by.person_id)
        for d in decided
    )


def _told(registration: Registration, made: Sequence[Judgement]) -> str:
    """ "Sent to Lena: 6 met, 1 not yet."."""
    counts = Counter(one.verdict for one in made)
    words = {
        Verdict.MET: ngettext("%(n)d met", "%(n)d met", counts[Verdict.MET]),
        Verdict.NOT_YET: ngettext("%(n)d not yet", "%(n)d not yet", counts[Verdict.NOT_YET]),
        Verdict.ASK: ngettext("%(n)d to ask at the visit", "%(n)d to ask at the visit", counts[Verdict.ASK]),
    }
    parts = [text % {"n": counts[verdict]} for verdict, text in words.items() if counts[verdict]]
    given = {"name": registration.learner.first_name, "parts": listed(parts)}
    if asked := facts.just_asked(made):
        return _("Sent to %(second)s to countersign: %(parts)s. %(name)s hears of it then.") % {**given, "second": asked.countersigner.name}
    return _("Sent to %(name)s: %(parts)s.") % given
