"""`milepost worker`: does the work that pages do not wait for, until it is told to stop. It may be killed at any moment."""

import argparse
import signal
import threading

from django.utils.translation import gettext as _

from milepost.assessment import tasks as assessment
from milepost.assurance import tasks as assurance
from milepost.base.files import uploads
from milepost.base.jobs import worker
from milepost.commitments import tasks as commitments
from milepost.concerns import tasks as concerns
from milepost.employers import tasks as employers
from milepost.notices import tasks as notices
from milepost.people import tasks as people
from milepost.portfolios import tasks as portfolios
from milepost.provider import tasks as provider
from milepost.readiness import tasks as readiness

DAY, HOUR, QUARTER, MINUTE = 86_400, 3600, 900, 60


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help=_("do what is due now, then end"))


def rounds() -> list[worker.Round]:
    """What the worker looks for by itself between two jobs."""
    return [
        notices.tell_pending,
        worker.every(HOUR, notices.mail_late),
        worker.every(HOUR, notices.forget_old),
        worker.every(HOUR, people.forget_addresses),
        worker.every(HOUR, portfolios.forget_plans),
        worker.every(MINUTE, portfolios.fingerprint_texts),
        worker.every(HOUR, portfolios.remind_of_steps),
        worker.every(MINUTE, commitments.watch_clocks),
        worker.every(MINUTE, commitments.watch_promises),
        worker.every(QUARTER, assurance.hand_on),
        worker.every(QUARTER, assurance.remind_of_actions),
        worker.every(QUARTER, commitments.watch_cases),
        worker.every(HOUR, commitments.watch_alerts),
        worker.every(HOUR, commitments.catch_up),
        worker.every(QUARTER, assessment.remind_of_reviews),
        worker.every(HOUR, assessment.forget_review_addresses),
        worker.every(HOUR, assessment.forget_witness_addresses),
        worker.every(QUARTER, employers.remind_of_impact),
        worker.every(QUARTER, readiness.remind_of_checkpoints),
        worker.every(HOUR, employers.forget_letter_addresses),
        worker.every(HOUR, provider.forget_peer_addresses),
        worker.every(QUARTER, employers.close_stakeholders),
        worker.every(QUARTER, concerns.remind_of_policies),
        worker.every(DAY, concerns.watch_over),
        worker.every(HOUR, uploads.sweep),
        worker.every(HOUR, worker.forget_old),
    ]


def run(options: argparse.Namespace) -> int:
    if options.once:
        # What a round enqueues is due at once, too.
        while worker.work_off(rounds=[notices.tell_pending]) or worker.waiting().exists():
            pass
        return 0
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    worker.run(stop, rounds=rounds())
    return 0
