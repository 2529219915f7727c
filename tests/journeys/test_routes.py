"""A learner who does not know which units to take asks for the ways to complete, and takes one."""

import re

import pytest
from playwright.sync_api import expect

from milepost.portfolios.models import UnitPlan
from tests.journeys.stage import PHONE, Stage, at_work
from tests.journeys.test_suggestions import no_complaint_of_axe


@pytest.mark.once
def test_a_way_to_complete_is_asked_for_follows_the_ticks_and_is_taken(stage: Stage) -> None:
    """Lena looks at her choice on her phone. She asks for the ways with the fewest credits, rules a unit out, and says what her
    job is. She unticks a unit, and the ways follow. She takes one with a tap: its units are ticked, and nothing is proposed yet.
    """
    at_work(stage.cast)
    lena = stage.enter("lena", width=PHONE)
    lena.goto("/learn/units/choose/")
    ways, said = lena.locator("#routes"), lena.locator("#wishes")
    ways.get_by_role("link", name="Fewest credits to go").tap()
    expect(ways.get_by_role("status")).to_contain_text("fewest credits to go first")
    no_complaint_of_axe(lena)

    said.get_by_role("link", name="Say it").tap()
    said.get_by_label("The job in a few sentences").fill("I take calls about late deliveries and agree refunds.")
    said.locator("summary").last.tap()
    out = said.get_by_role("combobox").last
    code = (lena.locator(f"label[for='{out.get_attribute('id')}'] .code").text_content() or "").strip()
    out.select_option(label="Not possible")
    no_complaint_of_axe(lena)
    said.get_by_role("button", name="Keep this").tap()
    expect(said).to_contain_text("I take calls about late deliveries")
    expect(said).to_contain_text(code)

    ways.get_by_role("link", name="Nearest to the present choice").tap()
    expect(ways).to_contain_text("This is what is ticked now.")
    ticked = lena.locator("input[name=unit]:checked")
    units = ticked.count()
    lena.locator("label[for='" + (ticked.last.get_attribute("id") or "") + "']").tap()
    expect(ways.get_by_role("listitem").first).to_contain_text(re.compile("Of the present choice: add "))
    ways.get_by_role("button", name="Take way 1").tap()
    expect(lena.get_by_role("status").filter(has_text="are ticked now")).to_be_visible()
    expect(lena.locator("#v")).to_have_text("These units make the award")
    assert ticked.count() <= units
    assert UnitPlan.objects.count() == 1  # the one that was agreed
