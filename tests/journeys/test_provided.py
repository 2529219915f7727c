"""The provider's own pages, filled: the outlook with its road, promises that are kept and broken. Axe is silent in both themes."""

from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from milepost.base import clock
from milepost.notices import tasks as telling
from milepost.readiness import actions as readiness
from tests import build
from tests.cast import Cast
from tests.journeys.stage import PHONE, Stage
from tests.journeys.test_review import silent
from tests.readiness.test_road import WEEK, noted, paced, set_dates
from tests.web.promised import Promised, promised

pytestmark = pytest.mark.once


def on_the_road(cast: Cast) -> None:
    """Two dates, ten weeks of work, a checkpoint whose day has come and one ahead."""
    set_dates(cast, ready_by=clock.today() + 20 * WEEK, hours_a_week=Decimal("7.5"))
    paced(cast)
    noted(cast, weeks_ago=3, hours=12, milepost="helped")
    by, today = cast.as_("quentin"), clock.today()
    with clock.at(clock.now() - timedelta(days=14)):
        readiness.set_checkpoint(cast.centre, by=by, on=today)
    readiness.set_checkpoint(cast.centre, by=by, on=today + 5 * WEEK)


def promises(cast: Cast) -> Promised:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    telling.tell_pending(limit=1000)
    return promised(cast, made)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_providers_own_pages_are_read_by_everybody(stage: Stage, theme: str) -> None:
    """Quentin looks where the road stands and how likely the day is; a stranger on a phone reads whether promises are kept."""
    on_the_road(stage.cast)
    made = promises(stage.cast)
    quentin = stage.enter("quentin", theme=theme)
    for address in (
        "/readiness/",
        "/readiness/work/",
        "/readiness/dates/",
        "/readiness/mileposts/stakeholders/",
        "/promises/",
        "/promises/set/",
    ):
        quentin.goto(address)
        silent(quentin)
    quentin.goto("/readiness/")
    expect(quentin.get_by_role("heading", name="0 of 9 mileposts are passed")).to_be_visible()
    expect(quentin.get_by_text("Ready in time")).to_be_visible()
    quentin.get_by_role("link", name="Judge anew for").click()
    expect(quentin.get_by_role("heading", name="What is so today")).to_be_visible()
    silent(quentin)
    quentin.get_by_label("What follows from it?").fill("We keep going.")
    quentin.get_by_role("button", name="Keep this").click()
    expect(quentin.get_by_text("that had been forecast").or_(quentin.get_by_text("as had been forecast")).first).to_be_visible()
    quentin.goto(f"/promises/actions/{made.action.uuid}/")
    expect(quentin.get_by_role("heading", name="Hand it over")).to_be_visible()
    silent(quentin)
    quentin.goto(f"/promises/remedies/{made.remedy.uuid}/")
    silent(quentin)
    lena = stage.enter("lena", width=PHONE, theme=theme)
    lena.goto("/promises/mine/")
    silent(lena)
    stranger = stage.page(width=PHONE, theme=theme)
    stranger.goto(f"/promises/said/{made.token}/")
    silent(stranger)
    stranger.get_by_role("button", name="Yes").click()
    stranger.get_by_role("link", name="See whether our promises are kept").click()
    expect(stranger.get_by_role("heading", name="Nothing shows yet whether our promises are kept")).to_be_visible()
    silent(stranger)
