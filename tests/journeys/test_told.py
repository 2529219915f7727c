"""Somebody with an account tells a concern with it, is told that there is an answer, and says that it settles it."""

from django.urls import reverse
from playwright.sync_api import expect

from milepost.concerns import actions
from milepost.concerns.models import Case
from tests.concerns.telling import WORRY, taken
from tests.journeys.stage import PHONE, Stage, headed
from tests.journeys.test_door import looked_at


def test_it_is_told_with_an_account_answered_and_settled(stage: Stage) -> None:
    cast = stage.cast
    page = stage.enter("lena", width=PHONE)
    page.goto(f"{stage.url}{reverse('door', args=[cast.centre.uuid])}")
    expect(page.get_by_text("Nothing of your account is kept")).to_be_visible()
    looked_at(page, "choice")
    page.get_by_role("link", name="With my account").click()
    headed(page, "Tell us, with your account")
    assert page.title() == "Information - Milepost"
    looked_at(page, "tell")
    page.get_by_label("What happened?").fill(WORRY)
    page.get_by_role("button", name="Send it with my name").click()
    expect(page.get_by_text(WORRY)).to_be_visible()
    case = taken(cast, Case.objects.get())
    assert case.person == cast.lena
    actions.answer_case(case, by=cast.as_("quentin"), text="The two days are put right.")
    page.get_by_role("link", name="Close this").click()
    expect(page.get_by_text("answered: say whether it settles it")).to_be_visible()
    looked_at(page, "told")
    page.get_by_role("link", name=case.reference).click()
    headed(page, f"{case.reference}: what was said")
    looked_at(page, "thread")
    page.get_by_role("button", name="Yes, this settles it").click()
    expect(page.get_by_text("You say that this settles it")).to_be_visible()
    case.refresh_from_db()
    assert case.agreed
