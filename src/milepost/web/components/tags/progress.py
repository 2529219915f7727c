"""How far somebody is: the road, the two truths, the wall of criteria, the skyline.

These hold hundreds of shapes on a page, so they are joined from strings; every text goes through `escape`.
"""

import html
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby

from django.template import Library
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from milepost.web.components import render
from milepost.web.components.parts import State, Stone, Text, UnitWall

register = Library()

# top and height in percent: met stands full, claimed half, redo hangs, doubt hangs lower, open lies
SLIVERS = {
    "m": ("met", 0, 100), "c": ("claim", 42, 58), "r": ("stop", 0, 42), "d": ("warn", 0, 60), "o": ("open", 84, 16),
}  # fmt: skip
UNIT_GAP = 2  # in slivers


@register.simple_tag
def road(*, stones: Iterable[Stone], flat: bool = False, ten: bool = False) -> SafeString:
    """The road with its stones. Flat from 1024 px on where asked, upright on phones always."""
    return render.part("road", stones=list(stones), flat=flat, ten=ten)


@register.simple_tag
def truths(
    *, signed: int, evidenced: int, time: int | None = None, note: Text = "", signed_words: Text = "", card: bool = False
) -> SafeString:
    """Signed off and evidenced, never one number; the post is the calendar. Whole percent, rounded down by whoever counts."""
    label = _("Evidenced %(evidenced)d percent, signed off %(signed)d percent") % {"evidenced": evidenced, "signed": signed}
    if time is not None:
        label = _("%(truths)s, time used %(time)d percent") % {"truths": label, "time": time}
    rest = {"signed": signed, "evidenced": evidenced, "time": time, "label": label, "note": note, "card": card}
    return render.part("truths", **rest, signed_words=signed_words or _("signed off"))


