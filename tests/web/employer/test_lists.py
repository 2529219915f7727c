"""The list of employers: choosing, keeping a choice as a list, taking it away as a table, opening files in one go."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.employers import actions
from milepost.employers.choosing import Choice
from milepost.employers.models import EmployerFile, SavedList
from milepost.people import actions as people
from tests.cast import Cast
from tests.employers import acting
from tests.fixtures import Enter

ALL, LISTS = "/employers/all/", "/employers/lists/"


@pytest.fixture
def bea(enter: Enter) -> Client:
    return enter("bea")


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def sheet(client: Client, **asked: str) -> list[list[Any]]:
    answer = client.get(f"{ALL}employers.xlsx", asked)  # "employer_list_xlsx"
    assert "employers-" in answer.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def three(cast: Cast) -> None:
    for name in ("", "Sea Kitchens", "Sea Lines"):
        acting.opened(cast, name)


def test_a_choice_is_kept_opened_renamed_and_removed(cast: Cast, bea: Client) -> None:
    three(cast)
    page = words(bea.get(ALL, {"q": "sea", "quiet": "30", "stage": ["contact", "fit"]}))
    assert ("Sea Lines" in page, "Ottersby Ferry" in page) == (True, False)
    for hidden in ('name="q" value="sea"', 'name="quiet" value="30"', 'name="stage" value="contact"', 'name="stage" value="fit"'):
        assert hidden in page
    refused = bea.post(f"{LISTS}save/", {"q": "sea", "name": " "})  # "employer_list_save"
    assert (refused.status_code, "Give the list a name" in words(refused), "Sea Lines" in words(refused)) == (422, True, True)
    page = words(bea.post(f"{LISTS}save/", {"q": "sea", "stage": ["contact"], "name": "By the sea"}, follow=True))
    saved = SavedList.objects.get()
    assert saved.choice == {"q": "sea", "stages": ["contact"]}
    assert "<h1" in page
    assert f"employers.csv?list={saved.uuid}" in page
    one = f"{LISTS}{saved.uuid}/"  # "employer_list_change"
    page = words(bea.post(one, {"name": "At sea", "shared": "on", "act": "change"}, follow=True))
    assert "A list of yours that everybody sees here" in page
    assert bea.post(one, {"name": "", "act": "change"}).status_code == 422
    assert "is removed" in words(bea.post(one, {"act": "remove"}, follow=True))
    assert bea.get(ALL, {"list": str(saved.uuid)}).status_code == 404


def test_a_shared_list_is_read_by_others_and_changed_by_its_own(cast: Cast, enter: Enter) -> None:
    three(cast)
    own = actions.save_list(cast.centre, by=cast.as_("bea"), name="Mine alone", choice=Choice(q="sea"))
    shared = actions.save_list(cast.centre, by=cast.as_("bea"), name="For all", choice=Choice(whose="mine"), shared=True)
    quentin = enter("quentin")
    page = words(quentin.get(ALL))
    assert ("For all" in page, "of Bea Thornley" in page, "Mine alone" in page) == (True, True, False)
    assert quentin.get(ALL, {"list": str(own.uuid)}).status_code == 404
    page = words(quentin.get(ALL, {"list": str(shared.uuid)}))
    assert "A list of Bea Thornley" in page
    assert "No employer fits" in page  # "mine" is of whoever looks
    refused = quentin.post(f"{LISTS}{shared.uuid}/", {"name": "Theirs"})
    assert (refused.status_code, "Only Bea Thornley changes this list" in words(refused)) == (422, True)
    assert enter("stan").get(ALL, {"list": str(shared.uuid)}).status_code == 404
    assert quentin.get(ALL, {"list": "no such"}).status_code == 404


def test_the_tables_hold_exactly_the_list(cast: Cast, bea: Client) -> None:
    three(cast)
    actions.describe_file(acting.opened(cast, "=Sea\u0007Tiles"), by=cast.as_("bea"), given={"does": "=1+1", "size": 12})
    saved = actions.save_list(cast.centre, by=cast.as_("bea"), name="By the sea", choice=Choice(q="sea"))
    rows = sheet(bea, list=str(saved.uuid))
    assert [row[0] for row in rows] == ["Employer", "=SeaTiles", "Sea Kitchens", "Sea Lines"]
    assert (rows[1][10], rows[1][11]) == ("=1+1", 12)  # a text, which no program works out
    text = b"".join(bea.get(f"{ALL}employers.csv", {"list": str(saved.uuid)}).streaming_content).decode()  # type: ignore[attr-defined]
    assert text.count("\r\n") == 4
    assert len(sheet(bea)) == 5
    assert [row[0] for row in sheet(bea, stage="fit")] == ["Employer"]


def test_files_are_opened_in_one_go(cast: Cast, bea: Client) -> None:
    made = [people.add_employer(cast.centre, by=cast.as_("bea"), name=f"Works {number:03d}") for number in range(55)]
    page = words(bea.get(ALL))
    assert ("Works 048" in page, "Works 054" in page, "And 6 more" in page) == (True, False, True)
    many = f"{ALL}open/"  # "employer_open_many"
    assert "Tick the employers" in words(bea.post(many, follow=True))
    ticked = [str(made[3].uuid), str(made[5].uuid), str(cast.elsewhere.uuid), "nonsense"]
    assert "2 files are open" in words(bea.post(many, {"employer": ticked}, follow=True))
    assert set(EmployerFile.objects.values_list("employer__name", flat=True)) == {"Works 003", "Works 005"}
    assert "54 files are open" in words(bea.post(many, {"which": "next"}, follow=True))
    assert "Known, without a file" not in words(bea.get(ALL))


def test_its_queries_do_not_grow(cast: Cast, bea: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number, name in enumerate(("", "Sea Kitchens", "Sea Lines")):
        acting.opened(cast, name)
        saved = actions.save_list(cast.centre, by=cast.as_("bea"), name=f"List {number}", choice=Choice(whose="mine", quiet=30))
        if number in (0, 2):
            with django_assert_num_queries(11):
                bea.get(ALL, {"list": str(saved.uuid)})
            with django_assert_num_queries(10):
                bea.get(f"{ALL}employers.xlsx", {"list": str(saved.uuid)})
