"""Service standards on pages: how they are kept, what runs, one clock and its breach, what a centre sets, the public page."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.base.actors import system
from milepost.base.models import Event
from milepost.commitments import actions, adherence, tasks, words
from milepost.commitments.models import BreachAccount, Clock, DayOff, HandCount, OpenPage, StandardsVersion
from milepost.notices import tasks as telling
from milepost.people import actions as people
from milepost.people.words import Role
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.web.learners import in_place_of_lena

KEPT, CLOCKS, CALENDAR = (
    "/standards/",
    "/standards/clocks/",
    "/standards/calendar/",
)  # "standards", "standards_clocks", "standards_calendar"
HAND, SET, PAGE = "/standards/by-hand/", "/standards/set/", "/standards/page/"  # "standards_by_hand", "standards_set", "standards_page"
LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2027, 3, 22, 10, 0, tzinfo=LONDON)


def said(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def tell() -> None:
    telling.tell_pending(limit=1000)


def feedback() -> Clock:
    return Clock.objects.filter(standard="feedback").latest("started_at")


def answered(cast: Cast, made: Registration | None = None, *, days: int = 3, at: datetime = MONDAY) -> Registration:
    """Handed in on a Monday, answered so many days later."""
    with clock.at(at):
        made = made or build.with_units(cast)
        build.handed_in(cast, made, ["L1:1.1"])
    with clock.at(at + timedelta(days=days)):
        build.judged(cast, made, ["L1:1.1"])
        tell()
    return made


def test_nothing_has_counted_yet_and_the_page_says_what_will(enter: Enter) -> None:
    page = said(enter("cora").get(KEPT))
    assert "Nothing has counted yet" in page
    assert "A concern is acknowledged" in page
    assert "Nothing here writes down what would start this clock." not in page  # every shipped standard has its events


def test_what_was_kept_stands_by_standard_owner_and_employer(cast: Cast, enter: Enter) -> None:
    answered(cast)
    with clock.at(MONDAY + timedelta(days=4)):
        page = said(enter("cora").get(KEPT))
        assert "Feedback on handed-in work: 1 of 1 kept, 100 in 100; the target is 95." in page
        assert f'?owner={cast.asif.uuid}">Asif Rahman</a>' in page
        assert f"?owner={cast.lena.uuid}" not in page, "she agreed her units; that they were agreed in time is her assessor's"
        assert "Ottersby Ferry" in page
        assert "<table" in page
        mine = said(enter("quentin").get(KEPT, {"owner": str(cast.asif.uuid)}))
        assert "Only what concerns Asif Rahman." in mine
        one = said(enter("quentin").get(KEPT, {"employer": str(cast.employer.uuid), "to": "employers"}))
        assert "Only what concerns Ottersby Ferry." in one
        assert "Feedback on handed-in work: 1 of 1" not in one
        assert said(enter("cora").get(KEPT, {"owner": "nobody", "to": "cats"}))


def test_what_was_late_counts_against_the_target(cast: Cast, enter: Enter) -> None:
    answered(cast, days=40)
    with clock.at(MONDAY + timedelta(days=41)):
        page = said(enter("cora").get(KEPT))
        assert "Feedback on handed-in work: 0 of 1 kept, 0 in 100; the target is 95." in page
        assert "below the target" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_more_clocks_ask_no_more(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, rows: int) -> None:
    made = build.with_units(cast)
    for number in range(rows):
        people.add_employer(cast.centre, by=cast.as_("cora"), name=f"Ferry {number}")
        answered(cast, made, at=MONDAY + timedelta(days=7 * number))
    cora = enter("cora")
    with clock.at(MONDAY + timedelta(days=60)):
        build.handed_in(cast, made, ["L2:1.1"])
        tell()
        cora.get(KEPT)
        # session, person, roles, waiting; set, hours, days off; owners and their names, employers and theirs, by hand, months, page
        with django_assert_num_queries(13):
            cora.get(KEPT)
        with django_assert_num_queries(9):  # the first three; set, hours, days off; number and rows of what runs; what broke
            cora.get(CLOCKS)
        asif = enter("asif")
        with django_assert_num_queries(9):
            asif.get(CLOCKS)


# Clocks -----------------------------------------------------------------------------------------------------------------


def test_a_running_clock_stands_on_the_day_of_its_owner(cast: Cast, enter: Enter) -> None:
    with clock.at(MONDAY):
        made = build.with_units(cast)
        build.handed_in(cast, made, ["L1:1.1"])
        tell()
        asif = enter("asif")
        assert "due 7 April, 17:00" in said(asif.get("/assess/"))
        page = said(asif.get(CLOCKS))
        assert "Your clocks" in page
        assert "Feedback on handed-in work" in page
        one = said(asif.get(f"{CLOCKS}{feedback().uuid}/"))  # "standards_clock"
        assert "Wednesday 7 April 2027, 17:00" in one
        assert "Friday 26 March 2027: bank holiday, Good Friday" in one
        assert "Say why" not in one


def test_a_breach_asks_its_owner_why_and_keeps_what_was_typed(cast: Cast, enter: Enter) -> None:
    with clock.at(MONDAY):
        build.handed_in(cast, build.with_units(cast), ["L1:1.1"])
        tell()
    with clock.at(MONDAY + timedelta(days=40)):
        asif, address = enter("asif"), f"{CLOCKS}{feedback().uuid}/"
        assert "Late, and nobody has said why" in said(asif.get(CLOCKS))
        assert "was due 7 April" in said(asif.get(address))
        refused = asif.post(address, {"why": "load", "said": "Three units at once.", "done": " "})
        assert refused.status_code == 422
        assert "Say what was done about it" in said(refused)
        assert "Three units at once." in said(refused)
        kept = asif.post(address, {"why": "load", "said": "Three units at once.", "done": "Rang her."}, follow=True)
        assert "Done: Rang her." in said(kept)
        assert BreachAccount.objects.get().done == "Rang her."
        assert "Feedback on handed-in work" not in said(asif.get(CLOCKS)).partition("Running")[0]
        assert "Only whose clock it is, or a manager" in said(enter("ines").get(address))
        assert enter("cora").post(address, {"why": "missed", "done": "Talked about it."}).status_code == 302
        assert BreachAccount.objects.count() == 2


def test_a_clock_of_another_centre_or_another_assessor_is_not_there(cast: Cast, enter: Enter) -> None:
    build.handed_in(cast, build.with_units(cast), ["L1:1.1"])
    tell()
    address = f"{CLOCKS}{feedback().uuid}/"
    for role in (Role.CENTRE_MANAGER, Role.ASSESSOR):
        assert enter("stan", role).get(address).status_code == 404
    noor = people.appoint(cast.centre, by=system(), email="noor@larkmoor.example", name="Noor Haddad", role=Role.ASSESSOR).person
    assert enter(noor).get(address).status_code == 404
    assert enter("lena").get(address).status_code == 404
    assert enter("emil").get(KEPT).status_code == 404


# What a centre sets -----------------------------------------------------------------------------------------------------


def test_a_day_off_is_added_moves_a_clock_and_is_taken_back(cast: Cast, enter: Enter) -> None:
    with clock.at(MONDAY):
        build.handed_in(cast, build.with_units(cast), ["L1:1.1"])
        tell()
    with clock.at(MONDAY + timedelta(hours=1)):
        cora = enter("cora")
        assert "None beyond the bank holidays" in said(cora.get(CALENDAR))
        sent = {"form": "day", "day-day": "2027-04-01", "day-kind": "bank_holiday", "day-name": "The jubilee"}
        refused = cora.post(CALENDAR, sent | {"day-name": ""})
        assert refused.status_code == 422
        assert "Give the day a name" in said(refused)
        assert "Nobody is expected to work" in said(cora.post(CALENDAR, sent, follow=True))
        assert "is a day off already" in said(cora.post(CALENDAR, sent))
        tasks.recount.call(cast.centre.pk, words.DAY_CLOSED)
        page = said(enter("asif").get(f"{CLOCKS}{feedback().uuid}/"))
        assert "It has another time than when it began." in page
        assert "Thursday 1 April 2027: bank holiday, The jubilee" in page
        off = DayOff.objects.get()
        assert "The day counts again" in said(cora.post(f"{CALENDAR}{off.uuid}/reopen/", follow=True))  # "standards_day_reopen"
        assert enter("stan", Role.CENTRE_MANAGER).post(f"{CALENDAR}{off.uuid}/reopen/").status_code == 404
        assert enter("asif").get(CALENDAR).status_code == 404


def test_office_hours_are_set(cast: Cast, enter: Enter) -> None:
    quentin = enter("quentin")
    sent = {"form": "hours", "hours-from_on": "2027-04-01", "hours-division": "scotland", "hours-week": "9-5", "hours-cut_off": "16:00"}
    refused = quentin.post(CALENDAR, sent)
    assert refused.status_code == 422
    assert "“9-5” are no office hours" in said(refused)
    assert "mon-thu 08:00-16:30" in said(quentin.post(CALENDAR, sent | {"hours-week": "mon-thu 08:00-16:30"}, follow=True))
    assert Event.objects.latest("pk").name == words.HOURS_SET


def test_a_month_is_counted_by_hand_and_marked(cast: Cast, enter: Enter) -> None:
    with clock.at(MONDAY):
        quentin = enter("quentin")
        assert "No month yet" in said(quentin.get(HAND))
        sent = {"form": "count", "standard": "feedback", "month": "2027-02", "of": "20", "kept": "21", "source": "The spreadsheet"}
        refused = quentin.post(HAND, sent)
        assert refused.status_code == 422
        assert "no more than there were" in said(refused)
        assert "“February” is no month" in said(quentin.post(HAND, sent | {"month": "February"}))
        assert "18 of 20" in said(quentin.post(HAND, sent | {"kept": "18"}, follow=True))
        assert HandCount.objects.get().month == date(2027, 2, 1)
        page = said(quentin.get(KEPT))
        assert "Counted by hand, and apart: 18 of 20." in page
        assert "col--hand" in page
        assert "In twelve months" not in page, "what was counted by hand is never added to what was counted"


def test_the_set_is_read_changed_and_published(cast: Cast, enter: Enter) -> None:
    cora = enter("cora")
    page = cora.get(SET)
    assert "The set that comes with Milepost" in said(page)
    text = page.context["page"]["form"].initial["text"]
    wrong = cora.post(SET, {"form": "set", "text": text.replace("within: 10 working days", "within: soon", 1)})
    assert wrong.status_code == 422
    assert "is not understood; here stands a length of time" in said(wrong)
    done = cora.post(SET, {"form": "set", "text": text.replace("within: 10 working days", "within: 5 working days", 1)}, follow=True)
    assert "The set is published." in said(done)
    assert StandardsVersion.objects.get().document["standards"][0]["within"] == "5 working days"
    assert "hold already" in said(cora.post(SET, {"form": "set", "text": done.context["page"]["form"].initial["text"]}))
    assert "Change the set" not in said(enter("ines").get(SET))
    assert "Publish the set" not in said(enter("bea").post(SET, {"form": "set", "text": text}))
    assert StandardsVersion.objects.count() == 1


def test_the_public_reads_shares_and_nothing_of_anybody(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    for number in range(11):
        answered(cast, made, at=MONDAY + timedelta(hours=number), days=0)
    with clock.at(MONDAY + timedelta(hours=12)):
        alone = adherence.of_public(cast.centre.pk)
        assert {(one.tally.of, one.tally.group) for one in alone if one.tally.kept == 11} == {(11, 1)}  # all of them Lena's
        others = [in_place_of_lena(cast, f"N{number} Okoye") for number in range(9)]
        learn = [(other, build.with_units(other, of=made.specification)) for other in others]
    for other, theirs in learn:
        answered(other, theirs, at=MONDAY + timedelta(hours=13), days=0)
    with clock.at(MONDAY + timedelta(days=4)):
        cora = enter("cora")
        cora.post(PAGE)
        address = f"/standards/kept/{OpenPage.objects.get().uuid}/"  # "standards_public"
        page = said(Client().get(address))
        assert "What Larkmoor promises, and whether it is kept" in page
        assert "20 of 20 kept" in page
        assert "Of these fewer than ten have counted" in page
        for name in ("Asif", "Lena", "Ottersby"):
            assert name not in page
        assert address in said(cora.get(KEPT))
        cora.post(PAGE)
        assert Client().get(address).status_code == 404
        assert str(actions.open_page(cast.centre, by=cast.as_("cora")).uuid) not in address
