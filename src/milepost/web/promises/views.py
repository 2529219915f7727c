"""Pages of promises for staff: what is in force, what is put right, what is owed to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page as Pages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from milepost import links
from milepost.assurance import actions as assurance
from milepost.assurance import policies as assuring
from milepost.assurance import queries as assurances
from milepost.assurance.words import FindingSource
from milepost.base import clock
from milepost.commitments import actions, policies, promisefile
from milepost.commitments import promises as promised
from milepost.commitments.facts import book_of
from milepost.frameworks.specfile import Unreadable
from milepost.people.permissions import Permission, may
from milepost.people.words import Role
from milepost.provider import planning
from milepost.web.access import QUALITY_KEEPERS, for_roles
from milepost.web.centre.views.acting import act_then_back, centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.promises import forms, showing
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.assurance.models import CorrectiveAction
    from milepost.base.models import Actor
    from milepost.commitments.models import PromiseVersion, Remedy
    from milepost.engine.promises import Promise

STAFF = (Role.CENTRE_MANAGER, Role.QUALITY_MANAGER, Role.IQA, Role.ASSESSOR, Role.EMPLOYER_OWNER)
READERS = (Role.CENTRE_MANAGER, Role.QUALITY_MANAGER, Role.IQA)
PAGE = 25
OWED = 8  # on a page: below them stands how each promise is kept


def _trail(here: str) -> list[Crumb]:
    return [Crumb(_("Promises"), reverse("promises")), Crumb(here)]


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One remedy, with what was promised."""

    row: Remedy
    promise: Promise | None

    @property
    def whom(self) -> str:
        if self.row.registration:
            return self.row.registration.learner.name
        return self.row.file.employer.name if self.row.file else ""

    @property
    def late(self) -> bool:
        return self.row.delivered_at is None and self.row.due_on < clock.today()


def owed(row: Remedy) -> Owed:
    return Owed(row=row, promise=promised.promise_of(row.version, row.promise))


@dataclass(frozen=True, kw_only=True)
class Home:
    """Promises for staff."""

    version: PromiseVersion | None
    board: showing.Board | None
    public: str
    actions: list[CorrectiveAction]
    remedies: list[Owed]
    rows: Pages[Remedy]
    keeps: bool


@require_safe
@for_roles(*STAFF)
def promises(request: Request) -> HttpResponse:
    """What was promised, what is put right, and what is owed to people."""
    by = request.who.actor
    version = promised.newest(by.at_centre)
    rows = Paginator(promised.remedies(by=by), OWED).get_page(request.GET.get("page"))
    page = Home(
        version=version,
        board=showing.board(version, few=0) if version and may(by.role, Permission.READ_FINDINGS) else None,
        public=links.absolute(reverse("promise_board", args=[version.centre.uuid])) if version else "",
        actions=list(assurances.corrective_actions(by=by).filter(finding__source=FindingSource.PROMISE)[:PAGE]), remedies=[owed(row) for row in rows], rows=rows, keeps=may(by.role, Permission.KEEP_STANDARDS),
    )  # fmt: skip
    return render(request, "promises/home.html", {"page": page})


@for_roles(*QUALITY_KEEPERS)
def promises_set(request: Request) -> HttpResponse:
    """Put promises in force."""
    version = promised.newest(request.who.actor.at_centre)
    shown = promisefile.written(version.document) if version else promisefile.shipped_text()
    form = forms.SetForm(request.POST if request.method == "POST" else None, initial={"text": shown})
    if form.is_bound and form.is_valid() and _in_force(request, form):
        messages.success(request, _("It is promised. Anybody may read from now on whether it is kept."))
        return redirect("promises")
    page = {"form": form, "version": version, "trail": _trail(_("What is promised"))}
    return render(request, "promises/set.html", {"page": page}, status=422 if form.errors else 200)


def _in_force(request: Request, form: forms.SetForm) -> Any:
    centre = centre_here(request)
    try:
        document = promisefile.read(form.cleaned_data["text"], standards=[one.key for one in book_of(centre.pk).standards])
    except Unreadable as unreadable:
        for sentence in unreadable.sentences:
            form.add_error("text", sentence)
        return None
    return done_in_form(form, lambda: actions.put_promises_in_force(centre, by=request.who.actor, document=document))


