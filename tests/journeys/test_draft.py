"""On a slow line a page's programs come after its words: what somebody types before is kept all the same."""

import re

from playwright.sync_api import Route, expect

from tests.journeys.stage import PHONE, Stage, at_work


def test_what_is_typed_before_the_program_is_there_is_kept(stage: Stage) -> None:
    """Lena begins to write while the page still loads, and leaves it then: her words are there when she comes back."""
    at_work(stage.cast)
    page = stage.enter("lena", width=PHONE)
    held: list[Route] = []
    arrived = False

    def slow(route: Route) -> None:
        if arrived:
            route.continue_()
        else:
            held.append(route)

    page.route(re.compile(r"/draft[^/]*\.js"), slow)
    page.goto("/learn/evidence/add/", wait_until="commit")
    page.get_by_label("Short name").fill("The ferry was cancelled")
    expect(page.get_by_text("Draft kept at")).to_have_count(0)

    arrived = True
    [program] = held
    program.continue_()
    expect(page.get_by_text("Draft kept at")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Short name")).to_have_value("The ferry was cancelled")
