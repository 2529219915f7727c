"""The stage on which journeys play: the cast, a server, a browser, and a look at the journal when the curtain falls."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.journeys.launching import launched
from tests.journeys.stage import Stage, nothing_is_wrong


def answered() -> None:
    """Wait for what a closed page had asked for, so that it does not ask the database after the test."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=10)


@pytest.fixture
def house(browser_path: str, live_server: LiveServer, settings: Settings) -> Iterator[Stage]:
    """An empty stage. Opened after the server and closed before it, so that the driver's loop is gone when tables are emptied."""
    settings.BASE_URL = live_server.url
    with sync_playwright() as playwright:
        browser = launched(playwright.chromium, browser_path)
        played = Stage(browser=browser, url=live_server.url)
        yield played
        browser.close()
        answered()
        connections.close_all()  # the one that was opened beside the driver's loop
    nothing_is_wrong()
    assert not played.complaints, "\n".join(["The browser complained.", *played.complaints])


@pytest.fixture
def stage(cast: Cast, house: Stage) -> Stage:
    """The stage with the cast on it."""
    house.cast = cast
    return house
