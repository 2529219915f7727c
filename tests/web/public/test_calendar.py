"""One's own calendar at a private address: made, shown, taken back; and what a calendar program reads there."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from milepost.assessment import actions, queries
from milepost.base import clock
from milepost.people.words import Role
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

PAGE = reverse("calendar")


def address(cast: Cast, who: str = "asif") -> str:
    feed = actions.open_calendar(getattr(cast, who), by=cast.as_(who))
    return reverse("calendar_feed", args=[queries.calendar_token(feed)])


def read(path: str) -> Calendar:
    """As a calendar program does: without a session."""
    answer = Client().get(path)
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)  # type: ignore[return-value]


def only_event(path: str):  # type: ignore[no-untyped-def]
    [event] = read(path).events
    return event


def test_somebody_makes_sees_and_takes_back_their_address(cast: Cast, enter: Enter) -> None:
    for who in ("asif", "lena"):
        client = enter(who)
        assert "Make a private address" in client.get(PAGE).content.decode()
        assert client.post(PAGE, {"act": "open"}).headers["Location"] == PAGE
        feed = queries.calendar_of(by=cast.as_(who))
        assert feed
        path = reverse("calendar_feed", args=[queries.calendar_token(feed)])
        body = client.get(PAGE).content.decode()
        assert f"http://localhost:8000{path}" in body and "Take the address back" in body
        assert "has an address already" in client.post(PAGE, {"act": "open"}).content.decode()
        assert Client().get(path).status_code == 200
        client.post(PAGE, {"act": "revoke"})
        assert Client().get(path).status_code == 404
        assert "Make a private address" in client.get(PAGE).content.decode()


def test_other_roles_have_no_calendar(cast: Cast, enter: Enter) -> None:
    for who in ("ines", "cora", "emil"):
        assert enter(who).get(PAGE).status_code == 404


def test_a_wrong_address_leads_nowhere(cast: Cast) -> None:
    path = address(cast)
    for wrong in ("nobody", path.rpartition("/")[2].removesuffix(".ics")[:-1], f"{'0' * 32}.abc"):
        assert Client().get(reverse("calendar_feed", args=[wrong])).status_code == 404


def test_a_calendar_program_reads_the_visit(cast: Cast) -> None:
    made = build.with_units(cast)
    visit = build.visit(cast, made, targets=["L2:1.1", "L1:1.1"])
    calendar = read(path := address(cast))
    assert calendar["VERSION"] == "2.0" and "METHOD" not in calendar
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert [zone["TZID"] for zone in calendar.timezones] == ["Europe/London"]
    event = only_event(path)
    assert (event.start, event.end) == (visit.starts_at, visit.ends_at)
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert event["UID"] == f"visit-{visit.uuid}@localhost"
    assert (event["SEQUENCE"], event["STATUS"], event["LOCATION"]) == (0, "TENTATIVE", "North station")
    assert event["SUMMARY"] == "Visit: Lena Hartog (not agreed yet)"
    assert "2 criteria may be shown." in event["DESCRIPTION"] and reverse("assessor_visit", args=[visit.uuid]) in event["URL"]
    assert Client().get(path).content == Client().get(path).content, "the same visits are the same text"


def test_a_change_keeps_the_uid_and_counts(cast: Cast) -> None:
    visit, path = build.visit(cast, build.with_units(cast)), ""
    path = address(cast, "lena")
    before = only_event(path)
    actions.agree_visit(visit, by=cast.as_("lena"))
    agreed = only_event(path)
    later = visit.starts_at + timedelta(days=2)
    with clock.at(clock.now() + timedelta(hours=1)):
        actions.move_visit(visit, by=cast.as_("asif"), starts_at=later, ends_at=later + timedelta(hours=1), place="South station")
    moved = only_event(path)
    actions.call_off_visit(visit, by=cast.as_("asif"), reason="Fog")
    gone = only_event(path)
    assert {before["UID"], agreed["UID"], moved["UID"], gone["UID"]} == {before["UID"]}
    assert [one["SEQUENCE"] for one in (before, agreed, moved, gone)] == [0, 1, 2, 3]
    assert [str(one["STATUS"]) for one in (before, agreed, moved, gone)] == ["TENTATIVE", "CONFIRMED", "TENTATIVE", "CANCELLED"]
    assert moved["DTSTAMP"].dt > agreed["DTSTAMP"].dt and moved.start == later
    assert agreed["SUMMARY"] == "Visit of Asif Rahman" and "Fog" not in str(gone), "reasons stay inside"


def test_summer_time_is_the_same_hour_on_the_clock(cast: Cast) -> None:
    made = build.with_units(cast)
    soon = clock.now().month < 7  # nobody agrees a visit that is more than a year away
    summer = clock.now().replace(
        year=clock.now().year + (not soon), month=7 if soon else 6, day=6, hour=9, minute=0, second=0, microsecond=0
    )
    hours = (summer - clock.now()).total_seconds() / 3600
    build.visit(cast, made, hours=hours)
    event = only_event(address(cast))
    assert (event.start.hour, event.start.utcoffset()) == (10, timedelta(hours=1))


def test_everybody_has_their_own_visits_and_nobody_elses(cast: Cast) -> None:
    build.visit(cast, build.with_units(cast))
    stan = cast.as_("stan", Role.ASSESSOR)
    feed = actions.open_calendar(cast.stan, by=stan)
    assert read(reverse("calendar_feed", args=[queries.calendar_token(feed)])).events == []


def test_a_feed_asks_the_same_for_many(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made: Registration = build.with_units(cast)
    path = address(cast)
    for i in range(3):
        build.visit(cast, made, hours=30 + 24 * i)
    with django_assert_num_queries(3):  # the address, the roles, the visits
        Client().get(path)
