"""Who keeps quality sees more concerns than chance would bring, changes a rule because of it, and sees later whether that worked."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from milepost.base import clock
from milepost.concerns import actions, passphrases
from milepost.concerns.models import PolicyChange
from milepost.people.models import Appointment
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.concerns import watching
from tests.concerns.telling import SEED, taken, told
from tests.journeys.stage import Stage
from tests.journeys.test_door import looked_at

BEFORE, SINCE = 10, 6  # whole months ago: the bad month, and the one in which the rule changed


def month(ago: int) -> date:
    """The first of the month so many months ago."""
    today = clock.today()
    number = today.year * 12 + today.month - 1 - ago
    return date(number // 12, number % 12 + 1, 1)


def raised(cast: Cast, day: date, *, theme: str, cause: str, number: int) -> None:
    """A case that was raised, answered and closed on a day, with what it was about."""
    ahead = timedelta(days=(clock.today() - day).days)
    with clock.at(clock.now() - ahead):
        case, quentin = taken(cast, told(cast, seed=f"{SEED}{number}")[0]), cast.as_("quentin")
        actions.answer_case(case, by=quentin, text="It was so, and is put right.")
        actions.close_case(case, by=quentin, text="It was so. Who disagrees can go outside.")
        case.refresh_from_db()
        actions.say_theme(case, by=quentin, theme=theme, cause=cause)


def two_years(cast: Cast) -> None:
    """Thirty-one people and two years: a quiet place, a bad month because of one rule, and fewer since that was changed."""
    made = build.registration(cast)
    watching.others(cast, made, 30)
    Registration.objects.update(starts_on=month(26))
    Appointment.objects.update(starts_on=month(26))
    number = 0
    for ago in range(24, 0, -1):
        many = 14 if ago == BEFORE else 4 if BEFORE > ago > SINCE else 0 if ago < SINCE else 2
        for one in range(many):
            theme = ("safety", "nothing") if ago > BEFORE and one == 0 else ("attendance", "policy")
            raised(cast, month(ago) + timedelta(days=9 + one), theme=theme[0], cause=theme[1], number=number)
            number += 1


def test_who_keeps_quality_changes_a_rule_and_sees_whether_it_worked(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Quentin opens Patterns. One month stands out above what chance would bring, and most cases of that time are about attendance,
    because of a rule. He writes down which rule was changed and from when, what it brings and what it costs; what is missing is asked
    for. The day to look has come: before and since stand there, counted, with what chance says to it. He writes down that it worked.
    """
    monkeypatch.setattr(passphrases, "COST", 2**4)
    two_years(stage.cast)
    page = stage.enter("quentin")
    page.goto("/cases/")
    page.get_by_role("link", name="Patterns").click()
    expect(page.get_by_role("main")).to_contain_text("there were more concerns than chance would bring")
    page.get_by_text("As a table").click()
    bad = page.get_by_role("row", name=f"{month(BEFORE):%B %Y}")
    expect(bad).to_contain_text("14")
    expect(bad).to_contain_text("more than chance would bring")
    expect(page.get_by_role("img", name="more concerns than chance would bring")).to_be_visible()
    expect(page.get_by_role("list").filter(has_text="Attendance and what it does to payments").first).to_be_visible()
    looked_at(page, "patterns")

    page.get_by_role("button", name="Write the change down").click()
    expect(page.get_by_role("alert").first).to_contain_text("Say what it costs, and whom.")
    page.get_by_label("Because of which theme").select_option("attendance")
    page.get_by_label("What changes").fill("Whoever notes attendance asks the person before a day is put down.")
    page.get_by_label("Benefits").fill("No payment stops because of a day that was wrong.")
    page.get_by_label("Drawbacks").fill("Two minutes a day for whoever keeps the list.")
    page.get_by_label("From when").fill(month(SINCE).isoformat())
    page.get_by_label("When you look whether it worked").fill((clock.today() - timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Write the change down").click()
    change = page.get_by_role("listitem").filter(has_text="asks the person before a day")
    expect(change).to_contain_text("That is fewer than chance would bring.")
    expect(page.get_by_role("main")).to_contain_text("The day has come to look whether a change worked.")
    looked_at(page, "patterns-look")

    change.get_by_role("button", name="It worked").click()
    expect(page.get_by_role("alert").first).to_contain_text("Say what you found.")
    change.get_by_label("Did it work, and what shows that?").fill("From a bad month to almost none, among as many people.")
    change.get_by_role("button", name="It worked").click()
    expect(change).to_contain_text("it worked")
    expect(page.get_by_role("main")).not_to_contain_text("The day has come to look")
    looked_at(page, "patterns-worked")
    assert PolicyChange.objects.get().worked
