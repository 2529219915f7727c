"""What Larkmoor promised four months ago, and what became of it: people are asked and answer, months break, what follows is done.

It is read from the clocks and the journal of everything else, so it happens in an agenda of its own, after that of the others.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone

from milepost.assurance import actions as assurance
from milepost.assurance.models import CorrectiveAction
from milepost.base import clock
from milepost.base.actors import by_link, system
from milepost.base.models import Event
from milepost.commitments import actions, adherence, projection, promisefile, promises, tasks
from milepost.commitments.facts import book_of
from milepost.commitments.models import PromiseAsk, PromiseVersion
from milepost.demo.agenda import Agenda, later
from milepost.engine.promises import promises_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.commitments.models import Clock, Remedy
    from milepost.demo.agenda import Life
    from milepost.demo.stage import Stage
    from milepost.engine.promises import Promise

PROMISED = 125  # days ago
ANSWER = 0.75  # of those who are asked
HAPPY, UNHAPPY = 0.88, 0.35  # how many say yes; fewer last month, when two assessors were away
STILL_OWED = 4
GIVEN = (
    "Chose Tuesday at 18:30, at the site.",
    "Chose a Saturday morning by video call.",
    "Chose the hour before the late shift.",
    "Wanted it as it was, and was asked.",
)
EMPLOYERS = """
  - key: spoken-to
    short: Hearing how it goes
    says: A review of your people is done within ten working days, and you read it before it is closed.
    from: provider
    to: employers
    measure: {standards: [review]}
    minimum: 90
    ask: {question: Did you hear enough from us?, after: [{event: assessment.review.signed, by: [assessor]}], minimum: 70}
    owner: centre_manager
    review_on: "2027-06-30"
    clause: 4.2 of the agreement with employers
    broken: {says: Bea comes round within the week., within: 5, put_right: Find out which reviews nobody announced.}
  - key: time-for-it
    short: Time to learn
    says: Our people can keep what they agreed with you, in working hours.
    from: employers
    to: provider
    measure: {kept: [assessment.visit.kept], broken: [{event: assessment.visit.missed, where: {missed_by: workplace}}]}
    minimum: 80
    owner: centre_manager
    review_on: "2027-06-30"
    clause: 5.1 of the agreement with employers
    broken: {says: We ask what came between., within: 10, put_right: Look whether our times fit their shifts.}
