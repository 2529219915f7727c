"""The open door: tell of a concern without signing in, come back with five words, read the answer and write on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from milepost.concerns import actions, passphrases, queries
from milepost.concerns.procedure import Procedure, Reached, procedure_at
from milepost.employers.queries import centre_by_uuid
from milepost.people.words import Role
from milepost.web.centre.views.acting import done_in_form
from milepost.web.concerns.forms import MoreForm, OpenForm, RaiseForm
from milepost.web.concerns.steps import steps_of
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.concerns.models import Case, CaseOption, CaseWord
    from milepost.people.models import Centre

TICKET, GOOD_FOR = "milepost.concerns.ticket", 60 * 60  # what an opened page carries instead of a cookie, and for how many seconds
TRIES_AN_HOUR = 600  # of everybody together

type Inner = Callable[..., HttpResponse]


@dataclass(frozen=True, kw_only=True)
class Door:
    """What stands on every page of the door."""

    centre: Centre
    form: forms.Form | None = None
    passphrase: str = ""
    case: Case | None = None
    words: list[CaseWord] = field(default_factory=list)
    steps: list[Reached] = field(default_factory=list)
    ticket: str = ""
    fact: str = ""
    typed: str = ""
    leave: str = settings.LEAVE_TO
    is_sealed: bool = False
    own: bool = False  # told with an account, and read with it

    @property
    def here(self) -> str:
        """Where what they write on goes."""
        return reverse("told_one", args=[self.case.uuid]) if self.own and self.case else reverse("door_back", args=[self.centre.uuid])

    @property
    def away(self) -> str:
        """Where closing the page leads."""
        return reverse("told") if self.own else reverse("door_back", args=[self.centre.uuid])

    @property
    def waited_out(self) -> bool:
        """The time for the final letter is over without one."""
        return any(one.step.key == "closed" and one.is_late and one.done_at is None for one in self.steps)

    @cached_property
    def published(self) -> queries.Published:
        return queries.published(self.centre.pk)

    @cached_property
    def procedure(self) -> Procedure:
        return procedure_at(self.centre.pk)


def at_the_door(view: Inner) -> Inner:
    """For anybody. No check of a token of the form: there is no cookie, so nobody's name that another site could act in."""

    @csrf_exempt
    @login_not_required
    @require_http_methods(["GET", "HEAD", "POST"])
    def opened(request: Request, centre: UUID) -> HttpResponse:
        found = centre_by_uuid(centre)
        if found is None:
            raise Http404
        return view(request, found)

    return opened


def _show(request: Request, name: str, page: Door) -> HttpResponse:
    return render(request, f"concerns/{name}.html", {"page": page}, status=422 if page.form is not None and page.form.errors else 200)


@at_the_door
def door(request: Request, centre: Centre) -> HttpResponse:
    """What anonymity can and cannot do, and the form. Sent, it shows the five words, once."""
    can_seal = len(queries.sealed_to(centre.pk)[0]) == 2
    if request.method != "POST":
        return _show(request, "door", Door(centre=centre, form=RaiseForm(initial={"seed": passphrases.new_seed()}, sealed=can_seal)))
    form = RaiseForm(request.POST, request.FILES, sealed=can_seal)
    if form.is_valid():
        told = form.cleaned_data
        made = done_in_form(form, lambda: actions.raise_case(
            centre, by=actions.somebody(centre), seed=told["seed"], text=told["text"], wanted=told["wanted"], about=told["about"],
            not_for=[Role(one) for one in told["not_for"]], name=told["name"], reach=told["reach"], speaks=told["speaks"],
            other=told["other"], sealed=told["known"] == RaiseForm.SEALED, pictures=told["pictures"],
        ))  # fmt: skip
        if made is not None:
            case, passphrase = made
            return _show(request, "sent", Door(centre=centre, case=case, passphrase=passphrase))
    return _show(request, "door", Door(centre=centre, form=form))