@register.simple_tag
def counts(*, met: int, shown: int, open: int, card: bool = False) -> SafeString:
    """The two truths of one unit, in numbers of criteria."""
    total = met + shown + open
    rest = {"met": met, "shown": shown, "open": open, "total": total, "card": card}
    met_share, shown_share = (met * 100 // total, (met + shown) * 100 // total) if total else (0, 0)
    label = _("%(met)d of %(total)d met, %(shown)d shown and not settled, %(open)d open") % rest
    return render.part("counts", **rest, met_share=met_share, shown_share=shown_share, label=label)


@register.simple_tag(name="credits")
def credit_bar(*, parts: Iterable[tuple[int, str]], whole: int, label: Text) -> SafeString:
    """What is chosen so far, side by side, against what is needed. The label says it as a sentence."""
    bars, left = [], 0.0
    for amount, kind in parts:
        width = min(amount * 100 / whole, 100 - left) if whole else 0
        if width > 0:
            bars.append((f"{left:.2f}", f"{max(width - 0.6, 0.4):.2f}", kind))
            left += width
    return render.part("credits", bars=bars, label=label)


@register.simple_tag
def meter(share: int, *, label: Text) -> SafeString:
    """One share of a whole, such as an upload on its way."""
    return format_html(
        '<svg class="up" role="img" aria-label="{}"><rect class="f-open" width="100%" height="100%" rx="5"/>'
        '<rect class="f-claim" width="{}%" height="100%" rx="5"/></svg>',
        label,
        min(max(share, 0), 100),
    )


@register.simple_tag
def cell(*, number: str, state: str) -> SafeString:
    """One criterion as a cell without a link, as in a legend."""
    return format_html('<span class="{}" aria-hidden="true">{}</span>', _cell_class(State.of(state)), number)


def _cell_class(state: State) -> str:
    return "cell" if state is State.OPEN else f"cell cell--{state.slug}"


def _drawn() -> dict[str, tuple[str, str]]:
    """Class and words of a cell, by the letter and the word of its state: looked up once for a whole wall."""
    drawn = {state: (_cell_class(state), html.escape(str(state.short))) for state in State}
    return {key: drawn[state] for state in State for key in (state.value, state.slug)}


def _cells(unit: UnitWall, drawn: dict[str, tuple[str, str]]) -> str:
    # hundreds a page: the standard library's escape, as Django's own does besides its bookkeeping
    code, parts, outcome = html.escape(unit.code), [], ""
    for number, value, href in unit.cells:
        look, words = drawn[value]
        group = number.rpartition(".")[0]
        new = " class=is-new" if outcome and group != outcome else ""
        outcome, shown = group, html.escape(number)
        if href:
            parts.append(f'<li{new}><a class="{look}" href="{html.escape(href)}" aria-label="{code} {shown}, {words}">{shown}</a>')
        else:
            parts.append(f'<li{new}><span class="{look}">{shown}<span class="govuk-visually-hidden">, {words}</span></span>')
    return "".join(parts)


@register.simple_tag
def wall(*, units: Iterable[UnitWall], current: str = "", level: int = 3) -> SafeString:
    """Every criterion of every unit at a glance; each cell leads to its criterion and says its state."""
    drawn, sections = _drawn(), []
    for unit in units:
        title = f'<span class="code">{escape(unit.code)}</span> {escape(unit.title)}'
        linked = f'<a href="{escape(unit.href)}">{title}</a>' if unit.href else f"<span>{title}</span>"
        score = escape(unit.note) if unit.note else f"{unit.met}/{len(unit.cells)}"
        marked = " is-current" if unit.code == current else ""
        sections.append(
            f'<section class="unit-map{marked}"><h{level}>{linked}<span class="num meta">{score}</span></h{level}>'
            f'<ul class="cells">{_cells(unit, drawn)}</ul></section>'
        )
    return mark_safe(f'<div class="units">{"".join(sections)}</div>')


@register.simple_tag
def legend(
    *, met: int | None = None, claimed: int | None = None, redo: int | None = None, doubt: int | None = None, open: int | None = None
) -> SafeString:
    """What the cells mean, with how many there are of each."""
    numbers = zip(State, (met, claimed, redo, doubt, open), strict=True)
    items = [
        f'<li><span class="{_cell_class(state)}" aria-hidden="true">1</span>{"" if number is None else f"{number} "}{escape(state.short)}</li>'
        for state, number in numbers
    ]
    return mark_safe(f'<ul class="legend">{"".join(items)}</ul>')


def _by_unit(cells: str | Sequence[str], sizes: Sequence[int]) -> list[str]:
    if not isinstance(cells, str):
        return list(cells)
    if not sizes:
        return cells.split()
    units, start = [], 0
    for size in sizes:
        units.append(cells[start : start + size])
        start += size
    return units


@register.simple_tag
def sky(*, cells: str | Sequence[str], label: Text, sizes: Sequence[int] = ()) -> SafeString:
    """One sliver a criterion, with a gap between units: a learner in one line. Neighbours in one state are one shape."""
    units = tuple(unit for unit in _by_unit(cells, sizes) if unit)
    if not units:
        return format_html(
            '<svg class="sky" role="img" aria-label="{}"><rect class="f-open" y="84%" width="100%" height="16%"/></svg>', label
        )
    return mark_safe(f'<svg class="sky" role="img" aria-label="{escape(label)}">{_skyline(units)}</svg>')


@lru_cache(maxsize=4096)  # a list of learners is opened more often than they change
def _skyline(units: tuple[str, ...]) -> str:
    slots = sum(map(len, units)) + UNIT_GAP * (len(units) - 1)
    shapes, x = [], 0
    for unit in units:
        for letter, run in groupby(unit):
            length = len(list(run))
            kind, top, height = SLIVERS[letter]
            shapes.append(
                f'<rect class="f-{kind}" x="{x * 100 / slots:.4g}%" y="{top}%" width="{length * 100 / slots:.4g}%" height="{height}%"/>'
            )
            x += length
        x += UNIT_GAP
    return "".join(shapes)


@register.simple_tag
def skykey() -> SafeString:
    """What the heights of a skyline mean."""
    words = {
        "m": _("met, full height"), "c": _("claimed, half"), "r": _("redo, hangs"), "d": _("in doubt, hangs lower"), "o": _("open, a line"),
    }  # fmt: skip
    items = []
    for letter, (kind, top, height) in SLIVERS.items():
        drawn = f'<svg class="skykey" aria-hidden="true"><rect class="f-{kind}" y="{top}%" width="100%" height="{height}%"/></svg>'
        items.append(f"<li>{drawn}{escape(words[letter])}</li>")
    return mark_safe(f'<ul class="legend">{"".join(items)}</ul>')
