"""The cohort at a glance, one learner, and putting somebody on a qualification."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from milepost.base import clock
from milepost.base.refusal import Refused
from milepost.frameworks import queries as frameworks
from milepost.people import actions as people_actions
from milepost.people import queries as people
from milepost.people.words import Role
from milepost.portfolios import actions, queries
from milepost.web.access import for_roles
from milepost.web.centre.forms import LISTED, NEW, AllocateForm, RegisterForm, qualification_choices
from milepost.web.centre.running_forms import PlaceForm
from milepost.web.centre.views.acting import READERS, centre_here, done_in_form
from milepost.web.centre.views.running import steps_open
from milepost.web.centre.views.waiving import lifted_for
from milepost.web.components import Crumb, Filter
from milepost.web.earlier import history_until_now
from milepost.web.paging import Counted
from milepost.web.portfolio.cohort import time_used
from milepost.web.table import as_csv
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.people.models import Person

A_PAGE = 30
NEWEST = 40  # lines of the history
QUIET = timedelta(days=28)
COHORT_COLUMNS = [
    "registration__learner__name", "registration__learner__email", "registration__uln", "registration__qualification_title",
    "registration__specification__version", "registration__assessor__name", "registration__starts_on", "registration__ends_on", "units",
    "total", "met", "claimed", "redo", "doubt", "evidenced_percent", "met_percent", "signed_percent", "waiting", "waiting_since",
    "last_act_at",
]  # fmt: skip


def _kinds() -> dict[str, Q]:
    """What the filter bar offers."""
    return {
        "all": Q(),
        "waiting": Q(waiting__gt=0),
        "no_assessor": Q(assessor=None),
        "no_units": Q(total=0),
        "quiet": Q(last_act_at__lt=clock.now() - QUIET),
    }


@dataclass(frozen=True)
class CohortRow:
    """One learner: the skyline, the two truths, and what waits."""

    progress: Any
    sizes: list[int]
    label: str


def _rows(found: Iterable[Any]) -> list[CohortRow]:
    rows = []
    for row in found:
        units = frameworks.framework_of(row.registration.specification).unit_by_key if row.units else {}
        sizes = [len(units[key].criterion_targets) for key in row.units if key in units]
        said = {"name": row.registration.learner.name, "met": row.met, "total": row.total}
        rows.append(CohortRow(row, sizes, _("%(name)s: %(met)s of %(total)s criteria met") % said))
    return rows


@require_safe
@for_roles(*READERS)
def centre_learners(request: Request) -> HttpResponse:
    """Every active learner, thirty a page, the furthest first."""
    by, asked = request.who.actor, request.GET
    kinds = _kinds()
    kind = asked.get("only", "all") if asked.get("only") in kinds else "all"
    order = asked.get("sort", "signed") if asked.get("sort") in queries.COHORT_ORDERS else "signed"
    wanted = asked.get("q", "").strip()
    cohort = queries.cohort(by=by, order=queries.COHORT_ORDERS[order])
    if wanted:
        cohort = cohort.filter(registration__learner__name__icontains=wanted)
    counts = cohort.order_by().aggregate(**{name: Count("pk", filter=q) if q else Count("pk") for name, q in kinds.items()})
    found = Counted(cohort.filter(kinds[kind]), A_PAGE, known=counts[kind]).get_page(asked.get("page"))
    labels = {
        "all": _("All"), "waiting": _("Work waits"), "no_assessor": _("No assessor"), "no_units": _("No units yet"),
        "quiet": _("Quiet for 4 weeks"),
    }  # fmt: skip

    def link(**changes: str) -> str:
        given = {"only": kind, "sort": order, "q": wanted} | changes
        asked_for = {k: v for k, v in given.items() if v and (k, v) not in {("only", "all"), ("sort", "signed")}}
        return f"?{urlencode(asked_for)}" if asked_for else reverse("centre_learners")

    page = {
        "found": found,
        "rows": _rows(found.object_list),
        "filters": [Filter(label=labels[n], href=link(only=n), count=counts[n], current=n == kind) for n in kinds],
        "q": wanted,
        "columns": [
            (_("Learner"), ""), (_("Criteria"), ""),
            (_("Signed off"), "r", link(sort="signed"), "descending" if order == "signed" else ""),
            (_("Evidenced"), "r", link(sort="evidenced"), "descending" if order == "evidenced" else ""),
            (_("Time used"), "r"), (_("Assessor"), ""),
            (_("Last act"), "r", link(sort="quiet"), "ascending" if order == "quiet" else ""),
        ],
        "empty": not counts["all"] and not wanted,
        "runs": request.who.role == Role.CENTRE_MANAGER,
        "csv": reverse("centre_cohort_csv"),
    }  # fmt: skip
    for row in found.object_list:
        row.time_used = time_used(row.registration)
    return render(request, "centre/learners.html", {"page": page})


# As a file ----------------------------------------------------------------------------------------------------------


@require_safe
@for_roles(*READERS)
def centre_cohort_csv(request: Request) -> StreamingHttpResponse:
    """The whole cohort as a table of values, row by row as it is read."""
    rows = queries.cohort(by=request.who.actor).values_list(*COHORT_COLUMNS)
    heads = [
        _("Learner"), _("E-mail"), _("ULN"), _("Qualification"), _("Version"), _("Assessor"), _("Start"), _("Planned end"), _("Units"),
        _("Criteria"), _("Met"), _("Claimed"), _("To redo"), _("In doubt"), _("Evidenced %"), _("Met %"), _("Signed off %"), _("Waiting"),
        _("Waiting since"), _("Last act"),
    ]  # fmt: skip

    def lines() -> Iterator[list[Any]]:
        for *who, units, total, met, claimed, redo, doubt, evidenced, agreed, signed, waiting, since, last in rows.iterator(chunk_size=500):
            moments = [moment.isoformat(timespec="minutes") if moment else "" for moment in (since, last)]
            yield [*who, len(units), total, met, claimed, redo, doubt, evidenced, agreed, signed, waiting, *moments]

    return as_csv("cohort", heads, lines())


# One learner --------------------------------------------------------------------------------------------------------


@for_roles(Role.CENTRE_MANAGER)
def centre_register(request: Request) -> HttpResponse:
    """Put somebody on a qualification; a learner who is new here is invited by the same form."""
    by, sent, like = request.who.actor, request.method == "POST", request.GET.get("q", "")
    known = _known((request.POST if sent else request.GET).get("learner", NEW), by=by)
    listed = [] if known else list(people.learners_of(by, like=like)[: LISTED + 1])
    form = RegisterForm(request.POST if sent else None, by=by, known=known, initial={"qualification": _from_its_page(request, by=by)})
    if request.method == "POST" and form.is_valid():
        registration = done_in_form(form, lambda: _register(request, form.cleaned_data))
        if registration is not None:
            messages.success(request, _registered(registration))
            return redirect("centre_learner", uuid=registration.uuid)
    page = {
        "form": form,
        "known": known,
        "q": like,
        "listed": listed[:LISTED],
        "most": LISTED if len(listed) > LISTED else 0,
        "trail": [Crumb(_("Learners"), reverse("centre_learners")), Crumb(_("Register"))],
        "nothing": not frameworks.specifications(by=by).exists(),
    }
    return render(request, "centre/register.html", {"page": page}, status=422 if form.errors else 200)


def _from_its_page(request: Request, *, by: Actor) -> str:
    """The qualification of the version from whose page somebody comes; none where it has several."""
    if not (version := request.GET.get("of", "")):
        return ""
    there = [choice for choice, _label in qualification_choices(by) if choice.startswith(f"{version}|")]
    return there[0] if len(there) == 1 else ""


def _known(named: str, *, by: Actor) -> Person | None:
    """Who learns here already, of the one that the form names."""
    try:
        return people.learners_of(by).filter(uuid=UUID(named)).first()
    except ValueError:
        return None


def _registered(registration: Any) -> str:
    given = {"name": registration.learner.name, "first": registration.learner.first_name}
    if registration.assessor is None:
        return _("%(name)s is registered. Name an assessor, so that units can be agreed with %(first)s.") % given
    return _("%(name)s is registered. Now %(first)s and %(assessor)s agree the units.") % {**given, "assessor": registration.assessor.name}


@transaction.atomic
def _register(request: Request, given: dict[str, Any]) -> Any:
    """Invitation and registration together or not at all."""
    by = request.who.actor
    version, _sep, qualification = given["qualification"].partition("|")
    specification = get_object_or_404(frameworks.specifications(by=by), uuid=version)
    known = people.learners_of(by)
    if given["learner"] != NEW:
        learner = get_object_or_404(known, uuid=given["learner"])
    elif (found := known.filter(email__iexact=given["email"].strip()).first()) is not None:
        learner = found
    else:
        letter = people_actions.invite(
            centre_here(request),
            by=by,
            email=given["email"],
            name=given["name"],
            role=Role.LEARNER,
            born_on=given["born_on"],
        )
        learner = letter.appointment.person
    if given.get("born_on") and learner.born_on is None:
        learner = people_actions.note_birth_date(learner, by=by, born_on=given["born_on"])
    registration = actions.register(
        learner, by=by, specification=specification, qualification=qualification, starts_on=given["starts_on"], ends_on=given["ends_on"],
        uln=given["uln"], employer=given["employer"], assessor=given["assessor"], iqa=given["iqa"],
    )  # fmt: skip
    if site := given.get("site"):
        actions.place_at_site(registration, by=by, site=site)
    return registration


@dataclass(frozen=True)
class Joining:
    """Of a learner who cannot sign in yet: what they wait for, and whether a letter has to be written first."""

    words: str
    anew: bool


def _joining(registration: Any, by: Actor) -> Joining | None:
    if registration.learner.joined_on is not None:
        return None
    letter = people.invitations_of(by).filter(appointment__person=registration.learner, appointment__role=Role.LEARNER).first()
    if letter is None:
        return Joining(_("not yet: no invitation waits for an answer"), anew=True)
    if letter.held:
        return Joining(_("not yet: their invitation is written and not sent"), anew=False)
    return Joining(_("not yet: invited on %(day)s") % {"day": date_format(letter.sent_at, "j F Y")}, anew=False)


@require_safe
@for_roles(*READERS)
def centre_learner(request: Request, uuid: UUID) -> HttpResponse:
    """One registration: its facts, how far it is, who looks after it, and what happened."""
    registration = get_object_or_404(queries.registrations(by=request.who.actor).select_related("iqa", "site"), uuid=uuid)
    if registration.programme:
        return redirect("participant", uuid)
    return _shown(request, registration)


def _shown(request: Request, registration: Any, form: AllocateForm | None = None) -> HttpResponse:
    by, row = request.who.actor, registration.progress
    framework = frameworks.framework_of(registration.specification)
    units = [framework.unit_by_key[key] for key in row.units if key in framework.unit_by_key]
    runs = request.who.role == Role.CENTRE_MANAGER
    named = {"assessor": registration.assessor and registration.assessor.uuid, "iqa": registration.iqa and registration.iqa.uuid}
    page = {
        "registration": registration,
        "progress": row,
        "units": units,
        "sizes": [sum(1 for _criterion in unit.criteria) for unit in units],
        "time_used": time_used(row.registration),
        "history": history_until_now(registration, by, most=NEWEST),
        "form": form or (AllocateForm(by=by, initial=named) if runs else None),
        "trail": [Crumb(_("Learners"), reverse("centre_learners")), Crumb(registration.learner.name)],
        "runs": runs,
        "proposed": queries.plan_proposed(registration),
        "pauses": queries.pauses_of(registration),
        "steps": steps_open(registration) if runs else [],
        "joining": _joining(registration, by),
        "lifted": [one for one in lifted_for(request, registration) if one.holds],
        "place": PlaceForm(by=by, initial={"site": registration.site and registration.site.uuid}) if runs else None,
    }
    return render(request, "centre/learner.html", {"page": page}, status=422 if form is not None else 200)


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_allocate(request: Request, uuid: UUID) -> HttpResponse:
    """Say who assesses, and who looks a second time."""
    registration = get_object_or_404(queries.registrations(by=request.who.actor).select_related("iqa"), uuid=uuid)
    form = AllocateForm(request.POST, by=request.who.actor)
    if not form.is_valid():
        return _shown(request, registration, form)
    try:
        actions.allocate(registration, by=request.who.actor, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, refused.reason)
        registration.refresh_from_db()
        return _shown(request, registration, form)
    return redirect("centre_learner", uuid=uuid)
