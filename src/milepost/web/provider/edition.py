"""Another edition of a standard that is held: what is different, what it means for the portfolio, moving knowingly, and what was left."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from milepost.base import text
from milepost.base.refusal import Refused
from milepost.engine import editions
from milepost.engine.appraisal import standard_of
from milepost.frameworks.specfile import Unreadable
from milepost.provider import actions, bringing, facts, leaving, queries, spreadsheet
from milepost.web.access import QUALITY_KEEPERS, for_roles
from milepost.web.centre.views.acting import done_in_form
from milepost.web.components import Crumb
from milepost.web.provider import showing
from milepost.web.provider.bringing import FileForm
from milepost.web.who import Request

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from milepost.engine.reasons import Shortfall
    from milepost.provider.facts import Standing
    from milepost.provider.leaving import Move
    from milepost.provider.models import HeldEdition, HeldStandard


class MoveForm(forms.Form):
    """`along`: indicators whose statement and evidence go along to their new keys."""

    document = forms.CharField(widget=forms.HiddenInput)
    along = forms.MultipleChoiceField(
        label=gettext_lazy("Goes along to its new key"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=gettext_lazy("What is written and shown there. Without the tick it stays at its old key, if there still is one."),
    )  # fmt: skip

    def __init__(self, *args: Any, renamed: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, _("%(key)s is %(now)s now") % {"key": key, "now": now}) for key, now in renamed.items()]
        self.fields["along"].choices = choices  # type: ignore[attr-defined]
        self.fields["along"].initial = list(renamed)
        if not choices:
            del self.fields["along"]


@dataclass(frozen=True, kw_only=True)
class EditionPage:
    held: HeldStandard
    title: str
    move: Move | None
    changes: Sequence[str]
    follows: Sequence[str]
    before: str
    after: str
    form: FileForm
    keep: MoveForm | None
    left: Sequence[HeldEdition]
    trail: list[Crumb]


def _trail(held: HeldStandard, *last: Crumb) -> list[Crumb]:
    return [
        Crumb(_("Quality standards"), reverse("quality_standards")), Crumb(str(held), reverse("quality_standard", args=[held.uuid])), *last,
    ]  # fmt: skip


def _said(found: Sequence[Shortfall]) -> list[str]:
    sentences = (text.sentence(one, {}) for one in found)
    return [f"{one[:1].upper()}{one[1:]}." for one in sentences]


@for_roles(*QUALITY_KEEPERS)
def quality_edition(request: Request, uuid: UUID) -> HttpResponse:
    """Read another edition and show the difference; move to it at the second press."""
    by = request.who.actor
    held = get_object_or_404(queries.held_standards(by=by), uuid=uuid)
    standing = facts.standing_of(held)
    moving = request.POST.get("act") == "move"
    initial = {"more_than": standing.standard.full.more_than or 55}
    form = FileForm(request.POST if request.method == "POST" and not moving else None, request.FILES or None, initial=initial)
    document = leaving.newer_of(held) if request.method != "POST" else None
    if form.is_bound and form.is_valid():
        document = _read(form, held)
    keep = None
    if moving:
        keep, document = _sent(request, held)
        if keep.is_valid() and document and done_in_form(keep, lambda: _moved(held, keep, document, request)):
            messages.success(request, _("You hold this edition now. What you left is kept, and can be read below."))
            return redirect("quality_standard", uuid=uuid)
    page = _page(standing, document, form, keep)
    return render(request, "provider/edition.html", {"page": page}, status=422 if form.errors or (keep and keep.errors) else 200)


def _page(standing: Standing, document: dict[str, Any] | None, form: FileForm, keep: MoveForm | None) -> EditionPage:
    held = standing.held
    move = leaving.move_of(standing, document) if document else None
    if move and not keep and move.changes:
        keep = MoveForm(renamed=move.renamed, initial={"document": json.dumps(document)})
    return EditionPage(
        held=held, title=move.new.title if move else str(held), move=move, changes=_said(move.changes) if move else [],
        follows=_said(move.follows) if move else [], before=str(showing.VERDICTS[move.before.verdict]) if move else "",
        after=str(showing.VERDICTS[move.after.verdict]) if move else "", form=form, keep=keep, left=list(queries.editions([held])),
        trail=_trail(held, Crumb(_("Another edition"))),
    )  # fmt: skip


def _read(form: FileForm, held: HeldStandard) -> dict[str, Any] | None:
    file = form.cleaned_data["file"]
    try:
        raw = file.read(bringing.LARGEST + 1)
        plan = bringing.read(raw, name=file.name, title="", more_than=form.cleaned_data["more_than"], named=str(held))
    except Unreadable as wrong:
        for sentence in wrong.sentences:
            form.add_error("file", sentence)
        return None
    return {**plan.document, "key": held.key}


def _sent(request: Request, held: HeldStandard) -> tuple[MoveForm, dict[str, Any] | None]:
    """What comes back from the page, checked anew: it was out of our hands."""
    try:
        document = {**spreadsheet.document_of(request.POST.get("document", "")), "key": held.key}
    except Refused as refused:
        form = MoveForm(request.POST, renamed={})
        form.add_error(None, str(refused))
        return form, None
    renamed = editions.renamed(standard_of(held.document), standard_of(document))
    return MoveForm(request.POST, renamed=renamed), document


def _moved(held: HeldStandard, keep: MoveForm, document: dict[str, Any], request: Request) -> HeldStandard:
    renamed = editions.renamed(standard_of(held.document), standard_of(document))
    moves = {key: renamed[key] for key in keep.cleaned_data.get("along", ())}
    return actions.move_edition(held, by=request.who.actor, document=document, moves=moves)


@require_safe
@for_roles(*QUALITY_KEEPERS)
def quality_edition_left(request: Request, uuid: UUID, number: int) -> HttpResponse:
    """What stood under an edition that was left."""
    held = get_object_or_404(queries.held_standards(by=request.who.actor), uuid=uuid)
    every = list(queries.editions([held]))
    edition = next((one for one in every if one.number == number), None)
    if edition is None:
        raise Http404
    standard = standard_of(edition.document)
    bands = {one.key: one.title for one in standard.bands}
    rows = [(one, bands.get(one.score.band, "") if one.score else "") for one in leaving.stood(edition, leaving.following(edition, every))]
    title = _("Edition %(n)d, as you left it") % {"n": number}
    trail = _trail(held, Crumb(_("Another edition"), reverse("quality_edition", args=[uuid])), Crumb(title))
    return render(request, "provider/edition_left.html", {"page": {"edition": edition, "rows": rows, "title": title, "trail": trail}})
