"""What journeys share: coming in through the real door, the pictures for the docs, and what must hold when they end."""

import io
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from milepost.assessment.facts import marks
from milepost.base import clock
from milepost.base.verification import verify
from milepost.commitments import projection
from milepost.demo.cast import PASSWORD, email_of
from milepost.frameworks import actions as frameworks
from milepost.frameworks.document import to_document
from milepost.frameworks.queries import framework_of
from milepost.frameworks.shipped import shipped
from milepost.notices import tasks as telling
from milepost.people.models import Centre
from milepost.portfolios import actions as portfolios
from milepost.portfolios import progress
from milepost.portfolios.models import Progress, Registration
from tests import build
from tests.cast import Cast

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
LARGEST = 300_000  # bytes of one picture
DESK, PHONE = 1440, 390

# An answer that is no page (a form to put right, a line that was cut) is written to the console as well; journeys look at what
# the page says of it. So is a question that a later one has made needless: the rules answer the newest tick only.
ANSWERS = re.compile(r"Failed to load resource|^htmx:(sendAbort|afterRequest)\b")
LATE = re.compile(r"was preloaded using link preload but not used within a few seconds")  # what a busy machine makes of a font
# Taking a picture leaves empty style attributes behind, which the policy would refuse where a script copies them.
TIDY = """() => document.querySelectorAll("[style='']").forEach(one => one.removeAttribute("style"))"""
PATIENCE = 30_000  # milliseconds: a server that was started this moment, on a machine that has other work
expect.set_options(timeout=PATIENCE)


@dataclass
class Stage:
    """A browser before a server, and everybody who may come on."""

    browser: Browser
    url: str
    cast: Cast = field(init=False)
    complaints: list[str] = field(default_factory=list)

    def page(self, *, width: int = DESK, theme: str = "light", javascript: bool = True, over: str = "") -> Page:
        """A browser of one's own: nobody is signed in, nothing is remembered. `over` is another way to the server."""
        context = self.browser.new_context(
            base_url=over or self.url, viewport={"width": width, "height": 844 if width == PHONE else 900}, java_script_enabled=javascript,
            color_scheme="dark" if theme == "dark" else "light", has_touch=width == PHONE, reduced_motion="reduce", locale="en-GB",
            timezone_id="Europe/London",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on(
            "console",
            lambda said: (
                None if ANSWERS.search(said.text) or LATE.search(said.text) else self.complaints.append(f"{page.url}: {said.text}")
            ),
        )
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        return page

    def enter(self, who: str, *, width: int = DESK, theme: str = "light", javascript: bool = True, over: str = "") -> Page:
        """Somebody signs in through the sign-in page."""
        page = self.page(width=width, theme=theme, javascript=javascript, over=over)
        page.goto("/")
        sign_in(page, email_of(who))
        return page

    def picture(self, page: Page, name: str) -> None:
        """A picture for the docs, only when they are to be taken anew: `MILEPOST_PICTURES=1`."""
        if os.environ.get("MILEPOST_PICTURES") == "1":
            page.evaluate("document.activeElement.blur()")
            PICTURES.mkdir(parents=True, exist_ok=True)
            path = PICTURES / f"{name}.png"
            Image.open(io.BytesIO(page.screenshot())).convert("RGB").save(path, optimize=True)
            page.evaluate(TIDY)
            if path.stat().st_size > LARGEST:  # a photograph or a scan in it: fewer colours do
                Image.open(path).quantize(256).save(path, optimize=True)
            assert path.stat().st_size < LARGEST, f"{name} is heavier than a page should carry"


def at_work(cast: Cast, *, units: Sequence[str] = ("401", "402", "403", "405", "407", "408", "410")) -> Registration:
    """Lena on the contact centre diploma that comes with Milepost, her units agreed."""
    document = to_document(shipped("contact-centre-diploma"))
    adopted = frameworks.adopt(cast.centre, by=cast.as_("cora"), document=document)
    build.approve(adopted, by=cast.as_("cora"))
    by_code = framework_of(adopted).unit_by_code
    today = clock.today()
    made = portfolios.register(
        cast.lena, by=cast.as_("cora"), specification=adopted, qualification="7204-04", starts_on=today - timedelta(days=120),
        ends_on=today + timedelta(days=300), employer=cast.employer, assessor=cast.asif, iqa=cast.ines,
    )  # fmt: skip
    answers = {unit.key: "She leads the late shift at the ferry’s contact centre." for unit in by_code.values() if unit.conditions}
    plan = portfolios.propose_units(made, by=cast.as_("asif"), units=[by_code[code].key for code in units], answers=answers)
    portfolios.agree_units(plan, by=cast.as_("lena"))
    return made


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page).not_to_have_url(re.compile("/accounts/"))
    expect(page.get_by_role("main")).to_be_visible()


def headed(page: Page, words: str) -> None:
    """Somebody has come to the page with these words above it. Until then nothing may be asked of a page that a link led to."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def tick(page: Page, text: str) -> Locator:
    """The line of one criterion in the quick form, its unit unfolded."""
    line = page.locator(".ticks li").filter(has_text=text)
    unit = page.locator("details.unit-ticks").filter(has=line)
    if unit.get_attribute("open") is None:
        unit.locator("summary").click()
    return line


def say_where(page: Page, text: str, place: str) -> None:
    """Tick a criterion and say where in the evidence it is."""
    line = tick(page, text)
    line.get_by_role("checkbox").check()
    line.get_by_label("Where in it").fill(place)


def nothing_is_wrong() -> None:
    """The journal is whole, and what was projected is what the rows say."""
    faults = verify()
    assert not faults, "\n".join(map(str, faults))
    for row in Progress.objects.select_related("registration__specification", "registration__centre"):
        stood = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
        assert row.marks == marks(row.registration), row.registration
        progress.refresh(row.registration, row)
        assert {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields} == stood, row.registration
    telling.tell_pending(limit=10_000)
    for centre in Centre.objects.all():
        found = projection.rebuild(centre.pk, write=False)
        assert (found.changed, found.removed) == (0, 0), centre
