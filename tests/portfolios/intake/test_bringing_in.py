"""From a list to people, employers and registrations: the plan, the act, what comes back."""

from datetime import date
from typing import Any

import pytest

from milepost.base import clock, files
from milepost.base.actors import system
from milepost.base.jobs import worker
from milepost.base.models import Event, Job
from milepost.base.refusal import Refused
from milepost.base.verification import verify
from milepost.notices import tasks as notices
from milepost.notices.models import Notice
from milepost.people import actions as people
from milepost.people.models import Appointment, Invitation, Organisation, Person
from milepost.people.words import Role
from milepost.portfolios import actions, policies, queries, tasks, words
from milepost.portfolios.intake.sentences import sentence
from milepost.portfolios.models import Intake, Registration
from milepost.portfolios.words import IntakeKind, IntakeState
from tests import build
from tests.cast import Cast
from tests.portfolios.intake import lists
from tests.portfolios.intake.lists import aim, csv_of, ilr_learner, ilr_of, learner, stored


@pytest.fixture(autouse=True)
def small(cast: Cast) -> None:
    build.specification(cast)


def planned(cast: Cast, rows: list[dict[str, str]], kind: str = IntakeKind.LEARNERS, **settings: Any) -> Intake:
    return actions.read_list(stored(cast, csv_of(rows)), by=cast.as_("cora"), kind=kind, settings=settings)


def fates(intake: Intake) -> list[str]:
    return [entry["fate"] for entry in intake.plan]


def said(intake: Intake, place: int = 0) -> str:
    return " ".join(sentence(one) for one in intake.plan[place]["says"])


def bring_in(cast: Cast, intake: Intake) -> Intake:
    actions.apply_intake(intake, by=cast.as_("cora"))
    tasks.bring_in.enqueue(str(intake.uuid))
    worker.work_off()
    intake.refresh_from_db()
    return intake


# The plan -----------------------------------------------------------------------------------------------------------


def test_a_new_learner_is_planned_with_where_they_go(cast: Cast) -> None:
    intake = planned(cast, [learner(1)])
    assert fates(intake) == ["new"]
    assert intake.plan[0]["name"] == "Kit1 Harrow1"
    assert intake.plan[0]["does"]["register"]["qualification"] == "9900-02"
    assert Person.objects.filter(email="kit1@harrow.example").count() == 0  # a plan does nothing


WRONG = {
    "no address": ({"E-mail": ""}, "nobody can sign in"),
    "a bad address": ({"E-mail": "kit at harrow"}, "is no e-mail address"),
    "no name": ({"First name": "", "Surname": ""}, "name is missing"),
    "a wrong digit": ({"ULN": "1061484935"}, "check digit"),
    "nine digits": ({"ULN": "106148493"}, "ten digits"),
    "a shortened number": ({"ULN": "1.00E+09"}, "shortened"),
    "a month that there is not": ({"Date of birth": "04/25/1999"}, "day first"),
    "a birth to come": ({"Date of birth": "01/01/2031"}, "in the future"),
    "a child": ({"Date of birth": "01/01/2024"}, "years old"),
    "too young": ({"Date of birth": "01/01/2012"}, "16 and over"),
    "age not known": ({"Date of birth": ""}, "date of birth first"),
    "an end before the start": ({"Planned end": "31/08/2026"}, "must come after the start"),
    "no end": ({"Planned end": ""}, "missing under “Planned end”"),
    "a course that is not here": ({"Qualification": "Lock-keeping"}, "called “Lock-keeping”"),
    "an employer who is not here": ({"Employer": "Nowhere Ltd"}, "Bring in the employer first"),
    "an assessor who is not here": ({"Assessor": "Otto Nobody"}, "is assessor here"),
    "an assessor who does not assess": ({"Assessor": "ines@larkmoor.example"}, "is assessor here"),
    "somebody's address": ({"E-mail": "lena@larkmoor.example"}, "belongs to Lena Hartog"),
}


