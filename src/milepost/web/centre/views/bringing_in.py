"""Lists of learners, staff and employers: from a file over its plan into the centre, and the lines that come back."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from milepost.base.refusal import Refused
from milepost.people.words import Role
from milepost.portfolios import actions, policies, queries, tasks
from milepost.portfolios.intake import columns, reading, sentences
from milepost.portfolios.words import Fate, IntakeKind, IntakeState
from milepost.web.access import for_roles
from milepost.web.centre.alike import Alike, alike_of, decided
from milepost.web.centre.intake_forms import KINDS, BringInForm, LettersForm, PlanForm
from milepost.web.centre.views.acting import act_then_back, centre_here, done_in_form
from milepost.web.components import Crumb, Filter
from milepost.web.table import safe
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.portfolios.models import Intake

A_PAGE = 50
SHOWN = 8
TAGS = {Fate.WRONG: "stop", Fate.NEW: "good", Fate.CHANGED: "claim", Fate.HERE: "line", Fate.SAME: "line", Fate.LEFT: "line"}
REASONS = "What to put right"


# Choosing the file --------------------------------------------------------------------------------------------------


@for_roles(Role.CENTRE_MANAGER)
def centre_bring_in(request: Request) -> HttpResponse:
    """Choose a list. It is read at once, and the page that follows shows what would become of each line."""
    by = request.who.actor
    asked = {"kind": request.GET["kind"]} if request.GET.get("kind") in IntakeKind.values else {}
    form = BringInForm(request.POST, request.FILES) if request.method == "POST" else BringInForm(initial=asked)
    if request.method == "POST" and form.is_valid():
        intake = done_in_form(form, lambda: _read(request, form.cleaned_data))
        if intake is not None:
            return redirect("centre_intake", uuid=intake.uuid)
    page = {
        "form": form,
        "trail": _trail(),
        "lists": [(one, KINDS[IntakeKind(one.kind)]) for one in queries.intakes_at_a_glance(by=by)[:SHOWN]],
        "templates": [
            (f"{reverse('centre_bring_in_template')}?kind={kind}", IntakeKind(kind).label, [columns.FIELDS[kind][key] for key in keys])
            for kind, keys in columns.TEMPLATES.items()
        ],
    }
    return render(request, "centre/bring_in.html", {"page": page}, status=422 if form.errors else 200)


def _read(request: Request, given: Mapping[str, Any]) -> Any:
    by, kind = request.who.actor, given["kind"]
    file = reading.keep(given["file"], kind=kind, centre=centre_here(request), by=by)
    return actions.read_list(file, by=by, kind=kind)


def _trail(*more: Crumb) -> list[Crumb]:
    here = Crumb(_("Bring in a list"), reverse("centre_bring_in") if more else "")
    return [Crumb(_("People"), reverse("centre_people")), here, *more]


@require_safe
@for_roles(Role.CENTRE_MANAGER)
def centre_bring_in_template(request: Request) -> HttpResponse:
    """An empty list with the heads that are understood, of the kind that the address asks for."""
    kind = request.GET.get("kind", IntakeKind.LEARNERS.value)
    if kind not in columns.TEMPLATES:
        raise Http404
    return _table([[str(columns.FIELDS[kind][key]) for key in columns.TEMPLATES[kind]]], name=f"{kind}.csv")


def _table(lines: Sequence[Sequence[str]], *, name: str) -> HttpResponse:
    kept = io.StringIO()
    csv.writer(kept).writerows([[safe(cell) for cell in line] for line in lines])
    response = HttpResponse("\ufeff" + kept.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# The plan -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class LineShown:
    """One line of the list, what becomes of it, and why."""

    number: int
    name: str
    about: str
    fate: str
    tag: str
    icon: str
    reasons: list[tuple[str, str, str]]  # weight, field, sentence
    part: str  # what to send to say that it is another employer than those it was joined with


@dataclass(frozen=True, kw_only=True)
class IntakePage:
    intake: Any
    title: str
    lead: str
    trail: list[Crumb]
    tally: queries.Tally
    filters: list[Filter]
    found: Any
    lines: list[LineShown]
    alike: Alike | None
    unread: list[str]
    form: PlanForm | None
    letters: LettersForm
    why_not_apply: str | None
    open: bool
    given_up: bool
    forgotten: bool
    running: bool
    held: int
    folded: bool


def _intake(request: Request, uuid: UUID) -> Intake:
    return get_object_or_404(queries.intakes(by=request.who.actor), uuid=uuid)


@require_safe
@for_roles(Role.CENTRE_MANAGER)
def centre_intake(request: Request, uuid: UUID) -> HttpResponse:
    """What would become of each line, the wrong ones first; while it is being brought in, how far it is."""
    return _shown(request, _intake(request, uuid))


def _shown(request: Request, intake: Intake, form: PlanForm | None = None) -> HttpResponse:
    by, tally = request.who.actor, queries.tally(intake)
    running = intake.state == IntakeState.APPLIED and bool(tally.waiting)
    if request.headers.get("HX-Request") and not running:
        return HttpResponse(headers={"HX-Refresh": "true"})
    is_open = intake.state == IntakeState.PLANNED
    only, entries = _chosen(request, intake)
    found = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    plan_form = form or (PlanForm(intake=intake, by=by) if is_open else None)
    means = columns.meanings(intake.settings.get("head", []), intake.kind, intake.settings.get("columns"))
    page = IntakePage(
        intake=intake, title=intake.file.name, lead=_lead(intake, tally), trail=_trail(Crumb(intake.file.name)), tally=tally,
        alike=alike_of(intake) if is_open else None, filters=_filters(tally, only), found=found, lines=[_line(entry) for entry in found.object_list],
        unread=[head for head, key in zip(intake.settings.get("head", []), means, strict=True) if head and not key],
        form=plan_form, letters=LettersForm(), why_not_apply=policies.why_not_apply_intake(intake, by=by) if is_open else None,
        open=is_open, given_up=intake.state == IntakeState.GIVEN_UP, forgotten=not intake.plan and not is_open, running=running,
        held=queries.held_letters(intake) if intake.state == IntakeState.APPLIED and not running else 0, folded=form is None,
    )  # fmt: skip
    return render(request, "centre/intake.html", {"page": page}, status=422 if form is not None else 200)


def _lead(intake: Intake, tally: queries.Tally) -> str:
    what = {
        IntakeKind.LEARNERS: _("A list of learners"), IntakeKind.STAFF: _("A list of staff"), IntakeKind.EMPLOYERS: _("A list of employers"),
        IntakeKind.ILR: _("The learners of the ILR of %(year)s") % {"year": intake.settings.get("year", "")},
    }[IntakeKind(intake.kind)]  # fmt: skip
    if intake.state == IntakeState.GIVEN_UP:
        return _("%(what)s, given up.") % {"what": what}
    told = {"what": what, "n": tally.lines}
    if intake.state == IntakeState.PLANNED:
        return (
            ngettext(
                "%(what)s with %(n)s line. Nothing has happened yet.", "%(what)s with %(n)s lines. Nothing has happened yet.", tally.lines
            )
            % told
        )
    return ngettext("%(what)s with %(n)s line, brought in by %(who)s.", "%(what)s with %(n)s lines, brought in by %(who)s.", tally.lines) % {
        **told, "who": intake.applied_by.name if intake.applied_by else "",
    }  # fmt: skip


def _chosen(request: Request, intake: Intake) -> tuple[str, list[dict[str, Any]]]:
    """The lines that the filter shows; of all, those to put right come first."""
    only = request.GET.get("only", "")
    if only == Fate.WRONG:
        return only, [entry for entry in intake.plan if queries.to_put_right(entry)]
    if only in Fate.values:
        return only, [entry for entry in intake.plan if entry["fate"] == only and not entry.get("refused")]
    return "", sorted(intake.plan, key=lambda entry: not queries.to_put_right(entry))


def _filters(tally: queries.Tally, only: str) -> list[Filter]:
    refused = tally.wrong - tally.fates.get(Fate.WRONG, 0)
    counts = {fate: tally.fates.get(fate, 0) for fate in Fate.values} | {Fate.WRONG: tally.wrong}
    links = [Filter(label=_("All lines"), href="?", count=tally.lines, current=not only)]
    for fate in Fate:
        count = counts[fate] - (refused if fate == Fate.NEW else 0)
        if count > 0 or fate == only:
            links.append(Filter(label=Fate(fate).label.capitalize(), href=f"?only={fate}", count=count, current=fate == only))
    return links


def _line(entry: Mapping[str, Any]) -> LineShown:
    fate, reasons = Fate(entry["fate"]), []
    for said in entry["says"]:
        field = sentences.field_name(said["field"])
        reasons.append((said["weight"], field, sentences.sentence(said)))
    if entry.get("refused"):
        fate = Fate.WRONG
        reasons.append(("wrong", "", entry["refused"]))
    done = "done" in entry
    return LineShown(
        number=entry["line"], name=entry["name"] or _("without a name"), about=entry["about"], reasons=reasons, tag="met" if done else TAGS[fate],
        fate=str(_("brought in") if done else fate.label), icon="check" if done else "triangle-alert" if fate == Fate.WRONG else "",
        part=f"l{entry['line']}" if entry.get("same") and not done else "",
    )  # fmt: skip


@require_safe
@for_roles(Role.CENTRE_MANAGER)
def centre_intake_wrong(request: Request, uuid: UUID) -> HttpResponse:
    """The lines to put right, as they came, with what is wrong with each in the last column."""
    intake = _intake(request, uuid)
    heads = list(intake.settings.get("head", []))
    means = columns.meanings(heads, intake.kind, intake.settings.get("columns"))
    kept = [place for place, key in enumerate(means) if key != columns.REASONS]
    lines = [[*[heads[place] for place in kept], _(REASONS)]]
    for entry in intake.plan:
        if queries.to_put_right(entry):
            why = [f"{field}: {text}" if field else text for weight, field, text in _line(entry).reasons if weight == "wrong"]
            lines.append([*[entry["cells"][place] for place in kept], " ".join(why)])
    return _table(lines, name="to-put-right.csv")


# What is done with it -----------------------------------------------------------------------------------------------


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_intake_settle(request: Request, uuid: UUID) -> HttpResponse:
    """Say what columns mean and what holds for every line, and plan anew."""
    intake, by = _intake(request, uuid), request.who.actor
    if reason := policies.why_not_plan_anew(intake, by=by):
        messages.error(request, reason)
        return redirect("centre_intake", uuid=uuid)
    form = PlanForm(request.POST, intake=intake, by=by)
    if not form.is_valid() or done_in_form(form, lambda: actions.plan_anew(intake, by=by, settings=form.settings)) is None:
        return _shown(request, intake, form)
    messages.success(request, _("Planned anew."))
    return redirect("centre_intake", uuid=uuid)


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_intake_alike(request: Request, uuid: UUID) -> HttpResponse:
    """Say which entries are one employer and which are two, and plan anew. What is not said stays asked."""
    intake, by = _intake(request, uuid), request.who.actor
    settings = decided(intake, request.POST)
    if settings is None:
        messages.error(request, _("Say of at least one pair whether it is one employer."))
        return redirect("centre_intake", uuid=uuid)
    return act_then_back(
        request, lambda: actions.plan_anew(intake, by=by, settings=settings), said=_("Planned anew."), to="centre_intake", uuid=uuid
    )


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_intake_apply(request: Request, uuid: UUID) -> HttpResponse:
    """Bring the list in. The lines are done behind the page, which says how far they are."""
    intake, letters = _intake(request, uuid), LettersForm(request.POST)

    @transaction.atomic
    def act() -> None:
        actions.apply_intake(intake, by=request.who.actor, letters=letters.cleaned_data["letters"] if letters.is_valid() else "later")
        tasks.bring_in.enqueue(str(intake.uuid))

    try:
        act()
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("centre_intake", uuid=uuid)


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_intake_give_up(request: Request, uuid: UUID) -> HttpResponse:
    intake = _intake(request, uuid)
    return act_then_back(
        request, lambda: actions.give_up_intake(intake, by=request.who.actor), said=_("Given up. Nothing of the list was brought in."),
        to="centre_bring_in",
    )  # fmt: skip


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_intake_letters(request: Request, uuid: UUID) -> HttpResponse:
    """Send the invitations that were held."""
    intake, by = _intake(request, uuid), request.who.actor

    @transaction.atomic
    def act() -> None:
        actions.send_letters(intake, by=by)
        tasks.send_held.enqueue(str(intake.uuid), by.pk)

    return act_then_back(request, act, said=_("The invitations are on their way."), to="centre_intake", uuid=uuid)
