"""Quentin finds the gaps of a standard and gives one to Asif, who reads it on his day, closes it and says where the proof is. Ines looks
whether it worked, and on the plan it stands as checked."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from milepost.base import clock
from tests.journeys.stage import PHONE, Stage
from tests.journeys.test_review import silent
from tests.provider.holding import hold

pytestmark = pytest.mark.once


def test_a_gap_is_given_to_somebody_closed_and_checked(stage: Stage) -> None:
    hold(stage.cast)
    quentin = stage.enter("quentin")
    quentin.get_by_role("contentinfo").get_by_role("link", name="Quality standards").click()
    quentin.get_by_role("link", name="Training Quality Standard framework").click()
    quentin.get_by_role("link", name="Gaps and actions").click()
    expect(quentin.get_by_text("11 gaps have nobody who closes them yet.")).to_be_visible()
    silent(quentin)
    quentin.get_by_role("link", name="Plan for A1, not written").click()
    quentin.get_by_label("Who does it").select_option(label=stage.cast.asif.name)
    quentin.get_by_label("By which day").fill((clock.today() + timedelta(days=9)).isoformat())
    silent(quentin)
    quentin.get_by_role("button", name="Agree on it").click()
    expect(quentin.get_by_text(f"Agreed. {stage.cast.asif.name} is told.")).to_be_visible()
    silent(quentin)

    asif = stage.enter("asif", width=PHONE)
    asif.get_by_role("link", name="Write what we do on A1").click()
    asif.get_by_label("What was done, and where its proof is").fill("It stands on A1, with the list of owners.")
    asif.get_by_role("button", name="Say that it is done").click()
    expect(asif.get_by_role("status").first).to_contain_text("What you did stands there.")
    silent(asif)

    ines = stage.enter("ines")
    ines.get_by_role("link", name="Write what we do on A1").click()
    ines.get_by_label("Yes, it worked").check()
    ines.get_by_label("What you looked at").fill("A1, and two employers by telephone.")
    ines.get_by_role("button", name="Note what I found").click()
    expect(ines.get_by_role("heading", name="It worked")).to_be_visible()

    quentin.reload()
    expect(quentin.get_by_role("heading", name="Checked")).to_be_visible()
    expect(quentin.get_by_text("Proof: It stands on A1")).to_be_visible()
    silent(quentin)
