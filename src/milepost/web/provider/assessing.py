"""Looking at what others scored: as a peer, and as a moderator. Nobody sees the scores of the others before giving their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from milepost.engine.appraisal import standard_of
from milepost.people.words import Role
from milepost.provider import actions, facts, measures, policies, queries
from milepost.provider.words import Stage
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import done_in_form
from milepost.web.components import Crumb
from milepost.web.provider import forms, showing
from milepost.web.who import Request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.base.models import Actor
    from milepost.provider.models import HeldStandard, IndicatorScore

ASSESSORS = (Role.IQA, Role.QUALITY_MANAGER, Role.CENTRE_MANAGER)


@dataclass(frozen=True, kw_only=True)
class Line:
    key: str
    title: str
    href: str
    says: str
    mine: bool  # it waits for the reader


def _lines(held: HeldStandard, every: Sequence[IndicatorScore], *, by: Actor) -> list[Line]:
    """`every`: the scores of the standard that count, the oldest first."""
    standard = standard_of(held.document)
    peer, moderation = facts.newest(every, Stage.PEER), facts.moderated_of(every)
    own, titles = facts.newest(every, Stage.SELF), standard.indicators
    found = []
    for key in titles:
        if key in own:
            settled = moderation.get(key)
            if settled is None:
                says = _("waits for moderation") if key in peer else _("waits for a peer")
            elif settled.percent is None:
                says = _("two moderators disagree: a third decides")
            else:
                says = ngettext("moderated by %(n)d person", "moderated by %(n)d people", len(settled.given)) % {"n": len(settled.given)}
            mine = policies.stage_wanted([one for one in every if one.indicator == key], by=by) is not None
            href = reverse("quality_assess", args=[held.uuid, key])
            found.append(Line(key=key, title=titles[key].title, href=href, says=says, mine=mine))
    return found


@require_safe
@for_roles(*ASSESSORS)
def quality_assessing(request: Request) -> HttpResponse:
    """What was scored, and whom it waits for."""
    by = request.who.actor
    rows = list(queries.assessable(by=by))
    scores: dict[int, list[IndicatorScore]] = {one.pk: [] for one in rows}
    for score in facts.counting_of(rows):
        scores[score.held_id].append(score)
    page = {"held": [{"title": str(one), "lines": _lines(one, scores[one.pk], by=by)} for one in rows]}
    return render(request, "provider/assessing.html", {"page": page})


@for_roles(*ASSESSORS)
def quality_assess(request: Request, uuid: UUID, key: str) -> HttpResponse:
    """One indicator before a peer or a moderator."""
    by = request.who.actor
    held = get_object_or_404(queries.assessable(by=by), uuid=uuid)
    standard = standard_of(held.document)
    part = standard.part_of(key)
    if part is None or part.key not in held.parts:
        raise Http404
    every = facts.counting(held, indicator=key)
    wanted = policies.stage_wanted(every, by=by)
    form = forms.AssessForm(request.POST if request.method == "POST" else None, bands=standard.bands, initial={"stage": wanted})
    if form.is_bound and form.is_valid() and done_in_form(form, lambda: actions.assess(held, by=by, indicator=key, **form.cleaned_data)):
        messages.success(request, _("Your score is kept beside the others."))
        return redirect("quality_assess", uuid=uuid, key=key)
    shown = [one for one in queries.places_of([held]) if one.indicator == key]
    figures = measures.figures(sorted({one.evidence.question for one in shown if one.evidence.question}), centre_id=held.centre_id)
    statement = queries.newest_statements(held).get(key)
    page = {
        "one": standard.indicators[key], "standard": standard, "form": form, "said": statement.text if statement else "",
        "shown": [(one, showing.figure(figures[one.evidence.question]) if one.evidence.question else "") for one in shown],
        "scores": _visible(every, by.person_id),
        "trail": [Crumb(_("Assess a standard"), reverse("quality_assessing")), Crumb(key)],
    }  # fmt: skip
    return render(request, "provider/assess.html", {"page": page}, status=422 if form.errors else 200)


def _visible(every: Sequence[IndicatorScore], person_id: int | None) -> list[IndicatorScore]:
    """Everything once one has scored; before that nothing, so that nobody follows another."""
    return list(every) if any(one.scored_by.person_id == person_id for one in every) else []
