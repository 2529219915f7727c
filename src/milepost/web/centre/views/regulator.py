"""The regulator's register: brought in once, and held against every specification from then on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from milepost.base.refusal import Refused
from milepost.frameworks import actions, queries
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.centre.linting import Note, notes_of
from milepost.web.centre.views.acting import centre_here
from milepost.web.components import Crumb
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.frameworks.models import Specification

WRONG_SHOWN = 5


class RegisterForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The register’s list"),
        help_text=gettext_lazy(
            "The list of qualifications that Ofqual’s register offers to download, as CSV. It takes the place of the one before."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": gettext_lazy("Choose the file first."),
            "missing": gettext_lazy("Choose the file first."),
            "empty": gettext_lazy("That file is empty. Download the list again."),
        },
    )


@dataclass(frozen=True)
class RegisterPage:
    form: RegisterForm
    trail: list[Crumb]
    brought: queries.Brought | None
    odd: list[tuple[Specification, list[Note]]]


@for_roles(Role.CENTRE_MANAGER)
def centre_regulator(request: Request) -> HttpResponse:
    """What of the register is here, what it says of the centre's qualifications, and a newer list."""
    form = RegisterForm(request.POST, request.FILES) if request.method == "POST" else RegisterForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            lines = actions.bring_register(centre_here(request), by=request.who.actor, data=file.read(), name=file.name)
        except Refused as refused:
            form.add_error("file", refused.reason)
        else:
            kept = len(lines.entries)
            said = ngettext("%(n)s qualification of the register is here.", "%(n)s qualifications of the register are here.", kept) % {
                "n": kept
            }
            if lines.wrong:
                shown = "; ".join(_("line %(line)s: %(why)s") % {"line": line, "why": why} for line, why in lines.wrong[:WRONG_SHOWN])
                said += " " + _("%(n)s lines could not be read and are left out: %(shown)s") % {"n": len(lines.wrong), "shown": shown}
            messages.success(request, said)
            return redirect("centre_regulator")
    by = request.who.actor
    newest = queries.newest_versions(by=by)
    odd = [(one, notes) for one, notes in zip(newest, notes_of(*newest, by=by), strict=True) if notes]
    trail = [Crumb(_("Qualifications"), reverse("centre_qualifications")), Crumb(_("The regulator’s register"))]
    page = RegisterPage(form, trail, queries.register_here(by=by), odd)
    return render(request, "centre/regulator.html", {"page": page}, status=422 if form.errors else 200)
