"""Who speaks up has it looked at for a year whether they fare worse; what is found reaches somebody uninvolved, and no name with it."""

from playwright.sync_api import expect

from milepost.base.actors import system
from milepost.concerns import actions
from milepost.concerns.models import Watch
from tests import build
from tests.concerns import watching
from tests.journeys.stage import PHONE, Stage, headed
from tests.journeys.test_door import look, looked_at
from tests.journeys.test_review import silent


def test_a_watch_is_switched_on_finds_something_and_is_switched_off(stage: Stage) -> None:
    """Lena reads on her phone what the watch means, is asked whether she has, and switches it on. It finds that her feedback takes
    twice as long. Quentin reads the figures under Cases, and nowhere who it is, says that he looks into it, and what came of it; Ines,
    who checks her assessor, finds nothing. Lena reads the same figures and what he wrote, and switches it off: the row is gone, the figures stay with a key that leads to nobody.
    """
    build.with_units(stage.cast)
    phone = stage.enter("lena", width=PHONE)
    phone.goto("/learn/")
    phone.get_by_role("link", name="If you speak up").click()
    headed(phone, "If you speak up")
    assert phone.title() == "Information - Milepost"
    phone.get_by_role("button", name="Switch my watch on").click()
    expect(phone.get_by_role("alert").first).to_contain_text("Read what it means first")
    phone.get_by_label("I have read what it means").check()
    phone.get_by_role("button", name="Switch my watch on").click()
    expect(phone.get_by_role("main")).to_contain_text("Your watch is on")
    silent(phone)
    look(phone, "watch-on")
    key = Watch.objects.get().key

    actions.raise_alert(Watch.objects.get(), by=system(), found=watching.LONGER)
    quentin = stage.enter("quentin")
    quentin.goto("/cases/")
    look(quentin, "watch-cases")
    quentin.get_by_role("link", name=key).click()
    expect(quentin.get_by_role("row", name="Feedback takes")).to_contain_text("8.6 days")
    expect(quentin.get_by_role("main")).not_to_contain_text("Lena")
    silent(quentin)
    look(quentin, "watch-alert")
    quentin.set_viewport_size({"width": 390, "height": 844})
    look(quentin, "watch-alert")
    quentin.set_viewport_size({"width": 1440, "height": 900})
    quentin.get_by_role("button", name="I look into it").click()
    expect(quentin.get_by_role("heading", name="You look into it")).to_be_visible()
    quentin.get_by_role("button", name="Say what came of it").click()
    expect(quentin.get_by_role("alert").first).to_contain_text("Name nobody")
    phone.goto("/learn/information/")
    expect(phone.get_by_role("main")).to_contain_text("Quentin Abara, who has no part in it, looks into it since")
    quentin.get_by_label("What you looked at, and what came of it").fill(
        "Feedback waited for everybody in June. Two more people give it now."
    )
    looked_at(quentin, "watch-taken")
    quentin.get_by_role("button", name="Say what came of it").click()
    expect(quentin.get_by_role("heading", name="What came of it")).to_be_visible()
    looked_at(quentin, "watch-told")
    ines = stage.enter("ines")
    ines.goto("/cases/")
    expect(ines.get_by_role("main")).not_to_contain_text(key)

    phone.goto("/learn/information/")
    expect(phone.get_by_role("main")).to_contain_text("It found something")
    expect(phone.get_by_role("main")).to_contain_text("Two more people give it now.")
    silent(phone)
    look(phone, "watch-found")
    phone.get_by_role("button", name="Switch my watch off").click()
    expect(phone.get_by_role("button", name="Switch my watch on")).to_be_visible()
    assert not Watch.objects.exists()
