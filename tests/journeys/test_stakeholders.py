"""Cora asks who matters most. Asif draws on his phone between two visits, without seeing what Ines drew; when Bea has drawn as well
the map stands there, and no name on it lies over another: on a small phone, on a desk, in the dark and on paper, however long it is."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from milepost.base import clock
from milepost.base.models import Actor
from milepost.employers import actions
from milepost.employers.models import StakeholderRound
from tests.journeys.stage import DESK, PHONE, Stage
from tests.journeys.test_review import silent

pytestmark = pytest.mark.once

LONG = (
    "Awarding organisations and their external quality assurers",
    "Donaudampfschifffahrtsgesellschaft und ihre Mannschaft",
    "EMPLOYERS WWWWWWWWWWWWWWWWWWWWWWW MMMMMMMMMMMMMMM",
    "Families, guardians and carers of learners under 19",
    "Learners",
)
FAULTS = """() => [...document.querySelectorAll('svg.stakes')].filter(one => one.checkVisibility()).flatMap(map => {
  const boxes = [...map.querySelectorAll('rect:not(.stakes__ring)')].map(one => one.getBBox()), whole = map.viewBox.baseVal
  const over = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
  const within = (a, b) => a.x >= b.x && a.x + a.width <= b.x + b.width && a.y >= b.y - 1 && a.y + a.height <= b.y + b.height + 1
  return [
    ...boxes.filter((one, i) => boxes.some((other, j) => i < j && over(one, other))).map(() => 'two boxes'),
    ...[...map.querySelectorAll('text')].filter(text => { const it = text.getBBox()
      return text.matches('.stakes__near') ? boxes.some(box => over(it, box)) || !within(it, whole) : !boxes.some(box => within(it, box))
    }).map(text => text.textContent),
  ]
})"""


def test_colleagues_draw_alone_and_see_the_map_together(stage: Stage) -> None:
    cast = stage.cast
    cora = stage.enter("cora")
    cora.goto("/stakeholders/")
    cora.get_by_role("link", name="Ask colleagues").click()
    for name in ("Cora Lindqvist", "Quentin Abara"):
        cora.get_by_label(name).uncheck()
    cora.get_by_role("button", name="Ask them to draw").click()
    expect(cora.get_by_text("0 of 3 colleagues have drawn.")).to_be_visible()
    one = StakeholderRound.objects.get()
    assert one.due_on == clock.today() + timedelta(days=7)
    drawn(cast.as_("ines"), one, near=(1, 2, 3, 3, 1))

    asif = stage.enter("asif", width=PHONE)
    asif.goto("/stakeholders/")
    asif.get_by_role("link", name="Draw your map").click()
    for number, name in enumerate(LONG, start=1):
        line = asif.get_by_role("group", name=f"Stakeholder {number}")
        line.get_by_label("Who", exact=True).fill(name)
        line.get_by_label("Right beside us").check()
        if number > 1:
            line.get_by_label("What they need from us").fill("To be asked.")
    asif.get_by_role("button", name="Show my map").click()
    expect(asif.locator("svg.stakes--tall")).to_be_visible()
    asif.get_by_role("button", name="Hand in my map").click()
    expect(asif.get_by_role("alert")).to_contain_text("Say in a sentence what")
    line = asif.get_by_role("group", name="Stakeholder 1")
    line.get_by_label("What they need from us").fill("Judgements that stand.")
    asif.get_by_role("button", name="Hand in my map").click()
    expect(asif.get_by_text("Handed in.")).to_be_visible()
    expect(asif.get_by_text("Ines sees it so.")).to_have_count(0)
    silent(asif)

    drawn(cast.as_("bea"), one, near=(1, 1, 1, 3, 1))
    asif.reload()
    expect(asif.get_by_role("heading", name="You agree who your principal stakeholders are")).to_be_visible()
    expect(asif.locator("table").first).to_contain_text("3 of 3")
    silent(asif)
    nothing_lies_over_anything(asif)


def drawn(by: Actor, one: StakeholderRound, *, near: tuple[int, ...]) -> None:
    names = [{"name": name, "near": near, "needs": "Ines sees it so."} for name, near in zip(LONG, near, strict=True)]
    actions.draw_stakeholders(one, by=by, names=names)


def nothing_lies_over_anything(page: Page) -> None:
    for width in (320, PHONE, 768, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator("svg.stakes:visible").count() == 1
        assert page.evaluate(FAULTS) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    assert page.evaluate(FAULTS) == []
