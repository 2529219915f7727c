"""The sentences that an assessor keeps under the digit keys of the workbench."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from milepost.assessment import actions, queries
from milepost.assessment.words import PHRASES
from milepost.base.refusal import Refused
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.assessment.models import Phrase


@dataclass(frozen=True, kw_only=True)
class PhrasesPage:
    kept: Sequence[Phrase]
    lately: list[str]
    trail: list[Crumb]
    text: str = ""
    refused: str = ""
    most: int = PHRASES

    @property
    def full(self) -> bool:
        return len(self.kept) >= self.most


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ASSESSOR)
def assessor_phrases(request: Request) -> HttpResponse:
    """Keep a sentence, and see what one writes often."""
    by, asked = request.who.actor, request.POST
    if request.method != "POST":
        return _page(request)
    text = asked.get("lately") or asked.get("text", "")
    try:
        actions.keep_phrase(request.who.reader, by=by, text=text)
    except Refused as refused:
        return _page(request, text=text, refused=refused.reason)
    messages.success(request, _("Kept. It stands beside the feedback on the workbench."))
    return redirect("assessor_phrases")


@require_POST
@for_roles(Role.ASSESSOR)
def assessor_phrase_drop(request: Request, uuid: UUID) -> HttpResponse:
    """Forget one."""
    by = request.who.actor
    actions.drop_phrase(get_object_or_404(queries.phrases_of(by=by), uuid=uuid), by=by)
    messages.success(request, _("Dropped. What you wrote with it stays as it is."))
    return redirect("assessor_phrases")


def _page(request: Request, *, text: str = "", refused: str = "") -> HttpResponse:
    by = request.who.actor
    kept = list(queries.phrases_of(by=by))
    have = {one.text.casefold() for one in kept}
    page = PhrasesPage(
        kept=kept, lately=[one for one in queries.written_lately(by=by) if one.casefold() not in have and len(one) <= 500],
        trail=[Crumb(_("Today"), reverse("assessor_today")), Crumb(_("Phrases"))], text=text, refused=refused,
    )  # fmt: skip
    return render(request, "assessor/phrases.html", {"page": page}, status=422 if refused else 200)
