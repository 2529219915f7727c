"""Jobs: they stand or fall with their transaction, and a killed worker loses none."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.tasks import task
from django.test.utils import CaptureQueriesContext

from milepost.base import clock, jobs
from milepost.base.jobs import worker
from milepost.base.models import Actor, Job


@task
def note(name: str) -> None:
    Actor.objects.create(kind=Actor.Kind.SYSTEM, name=name)


@task
def refuse(name: str) -> None:
    raise ValueError(name)


@task
def slow(name: str) -> None:
    time.sleep(0.4)
    Actor.objects.create(kind=Actor.Kind.SYSTEM, name=name)


def noted(name: str) -> int:
    return Actor.objects.filter(name=name).count()


@pytest.mark.django_db
def test_a_task_is_done_once_and_its_result_says_so() -> None:
    result = note.enqueue("kettle")
    assert worker.work_off() == 1
    assert noted("kettle") == 1
    result.refresh()
    assert result.status == "SUCCESSFUL"
    assert worker.work_off() == 0


@pytest.mark.django_db
def test_a_task_falls_with_its_transaction() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        note.enqueue("kettle")
        raise RuntimeError
    assert worker.work_off() == 0


@pytest.mark.django_db
def test_a_failing_task_is_tried_again_later_and_then_given_up() -> None:
    refuse.enqueue("no")
    moment, waits = clock.now(), []
    for _ in range(worker.TRIES):
        with clock.at(moment):
            assert worker.work_off() == 1
            job = Job.objects.get()
        waits.append(job.due_at - moment)
        moment = job.due_at
    assert waits[:3] == [timedelta(seconds=5), timedelta(seconds=15), timedelta(seconds=45)]
    assert job.state == Job.State.FAILED
    assert "ValueError: no" in job.error
    with clock.at(moment + timedelta(days=9)):
        assert worker.work_off() == 0


@pytest.mark.django_db
def test_one_job_of_a_key_waits_and_one_that_runs_does_not_count() -> None:
    first, second = jobs.enqueue_once(note, "a", key="k"), jobs.enqueue_once(note, "b", key="k")
    assert first.id == second.id
    taken = worker.take("w")
    assert taken is not None
    third = jobs.enqueue_once(note, "c", key="k")
    assert third.id != first.id
    assert Job.objects.count() == 2


@pytest.mark.django_db
def test_a_failing_job_gives_way_to_a_newer_one_of_its_key() -> None:
    jobs.enqueue_once(refuse, "a", key="k")
    taken = worker.take("w")
    assert taken is not None
    jobs.enqueue_once(refuse, "b", key="k")
    worker.perform(taken)
    assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "ready"]


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_changes_nothing() -> None:
    note.enqueue("kettle")
    first = worker.take("one", lease=timedelta(seconds=1))
    assert first is not None
    assert worker.take("two") is None
    with clock.at(clock.now() + timedelta(seconds=2)):
        second = worker.take("two")
    assert second is not None
    assert (second.pk, second.tries) == (first.pk, 2)
    worker.perform(first)
    assert Job.objects.get().state == Job.State.RUNNING
    worker.perform(second)
    assert Job.objects.get().state == Job.State.DONE


@pytest.mark.django_db
def test_a_job_that_silences_every_worker_is_given_up() -> None:
    note.enqueue("kettle")
    moment = clock.now()
    for _ in range(worker.TRIES):
        with clock.at(moment):
            assert worker.take("w", lease=timedelta(seconds=1))
        moment += timedelta(seconds=2)
    with clock.at(moment):
        worker.work_off()
    assert Job.objects.get().state == Job.State.FAILED
    assert noted("kettle") == 0


@pytest.mark.django_db
def test_an_idle_worker_only_reads() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert worker.take("w") is None
    assert [query["sql"].split()[0] for query in asked] == ["SELECT"]


@pytest.mark.django_db
def test_old_finished_jobs_are_forgotten_and_failed_ones_kept() -> None:
    note.enqueue("a")
    worker.work_off()
    refuse.enqueue("b")
    Job.objects.filter(state="ready").update(state="failed", finished_at=clock.now())
    with clock.at(clock.now() + worker.KEPT + timedelta(days=1)):
        assert worker.forget_old() == 1
    assert Job.objects.get().state == Job.State.FAILED


@pytest.mark.django_db(transaction=True)
def test_a_lease_is_renewed_while_the_job_runs() -> None:
    slow.enqueue("kettle")
    lease = timedelta(seconds=0.6)
    taken = worker.take("w", lease=lease)
    assert taken is not None
    seen = []
    done = threading.Event()

    def look() -> None:
        while not done.wait(0.05):
            seen.append(Job.objects.get().leased_until)
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    worker.perform(taken, lease=lease)
    done.set()
    thread.join()
    assert len({moment for moment in seen if moment}) >= 2


@pytest.mark.django_db(transaction=True)
def test_a_round_that_fails_keeps_no_other_from_being_made() -> None:
    stop, made = threading.Event(), []

    def broken() -> None:
        raise ValueError

    def good() -> None:
        made.append(1)
        if len(made) == 2:
            stop.set()

    note.enqueue("kettle")
    thread = threading.Thread(target=worker.run, args=[stop], kwargs={"rounds": [broken, good], "pause": 0.01})
    thread.start()
    thread.join(timeout=20)
    assert stop.is_set()
    assert noted("kettle") == 1


WORKER = """
import sys, threading, django
from datetime import timedelta
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
from milepost.base.jobs import worker
worker.run(threading.Event(), lease=timedelta(seconds=1), pause=0.05)
"""


def start_worker() -> "subprocess.Popen[bytes]":
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    root = Path(__file__).parents[2]
    name = str(connection.settings_dict["NAME"])
    return subprocess.Popen([sys.executable, "-c", WORKER, name], env=environment, cwd=root, start_new_session=True)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_no_job() -> None:
    names = [f"job {number}" for number in range(24)]
    with transaction.atomic():
        for name in names:
            slow.enqueue(name)
    killed = 0
    deadline = time.monotonic() + 90
    while Job.objects.exclude(state="done").exists() and time.monotonic() < deadline:
        process = start_worker()
        for _ in range(60):
            time.sleep(0.1)
            if killed < 3 and Job.objects.filter(state="running", leased_until__gt=clock.now()).exists():
                time.sleep(0.15)
                break
            if not Job.objects.exclude(state="done").exists():
                break
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        killed += 1
    assert killed >= 3
    assert not Job.objects.exclude(state="done").exists()
    assert all(noted(name) >= 1 for name in names)
    assert max(Job.objects.values_list("tries", flat=True)) >= 2
