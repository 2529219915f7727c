"""The list of employers as a table: what is known of each, and only those that the page shows."""

import csv
import io

from pytest_django import DjangoAssertNumQueries

from milepost.employers import actions
from milepost.people import actions as people
from tests.cast import Cast
from tests.fixtures import Enter

TABLE = "/employers/all/employers.csv"  # "employer_list_csv"


def table(client: object, **asked: str) -> list[dict[str, str]]:
    answer = client.get(TABLE, asked)  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_what_a_list_said_stands_in_the_file_and_goes_out_again(cast: Cast, enter: Enter) -> None:
    said = {
        "postcode": "LK9 1AB",
        "phone": "01904 960111",
        "number": "04411222",
        "town": "Larkmoor",
        "email": "see website",
        "contact": "Tom Kiln",
    }
    tiles = people.add_employer(cast.centre, by=cast.as_("bea"), name="=Northgate Tiles", particulars=said)
    file = actions.open_file(tiles, by=cast.as_("bea"))
    assert (file.postcode, file.contact_name, file.contact_email) == ("LK9 1AB", "Tom Kiln", "")
    (line,) = table(enter("bea"))
    assert line["Employer"] == "'=Northgate Tiles"  # no formula
    assert (line["Company number"], line["Telephone"], line["Owner"]) == ("04411222", "01904 960111", "Bea Thornley")
    assert line["E-mail of the contact"] == "see website"


def test_it_holds_what_the_page_shows(cast: Cast, enter: Enter) -> None:
    actions.open_file(cast.employer, by=cast.as_("bea"))
    bea = enter("bea")
    assert [line["Employer"] for line in table(bea, q="otters")] == ["Ottersby Ferry"]
    assert table(bea, q="zebra") == []
    assert len(table(bea, whose="mine")) == 1
    assert table(enter("cora"), whose="mine") == []


def test_a_stranger_gets_the_table_of_their_own_centre(cast: Cast, enter: Enter) -> None:
    actions.open_file(cast.employer, by=cast.as_("bea"))
    assert enter("asif").get(TABLE).status_code == 404


def test_one_line_and_three_ask_the_same(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    actions.open_file(cast.employer, by=cast.as_("bea"))
    bea = enter("bea")
    table(bea)
    for more in (0, 2):
        for number in range(more):
            actions.open_file(people.add_employer(cast.centre, by=cast.as_("bea"), name=f"Works {number}"), by=cast.as_("bea"))
        with django_assert_num_queries(9):
            table(bea)
