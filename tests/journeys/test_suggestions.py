"""A learner who does not know the criteria by heart writes what happened, and finds what it shows."""

import pytest
from playwright.sync_api import Page, expect

from milepost.portfolios.models import Claim
from tests import build
from tests.journeys.stage import PHONE, Stage, at_work
from tests.journeys.test_accessibility import ALL, AXE


def no_complaint_of_axe(page: Page) -> None:
    page.evaluate(AXE)
    faults = page.evaluate("rules => axe.run(rules)", ALL)["violations"]
    assert [(fault["id"], [node["html"][:160] for node in fault["nodes"][:3]]) for fault in faults] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def fixed_bars(page: Page) -> float:
    """How much of a phone's height the bars at its foot take, in pixels."""
    bars: float = page.evaluate(
        "[...document.querySelectorAll('.dock, .places')].filter(bar => bar.checkVisibility({visibilityProperty: true})).reduce((all, bar) => all + bar.getBoundingClientRect().height, 0)"
    )
    return bars


@pytest.mark.once
def test_suggestions_are_taken_with_a_tap(stage: Stage) -> None:
    """Lena writes on her phone, on the bus home, about a complaint that she took over. While she writes, criteria appear below
    the paragraph, each with her own words that say why. She takes one with a tap, takes another, gives it back, and puts the part
    into her portfolio: one claim is there. Then she adds a photo's story as new evidence, and takes what is suggested there.
    """
    at_work(stage.cast, units=("401", "402", "403", "405", "407", "408", "410"))
    lena = stage.enter("lena", width=PHONE)
    lena.goto("/learn/units/write/T/907/4091/")
    first = lena.get_by_label("Paragraph 1")
    first.fill("A caller asked for a manager, so I took the call over, said sorry that she had to tell it again and read the notes")
    first.press_sequentially(" first.")
    offered = lena.locator("#suggest-1 .suggested li")
    expect(offered.first).to_contain_text("because of: ")
    sorry = offered.filter(has_text="with an apology")
    expect(sorry).to_contain_text("sorry")
    sorry.get_by_role("button", name="Claim it").tap()
    expect(sorry.get_by_role("button", name="Claimed")).to_be_visible()
    ticked = lena.locator("#p-1").get_by_role("checkbox", checked=True)
    expect(ticked).to_have_count(1)
    other = offered.filter(has_not_text="with an apology").first
    other.get_by_role("button", name="Claim it").tap()
    expect(ticked).to_have_count(2)
    other.get_by_role("button", name="Claimed").tap()
    expect(ticked).to_have_count(1)
    no_complaint_of_axe(lena)
    first.tap()  # who writes has the room to themselves: the places come back when nobody writes
    assert fixed_bars(lena) <= 72
    lena.get_by_role("heading", level=1).tap()
    expect(lena.get_by_role("navigation", name="Places").get_by_role("link").first).to_be_visible()
    first.tap()
    lena.get_by_role("button", name="Put into the portfolio").click()
    expect(lena.get_by_role("status").filter(has_text="kept with 1 claim")).to_be_visible()
    assert Claim.objects.get().target == "T/907/4091:1.2"

    lena.goto("/learn/evidence/add/")
    lena.get_by_role("radio", name="Write").check()
    lena.get_by_label("Your words").fill(
        "We were three people short after lunch, so I offered overtime and asked the other site to take our calls."
    )
    lena.get_by_label("Short name").press_sequentially("A short afternoon")
    overtime = lena.locator("#suggests .suggested li").filter(has_text="Use overtime")
    overtime.get_by_role("button", name="Claim it").tap()
    expect(lena.get_by_role("button", name="Hand in 1 claim")).to_be_visible()
    no_complaint_of_axe(lena)
    lena.get_by_role("button", name="Keep as draft").click()
    expect(lena.get_by_role("status").filter(has_text="kept with 1 claim")).to_be_visible()
    assert Claim.objects.count() == 2


@pytest.mark.once
def test_suggestions_without_javascript(stage: Stage) -> None:
    """The same with a browser that runs no scripts: a button asks, a button takes, and the page comes back with all that was typed."""
    build.with_units(stage.cast)
    lena = stage.enter("lena", width=PHONE, javascript=False)
    lena.goto("/learn/units/write/L1/")
    lena.get_by_label("Paragraph 1").fill("I trimmed the wick of the lamp at dusk.")
    lena.get_by_role("button", name="Suggest what it shows in paragraph 1").click()
    lena.get_by_role("button", name="Claim it L1, 1.1").click()
    expect(lena.get_by_label("Paragraph 1")).to_have_value("I trimmed the wick of the lamp at dusk.")
    expect(lena.locator("#p-1").get_by_role("checkbox", checked=True)).to_have_count(1)
    expect(lena.locator("[data-dock-status]")).to_contain_text("Draft kept")
    lena.get_by_label("Paragraph 1").tap()
    assert fixed_bars(lena) <= 72  # the moment at which it was kept makes the bar no higher
    lena.get_by_role("button", name="Put into the portfolio").click()
    expect(lena.get_by_role("status").filter(has_text="kept with 1 claim")).to_be_visible()

    lena.goto("/learn/evidence/add/")
    lena.get_by_role("radio", name="Write").check()
    lena.get_by_label("Your words").fill("I trimmed another wick.")
    lena.get_by_label("Short name").fill("Another wick")
    lena.get_by_role("button", name="Suggest what it shows").click()
    lena.get_by_role("button", name="Claim it L1, 1.1").click()
    expect(lena.get_by_label("Your words")).to_have_value("I trimmed another wick.")
    lena.get_by_role("button", name="Keep as draft").click()
    expect(lena.get_by_role("status").filter(has_text="kept with 1 claim")).to_be_visible()
    assert Claim.objects.count() == 2
