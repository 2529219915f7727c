"""Opening a workbook, writing into it, and taking it into a portfolio as evidence."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.engine import workbooks as engine
from milepost.people.models import Person
from milepost.portfolios import policies, queries, words
from milepost.portfolios.actions.portfolio import add_evidence, replace_evidence
from milepost.portfolios.models import Evidence, Registration, Workbook, WorkbookShare, WorkbookVersion
from milepost.portfolios.workbookfile import documents, forms
from milepost.portfolios.workbooktext import paragraphs


@transaction.atomic
def open_workbook(form: str, *, by: Actor, title: str = "", given: Mapping[str, Any] | None = None, about: str = "") -> Workbook:
    """Begin a workbook of one form. It is its owner's alone until they claim it as evidence. `given` are answers that Milepost knew,
    and `about` the kind of thing that they tell of: "case"."""
    if reason := policies.why_not_open_workbook(form, by=by):
        raise Refused(reason)
    assert by.person_id is not None
    kept = {"on": clock.today().isoformat(), "answers": dict(given or {}), **({"about": about} if about else {})} if given or about else {}
    opened = Workbook.objects.create(
        centre_id=by.at_centre, owner_id=by.person_id, form=form, title=(title.strip() or forms()[form].title)[:200],
        opened_at=clock.now(), opened_by=by, given=kept,
    )  # fmt: skip
    events.record(
        opened.stream, words.WORKBOOK_OPENED, by=by, args={"workbook": opened.uuid, "form": form}, personal={"title": opened.title}
    )
    return opened


@transaction.atomic
def write_workbook(workbook: Workbook, *, by: Actor, title: str, answers: Mapping[str, Any]) -> WorkbookVersion:
    """Keep what stands in a workbook as its next version. What was written before stays readable."""
    workbook = Workbook.objects.select_for_update(no_key=True).get(pk=workbook.pk)
    if reason := policies.why_not_write_workbook(workbook, by=by, title=title, answers=answers):
        raise Refused(reason)
    before = workbook.versions.filter(number=workbook.version).first()
    title = title.strip()[:200]
    document = documents().get(workbook.form) or (before.form if before else {})
    if before and (before.title, before.answers, before.form) == (title, answers, document):
        return before  # a form sent twice keeps one version
    version = WorkbookVersion.objects.create(
        workbook=workbook, number=workbook.version + 1, title=title, form=document, answers=dict(answers), made_at=clock.now(), made_by=by
    )
    workbook.title, workbook.version = title, version.number
    workbook.save(update_fields=["title", "version"])
    args = {"workbook": workbook.uuid, "form": workbook.form, "version": version.number}
    events.record(workbook.stream, words.WORKBOOK_WRITTEN, by=by, args=args, personal={"title": title}, rows=[version])
    return version


def details_of(version: WorkbookVersion) -> dict[str, Any]:
    """What a piece of evidence keeps of a workbook: the form, and the answers without what is confidential."""
    form, given = engine.form_of(version.form), version.workbook.given
    kept = {
        "workbook": str(version.workbook.uuid), "version": version.number, "form": version.form,
        "answers": engine.shared(form, version.answers),
    }  # fmt: skip
    return {**kept, "given": {**given, "answers": engine.shared(form, given["answers"])}} if given else kept


@transaction.atomic
def take_workbook(version: WorkbookVersion, *, by: Actor, registration: Registration) -> Evidence:
    """Put a workbook into the portfolio as evidence; later versions of it replace the piece. What is confidential stays behind."""
    if reason := policies.why_not_take_workbook(version, by=by, registration=registration):
        raise Refused(reason)
    details = details_of(version)
    form = engine.form_of(version.form)
    body = "\n\n".join(paragraphs(form, details["answers"]))
    before = queries.evidence_of_workbook(registration, version.workbook)
    if before is None:
        name = queries.name_as_evidence(registration, version.workbook.uuid)
        return add_evidence(
            registration, by=by, kind=words.EvidenceKind.WORKBOOK, title=version.title, body=body, details=details, uuid=name
        )
    held = before.versions.get(number=before.version).details
    if held.get("version") != version.number:
        before.registration = registration
        replace_evidence(before, by=by, body=body, details=details)
    return before


def _whose(workbook: Workbook, newest: WorkbookVersion) -> str:
    """Whose words stand in a workbook: its writer's, and those of whom it was taken over from, as far as they stand there still."""
    before, ours = workbook.given.get("from"), workbook.given.get("answers", {})
    if not before or not engine.untouched(engine.form_of(newest.form), newest.answers, ours):
        return newest.made_by.name
    return str(before) if newest.answers == ours else get_text_list([before, newest.made_by.name], _("and"))


