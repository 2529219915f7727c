"""Learners who are there twice: who it may be, what would move, and how it is taken back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from milepost.people import queries as people
from milepost.people.words import Role
from milepost.portfolios import actions, policies, queries
from milepost.web.access import for_roles
from milepost.web.centre.forms import required
from milepost.web.centre.views.acting import act_then_back
from milepost.web.components import Crumb
from milepost.web.who import Request

BECAUSE = {
    queries.SAME_NUMBER: gettext_lazy("One Unique Learner Number"),
    queries.SAME_BIRTH: gettext_lazy("Born on one day, with names that are alike"),
    queries.SAME_NAME: gettext_lazy("One name, and one date of birth is not known"),
}


class TwoForm(forms.Form):
    """Two learners by their addresses, for those whom nobody suggests."""

    kept = forms.CharField(
        label=gettext_lazy("E-mail of the account that stays"), error_messages=required(gettext_lazy("Give the address that stays."))
    )
    merged = forms.CharField(
        label=gettext_lazy("E-mail of the account that ends"), error_messages=required(gettext_lazy("Give the address that ends."))
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def _learner(self, name: str) -> Any:
        email = self.cleaned_data[name].strip()
        found = people.learners_of(self.by).filter(email__iexact=email).first()
        if found is None:
            raise forms.ValidationError(_("Nobody who learns here has the address %(email)s.") % {"email": email})
        return found

    def clean_kept(self) -> Any:
        return self._learner("kept")

    def clean_merged(self) -> Any:
        return self._learner("merged")


@require_safe
@for_roles(Role.CENTRE_MANAGER)
def centre_twins(request: Request) -> HttpResponse:
    """Who may be there twice, and who was merged."""
    by = request.who.actor
    form = TwoForm(request.GET, by=by) if "kept" in request.GET else TwoForm(by=by)
    if form.is_bound and form.is_valid():
        return redirect("centre_merge", kept=form.cleaned_data["kept"].uuid, merged=form.cleaned_data["merged"].uuid)
    page = {
        "form": form,
        "trail": [Crumb(_("Learners"), reverse("centre_learners")), Crumb(_("There twice"))],
        "twins": [(twins, BECAUSE[twins.because]) for twins in queries.twins(by=by)],
        "merges": queries.merges(by=by)[:50],
    }
    return render(request, "centre/twins.html", {"page": page}, status=422 if form.is_bound else 200)


@dataclass(frozen=True, kw_only=True)
class MergePage:
    kept: queries.Belongings
    merged: queries.Belongings
    trail: list[Crumb]
    why_not: str | None
    other_way: str
    used: bool  # the account that would end is the one that somebody signs in with


@for_roles(Role.CENTRE_MANAGER)
def centre_merge(request: Request, kept: UUID, merged: UUID) -> HttpResponse:
    """What would move from one account to the other. Nothing moves before it is said."""
    by, here = request.who.actor, people.learners_of(request.who.actor)
    stays, ends = get_object_or_404(here, uuid=kept), get_object_or_404(here, uuid=merged)
    if request.method == "POST":
        return act_then_back(
            request, lambda: actions.merge_people(stays, by=by, merged=ends, reason=request.POST.get("reason", "")),
            said=_("%(name)s is one learner now. Their address %(email)s leads to the account that stayed.")
            % {"name": stays.name, "email": ends.email}, to="centre_twins",
        )  # fmt: skip
    page = MergePage(
        kept=queries.belongings(stays, by=by), merged=queries.belongings(ends, by=by),
        trail=[Crumb(_("Learners"), reverse("centre_learners")), Crumb(_("There twice"), reverse("centre_twins")), Crumb(stays.name)],
        why_not=policies.why_not_merge_people(stays, by=by, merged=ends), other_way=reverse("centre_merge", args=[merged, kept]),
        used=ends.joined_on is not None and stays.joined_on is None,
    )  # fmt: skip
    return render(request, "centre/merge.html", {"page": page})


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_unmerge(request: Request, uuid: UUID) -> HttpResponse:
    """Part two accounts again."""
    merge = get_object_or_404(queries.merges(by=request.who.actor), uuid=uuid)
    return act_then_back(
        request, lambda: actions.unmerge_people(merge, by=request.who.actor),
        said=_("They are two learners again, each with what they had."), to="centre_twins",
    )  # fmt: skip
