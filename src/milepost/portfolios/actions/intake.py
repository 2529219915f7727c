"""Lists of learners, staff and employers: read into a plan, settled, brought in or given up."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor, Event, StoredFile
from milepost.base.refusal import Refused
from milepost.portfolios import policies, progress, queries, words
from milepost.portfolios.intake import read
from milepost.portfolios.intake.known import known
from milepost.portfolios.intake.planning import plan
from milepost.portfolios.intake.table import Table
from milepost.portfolios.models import Intake, Registration
from milepost.portfolios.words import IntakeState


def _record(intake: Intake, name: str, *, by: Actor, args: Mapping[str, Any] | None = None) -> Event:
    return events.record(
        f"people:{intake.centre.uuid}", name, by=by, centre_id=intake.centre_id,
        args={"intake": intake.uuid, "kind": intake.kind, **(args or {})}, personal={"file": intake.file.name},
    )  # fmt: skip


def _planned(table: Table, *, kind: str, by: Actor, settings: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [line.kept() for line in plan(table, kind=kind, has=known(by), settings=settings)]


def _locked(intake: Intake) -> Intake:
    """The list as it stands now, held until the act is done: a form sent twice acts once."""
    Intake.objects.select_for_update().only("pk").get(pk=intake.pk)
    return Intake.objects.select_related("file", "centre", "applied_by").get(pk=intake.pk)


def read_list(file: StoredFile, *, by: Actor, kind: str, settings: Mapping[str, Any] | None = None) -> Intake:
    """Read a list and plan what would become of each line. Nothing happens before the plan is applied.

    The reading takes a moment, so it is done before the transaction that keeps it. A file that waits as a plan already
    is not planned twice.
    """
    if reason := policies.why_not_read_list(file, by=by, kind=kind):
        raise Refused(reason)
    if (twin := _twin(file, kind)) is not None:
        return twin
    table = read(file, kind)
    given = {"letters": "later", **(settings or {}), "head": list(table.columns), "year": table.year}
    return _keep(file, by=by, kind=kind, settings=given, planned=_planned(table, kind=kind, by=by, settings=given))


def _twin(file: StoredFile, kind: str) -> Intake | None:
    waiting = Intake.objects.filter(centre=file.centre_id, kind=kind, file__sha256=file.sha256, state=IntakeState.PLANNED)
    return waiting.order_by("-pk").first()


@transaction.atomic
def _keep(file: StoredFile, *, by: Actor, kind: str, settings: Mapping[str, Any], planned: list[dict[str, Any]]) -> Intake:
    intake = Intake.objects.create(
        centre_id=file.centre_id, file=file, kind=kind, settings=dict(settings), plan=planned, read_at=clock.now(), read_by=by
    )
    _record(intake, words.LIST_READ, by=by, args={"sha256": file.sha256, "lines": dict(queries.tally(intake).fates)})
    return intake


@transaction.atomic
def plan_anew(intake: Intake, *, by: Actor, settings: Mapping[str, Any]) -> Intake:
    """Plan the same file again: with other columns, with what holds for every line, or because the centre has changed."""
    intake = _locked(intake)
    if reason := policies.why_not_plan_anew(intake, by=by):
        raise Refused(reason)
    table = read(intake.file, intake.kind)
    intake.settings = intake.settings | dict(settings)
    intake.plan = _planned(table, kind=intake.kind, by=by, settings=intake.settings)
    intake.save(update_fields=["settings", "plan"])
    _record(intake, words.LIST_PLANNED_ANEW, by=by, args={"lines": dict(queries.tally(intake).fates)})
    return intake


@transaction.atomic
def apply_intake(intake: Intake, *, by: Actor, letters: str = "") -> Intake:
    """Say that the plan shall be done. The worker does it line by line (`tasks.bring_in`), each by the ordinary acts.

    `letters` says whether invitations leave "now" or "later".
    """
    intake = _locked(intake)
    if reason := policies.why_not_apply_intake(intake, by=by):
        raise Refused(reason)
    intake.state, intake.applied_at, intake.applied_by = IntakeState.APPLIED, clock.now(), by
    intake.settings["letters"] = letters or intake.settings.get("letters", "later")
    intake.save(update_fields=["state", "applied_at", "applied_by", "settings"])
    args = {"lines": dict(queries.tally(intake).fates), "letters": intake.settings["letters"]}
    _record(intake, words.LIST_BROUGHT_IN, by=by, args=args)
    return intake


@transaction.atomic
def give_up_intake(intake: Intake, *, by: Actor) -> Intake:
    """Put a plan away without doing anything of it."""
    intake = _locked(intake)
    if reason := policies.why_not_give_up_intake(intake, by=by):
        raise Refused(reason)
    intake.state, intake.plan = IntakeState.GIVEN_UP, []
    intake.save(update_fields=["state", "plan"])
    _record(intake, words.LIST_GIVEN_UP, by=by)
    return intake


@transaction.atomic
def send_letters(intake: Intake, *, by: Actor) -> int:
    """Say that the invitations of a list shall leave. The worker sends them (`tasks.send_held`). Returns how many wait."""
    intake = _locked(intake)
    if reason := policies.why_not_send_letters(intake, by=by):
        raise Refused(reason)
    waiting = queries.held_letters(intake)
    _record(intake, words.LETTERS_OF_LIST_SENT, by=by, args={"letters": waiting})
    return waiting


@transaction.atomic
def note_uln(registration: Registration, *, by: Actor, uln: str) -> Registration:
    """Note a learner's own number where none was known, or only the temporary one."""
    row = progress.lock(registration)
    registration.refresh_from_db(fields=["uln"])
    if reason := policies.why_not_note_uln(registration, by=by, uln=uln):
        raise Refused(reason)
    registration.uln = uln
    registration.save(update_fields=["uln"])
    progress.touch(row, clock.now())
    events.record(registration.stream, words.ULN_NOTED, by=by, args={"registration": registration.uuid}, personal={"uln": uln})
    return registration
