"""Lists of learners, staff and employers: choosing one, its plan, bringing it in, and what comes back."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base.jobs import worker
from milepost.people.models import Invitation
from milepost.people.words import Role
from milepost.portfolios import actions
from milepost.portfolios.models import Intake, Registration
from milepost.portfolios.words import IntakeKind, IntakeState
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.portfolios.intake.lists import aim, csv_of, ilr_learner, ilr_of, learner, stored

LISTS = "/centre/people/lists/"  # "centre_bring_in"
ACTS = (
    "centre_intake_settle",
    "centre_intake_alike",
    "centre_intake_apply",
    "centre_intake_give_up",
    "centre_intake_letters",
    "centre_bring_in_template",
)


@pytest.fixture
def cora(enter: Enter, cast: Cast) -> Client:
    build.specification(cast)
    return enter("cora")


def send(client: Client, raw: bytes, name: str = "autumn.csv", kind: str = IntakeKind.LEARNERS) -> tuple[int, str]:
    answer = client.post(LISTS, {"kind": kind, "file": SimpleUploadedFile(name, raw)}, follow=True)
    return answer.status_code, answer.content.decode()


def planned(cast: Cast, rows: list[dict[str, str]], kind: str = IntakeKind.LEARNERS) -> Intake:
    return actions.read_list(stored(cast, csv_of(rows)), by=cast.as_("cora"), kind=kind)


def place(intake: Intake, act: str = "") -> str:
    return f"{LISTS}{intake.uuid}/{act}"  # "centre_intake"


def apply(client: Client, intake: Intake, **given: str) -> str:
    client.post(place(intake, "apply/"), given)
    worker.work_off()
    return client.get(place(intake)).content.decode()


def test_a_list_is_read_and_its_plan_says_what_would_become_of_each_line(cora: Client) -> None:
    status, page = send(cora, csv_of([learner(1), learner(2, ULN="1061484935"), {**learner(3), "Shoe size": "39"}]))
    assert status == 200
    assert "Nothing has happened yet." in page
    assert "1 line has something to put right" in page
    assert page.index("Kit2 Harrow2") < page.index("Kit1 Harrow1")  # what is wrong comes first
    assert "check digit" in page
    assert "Bring in 2 lines" in page
    assert "Not read: Shoe size" in page
    assert not Registration.objects.exists()


def test_an_ilr_is_read_and_says_its_year(cora: Client) -> None:
    raw = ilr_of(ilr_learner("K1", "Kit", "Harrow", "9999999999", aim("990002"), aim("60999999"), email="kit@harrow.example"))
    page = send(cora, raw, "ilr.xml", IntakeKind.ILR)[1]
    assert "The learners of the ILR of 2025-26" in page
    assert "temporary number" in page
    assert "Left out" in page


@pytest.mark.parametrize(
    ("raw", "name", "kind", "word"),
    [
        (b"", "a.csv", "learners", "empty"), (b"Name,E-mail\n", "a.csv", "learners", "no line"), (b"x", "a.csv", "", "what the list holds"),
        (ilr_of(year="2019-20"), "a.xml", "ilr", "2024-25, 2025-26"), (b"Name\nKit\n", "a.csv", "ilr", "choose “learners”"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><Message/>", "a.xml", "ilr", "declares entities"), (b"Name\nKit\n", "a.xlsx", "learners", "spreadsheet"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_nothing_is_kept(cora: Client, raw: bytes, name: str, kind: str, word: str) -> None:
    status, page = send(cora, raw, name, kind)
    assert (status, word in page) == (422, True)
    assert not Intake.objects.exists()


def test_a_list_is_brought_in_and_says_how_far_it_is(cast: Cast, cora: Client) -> None:
    intake = planned(cast, [learner(n) for n in range(30)])
    cora.post(place(intake, "apply/"), {"letters": "later"})
    page = cora.get(place(intake)).content.decode()
    assert "0 of 30 are in" in page and 'hx-trigger="every 2s"' in page
    worker.work_off()
    assert cora.get(place(intake), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    page = cora.get(place(intake)).content.decode()
    assert "30 invitations are written and have not left" in page and page.count("brought in") >= 30
    said = cora.post(place(intake, "letters/"), follow=True).content.decode()
    assert "on their way" in said
    worker.work_off()
    assert not Invitation.objects.filter(held=True, withdrawn_at=None).exists()
    assert "Send 30" not in cora.get(place(intake)).content.decode()
    assert "was brought in on" in cora.post(place(intake, "apply/"), follow=True).content.decode()
    assert Registration.objects.count() == 30


def test_the_lines_to_put_right_come_back_in_their_columns_and_can_be_brought_in_when_they_are(cast: Cast, cora: Client) -> None:
    rows = [learner(1), {**learner(2, **{"E-mail": "nowhere"}), "Note": "=HYPERLINK(1)"}]
    intake = planned(cast, rows)
    apply(cora, intake)
    answer = cora.get(place(intake, "to-put-right.csv"))  # "centre_intake_wrong"
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(lines) == 2
    assert lines[0] == [*learner(1), "Note", "What to put right"]
    assert lines[1][-2] == "'=HYPERLINK(1)"
    assert "E-mail: “nowhere” is no e-mail address" in lines[1][-1]
    again = answer.content.decode("utf-8-sig").replace("nowhere,", "kit2@harrow.example,", 1).encode()
    page = send(cora, again, "to-put-right.csv")[1]
    assert "Bring in 1 line" in page and "Not read: Note" in page


def test_what_columns_mean_and_what_holds_for_every_line_can_be_said(cast: Cast, cora: Client) -> None:
    intake = planned(cast, [{"Wer": "Kit Harrow", "Post": "kit@harrow.example", "Geboren": "1999-05-12"}])
    course = f"{build.Specification.objects.get().uuid}|9900-02"
    given = {"column-0": "name", "column-1": "email", "column-2": "born_on", "qualification": course, "starts_on": "2026-09-01",
             "ends_on": "2027-08-31", "assessor": str(cast.asif.uuid)}  # fmt: skip
    wrong = cora.post(place(intake, "settle/"), given | {"column-2": "name"})
    assert wrong.status_code == 422 and "means the same already" in wrong.content.decode()
    page = cora.post(place(intake, "settle/"), given, follow=True).content.decode()
    assert "Bring in 1 line" in page
    apply(cora, intake)
    assert Registration.objects.get().assessor == cast.asif


def test_a_plan_is_given_up(cast: Cast, cora: Client) -> None:
    intake = planned(cast, [learner(1)])
    assert "Nothing of the list was brought in" in cora.post(place(intake, "give-up/"), follow=True).content.decode()
    intake.refresh_from_db()
    assert intake.state == IntakeState.GIVEN_UP
    assert "The list was given up" in cora.get(place(intake)).content.decode()


def test_nothing_to_bring_in_is_said_beside_the_button(cast: Cast, cora: Client) -> None:
    intake = planned(cast, [learner(1, **{"E-mail": ""})])
    assert "No line of this list has anything to bring in" in cora.get(place(intake)).content.decode()


@pytest.mark.parametrize("kind", ["learners", "staff", "employers"])
def test_an_empty_list_has_heads_that_are_understood(cora: Client, kind: str) -> None:
    heads = cora.get(f"{LISTS}empty.csv?kind={kind}").content.decode("utf-8-sig")
    page = send(cora, (heads + "x," * 10 + "\n").encode(), "filled.csv", kind)[1]
    assert "Not read" not in page
    assert cora.get(f"{LISTS}empty.csv?kind=cats").status_code == 404


def test_a_stranger_and_other_roles_find_nothing(cast: Cast, enter: Enter) -> None:
    build.specification(cast)
    intake = planned(cast, [learner(1)])
    for client in (enter("stan", Role.CENTRE_MANAGER), enter("quentin"), enter("asif")):
        assert client.get(place(intake)).status_code == 404
        assert client.get(place(intake, "to-put-right.csv")).status_code == 404
        assert client.post(place(intake, "apply/")).status_code == 404


def test_three_lines_and_three_hundred_ask_the_same(cast: Cast, cora: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    few, many = planned(cast, [learner(n) for n in range(3)]), planned(cast, [learner(n) for n in range(300)])
    cora.get(place(few))
    for intake in (few, many):
        with django_assert_num_queries(9):
            page = cora.get(place(intake)).content.decode()
    assert "1 to 50 of 300" in page


def test_the_plan_of_a_long_list_asks_no_more_than_that_of_a_short_one(cast: Cast, cora: Client, django_assert_num_queries) -> None:
    few, many = (stored(cast, csv_of([learner(n) for n in range(count)])) for count in (3, 300))
    actions.read_list(few, by=cast.as_("cora"), kind=IntakeKind.LEARNERS)
    for file in (stored(cast, csv_of([learner(n) for n in range(1000, 1004)])), many):
        by = cast.as_("cora")
        with django_assert_num_queries(16):
            actions.read_list(file, by=by, kind=IntakeKind.LEARNERS)


# Employers that may be one -------------------------------------------------------------------------------------------


TWO = [
    {"Company": "Northgate Tiles Ltd", "Town": "Larkmoor", "Post Code": "LK9 1AB", "Tel": "01904 960111"},
    {"Company": "Northgate Tiles", "Town": "", "Post Code": "", "Tel": "01632 960333"},
]


def test_a_doubtful_pair_stands_side_by_side_and_is_decided(cora: Client, cast: Cast) -> None:
    intake = planned(cast, TWO, IntakeKind.EMPLOYERS)
    page = cora.get(place(intake)).content.decode()
    assert "Is this one employer?" in page
    assert "Speaks for it: The same name" in page
    page = cora.post(place(intake, "alike/"), {"pair:l2:l3": "same"}, follow=True).content.decode()
    assert "The same employer as line 2" in page
    assert "1 pair was decided by hand" in page
    page = cora.post(place(intake, "alike/"), {"part": "l3"}, follow=True).content.decode()
    assert "The same employer as" not in page
    page = cora.post(place(intake, "alike/"), {"again": "1"}, follow=True).content.decode()
    assert "Speaks for it" in page


def test_to_say_nothing_of_any_pair_is_answered_with_what_to_do(cora: Client, cast: Cast) -> None:
    intake = planned(cast, TWO, IntakeKind.EMPLOYERS)
    for given in ({}, {"pair:l2:l99": "same"}, {"pair:l2:l3": "maybe"}, {"part": "l3"}, {"again": "1"}):
        assert "Say of at least one pair" in cora.post(place(intake, "alike/"), given, follow=True).content.decode()
    intake.refresh_from_db()
    assert "same" not in intake.settings
