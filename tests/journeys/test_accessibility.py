"""Every page, as its people find it: nothing for axe, nothing that scrolls sideways, nothing that the browser complains of,
nothing that the keyboard alone does not reach with its focus to be seen.

The pages are those of `tests/web/access.py`, where an address that is missing is a failure.
"""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page as Tab
from playwright.sync_api import Response

from tests.journeys.stage import DESK, PHONE, Stage
from tests.web.access import PAGES
from tests.web.accounts import ACCOUNTS_ARGS, ACCOUNTS_CLOSED, ACCOUNTS_OPEN
from tests.web.opened import PLAYERS, Page
from tests.web.world import world

AXE = (Path(__file__).parent / "vendor/axe-core-4.14.1/axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"runOnly": TAGS, "rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, "resultTypes": ["violations"]}
FAULTS = """async rules => (await axe.run(rules)).violations.map(
  fault => [fault.id, fault.nodes.slice(0, 3).map(node => node.html.slice(0, 200))])"""
NARROWEST = 320
PARTS = 4  # a world, a browser and everybody's coming in for each, so that several workers share the pages

pytestmark = pytest.mark.once


def parts() -> list[list[str]]:
    """Every audience once, as many pages in one part as in another."""
    found: list[list[str]] = [[] for _ in range(PARTS)]
    for audience in sorted(PAGES.keys() - {"ims"}, key=lambda one: (-len(PAGES[one]), one)):  # that one is read by programs alone
        min(found, key=lambda part: sum(len(PAGES[one]) for one in part)).append(audience)
    return found


@pytest.mark.parametrize("audiences", parts(), ids="-".join)
def test_accessibility_of_every_page(stage: Stage, audiences: list[str]) -> None:
    """Each page in a state in which it has something to show, by whoever it is for; the first of its roles stands for all."""
    at, seen = world(stage.cast), dict.fromkeys(audiences, 0)
    for who, pages in by_person(audiences).items():
        tab = stage.enter(who) if who else stage.page()
        tab.on("response", lambda response: stage.complaints.append(response.url) if missing(response) else None)
        for audience, page in pages:
            seen[audience] += look(tab, page.name, page.address(at), answers={*page.answers, 200} if page.roles else {404})
        tab.context.close()
    assert all(seen.values()), seen


def test_accessibility_of_the_door(stage: Stage) -> None:
    """The pages around signing in, from both sides of the door."""
    outside, inside = stage.page(), stage.enter("lena")
    for tab, some in [(outside, ACCOUNTS_OPEN), (inside, ACCOUNTS_CLOSED | {"account_logout"})]:
        for name in sorted(some):
            look(tab, name, reverse(name, kwargs=ACCOUNTS_ARGS.get(name)), answers={200, 403, 404})


def by_person(audiences: list[str]) -> dict[str, list[tuple[str, Page]]]:
    """The pages of some audiences, each under one person whom it is for; what only acts answers 405 when it is asked for."""
    found: dict[str, list[tuple[str, Page]]] = {}
    for audience in audiences:
        for page in PAGES[audience]:
            if not page.method and (page.roles or page.public):
                who = next((PLAYERS[role] for role in PLAYERS if role in page.roles), "")
                found.setdefault(who, []).append((audience, page))
    return found


def missing(response: Response) -> bool:
    """Something that a page is made of did not come."""
    return response.status >= 400 and response.request.resource_type != "document"


def look(tab: Tab, name: str, address: str, *, answers: set[int]) -> bool:
    """Look at one address from every side. Says whether a page was there to look at."""
    tab.set_viewport_size({"width": DESK, "height": 900})
    tab.emulate_media(color_scheme="light")
    response = tab.goto(address) if is_page(tab, address) else None
    if response is None:
        return False
    assert response.status in answers, (name, response.status)
    by_keyboard(tab, name)
    tab.evaluate(AXE)
    for width, themes in ((DESK, ("light", "dark")), (PHONE, ("dark", "light"))):  # what changes from one to the next is laid out anew
        tab.set_viewport_size({"width": width, "height": 900})
        for theme in themes:
            tab.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            assert tab.evaluate(FAULTS, ALL if theme == "light" else COLOURS) == [], (name, width, theme)
    tab.set_viewport_size({"width": NARROWEST, "height": 700})
    assert tab.evaluate("document.documentElement.scrollWidth") <= NARROWEST, f"{name} scrolls sideways"
    assert tab.locator(".sign").count() <= 1, f"{name} has more than one next step"
    assert tab.evaluate(UNEXPLAINED) == [], f"{name} refuses an act without saying why"
    return True


def by_keyboard(tab: Tab, name: str) -> None:
    """Tab, held down, goes through the page from its beginning, past everything that can be used, and shows where it is."""
    for _step in range(tab.evaluate(USABLE) + 2):
        tab.keyboard.down("Tab")
    tab.keyboard.up("Tab")
    reached = tab.evaluate("() => ({left: window.left(), unseen: window.unseen})")
    assert reached == {"left": [], "unseen": []}, name


USABLE = """() => {
  const short = one => one.outerHTML.slice(0, 160)
  const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, audio[controls], video[controls]')]
  const wanted = new Set(all.filter(one => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({visibilityProperty: true})
    && (one.type !== 'radio' || one === (all.find(other => other.name === one.name && other.form === one.form && other.checked)
      || all.find(other => other.name === one.name && other.form === one.form)))))
  const count = wanted.size + 3 * document.querySelectorAll('audio, video').length * 8 + 4 * document.querySelectorAll('input[type=date], input[type=time], input[type=datetime-local]').length
  window.unseen = []
  window.left = () => [...wanted].map(short)
  document.addEventListener('focusin', event => {
    wanted.delete(event.target)
    const style = getComputedStyle(event.target)
    const shown = style.outlineStyle !== 'none' && style.outlineWidth !== '0px' || style.boxShadow !== 'none'
    if (!shown && style.opacity !== '0') window.unseen.push(short(event.target))
  })
  document.activeElement?.blur()
  return count
}"""
UNEXPLAINED = """() => [...document.querySelectorAll('[aria-disabled=true]')].filter(act => {
  const why = document.getElementById(act.getAttribute('aria-describedby'))
  return !why || !why.textContent.trim()
}).map(act => act.outerHTML)"""


def is_page(tab: Tab, address: str) -> bool:
    """Whether a person reads this: tables to take away, images and files are read by programs."""
    answer = tab.request.get(address, max_redirects=0)
    return answer.status != 405 and answer.headers.get("content-type", "").startswith("text/html")
