"""What goes wrong with employers in a year: each is said clearly, and nothing is lost."""

from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

import pytest

from milepost.base import clock
from milepost.base.jobs import worker
from milepost.base.refusal import Refused
from milepost.base.verification import verify
from milepost.commitments import actions as commitments
from milepost.commitments.models import Clock
from milepost.commitments.words import DayOffKind
from milepost.employers import actions, facts, mailroom, queries
from milepost.employers.choosing import Choice
from milepost.employers.models import EmployerFile
from milepost.notices import tasks as telling
from milepost.people import actions as people
from milepost.people.models import Organisation
from tests import build
from tests.cast import Cast
from tests.employers.acting import actor_of, colleague, described, opened
from tests.fixtures import Enter
from tests.portfolios.intake.test_employers import AGAIN, CROWD, TILES, bring_in, planned


def told(parts: list[EmployerFile]) -> list[tuple[str, str]]:
    return [(event.name, str(event.uuid)) for event in queries.timeline(parts, [])]


def test_a_list_that_is_brought_in_twice_makes_each_employer_once(cast: Cast) -> None:
    bring_in(cast, planned(cast, [TILES]))
    with pytest.raises(Refused, match="No line of this list has anything to bring in"):
        bring_in(cast, planned(cast, [TILES]))
    bring_in(cast, planned(cast, [AGAIN]))  # written otherwise, and with a telephone
    (tiles,) = Organisation.objects.filter(name__icontains="northgate")
    assert tiles.particulars["phone"] == "01904 960111"
    assert Organisation.objects.filter(centre=cast.centre).count() == len(CROWD) + 2  # and the ferry


def test_two_that_are_one_are_merged_and_each_is_as_it_was_when_they_are_parted(cast: Cast) -> None:
    bea, cora = cast.as_("bea"), cast.as_("cora")
    made, kept, other = build.registration(cast), described(cast), opened(cast, "Ottersby Ferries")
    actions.note_contact(other, by=bea, kind="call", text="Hello.", next_step="Send the dates")
    before = {file.pk: (told([file]), facts.named_of([file]), file.stage) for file in (kept, other)}
    merge = actions.merge_employers(kept, other, by=cora, reason="One telephone")
    kept.refresh_from_db()
    parts = queries.parts_of(kept)
    assert {name for name, _ in told(parts)} >= {name for name, _ in before[other.pk][0]}
    assert [one.next_step for one in queries.steps_open(parts, by=bea)] == ["Send the dates"]
    assert list(queries.learners_of_employer(parts)) == [made]
    other.refresh_from_db()
    with pytest.raises(Refused, match="merged into another"):
        actions.note_contact(other, by=bea, kind="call", text="There?")
    actions.part_employers(merge, by=cora)
    for file in (kept, other):
        file.refresh_from_db()
        assert (facts.named_of([file]), file.stage) == before[file.pk][1:]
        assert set(before[file.pk][0]) <= set(told([file]))
    assert not queries.learners_of_employer([other]).exists()
    assert [file.employer.name for file in facts.chosen(Choice(q="ferr"), by=bea)[0]] == ["Ottersby Ferries", "Ottersby Ferry"]
    assert verify() == []


def test_what_somebody_owned_who_left_goes_on_with_the_manager(cast: Cast) -> None:
    noor = colleague(cast)
    by, cora = actor_of(noor), cast.as_("cora")
    file = opened(cast, "Gannet Boats", by=by)
    asked = actions.ask_handover(opened(cast), by=cast.as_("bea"), to=noor)
    actions.note_contact(file, by=by, kind="call", text="Hello.", next_step="Send the dates")
    shared = actions.save_list(cast.centre, by=by, name="Boats", choice=Choice(q="boat"), shared=True)
    own = actions.make_mail_address(cast.centre, by=by)
    mail = EmailMessage()
    mail["From"], mail["To"] = "noor@larkmoor.example", "who@knows.example"
    (waits,) = mailroom.take_in(mail.as_bytes(), to=[own])
    people.end_appointment(noor.appointments.get(), by=cora)
    with clock.at(clock.now() + timedelta(days=1)):
        owner = facts.owning_of([file], centre_id=cast.centre.pk).owns(file)
        assert owner == cast.cora
        with pytest.raises(Refused):
            actions.accept_handover(asked, by=by)
        assert [one.next_step for one in queries.steps_open([file], by=cora)] == ["Send the dates"]
        assert list(queries.mails_to_sort(by=cora)) == [waits]
        assert list(queries.saved_lists(by=cora)) == [shared]
        actions.remove_list(shared, by=cora)


def test_a_day_off_that_is_announced_late_moves_the_clock_of_an_enquiry_and_its_page_says_so(cast: Cast, enter: Enter) -> None:
    asked = datetime(2027, 5, 26, 10, 0, tzinfo=UTC)
    with clock.at(asked):
        described(cast)
        actions.receive_enquiry(
            cast.centre, by=cast.as_("bea"), source="phone", organisation="Gannet Boats", name="Ola Berg", phone="01632 960001", text="Two leads."
        )  # fmt: skip
        telling.tell_pending(limit=1000)
        before = Clock.objects.filter(standard__startswith="enquiry", state="running").latest("started_at")
    with clock.at(asked + timedelta(hours=1)):
        commitments.close_day(cast.centre, by=cast.as_("cora"), day=date(2027, 5, 27), kind=DayOffKind.BANK_HOLIDAY, name="The jubilee")
        telling.tell_pending(limit=1000)
        worker.work_off()
        after = Clock.objects.get(uuid=before.uuid)
        assert before.due_at is not None
        assert after.due_at is not None
        assert (after.due_at > before.due_at, after.was_due_at) == (True, before.due_at)
        page = enter("bea").get(f"/standards/clocks/{after.uuid}/").content.decode()
        assert "A day off was announced since" in page
