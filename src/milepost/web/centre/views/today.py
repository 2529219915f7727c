"""What waits for whoever runs the centre, and the one next step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from milepost.assurance import queries as assurances
from milepost.frameworks import queries as frameworks
from milepost.people import queries as people
from milepost.people.words import Role
from milepost.portfolios import policies
from milepost.portfolios import queries as portfolios
from milepost.web import ours
from milepost.web.access import for_roles
from milepost.web.centre.programmes_first import OnProgrammes, on_programmes
from milepost.web.centre.views.acting import centre_here
from milepost.web.sign import Sign
from milepost.web.who import Request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.assurance.models import CorrectiveAction
    from milepost.frameworks.models import Specification

SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class TodayPage:
    name: str
    centre: str
    sign: Sign
    invitations: list[Any]
    imports: list[Any]
    no_assessor: list[Any]
    no_units: list[Any]
    waiting: list[Any]
    steps: list[tuple[bool, str, str, str]]  # done, words, act, address
    begun: bool
    programmes: bool  # it runs programmes and no qualification
    bare: bool  # it has neither yet
    put_right: Sequence[CorrectiveAction]
    ours: ours.Waiting

    @property
    def calm(self) -> bool:
        return not (self.invitations or self.imports or self.no_assessor or self.no_units or self.waiting)


@require_safe
@for_roles(Role.CENTRE_MANAGER)
def centre_home(request: Request) -> HttpResponse:
    """Invitations, imports, learners without an assessor or units, work that has waited longest."""
    by = request.who.actor
    invitations = list(people.invitations_of(by))
    imports = list(frameworks.open_imports(by=by)[:SHOWN])
    cohort = portfolios.cohort(by=by, order="registration_id")
    no_assessor = list(cohort.filter(assessor=None)[:SHOWN])
    no_units = list(cohort.filter(total=0).exclude(assessor=None)[:SHOWN])
    waiting = list(portfolios.awaiting(by=by).filter(waiting__gt=0)[:SHOWN])
    held = [one for one in people.appointments_of(by) if one.role in (Role.ASSESSOR, Role.LEARNER)]
    published = frameworks.specifications(by=by).first()
    approved = any(not policies.why_not_approved(one, title=one.title) for one in portfolios.approvals(by=by).values())
    staffed = any(one.role == Role.ASSESSOR for one in held)
    registered = bool(no_assessor or no_units or waiting) or cohort.exists()
    house = ours.waiting_for(by=by)
    programmes = on_programmes(by=by, staffed=staffed) if published is None and not imports else None
    page = TodayPage(
        name=request.who.person.first_name if request.who.person else "", centre=str(centre_here(request)),
        sign=_next(published=published, approved=approved or registered, staffed=staffed, registered=registered, imports=imports, no_assessor=no_assessor, waiting=waiting,
                   invitations=invitations, house=house, programmes=programmes),
        invitations=invitations[:SHOWN], imports=imports, no_assessor=no_assessor, no_units=no_units, waiting=waiting,
        steps=programmes.steps if programmes else [
            (published is not None, _("A qualification is published"), _("Import a qualification"), reverse("centre_import")),
            (approved, _("The centre is approved for it"), _("Note the approval"), _approval(published)),
            (staffed, _("An assessor is invited"), _("Invite staff"), reverse("centre_invite") + "?role=assessor"),
            (registered, _("A learner is registered"), _("Register a learner"), reverse("centre_register")),
        ],
        put_right=assurances.waiting_for(by=by), ours=house,
        begun=programmes.begun if programmes else published is not None and staffed and registered, programmes=programmes is not None,
        bare=published is None and programmes is None,
    )  # fmt: skip
    return render(request, "centre/home.html", {"page": page})


def _approval(published: Specification | None) -> str:
    """Where an approval is noted: on the newest qualification."""
    return reverse("centre_specification", args=[published.uuid]) if published else reverse("centre_qualifications")


def _next(
    *,
    published: Specification | None,
    approved: bool,
    staffed: bool,
    registered: bool,
    imports: list[Any],
    no_assessor: list[Any],
    waiting: list[Any],
    invitations: list[Any],
    house: ours.Waiting,
    programmes: OnProgrammes | None,
) -> Sign:
    """What matters most now: first what stops everybody, then what stops one, then what grows old."""
    if imports:
        first = imports[0]
        still = len(frameworks.warnings_open(first))
        reason = (
            ngettext("%(n)d place in the document is still to be decided.", "%(n)d places in the document are still to be decided.", still)
            % {"n": still}
            if still
            else _("Nothing is open: look through it once more, then publish it.")
        )
        return Sign(
            kicker=_("About ten minutes"), title=_("Finish the import of %(title)s") % {"title": first.title}, reason=reason,
            act=_("Go on checking"), href=reverse("centre_import_review", args=[first.uuid]),
        )  # fmt: skip
    if published is None and programmes is None:
        return Sign(
            kicker=_("First step of four"), title=_("Bring in your first qualification"),
            reason=_("Upload the awarding body’s handbook as it comes, or take one that comes with Milepost. Everything else hangs on it."),
            act=_("Import a qualification"), href=reverse("centre_import"),
            also=_("Take one that comes with Milepost"), also_href=reverse("centre_qualifications") + "#shipped",
        )  # fmt: skip
    if programmes and programmes.sign:
        return programmes.sign
    if not approved and not programmes:
        return Sign(
            kicker=_("Second step of four"), title=_("Note what your centre is approved for"),
            reason=_("Nobody is registered on a qualification before the awarding organisation has approved the centre for it."),
            act=_("Note the approval"), href=_approval(published),
        )  # fmt: skip
    if not staffed and not programmes:
        return Sign(
            kicker=_("Third step of four"), title=_("Invite an assessor"),
            reason=_("Somebody must judge what learners show. An invitation goes out by e-mail."),
            act=_("Invite an assessor"), href=reverse("centre_invite") + "?role=assessor",
        )  # fmt: skip
    if not registered and not programmes:
        return Sign(
            kicker=_("Fourth step of four"), title=_("Register your first learner"),
            reason=_("The same form invites them. They stay on the version of the qualification that they begin with."),
            act=_("Register a learner"), href=reverse("centre_register"),
        )  # fmt: skip
    if no_assessor:
        one = no_assessor[0].registration
        return Sign(
            kicker=_("One minute"), title=_("Give %(name)s an assessor") % {"name": one.learner.name},
            reason=_("Until then nobody agrees units with them, and nothing they hand in is looked at."),
            act=_("Name an assessor"), href=reverse("centre_learner", args=[one.uuid]),
        )  # fmt: skip
    if house.lines and house.lines[0].late:
        return ours.sign_of(house.lines[0], kicker=_("It is late"))
    if waiting:
        row = waiting[0]
        who = row.registration.assessor.name if row.registration.assessor else _("nobody yet")
        return Sign(
            kicker=_("Waiting longest"), title=_("Ask after the work of %(name)s") % {"name": row.registration.learner.name},
            reason=ngettext(
                "%(n)d claim waits for a judgement by %(who)s.", "%(n)d claims wait for a judgement by %(who)s.", row.waiting
            ) % {"n": row.waiting, "who": who},
            act=_("Look at it"), href=reverse("centre_learner", args=[row.registration.uuid]),
        )  # fmt: skip
    if invitations:
        return Sign(
            kicker=_("No hurry"), title=_("See who has not answered yet"),
            reason=ngettext("%(n)d invitation waits for an answer.", "%(n)d invitations wait for an answer.", len(invitations))
            % {"n": len(invitations)}, act=_("Look at the invitations"), href=reverse("centre_people"),
        )  # fmt: skip
    if house.lines:
        return ours.sign_of(house.lines[0], kicker=_("In our own house"))
    if programmes:
        return Sign(
            kicker=_("All clear"), title=_("Nothing waits for you"), act=_("See the participants"), href=reverse("participants"),
            reason=_("Everybody who takes part has an adviser. Invitations that stay unanswered show here."),
        )  # fmt: skip
    return Sign(
        kicker=_("All clear"), title=_("Nothing waits for you"),
        reason=_("New work shows here as soon as somebody hands something in, or an invitation stays unanswered."),
        act=_("See the learners"), href=reverse("centre_learners"),
    )  # fmt: skip
