"""What Milepost writes into a workbook when it is opened: what the reader may see, said where it comes from, free to be overwritten."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from milepost.base import clock
from milepost.employers import actions as employers
from milepost.engine.workbooks import form_of, given, loose_ends, untouched
from milepost.notices import tasks as telling
from milepost.portfolios import workbookfile
from milepost.portfolios.models import Evidence, Workbook
from milepost.web.workbooks.sources import _quarter_after
from tests import build
from tests.cast import Cast
from tests.concerns.telling import taken, told
from tests.employers.acting import opened as employer_file
from tests.fixtures import Enter
from tests.web.workbooks.test_workbooks import HOME, claim, read, there, words


def opened(who: Client, form: str, **more: str) -> Workbook:
    who.post(HOME, {"form": form, **more})
    return Workbook.objects.get(form=form)


def from_us(one: Workbook) -> dict[str, Any]:
    return dict(one.given.get("answers", {}))


def in_time(cast: Cast) -> None:
    """Feedback that Lena got in time: a figure for the service standards."""
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    build.judged(cast, made, ["L1:1.1"])
    telling.tell_pending(limit=1000)


def test_a_quality_manager_prepares_an_audit_with_the_figures_of_twelve_months(cast: Cast, enter: Enter) -> None:
    in_time(cast)
    quentin = enter("quentin")
    one = opened(quentin, "audit_preparation")
    [row] = [row for row in from_us(one)["points"] if "eedback" in row["point"]]
    assert row["proof"] == "1 of 1 in time, 100 in a hundred, over 12 months"
    page = words(quentin.get(there(one)))
    assert page.count("From Milepost, ") >= 3  # who prepares it, the day, a row
    assert 'value="1 of 1 in time, 100 in a hundred, over 12 months"' in page


def test_the_plan_begins_with_the_quarter_and_the_standards(cast: Cast, enter: Enter) -> None:
    in_time(cast)
    answers = from_us(opened(enter("quentin"), "operational_plan"))
    assert answers["team"] == cast.centre.name
    assert answers["begins"] == _quarter_after(clock.today()).isoformat()
    assert {"wanted", "reached"} <= answers["aims"][0].keys()


@pytest.mark.parametrize(
    ("day", "begins"),
    [(date(2026, 1, 1), date(2026, 4, 1)), (date(2026, 9, 30), date(2026, 10, 1)), (date(2026, 12, 31), date(2027, 1, 1))],
)
def test_the_quarter_after_a_day(day: date, begins: date) -> None:
    assert _quarter_after(day) == begins


def test_staff_turnover_begins_with_those_who_work_here(cast: Cast, enter: Enter) -> None:
    answers = from_us(opened(enter("quentin"), "staff_turnover"))
    assert answers["ends"] == clock.today().isoformat()
    teams = {row["team"]: row for row in answers["teams"]}
    assert teams["assessor"]["left"] == "0"
    assert "learner" not in teams


def test_contacts_are_given_to_who_may_read_employers_and_their_names_stay_confidential(cast: Cast, enter: Enter) -> None:
    file = employer_file(cast)
    employers.note_contact(file, by=cast.as_("bea"), kind="call", text="About dates.", with_whom="Ola Brandt", next_step="Send the dates")
    [row] = from_us(opened(enter("bea"), "contact_network"))["contacts"]
    assert (row["role"], row["name"], row["next"]) == ("Contact at Ottersby Ferry", "Ola Brandt", "Send the dates")
    name = workbookfile.forms()["contact_network"].by_key["contacts"].column_by_key["name"]
    assert name.confidential


@pytest.mark.parametrize("form", ["audit_preparation", "operational_plan", "staff_turnover", "contact_network", "process_review"])
def test_a_learner_is_given_nothing_of_the_provider(cast: Cast, enter: Enter, form: str) -> None:
    in_time(cast)
    employers.note_contact(employer_file(cast), by=cast.as_("bea"), kind="call", text="About dates.", with_whom="Ola Brandt")
    answers = from_us(opened(enter("lena"), form))
    assert [key for key, value in answers.items() if isinstance(value, list)] == []
    assert "Ola Brandt" not in str(answers)
    assert "in time" not in str(answers)


def test_a_complaint_is_investigated_with_the_days_of_ones_own_case_and_nobody_elses(cast: Cast, enter: Enter) -> None:
    case = taken(cast, told(cast)[0])
    quentin = enter("quentin")
    assert f'<option value="{case.uuid}">{case.reference}</option>' in words(quentin.get(HOME))
    answers = from_us(opened(quentin, "complaint_investigation", about=str(case.uuid)))
    assert (answers["reference"], answers["came_on"]) == (case.reference, clock.today().isoformat())
    Workbook.objects.all().delete()
    ines = enter("ines")
    assert case.reference not in words(ines.get(HOME))
    assert "reference" not in from_us(opened(ines, "complaint_investigation", about=str(case.uuid)))


def test_what_is_overwritten_is_no_longer_said_to_be_ours(cast: Cast, enter: Enter) -> None:
    build.with_units(cast)
    lena = enter("lena")
    one = opened(lena, "process_review")
    ours = 'aria-describedby=" q-reviewer-source"'
    assert ours in words(lena.get(there(one)))
    filled = {f"q-{key}": value for key, value in build.REVIEW.items() if isinstance(value, str)}
    rows = {"q-steps_now-1-step": "Note it", "q-steps_then-1-step": "Note it once"}
    lena.post(there(one), {"title": "One", "act": "keep", "q-reviewer": cast.lena.name, **filled, **rows})
    assert words(lena.get(read(one))).count("From Milepost, ") == 1
    lena.post(claim(one), {"act": "keep"})
    piece = Evidence.objects.get()
    assert "From Milepost, " in words(lena.get(f"/learn/evidence/{piece.uuid}/"))
    lena.post(there(one), {"title": "One", "act": "keep", "q-reviewer": "Somebody else", **filled, **rows})
    assert "From Milepost, " not in words(lena.get(read(one)))
    assert ours not in words(lena.get(there(one)))


def test_a_form_that_asks_for_what_milepost_cannot_write_is_refused() -> None:
    text = json.dumps(workbookfile.documents()["audit_preparation"]).replace('"prefill": "figure"', '"prefill": "early"')
    broken = form_of(json.loads(text))
    assert list(loose_ends(broken)) == [("prefill", {"place": "points.proof", "name": "early", "may": "name, figure, wanted, kept"})]


def test_rows_are_ours_while_what_was_given_stands_in_them() -> None:
    form = workbookfile.forms()["audit_preparation"]
    ours = given(form, {"me": "Ada"}, {"standards": [{"name": "Feedback", "figure": "9 of 10"}, {"name": "Calls"}]}, 60)
    assert ours == {"leads": "Ada", "points": [{"point": "Feedback", "proof": "9 of 10"}, {"point": "Calls"}]}
    answers = {"leads": "Bo", "points": [{"point": "Mine"}, {"point": "Feedback", "proof": "9 of 10", "ready": "3"}, {"point": "Call"}]}
    assert untouched(form, answers, ours) == {("points", 2)}
    assert given(form, {}, {"standards": [{"name": "A"}] * 9}, 4)["points"] == [{"point": "A"}] * 4


def test_a_workbook_about_a_case_and_one_about_none_stay_two(cast: Cast, enter: Enter) -> None:
    quentin = enter("quentin")
    case = taken(cast, told(cast)[0])

    def opened(form: str, **more: str) -> Workbook:
        return Workbook.objects.get(uuid=quentin.post(HOME, {"form": form, **more}).url.strip("/").split("/")[-1])

    about = opened("complaint_investigation", about=str(case.uuid))
    plain = opened("complaint_investigation")
    assert plain != about
    assert (about.given.get("about"), plain.given.get("about", "")) == ("case", "")
    assert opened("complaint_investigation") == plain  # a form sent twice opens one
    assert opened("complaint_investigation", about=str(case.uuid)) == about
    assert Workbook.objects.count() == 2
