"""A promise of Larkmoor's that is in force, with what follows of it: a question to Lena, what is owed to her, what is put right."""

from dataclasses import dataclass

from milepost.assurance import actions as assurance
from milepost.assurance.models import CorrectiveAction
from milepost.base import clock
from milepost.base.actors import system
from milepost.base.models import Event
from milepost.commitments import actions, promisefile, promises
from milepost.commitments.facts import book_of
from milepost.commitments.models import Clock, PromiseAsk, Remedy
from milepost.portfolios.models import Registration
from tests.cast import Cast


@dataclass(frozen=True, kw_only=True)
class Promised:
    ask: PromiseAsk
    remedy: Remedy
    action: CorrectiveAction

    @property
    def token(self) -> str:
        return promises.ask_token(self.ask.uuid)


def promised(cast: Cast, registration: Registration) -> Promised:
    """Of a clock that has not broken nothing is owed, and to break one takes weeks: here the row alone says so."""
    document = promisefile.read(promisefile.shipped_text(), standards=[one.key for one in book_of(cast.centre.pk).standards])
    version = actions.put_promises_in_force(cast.centre, by=cast.as_("quentin"), document=document)
    promise, by = promises.promise_of(version, "your-time"), system()
    because, row = (
        Event.objects.filter(stream=registration.stream).latest("pk"),
        Clock.objects.filter(registration=registration).latest("pk"),
    )
    assert promise
    return Promised(
        ask=actions.ask_promise(version, promise, by=by, registration=registration, because=because),
        remedy=Remedy.objects.create(
            centre=cast.centre, version=version, promise=promise.key, clock=row.uuid, registration=registration, owed_at=clock.now(),
            owed_by=by, due_on=clock.today(),
        ),
        action=assurance.open_finding(
            cast.centre, by=by, source="promise", key="promise:your-time:2027-03", title="Broken", what="Change it.", who=cast.quentin,
            by_on=clock.today(),
        ),
    )  # fmt: skip
