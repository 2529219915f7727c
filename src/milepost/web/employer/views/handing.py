"""Several employers handed over in one go, as when a colleague leaves: asked together, and taken over together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from milepost.base.refusal import Refused
from milepost.employers import actions, facts, queries
from milepost.engine.owning import Because
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import centre_here
from milepost.web.components import Crumb
from milepost.web.employer.forms import HandoverForm
from milepost.web.employer.views.journey import OWNERS
from milepost.web.employer.views.owning import because

if TYPE_CHECKING:
    from milepost.employers.facts import Owning
    from milepost.employers.models import EmployerFile
    from milepost.web.who import Request

AT_ONCE = 100
FALLEN = (Because.AWAY, Because.LEFT, Because.NOBODY_NAMED)


@dataclass(frozen=True, kw_only=True)
class Line:
    file: EmployerFile
    why: str
    ticked: bool


@dataclass(frozen=True, kw_only=True)
class Group:
    """The employers of one owner that the reader may hand over."""

    owner: str
    lines: Sequence[Line]
    open: bool


@dataclass(frozen=True, kw_only=True)
class ManyPage:
    form: HandoverForm
    groups: Sequence[Group]
    trail: list[Crumb]


@for_roles(*OWNERS)
def employer_hand_over_many(request: Request) -> HttpResponse:
    """Tick employers and ask one colleague to take them: all of them are asked, or none."""
    by, sent = request.who.actor, request.method == "POST"
    files = list(queries.files(by=by))
    owning = facts.owning_of(files, centre_id=centre_here(request).pk)
    ticked = set(request.POST.getlist("employer"))
    form = HandoverForm(request.POST if sent else None, colleagues=owning.colleagues, journey=owning.journey)
    if sent and form.is_valid() and (asked := _asked(request, form, [one for one in files if str(one.uuid) in ticked], owning)):
        text = ngettext(
            "%(name)s is asked to take %(n)d employer. Until they accept, nothing changes.",
            "%(name)s is asked to take %(n)d employers. Until they accept, nothing changes.", asked,
        )  # fmt: skip
        name = next(one.name for one in owning.colleagues if str(one.uuid) == form.cleaned_data["to"])
        messages.success(request, text % {"n": asked, "name": name})
        return redirect("employer_owners")
    trail = [Crumb(_("Who owns whom"), reverse("employer_owners")), Crumb(_("Hand several over"))]
    page = ManyPage(form=form, groups=_groups(request, files, owning, ticked), trail=trail)
    return render(request, "employer/hand_over_many.html", {"page": page}, status=422 if form.errors else 200)


def _asked(request: Request, form: HandoverForm, chosen: Sequence[EmployerFile], owning: Owning) -> int:
    """How many were asked for. Where one cannot be handed over, none is, and the form says which and why."""
    to = next(one for one in owning.colleagues if str(one.uuid) == form.cleaned_data["to"])
    if not chosen or len(chosen) > AT_ONCE:
        tell = _("Tick at least one employer.") if not chosen else _("Tick no more than %(n)d employers at once.") % {"n": AT_ONCE}
        form.add_error(None, tell)
        return 0
    juncture, note = form.cleaned_data["juncture"], form.cleaned_data["note"]
    with transaction.atomic():
        for file in chosen:
            try:
                actions.ask_handover(file, by=request.who.actor, to=to, juncture=juncture, note=note)
            except Refused as refused:
                transaction.set_rollback(True)
                form.add_error(None, f"{file.employer.name}: {refused.reason}")
                return 0
    return len(chosen)


def _groups(request: Request, files: Sequence[EmployerFile], owning: Owning, ticked: set[str]) -> list[Group]:
    """By owner, those first for whom somebody has to be found. A manager hands over any, the others their own."""
    runs, reader, found = request.who.role == Role.CENTRE_MANAGER, request.who.reader.pk, dict[str, list[Line]]()
    fallen: list[Line] = []
    for file in files:
        owner = owning.of(file)
        person = owning.person(owner.person)
        if person is None or not (runs or reader in (owner.person, owner.named)):
            continue
        line = Line(file=file, why=because(owner, owning), ticked=str(file.uuid) in ticked)
        (fallen if owner.because in FALLEN else found.setdefault(person.name, [])).append(line)
    groups = [Group(owner=_("Fallen to the manager on duty"), lines=fallen, open=True)] if fallen else []
    few = len(found) + len(groups) == 1
    return groups + [
        Group(owner=name, lines=lines, open=few or any(one.ticked for one in lines)) for name, lines in sorted(found.items())
    ]  # fmt: skip


@require_POST
@for_roles(*OWNERS)
def employer_handovers(request: Request) -> HttpResponse:
    """Take over everything that one was asked for and that stood on the page: what came after it is not taken unread."""
    by, shown = request.who.actor, set(request.POST.getlist("handover"))
    asked, _leaves = queries.asked_of(request.who.reader, by=by)
    taken = 0
    for one in asked:
        if str(one.uuid) in shown:
            try:
                actions.accept_handover(one, by=by)
            except Refused as refused:
                messages.error(request, f"{one.file.employer.name}: {refused.reason}")
            else:
                taken += 1
    text = ngettext("%(n)d employer is yours from now on.", "%(n)d employers are yours from now on.", taken)
    messages.success(request, text % {"n": taken}) if taken else messages.info(request, _("Nothing waited for your answer."))
    return redirect("employer_today")
