"""Who may judge what: by unit and by assessor, what runs out, who keeps up, and how long learners wait for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from milepost.assessment import queries as assessment
from milepost.base import clock
from milepost.frameworks.queries import framework_of
from milepost.people import actions, queries
from milepost.people.words import CompetenceState, Role
from milepost.web.access import for_roles
from milepost.web.centre.competence_forms import CompetenceForm, newest_by_number
from milepost.web.centre.views.acting import READERS, act_then_back, centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.who import Request

if TYPE_CHECKING:
    from datetime import date

    from milepost.frameworks.models import Specification
    from milepost.people.models import Competence, Cpd, Interest, Person


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What one assessor may do in one unit today."""

    who: str
    words: str
    tone: str  # "met", "claim" or ""


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """One qualification: a row a unit, a column an assessor."""

    title: str
    columns: list[tuple[str, ...]]
    rows: list[tuple[str, str, list[Cell]]]
    uncovered: int

    @property
    def summary(self) -> str:
        if not self.uncovered:
            return _("somebody is qualified in every unit")
        text = ngettext("nobody is qualified in %(n)d unit", "nobody is qualified in %(n)d units", self.uncovered)
        return text % {"n": self.uncovered}


@dataclass(frozen=True, kw_only=True)
class CompetencePage:
    kept: bool
    runs: bool
    trail: list[Crumb]
    entries: Sequence[tuple[Competence, str, str]]  # with the title of the qualification and the code of the unit
    soon: Sequence[tuple[Competence, str, str]]
    training: Sequence[tuple[Competence, str, str]]
    matrices: list[Matrix]
    cpd: list[tuple[Person, int, Cpd]]
    interests: list[Interest]
    times: list[tuple[str, int, str, str]]
    form: CompetenceForm | None


def days_in_words(waited: timedelta) -> str:
    """ "6 hours", "3 days"."""
    if waited < timedelta(days=1):
        hours = max(1, round(waited.total_seconds() / 3600))
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = round(waited.total_seconds() / 86400)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def words_of(entry: Competence, day: date) -> str:
    """ "in training until 3 May 2027, Noor Haddad countersigns"."""
    given = {
        "state": CompetenceState(entry.state).label, "end": date_format(entry.ends_on, "j F Y") if entry.ends_on else "",
        "start": date_format(entry.starts_on, "j F Y"), "name": entry.countersigner.name if entry.countersigner else "",
    }  # fmt: skip
    if entry.ends_on and entry.ends_on < day:
        return _("%(state)s, ran out on %(end)s") % given
    if entry.starts_on > day:
        return _("%(state)s from %(start)s") % given
    words = _("%(state)s until %(end)s") % given if entry.ends_on else str(given["state"])
    return _("%(words)s, %(name)s countersigns") % {"words": words, "name": given["name"]} if entry.countersigner else words


def matrix(title: str, specification: Specification, entries: Sequence[Competence], day: date) -> Matrix:
    """The entries of one qualification, unit by unit."""
    people = sorted({e.person for e in entries}, key=lambda one: (one.name, one.pk))
    valid = {who.pk: queries.Fitness(entries=tuple(e for e in entries if e.person_id == who.pk and _valid(e, day))) for who in people}
    rows, uncovered = [], 0
    for unit in framework_of(specification).units:
        found = [valid[who.pk].entry(unit.key) for who in people]
        uncovered += not any(one and one.state == CompetenceState.QUALIFIED for one in found)
        cells = [
            Cell(who=who.name, words=words_of(one, day) if one else "",
                 tone="" if one is None else "met" if one.state == CompetenceState.QUALIFIED else "claim")
            for who, one in zip(people, found, strict=True)
        ]  # fmt: skip
        rows.append((unit.code, unit.title, cells))
    return Matrix(title=title, columns=[(_("Unit"),), *((who.name,) for who in people)], rows=rows, uncovered=uncovered)


