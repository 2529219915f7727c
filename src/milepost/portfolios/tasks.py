"""What portfolios do behind the pages. Everything here may be done twice without harm."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.tasks import task
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.actors import system
from milepost.base.jobs import enqueue_once
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.engine import likeness
from milepost.people import actions as people
from milepost.people.models import Invitation
from milepost.portfolios import actions as portfolios
from milepost.portfolios import queries
from milepost.portfolios.intake.carrying_out import carry_out
from milepost.portfolios.models import Intake, TextBand
from milepost.portfolios.words import IntakeState

A_BATCH = 25  # lines done in one transaction: nobody waits long for the tables, and a killed worker loses little
PLANS_KEPT = timedelta(days=90)


# Lists that are brought in ------------------------------------------------------------------------------------------


@task
def bring_in(uuid: str) -> None:
    """Do the next lines of a list that was applied, and come again while there are more.

    Lines are marked in the transaction that does them, so a list is taken up where a killed worker left it, and no line is
    done twice.
    """
    if _do_batch(uuid):
        enqueue_once(bring_in, uuid, key=f"bring-in:{uuid}")


@transaction.atomic
def _do_batch(uuid: str) -> bool:
    if not Intake.objects.select_for_update().filter(uuid=uuid, state=IntakeState.APPLIED).exists():
        return False
    intake = Intake.objects.select_related("centre", "applied_by").get(uuid=uuid)
    waiting = [entry for entry in intake.plan if queries.waits(entry)]
    for entry in waiting[:A_BATCH]:
        _do_line(intake, entry)
    intake.save(update_fields=["plan"])
    return len(waiting) > A_BATCH


def _do_line(intake: Intake, entry: dict[str, Any]) -> None:
    by = intake.applied_by
    assert by is not None
    try:
        with transaction.atomic():
            held = intake.settings.get("letters") != "now"
            entry["done"] = carry_out(entry["does"], kind=intake.kind, centre=intake.centre, by=by, held=held)
    except Refused as refused:
        entry["refused"] = refused.reason
    except IntegrityError:
        entry["refused"] = _("Somebody else was doing the same at this moment. Bring this line in again.")


@task
def send_held(uuid: str, actor: int, after: int = 0) -> None:
    """Send the next invitations of a list that were held, and come again while there are more."""
    intake = Intake.objects.get(uuid=uuid)
    by = Actor.objects.get(pk=actor)
    waiting = Invitation.objects.filter(uuid__in=queries.letters_of(intake), held=True, accepted_at=None, withdrawn_at=None)
    some = list(waiting.filter(pk__gt=after).order_by("pk")[: A_BATCH + 1])
    with transaction.atomic():
        for letter in some[:A_BATCH]:
            try:
                with transaction.atomic():
                    people.send_again(letter, by=by)
            except Refused:
                continue  # accepted or withdrawn a moment ago
    if len(some) > A_BATCH:
        enqueue_once(send_held, uuid, actor, some[A_BATCH - 1].pk, key=f"send-held:{uuid}")


def forget_plans() -> int:
    """Empty the plans of lists some time after they were brought in or left alone. What came of them stays."""
    before = clock.now() - PLANS_KEPT
    old = Intake.objects.filter(Q(applied_at__lt=before) | Q(applied_at=None, read_at__lt=before)).exclude(plan=[])
    return old.update(plan=[])


# Steps in workbooks ------------------------------------------------------------------------------------------------------


def remind_of_steps() -> int:
    """Remind whoever keeps a workbook of steps in it that are due soon, and of those that are overdue: once each."""
    done = 0
    for due in queries.steps_falling_due():
        with suppress(Refused):  # done meanwhile
            portfolios.note_steps_due(due.workbook, by=system(), on=due.on)
            done += 1
    return done


# Texts that may be near the same ---------------------------------------------------------------------------------------


def fingerprint_texts() -> int:
    """Keep what makes texts recognisable of evidence that was handed in since, and say of how many."""
    versions = queries.without_bands(A_BATCH)
    for version in versions:
        bands = likeness.bands(queries.text_of_version(version)) or (queries.TOO_SHORT,)
        TextBand.objects.bulk_create(TextBand(centre_id=version.evidence.centre_id, version=version, band=band) for band in bands)
    return len(versions)
