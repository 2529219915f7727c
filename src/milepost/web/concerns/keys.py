"""Keys to sealed names: one's own, and the halves of a recovery that somebody needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from milepost.concerns import actions, queries
from milepost.people.permissions import PERMISSIONS, Permission
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.concerns.forms import GiveHalfForm
from milepost.web.concerns.keeping import trail_from_cases
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.concerns.models import Case, SealKey

HOLDERS = [role for role, granted in PERMISSIONS.items() if Permission.HOLD_SEAL_KEY in granted]


@dataclass(frozen=True, kw_only=True)
class KeysPage:
    """`two`, `recovery`: names of whose keys a name is sealed to, and who holds its halves; `in_their_place`: each half lies with two.

    `passphrase` stands here once.
    """

    key: SealKey | None
    trail: list[Crumb]
    two: str
    recovery: str
    in_their_place: bool
    wanted: list[Case]
    form: forms.Form
    passphrase: str = ""


@for_roles(*HOLDERS)
def case_keys(request: Request) -> HttpResponse:
    """Make one's key; give one's half where a caseworker cannot open a name."""
    centre, by = centre_here(request), request.who.actor
    act, passphrase = request.POST.get("act"), ""
    form = GiveHalfForm(request.POST if act == "give" else None)
    if act == "make":
        passphrase = actions.make_seal_key(centre, by=by)[1]
    wanted = queries.halves_wanted(by=by)
    if act == "give" and form.is_valid():
        found = get_object_or_404(queries.half_held(form.cleaned_data["case"], by=by))
        if done_in_form(form, lambda: actions.give_half(found, by=by, passphrase=form.cleaned_data["passphrase"])) is not None:
            messages.success(request, _("Your half is given. With the other half the caseworker opens the name."))
            return redirect("case_keys")
    two, recovery = queries.sealed_to(centre.pk)
    page = KeysPage(
        trail=trail_from_cases(request, to=_("Keys to sealed names")), key=queries.own_key(by=by), wanted=wanted, form=form, passphrase=passphrase,
        two=_(" and ").join(one.person.name for one in two) if len(two) == 2 else "",
        recovery=_(" and ").join(_(" or ").join(one.person.name for one in recovery[half::2]) for half in (0, 1)) if recovery and len(two) == 2 else "",
        in_their_place=len(recovery) == 4,
    )  # fmt: skip
    answer = render(request, "concerns/keys.html", {"page": page}, status=422 if form.errors else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer
