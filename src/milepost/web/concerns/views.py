"""Cases as caseworkers have them: what waits, one with everything that was said, and the door's address for the wall."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from milepost import links
from milepost.base.files import path_of
from milepost.concerns import actions, policies, queries
from milepost.concerns.procedure import Reached, procedure
from milepost.people.permissions import Permission, may
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import done_in_form
from milepost.web.components import Crumb
from milepost.web.concerns import steps
from milepost.web.concerns.forms import AnswerForm, FinalForm, OpenNameForm, TakeForm, ThemeForm, WriteForm
from milepost.web.files.ranges import file_response
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.concerns.models import Case, CaseWord, WatchAlert
    from milepost.web.concerns.steps import Next

WORKERS = queries.CASEWORKERS


@dataclass(frozen=True, kw_only=True)
class CasesPage:
    """What waits for somebody to take it, what is the reader's, and where the door is."""

    waiting: list[tuple[Case, Next]]  # with the day by which somebody has to have it
    mine: list[tuple[Case, Next | None]]  # with what comes next
    over: list[Case]
    door: str
    keeps: bool
    alerts: list[WatchAlert]


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """One case. `words` only once the reader has taken it; before, `waits` and `waits_for` say why nobody has it.

    `ways`, `how`: how a sealed name could come open; `again`: they wrote after the final letter.
    """

    case: Case
    trail: list[Crumb]
    is_mine: bool
    take: forms.Form
    write: forms.Form
    answer: AnswerForm
    final: forms.Form
    steps: list[Reached]
    is_sealed: bool = False
    ways: queries.WaysToOpen | None = None
    how: str = ""
    again: bool = False
    waits: str = ""
    waits_for: str = ""
    open_name: forms.Form | None = None
    theme: forms.Form | None = None
    opened: dict[str, str] | None = None
    words: list[CaseWord] = field(default_factory=list)


@require_safe
@for_roles(*WORKERS)
def cases(request: Request) -> HttpResponse:
    """What waits and what is one's own. Of what waits nobody reads a word before taking it."""
    by = request.who.actor
    assert request.who.centre is not None
    waiting, own = list(queries.cases_waiting(by=by)), list(queries.cases_of(by=by))
    here = steps.steps_of([*waiting, *own], centre_id=by.at_centre)
    page = CasesPage(
        waiting=[(one, steps.to_take(here[one.pk])) for one in waiting],
        mine=[(one, steps.next_of(one, here[one.pk])) for one in own if not steps.is_over(one)],
        over=[one for one in own if steps.is_over(one)],
        alerts=list(queries.alerts(by=by)), door=links.absolute(reverse("door", args=[request.who.centre.uuid])),
        keeps=may(by.role, Permission.KEEP_PROCEDURE),
    )  # fmt: skip
    return render(request, "concerns/cases.html", {"page": page})


@for_roles(*WORKERS)
def case(request: Request, uuid: UUID) -> HttpResponse:
    """Take a case; then read it, and write to who raised it."""
    by = request.who.actor
    found = get_object_or_404(queries.cases(by=by), uuid=uuid)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act == "theme":
        return _say_theme(request, found)
    if act == "open_name":
        return _open_name(request, found)
    take = TakeForm(request.POST if act == "take" else None)
    answer, final = AnswerForm(request.POST if act == "answer" else None), FinalForm(request.POST if act == "close" else None)
    write = WriteForm(request.POST if act not in ("", "take", "answer", "close") else None)
    form = {"take": take, "answer": answer, "close": final}.get(act, write)
    if act and form.is_valid():
        told = form.cleaned_data | ({"options": answer.options()} if act == "answer" else {})
        if done_in_form(form, lambda: _act(act, found, by, told)) is not None:
            messages.success(request, _done(act))
            return redirect("cases") if act == "give_back" else redirect("case", uuid=uuid)
    return _case_page(request, found, take=take, write=write, answer=answer, final=final)


def _case_page(request: Request, found: Case, **more: Any) -> HttpResponse:
    is_mine = found.caseworker_id == request.who.actor.person_id
    is_sealed = is_mine and queries.sealed_name(found) is not None
    ways = queries.ways_to_open(found, by=request.who.actor) if is_sealed else None
    again = queries.wrote_again(found)
    waits, waits_for = ("", "") if is_mine else _why_it_waits(found, again=again)
    forms_ = {
        "take": TakeForm(),
        "write": WriteForm(),
        "answer": AnswerForm(),
        "final": FinalForm(),
        "open_name": OpenNameForm(),
        "theme": ThemeForm(),
    } | more
    page = CasePage(
        case=found, is_mine=is_mine, words=queries.words_of(found) if is_mine else [],
        is_sealed=is_sealed, ways=ways, how=policies.how_to_open(ways) if ways else "", again=again, waits=waits, waits_for=waits_for,
        steps=list(steps.steps_of([found], centre_id=found.centre_id)[found.pk].values()),
        trail=[Crumb(_("Cases"), reverse("cases")), Crumb(found.reference)], **forms_,
    )  # fmt: skip
    wrong = any(isinstance(one, forms.Form) and one.errors for one in forms_.values())
    return render(request, "concerns/case.html", {"page": page}, status=422 if wrong else 200)


def _why_it_waits(found: Case, *, again: bool) -> tuple[str, str]:
    """Why nobody has it, or nobody who still may, and what taking it means."""
    name = found.caseworker.name if found.caseworker else ""
    take = _("Take it, and you are the one who reads it and answers. As far as Milepost sees, it does not name you.")
    if found.caseworker and found.caseworker in queries.caseworkers(found.centre_id):
        return (
            _("%(name)s has it, and a step has been late for more than %(long)s.") % {"name": name, "long": procedure().for_long_within},
            _(
                "Ask them how it stands. If you take it over, you read it and answer, and they no longer do. As far as Milepost sees, it does not name you."
            ),
        )
    if found.caseworker:
        left = _("%(name)s had it, and takes no cases here any more.") % {"name": name}
    elif queries.was_taken(found):
        left = _("Nobody has it now: who had it gave it back, or is named in what was written since.")
    else:
        left = _("Nobody has read it yet.")
    return (" ".join([_("They wrote after the final letter."), left]), take) if again else (left, take)


def _say_theme(request: Request, found: Case) -> HttpResponse:
    form = ThemeForm(request.POST)
    if form.is_valid() and done_in_form(form, lambda: actions.say_theme(found, by=request.who.actor, **form.cleaned_data)) is not None:
        messages.success(request, _("It counts in the patterns, without a name."))
        return redirect("case", uuid=found.uuid)
    return _case_page(request, found, theme=form)


def _open_name(request: Request, found: Case) -> HttpResponse:
    """Show a sealed name on this one page: it is not kept, and the next look needs the words again."""
    form = OpenNameForm(request.POST)
    opened = None
    if form.is_valid():
        told = form.cleaned_data
        opened = done_in_form(form, lambda: actions.open_name(found, by=request.who.actor, **told))
    answer = _case_page(request, found, open_name=OpenNameForm() if opened else form, opened=opened)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _act(act: str, found: Case, by: Actor, told: dict[str, Any]) -> object:
    text = str(told.get("text", ""))
    acts: dict[str, Callable[[], object]] = {
        "take": lambda: actions.take_case(found, by=by, uninvolved=bool(told.get("uninvolved"))),
        "give_back": lambda: actions.give_back_case(found, by=by),
        "acknowledge": lambda: actions.acknowledge_case(found, by=by, text=text),
        "begin": lambda: actions.begin_investigation(found, by=by, text=text),
        "ask": lambda: actions.ask_about_case(found, by=by, text=text),
        "answer": lambda: actions.answer_case(found, by=by, text=text, options=told["options"]),
        "close": lambda: actions.close_case(found, by=by, text=text),
    }
    if act not in acts:
        raise Http404
    return acts[act]()


def _done(act: str) -> str:
    return {
        "take": _("It is yours. Tell them first that you have it."),
        "give_back": _("Given back. Somebody else takes it."),
        "acknowledge": _("They read that you have it when they come back."),
        "begin": _("They read what you look into, and can say what is missing."),
        "close": _("The final letter stands there for them, with the way outside."),
    }.get(act, _("It stands there for them."))


@require_safe
@for_roles(*WORKERS)
def case_picture(request: Request, uuid: UUID, picture: UUID) -> HttpResponseBase:
    """One picture of a case, for its caseworker."""
    found = get_object_or_404(queries.cases_of(by=request.who.actor), uuid=uuid)
    file = queries.case_file(found, picture)
    if file is None:
        raise Http404
    answer = file_response(request, path_of(file.sha256), kind=file.kind, name=file.name, etag=file.sha256, modified=file.stored_at)
    answer.headers["Cache-Control"] = "no-store"
    return answer
