"""Writing a statement on one unit, with its criteria beside the text. Its parts are pieces of their own that read as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid5

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from milepost.base import drafts
from milepost.base.refusal import Refused
from milepost.engine.framework import Nature
from milepost.frameworks.queries import framework_of
from milepost.people.words import Role
from milepost.portfolios import actions, policies, queries
from milepost.portfolios import progress as projection
from milepost.portfolios.words import EvidenceKind
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.learner.mine import mine, units_of
from milepost.web.learner.suggesting import met
from milepost.web.learner.views.adding import say_kept
from milepost.web.learner.writing import Asked, Paragraph, Written, asked_of, paragraphs_of
from milepost.web.portfolio.places import paragraphs
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.engine.framework import Unit
    from milepost.portfolios.models import Claim, Evidence, EvidenceVersion, Registration


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part that is in the portfolio already."""

    number: int
    code: str
    title: str
    href: str
    paragraphs: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class WritePage:
    unit: Unit
    trail: list[Crumb]
    title: str
    heading: str
    number: int
    paragraphs: list[Paragraph]
    asked: list[Asked]
    parts: list[Part]
    place: str
    token: str
    own: bool
    kept_at: Any
    refused: str
    why_not: str | None


def _parts(registration: Registration, unit: Unit) -> list[Part]:
    versions = queries.versions_of(registration).filter(evidence__kind=EvidenceKind.STATEMENT, details__unit=unit.key)
    found = sorted(versions, key=lambda one: (int(one.details.get("part", 0)), one.evidence.number))
    return [_part(one) for one in found]


def _part(version: EvidenceVersion) -> Part:
    piece = version.evidence
    return Part(
        number=int(version.details.get("part", 0)), code=piece.code, title=piece.title,
        href=reverse("learner_evidence_one", args=[piece.uuid]),
        paragraphs=paragraphs(version.body),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def learner_write(request: Request, key: str) -> HttpResponse:
    """The next part of the statement on a unit. What was typed before is still here."""
    registration = mine(request)
    unit = next((unit for unit in units_of(registration) if unit.key == key), None)
    if unit is None:
        raise Http404
    place = f"write:{registration.uuid}:{unit.key}"
    word, _space, rest = request.POST.get("act", "").partition(" ")
    if word in ("suggest", "tick"):
        return _suggested(request, registration, unit, place, rest)
    parts = _parts(registration, unit)
    if request.method == "POST":
        return _sent(request, registration, unit, parts, place)
    kept = drafts.find(request.who.reader.pk, place)
    body = kept.body if kept else {}
    return _shown(
        request,
        registration,
        unit,
        parts,
        place,
        Written.of(body),
        title=str(body.get("title", "")),
        kept_at=kept.kept_at if kept else None,
    )


def _shown(
    request: Request, registration: Registration, unit: Unit, parts: list[Part], place: str, written: Written, *, title: str,
    kept_at: Any = None, refused: str = "",
) -> HttpResponse:  # fmt: skip
    number = max((part.number for part in parts), default=0) + 1
    states = projection.states(registration.progress, registration)
    suggest = int(asked) if (asked := request.GET.get("suggest", "")).isdecimal() else None
    page = WritePage(
        unit=unit, number=number, title=title or _("Statement on %(unit)s, part %(n)d") % {"unit": unit.code, "n": number},
        heading=_("%(unit)s: your statement, part %(n)d") % {"unit": unit.code, "n": number},
        trail=[Crumb(_("Units"), reverse("learner_units")), Crumb(unit.code, reverse("learner_unit", args=[unit.key])), Crumb(_("Write"))],
        paragraphs=paragraphs_of(unit, written, framework=framework_of(registration.specification), settled=met(states), suggest=suggest),
        asked=asked_of(unit, written, states), parts=parts, place=place, token=str(number),
        own="own" in request.POST, kept_at=kept_at, refused=refused, why_not=policies.why_not_change_portfolio(registration, by=request.who.actor),
    )  # fmt: skip
    return render(request, "learner/write.html", {"page": page}, status=422 if refused else 200)


def _suggested(request: Request, registration: Registration, unit: Unit, place: str, asked: str) -> HttpResponse:
    """Suggestions for one paragraph, "2", or with one of them taken or given back, "2 B11:2.3"."""
    written, here = Written.sent(request.POST), reverse("learner_write", args=[unit.key])
    numbered, _space, target = asked.partition(" ")
    number = int(numbered) if numbered.isdecimal() else 0
    if request.htmx:
        settled = met(projection.states(registration.progress, registration))
        found = paragraphs_of(unit, written, framework=framework_of(registration.specification), settled=settled, suggest=number)
        para = next((one for one in found if one.number == number), None)
        if para is None:
            raise Http404
        return render(request, "learner/_para_suggests.html", {"para": para, "here": here})
    if target in unit.criterion_targets:
        written = written.taking(number, target)
    drafts.keep(request.who.reader.pk, place, written.lists(title=request.POST.get("title", "")), by=request.who.actor)
    return redirect(f"{here}?suggest={number}#p-{number}")


def _sent(request: Request, registration: Registration, unit: Unit, parts: list[Part], place: str) -> HttpResponse:
    written, title, act = Written.sent(request.POST), request.POST.get("title", ""), request.POST.get("act", "keep")
    here = reverse("learner_write", args=[unit.key])
    if act == "more":
        longer = Written([*written.paragraphs, ("", ())])
        drafts.keep(request.who.reader.pk, place, longer.lists(title=title), by=request.who.actor)
        return redirect(f"{here}#p-{len(longer.paragraphs)}")
    part = request.POST.get("form", "")
    if any(str(one.number) == part for one in parts):  # the form was sent a moment ago
        messages.info(request, _("That part is in your portfolio already."))
        return redirect(here)
    drafts.keep(request.who.reader.pk, place, written.lists(title=title), by=request.who.actor)
    whole, hands_in = written.whole(), act == "hand_in"
    refused = ""
    if not whole.paragraphs:
        refused = _("Write something first. What you write is kept as you go.")
    elif hands_in and not whole.targets():
        refused = _("Tick at least one criterion below the paragraph that shows it, or keep this without handing in.")
    elif hands_in and "own" not in request.POST:
        refused = _("Declare that the work is your own before you hand it in.")
    else:
        try:
            made, claims = _make(request, registration, unit, whole, title=title, part=part, hands_in=hands_in)
        except Refused as refusal:
            refused = refusal.reason
        else:
            drafts.drop(request.who.reader.pk, place)
            say_kept(request, registration, [made], claims, hands_in=hands_in)
            return redirect("learner_evidence_one", uuid=made.uuid)
    return _shown(request, registration, unit, parts, place, written, title=title, refused=refused)


@transaction.atomic
def _make(
    request: Request, registration: Registration, unit: Unit, whole: Written, *, title: str, part: str, hands_in: bool
) -> tuple[Evidence, list[Claim]]:  # fmt: skip
    """Evidence, claims and hand-in together or not at all."""
    by = request.who.actor
    evidence = actions.add_evidence(
        registration, by=by, kind=EvidenceKind.STATEMENT, title=title, body=whole.body, nature=Nature.KNOWLEDGE,
        details={"unit": unit.key, "part": part}, uuid=uuid5(registration.uuid, f"statement:{unit.key}:{part}"),
    )  # fmt: skip
    claims = actions.claim(evidence, by=by, targets=whole.targets()) if whole.targets() else []
    if hands_in:
        actions.hand_in(registration, by=by, claims=claims, declared_own=True)
    return evidence, claims