"""
DONE = (
    "Everybody whom we had not spoken to for three weeks stands on a list on Mondays. It hangs in the office; the minutes of the first Monday say who rang whom.",
    "Two people share each assessor’s learners now, and ring when the other is away. The plan of who is with whom lies with the rota.",
    "We asked eleven people what had made them wait, and wrote to all. The letter and what came back lie with the minutes of the month.",
)
CHECKED = "I took ten at random. Nine had been rung in time, and the tenth was on leave and had said so."


def promising(stage: Stage) -> Iterator[datetime]:
    """Everything of this file, in the order of time."""
    projection.rebuild(stage.centre.pk)  # as the worker does with a journal that it has not seen
    today = clock.now()
    agenda, told = Agenda(today), _Told(stage)
    agenda.add(told.promised(agenda))
    return agenda.run()


class _Told:
    """What the lives of this file share."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.rng = stage, Random("what was promised")
        self.months = adherence.last_months(stage.calendar.today)[::-1]  # this one first
        self.version: PromiseVersion

    def promised(self, agenda: Agenda) -> Life:
        """The example that comes with Milepost, put in force; from then on it goes its way."""
        moment = self.stage.calendar.ago(PROMISED, "15:10")
        yield moment
        standards = [one.key for one in book_of(self.stage.centre.pk).standards]
        document = promisefile.read(promisefile.shipped_text() + EMPLOYERS, standards=standards)
        self.version = actions.put_promises_in_force(self.stage.centre, by=self.stage.staff["quentin"], document=document)
        agenda.add(self._asks(agenda))
        agenda.add(self._owes(agenda))
        agenda.add(self._closes_months(agenda))

    # People are asked -------------------------------------------------------------------------------------------------------

    def _asks(self, agenda: Agenda) -> Life:
        """Whatever happened after which somebody is asked; not again within four weeks, as the rule has it."""
        asking = {trigger.event for one in promises_of(self.version.document) for trigger in one.asked_after}
        happened = Event.objects.filter(centre_id=self.stage.centre.pk, name__in=asking, at__gte=self.version.in_force_at)
        asked: dict[tuple[str, str, str], datetime] = {}
        for event in happened.order_by("at", "pk"):
            key = (event.name, event.actor.get("role", ""), str(event.args.get("registration")))
            if key in asked and event.at < asked[key] + promises.OPEN_FOR:
                continue
            asked[key] = event.at
            yield event.at + timedelta(minutes=2)
            tasks.ask_after(event)
            for ask in PromiseAsk.objects.filter(because=event.uuid).select_related("registration__learner"):
                if self.rng.random() < ANSWER:
                    agenda.add(self._answers(ask))

    def _answers(self, ask: PromiseAsk) -> Life:
        yield later(ask.asked_at, self.rng.uniform(0, 3), rng=self.rng)
        sad = ask.promise == "your-time" and ask.month == self.months[1]
        by = by_link(ask.name, centre_id=ask.centre_id)
        actions.answer_promise(ask, by=by, yes=self.rng.random() < (UNHAPPY if sad else HAPPY))

    # What is owed -----------------------------------------------------------------------------------------------------------

    def _owes(self, agenda: Agenda) -> Life:
        """Each clock that broke is owed its remedy at once; all but the newest have had it."""
        broke: list[tuple[Promise, Clock]] = []
        for promise in promises_of(self.version.document):
            if promise.ours and promise.standards:
                broke += [(promise, row) for row in promises.broken_since(self.version, promise, limit=200) if row.counts_at]
        broke.sort(key=lambda one: one[1].counts_at or clock.now())
        for number, (promise, row) in enumerate(broke):
            assert row.counts_at
            yield row.counts_at + timedelta(minutes=5)
            remedy = actions.owe_remedy(self.version, promise, by=system(), row=row)
            if number < len(broke) - STILL_OWED:
                agenda.add(self._gives(remedy))

    def _gives(self, remedy: Remedy) -> Life:
        yield later(remedy.owed_at, self.rng.uniform(2, 9), rng=self.rng, office=True)
        assert remedy.registration
        by = next(one for one in self.stage.staff.values() if one.person_id == remedy.registration.assessor_id)
        actions.deliver_remedy(remedy, by=by, delivered=self.rng.choice(GIVEN))

    # Months end -------------------------------------------------------------------------------------------------------------

    def _closes_months(self, agenda: Agenda) -> Life:
        """On the first of each month it is found what broke in the one before, and its owner puts it right."""
        for back in range(4, -1, -1):
            moment = timezone.make_aware(datetime.combine(self.months[back], time()))
            if moment > self.version.in_force_at:
                yield moment
                known = set(CorrectiveAction.objects.values_list("pk", flat=True))
                tasks.close_months(self.version)
                for made in CorrectiveAction.objects.exclude(pk__in=known).order_by("pk"):
                    agenda.add(self._puts_right(made, back))

    def _puts_right(self, action: CorrectiveAction, back: int) -> Life:
        """Of this month it is still open; of the last it is done and not looked at; of those before it is checked."""
        if back == 0:
            return
        yield later(clock.now(), 9, rng=self.rng, office=True)
        actor = next(one for one in self.stage.staff.values() if one.person_id == action.who_id)
        assurance.finish_corrective_action(action, by=actor, proof=DONE[back % len(DONE)])
        if back > 1:
            yield later(clock.now(), 25, rng=self.rng, office=True)
            assurance.check_corrective_action(action, by=self.stage.staff["ines"], worked=True, said=CHECKED)
