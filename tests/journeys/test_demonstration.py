"""A visitor walks through the demonstration, and the docs' pictures are taken on the way."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from milepost.demo.build import build
from milepost.demo.learners import LEARNERS
from tests.journeys.stage import PHONE, Stage


@pytest.mark.once
def test_a_visitor_looks_over_lenas_shoulder(house: Stage, settings: Settings) -> None:
    """The demonstration holds nine months of Lena's. A visitor chooses to be her, without any password: her page says what to do
    next, on a desk and on a phone. Then the visitor is Asif, whose workbench has what Lena handed in beside what it is to show.
    """
    settings.DEMO = True
    build(LEARNERS[:1], say=lambda line: None)

    desk, phone = house.page(), house.page(width=PHONE)
    for page in (desk, phone):
        be(page, "Lena")
        expect(page.get_by_role("complementary", name="Demo")).to_contain_text("You look at a demo as Lena Hartog.")
    settings.DEMO = False  # pictures show Milepost, not its demonstration
    for page, name in [(desk, "learner-home"), (phone, "learner-phone")]:
        page.goto("/learn/")
        expect(page.locator(".sign")).to_be_visible()
        house.picture(page, name)
    desk.goto("/learn/units/")
    expect(desk.get_by_role("heading", name="All criteria")).to_be_visible()
    house.picture(desk, "criteria-at-a-glance")

    settings.DEMO = True
    desk.goto("/learn/")
    desk.get_by_role("link", name="Be somebody else").click()
    expect(desk).to_have_url(re.compile("/demo/"))
    be(desk, "Asif")
    settings.DEMO = False
    desk.goto("/assess/")
    desk.get_by_role("link", name="Start with Lena").click()
    expect(desk.get_by_role("region", name="Evidence")).to_be_visible()
    desk.wait_for_load_state("networkidle")
    house.picture(desk, "workbench")


def be(page: Page, name: str) -> None:
    page.goto("/demo/")
    page.get_by_role("button", name=re.compile(f"^Be\\s{name}$")).click()
    expect(page.get_by_role("group").filter(has_text=re.compile(f"^{name} .* (learns|assesses) at"))).to_have_count(1)
