"""The gallery in a real browser: every component, at both widths and in both themes, with nothing for axe to find."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings
from django.urls import include, path
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from milepost.web import gallery
from tests.journeys.launching import launched

pytestmark = pytest.mark.once

AXE = (Path(__file__).parent / "vendor/axe-core-4.14.1/axe.min.js").read_text()
RULES = "{rules: {'target-size': {enabled: true}}, resultTypes: ['violations']}"
urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("files/", include("milepost.web.files.urls")),
    path("gallery/", gallery.components, name="gallery"),
]


@pytest.fixture
def browser(browser_path: str, server: str) -> Iterator[Browser]:
    """Opened after the server and closed before it, so that the driver's loop is gone when tables are emptied."""
    with sync_playwright() as playwright:
        running = launched(playwright.chromium, browser_path)
        yield running
        running.close()


@pytest.fixture
def server(live_server: LiveServer) -> Iterator[str]:
    with override_settings(ROOT_URLCONF=__name__):
        yield live_server.url


def opened(browser: Browser, address: str, *, width: int, theme: str = "light") -> tuple[Page, list[str]]:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark" if theme == "dark" else "light")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    return page, complaints


def test_axe_finds_nothing_and_the_policy_blocks_nothing(browser: Browser, server: str) -> None:
    for width, theme in [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]:
        page, complaints = opened(browser, f"{server}/gallery/", width=width, theme=theme)
        page.evaluate(AXE)
        found = page.evaluate(f"axe.run({RULES})")["violations"]
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == [], (width, theme)
        assert complaints == [], (width, theme)
        page.close()
    page, _ = opened(browser, f"{server}/gallery/", width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320, "nothing scrolls sideways"


def test_the_keys_move_decide_and_undo_and_a_refused_act_answers(browser: Browser, server: str) -> None:
    page, _ = opened(browser, f"{server}/gallery/", width=1440)
    now = "document.querySelector('.verdict.is-now .code').textContent"
    chosen = "document.querySelector('.verdict.is-now input:checked').value"
    page.focus(".verdict.is-now input:checked")
    page.keyboard.press("n")
    assert (page.evaluate(now), page.evaluate(chosen)) == ("3.4", "not_yet")
    page.keyboard.press("j")
    page.keyboard.press("v")
    # 3.5 is decided, and the keys come back to 3.4, which lacks its reason.
    assert (page.evaluate(now), page.evaluate(chosen)) == ("3.4", "not_yet")
    assert page.locator(".verdict", has_text="3.5").locator("input:checked").get_attribute("value") == "ask"
    page.keyboard.press("u")
    page.keyboard.press("u")
    assert (page.evaluate(now), page.evaluate(chosen)) == ("3.4", "met")
    refused = page.locator("button", has_text="Draw the sample")
    refused.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="someone else must sample them")).to_have_count(1)
    assert page.url.endswith("/gallery/")
