"""Charts drawn on the server: shapes stretch with the page, words do not. Each stands beside its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.template import Library
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from milepost.web.components.lettering import width_of
from milepost.web.components.parts import Bar, Column, Fan, Text

register = Library()
WORDS, APART = 13, 2  # size of the words, as the style sheet has them, and what lies between two of them
TOP, HIGH = 13, 72  # percent of the height: where the columns begin, and how high a full one is

# Where not all words have room, only some stand: (class, the narrowest that the chart is then). The style sheet asks how wide it is.
ROOMS = (("no-xs", 250), ("no-s", 304), ("no-m", 416), ("no-l", 640))


def _standing(number: int, need: float, room: float) -> set[int]:
    """Of so many columns, those with words: the last and every second one, or the middle of every group as wide as the words."""
    column = room / number
    if need + APART <= column:
        return set(range(number))
    if need <= column + 2 * APART:
        return set(range(number - 1, -1, -2))
    step = next(n for n in range(3, 2 * number + 4, 2) if need + APART <= n * column or n > number)
    return set(range(number - 1 - step // 2, step // 2 - 1, -step)) or {number // 2}


def _unworded(parts: Sequence[Column]) -> list[str]:
    """For each column the classes that hide its words."""
    need = max((width_of(str(words), WORDS) for one in parts for words in (one.label, _share(one))), default=0)
    standing = [(name, _standing(len(parts), need, room)) for name, room in ROOMS]
    return [" ".join(name for name, some in standing if i not in some) for i in range(len(parts))]


def _share(one: Column) -> str:
    return "–" if one.share is None else str(one.share)


@register.simple_tag
def columns(*, parts: Sequence[Column], label: Text, goal: int | None = None) -> SafeString:
    """A share of a hundred for each of some months, as columns with their numbers above; the line is the goal. `label` says the finding."""
    number = max(len(parts), 1)
    bars = format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        (
            ("col col--hand" if one.hand else "col", f"{i + 0.15:.2f}", 100 - max(one.share, 1), "0.7", max(one.share, 1))
            for i, one in enumerate(parts)
            if one.share is not None
        ),
    )
    words = format_html_join(
        "",
        '<text class="strong{}" x="{}%" y="8%" text-anchor="middle">{}</text><text class="{}" x="{}%" y="97%" text-anchor="middle">{}</text>',
        (
            (hidden and f" {hidden}", middle, _share(one), hidden, middle, one.label)
            for i, (one, hidden) in enumerate(zip(parts, _unworded(parts), strict=True))
            for middle in (f"{(i + 0.5) * 100 / number:.2f}",)
        ),
    )
    line = ""
    if goal is not None:  # behind the columns: where it would cross one, its top says more
        at = f"{TOP + HIGH * (100 - goal) / 100:.2f}"
        line = format_html('<line class="goal" x1="0" x2="100%" y1="{0}%" y2="{0}%"/>', at)
    return format_html(
        '<div class="charted"><svg class="chart chart--columns" role="img" aria-label="{}">{}<line class="axis" x1="0" x2="100%" y1="{}%" y2="{}%"/>'
        '<svg x="0" y="{}%" width="100%" height="{}%" viewBox="0 0 {} 100" preserveAspectRatio="none">{}</svg>{}</svg></div>',
        label, line, TOP + HIGH, TOP + HIGH, TOP, HIGH, number, bars, words,
    )  # fmt: skip


ABOVE, TALL = 12, 66  # percent of the height: where the bars begin, and how high all of them are together
NUMBER = 10  # percent of the height that a number above its bar takes


@register.simple_tag
def before_after(*, parts: Sequence[Bar], label: Text) -> SafeString:
    """One measure on some days as bars with their numbers above; the dashed line is what was wanted. `label` says the finding."""
    number = max(len(parts), 1)
    none = Decimal(0)
    low, high = min([none, *(one.value for one in parts)]), max([none, *(one.value for one in parts)])
    span = high - low or Decimal(1)

    def down(value: Decimal) -> float:
        return float((high - value) * 100 / span)

    bars = format_html_join(
        "",
        '<rect class="col col--{}" x="{}" y="{}" width="0.64" height="{}"/>',
        (
            (one.kind, f"{i + 0.18:.2f}", f"{top:.2f}", f"{max(down(min(one.value, none)) - top, 1):.2f}")
            for i, one in enumerate(parts)
            for top in (min(down(max(one.value, none)), 99),)
        ),
    )
    wanted = next((one for one in parts if one.kind == "wanted"), None)
    goal = None if wanted is None else ABOVE + TALL * down(wanted.value) / 100

    def foot(one: Bar) -> float:
        """Where the number of a bar stands: above the bar, and above the line where that would strike it through."""
        top = ABOVE + TALL * down(max(one.value, none)) / 100
        return goal if goal is not None and top - NUMBER < goal < top else top

    words = format_html_join(
        "",
        '<text class="strong" x="{0}%" y="{1}%" dy="-6" text-anchor="middle">{2}</text><text x="{0}%" y="90%" text-anchor="middle">{3}</text>'
        '<text x="{0}%" y="98%" text-anchor="middle">{4}</text>',
        ((f"{(i + 0.5) * 100 / number:.2f}", f"{foot(one):.2f}", one.words, one.label, one.below) for i, one in enumerate(parts)),
    )
    line = ""
    if goal is not None:
        line = format_html('<line class="goal goal--wanted" x1="0" x2="100%" y1="{0}%" y2="{0}%"/>', f"{goal:.2f}")
    zero = f"{ABOVE + TALL * down(none) / 100:.2f}"
    return format_html(
        '<svg class="chart chart--bars" role="img" aria-label="{}"><line class="axis" x1="0" x2="100%" y1="{}%" y2="{}%"/>{}'
        '<svg x="0" y="{}%" width="100%" height="{}%" viewBox="0 0 {} 100" preserveAspectRatio="none">{}</svg>{}</svg>',
        label, zero, zero, line, ABOVE, TALL, number, bars, words,
    )  # fmt: skip


CEILING, FLOOR = 20, 88  # percent of the height: where everything is done, and where nothing is
LANES = (4, 11)  # percent of the height: each mark has a line of its own for its words, above the curve, so that none meet
STEPS = (1, 2, 4, 6, 12, 24, 60)  # months between two names
MOST_MONTHS = 5  # on a narrow page; twice as many on a wide one
LINE = 1.25  # from one line of words to the next, in heights of a letter
ROOM = 205  # pixels: how wide the curve is on the narrowest page
ASIDE, MARGIN = 3, 22  # percent of that: from a line to words beside it, and what is free left of the curve


def _months(first: date, last: date) -> list[date]:
    """The first days of the months between."""
    found, year, month = [], first.year, first.month
    while (day := date(year, month, 1)) <= last:
        if day >= first:
            found.append(day)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def _stretch(at: float, wide: float, hung: str) -> tuple[float, float]:
    """From where to where words reach that are hung on a line: right of it, left of it, or over it."""
    left = at + ASIDE if hung == "start" else at - wide - ASIDE if hung == "end" else at - wide / 2
    return left, left + wide


def _lanes(at: Sequence[float], said: Sequence[str]) -> list[tuple[float, str]]:
    """In which lane the words of the two marks stand, and how they hang on their line: inside the picture, and none struck through.

    The line of the words above runs through the lane of those below, so it may not cross them on the narrowest page either.
    """
    wide = [width_of(one, WORDS) * 100 / ROOM for one in said]

    def faults(hung: tuple[str, str], above: int) -> tuple[int, int]:
        places = [_stretch(where, some, how) for where, some, how in zip(at, wide, hung, strict=True)]
        left, right = places[1 - above]
        outside = sum(low < -MARGIN or high > 100 + ASIDE for low, high in places)
        return outside + (left - ASIDE < at[above] < right + ASIDE), sum(how != "middle" for how in hung)

    ways = ("middle", "end", "start")
    every = [((one, other), above) for above in (0, 1) for one in ways for other in ways]
    hung, above = min(every, key=lambda one: faults(*one))
    return [(LANES[one != above], hung[one]) for one in (0, 1)]


@dataclass(frozen=True)
class Spot:
    """Where the words of the last point stand: which way they run, how far up or down (in heights of a letter), on how many lines."""

    hung: str
    down: float
    lines: tuple[str, ...]

    @property
    def _up(self) -> bool:
        return self.down < 0

    def faults(self, at: float, now: float, curve: Sequence[tuple[float, float]], marks: Sequence[float]) -> int:
        """By how many lines and parts of the curve they would be struck on the narrowest page, and whether they leave it."""
        wide = max(width_of(one, WORDS) for one in self.lines) * 100 / ROOM + ASIDE + 1
        left, right = (at - wide, at) if self.hung == "end" else (at, at + wide)
        near, far = (3, 4 + 7 * len(self.lines)) if self._up else (-12, -3)
        across = sum(left - 1 < one < right + 1 for one in marks)
        return (
            3 * (left < -1 - ASIDE or right > 100 + ASIDE) + across
            + any(left < x < right and now + near < share < now + far for x, share in curve)
        )  # fmt: skip

    def drawn(self, x: str, y: str) -> SafeString:
        aside = -0.7 if self.hung == "end" else 0.75
        first = self.down - (LINE * (len(self.lines) - 1) if self._up else 0)
        return format_html_join(
            "", '<text class="strong" x="{}%" y="{}%" dx="{}em" dy="{}em" text-anchor="{}">{}</text>',
            ((x, y, aside, f"{first + LINE * n:.2f}", self.hung, one) for n, one in enumerate(self.lines)),
        )  # fmt: skip


def _spot(at: float, now: int, curve: Sequence[tuple[float, float]], marks: Sequence[float]) -> Spot:
    """Left of the point and above the curve, or right of it and below: where nothing strikes the words; narrow, if that is what it takes."""
    today, share = _("today"), f"{now}%"
    one = (f"{today} {share}",)
    left, right = Spot("end", -0.6, one), Spot("start", -0.75 if now < 15 else 1.4, one)
    places = [left, right] if at > 36 else [right, left]
    return min([*places, Spot("end", -0.6, (today, share))] if now < 85 else places, key=lambda spot: spot.faults(at, now, curve, marks))


@register.simple_tag
def fan(*, fan: Fan, label: Text) -> SafeString:
    """A share of a hundred so far, and the ranges in which it goes on; lines are the days that matter. `label` says the finding."""
    first = fan.past[0][0] if fan.past else fan.bands[0][0]
    last = max(fan.bands[-1][0], *(mark.on for mark in fan.marks))
    span = max((last - first).days, 1)

    def x(day: date) -> float:
        return max((day - first).days, 0) * 99 / span

    def line(points: Sequence[tuple[date, float]]) -> str:
        return " ".join(f"{x(day) * 100 / 99:.2f},{100 - share * 100:.2f}" for day, share in points)

    def between(low: int, high: int) -> str:
        return line([*((one[0], float(one[high])) for one in fan.bands), *((one[0], float(one[low])) for one in reversed(fan.bands))])  # type: ignore[arg-type]

    months = _months(first, last)
    step = next(n for n in STEPS if len(months) <= n * MOST_MONTHS or n == STEPS[-1])
    wide = next(n for n in STEPS if step % n == 0 and (len(months) <= 2 * n * MOST_MONTHS or n == step))
    named = format_html_join(
        "",
        '<text{} x="{}%" y="96%" text-anchor="middle">{}</text>',
        (
            (
                format_html(' class="{}"', kind) if kind else "",
                f"{min(max(x(day), 3), 96):.2f}",
                day.year if day.month == 1 else date_format(day, "M"),
            )
            for day in months
            if (day.month - 1) % wide == 0
            for kind in (" ".join(["wide-only"] * ((day.month - 1) % step > 0) + ["strong"] * (day.month == 1)),)
        ),
    )
    axes = format_html_join(
        "",
        '<line class="{0}" x1="0%" x2="99%" y1="{1}%" y2="{1}%"/>{2}',
        (
            (
                "axis" if at == FLOOR else "level",
                at,
                format_html('<text x="0%" y="{}%" dx="-8" dy="4" text-anchor="end">{}</text>', at, said) if said else "",
            )
            for at, said in ((FLOOR, "0%"), ((FLOOR + CEILING) // 2, "50%"), (CEILING, "100%"))
        ),
    )
    said = [f"{mark.label} {date_format(mark.on, 'j M')}" for mark in fan.marks]
    placed = [
        (mark, words, lane, hung)
        for mark, words, (lane, hung) in zip(fan.marks, said, _lanes([x(mark.on) for mark in fan.marks], said), strict=True)
        if mark.on >= first
    ]
    inside = '<svg x="0%" y="{}%" width="99%" height="{}%" viewBox="0 0 100 100" preserveAspectRatio="none" overflow="visible">{}</svg>'
    bands = format_html(
        '<polygon class="b90" points="{}"/><polygon class="b50" points="{}"/><polyline class="past" points="{}"/>',
        between(1, 5), between(2, 4), line([(day, share / 100) for day, share in fan.past]),
    )  # fmt: skip
    middle = format_html('<polyline class="mid" points="{}"/>', line([(one[0], one[3]) for one in fan.bands]))
    drawn, above = (
        format_html(inside, CEILING, FLOOR - CEILING, shapes) for shapes in (bands, middle)
    )  # the middle over the days, or they hide it
    days = [x(mark.on) for mark, *_rest in placed]
    aside = (-2.5, 2.5) if len(days) == 2 and abs(days[0] - days[1]) < 1 else (0, 0)  # two on one day stand side by side
    stood = [
        (kind, f"{day:.2f}", lane + 3, FLOOR, f"translate({some} 0)")
        for kinds in (["apart"] * len(placed), [mark.kind for mark, *_rest in placed])
        for kind, day, (_mark, _words, lane, _hung), some in zip(kinds, days, placed, aside, strict=False)
    ]
    lines = format_html_join("", '<line class="{0}" x1="{1}%" x2="{1}%" y1="{2}%" y2="{3}%" transform="{4}"/>', stood)
    words = format_html_join(
        "",
        '<text class="strong" x="{}%" y="{}%" dx="{}em" dy=".3em" text-anchor="{}">{}</text>',
        ((f"{x(mark.on):.2f}", lane, {"start": 0.6, "end": -0.6}.get(hung, 0), hung, words) for mark, words, lane, hung in placed),
    )
    today = fan.bands[0][0]
    at, up = x(today), CEILING + (FLOOR - CEILING) * (100 - fan.now) / 100
    curve = [*((x(day), float(share)) for day, share in fan.past), *((x(one[0]), one[1] * 100) for one in fan.bands)]
    spot = _spot(at, fan.now, curve, [x(mark.on) for mark, *_rest in placed])
    here = format_html(
        '<circle class="f-ink" cx="{0}%" cy="{1}%" r="5"/>{2}', f"{at:.2f}", f"{up:.2f}", spot.drawn(f"{at:.2f}", f"{up:.2f}")
    )
    return format_html(
        '<svg class="chart chart--fan" role="img" aria-label="{}">{}{}{}{}{}{}{}</svg>',
        label, axes, named, drawn, lines, above, here, words,
    )  # fmt: skip
