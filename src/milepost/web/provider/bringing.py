"""Bringing a standard of one's own in a file: what was understood is shown before anything is kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from milepost.engine.appraisal import standard_of
from milepost.frameworks.specfile import Unreadable
from milepost.provider import actions, bringing, casematch, qualityfile, queries, spreadsheet
from milepost.web.access import QUALITY_KEEPERS, for_roles
from milepost.web.centre.forms import required
from milepost.web.centre.views.acting import centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.provider.models import HeldStandard


class FileForm(forms.Form):
    """A standard, or another edition of one, as a file."""

    more_than = forms.IntegerField(
        label=gettext_lazy("Passed with more than"), min_value=0, max_value=100, initial=55,
        help_text=gettext_lazy("Percent of the points of each part. A file of Milepost has its own."),
        error_messages=required(gettext_lazy("Give the percent that must be passed.")),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("A spreadsheet (CSV or XLSX), a CASE package (JSON), or a standard as a file of Milepost (YAML)."),
        error_messages={**required(gettext_lazy("Choose the file.")), "empty": gettext_lazy("This file is empty. Choose another.")},
    )  # fmt: skip


class BringForm(FileForm):
    field_order = ("title",)

    title = forms.CharField(
        label=gettext_lazy("What the standard is called"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("A spreadsheet needs it. Other files say it themselves, and this takes its place."),
    )


class KeepForm(forms.Form):
    document = forms.CharField(widget=forms.HiddenInput)


@for_roles(*QUALITY_KEEPERS)
def quality_bring(request: Request) -> HttpResponse:
    """Read a file and show what was understood; keep it at the second press."""
    keeping = request.POST.get("act") == "keep"
    keep = KeepForm(request.POST if keeping else None)
    if keeping and keep.is_valid() and (held := done_in_form(keep, lambda: _kept(request, keep.cleaned_data["document"]))):
        messages.success(request, _("The standard is yours, and your portfolio has begun."))
        _match(request, held)
        return redirect("quality_standard", uuid=held.uuid)
    form = BringForm(request.POST if request.method == "POST" and not keeping else None, request.FILES or None)
    plan = _plan(request, form) if form.is_bound and form.is_valid() else None
    page: dict[str, Any] = {
        "form": form, "keep": keep, "plan": plan, "standard": standard_of(plan.document) if plan else None,
        "written": json.dumps(plan.document) if plan else "", "columns": spreadsheet.COLUMNS,
        "trail": [Crumb(_("Quality standards"), reverse("quality_standards")), Crumb(_("Bring your own"))],
    }  # fmt: skip
    return render(request, "provider/bring.html", {"page": page}, status=422 if form.errors or keep.errors else 200)


def _taken(request: Request) -> set[str]:
    """Keys that a standard of one's own must not have: those that are held, and those of the standards that come with Milepost."""
    return {one.key for one in queries.held_standards(by=request.who.actor)} | set(qualityfile.shipped_documents())


def _plan(request: Request, form: BringForm) -> spreadsheet.Plan | None:
    given = form.cleaned_data
    try:
        raw = given["file"].read(bringing.LARGEST + 1)
        return bringing.read(
            raw, name=given["file"].name, title=given["title"], more_than=given["more_than"], taken=_taken(request)
        )  # fmt: skip
    except Unreadable as wrong:
        for sentence in wrong.sentences:
            form.add_error("file", sentence)
        return None


def _match(request: Request, held: HeldStandard) -> None:
    """Keep as a mapping what the publishers of this and other standards that are held say is exactly the same."""
    by = request.who.actor
    found = casematch.mapping([one.document for one in queries.held_standards(by=by)])
    known = next((one.document for one in queries.brought_mappings(by=by).filter(key=casematch.KEY)), None)
    if found is None or found == known:
        return
    actions.bring_mapping(held.centre, by=by, document=found)
    n = len([one for one in found["links"] if held.key in one["where"]])
    said = ngettext(
        "Its publisher says that %(n)d indicator is the same in another standard of yours: what you show there is offered here.",
        "Its publisher says that %(n)d indicators are the same in other standards of yours: what you show there is offered here.",
        n,
    )
    messages.success(request, said % {"n": n})


def _kept(request: Request, written: str) -> Any:
    """What comes back is checked anew: it was out of our hands."""
    document = spreadsheet.document_of(written, taken=_taken(request))
    parts = [part.key for part in standard_of(document).parts]
    return actions.hold_standard(centre_here(request), by=request.who.actor, document=document, parts=parts)
