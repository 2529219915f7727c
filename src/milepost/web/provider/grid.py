"""Scoring oneself in a spreadsheet: the grid goes out, comes back as a plan, and is given at the second press."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from milepost.frameworks.specfile import Unreadable
from milepost.provider import actions, facts, grid, queries, spreadsheet
from milepost.provider.facts import Standing
from milepost.web.access import QUALITY_KEEPERS, for_roles
from milepost.web.centre.forms import required
from milepost.web.centre.views.acting import done_in_form
from milepost.web.components import Crumb
from milepost.web.table import as_xlsx
from milepost.web.who import Request


class GridForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The spreadsheet, filled in"), help_text=gettext_lazy("CSV or XLSX. A line without a score is passed over."),
        error_messages={**required(gettext_lazy("Choose the file.")), "empty": gettext_lazy("This file is empty. Choose another.")},
    )  # fmt: skip


class GiveForm(forms.Form):
    document = forms.CharField(widget=forms.HiddenInput)


@require_safe
@for_roles(*QUALITY_KEEPERS)
def quality_grid_file(request: Request, uuid: UUID) -> HttpResponse:
    """The grid, with the scores of now, to be filled in."""
    held = get_object_or_404(queries.held_standards(by=request.who.actor), uuid=uuid)
    standing = facts.standing_of(held)
    return as_xlsx(f"scores-{held.key}", grid.heads(), grid.rows(standing), choices=grid.choices(standing))


@for_roles(*QUALITY_KEEPERS)
def quality_grid(request: Request, uuid: UUID) -> HttpResponse:
    """Read a grid and show what would change; give the scores at the second press."""
    by = request.who.actor
    held = get_object_or_404(queries.held_standards(by=by), uuid=uuid)
    standing = facts.standing_of(held)
    giving = request.POST.get("act") == "give"
    give = GiveForm(request.POST if giving else None)
    if giving and give.is_valid() and (n := done_in_form(give, lambda: _given(request, standing, give.cleaned_data["document"]))):
        messages.success(request, ngettext("%(n)d score is given.", "%(n)d scores are given.", n) % {"n": n})
        return redirect("quality_standard", uuid=uuid)
    form = GridForm(request.POST if request.method == "POST" and not giving else None, request.FILES or None)
    plan = _plan(form, standing, request) if form.is_bound and form.is_valid() else None
    bands = {one.key: one.title for one in standing.standard.bands}
    page: dict[str, Any] = {
        "held": held, "form": form, "give": give, "plan": plan, "written": grid.written(plan) if plan else "",
        "lines": [(one, bands[one.band], bands.get(one.was, "")) for one in plan or ()],
        "trail": [
            Crumb(_("Quality standards"), reverse("quality_standards")), Crumb(str(held), reverse("quality_standard", args=[uuid])),
            Crumb(_("Scores in a spreadsheet")),
        ],
    }  # fmt: skip
    return render(request, "provider/grid.html", {"page": page}, status=422 if form.errors or give.errors else 200)


def _plan(form: GridForm, standing: Standing, request: Request) -> list[grid.Given] | None:
    try:
        return grid.read(form.cleaned_data["file"].read(spreadsheet.LARGEST + 1), standing, by=request.who.actor)
    except Unreadable as wrong:
        for sentence in wrong.sentences:
            form.add_error("file", sentence)
        return None


@transaction.atomic
def _given(request: Request, standing: Standing, written: str) -> int:
    """All of them or none."""
    found = grid.sent(written, standing)
    for one in found:
        actions.score(standing.held, by=request.who.actor, indicator=one.indicator, band=one.band, because=one.because)
    return len(found)
