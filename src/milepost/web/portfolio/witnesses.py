"""Asking witnesses, for the learner and for their assessor: whom, about what, and how it went. Both see the same pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost import links
from milepost.assessment import actions, policies, queries
from milepost.assessment.words import CallOutcome, WitnessState
from milepost.base.refusal import Refused
from milepost.engine.framework import Framework
from milepost.frameworks.queries import framework_of
from milepost.portfolios import progress
from milepost.web import devices
from milepost.web.components import Crumb
from milepost.web.portfolio.evidence import text_of

if TYPE_CHECKING:
    from milepost.assessment.models import Testimony, WitnessRequest
    from milepost.portfolios.models import Registration
    from milepost.web.who import Request

TAGS = {
    WitnessState.WAITING: ("claim", "mail"), WitnessState.ANSWERED: ("good", "check"), WitnessState.RETURNED: ("stop", "corner-down-left"),
    WitnessState.WITHDRAWN: ("line", "x"), WitnessState.EXPIRED: ("warn", "timer"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Around:
    """Whose pages these are, and where they lead. `names` is what the addresses of this audience begin with."""

    registration: Registration
    names: str  # "learner" or "assessor"
    trail: list[Crumb]

    @property
    def learner(self) -> str:
        return self.registration.learner.first_name

    @property
    def mine(self) -> bool:
        return self.names == "learner"

    @property
    def all(self) -> str:
        return reverse(f"{self.names}_witnesses", args=() if self.mine else [self.registration.uuid])

    @property
    def ask(self) -> str:
        return reverse(f"{self.names}_ask_witness", args=() if self.mine else [self.registration.uuid])

    def one(self, request: WitnessRequest) -> str:
        return reverse(f"{self.names}_witness", args=[request.uuid])

    def act(self, verb: str, request: WitnessRequest) -> str:
        return reverse(f"{self.names}_witness_{verb}", args=[request.uuid])

    def evidence(self, testimony: Testimony) -> str:
        return reverse("learner_evidence_one" if self.mine else "assessor_evidence", args=[testimony.evidence.uuid])


# The list -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Line:
    """One request, and what came of it."""

    request: WitnessRequest
    href: str
    codes: str
    state: str
    kind: str
    icon: str
    evidence: str = ""
    code: str = ""
    flags: int = 0


@dataclass(frozen=True, kw_only=True)
class ListPage:
    around: Around
    lines: list[Line]
    trail: list[Crumb]
    why_not: str | None


def codes_of(targets: list[str], framework: Framework) -> str:
    """ "B11 2.3, B11 2.4": the criteria of a request, short."""
    found = []
    for target in targets:
        key, _sep, number = target.rpartition(":")
        unit = framework.unit_by_key.get(key)
        found.append(f"{unit.code if unit else key} {number.removeprefix('R')}")
    return ", ".join(found)


def listed(request: Request, around: Around) -> HttpResponse:
    """Every witness who was asked, the newest first."""
    framework = framework_of(around.registration.specification)
    asked = list(queries.witness_requests_of(around.registration, by=request.who.actor))
    stands = {one.request_id: one for one in queries.testimonies_in_force(around.registration)}
    flags = {} if around.mine else queries.flags_of(stands.values())
    page = ListPage(
        around=around, lines=[_line(one, stands.get(one.pk), around, framework, flags) for one in asked],
        trail=[*around.trail, Crumb(_("Witnesses"))], why_not=policies.why_not_ask_witnesses(around.registration, by=request.who.actor),
    )  # fmt: skip
    return render(request, "portfolio/witnesses.html", {"page": page})


def _line(one: WitnessRequest, stands: Testimony | None, around: Around, framework: Framework, flags: dict[int, Any]) -> Line:
    kind, icon = TAGS[one.state]
    return Line(
        request=one, href=around.one(one), codes=codes_of(one.targets, framework), state=str(one.state.label).capitalize(), kind=kind,
        icon=icon, evidence=around.evidence(stands) if stands else "", code=stands.evidence.code if stands else "",
        flags=len(flags.get(stands.pk, ())) if stands else 0,
    )  # fmt: skip


# Asking -------------------------------------------------------------------------------------------------------------


class AskForm(forms.Form):
    """Whom, what about, how they are reached."""

    name = forms.CharField(
        label=gettext_lazy("Name of the witness"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Give the name of the witness, as they sign.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("Their e-mail address"), required=False,
        help_text=gettext_lazy("They get a letter with a link. Leave it empty if they stand beside you: then a code to scan appears."),
        error_messages={"invalid": gettext_lazy("Give an address such as wanda@example.org, or leave it empty.")},
    )  # fmt: skip
    about = forms.CharField(
        label=gettext_lazy("What they saw"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("In a few words, with the day: “How the ferry of 12 May was cancelled.” The witness reads this."),
        error_messages={"required": gettext_lazy("Say in a few words what they saw, so that they know what this is about.")},
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Tick:
    """One criterion that may be asked about."""

    target: str
    number: str
    text: str
    ticked: bool
    redo: bool = False


@dataclass(frozen=True, kw_only=True)
class UnitTicks:
    code: str
    title: str
    ticks: list[Tick]
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class AskPage:
    around: Around
    form: AskForm
    units: list[UnitTicks]
    missing: str  # why what is ticked is not right yet
    trail: list[Crumb]
    why_not: str | None
    at_most: int = policies.AT_ONCE_OF_WITNESS


def ticks_of(registration: Registration, chosen: list[str]) -> list[UnitTicks]:
    """The open criteria of the agreed units, and whatever is ticked already."""
    framework, states = framework_of(registration.specification), progress.states(registration.progress, registration)
    found = []
    for key in registration.progress.units:
        unit = framework.unit_by_key[key]
        wanted = [
            t
            for t in (*unit.criterion_targets, *unit.requirement_targets)
            if t in chosen or (states.get(t) in ("o", "r") and ":R" not in t)
        ]
        ticks = [
            Tick(
                target=t,
                number=t.rpartition(":")[2].removeprefix("R"),
                text=text_of(framework, t),
                ticked=t in chosen,
                redo=states.get(t) == "r",
            )
            for t in wanted
        ]
        if ticks:
            found.append(UnitTicks(code=unit.code, title=unit.title, ticks=ticks, is_open=any(t.ticked for t in ticks)))
    if found and not any(unit.is_open for unit in found):
        found[0] = UnitTicks(code=found[0].code, title=found[0].title, ticks=found[0].ticks, is_open=True)
    return found


def ask(request: Request, around: Around) -> HttpResponse:
    """Whom to ask about what. Criteria come along as `?claim=`."""
    by, registration = request.who.actor, around.registration
    sent = request.POST if request.method == "POST" else None
    chosen = list(dict.fromkeys((sent or request.GET).getlist("claim")))
    form, missing = AskForm(sent), ""
    if sent is not None:
        valid = form.is_valid()
        missing = "" if chosen else _("Choose at least one criterion that they saw.")
        if valid and not missing:
            try:
                asked = actions.ask_witness(registration, by=by, targets=chosen, **form.cleaned_data)
            except Refused as refused:
                missing = refused.reason
            else:
                if asked.email:
                    messages.success(request, _("The letter to %(name)s is on its way.") % {"name": asked.name})
                return redirect(around.one(asked))
    page = AskPage(
        around=around, form=form, units=ticks_of(registration, chosen), missing=missing,
        trail=[*around.trail, Crumb(_("Witnesses"), around.all), Crumb(_("Ask"))],
        why_not=policies.why_not_ask_witnesses(registration, by=by),
    )  # fmt: skip
    response = render(request, "portfolio/ask_witness.html", {"page": page}, status=422 if sent is not None else 200)
    if around.mine:
        devices.remember(request, response, request.who.reader.uuid)
    return response


# One request --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class RequestPage:
    around: Around
    line: Line
    criteria: list[queries.Asked]
    trail: list[Crumb]
    link: str = ""
    why_not_withdraw: str | None = None
    why_not_again: str | None = None

    @property
    def withdraw(self) -> str:
        return self.around.act("withdraw", self.line.request)

    @property
    def again(self) -> str:
        return self.around.act("again", self.line.request)


def one(request: Request, around: Around, asked: WitnessRequest) -> HttpResponse:
    """One request: the code to scan while it waits, and what can still be done."""
    by, framework = request.who.actor, framework_of(around.registration.specification)
    stands = queries.newest_testimony(asked)
    link = ""
    if not asked.email and not asked.is_late and not asked.withdrawn_at:
        link = links.absolute(links.witness(queries.witness_token(asked)))
    page = RequestPage(
        around=around, line=_line(asked, stands, around, framework, {}), criteria=[queries.asked(framework, t) for t in asked.targets],
        trail=[*around.trail, Crumb(_("Witnesses"), around.all), Crumb(asked.name)], link=link,
        why_not_withdraw=policies.why_not_withdraw_witness_request(asked, by=by),
        why_not_again=policies.why_not_send_witness_request_again(asked, by=by, days=actions.WITNESS_DAYS),
    )  # fmt: skip
    return render(request, "portfolio/witness_request.html", {"page": page})


def withdraw(request: Request, around: Around, asked: WitnessRequest) -> HttpResponse:
    """Take it back."""
    try:
        actions.withdraw_witness_request(asked, by=request.who.actor)
        messages.success(request, _("%(name)s is not asked any more. The link says so.") % {"name": asked.name})
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect(around.one(asked))


def again(request: Request, around: Around, asked: WitnessRequest) -> HttpResponse:
    """Good for longer, and sent once more."""
    try:
        actions.send_witness_request_again(asked, by=request.who.actor)
        if asked.email:
            messages.success(request, _("The letter to %(name)s goes out once more, with the same link.") % {"name": asked.name})
        else:
            messages.success(request, _("The code is good again, and the same as before."))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect(around.one(asked))


def request_of(request: Request, uuid: Any) -> WitnessRequest:
    """A request about a portfolio that the reader may open."""
    return get_object_or_404(queries.witness_requests(by=request.who.actor), uuid=uuid)


# The call -----------------------------------------------------------------------------------------------------------


class CallForm(forms.Form):
    """What came of ringing a witness."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it"), widget=forms.RadioSelect,
        choices=[(value, str(label).capitalize()) for value, label in CallOutcome.choices],
        error_messages={"required": gettext_lazy("Say what came of it.")},
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("What they said"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("When you rang, whom you spoke to, and in what words they stood by it."),
    )  # fmt: skip


def testimony_of(request: Request, uuid: Any) -> Testimony:
    found = queries.testimonies(by=request.who.actor).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found