@pytest.mark.parametrize(("changes", "word"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_said_with_its_field(cast: Cast, changes: dict[str, str], word: str) -> None:
    intake = planned(cast, [learner(1, **changes)])
    assert fates(intake) == ["wrong"]
    assert word in said(intake)
    assert all(one["field"] for one in intake.plan[0]["says"])


@pytest.mark.parametrize("day", ["12/05/1999", "12.05.99", "12-May-1999", "12 May 1999", "1999-05-12", "36292", "12th May 1999"])
def test_days_are_read_as_people_write_them(cast: Cast, day: str) -> None:
    intake = planned(cast, [learner(1, **{"Date of birth": day})])
    assert intake.plan[0]["does"]["born_on"] == "1999-05-12"


@pytest.mark.parametrize(
    "heads",
    [
        ("First name", "Surname", "E-mail", "ULN"),
        ("Forename", "FAMILY NAME", "Email address", "Unique Learner Number"),
        ("given-names", "last_name", "mail", "uln"),
    ],
)
def test_columns_are_known_by_many_names(cast: Cast, heads: tuple[str, ...]) -> None:
    row = dict(zip(heads, ["Kit", "Harrow", "KIT@Harrow.example", "10000 00043"], strict=True))
    intake = planned(cast, [row])
    assert (fates(intake), intake.plan[0]["name"], intake.plan[0]["does"]["uln"]) == (["new"], "Kit Harrow", "1000000043")


def test_a_column_nobody_knows_can_be_said_to_mean_something(cast: Cast) -> None:
    intake = planned(cast, [{"Wer": "Kit Harrow", "Post": "kit@harrow.example"}])
    assert fates(intake) == ["wrong"]
    intake = actions.plan_anew(intake, by=cast.as_("cora"), settings={"columns": {"0": "name", "1": "email"}})
    assert fates(intake) == ["new"]


def test_what_holds_for_every_line_fills_what_a_line_leaves_out(cast: Cast) -> None:
    course = f"{build.Specification.objects.get().uuid}|9900-02"
    rows = [{"Name": "Kit Harrow", "E-mail": "kit@harrow.example", "DOB": "12/05/1999"}]
    intake = planned(cast, rows, qualification=course, starts_on="2026-09-01", ends_on="2027-08-31", assessor=str(cast.asif.uuid))
    assert fates(intake) == ["new"]
    bring_in(cast, intake)
    made = Registration.objects.get(learner__email="kit@harrow.example")
    assert (made.assessor, made.ends_on) == (cast.asif, date(2027, 8, 31))


def test_nobody_is_planned_for_what_the_centre_is_not_approved_for(cast: Cast) -> None:
    from milepost.portfolios.models import Approval

    Approval.objects.all().delete()
    intake = planned(cast, [learner(1), learner(2)])
    assert fates(intake) == ["wrong", "wrong"]
    assert "approved for Level 2 Certificate in Lamp Keeping" in said(intake)


def test_the_same_twice_and_two_people_with_one_address_or_number(cast: Cast) -> None:
    rows = [
        learner(1), learner(1), learner(2, **{"E-mail": "kit1@harrow.example"}),
        learner(3, ULN=learner(1)["ULN"]), learner(4, ULN="9999999999"), learner(5, ULN="9999999999"),
    ]  # fmt: skip
    intake = planned(cast, rows)
    assert fates(intake) == ["new", "wrong", "wrong", "wrong", "new", "new"]
    assert "Line 2 says the same" in said(intake, 1)
    assert "Line 2 gives the same address" in said(intake, 2)
    assert "Line 2 gives the same number" in said(intake, 3)
    assert "temporary" in said(intake, 4)


def test_who_is_here_already_stays_and_what_changes_is_said(cast: Cast) -> None:
    made = build.registration(cast, of=build.Specification.objects.get())
    other = people.appoint(cast.centre, by=system(), email="noor@larkmoor.example", name="Noor Haddad", role=Role.ASSESSOR).person
    lena = learner(
        1, **{"First name": "Lena", "Surname": "Hartog", "E-mail": "Lena@Larkmoor.example", "Date of birth": "04/05/2001", "ULN": ""}
    )
    lena |= {"Start date": "", "Planned end": ""}
    same = planned(cast, [lena], starts_on=str(made.starts_on), ends_on=str(made.ends_on))
    assert fates(same) == ["here"]
    changed = planned(
        cast, [lena | {"Assessor": "Noor Haddad", "ULN": "1000000043"}], starts_on=str(made.starts_on), ends_on=str(made.ends_on)
    )
    assert fates(changed) == ["changed"]
    assert "Noor Haddad instead of Asif Rahman" in said(changed)
    bring_in(cast, changed)
    made.refresh_from_db()
    assert (made.assessor, made.iqa, made.uln) == (other, cast.ines, "1000000043")
    assert Event.objects.filter(name=words.ULN_NOTED).count() == 1


def test_a_learner_of_another_centre_is_nobody_here(cast: Cast) -> None:
    intake = planned(cast, [learner(1, **{"First name": "Stan", "Surname": "Unknown", "E-mail": "stan@elsewhere.example"})])
    assert fates(intake) == ["new"]
    with pytest.raises(Refused):
        actions.apply_intake(intake, by=cast.as_("stan", Role.CENTRE_MANAGER))


# Bringing it in -----------------------------------------------------------------------------------------------------


def test_those_that_are_right_go_in_and_those_that_are_wrong_come_back(cast: Cast) -> None:
    rows = [learner(n, **({"E-mail": "nowhere"} if n % 10 == 3 else {})) for n in range(60)]
    intake = bring_in(cast, planned(cast, rows))
    tally = queries.tally(intake)
    assert (tally.done, tally.wrong, tally.waiting, tally.letters) == (54, 6, 0, 54)
    assert Registration.objects.filter(learner__name__startswith="Kit").count() == 54
    assert Event.objects.filter(name=words.LIST_BROUGHT_IN).count() == 1
    assert verify() == []


def test_a_list_is_brought_in_once_and_a_killed_worker_loses_no_line(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    intake = planned(cast, [learner(n) for n in range(60)])
    actions.apply_intake(intake, by=cast.as_("cora"))
    with pytest.raises(Refused, match="was brought in"):
        actions.apply_intake(intake, by=cast.as_("cora"))
    tasks._do_batch(str(intake.uuid))
    assert Registration.objects.count() == tasks.A_BATCH
    done = tasks._do_line

    def killed(intake: Intake, entry: dict[str, Any]) -> None:
        done(intake, entry)
        raise SystemExit

    monkeypatch.setattr(tasks, "_do_line", killed)
    with pytest.raises(SystemExit):
        tasks._do_batch(str(intake.uuid))
    assert Registration.objects.count() == tasks.A_BATCH  # the batch that was cut off left nothing
    monkeypatch.setattr(tasks, "_do_line", done)
    for _again in range(2):
        tasks.bring_in.enqueue(str(intake.uuid))
        worker.work_off()
    assert Registration.objects.count() == 60
    assert Invitation.objects.filter(held=True).count() == 60


def test_what_changed_since_the_plan_comes_back_with_its_reason(cast: Cast) -> None:
    intake = planned(cast, [learner(1, Assessor="Asif Rahman"), learner(2)])
    people.end_appointment(Appointment.objects.get(person=cast.asif), by=cast.as_("cora"))
    bring_in(cast, intake)
    assert [queries.to_put_right(entry) for entry in intake.plan] == [True, False]
    assert "Asif Rahman has no appointment" in intake.plan[0]["refused"]
    assert not Person.objects.filter(email="kit1@harrow.example").exists()  # no half of a line


def test_letters_are_held_until_somebody_sends_them(cast: Cast) -> None:
    intake = bring_in(cast, planned(cast, [learner(n) for n in range(30)]))
    notices.tell_pending(limit=1000)
    assert not Job.objects.filter(task__contains="mail").exists()  # neither letters nor a note for each registration
    assert Notice.objects.filter(kind="registered").count() == 30  # which waits for them inside
    assert actions.send_letters(intake, by=cast.as_("cora")) == 30
    tasks.send_held.enqueue(str(intake.uuid), cast.as_("cora").pk)
    worker.work_off()
    notices.tell_pending(limit=1000)
    assert Job.objects.filter(task__endswith="mail_invitation").count() == 30
    assert actions.send_letters(intake, by=cast.as_("cora")) == 0


def test_letters_may_leave_at_once(cast: Cast) -> None:
    bring_in(cast, planned(cast, [learner(1)], letters="now"))
    notices.tell_pending(limit=1000)
    assert Job.objects.filter(task__endswith="mail_invitation").count() == 1


def test_a_plan_is_given_up_and_forgotten(cast: Cast) -> None:
    intake = planned(cast, [learner(1)])
    assert actions.read_list(intake.file, by=cast.as_("cora"), kind=intake.kind).pk == intake.pk  # not planned twice
    actions.give_up_intake(intake, by=cast.as_("cora"))
    intake.refresh_from_db()
    assert (intake.state, intake.plan) == (IntakeState.GIVEN_UP, [])
    assert "given up" in str(policies.why_not_apply_intake(intake, by=cast.as_("cora")))
    done = bring_in(cast, planned(cast, [learner(2)]))
    with clock.at(clock.now() + tasks.PLANS_KEPT * 2):
        assert tasks.forget_plans() == 1
    done.refresh_from_db()
    assert done.plan == []


# Staff and employers ------------------------------------------------------------------------------------------------


def test_staff_are_invited_in_the_roles_that_the_list_names(cast: Cast) -> None:
    rows = [
        {"Name": "Mira Okoye", "E-mail": "mira@larkmoor.example", "Role": "Assessor", "Employer": ""},
        {"Name": "Mira Okoye", "E-mail": "mira@larkmoor.example", "Role": "IV", "Employer": ""},
        {"Name": "Asif Rahman", "E-mail": "asif@larkmoor.example", "Role": "assessor", "Employer": ""},
        {"Name": "Jon Vale", "E-mail": "jon@vale.example", "Role": "employer contact", "Employer": "ottersby ferry"},
        {"Name": "Jon Vale", "E-mail": "jon@vale.example", "Role": "cook", "Employer": ""},
        {"Name": "Ida Vale", "E-mail": "ida@vale.example", "Role": "employer contact", "Employer": "Nowhere"},
    ]
    intake = planned(cast, rows, IntakeKind.STAFF)
    assert fates(intake) == ["new", "new", "here", "new", "wrong", "wrong"]
    bring_in(cast, intake)
    assert queries.tally(intake).done == 3
    assert set(Appointment.objects.filter(person__email="mira@larkmoor.example").values_list("role", flat=True)) == {"assessor", "iqa"}


def test_employers_come_with_their_contacts(cast: Cast) -> None:
    rows = [
        {"Employer": "Northbank Buses", "Contact": "", "E-mail": ""},
        {"Employer": "Quay Café", "Contact": "Jo Quay", "E-mail": "jo@quay.example"},
        {"Employer": "northbank  BUSES", "Contact": "", "E-mail": ""},
        {"Employer": "Ottersby Ferry", "Contact": "Pat Otter", "E-mail": "pat@ottersby.example"},
        {"Employer": "", "Contact": "", "E-mail": "lost@nowhere.example"},
    ]
    intake = planned(cast, rows, IntakeKind.EMPLOYERS)
    assert fates(intake) == ["new", "new", "same", "changed", "wrong"]
    bring_in(cast, intake)
    assert Organisation.objects.filter(centre=cast.centre, name__in=["Northbank Buses", "Quay Café"]).count() == 2
    assert Appointment.objects.get(person__email="pat@ottersby.example").employer == cast.employer


# The national return ------------------------------------------------------------------------------------------------


def test_of_a_return_only_running_aims_that_are_published_here_are_registered(cast: Cast) -> None:
    raw = ilr_of(
        ilr_learner("K1", "Kit", "Harrow", "1000000043", aim("ZPROG001", kind="1"), aim("990002"), email="kit@harrow.example"),
        ilr_learner("A1", "Ada", "Moss", "9999999999", aim("990002", status="2"), aim("60999999"), email="ada@moss.example"),
        ilr_learner("B1", "Ben", "Moss", "1061484935", aim("990002"), email="ben@moss.example"),
        ilr_learner("C1", "Col", "Moss", "9999999999", aim("990002"), email="col@moss.example"),
        ilr_learner("D1", "Dot", "Moss", "", aim("990002", status="6"), aim("990002", status="3")),
        ilr_learner("E1", "Eve", "Moss", lists.uln_of(100000200), aim("990002")),
    )
    intake = actions.read_list(stored(cast, raw, "return.xml", IntakeKind.ILR), by=cast.as_("cora"), kind=IntakeKind.ILR)
    assert fates(intake) == ["left", "new", "left", "left", "wrong", "new", "left", "left", "wrong"]
    assert intake.settings["year"] == "2025-26"
    kept = files.path_of(intake.file.sha256).read_text()  # not the return itself: what was taken of it
    assert "Harrow" in kept and "JG123456A" not in kept and "Ethnicity" not in kept
    words_said = [said(intake, n) for n in range(9)]
    for place, word in [
        (0, "programme"),
        (2, "completed"),
        (3, "60999999"),
        (4, "check digit"),
        (5, "temporary"),
        (6, "break"),
        (7, "withdrawn"),
        (8, "no e-mail"),
    ]:
        assert word in words_said[place]
    bring_in(cast, intake)
    assert set(Registration.objects.values_list("learner__name", "uln")) == {("Kit Harrow", "1000000043"), ("Col Moss", "9999999999")}


def test_a_learner_without_an_address_in_the_return_is_known_by_their_number(cast: Cast) -> None:
    bring_in(cast, planned(cast, [learner(1, ULN="1000000043")]))
    raw = ilr_of(ilr_learner("K1", "Kit1", "Harrow1", "1000000043", aim("990002")))
    intake = actions.read_list(stored(cast, raw, "return.xml", IntakeKind.ILR), by=cast.as_("cora"), kind=IntakeKind.ILR)
    assert fates(intake) == ["here"]
