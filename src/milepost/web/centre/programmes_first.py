"""The first steps of a centre that runs programmes and no qualification: nobody asks it for a handbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from milepost.frameworks import queries as frameworks
from milepost.portfolios import queries as portfolios
from milepost.web.sign import Sign

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.portfolios.models import Registration

type Steps = list[tuple[bool, str, str, str]]  # done, words, act, address


@dataclass(frozen=True, kw_only=True)
class OnProgrammes:
    """`sign` is none once somebody takes part and has an adviser."""

    steps: Steps
    sign: Sign | None

    @property
    def begun(self) -> bool:
        return all(done for done, *_rest in self.steps)


def on_programmes(*, by: Actor, staffed: bool) -> OnProgrammes | None:
    """None where the centre has no programme either."""
    held = frameworks.programmes(by=by).first()
    if held is None:
        return None
    people = portfolios.participants_now(by=by)
    alone = people.filter(assessor=None).first()
    registered = alone is not None or people.exists()
    put_on = reverse("programme_register", query={"programme": held.uuid})
    steps = [
        (True, _("A programme is there"), _("Programmes"), reverse("programmes")),
        (staffed, _("An adviser is invited"), _("Invite staff"), reverse("centre_invite") + "?role=assessor"),
        (registered, _("Somebody takes part"), _("Put somebody on a programme"), put_on),
    ]
    return OnProgrammes(steps=steps, sign=_next(staffed=staffed, registered=registered, alone=alone, put_on=put_on))


def _next(*, staffed: bool, registered: bool, alone: Registration | None, put_on: str) -> Sign | None:
    if not staffed:
        return Sign(
            kicker=_("Second step of three"), title=_("Invite an adviser"), act=_("Invite an adviser"),
            reason=_("Somebody agrees the plan with whoever takes part. Advisers are invited as assessors, by e-mail."),
            href=reverse("centre_invite") + "?role=assessor",
        )  # fmt: skip
    if not registered:
        return Sign(
            kicker=_("Third step of three"), title=_("Put somebody on the programme"), act=_("Put somebody on a programme"),
            reason=_("The same form invites them. They and their adviser agree a plan then."), href=put_on,
        )  # fmt: skip
    if alone is not None:
        return Sign(
            kicker=_("One minute"), title=_("Give %(name)s an adviser") % {"name": alone.learner.name}, act=_("Name an adviser"),
            reason=_("Until then nobody agrees a plan with them."), href=reverse("participant", args=[alone.uuid]),
        )  # fmt: skip
    return None
