"""What somebody in training decided, for who countersigns: by learner, agreed together or sent back with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from milepost.assessment import actions, queries
from milepost.assessment.words import CountersignVerdict, Verdict
from milepost.base.refusal import Refused
from milepost.frameworks.queries import framework_of
from milepost.people.words import Role
from milepost.portfolios import queries as portfolios
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.portfolio.evidence import text_of
from milepost.web.portfolio.unit import TONES
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.assessment.models import Countersigning, Judgement
    from milepost.base.models import Actor
    from milepost.portfolios.models import Registration


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One decision that waits."""

    judgement: Judgement
    code: str
    text: str
    verdict: str
    tone: str
    evidence: list[tuple[str, str]]  # label and address of what it rests on
    chosen: bool = True


@dataclass(frozen=True, kw_only=True)
class Group:
    """What waits of one learner."""

    registration: Registration
    trainee: str
    basis: str
    asked: list[Asked]
    reason: str = ""
    refused: str = ""

    @property
    def since(self) -> object:
        return min(one.judgement.made_at for one in self.asked)


@dataclass(frozen=True, kw_only=True)
class CountersignPage:
    groups: list[Group]
    own: Sequence[Countersigning]
    trail: list[Crumb]

    @property
    def lead(self) -> str:
        n = sum(len(group.asked) for group in self.groups)
        if not n:
            return _("Decisions of assessors in training who name you as their countersigner wait here.")
        return ngettext(
            "%(n)d decision waits for you. It counts for nothing, and the learner does not hear of it, before you agree.",
            "%(n)d decisions wait for you. They count for nothing, and the learner does not hear of them, before you agree.", n,
        ) % {"n": n}  # fmt: skip


@require_safe
@for_roles(Role.ASSESSOR)
def assessor_countersign(request: Request) -> HttpResponse:
    """Everything that waits, the oldest learner first; and what one decided in training oneself."""
    return _page(request)


@require_POST
@for_roles(Role.ASSESSOR)
def assessor_countersign_one(request: Request, uuid: UUID) -> HttpResponse:
    """Agree with some decisions on one learner, or with none of them."""
    by, asked = request.who.actor, request.POST
    waiting = [one for one in queries.to_countersign(by=by) if one.judgement.registration.uuid == uuid]
    if not waiting:
        if queries.countersigned_by(by=by).filter(countersigning__judgement__registration__uuid=uuid).exists():
            messages.info(request, _("Nothing of this learner waits for you any more."))
            return redirect("assessor_countersign")
        raise Http404
    chosen = set(asked.getlist("judgement"))
    judgements = [one.judgement for one in waiting if str(one.judgement.uuid) in chosen]
    verdict, reason = asked.get("verdict", ""), asked.get("reason", "")
    registration = waiting[0].judgement.registration
    try:
        made = actions.countersign(registration, by=by, judgements=judgements, verdict=verdict, reason=reason)
    except Refused as refused:
        return _page(request, refused=(uuid, refused.reason, reason, chosen))
    if verdict == CountersignVerdict.AGREED:
        text = ngettext("%(n)d decision counts now, and %(name)s is told.", "%(n)d decisions count now, and %(name)s is told.", len(made))
        messages.success(request, text % {"n": len(made), "name": registration.learner.first_name})
    else:
        text = ngettext("%(n)d decision goes back, with your reason.", "%(n)d decisions go back, with your reason.", len(made))
        messages.success(request, text % {"n": len(made)})
    return redirect("assessor_countersign")


def _page(request: Request, *, refused: tuple[UUID, str, str, set[str]] | None = None) -> HttpResponse:
    by = request.who.actor
    page = CountersignPage(
        groups=_groups(list(queries.to_countersign(by=by)), by=by, refused=refused),
        own=list(queries.own_waiting(by=by)),
        trail=[Crumb(_("Today"), reverse("assessor_today")), Crumb(_("Countersign"))],
    )
    return render(request, "assessor/countersign.html", {"page": page}, status=422 if refused else 200)


def _groups(waiting: Iterable[Countersigning], *, by: Actor, refused: tuple[UUID, str, str, set[str]] | None) -> list[Group]:
    """By learner and trainee. One query for the evidence, however many there are."""
    groups: dict[int, list[Countersigning]] = {}
    for one in waiting:
        groups.setdefault(one.judgement.registration_id, []).append(one)
    shown = portfolios.evidence(by=by).filter(registration__in=groups) if groups else []
    pieces = {(one.registration_id, one.number): one for one in shown}
    found = []
    for some in groups.values():
        registration = some[0].judgement.registration
        framework = framework_of(registration.specification)
        uuid, why, reason, chosen = refused if refused and refused[0] == registration.uuid else (None, "", "", set[str]())
        lines = []
        for one in some:
            judgement = one.judgement
            key, _sep, number = judgement.target.rpartition(":")
            rests = dict.fromkeys((n, version) for _claim, n, version in judgement.rests_on)
            evidence = [(pieces[registration.pk, n], version) for n, version in rests if (registration.pk, n) in pieces]
            lines.append(
                Asked(
                    judgement=judgement, code=f"{framework.unit_by_key[key].code}, {number.removeprefix('R')}",
                    text=text_of(framework, judgement.target), verdict=str(Verdict(judgement.verdict).label),
                    tone=TONES[Verdict(judgement.verdict)],
                    evidence=[(str(e), f"{reverse('assessor_evidence', args=[e.uuid])}?version={v}") for e, v in evidence],
                    chosen=uuid is None or str(judgement.uuid) in chosen,
                )
            )  # fmt: skip
        found.append(
            Group(registration=registration, trainee=some[0].judgement.made_by.name, basis=some[0].competence.basis, asked=lines,
                  reason=reason, refused=why)
        )  # fmt: skip
    return found
