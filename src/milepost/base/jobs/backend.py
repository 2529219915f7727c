"""The backend of `django.tasks` that keeps jobs in the database."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.tasks.backends.base import BaseTaskBackend
from django.tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django.tasks.exceptions import TaskResultDoesNotExist
from django.utils.json import normalize_json
from django.utils.module_loading import import_string

from milepost.base import clock
from milepost.base.models import Job

STATUS = {
    Job.State.READY: TaskResultStatus.READY,
    Job.State.RUNNING: TaskResultStatus.RUNNING,
    Job.State.DONE: TaskResultStatus.SUCCESSFUL,
    Job.State.FAILED: TaskResultStatus.FAILED,
}


class LeaseBackend(BaseTaskBackend):
    """Keeps each task as a `Job`. What a task returns is not kept: what it did stands in its own rows."""

    supports_defer = True
    supports_async_task = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task, args: Sequence[Any], kwargs: Mapping[str, Any]) -> TaskResult:
        return self.add(task, args, kwargs, key=None)

    def add(self, task: Task, args: Sequence[Any], kwargs: Mapping[str, Any], *, key: str | None) -> TaskResult:
        self.validate_task(task)
        now = clock.now()
        job = Job(
            task=task.module_path,
            args=normalize_json(list(args)),
            kwargs=normalize_json(dict(kwargs)),
            key=key,
            priority=task.priority,
            due_at=task.run_after or now,
            enqueued_at=now,
        )
        if key is None:
            job.save(force_insert=True)
        else:
            Job.objects.bulk_create([job], ignore_conflicts=True)
            # Another one of the same key that is not begun yet will do this work too.
            job = Job.objects.filter(key=key, state=Job.State.READY).first() or job
        return result_of(job, task, backend=self.alias)

    def get_result(self, result_id: str) -> TaskResult:
        try:
            job = Job.objects.get(uuid=UUID(result_id))
        except (Job.DoesNotExist, ValidationError, ValueError) as error:
            raise TaskResultDoesNotExist(result_id) from error
        return result_of(job, import_string(job.task), backend=self.alias)


def result_of(job: Job, task: Task, *, backend: str) -> TaskResult:
    """A job as `django.tasks` shows it."""
    return TaskResult(
        task=task,
        id=str(job.uuid),
        status=STATUS[Job.State(job.state)],
        enqueued_at=job.enqueued_at,
        started_at=None,
        finished_at=job.finished_at,
        last_attempted_at=None,
        args=job.args,
        kwargs=job.kwargs,
        backend=backend,
        errors=[TaskError(exception_class_path="builtins.Exception", traceback=job.error)] if job.error else [],
        worker_ids=[job.worker or "earlier"] * job.tries,
    )


def enqueue_once(task: Task, *args: Any, key: str, **kwargs: Any) -> TaskResult:
    """Enqueue a task unless one of the same key already waits. One that is being done does not count: it may have read too early."""
    backend = task.get_backend()
    if isinstance(backend, LeaseBackend):
        return backend.add(task, args, kwargs, key=key)
    return backend.enqueue(task, list(args), kwargs)
