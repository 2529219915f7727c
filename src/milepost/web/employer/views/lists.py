"""The list of employers by stage: what to see of it, kept as a list under a name, taken away as a table; files opened in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from milepost.base.refusal import Refused
from milepost.employers import actions, facts, queries
from milepost.employers.choosing import MINE, Choice
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import act_then_back, centre_here, done_in_form
from milepost.web.employer.forms import ChoiceForm, EmployerForm, ListForm
from milepost.web.employer.views.files import added
from milepost.web.employer.views.journey import OWNERS, READERS
from milepost.web.who import Request

if TYPE_CHECKING:
    from django.http import QueryDict

    from milepost.employers.facts import Owning
    from milepost.employers.models import EmployerFile, SavedList
    from milepost.engine.journey import Stage
    from milepost.people.models import Organisation, Person

WITHOUT, AT_ONCE = 50, 100


@dataclass(frozen=True, kw_only=True)
class Column:
    """One stage of the journey, and who stands there with whom that owns them."""

    stage: Stage
    number: int
    files: Sequence[tuple[EmployerFile, Person | None]]


@dataclass(frozen=True, kw_only=True)
class ListPage:
    columns: list[Column]
    shown: int
    without: Sequence[Organisation]
    more: int  # known without a file, beyond those shown
    at_once: int
    choice: Choice
    choosing: ChoiceForm
    open: SavedList | None  # the saved list that is shown
    own: bool
    saved: Sequence[SavedList]
    keeping: ListForm
    query: str
    form: EmployerForm
    acts: bool
    mine: bool
    reader: Person
    runs: bool


def asked(request: Request, given: QueryDict) -> tuple[Choice, SavedList | None]:
    """What is to be shown: a saved list, or what the address says."""
    if uuid := given.get("list", ""):
        try:
            saved = queries.saved_lists(by=request.who.actor).filter(uuid=UUID(uuid)).first()
        except ValueError:
            saved = None
        if saved is None:
            raise Http404
        return Choice.kept(saved.choice), saved
    return Choice.of(given, stages=given.getlist("stage")), None


@for_roles(*READERS)
def employer_list(request: Request) -> HttpResponse:
    """Employers by the stage where they stand, with who owns each: all, those that fit, or those of a saved list."""
    sent = request.method == "POST" and request.who.role in OWNERS
    form = EmployerForm(request.POST if sent else None)
    if sent and form.is_valid() and (file := done_in_form(form, lambda: added(request, form.cleaned_data["name"]))):
        messages.success(request, _("%(name)s has a file, and you own it.") % {"name": file.employer.name})
        return redirect("employer_one", uuid=file.uuid)
    choice, saved = asked(request, request.GET)
    return shown(request, choice, saved, form=form)


def shown(
    request: Request, choice: Choice, saved: SavedList | None, *, form: EmployerForm | None = None, keeping: ListForm | None = None
) -> HttpResponse:
    """The page. `keeping` is the form of a saved list that was refused, filled in as it was."""
    by, form = request.who.actor, form or EmployerForm()
    files, owning = facts.chosen(choice, by=by)
    own = saved is not None and saved.person_id == by.person_id
    first = {"name": saved.name, "shared": saved.shared} if saved and own else {}
    without = [] if choice else list(queries.without_file(by=by)[: WITHOUT + 1])
    more = queries.without_file(by=by).count() - WITHOUT if len(without) > WITHOUT else 0
    page = ListPage(
        columns=_columns(files, owning), shown=len(files), without=without[:WITHOUT], more=more, at_once=AT_ONCE, choice=choice,
        choosing=ChoiceForm(initial=choice.document | {"stage": list(choice.stages)}, journey=owning.journey, colleagues=owning.colleagues),
        open=saved, own=own, saved=list(queries.saved_lists(by=by)), keeping=keeping or ListForm(initial=first),
        query=f"list={saved.uuid}" if saved else choice.query, form=form, acts=request.who.role in OWNERS, mine=choice == Choice(whose=MINE),
        reader=request.who.reader, runs=request.who.role == "centre_manager",
    )  # fmt: skip
    return render(request, "employer/list.html", {"page": page}, status=422 if form.errors or (keeping and keeping.errors) else 200)


def _columns(files: Sequence[EmployerFile], owning: Owning) -> list[Column]:
    return [
        Column(
            stage=stage, number=place + 1,
            files=[(file, owning.owns(file, stage.juncture.key)) for file in files if owning.journey.at(file.stage) is stage],
        )
        for place, stage in enumerate(owning.journey.stages)
    ]  # fmt: skip


@require_POST
@for_roles(*READERS)
def employer_list_save(request: Request) -> HttpResponse:
    """Keep what is chosen as a list."""
    choice = Choice.of(request.POST, stages=request.POST.getlist("stage"))
    keeping = ListForm(request.POST)
    saved = keeping.is_valid() and done_in_form(
        keeping, lambda: actions.save_list(centre_here(request), by=request.who.actor, choice=choice, **keeping.cleaned_data)
    )
    if not saved:
        return shown(request, choice, None, keeping=keeping)
    messages.success(request, _("The list “%(name)s” is kept.") % {"name": saved.name})
    return redirect(f"{reverse('employer_list')}?list={saved.uuid}")


@require_POST
@for_roles(*READERS)
def employer_list_change(request: Request, uuid: UUID) -> HttpResponse:
    """Another name or another choice for a list, shared or not; or it is removed."""
    by = request.who.actor
    saved = get_object_or_404(queries.saved_lists(by=by), uuid=uuid)
    if request.POST.get("act") == "remove":
        said = _("The list “%(name)s” is removed. Nothing happened to the employers.") % {"name": saved.name}
        return act_then_back(request, lambda: actions.remove_list(saved, by=by), said=said, to="employer_list")
    choice, keeping = Choice.kept(saved.choice), ListForm(request.POST)
    changed = keeping.is_valid() and done_in_form(keeping, lambda: actions.change_list(saved, by=by, choice=choice, **keeping.cleaned_data))
    if not changed:
        return shown(request, choice, saved, keeping=keeping)
    messages.success(request, _("The list “%(name)s” is kept.") % {"name": changed.name})
    return redirect(f"{reverse('employer_list')}?list={uuid}")


@require_POST
@for_roles(*OWNERS)
def employer_open_many(request: Request) -> HttpResponse:
    """Open the files of employers that the centre knows: those ticked, or the next of all; together or not at all."""
    known = queries.without_file(by=request.who.actor)
    if request.POST.get("which") == "next":
        chosen = list(known[:AT_ONCE])
    else:
        ticked = set(request.POST.getlist("employer")[:AT_ONCE])
        chosen = [one for one in known if str(one.uuid) in ticked] if ticked else []
    if not chosen:
        messages.error(request, _("Tick the employers whose files are to be opened."))
        return redirect("employer_list")
    try:
        with transaction.atomic():
            for employer in chosen:
                actions.open_file(employer, by=request.who.actor)
    except Refused as refused:  # somebody opened one meanwhile
        messages.error(request, _("No file was opened: %(reason)s") % {"reason": refused.reason})
        return redirect("employer_list")
    text = ngettext(
        "%(n)d file is open, and you own it.", "%(n)d files are open, and you own them until somebody else accepts them.", len(chosen)
    )
    messages.success(request, text % {"n": len(chosen)})
    return redirect("employer_list")
