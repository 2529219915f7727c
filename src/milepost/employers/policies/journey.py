"""Why not: opening and describing a file, going on along the journey, publishing a journey, merging and parting."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base.models import Actor
from milepost.base.text import sentence
from milepost.employers.models import EmployerFile, EmployerMerge, JourneyVersion
from milepost.employers.policies.common import why_not_act
from milepost.employers.words import Sector
from milepost.engine.journey import Journey, journey_of, shortfalls
from milepost.engine.owning import Owner
from milepost.engine.reasons import Shortfall
from milepost.people.models import Organisation
from milepost.people.permissions import Permission, may
from milepost.people.words import OrganisationKind, Role

LONGEST_SIZE = 5_000_000


def why_not_open_file(employer: Organisation, *, by: Actor, has: EmployerFile | None) -> str | None:
    if reason := why_not_act(None, by=by, centre_id=employer.centre_id):
        return reason
    if employer.kind != OrganisationKind.EMPLOYER:
        return _("%(name)s is no employer.") % {"name": employer.name}
    if has is not None:
        return _("%(name)s has a file already.") % {"name": employer.name}
    return None


def why_not_describe_file(file: EmployerFile, *, by: Actor, given: Mapping[str, Any]) -> str | None:
    if reason := why_not_act(file, by=by):
        return reason
    if not str(given.get("does", "")).strip():
        return _("Say in a sentence what they do.")
    if given.get("sector") and given["sector"] not in Sector.values:
        return _("Choose one of the sectors.")
    size = given.get("size")
    if size is not None and not 0 < size <= LONGEST_SIZE:
        return _("Give how many people work there, as a number.")
    return None


def why_not_pass_stage(
    file: EmployerFile, *, by: Actor, journey: Journey, owner: Owner, happened: Collection[str], said: Mapping[str, str], seen: str,
    lacks: Mapping[str, Sequence[Shortfall]],
) -> str | None:  # fmt: skip
    """`owner` owns the juncture now; `said` is by check how its owner says that it was shown; `seen` is the stage on the page.

    `lacks` is by name why facts that the stage asks for do not hold.
    """
    if reason := why_not_act(file, by=by):
        return reason
    stage = journey.at(file.stage)
    if seen != stage.key:
        return _("Somebody has moved on meanwhile: the employer stands at “%(stage)s” now.") % {"stage": stage.title}
    if by.person_id != owner.person and by.role != Role.CENTRE_MANAGER:
        return _("Only who owns this juncture, or a centre manager, closes the stage.")
    if journey.after(stage.key) is None:
        return _("“%(stage)s” is the last stage of your journey.") % {"stage": stage.title}
    open_still = shortfalls(stage, happened=happened, said=[key for key, text in said.items() if text.strip()], lacks=lacks)
    if open_still:
        return _("Not yet: %(reasons)s.") % {"reasons": "; ".join(sentence(one, {}) for one in open_still)}
    return None


def why_not_return_stage(file: EmployerFile, *, by: Actor, journey: Journey, to: str, reason: str) -> str | None:
    if refusal := why_not_act(file, by=by):
        return refusal
    if to not in journey.by_key or journey.place(to) >= journey.place(file.stage):
        return _("Choose a stage that lies behind.")
    if not reason.strip():
        return _("Say why it goes back.")
    return None


def why_not_publish_journey(
    centre_id: int, *, by: Actor, document: Mapping[str, Any], newest: JourneyVersion | None, digest: str, standing: Mapping[str, int]
) -> str | None:
    """`standing` says by stage how many employers stand there."""
    if not may(by.role, Permission.KEEP_JOURNEY) or by.centre_id != centre_id:
        return _("Only a centre manager sets the journey down.")
    if newest is not None and newest.digest == digest:
        return _("That is the journey that runs already.")
    journey = journey_of(document)
    for key, number in standing.items():
        if key not in journey.by_key:
            text = ngettext(
                "%(n)d employer stands at “%(stage)s”, which is no stage in this file. Keep the stage, or move the employer on first.",
                "%(n)d employers stand at “%(stage)s”, which is no stage in this file. Keep the stage, or move the employers on first.",
                number,
            )
            return text % {"n": number, "stage": key}
    return None


def why_not_merge_employers(kept: EmployerFile, merged: EmployerFile, *, by: Actor, reason: str, holds: bool) -> str | None:
    """`holds`: others were merged into `merged` before."""
    if not may(by.role, Permission.MERGE_EMPLOYERS) or by.centre_id != kept.centre_id:
        return _("Only a centre manager says that two employers are one.")
    if kept.pk == merged.pk or kept.centre_id != merged.centre_id:
        return _("Choose another employer of your centre.")
    if merged.merged_into_id is not None or kept.merged_into_id is not None:
        return _("One of them was merged already. Open the employer that is left.")
    if holds:
        return _("Another employer was merged into %(name)s before. Part them first, or merge the other way round.") % {
            "name": merged.employer.name
        }
    if not reason.strip():
        return _("Say how you know that they are one employer.")
    return None


def why_not_part_employers(merge: EmployerMerge, *, by: Actor) -> str | None:
    if not may(by.role, Permission.MERGE_EMPLOYERS) or by.centre_id != merge.centre_id:
        return _("Only a centre manager parts two employers.")
    if merge.parted_at is not None:
        return _("They are two again since %(day)s.") % {"day": date_format(_day(merge), "j F Y")}
    return None


def _day(merge: EmployerMerge) -> date:
    assert merge.parted_at
    return merge.parted_at.date()
