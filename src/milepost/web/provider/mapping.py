"""Mappings between standards: where they ask for the same, and bringing one, read and shown before anything is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from milepost.engine.appraisal import standard_of
from milepost.engine.mapping import mapping_of
from milepost.frameworks.specfile import Unreadable
from milepost.provider import actions, mappingfile, qualityfile, queries, spreadsheet
from milepost.web.access import QUALITY_KEEPERS, for_roles
from milepost.web.centre.forms import required
from milepost.web.centre.views.acting import act_then_back, centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.who import Request

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from milepost.engine.appraisal import Standard
    from milepost.engine.mapping import StandardsMapping
    from milepost.provider.models import BroughtMapping


class MappingForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The mapping"), help_text=gettext_lazy("YAML, or a spreadsheet (CSV or XLSX) with one line an indicator."),
        error_messages={**required(gettext_lazy("Choose the file.")), "empty": gettext_lazy("This file is empty. Choose another.")},
    )  # fmt: skip


class KeepForm(forms.Form):
    document = forms.CharField(widget=forms.HiddenInput)


@dataclass(frozen=True, kw_only=True)
class Place:
    """One indicator of one standard, as words."""

    standard: str
    key: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A mapping as it is read; `row` is the one that was brought."""

    title: str
    about: str
    links: Sequence[tuple[str, Sequence[Place]]]
    row: BroughtMapping | None


def _shown(mapping: StandardsMapping, standards: Mapping[str, Standard], row: BroughtMapping | None = None) -> Shown:
    return Shown(
        title=mapping.title, about=mapping.about, row=row,
        links=[(link.because, [_place(key, one, standards) for key, each in link.where.items() for one in each]) for link in mapping.links],
    )  # fmt: skip


def _place(standard: str, key: str, standards: Mapping[str, Standard]) -> Place:
    """A standard that is not held any more is known by its key alone."""
    found = standards.get(standard)
    indicator = found.indicators.get(key) if found else None
    return Place(standard=found.title if found else standard, key=key, title=indicator.title if indicator else "")


@for_roles(*QUALITY_KEEPERS)
def quality_mappings(request: Request) -> HttpResponse:
    """The mappings that hold, and a form to bring one: read at the first press, kept at the second."""
    by, centre = request.who.actor, centre_here(request)
    held = list(queries.held_standards(by=by))
    standards = {one.key: one for one in qualityfile.shipped()} | {one.key: standard_of(one.document) for one in held}
    keeping = request.POST.get("act") == "keep"
    keep = KeepForm(request.POST if keeping else None)
    if keeping and keep.is_valid():
        known = queries.indicators_known(centre.pk)
        made = done_in_form(
            keep,
            lambda: actions.bring_mapping(centre, by=by, document=mappingfile.document_of(keep.cleaned_data["document"], known)),
        )
        if made:
            messages.success(request, _("The mapping holds. What is shown at one indicator is offered at the others."))
            return redirect("quality_mappings")
    form = MappingForm(request.POST if request.method == "POST" and not keeping else None, request.FILES or None)
    plan = _plan(form, centre.pk) if form.is_bound and form.is_valid() else None
    page: dict[str, Any] = {
        "form": form, "keep": keep, "plan": _shown(mapping_of(plan), standards) if plan else None, "written": json.dumps(plan) if plan else "",
        "brought": [_shown(mapping_of(one.document), standards, one) for one in queries.brought_mappings(by=by)],
        "shipped": [_shown(mapping_of(one), standards) for one in mappingfile.shipped_documents().values()],
        "keys": [(key, one.title) for key, one in standards.items()],
        "trail": [Crumb(_("Quality standards"), reverse("quality_standards")), Crumb(_("Where standards ask for the same"))],
    }  # fmt: skip
    return render(request, "provider/mappings.html", {"page": page}, status=422 if form.errors or keep.errors else 200)


def _plan(form: MappingForm, centre_id: int) -> dict[str, Any] | None:
    file = form.cleaned_data["file"]
    try:
        return mappingfile.read(file.read(spreadsheet.LARGEST + 1), name=file.name, known=queries.indicators_known(centre_id))
    except Unreadable as wrong:
        for sentence in wrong.sentences:
            form.add_error("file", sentence)
        return None


@require_POST
@for_roles(*QUALITY_KEEPERS)
def quality_mapping_take_out(request: Request, uuid: UUID) -> HttpResponse:
    """Take a mapping out. What somebody took because of it stays."""
    mapping = get_object_or_404(queries.brought_mappings(by=request.who.actor), uuid=uuid)
    said = _("It is taken out. What it offered and somebody took stays where it stands.")
    return act_then_back(request, lambda: actions.take_out_mapping(mapping, by=request.who.actor), said=said, to="quality_mappings")
