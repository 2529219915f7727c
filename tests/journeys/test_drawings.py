"""Pictures as a browser sets them: no word outside its picture or over another, with names, numbers and months at their hardest."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template

from milepost.base import clock
from milepost.employers import journeyfile
from milepost.employers.impact import Series
from milepost.web.components import Column
from milepost.web.components.journey import drawn
from milepost.web.components.stakemap import Spot, stakemap
from milepost.web.employer import looking
from tests.journeys import provided
from tests.journeys.stage import DESK, PHONE, Stage
from tests.journeys.test_accessibility import ALL, AXE
from tests.web.components.test_charts import LONG, MONTHS, hard

pytestmark = pytest.mark.once

# Where words leave their picture or the page, or lie over each other by more than the empty edge of a letter.
FAULTS = """() => [...document.querySelectorAll('main svg')].filter(one => one.checkVisibility() && !one.ownerSVGElement).flatMap(picture => {
  const frame = picture.getBoundingClientRect(), found = []
  const words = [...picture.querySelectorAll('text')].filter(one => getComputedStyle(one).display !== 'none' && one.textContent.trim())
    .map(one => ({said: one.textContent, at: one.getBoundingClientRect()}))
  words.forEach((one, i) => {
    const {left, right, top, bottom} = one.at
    if (left < frame.left - 1 || right > frame.right + 1 || top < frame.top - 1 || bottom > frame.bottom + 1) found.push(['outside', one.said])
    for (const line of picture.querySelectorAll('line.due, line.goal')) {
      const at = line.getBoundingClientRect(), middle = (at.left + at.right) / 2
      if (picture.matches('.chart--fan') && middle > left + 1 && middle < right - 1 && at.top < bottom - 3 && at.bottom > top + 3) found.push(['struck through', one.said])
    }
    for (const other of words.slice(0, i)) {
      const across = Math.min(right, other.at.right) - Math.max(left, other.at.left)
      const down = Math.min(bottom, other.at.bottom) - Math.max(top, other.at.top)
      if (across > 0 && down > 2) found.push(['over', other.said, one.said])
    }
  })
  return found
})"""

# The same of what is no word in a picture: stones and gates with their words, sentences and tags of promises, chances.
OVER = """() => {
  const parts = [...document.querySelectorAll('main :is(h2, h3, blockquote, dt, dd, .stone, .boom__arm, .lost, .here, .tag, .meta, .span > *, .then, .score a, .legend li, .months)')]
    .filter(one => one.checkVisibility()).map(one => ({one, said: one.textContent.trim().slice(0, 40) || one.getAttribute('class'), at: one.getBoundingClientRect()}))
  const found = [], wide = document.documentElement.clientWidth
  parts.forEach(({one, said, at}, i) => {
    const frame = (one.closest('.card') || document.querySelector('main')).getBoundingClientRect()
    if (at.left < frame.left - 1 || at.right > Math.min(frame.right, wide) + 1 || at.bottom > frame.bottom + 1) found.push(['outside', said])
    if (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline' && one.clientWidth) found.push(['cut', said])
    for (const other of parts.slice(Math.max(i - 12, 0), i)) {
      if (one.contains(other.one) || other.one.contains(one)) continue
      const across = Math.min(at.right, other.at.right) - Math.max(at.left, other.at.left)
      const down = Math.min(at.bottom, other.at.bottom) - Math.max(at.top, other.at.top)
      if (across > 2 && down > 2) found.push(['over', other.said, said])
    }
  })
  return found
}"""
# A barrier: clear of every stone and of the ring around the one where we are, nearer to its own than to the next; open ones clear of the road.
BARRIERS = """() => [...document.querySelectorAll('.road')].flatMap(road => {
  const found = [], rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
  const box = (one, more) => { const at = one.getBoundingClientRect(); return {left: at.left - more, right: at.right + more, top: at.top - more, bottom: at.bottom + more} }
  const across = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left), down = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  const stones = [...road.children].map(one => box(one.querySelector('.stone'), one.matches('.is-here') ? .48 * rem : 0))
  const flat = stones.length > 1 && stones[1].top - stones[0].top < rem
  const away = (a, b) => -(flat ? across(a, b) : down(a, b))
  ;[...road.children].forEach((one, n) => {
    const gate = one.querySelector('.boom'), said = one.querySelector('h3').textContent.slice(0, 30)
    if (!gate) return
    const parts = [...gate.querySelectorAll('rect')].map(part => box(part, 0)), arm = box(gate.querySelector('.boom__arm'), 0)
    for (const part of parts) stones.forEach(stone => { if (across(part, stone) > 0 && down(part, stone) > 0) found.push(['barrier over a stone', said]) })
    const at = {left: Math.min(...parts.map(p => p.left)), right: Math.max(...parts.map(p => p.right)), top: Math.min(...parts.map(p => p.top)), bottom: Math.max(...parts.map(p => p.bottom))}
    if (stones[n + 1] && away(at, stones[n]) > away(at, stones[n + 1])) found.push(['nearer to the next', said])
    const li = one.getBoundingClientRect(), laid = getComputedStyle(one, '::before'), left = li.left + parseFloat(laid.left), top = li.top + parseFloat(laid.top)
    const tarmac = {left, right: left + parseFloat(laid.width), top, bottom: top + parseFloat(laid.height)}
    const over = across(arm, tarmac) > 1 && down(arm, tarmac) > 1
    if (over === gate.matches('.boom--up')) found.push([over ? 'open, and in the way' : 'closed, and not across', said])
  })
  return found
})"""
# Months of a promise: what is painted of a box keeps two pixels from its neighbour and from the base line, edges and all.
MONTHLY = """() => [...document.querySelectorAll('.months')].filter(one => one.checkVisibility()).flatMap(picture => {
  const painted = one => { const at = one.getBoundingClientRect(), style = getComputedStyle(one), edge = style.stroke === 'none' ? 0 : parseFloat(style.strokeWidth) / 2
    return {left: at.left - edge, right: at.right + edge, top: at.top - edge, bottom: at.bottom + edge} }
  const boxes = [...picture.querySelectorAll('rect')].map(painted), base = painted(picture.querySelector('.axis')).top, least = boxes.length > 12 ? .5 : 2
  return [...boxes.slice(1).map((one, n) => ['between months', one.left - boxes[n].right, least]), ...boxes.map(one => ['above the base line', base - one.bottom, 2])]
    .filter(([said, gap, least]) => !(gap >= least))
})"""
# Where we are on a road that lies flat: the road that is passed ends, and the one ahead begins, beneath the ring.
BENEATH = """() => [...document.querySelectorAll('.road--flat > .is-here')].flatMap(here => {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize), stone = here.querySelector('.stone').getBoundingClientRect(), found = []
  const laid = one => { const li = one.getBoundingClientRect(), style = getComputedStyle(one, '::before')
    return {left: li.left + parseFloat(style.left), right: li.right - parseFloat(style.right), bottom: li.top + parseFloat(style.top) + parseFloat(style.height)} }
  const ahead = laid(here), before = here.previousElementSibling
  if (ahead.left < stone.left || ahead.left > stone.right) found.push(['begins outside the ring', ahead.left - stone.left])
  if (before && Math.abs(laid(before).right - ahead.left) > .5) found.push(['tarmac and edges change apart', laid(before).right - ahead.left])
  if (ahead.bottom > stone.bottom + .48 * rem) found.push(['seen below the ring', ahead.bottom - stone.bottom - .48 * rem])
  return found
})"""
OF_A_PAGE = {"page-has-heading-one", "heading-order"}  # a picture without its page has no head
PAPER = 688  # pixels: what the margins of an A4 page leave
WIDTHS = (320, PHONE, 768, 1024, DESK)


def test_no_word_of_a_picture_is_cut_or_lies_over_another(stage: Stage) -> None:
    """A centre names its stages in long German words, an employer counts in millions and in hundredths, seven stakeholders have long names."""
    tab = stage.page()
    tab.goto("/")
    for name, html in pictures().items():
        tab.evaluate("html => document.querySelector('main').innerHTML = html", html)
        tab.evaluate("document.querySelector('main').className = 'page'")
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 900})
            assert tab.evaluate(FAULTS) == [], (name, width)
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, (name, width)


def test_road_fan_and_promise_board_stay_apart_at_every_width_and_on_paper(stage: Stage) -> None:
    """Nothing passed and everything; a week before a deadline and after it; twelve promises, kept, broken, unmeasured, in long words."""
    tab = stage.page()
    tab.goto("/")
    tab.evaluate("document.querySelector('main').className = 'page'")
    for name, html in provided.pictures(stage.cast.centre):
        tab.evaluate("html => document.querySelector('main').innerHTML = '<div class=stack-l>' + html + '</div>'", html)
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 900})
            assert tab.evaluate(FAULTS) + tab.evaluate(OVER) + tab.evaluate(BARRIERS) + tab.evaluate(MONTHLY) == [], (name, width)
            assert width < DESK or tab.evaluate(BENEATH) == [], name
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        tab.evaluate(AXE)
        assert [
            one["id"] for one in tab.evaluate("rules => axe.run('main', rules)", ALL)["violations"] if one["id"] not in OF_A_PAGE
        ] == [], name
        tab.emulate_media(media="print")
        tab.set_viewport_size({"width": PAPER, "height": 1000})
        assert tab.evaluate(FAULTS) + tab.evaluate(OVER) + tab.evaluate(BARRIERS) + tab.evaluate(MONTHLY) == [], (name, "on paper")
        tab.emulate_media(media="screen")


def test_the_head_says_whole_what_somebody_does(stage: Stage) -> None:
    """Also on the narrowest phone, and at a centre with a long name."""
    tab = stage.enter("cora")
    said = tab.locator(".who__text > span").first
    for words in (said.inner_text(), "keeps quality at Larkmoor", "keeps quality at Berufsbildungszentrum Oberlausitz-Niederschlesien"):
        said.evaluate("(one, words) => { one.textContent = words }", words)
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 900})
            cut = "one => [one, one.parentElement].some(it => it.scrollWidth > it.clientWidth && getComputedStyle(it).display !== 'inline')"
            assert not said.evaluate(cut), (words, width)
            inside = "one => { const at = one.getBoundingClientRect(), top = one.closest('.top').getBoundingClientRect(); return at.bottom <= top.bottom && at.right <= innerWidth }"
            assert said.evaluate(inside), (words, width)
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, (words, width)


def pictures() -> dict[str, str]:
    shipped = journeyfile.shipped()
    journeys = [shipped, hard(), replace(shipped, stages=shipped.stages[:1], again="")]
    spots = [Spot(title=LONG, near=1 + i % 3, note=f"{7 - i} of 7", more=LONG, agreed=i < 5) for i in range(7)]
    maps = [spots, spots[:1], [replace(one, near=3) for one in spots]]
    months: list[list[int | None]] = [[100] * 12, [0] * 12, [None] * 11 + [100], [83], [100, 0] * 12, [71, 82, 90, 100, 66, 54]]
    charts = [[Column(MONTHS[i % 12], share, hand=i % 3 == 0) for i, share in enumerate(some)] for some in months]
    charts += [[Column(f"{28 - i} {month}", 90 + i % 11) for i, month in enumerate(MONTHS)], [Column("28 Nov", 71)] * 6]
    return {
        "journeys": "".join(drawn(one, across=across) for one in journeys for across in (5, 3, 1)),
        "maps": "".join(stakemap("Larkmoor", one, label="") for one in maps),
        "columns": "".join(shown("{% columns parts=parts label='Kept' goal=90 %}", parts=parts) for parts in charts),
        "bars": "".join(shown("{% before_after parts=parts label='Calls' %}", parts=looking.drawn(one).bars) for one in counted()),
    }


def shown(source: str, **values: Any) -> str:
    return Template('<section class="card">' + source + "</section>").render(Context(values))


def counted() -> list[Series]:
    numbers = (
        ["212", "176", "141", "110"], ["1250000", "1310000", "1287500.5", "1500000"], ["0.04", "0.035", "0.01"], ["12", "19", "6"],
        ["-35", "-12", "8", "40"], ["31", "14"], ["0", "0", "25"], ["50", "50", "50"], ["98", "95", "92", "89", "86", "83", "80", "60"],
        ["123456789.12", "-23456789.1", "99999999.99"], ["900", "10", "5", "3"], ["1212", "1176", "1141", "1100", "1050", "1110"],
    )  # fmt: skip
    return [series([Decimal(one) for one in some]) for some in numbers]


def series(counts: list[Decimal]) -> Series:
    day = clock.today()
    again = [SimpleNamespace(value=one, measured_on=day + timedelta(days=90 * i)) for i, one in enumerate(counts[1:-1], start=1)]
    return Series("Calls", "calls", counts[0], day, counts[-1], day + timedelta(days=90 * len(counts)), tuple(again))  # type: ignore[arg-type]
