"""What is special about some learners: Lena's own months, somebody who fell silent, work that came back, evidence replaced."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from milepost.demo.agenda import Life
from milepost.demo.learners import Special
from milepost.demo.lives import UNITS, Director, Tale
from milepost.demo.portfolio import Piece, Portfolio


def stalled(director: Director, p: Portfolio, start: datetime) -> Life:
    """Everything goes well, and then nothing more is heard."""
    yield from director.until(director.goes_on(p, start), director.calendar.ago(p.learner.since))
    yield director.calendar.ago(p.learner.since - 3, "13:15")
    if p.waiting:  # the learner is silent, the assessor is not
        p.judge()


def signed(director: Director, p: Portfolio, start: datetime) -> Life:
    """A unit was signed off not long ago, and waits for the second pair of eyes or was returned by it."""
    yield from director.goes_on(p, start, UNITS[p.learner.specification][:1])
    yield from director.goes_on(p, director.calendar.ago(46), UNITS[p.learner.specification][1:2], pace=4.5)


def doubt(director: Director, p: Portfolio, start: datetime) -> Life:
    """A judged piece is replaced by another version."""
    yield from director.until(director.goes_on(p, start), director.calendar.ago(p.learner.since + 4))
    yield director.calendar.ago(p.learner.since, "08:51")
    on_paper = [e for e in p.judged if e.pk in p.pieces and p.pieces[e.pk].form.startswith(WRITTEN)]
    p.replace(on_paper[-1])


def redo(director: Director, p: Portfolio, start: datetime) -> Life:
    """The assessor asks for more on several criteria at once."""
    yield from director.until(director.goes_on(p, start), director.calendar.ago(p.learner.since + 6))
    yield director.calendar.ago(p.learner.since + 3, "20:15")
    pieces = p.ahead or p.pieces_of(UNITS[p.learner.specification][len(p.sign_offs)])
    p.show(pieces[0])
    p.hand_in()
    yield director.calendar.ago(p.learner.since, "11:30")
    criteria = [t for t in p.waiting if ":R" not in t]
    p.judge(not_yet=criteria[:4])


WRITTEN = ("notes", "account", "letter", "mail", "log", "sheet")
ASKED = "You offered two ways out, clearly and kindly. I can’t hear which one she took. A line or two, or the order note, would settle it."


def lena(director: Director, p: Portfolio, start: datetime) -> Life:
    """Two units final, one before her assessor, one half met, one with something to redo and something in doubt, drafts."""
    ago = director.calendar.ago

    def piece(code: str, title: str, form: str, criteria: str, requirements: Sequence[str] = ()) -> Piece:
        of = p.unit(code)
        return Piece(of, title, form, tuple(criteria.split()), tuple(of.target(r) for r in requirements))

    yield from director.goes_on(p, start, ("F3", "F4"))
    spoken = p.pieces_of("A3")
    for days, one in zip((112, 103, 92, 81), spoken, strict=False):
        yield ago(days, "18:20")
        p.show(one)
        p.hand_in()
        yield ago(days - 4, "14:10")
        p.judge()
    written = p.pieces_of("A13")
    for days, one in zip((70, 58), written, strict=False):
        yield ago(days, "19:40")
        p.show(one)
        p.hand_in()
        yield ago(days - 5, "16:30")
        p.judge()
    yield ago(44, "12:50")
    p.show(piece("B11", "A regular who had gone quiet", "statement", "1.1 1.2 1.3 1.4 1.5 1.6", ("R3.b",)))
    p.hand_in()
    yield ago(38, "10:20")
    p.judge()
    yield ago(33, "17:05")
    letter = p.show(piece("B11", "Refund letter", "letter-refund", "3.3 3.4", ("R4.b",)))
    p.hand_in()
    yield ago(28, "15:45")
    p.judge()
    yield ago(15, "18:30")
    p.show(piece("B11", "Call about the Sunday crossing", "call", "2.1 2.3 3.1"))
    p.hand_in()
    yield ago(6, "18:10")
    p.show(replace(spoken[4], title="Why talk succeeds or fails, written up", form="notes"))
    p.show(piece("A3", "Working with the picture sheet", "heic-desk", "3.3 4.6"))
    p.show(piece("C5", "Complaint log", "log-complaints", "2.1 2.2 2.3 2.4", ("R2.a",)))
    yield ago(5, "08:51")
    p.replace(letter)
    yield ago(5, "09:04")
    p.hand_in()
    yield ago(1, "16:12")
    call = [p.unit("B11").target(number) for number in ("2.1", "2.3", "3.1")]
    p.judge(only=call, not_yet=call[2:], words=ASKED)
    yield ago(1, "19:25")
    p.show(piece("A13", "Letter with dates and amounts", "letter-change", "2.5 2.6"))
    yield ago(1, "19:40") + timedelta(minutes=3)
    p.show(piece("A13", "Thank-you card", "photo-card", "3.5"))


TALES: dict[Special, Tale] = {
    Special.LENA: lena,
    Special.STALLED: stalled,
    Special.SIGNED: signed,
    Special.RETURNED: signed,
    Special.DOUBT: doubt,
    Special.REDO: redo,
}