@at_the_door
def door_back(request: Request, centre: Centre) -> HttpResponse:
    """Come back: the five words open the case; what is written on goes the same way."""
    if request.method != "POST":
        return _show(request, "back", Door(centre=centre, form=OpenForm()))
    if "ticket" in request.POST:
        return _with_ticket(request, centre)
    form = OpenForm(request.POST)
    if form.is_valid() and (reason := _too_many_tries()):
        form.add_error(None, reason)
    if form.is_valid():
        case = queries.case_by_passphrase(form.cleaned_data["passphrase"], centre=centre)
        if case is not None:
            return thread(request, case, MoreForm(initial={"text": request.POST.get("text", "")}, options=to_choose(case)))
        form.add_error("passphrase", _("Nothing here opens with these words. Look at each of them again, and at their order."))
    return _show(request, "back", Door(centre=centre, form=form, typed=request.POST.get("text", "")))


def _with_ticket(request: Request, centre: Centre) -> HttpResponse:
    try:
        case = queries.case_at_the_door(signing.loads(request.POST["ticket"], salt=TICKET, max_age=GOOD_FOR), centre=centre)
    except signing.BadSignature:
        case = None
    if case is None:
        again = OpenForm()
        page = Door(
            centre=centre,
            form=again,
            fact=_("This page has closed after an hour, for your safety. Choose pictures again."),
            typed=request.POST.get("text", ""),
        )
        return _show(request, "back", page)
    uuid = case.uuid
    return written_on(request, case, by=actions.somebody(centre), again=lambda: queries.case_at_the_door(uuid, centre=centre))


def written_on(request: Request, case: Case, *, by: Actor, again: Callable[[], Case | None], own: bool = False) -> HttpResponse:
    """What who raised it sends from the page of what was said: more words, or whether it settles it. `again` reads the case anew."""
    form = MoreForm(request.POST, request.FILES, options=to_choose(case))
    if not form.is_valid():
        return thread(request, case, form, own=own)
    told, act = form.cleaned_data, request.POST.get("act")
    if act in ("agree", "not_agree"):
        done = done_in_form(
            form, lambda: actions.say_of_outcome(
                case, by=by, agreed=act == "agree", option=told.get("option") or 0, text=told["text"], pictures=told["pictures"]
            ),
        )  # fmt: skip
    else:
        done = done_in_form(form, lambda: actions.add_to_case(case, by=by, text=told["text"], pictures=told["pictures"]))
    if done is None:
        return thread(request, case, form, own=own)
    held = again()
    assert held is not None
    return thread(request, held, MoreForm(options=to_choose(held)), fact=_("It is sent."), own=own)


def to_choose(case: Case) -> list[CaseOption]:
    """The ways between which they choose now."""
    return queries.options_of(case) if case.closed_at is None and case.agreed is None else []


def thread(request: Request, case: Case, form: forms.Form, fact: str = "", *, own: bool = False) -> HttpResponse:
    """Everything that was said, for who raised it."""
    page = Door(
        centre=case.centre, case=case, form=form, words=queries.words_of(case), fact=fact, own=own,
        ticket="" if own else signing.dumps(str(case.uuid), salt=TICKET),
        is_sealed=queries.sealed_name(case) is not None, steps=list(steps_of([case], centre_id=case.centre_id)[case.pk].values()),
    )  # fmt: skip
    return _show(request, "thread", page)


def _too_many_tries() -> str | None:
    """Tries are counted together by the hour, never by whom."""
    key = f"door:tries:{queries.the_hour():%Y%m%d%H}"
    tried = cache.get(key, 0) + 1
    cache.set(key, tried, 2 * 60 * 60)  # counting up in place would keep it for five minutes only
    if tried <= TRIES_AN_HOUR:
        return None
    return _("So many words were tried here within the hour that none are tried until the next. Come back at the full hour.")