@dataclass(frozen=True, kw_only=True)
class ActionPage:
    """One corrective action: its finding, what was done, whether it worked."""

    action: CorrectiveAction
    form: forms.ProofForm | forms.CheckForm | None
    why_not: str | None
    act: str
    late: bool
    trail: list[Crumb]
    hand: forms.HandForm | None = None  # for who may hand it over
    gone: bool = False  # its owner works here no more


def _around(action: CorrectiveAction, by: Actor) -> list[Crumb]:
    """Where an action came from: a promise, or a gap in a standard, which not everybody who owns an action reads."""
    here = Crumb(_("To be put right"))
    if action.finding.source == FindingSource.PROMISE:
        return [Crumb(_("Promises"), reverse("promises")), here]
    held = planning.held_uuid(action.finding) if may(by.role, Permission.HOLD_STANDARD) else None
    return (
        [Crumb(_("Gaps and actions"), reverse("quality_plan", args=[held])), here] if held else [Crumb(_("Today"), reverse("home")), here]
    )


@for_roles(*STAFF)
def promise_action(request: Request, uuid: UUID) -> HttpResponse:
    """What is done about a finding: its owner says so with proof, somebody else checks it."""
    by = request.who.actor
    action = get_object_or_404(assurances.corrective_actions(by=by), uuid=uuid)
    given = request.POST if request.method == "POST" else None
    form: forms.ProofForm | forms.CheckForm
    if action.done_at is None:
        form, act, said = (
            forms.ProofForm(given),
            _("Say that it is done"),
            _("What you did stands there. Somebody else checks now whether it worked."),
        )
        why_not = assuring.why_not_finish_corrective_action(action, by=by, proof="-")
    else:
        form, act, said = forms.CheckForm(given), _("Note what I found"), _("What you found stands there.")
        why_not = assuring.why_not_check_corrective_action(action, by=by, worked=True, said="-")
    if form.is_bound and form.is_valid():
        do = assurance.finish_corrective_action if isinstance(form, forms.ProofForm) else assurance.check_corrective_action
        if done_in_form(form, lambda: do(action, by=by, **form.cleaned_data)) is not None:
            messages.success(request, said)
            return redirect("promise_action", uuid=uuid)
    page = ActionPage(
        action=action, form=None if why_not and not form.errors else form, why_not=why_not, act=act, trail=_around(action, by),
        late=action.late, hand=_hand(request, action), gone=action.done_at is None and not assurances.works_at(centre_here(request), action.who),
    )  # fmt: skip
    return render(request, "promises/action.html", {"page": page}, status=422 if form.errors else 200)


def _hand(request: Request, action: CorrectiveAction) -> forms.HandForm | None:
    by = request.who.actor
    if action.done_at is not None or not may(by.role, Permission.CHECK_ACTION):
        return None
    return forms.HandForm([one for one in assurances.owners(by=by) if one.pk != action.who_id], request.POST or None)


@require_POST
@for_roles(*READERS)
def promise_action_hand_over(request: Request, uuid: UUID) -> HttpResponse:
    """What is to be put right becomes somebody else's."""
    by = request.who.actor
    action = get_object_or_404(assurances.corrective_actions(by=by), uuid=uuid)
    form = _hand(request, action)
    who = form.chosen if form else None
    return act_then_back(
        request, lambda: assurance.hand_over_corrective_action(action, by=by, who=who),
        said=_("%(name)s puts it right from now on, and is told.") % {"name": who.name if who else ""}, to="promise_action", uuid=uuid,
    )  # fmt: skip


@for_roles(*STAFF)
def promise_remedy(request: Request, uuid: UUID) -> HttpResponse:
    """What is owed to somebody: say that they got it."""
    by = request.who.actor
    remedy = get_object_or_404(promised.remedies(by=by), uuid=uuid)
    form = forms.RemedyForm(request.POST if request.method == "POST" else None)
    if (
        form.is_bound
        and form.is_valid()
        and done_in_form(form, lambda: actions.deliver_remedy(remedy, by=by, **form.cleaned_data)) is not None
    ):
        messages.success(request, _("They have had it, and are told so."))
        return redirect("promise_remedy", uuid=uuid)
    why_not = policies.why_not_deliver_remedy(remedy, by=by, delivered="-")
    page = {"owed": owed(remedy), "form": form if form.errors or not why_not else None, "why_not": why_not, "trail": _trail(_("Owed"))}
    return render(request, "promises/remedy.html", {"page": page}, status=422 if form.errors else 200)
