"""A list of employers: lines that are one, lines that are known, those that a person is asked about, and that nothing is lost."""

from typing import Any

from milepost.base.jobs import worker
from milepost.base.models import Event
from milepost.base.verification import verify
from milepost.people import policies, words
from milepost.people.models import Organisation
from milepost.portfolios import actions, tasks
from milepost.portfolios.intake.sentences import sentence
from milepost.portfolios.models import Intake
from milepost.portfolios.words import IntakeKind
from tests.cast import Cast
from tests.portfolios.intake.lists import csv_of, stored

type Row = dict[str, str]


def row(company: str, **said: str) -> Row:
    return {
        "Company": company,
        "Addr 1": "",
        "Town": "",
        "Post Code": "",
        "Tel": "",
        "Web": "",
        "Contact Name": "",
        "E-mail": "",
        "Notes": "",
    } | said


TILES = row(
    "Northgate Tiles Ltd", **{"Addr 1": "12 Kiln Lane", "Town": "Larkmoor", "Post Code": "LK9 1AB", "Web": "northgatetiles.example"}
)
AGAIN = row("NORTHGATE TILES", **{"Addr 1": "12 Kiln Ln", "Post Code": "lk91ab", "Tel": "01904 960111", "Notes": "rings on Mondays"})
CROWD = [
    row(f"{first} {trade}", **{"Addr 1": f"{n} {first} Road", "Post Code": f"{area}{n + 1} {n % 9}AB", "Tel": f"01632 96{n:04d}"})
    for n, (first, trade, area) in enumerate(
        (first, trade, area)
        for first in ("Arden", "Birkrigg", "Corrie", "Dunmere", "Eskdale", "Fenholt", "Gorsey", "Hallin", "Ivelet", "Jesmere")
        for trade, area in (("Plumbing", "YO"), ("Bakery", "LS"), ("Joinery", "DN"), ("Dental", "HG"), ("Transport", "HU"))
    )
]


def planned(cast: Cast, rows: list[Row], **settings: Any) -> Intake:
    return actions.read_list(stored(cast, csv_of([*rows, *CROWD])), by=cast.as_("cora"), kind=IntakeKind.EMPLOYERS, settings=settings)


def bring_in(cast: Cast, intake: Intake) -> Intake:
    actions.apply_intake(intake, by=cast.as_("cora"))
    tasks.bring_in.enqueue(str(intake.uuid))
    worker.work_off()
    intake.refresh_from_db()
    return intake


def fates(intake: Intake, count: int) -> list[str]:
    return [entry["fate"] for entry in intake.plan[:count]]


def said(intake: Intake, place: int) -> str:
    return " ".join(sentence(one) for one in intake.plan[place]["says"])


def employer(name: str) -> Organisation:
    return Organisation.objects.get(name=name)


def test_two_lines_that_are_surely_one_employer_come_in_as_one_and_nothing_is_lost(cast: Cast) -> None:
    intake = planned(cast, [TILES, AGAIN])
    assert sorted(fates(intake, 2)) == ["new", "same"]
    assert "the same name" in said(intake, 1) and "the same postcode" in said(intake, 1)
    bring_in(cast, intake)
    kept = employer("Northgate Tiles Ltd").particulars
    assert kept["phone"] == "01904 960111"
    assert kept["website"] == "northgatetiles.example"
    assert kept["notes"] == "rings on Mondays"
    assert kept["also"]["employer"] == ["NORTHGATE TILES"]
    assert kept["also"]["postcode"] == ["lk91ab"]
    assert Organisation.objects.filter(name__icontains="tiles").count() == 1


def test_each_employer_that_comes_in_is_one_event(cast: Cast) -> None:
    added = Event.objects.filter(name=words.ORGANISATION_ADDED)
    before = added.count()
    bring_in(cast, planned(cast, [TILES, AGAIN]))
    assert added.count() - before == len(CROWD) + 1
    assert not Event.objects.filter(name=words.PARTICULARS_NOTED).exists()
    assert verify() == []


def test_a_list_brought_in_again_changes_nothing(cast: Cast) -> None:
    bring_in(cast, planned(cast, [TILES]))
    again = planned(cast, [AGAIN | {"Company": "Northgate Tiles Limited"}])
    assert fates(again, 1) == ["changed"]  # a telephone number that was not known
    assert "Telephone" in said(again, 0)
    bring_in(cast, again)
    assert employer("Northgate Tiles Ltd").particulars["phone"] == "01904 960111"
    third = planned(cast, [AGAIN | {"Company": "Northgate Tiles Limited"}])
    assert {entry["fate"] for entry in third.plan} == {"here"}


def test_what_is_known_is_never_written_over(cast: Cast) -> None:
    bring_in(cast, planned(cast, [TILES | {"Tel": "01904 960222"}]))
    bring_in(cast, planned(cast, [AGAIN]))
    kept = employer("Northgate Tiles Ltd").particulars
    assert kept["phone"] == "01904 960222"
    assert kept["also"]["phone"] == ["01904 960111"]


def test_a_doubtful_pair_is_asked_and_the_answer_holds(cast: Cast) -> None:
    pair = [TILES | {"Addr 1": "", "Web": ""}, row("Northgate Tiles", Tel="01632 960333")]
    intake = planned(cast, pair)
    assert fates(intake, 2) == ["new", "new"]
    (ask,) = [ask for entry in intake.plan for ask in entry.get("asks", ())]
    assert {ask["a"], ask["b"]} == {"l2", "l3"}
    one = actions.plan_anew(intake, by=cast.as_("cora"), settings={"same": [["l2", "l3"]], "apart": []})
    assert sorted(fates(one, 2)) == ["new", "same"]
    two = actions.plan_anew(intake, by=cast.as_("cora"), settings={"same": [], "apart": [["l2", "l3"]]})
    assert fates(two, 2) == ["new", "new"]
    assert not [ask for entry in two.plan for ask in entry.get("asks", ())]


def test_a_namesake_at_another_place_comes_in_with_its_town(cast: Cast) -> None:
    there = row("Northgate Tiles Ltd", **{"Addr 1": "9 Sea Wall", "Town": "Ottersby", "Post Code": "OT4 7QX"})
    bring_in(cast, planned(cast, [TILES, there]))
    assert set(Organisation.objects.filter(name__startswith="Northgate").values_list("name", flat=True)) == {
        "Northgate Tiles Ltd", "Northgate Tiles Ltd, Ottersby",
    }  # fmt: skip


def test_an_odd_address_stops_nobody_and_is_kept(cast: Cast) -> None:
    intake = planned(cast, [TILES | {"E-mail": "see website", "Contact Name": "Tom Kiln"}])
    assert fates(intake, 1) == ["new"]
    assert "is no e-mail address" in said(intake, 0)
    bring_in(cast, intake)
    assert employer("Northgate Tiles Ltd").particulars["email"] == "see website"


def test_who_does_not_look_after_employers_notes_nothing(cast: Cast) -> None:
    assert policies.why_not_note_particulars(cast.employer, by=cast.as_("asif"))
    assert policies.why_not_note_particulars(cast.employer, by=cast.as_("stan"))
    assert policies.why_not_note_particulars(cast.employer, by=cast.as_("bea")) is None
