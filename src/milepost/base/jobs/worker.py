"""The worker: takes one job after another, and makes its rounds in between.

It may be killed at any moment. Whoever takes a job gets a lease on it and renews it while the job runs; when a lease has
run out the job is free again. Finishing is fenced: a worker that lost its lease changes nothing any more.
"""

import logging
import os
import secrets
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, IntegrityError, InterfaceError, close_old_connections, connection, connections, transaction
from django.db.models import Q, QuerySet
from django.tasks.base import TaskContext
from django.utils.module_loading import import_string

from milepost.base import clock
from milepost.base.jobs.backend import result_of
from milepost.base.models import Job

logger = logging.getLogger(__name__)

Round = Callable[[], object]

LEASE = timedelta(seconds=60)
PAUSE = 0.5  # seconds between two looks when there is nothing to do
TRIES = 6
FIRST_WAIT = timedelta(seconds=5)  # before the second try; each further wait is three times as long
KEPT = timedelta(days=14)  # how long a finished job stays to be looked at


def waiting() -> QuerySet[Job]:
    """Jobs that may be taken now, the most urgent first: those that are due, and those whose worker fell silent."""
    now = clock.now()
    free = Q(state=Job.State.READY, due_at__lte=now) | Q(state=Job.State.RUNNING, leased_until__lt=now)
    return Job.objects.filter(free).order_by("-priority", "due_at", "id")


def take(worker: str, *, lease: timedelta = LEASE) -> Job | None:
    """Take a lease on the next job, or find that there is none without having written anything."""
    if not waiting().exists():
        return None
    with transaction.atomic():
        # SQLite ignores the lock: there, the transaction itself keeps others out.
        job = waiting().select_for_update(skip_locked=True).first()
        if job is None:
            return None
        job.state, job.worker, job.tries = Job.State.RUNNING, worker, job.tries + 1
        job.leased_until = clock.now() + lease
        job.save(update_fields=["state", "worker", "tries", "leased_until"])
        return job


def _mine(job: Job) -> QuerySet[Job]:
    """The job, if nobody else has taken it since."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, worker=job.worker, tries=job.tries)


@contextmanager
def _heartbeat(job: Job, lease: timedelta) -> Iterator[None]:
    """Renew the lease from a thread of its own until the job is over."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(lease.total_seconds() / 4):
            try:
                if not _mine(job).update(leased_until=clock.now() + lease):
                    return
            except (DatabaseError, InterfaceError):
                logger.warning("The lease on %s could not be renewed; trying again.", job)
            finally:
                connection.close()

    thread = threading.Thread(target=beat, name=f"lease of {job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=1)


def perform(job: Job, *, lease: timedelta = LEASE) -> None:
    """Do one job that was taken, and write down how it ended."""
    if job.tries > TRIES:
        _fail(job, "Its worker fell silent each time.")
        return
    try:
        with _heartbeat(job, lease):
            task = import_string(job.task)
            first: list[TaskContext] = []
            if task.takes_context:
                first.append(TaskContext(task_result=result_of(job, task, backend=task.backend)))
            task.call(*first, *job.args, **job.kwargs)
    except Exception as error:  # noqa: BLE001 - whatever a task raises, the worker goes on
        # The whole story stands in the row; the log says it in a line.
        logger.warning("%s failed at try %s of %s: %r", job, job.tries, TRIES, error)
        _again(job, traceback.format_exc())
    else:
        _mine(job).update(state=Job.State.DONE, finished_at=clock.now(), leased_until=None, error="")


def _again(job: Job, error: str) -> None:
    """Put a job back for later, or give it up after the last try."""
    if job.tries >= TRIES:
        _fail(job, error)
        return
    due = clock.now() + FIRST_WAIT * 3 ** (job.tries - 1)
    try:
        with transaction.atomic():
            _mine(job).update(state=Job.State.READY, due_at=due, leased_until=None, error=error)
    except IntegrityError:
        # One of the same key was enqueued meanwhile and will do this work.
        _mine(job).update(state=Job.State.DONE, finished_at=clock.now(), leased_until=None, error=error)


def _fail(job: Job, error: str) -> None:
    logger.error("%s is given up after %s tries", job, job.tries)
    _mine(job).update(state=Job.State.FAILED, finished_at=clock.now(), leased_until=None, error=error)


def work_off(*, rounds: Sequence[Round] = (), lease: timedelta = LEASE, worker: str = "") -> int:
    """Do every job that is due and make the rounds once, then return how many jobs there were."""
    done, worker = 0, worker or name()
    while job := take(worker, lease=lease):
        perform(job, lease=lease)
        done += 1
    for make in rounds:
        make()
    return done


def _make(rounds: Sequence[Round]) -> None:
    """Make each round; one that fails keeps none of the others from being made."""
    for make in rounds:
        try:
            make()
        except (DatabaseError, InterfaceError):
            raise
        except Exception:
            logger.exception("A round failed; it is made again.")


def name() -> str:
    """What this worker is called in the rows: no two are called alike."""
    return f"{os.getpid()}-{secrets.token_hex(6)}"


def run(stop: threading.Event, *, rounds: Sequence[Round] = (), lease: timedelta = LEASE, pause: float = PAUSE) -> None:
    """Work until `stop` is set. A database that is locked or away is waited for."""
    worker = name()
    while not stop.is_set():
        found = None
        try:
            close_old_connections()
            found = take(worker, lease=lease)
            if found:
                perform(found, lease=lease)
            _make(rounds)
        except (DatabaseError, InterfaceError) as error:
            logger.warning("The database does not answer (%s); trying again.", error)
            connections.close_all()
            stop.wait(2)
        if not found:
            stop.wait(pause)
    connections.close_all()


def every(seconds: float, make: Round) -> Round:
    """A round that is made at most every so many seconds, and at once the first time."""
    due = [0.0]

    def made() -> None:
        if time.monotonic() >= due[0]:
            due[0] = time.monotonic() + seconds
            make()

    return made


def forget_old() -> int:
    """Remove jobs that ended well long ago. Those that failed stay until somebody has looked."""
    return Job.objects.filter(state=Job.State.DONE, finished_at__lt=clock.now() - KEPT).delete()[0]
