"""Work that a page does not wait for: tasks of `django.tasks`, kept as rows and done by a worker.

A task that is enqueued inside a transaction stands or falls with it. A *lease* says until when a worker may be presumed
alive; a job whose lease ran out is taken up again, so every task must be harmless when it is done twice. A *round* is
work that the worker looks for by itself between two jobs.
"""

from milepost.base.jobs.backend import enqueue_once

__all__ = ["enqueue_once"]
