"""What is said of the outlook: advice in words, chances by day, what drives them, and the picture with its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from milepost.base import text
from milepost.engine import road
from milepost.engine.forecast import SIX_WEEKS, Advice, Because, Drives
from milepost.readiness import roadfile
from milepost.readiness.facts import percent
from milepost.web.components import Fan, FanMark, Reason, Stone

if TYPE_CHECKING:
    from milepost.engine.reasons import Shortfall
    from milepost.readiness.facts import Outlook
    from milepost.readiness.models import Checkpoint, MilepostPassed

ADVISED = {
    Advice.GO: gettext_lazy("Go for it"),
    Advice.CONDITIONAL: gettext_lazy("Register, and plan for the conditional route"),
    Advice.LET_GO: gettext_lazy("Let the deadline go, and plan for the full standard"),
    Advice.WAIT: gettext_lazy("Carry on, and judge anew in a month"),
}
BECAUSE = {
    Because.READY: gettext_lazy("All the work is done."),
    Because.LIKELY: gettext_lazy("At your pace it is likely that all is done in time: you can promise it."),
    Because.RESULTS_LACK: gettext_lazy(
        "Not all will be done by then, but what the conditional route needs is likely to be: results may follow."
    ),
    Because.FAR: gettext_lazy("There is too much left for this deadline. Work for the standard, not for the day."),
    Because.CLOSED: gettext_lazy("The day to register has passed and nobody registered, so this deadline is over for you."),
    Because.PAST: gettext_lazy("The day to be ready has passed, and work is left. Give the next day that you aim for, and judge anew."),
    Because.TOO_EARLY: gettext_lazy(
        "Four weeks with finished work are needed before a pace can be read from them. Note the work, and finish some."
    ),
}
PAST_TITLE = gettext_lazy("Set the next day to be ready by")
PAST_AND_DONE = gettext_lazy(
    "All the work is done, and the day to be ready has passed. Where you are being assessed, nothing is left to do; otherwise give the next day."
)
DRIVES = {
    Drives.GROWTH: gettext_lazy("If nothing more is added, it is %(chance)d in 100."),
    Drives.HOURS: gettext_lazy("With half as many hours again, it is %(chance)d in 100."),
    Drives.DAYS_OFF: gettext_lazy("Without the holidays until then, it would be %(chance)d in 100."),
    Drives.LESS: gettext_lazy("Without the largest piece of work, it would be %(chance)d in 100."),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """The outlook in words."""

    title: str
    because: str
    past: bool  # the day to be ready lies behind
    figures: str
    six: str
    drives: Sequence[str]
    rows: Sequence[tuple[date, int, int, str]]  # day, chance, and of the work expected then: the middle, nine of ten between
    fan: Fan | None
    chance: int | None  # in a hundred, to be ready by the day; none once it has passed
    register: str  # how far off the day to register is
    ready: str  # how far off the day to be ready is


WEEKS_FROM = 14  # days: nearer days are counted one by one
MOST_ROWS = 8


def day(of: date) -> str:
    return date_format(of, "j F Y")


def told(seen: Outlook) -> Told | None:
    """None without dates or without work: then there is nothing to foresee."""
    if seen.advice is None or seen.situation is None or seen.dates is None:
        return None
    advice, because = seen.advice
    past = because is Because.PAST
    return Told(
        title=str(PAST_TITLE if past else ADVISED[advice]),
        because=str(PAST_AND_DONE if past and not seen.left else BECAUSE[because]), past=past, figures=_figures(seen), six=_six(seen),
        drives=[str(DRIVES[one.what]) % {"chance": percent(one.chance)} for one in seen.drivers], rows=_rows(seen), fan=_fan(seen),
        chance=seen.chance_by(seen.dates.ready_by) if seen.dates.ready_by >= seen.today else None,
        register=_far(seen.dates.register_by, seen.today, seen.dates.registered_on), ready=_far(seen.dates.ready_by, seen.today, None),
    )  # fmt: skip


def _figures(seen: Outlook) -> str:
    if seen.full is None or seen.dates is None or not seen.left:
        return ""
    (half_first, half_last), (first, last) = seen.full.half, seen.full.wide
    if seen.dates.ready_by < seen.today:
        return _("The day to be ready has passed: %(ready)s. Nine of ten ways to go on end between %(c)s and %(d)s.") % {
            "ready": day(seen.dates.ready_by), "c": day(seen.day(first)), "d": day(seen.day(last)),
        }  # fmt: skip
    return _(
        "It is %(chance)d in 100 that you are ready on %(ready)s. Five of ten ways to go on end between %(a)s and %(b)s, nine of ten between %(c)s and %(d)s."
    ) % {
        "chance": seen.chance_by(seen.dates.ready_by), "ready": day(seen.dates.ready_by), "a": day(seen.day(half_first)),
        "b": day(seen.day(half_last)), "c": day(seen.day(first)), "d": day(seen.day(last)),
    }  # fmt: skip


def _six(seen: Outlook) -> str:
    if seen.later is None or seen.full is None or seen.situation is None or seen.advice is None or not seen.left:
        return ""
    if seen.dates is None or seen.dates.ready_by < seen.today:
        return ""
    at, advised = seen.later
    assert at.full is not None and seen.situation.full is not None
    six = seen.full.fan[SIX_WEEKS]
    known = {
        "now": seen.share, "low": percent(six.lower), "high": percent(six.upper), "before": percent(seen.situation.full),
        "after": percent(at.full), "advice": str(ADVISED[advised]),
    }  # fmt: skip
    if known["low"] == known["high"]:
        done = _("Six weeks from now %(low)d of 100 parts of the work are likely to be done; today it is %(now)d.")
    else:
        done = _("Six weeks from now between %(low)d and %(high)d of 100 parts of the work are likely to be done; today it is %(now)d.")
    moved = _("With the date six weeks later, the chance is %(after)d in 100 instead of %(before)d.")
    changed = _("The advice would then be: %(advice)s.") if advised is not seen.advice[0] else _("The advice would stay the same.")
    return f"{done % known} {moved % known} {changed % known}"


def _far(on: date, today: date, done: date | None) -> str:
    """How far off a day is, in the largest unit that says it."""
    days = (on - today).days
    if done:
        return _("registered on %(day)s") % {"day": day(done)}
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("passed %(n)d day ago", "passed %(n)d days ago", -days) % {"n": -days}
    if days < WEEKS_FROM:
        return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
    return ngettext("in %(n)d week", "in %(n)d weeks", days // 7) % {"n": days // 7}


def _rows(seen: Outlook) -> list[tuple[date, int, int, str]]:
    """Some days ahead, four weeks or a multiple of it apart, and the day itself."""
    if seen.full is None or seen.dates is None:
        return []
    bands, due = seen.full.fan, (seen.dates.ready_by - seen.today).days // 7
    apart = 4 * -(-len(bands) // (4 * MOST_ROWS))
    weeks = sorted({*range(apart, len(bands), apart), *([due] if 0 < due < len(bands) else [])})
    found = []
    for week in weeks:
        on = seen.dates.ready_by if week == due else seen.today + timedelta(days=7 * week)
        band = bands[week]
        low, high = percent(band.low), percent(band.high)
        found.append((on, seen.chance_by(on) or 0, percent(band.mid), f"{low}–{high}%" if low < high else f"{high}%"))
    return found


def _fan(seen: Outlook) -> Fan | None:
    if seen.full is None or seen.dates is None:
        return None
    bands = [(seen.today + timedelta(days=7 * one.weeks), one.low, one.lower, one.mid, one.upper, one.high) for one in seen.full.fan]
    marks = [FanMark(seen.dates.register_by, _("register by"), "due"), FanMark(seen.dates.ready_by, _("be ready by"), "goal")]
    return Fan(seen.past, bands, marks, seen.share)


NOW = {
    "unknown": gettext_lazy(
        "%(was)d of 100 parts of the work are done. When the checkpoint was set, too little was known to expect anything."
    ),
    "same": gettext_lazy("%(was)d of 100 parts of the work are done, as was forecast."),
    "fewer": gettext_lazy("%(was)d of 100 parts of the work are done; %(expected)d were forecast. That is %(n)d fewer."),
    "more": gettext_lazy("%(was)d of 100 parts of the work are done; %(expected)d were forecast. That is %(n)d more."),
    "chances": gettext_lazy("It is %(chance)d in 100 that you are ready in time; when the checkpoint was set it was %(before)d in 100."),
    "chance": gettext_lazy("It is %(chance)d in 100 that you are ready in time."),
}
THEN = {
    "unknown": gettext_lazy(
        "%(was)d of 100 parts of the work were done. When the checkpoint was set, too little was known to expect anything."
    ),
    "same": gettext_lazy("%(was)d of 100 parts of the work were done, as had been forecast."),
    "fewer": gettext_lazy("%(was)d of 100 parts of the work were done, %(n)d fewer than the %(expected)d that had been forecast."),
    "more": gettext_lazy("%(was)d of 100 parts of the work were done, %(n)d more than the %(expected)d that had been forecast."),
    "chances": gettext_lazy("It was %(chance)d in 100 to be ready in time, and %(before)d when the checkpoint was set."),
    "chance": gettext_lazy("It was %(chance)d in 100 to be ready in time."),
}


def compared(one: Checkpoint, was: int, chance: int | None, *, past: bool = False) -> list[str]:
    """What is so, or was, beside what was forecast when the checkpoint was set: the work that is done, and the chance. Sentences."""
    words, expected = THEN if past else NOW, one.expected
    said = {"was": was, "expected": expected, "chance": chance, "before": one.chance, "n": abs(was - (expected or 0))}
    found = ["unknown" if expected is None else "same" if was == expected else "fewer" if was < expected else "more"]
    if chance is not None:
        found.append("chance" if one.chance is None else "chances")
    return [str(words[name]) % said for name in found]


# The road -----------------------------------------------------------------------------------------------------------------


def reasons(one: road.Milepost, passed: Mapping[str, MilepostPassed], facts: Mapping[str, Sequence[Shortfall]]) -> list[str]:
    return [text.sentence(reason, {}) for reason in road.closed(one.key, roadfile.shipped(), passed, facts)]


@dataclass(frozen=True, kw_only=True)
class Progress:
    """The road in two sentences: how far one is, and what stands across it."""

    title: str
    said: str


def progress(stones: Sequence[Stone]) -> Progress:
    passed, lost = sum(one.state == "passed" for one in stones), sum(one.lost for one in stones)
    at = next((one for one in stones if one.state == "here"), None)
    title = _("%(passed)d of %(all)d mileposts are passed") % {"passed": passed, "all": len(stones)}
    if at is None:
        said = _("The road is behind you.")
    elif at.gate == "closed":
        said = _("Next is “%(title)s”. Its gate is closed.") % {"title": at.title}
    elif at.gate:
        said = _("Next is “%(title)s”. Its gate is open: you can pass.") % {"title": at.title}
    else:
        said = _("Next is “%(title)s”. No gate stands there.") % {"title": at.title}
    if lost:
        said += " " + ngettext(
            "Of one behind you, the gate would be closed today.", "Of %(n)d behind you, the gates would be closed today.", lost
        ) % {"n": lost}
    return Progress(title=title, said=said)


def stones(passed: Mapping[str, MilepostPassed], facts: Mapping[str, Sequence[Shortfall]]) -> list[Stone]:
    """The road as it is drawn. Where what a passed gate asked for holds no longer, it says so."""
    at, found = road.next_of(roadfile.shipped(), passed), []
    for one in roadfile.shipped():
        lacks = [reason for fact in one.gate for reason in facts[fact]]
        done, href = passed.get(one.key), reverse("readiness_milepost", args=[one.key])
        state = "passed" if done else "here" if one == at else "ahead"
        gate = "" if not one.gate else "closed" if lacks else "open"
        lost = bool(done and lacks)
        found.append(Stone(title=one.title, state=state, gate=gate, note=_noted(one, done, lacks), href=href, lost=lost))
    return found


def _noted(one: road.Milepost, done: MilepostPassed | None, lacks: Sequence[Shortfall]) -> str:
    if done:
        return _("Passed %(day)s") % {"day": date_format(done.passed_at, "j M Y")}
    if not one.gate:
        return _("No gate")
    if not lacks:
        return _("Gate open")
    return ngettext("Gate closed: %(n)d condition to go", "Gate closed: %(n)d conditions to go", len(lacks)) % {"n": len(lacks)}


def conditions(one: road.Milepost, facts: Mapping[str, Sequence[Shortfall]]) -> list[Reason]:
    """What the gate asks for, one line for each reason, or that it holds."""
    found = []
    for fact in one.gate:
        found += [Reason(text=text.sentence(lack, {})) for lack in facts[fact]] or [Reason(text=str(HOLDS[fact]), met=True)]
    return found


HOLDS = {
    "stakeholders_agreed": gettext_lazy("colleagues agree who the principal stakeholders are"),
    "employers_owned": gettext_lazy("every employer has an owner"),
    "proposals_tied": gettext_lazy("every proposal of the last three months is tied to a business issue"),
    "steps_sampled": gettext_lazy("files were drawn and looked at, and nothing is left to mend"),
    "standards_reached": gettext_lazy("every service standard reached its target over twelve months"),
    "breaches_explained": gettext_lazy("every breach of a standard is explained"),
    "impact_checked": gettext_lazy("looks back are done, and none is overdue"),
}
