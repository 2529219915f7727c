"""Enquiries, contacts and meetings, and the one timeline they stand on."""

from datetime import timedelta

import pytest

from milepost.base import clock
from milepost.base.actors import by_link
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.employers import actions, queries, words
from milepost.employers.models import Contact, Enquiry, Meeting
from milepost.portfolios import actions as portfolios
from milepost.portfolios.words import ConsentAbout
from tests import build
from tests.cast import Cast
from tests.employers.acting import described, last_event, opened, scan

ASKS = {"source": "phone", "organisation": "Gannet Boats", "name": "Ola Berg", "phone": "01632 960001", "text": "Two apprentices."}


def received(cast: Cast, *, by: Actor | None = None, **more: object) -> Enquiry:
    return actions.receive_enquiry(cast.centre, by=by or cast.as_("bea"), **(ASKS | more))  # type: ignore[arg-type]


def test_an_enquiry_is_taken_into_a_file_and_answered_once(cast: Cast) -> None:
    enquiry, file, bea = received(cast), opened(cast), cast.as_("bea")
    assert last_event().name == words.FILE_OPENED
    with pytest.raises(Refused, match="Take the enquiry first"):
        actions.answer_enquiry(enquiry, by=bea, kind="call", text="Hello.")
    actions.take_enquiry(enquiry, by=bea, file=file)
    file.refresh_from_db()
    assert file.contact_name == "Ola Berg"
    assert last_event().args["enquiry"] == str(enquiry.uuid)
    contact = actions.answer_enquiry(enquiry, by=bea, kind="call", text="We talked about both.", next_step="Send the dates")
    assert (last_event().name, contact.with_whom) == (words.ENQUIRY_ANSWERED, "Ola Berg")
    with pytest.raises(Refused, match="answered already"):
        actions.answer_enquiry(enquiry, by=bea, kind="call", text="Again.")
    with pytest.raises(Refused, match="has taken this enquiry already"):
        actions.take_enquiry(enquiry, by=cast.as_("cora"), file=file)


def test_anybody_may_ask_by_the_form_who_agrees_to_be_answered(cast: Cast) -> None:
    anybody = by_link("Ola Berg", centre_id=cast.centre.pk)
    with pytest.raises(Refused, match="Tick that we may contact you"):
        received(cast, by=anybody, source="form", may_contact=False)
    received(cast, by=anybody, source="form")
    with pytest.raises(Refused, match="Only who looks after employers"):
        received(cast, by=anybody)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"organisation": " "}, "name of the organisation"),
        ({"name": ""}, "name of who asks"),
        ({"phone": ""}, "e-mail address or a telephone"),
        ({"email": "ola"}, "is no e-mail address"),
        ({"text": ""}, "Say in a sentence"),
        ({"source": "dream"}, "how the enquiry came"),
    ],
)
def test_an_enquiry_that_nobody_could_answer_is_not_kept(cast: Cast, given: dict[str, str], says: str) -> None:
    with pytest.raises(Refused, match=says):
        received(cast, **given)
    assert not Enquiry.objects.exists()


def test_an_enquiry_that_is_none_is_closed_with_its_reason(cast: Cast) -> None:
    enquiry = received(cast)
    with pytest.raises(Refused, match="Say why"):
        actions.close_enquiry(enquiry, by=cast.as_("bea"), reason="")
    actions.close_enquiry(enquiry, by=cast.as_("bea"), reason="They sell us paper.")
    assert last_event().name == words.ENQUIRY_CLOSED
    assert not queries.enquiries_to_take(by=cast.as_("bea")).exists()


def test_a_contact_lies_behind_and_its_next_step_is_done_once(cast: Cast) -> None:
    file, bea = opened(cast), cast.as_("bea")
    with pytest.raises(Refused, match="lies ahead"):
        actions.note_contact(file, by=bea, kind="call", text="Tomorrow.", happened_at=clock.now() + timedelta(days=1))
    contact = actions.note_contact(file, by=bea, kind="call", text="Today.", next_step="Send the dates")
    assert list(queries.steps_open([file], by=bea)) == [contact]
    actions.finish_step(contact, by=bea)
    assert not queries.steps_open([file], by=bea).exists()
    with pytest.raises(Refused, match="done already"):
        actions.finish_step(contact, by=bea)
    assert Contact.objects.count() == 1


def test_a_scanned_letter_belongs_to_a_contact_at_once_or_later(cast: Cast) -> None:
    file, bea, first, later = opened(cast), cast.as_("bea"), scan(cast), scan(cast, name="page-two.txt", text="And on Sundays.")
    contact = actions.note_contact(file, by=bea, kind="letter", text="They close at noon.", files=[first, first])
    assert last_event().args["files"] == [str(first.uuid)]
    for who, files, says in (
        ("bea", [first], "Choose the file first"), ("bea", [], "Choose the file first"), ("bea", [later] * 21, "more than 20 files"),
        ("quentin", [later], "looks after employers"), ("stan", [later], "looks after employers"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=says):
            actions.add_to_contact(contact, by=cast.as_(who), files=files)
    actions.add_to_contact(contact, by=bea, files=[first, later])
    assert (last_event().name, last_event().args["files"]) == (words.CONTACT_ADDED_TO, [str(later.uuid)])
    assert [one.file for one in contact.files.order_by("pk")] == [first, later]


def test_a_meeting_is_planned_moved_and_then_held_missed_or_called_off(cast: Cast) -> None:
    file, bea, soon = opened(cast), cast.as_("bea"), clock.now() + timedelta(hours=20)
    meeting = actions.plan_meeting(file, by=bea, kind="visit", starts_at=soon, about="The year to come")
    with pytest.raises(Refused, match="lies ahead"):
        actions.hold_meeting(meeting, by=bea, note="Good.")
    actions.move_meeting(meeting, by=bea, starts_at=soon + timedelta(hours=2))
    assert last_event().args["before"]
    with clock.at(soon + timedelta(hours=4)):
        with pytest.raises(Refused, match="Say who did not come"):
            actions.miss_meeting(meeting, by=bea, missed_by="", note="Rain.")
        actions.hold_meeting(meeting, by=bea, note="Two issues.")
        with pytest.raises(Refused, match="was held"):
            actions.call_off_meeting(meeting, by=bea, note="No.")
    assert Meeting.objects.get().state == "held"


def test_the_timeline_shows_of_a_learner_only_what_they_agree_to(cast: Cast) -> None:
    file, made = described(cast), build.registration(cast)
    shown = queries.timeline([file], [made])
    assert {event.name for event in shown} == {words.FILE_OPENED, words.FILE_DESCRIBED}
    portfolios.say_consent(made, by=cast.as_("lena"), about=ConsentAbout.EMPLOYER, given=True)
    assert "portfolios.learner.registered" in {event.name for event in queries.timeline([file], [made])}
    portfolios.say_consent(made, by=cast.as_("lena"), about=ConsentAbout.EMPLOYER, given=False)
    assert shown.count() == queries.timeline([file], [made]).count()