def _valid(entry: Competence, day: date) -> bool:
    return entry.starts_on <= day and (entry.ends_on is None or entry.ends_on >= day)


def _page(request: Request, form: CompetenceForm | None = None) -> HttpResponse:
    by, day = request.who.actor, clock.today()
    runs = request.who.role == Role.CENTRE_MANAGER
    newest = newest_by_number(by)
    entries = list(queries.competences_of(by))
    codes = {
        key: {u.key: u.code for u in framework_of(one).units} for key, one in newest.items() if any(e.specification == key for e in entries)
    }

    def named(some: Sequence[Competence]) -> list[tuple[Competence, str, str]]:
        return [
            (e, newest[e.specification].title if e.specification in newest else e.specification,
             codes.get(e.specification, {}).get(e.unit, e.unit) or _("every unit"))
            for e in some
        ]  # fmt: skip

    kept_up: dict[int, list[Cpd]] = {}
    for one in queries.cpd_of(by).filter(done_on__gt=day - timedelta(days=365)):
        kept_up.setdefault(one.person_id, []).append(one)
    page = CompetencePage(
        kept=centre_here(request).competence_kept, runs=runs, trail=[Crumb(_("People"), reverse("centre_people")), Crumb(_("Competence"))],
        entries=named(entries), soon=named(queries.runs_out(entries, day)),
        training=named([e for e in entries if e.state == CompetenceState.TRAINING and _valid(e, day)]),
        matrices=[
            matrix(one.title, one, some, day) for key, one in newest.items() if (some := [e for e in entries if e.specification == key])
        ],
        cpd=[(some[0].person, round(sum(float(c.hours) for c in some)), some[0]) for some in kept_up.values()],
        interests=list(queries.interests_of(by)),
        times=[(t.name, t.answers, days_in_words(t.median), days_in_words(t.worst)) for t in assessment.feedback_times(by=by)],
        form=(form or CompetenceForm(by=by)) if runs else None,
    )  # fmt: skip
    return render(request, "centre/competence.html", {"page": page}, status=422 if form and form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*READERS)
def centre_competence(request: Request) -> HttpResponse:
    """Everything about who may judge what; a manager enters more."""
    if request.method != "POST" or request.who.role != Role.CENTRE_MANAGER:
        return _page(request)
    form = CompetenceForm(request.POST, by=request.who.actor)
    if form.is_valid() and done_in_form(form, lambda: _enter(request, form)):
        return act_then_back(
            request, lambda: None, said=_("%(name)s is entered.") % {"name": form.cleaned_data["person"].name}, to="centre_competence"
        )
    return _page(request, form)


@transaction.atomic
def _enter(request: Request, form: CompetenceForm) -> list[Competence]:
    """One entry a unit, all or none."""
    given = {key: form.cleaned_data[key] for key in ("person", "specification", "state", "basis", "countersigner", "starts_on", "ends_on")}
    return [
        actions.note_competence(centre_here(request), by=request.who.actor, unit=unit, **given) for unit in form.cleaned_data["unit_keys"]
    ]


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_competence_rule(request: Request) -> HttpResponse:
    """Whether only who is entered judges."""
    on = request.POST.get("on") == "1"
    said = _("From now on only who is entered judges.") if on else _("From now on every assessor judges their learners’ units.")
    return act_then_back(
        request, lambda: actions.keep_competence_rule(centre_here(request), by=request.who.actor, on=on), said=said, to="centre_competence"
    )


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_competence_end(request: Request, uuid: UUID) -> HttpResponse:
    """End one entry."""
    entry = get_object_or_404(queries.competences_of(request.who.actor), uuid=uuid)
    return act_then_back(
        request, lambda: actions.end_competence(entry, by=request.who.actor),
        said=_("Ended. What %(name)s judged under it stands.") % {"name": entry.person.name}, to="centre_competence", fragment="#entries",
    )  # fmt: skip
