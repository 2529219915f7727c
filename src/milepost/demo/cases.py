"""Cases in the demonstration, each at another point of the procedure, and the keys to the sealed name of one of them.

One has its answer, one waits for somebody, one has a sealed name, one was told by telephone and is late, one names the quality manager and
passes him by; half a dozen are closed, which is enough for a pattern and for a policy that was changed because of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _lazy

from milepost.base import clock
from milepost.commitments import tasks as clocks
from milepost.concerns import actions
from milepost.concerns.sealing import WORDS
from milepost.concerns.words import Cause, Option, Speaks, Theme, Way

if TYPE_CHECKING:
    from milepost.concerns.models import Case
    from milepost.demo.agenda import Life
    from milepost.demo.stage import Stage

KEYS = ("quentin", "ines", "bea", "asif")  # the first two open sealed names; the others hold a half of the recovery each


OPEN = {  # what visitors read beside the five words of a case
    "answered": _lazy("An answer waits for a word from them"),
    "waiting": _lazy("Nobody has taken it yet"),
    "sealed": _lazy("Their name is sealed, and a question waits for them"),
    "telephone": _lazy("Told by telephone, and late"),
    "manager": _lazy("It is about the quality manager"),
}


class Closed(NamedTuple):
    """A case that is over: how many days ago it was raised, who answered it, and what it was about."""

    ago: int
    by: str
    theme: Theme
    cause: Cause
    text: str
    found: str


LATE = Theme.ASSESSMENT, Cause.WAITING
CLOSED = (
    Closed(330, "cora", *LATE, "I handed in on the third and heard nothing until the nineteenth.", "Your assessor was away and nobody had your work. It went to a colleague."),
    Closed(301, "ines", *LATE, "Two weeks for feedback, twice in a row.", "True, twice. Both pieces lay with one assessor who had too many of you."),
    Closed(262, "quentin", *LATE, "I can’t go on before I know whether the first part was right.", "It had waited sixteen days. It was looked at the same afternoon."),
    Closed(233, "quentin", Theme.ATTENDANCE, Cause.UNCLEAR, "Nobody said that the Friday counts as well.", "The letter did not say it. It does now, and the Friday was put right."),
    Closed(204, "ines", *LATE, "When they are on leave, does nobody read what we send?", "Nobody did. From now on somebody covers whenever an assessor is away."),
    Closed(181, "cora", *LATE, "My unit waits and my time runs out.", "It had waited too long. Your end date was moved by the days that you lost."),
    Closed(96, "quentin", Theme.ACCESS, Cause.NO_POLICY, "The rooms at the fish market have stairs only.", "That is so. Sessions of your group are in the other house now."),
)  # fmt: skip
QUIET_MORNING = "A quiet morning a week for each assessor, and a named colleague who covers leave"

WAYS = (
    Option("We correct it here and write to nobody.", "Nobody asks why a list was wrong.", "If an old copy turns up somewhere, it still says that you were away."),
    Option("We also send the corrected list to whoever counts your days.", "They have it in writing that you were there.", "They learn that there was a mistake, though not that you told us."),
)  # fmt: skip


def coming(stage: Stage) -> list[Life]:
    """The lives of this file, for the agenda."""
    return [
        _keys(stage), _answered(stage), _waiting(stage), _sealed(stage), _telephoned(stage), _past_quentin(stage), _changed(stage),
        *(_closed(stage, one) for one in CLOSED),
    ]  # fmt: skip


def _seed(which: str) -> str:
    """What the five words of a case are drawn from: the same in each build, so that they can be printed."""
    return f"a case of the demonstration: {which}"


def _told(stage: Stage, which: str, *, text: str, sealed: bool = False, name: str = "", reach: str = "", about: str = "", wanted: str = "") -> Case:  # fmt: skip
    """Somebody comes to the door; the five words with which they come back are kept for who visits the demonstration."""
    case, words = actions.raise_case(
        stage.centre, by=actions.somebody(stage.centre), seed=_seed(which), text=text, sealed=sealed, name=name, reach=reach, about=about,
        wanted=wanted,
    )  # fmt: skip
    stage.words["cases"][str(OPEN[which])] = words
    return case


def _taken(stage: Stage, case: Case, by: str, text: str) -> None:
    actions.take_case(case, by=stage.staff[by], uninvolved=True)
    actions.acknowledge_case(case, by=stage.staff[by], text=text)


def _keys(stage: Stage) -> Life:
    """Four people make their keys; Cora has not come to it."""
    for days, key in enumerate(KEYS):
        yield stage.calendar.ago(120 - days, "13:20")
        by, rng = stage.staff[key], Random(f"key of {key}")

        def draw(words: Sequence[str], rng: Random = rng) -> str:
            return " ".join(rng.choices(words, k=WORDS))

        _key, words = actions.make_seal_key(stage.centre, by=by, draw=draw)
        stage.words["keys"][by.name] = words
    stage.words["door"] = str(stage.centre.uuid)


def _answered(stage: Stage) -> Life:
    """Somebody on a programme writes in the evening; what they were told, they read when they come back."""
    ago = stage.calendar.ago
    yield ago(9, "20:10")
    case = _told(
        stage, "answered", wanted="Correct it, and tell me that nothing is cut because of it.",
        text="They put me down as absent on two days when I was there. I am afraid to say it to the desk, because they report it.",
    )  # fmt: skip
    yield ago(8, "09:15")
    _taken(
        stage, case, "quentin", "I have it. I look at the lists of this month today, all of them, so that nobody sees which one I look for."
    )
    yield ago(7, "12:40")
    actions.add_to_case(case, by=actions.somebody(stage.centre), text="It was in the first week, both times in the afternoon.")
    yield ago(7, "14:05")
    actions.begin_investigation(
        case, by=stage.staff["quentin"],
        text="I lay the lists of the first week beside what the trainers wrote down that week, for everybody. By the day after tomorrow I am through.",
    )  # fmt: skip
    yield ago(2, "15:30")
    actions.answer_case(
        case, by=stage.staff["quentin"],
        text="In the first week the afternoon list was copied from the morning by mistake, for eleven people. All eleven are corrected, and nothing was "
        "reported on. From now on the list is signed in the room. Which of these settles it for you?",
        options=WAYS,
    )  # fmt: skip


def _waiting(stage: Stage) -> Life:
    """Yesterday evening, and nobody has it yet."""
    yield stage.calendar.ago(1, "19:20")
    _told(stage, "waiting", text="At the evening course people are told to tick that they had a review which they never had.")


def _sealed(stage: Stage) -> Life:
    """Somebody gives their name to two people and to nobody else. Ines has the case and has not opened it."""
    ago = stage.calendar.ago
    yield ago(6, "21:05")
    case = _told(
        stage, "sealed", sealed=True, name="Jo Amsel", reach="jo.amsel@post.example, after six",
        text="I work at one of the places that you train people at. Their hours for learning stand on the plan and are not given: everybody is at the "
        "counter. I was told to sign that they were.",
        wanted="Ask there without saying that somebody told you.",
    )  # fmt: skip
    yield ago(5, "10:40")
    _taken(stage, case, "ines", "I have it. I look at the hours of all our employers, so that nobody sees whom I ask about.")
    yield ago(3, "16:15")
    actions.begin_investigation(
        case, by=stage.staff["ines"],
        text="Three of nine plans show hours that nobody can have had. May I ask at those three, or is one of them too small for that?",
    )  # fmt: skip


def _telephoned(stage: Stage) -> Life:
    """A mother rings the first person whom she knows here. It is with Cora, and late."""
    ago = stage.calendar.ago
    yield ago(19, "11:30")
    case, words = actions.enter_case(
        stage.centre, by=stage.staff["bea"], seed=_seed("telephone"), way=Way.TELEPHONE, told_on=clock.today(), name="Mrs Ferrant",
        reach="01632 960 441, mornings", speaks=Speaks.KNOWN, other="her son",
        text="Her son was sent home from a session because he had his little sister with him. It was the second time. The school was shut and there "
        "was nobody else. He does not want to come any more.",
        wanted="That somebody rings him, and says what he does on such a day.",
    )  # fmt: skip
    stage.words["cases"][str(OPEN["telephone"])] = words
    yield ago(16, "09:50")
    _taken(stage, case, "cora", "I have it, a day later than it should be. I speak with who led the session.")
    yield ago(2, "06:30")
    clocks.watch_cases()  # as the worker does through the day


def _past_quentin(stage: Stage) -> Life:
    """It is about the quality manager, who does not learn that it is there."""
    ago = stage.calendar.ago
    yield ago(4, "18:30")
    case = _told(
        stage, "manager", about="Quentin Abara, the quality manager",
        text="Quentin asked three of us to date last month’s notes back, so that the figures are right before you apply for the standard.",
        wanted="That somebody else looks at it.",
    )  # fmt: skip
    yield ago(3, "11:10")
    _taken(stage, case, "ines", "I have it, and he does not. I begin with the journal: it says when each note was written.")


def _closed(stage: Stage, one: Closed) -> Life:
    """From the door to the final letter, and what it was about."""
    ago = stage.calendar.ago
    yield ago(one.ago, "19:40")
    by = stage.staff[one.by]
    case, _words = actions.raise_case(stage.centre, by=actions.somebody(stage.centre), seed=_seed(f"{one.ago} days ago"), text=one.text)
    yield ago(one.ago - 1, "10:05")
    _taken(stage, case, one.by, "")
    yield ago(one.ago - 8, "14:25")
    actions.answer_case(case, by=by, text=one.found)
    yield ago(one.ago - 10, "20:10")
    actions.say_of_outcome(case, by=actions.somebody(stage.centre), agreed=True)
    yield ago(one.ago - 13, "09:30")
    actions.close_case(case, by=by, text=f"{one.found} You told us that this settles it. If that changes, the way outside stands below.")
    case.refresh_from_db()
    actions.say_theme(case, by=by, theme=one.theme, cause=one.cause)


def _changed(stage: Stage) -> Life:
    """Five cases of one kind, and what was changed because of them."""
    yield stage.calendar.ago(160, "11:20")
    by = stage.staff["quentin"]
    change = actions.change_policy(
        stage.centre, by=by, theme=Theme.ASSESSMENT, policy=QUIET_MORNING,
        benefits="Nobody waits because one person is away, and what waits is read before it grows old.",
        drawbacks="Half a day a week without visits, and whoever covers reads work of people whom they do not know.",
        from_on=clock.today() + timedelta(days=10), look_on=clock.today() + timedelta(days=120),
    )  # fmt: skip
    yield stage.calendar.ago(38, "15:45")
    actions.judge_policy(
        change,
        by=by,
        worked=True,
        found="No concern about waiting since it began. Two assessors do it on Fridays instead, and that works as well.",
    )
