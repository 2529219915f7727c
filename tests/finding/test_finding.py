"""Search: what somebody finds is what they may open, however it is written; the index equals the tables."""

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from milepost.base.actors import system
from milepost.employers import actions as employers
from milepost.employers.words import Source
from milepost.finding import index
from milepost.finding.queries import Found, found
from milepost.frameworks.queries import framework_of
from milepost.people import actions as people
from milepost.people.models import Organisation, Person
from milepost.people.words import Role
from tests import build
from tests.cast import Cast
from tests.employers import acting
from tests.web.employers import copied

pytestmark = pytest.mark.django_db


def names(result: Found) -> dict[str, list[str]]:
    return {
        "learners": [one.learner.name for one in result.learners],
        "employers": [one.name for one in result.employers],
        "people": [one.person.name for one in result.people],
        "evidence": [one.title for one in result.evidence],
        "enquiries": [one.organisation for one in result.enquiries],
    }


def test_a_learner_is_found_by_the_beginnings_of_words_in_any_order(cast: Cast) -> None:
    build.registration(cast)
    for text in ("lena", "LEN", "hart len", "lena@larkmoor"):
        assert names(found(text, by=cast.as_("asif")))["learners"] == ["Lena Hartog"], text
    assert not found("lena zebra", by=cast.as_("asif")).learners


def test_nothing_of_another_centre_is_found_nor_that_it_is_there(cast: Cast) -> None:
    build.registration(cast)
    employers.open_file(cast.employer, by=cast.as_("bea"))
    for text in ("lena", "ottersby", "asif", "larkmoor"):
        result = found(text, by=cast.as_("stan"))
        assert names(result) == {"learners": [], "employers": [], "people": [], "evidence": [], "enquiries": []}, text


def test_a_role_finds_only_what_it_opens(cast: Cast) -> None:
    build.registration(cast)
    assert not found("lena", by=cast.as_("bea")).learners  # who looks after employers opens no portfolio
    assert not found("ottersby", by=cast.as_("asif")).employers
    assert not found("cora", by=cast.as_("lena")).people
    assert found("ottersby", by=cast.as_("bea")).employers


def test_accents_are_as_one_types_them(cast: Cast) -> None:
    people.add_employer(
        cast.centre, by=cast.as_("bea"), name="Café Zoë", particulars={"phone": "01904 960111", "also": {"town": ["Kiln Bay"]}}
    )
    for text in ("cafe zoe", "CAFÉ", "01904 9601", "kiln bay"):
        assert names(found(text, by=cast.as_("bea")))["employers"] == ["Café Zoë"], text
    assert not found("phone", by=cast.as_("bea")).employers  # what a field is called is no text of the row


def test_an_enquiry_is_found_by_what_it_says(cast: Cast) -> None:
    employers.receive_enquiry(
        cast.centre, by=cast.as_("bea"), source=Source.PHONE, organisation="Kelp & Co", name="Kit Kelp", email="kit@kelp.example", phone="",
        text="Six people for ropework", may_contact=True,
    )  # fmt: skip
    assert names(found("ropework", by=cast.as_("cora")))["enquiries"] == ["Kelp & Co"]
    assert not found("ropework", by=cast.as_("asif")).enquiries


def test_a_mail_and_a_contact_are_found_by_what_they_say_where_the_timeline_may_be_read(cast: Cast) -> None:
    file = acting.described(cast)
    mail = copied(cast, to="emil@larkmoor.example", subject="Second boat")
    contact = employers.note_contact(file, by=cast.as_("bea"), kind="letter", text="The mooring fee.", reference="OF-2031")
    for who in ("bea", "cora", "quentin"):
        for text in ("second boat", "shall we move", "emil@larkmoor", "bea thornley boat"):
            assert found(text, by=cast.as_(who)).mails == [mail], (who, text)
        for text in ("mooring", "of-2031"):
            assert found(text, by=cast.as_(who)).contacts == [contact], (who, text)
    for who in ("asif", "lena", "stan", "emil"):
        result = found("boat", by=cast.as_(who))
        assert (list(result.mails), list(found("mooring", by=cast.as_(who)).contacts)) == ([], []), who
    employers.take_off_mail(mail.places.get(), by=cast.as_("bea"))  # on no timeline it is Bea's alone to sort, and the manager's
    assert not found("boat", by=cast.as_("quentin")).mails
    assert found("boat", by=cast.as_("bea")).mails == [mail]
    assert index.differences() == {}


def test_units_are_found_by_title_and_number(cast: Cast) -> None:
    specification = build.specification(cast)
    unit = framework_of(specification).units[0]
    ((one, units),) = found(unit.title, by=cast.as_("cora")).specifications
    assert one == specification
    assert unit.key in {each.key for each in units}
    assert not found(unit.title, by=cast.as_("stan")).specifications
    assert not found(specification.title, by=cast.as_("lena")).specifications  # a learner finds what they learn
    build.registration(cast, of=specification)
    assert found(specification.title, by=cast.as_("lena")).specifications


def test_signs_that_mean_something_to_a_database_are_only_signs(cast: Cast) -> None:
    for text in ("", " ", "a", "'", '"', "* OR", "lena'); DROP TABLE", "%", "lena:*", "NEAR(", "-", "\x00", "!&|", "ß" * 500):
        found(text, by=cast.as_("cora"))


def test_a_changed_row_is_found_by_what_it_says_now(cast: Cast) -> None:
    person = people.appoint(cast.centre, by=system(), email="noor@larkmoor.example", name="Noor Karim", role=Role.ASSESSOR).person
    assert found("noor", by=cast.as_("cora")).people
    Person.objects.filter(pk=person.pk).update(name="Nadia Karim", email="nadia@larkmoor.example")
    assert not found("noor", by=cast.as_("cora")).people
    assert found("nadia", by=cast.as_("cora")).people
    assert index.differences() == {}


def test_the_index_equals_the_tables_and_can_be_built_anew(cast: Cast) -> None:
    build.registration(cast)
    employers.open_file(cast.employer, by=cast.as_("bea"))
    assert index.differences() == {}
    index.rebuild()
    assert index.differences() == {}
    assert found("lena", by=cast.as_("asif")).learners


def test_a_row_that_goes_leaves_the_index(cast: Cast) -> None:
    gone = Organisation.objects.create(name="Gone Tomorrow", kind="employer", centre=cast.centre)
    gone.delete()
    assert index.differences() == {}


def test_one_row_and_many_ask_the_same(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    build.registration(cast)
    by = cast.as_("cora")
    for more in (0, 12):
        for number in range(more):
            people.add_employer(cast.centre, by=by, name=f"Lena Works {number}")
        with django_assert_num_queries(9):
            result = found("lena", by=by)
    assert len(result.employers) == 9  # one more than is shown


def test_a_start_that_migrates_nothing_leaves_the_index_alone(cast: Cast) -> None:
    def held() -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {index.TABLE}")
            return int(cursor.fetchone()[0])

    assert index.stands()
    whole = held()
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {index.TABLE}")
    index.after_migrating(plan=[])
    assert held() == 0
    with connection.cursor() as cursor:
        on = " ON milepost_person" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER search_person_added{on}")
    assert not index.stands()
    index.after_migrating(plan=[])
    assert index.stands()
    assert held() == whole