@transaction.atomic
def hand_over_workbook(workbook: Workbook, *, by: Actor, person: Person | None) -> Workbook:
    """Let a colleague go on with a workbook. They begin with what stands in it, marked as the work of who wrote it; what is confidential
    stays with that person, as does the workbook itself, which is closed."""
    workbook = Workbook.objects.select_for_update(of=("self",), no_key=True).select_related("owner").get(pk=workbook.pk)
    gone, after = not queries.works_with_workbooks(workbook.owner, workbook.centre_id), queries.goes_on_in(workbook)
    works = person is not None and queries.works_with_workbooks(person, workbook.centre_id)
    if reason := policies.why_not_hand_over_workbook(workbook, by=by, person=person, works=works, gone=gone, after=after):
        raise Refused(reason)
    assert person
    newest = workbook.versions.get(number=workbook.version)
    answers = engine.shared(engine.form_of(newest.form), newest.answers)
    given = {"on": timezone.localtime(newest.made_at).date().isoformat(), "answers": answers, "from": _whose(workbook, newest)}
    made = Workbook.objects.create(
        centre_id=workbook.centre_id, owner=person, form=workbook.form, title=newest.title, version=1, given=given,
        opened_at=clock.now(), opened_by=by, continues=workbook,
    )  # fmt: skip
    version = WorkbookVersion.objects.create(
        workbook=made, number=1, title=newest.title, form=newest.form, answers=answers, made_at=clock.now(), made_by=by
    )
    args = {"workbook": made.uuid, "before": workbook.uuid, "from": workbook.owner.uuid, "person": person.uuid, "form": made.form}
    personal = {"title": made.title, "from": workbook.owner.name, "to": person.name}
    events.record(made.stream, words.WORKBOOK_HANDED_OVER, by=by, args=args, personal=personal, rows=[version])
    return made


@transaction.atomic
def share_workbook(workbook: Workbook, *, by: Actor, person: Person, note: str = "") -> WorkbookShare:
    """Let a colleague read a workbook, without what is confidential in it, and ask what they think. Twice with the same is once."""
    workbook = Workbook.objects.select_for_update(no_key=True).get(pk=workbook.pk)
    if reason := policies.why_not_share_workbook(workbook, by=by, person=person, note=note):
        raise Refused(reason)
    if before := workbook.shares.filter(person=person, ended_at=None).first():
        return before
    share = WorkbookShare.objects.create(workbook=workbook, person=person, note=note.strip(), shared_at=clock.now(), shared_by=by)
    args = {"workbook": workbook.uuid, "share": share.uuid, "person": person.uuid}
    events.record(workbook.stream, words.WORKBOOK_SHARED, by=by, args=args, personal={"note": share.note})
    return share


@transaction.atomic
def end_workbook_share(share: WorkbookShare, *, by: Actor) -> WorkbookShare:
    """Let a colleague read a workbook no longer. What they said of it stays."""
    share = WorkbookShare.objects.select_for_update(of=("self",)).select_related("workbook").get(pk=share.pk)
    if reason := policies.why_not_end_workbook_share(share, by=by):
        raise Refused(reason)
    if share.ended_at is None:
        share.ended_at, share.ended_by = clock.now(), by
        share.save(update_fields=["ended_at", "ended_by"])
        args = {"workbook": share.workbook.uuid, "share": share.uuid}
        events.record(share.workbook.stream, words.WORKBOOK_SHARE_ENDED, by=by, args=args)
    return share


@transaction.atomic
def answer_workbook(share: WorkbookShare, *, by: Actor, text: str) -> WorkbookShare:
    """Say what one thinks of a workbook that one was asked to read. A later word takes the place of the earlier one."""
    share = WorkbookShare.objects.select_for_update(of=("self",)).select_related("workbook").get(pk=share.pk)
    if reason := policies.why_not_answer_workbook(share, by=by, text=text, after=queries.goes_on_in(share.workbook)):
        raise Refused(reason)
    if share.answer != text.strip():
        share.answer, share.answered_at, share.answered_by = text.strip(), clock.now(), by
        share.save(update_fields=["answer", "answered_at", "answered_by"])
        args = {"workbook": share.workbook.uuid, "share": share.uuid, "version": share.workbook.version}
        events.record(share.workbook.stream, words.WORKBOOK_ANSWERED, by=by, args=args, personal={"answer": share.answer})
    return share


@transaction.atomic
def note_steps_due(workbook: Workbook, *, by: Actor, on: date) -> Workbook:
    """Note that steps in a workbook are due soon, or were due: its owner is told, each once for a day."""
    workbook = Workbook.objects.select_for_update(no_key=True).get(pk=workbook.pk)
    due = queries.steps_due_on(workbook, on)
    noted = due is not None and due.key in queries.told_of_steps([workbook.stream])
    if reason := policies.why_not_note_steps_due(due, by=by, noted=noted):
        raise Refused(reason)
    assert due
    args = {"workbook": workbook.uuid, "on": on.isoformat(), "late": due.late, "steps": len(due.steps)}
    events.record(workbook.stream, words.WORKBOOK_STEPS_FELL_DUE, by=by, centre_id=workbook.centre_id, args=args)
    return workbook
