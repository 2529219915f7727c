"""How a learner's months go: lives for the agenda, each act at its own moment."""

from collections.abc import Callable, Generator, Mapping
from datetime import datetime, timedelta
from random import Random

from milepost.base import drafts
from milepost.demo.agenda import Agenda, Calendar, Life, later
from milepost.demo.learners import CENTRE, SERVICE, Learner, Special
from milepost.demo.portfolio import Portfolio
from milepost.demo.stage import Stage
from milepost.demo.texts import unit
from milepost.portfolios import actions

UNITS = {
    SERVICE: ("F3", "F4", "A3", "A13", "B11", "C5", "D6"),
    CENTRE: ("401", "402", "403", "405", "407", "410", "408", "406"),
}
SHORT = ("F3", "F4", "A17", "B11", "C5", "D6")  # 41 credits of 42
PLAN = 425  # days that the plan gives to the whole
LONGER = 9  # days more than before, for somebody whose feedback takes longer


type Tale = Callable[[Director, Portfolio, datetime], Life]


class Director:
    """What a life needs to know of the others: the stage, the calendar, and the agenda on which answers are put."""

    def __init__(self, stage: Stage, agenda: Agenda, calendar: Calendar) -> None:
        self.stage, self.agenda, self.calendar = stage, agenda, calendar

    def begin(self, learner: Learner, special: Mapping[Special, Tale]) -> Life:
        """From the invitation on, until today or until something special."""
        rng, ago = Random(f"milepost {learner.name}"), self.calendar.ago
        yield ago(learner.began + 3, "09:20")
        letter = self.stage.invite(learner)
        if learner.special is not Special.INVITED:
            yield ago(learner.began + 1, "18:40")
            self.stage.accept(letter)
        yield ago(learner.began, "11:15")
        portfolio = self.stage.register(learner, letter, rng=rng, days=PLAN)
        if learner.special in (Special.INVITED, Special.JOINED):
            return
        if learner.special is Special.SHORT:
            yield ago(learner.since, "19:05")
            choice = {"units": [portfolio.unit(code).key for code in SHORT], "answers": {}}
            drafts.keep(letter.appointment.person_id, f"units:{portfolio.registration.uuid}", choice, by=portfolio.own)
            return
        yield ago(learner.began - 5, "14:00")
        keys = [portfolio.unit(code).key for code in UNITS[learner.specification]]
        answers = {portfolio.unit(code).key: unit(code).answer for code in UNITS[learner.specification] if unit(code).answer}
        plan = actions.propose_units(portfolio.registration, by=portfolio.assessor, units=keys, answers=answers)
        if learner.special is Special.PROPOSED:
            return
        yield ago(learner.began - 7, "17:30")
        actions.agree_units(plan, by=portfolio.own)
        start = ago(learner.began - 10, "16:00")
        tell = special.get(learner.special)
        yield from tell(self, portfolio, start) if tell else self.goes_on(portfolio, start)

    def until(self, life: Life, end: datetime) -> Life:
        """A life that stops at some moment, for now."""
        for moment in life:
            if moment > end:
                return
            yield moment

    def goes_on(self, p: Portfolio, start: datetime, units: tuple[str, ...] = (), pace: float = 0) -> Life:
        """Piece by piece and unit by unit: shown, handed in, judged, mended where something came back, signed off."""
        now, pace = start, pace or p.learner.pace
        for code in units or UNITS[p.learner.specification]:
            pieces = p.pieces_of(code)
            for piece in pieces:
                now = later(now, pace * p.rng.uniform(0.5, 1.4), rng=p.rng)
                yield now
                p.show(piece)
                p.ahead = pieces[pieces.index(piece) + 1 :]
                if piece is pieces[-1] or p.rng.random() < 0.45:
                    now = yield from self.handed_in(p, now)
            now = later(now, p.rng.uniform(1, 3), rng=p.rng, office=True)
            yield now
            p.sign_off(code)
            self.agenda.add(self.looks(p, code, later(now, p.rng.uniform(3, 12), rng=p.rng, office=True)))

    def handed_in(self, p: Portfolio, now: datetime) -> Generator[datetime, None, datetime]:
        """Hand in, and what follows until nothing is to redo. Returns the moment at which that was."""
        now += timedelta(minutes=p.rng.randint(6, 25))
        yield now
        p.hand_in()
        longer = LONGER if p.learner.special is Special.WAITING and now > self.calendar.ago(p.learner.since) else 0
        now = later(now, p.rng.uniform(1, 7) * min(1, p.learner.pace / 8) + longer, rng=p.rng, office=True)
        yield now
        back = [t for t in p.waiting if ":R" not in t and p.rng.random() < 0.035]
        p.judge(not_yet=back)
        while p.redo:
            now = later(now, p.rng.uniform(2, 7), rng=p.rng)
            yield now
            p.mend()
            now = later(now, p.rng.uniform(1, 4), rng=p.rng, office=True)
            yield now
            p.judge()
        return now

    def looks(self, p: Portfolio, code: str, moment: datetime) -> Life:
        """The second pair of eyes."""
        newest = moment > self.calendar.ago(45)
        if newest and p.learner.special is Special.SIGNED:
            return
        if newest and p.learner.special is Special.RETURNED:
            yield self.calendar.ago(p.learner.since, "15:10")
            p.return_(code)
            return
        yield moment
        if code in p.doubtful:
            p.return_(code)
        else:
            p.agree(code)
