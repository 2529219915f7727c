"""Messages: what one was told, and the way to what it is about."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.assessment import actions as assessment
from milepost.assessment.words import Decision, Verdict
from milepost.assurance import actions as assurance
from milepost.notices import queries, tasks
from milepost.notices.words import Kind
from milepost.people import actions as people
from milepost.people import queries as people_queries
from milepost.people.models import Person
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Evidence
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


@pytest.fixture
def asif(cast: Cast, enter: Enter) -> Client:
    build.registration(cast)
    tasks.tell_pending(limit=1000)
    return enter("asif")


def test_the_page_lists_what_one_was_told_and_marks_what_is_new(asif: Client) -> None:
    page = asif.get("/messages/").content.decode()
    assert "Lena Hartog, Level 2 Certificate in Lamp Keeping, is now among your learners." in page
    assert '<span class="tag">new</span>' in page
    asif.post("/messages/read/")
    assert '<span class="tag">new</span>' not in asif.get("/messages/").content.decode()


def test_with_nothing_to_tell_it_says_what_will_stand_there(enter: Enter) -> None:
    assert b"Nothing to tell yet" in enter("ines").get("/messages/").content


def test_to_open_a_notice_leads_to_its_portfolio_and_reads_it(asif: Client, cast: Cast) -> None:
    notice = queries.notices_of(cast.asif).get()
    assert asif.get(f"/messages/{notice.uuid}/").headers["Location"] == f"/assess/learners/{notice.about}/"
    assert queries.unread_of(cast.asif) == 0


def test_a_notice_opens_in_the_role_that_it_concerns(cast: Cast, enter: Enter) -> None:
    letter = people.invite(cast.centre, by=cast.as_("cora"), email=cast.ines.email, name="Ines", role=Role.ASSESSOR)
    people.accept(letter, signed_in_as=cast.ines)
    made = build.with_units(cast)
    build.signed_off(cast, made)
    tasks.tell_pending(limit=1000)
    client = enter("ines", Role.ASSESSOR)
    notice = queries.notices_of(cast.ines).get()
    assert client.get(f"/messages/{notice.uuid}/").headers["Location"].startswith("/assure/")
    assert client.get("/").headers["Location"] == "/assure/"


def opened(client: Client, person: Person, kind: Kind) -> str:
    """Where the newest notice of this kind leads; what it leads to is there."""
    tasks.tell_pending(limit=1000)
    notice = queries.notices_of(person).filter(kind=kind).first()
    assert notice
    place = client.get(f"/messages/{notice.uuid}/").headers["Location"]
    assert client.get(place).status_code == 200
    return place


def test_feedback_opens_the_unit_where_there_is_something_to_redo(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1", "L2:1.1"])
    decisions = [Decision("L1:1.1", Verdict.MET, feedback="Clear."), Decision("L2:1.1", Verdict.NOT_YET, feedback="Say which lamp.")]
    assessment.judge(made, by=cast.as_("asif"), decisions=decisions)
    assert opened(enter("lena"), cast.lena, Kind.JUDGED) == "/learn/units/of/L2/"


def test_a_sign_off_opens_where_it_is_decided_and_a_decision_where_it_can_be_read(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    signed = build.signed_off(cast, made)
    assert opened(enter("ines"), cast.ines, Kind.TO_REVIEW) == f"/assure/sign-offs/{signed.uuid}/"
    assert opened(enter("lena"), cast.lena, Kind.SIGNED_OFF) == "/learn/units/of/L1/"
    assurance.return_unit(signed, by=cast.as_("ines"), reason="1.2 rests on another person's work.")
    assert opened(enter("asif"), cast.asif, Kind.RETURNED) == f"/assess/learners/{made.uuid}/unit/L1/"


def test_replaced_evidence_opens_the_evidence(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    evidence = Evidence.objects.get()
    build.judged(cast, made, ["L1:1.1"])
    portfolios.replace_evidence(evidence, by=cast.as_("lena"), body="I struck two lights.", reason="The second was missing.")
    assert opened(enter("asif"), cast.asif, Kind.REPLACED) == f"/assess/evidence/{evidence.uuid}/"


def test_a_unit_that_is_not_among_ones_units_any_more_leads_home(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    build.judged(cast, made, ["L1:1.1"])
    tasks.tell_pending(limit=1000)
    queries.notices_of(cast.lena).filter(kind=Kind.JUDGED).update(args={"role": "learner", "who": "Asif Rahman", "key": "L9"})
    assert opened(enter("lena"), cast.lena, Kind.JUDGED) == "/learn/"


def test_another_persons_notice_is_not_there(asif: Client, cast: Cast, enter: Enter) -> None:
    notice = queries.notices_of(cast.asif).get()
    assert enter("cora").get(f"/messages/{notice.uuid}/").status_code == 404


def test_who_has_left_the_place_is_told_so(asif: Client, cast: Cast) -> None:
    notice = queries.notices_of(cast.asif).get()
    people.end_appointment(people_queries.appointments_in_force(cast.asif).get(), by=cast.as_("cora"))
    answer = asif.get(f"/messages/{notice.uuid}/")
    assert answer.status_code == 403
    assert b"no longer at the place" in answer.content


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_five_queries_with_one_row_and_with_three(
    cast: Cast, enter: Enter, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    registration = build.registration(cast)
    tasks.tell_pending(limit=1000)
    for assessor in (None, cast.asif)[: rows - 1]:  # taken away, and given back: each is news
        build.portfolios.allocate(registration, by=cast.as_("cora"), assessor=assessor, iqa=None)
        tasks.tell_pending(limit=1000)
    client = enter("asif")
    assert queries.notices_of(cast.asif).count() == rows
    with django_assert_num_queries(5):  # session, person, appointments with what is unread, count, rows
        client.get("/messages/")
