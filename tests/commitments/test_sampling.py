"""Files drawn to see whether steps are followed: the draw, what the journal says, what was found, what is done about it."""

from datetime import date, timedelta

import pytest

from milepost.base import clock
from milepost.base.refusal import Refused
from milepost.commitments import actions, sampling, words
from milepost.commitments.models import FilePick, FileSample, StepFinding
from milepost.employers import actions as employers
from milepost.employers.journeyfile import shipped
from milepost.employers.models import EmployerFile
from tests.cast import Cast
from tests.employers import acting
from tests.employers.acting import last_event


def today() -> date:
    return clock.today()


def drawn(cast: Cast, *, number: int = 3, who: str = "quentin") -> FileSample:
    first = today() - timedelta(days=90)
    return actions.draw_sample(cast.centre, by=cast.as_(who), from_on=first, until_on=today(), number=number, seed="7")


def states(file: EmployerFile) -> dict[str, str]:
    found = sampling.walked(file, journey=shipped(), until_on=today())
    return {shown.check.key: str(shown.state) for one in found for shown in one.shown}


def test_files_in_which_something_happened_are_drawn_with_reasons(cast: Cast) -> None:
    acting.described(cast)
    for name in ("Gannet Boats", "Pier Kitchens"):
        acting.opened(cast, name)
    sample = drawn(cast, number=2)
    assert (last_event().name, sample.among, sample.journey) == (words.SAMPLE_DRAWN, 3, 0)
    assert {row[0] for row in last_event().rows} == {"milepost_filesample", "milepost_filepick"} or len(last_event().rows) == 3
    picks = list(FilePick.objects.order_by("place"))
    assert [[why["kind"] for why in pick.reasons] for pick in picks] == [
        ["pick_new_owner", "pick_never"],
        ["pick_by_chance", "pick_new_owner", "pick_never"],
    ]
    assert {pick.owner for pick in picks} == {cast.bea}
    again = drawn(cast, number=2)
    assert [pick.file_id for pick in again.picks.order_by("place")] == [pick.file_id for pick in picks]


def test_a_file_that_was_handed_over_or_put_back_says_so(cast: Cast) -> None:
    file = acting.described(cast)
    noor = acting.colleague(cast)
    employers.accept_handover(employers.ask_handover(file, by=cast.as_("bea"), to=noor, juncture="", note=""), by=acting.actor_of(noor))
    employers.note_contact(file, by=acting.actor_of(noor), kind="call", text="Hello.")
    employers.pass_stage(file, by=acting.actor_of(noor), seen="contact")
    employers.return_stage(file, by=acting.actor_of(noor), to="contact", reason="Too soon.")
    drawn(cast, number=1)
    assert [why["kind"] for why in FilePick.objects.get().reasons] == ["pick_returned", "pick_handed_over", "pick_new_owner", "pick_never"]


@pytest.mark.parametrize(
    ("who", "days", "number", "says"),
    [
        ("bea", 0, 3, "Only the manager or the quality manager"),
        ("quentin", 1, 3, "The last day lies ahead"),
        ("quentin", -91, 3, "lies before the first"),
        ("quentin", 0, 0, "from 1 to 50"),
        ("quentin", -60, 3, "Nothing happened with any employer"),
    ],
)
def test_a_draw_that_makes_no_sense_is_refused(cast: Cast, who: str, days: int, number: int, says: str) -> None:
    acting.opened(cast)
    first, last = today() - timedelta(days=90), today() + timedelta(days=days)
    with pytest.raises(Refused, match=says):
        actions.draw_sample(cast.centre, by=cast.as_(who), from_on=first, until_on=last, number=number)
    assert not FileSample.objects.exists()


def test_the_journal_says_what_was_done_and_what_was_left_out(cast: Cast) -> None:
    file, by = acting.opened(cast), cast.as_("bea")
    assert set(states(file).values()) == {"not_due"}
    acting.sent(file, by=by)  # a proposal, before anybody has signed what is needed or looked at safety
    said = states(file)
    assert (said["sent"], said["issue"], said["signed"], said["safe"], said["answered"]) == (
        "done",
        "done",
        "not_done",
        "not_done",
        "not_done",
    )
    assert said["registered"] == "not_due"
    employers.note_contact(file, by=by, kind="call", text="Hello.")
    employers.describe_file(file, by=by, given=acting.DOES)
    employers.pass_stage(file, by=by, seen="contact")
    employers.pass_stage(file, by=by, seen="fit", said={"safe": "Seen on site."})
    assert (states(file)["safe"], states(file)["answered"]) == ("done", "done")


def test_what_was_found_is_counted_by_juncture_and_owner(cast: Cast) -> None:
    file = acting.opened(cast)
    acting.sent(file, by=cast.as_("bea"))
    pick = drawn(cast).picks.get()
    with pytest.raises(Refused, match="say why"):
        actions.look_at(pick, by=cast.as_("quentin"), found={("enquiry", "answered"): ("done", " ")})
    assert not StepFinding.objects.exists()
    rows = actions.look_at(
        pick, by=cast.as_("quentin"), found={("enquiry", "answered"): ("done", "He came by; it is in the visitors’ book.")}
    )
    assert (last_event().name, last_event().args["done"], last_event().args["due"]) == (words.FILE_LOOKED_AT, 3, 6)
    assert len(rows) == len(states(file))
    found = sampling.followed(FileSample.objects.all())
    assert (found.whole.percent, found.at("enquiry").percent, found.at("needs").percent, found.corrected) == (50, 100, 50, 1)
    assert found.people[str(cast.bea.uuid)] == "Bea Thornley"
    assert found.at("future").percent is None
    with pytest.raises(Refused, match="already"):
        actions.look_at(pick, by=cast.as_("quentin"), found={})


def test_nobody_looks_at_an_employer_of_their_own(cast: Cast) -> None:
    acting.opened(cast, by=cast.as_("cora"))
    pick = drawn(cast).picks.get()
    with pytest.raises(Refused, match="somebody else must look"):
        actions.look_at(pick, by=cast.as_("cora"), found={})


def test_an_action_is_agreed_after_a_look_and_finished_by_who_has_it(cast: Cast) -> None:
    acting.opened(cast)
    pick, by, soon = drawn(cast).picks.get(), cast.as_("quentin"), today() + timedelta(days=14)
    about = {"juncture": "fit", "what": "Safety is asked in the first call.", "who": cast.bea, "by_on": soon}
    with pytest.raises(Refused, match="Look at the file first"):
        actions.agree_step_action(pick, by=by, **about)
    actions.look_at(pick, by=by, found={})
    for wrong, says in (
        ({"what": " "}, "what is to be done"),
        ({"who": None}, "who does it"),
        ({"by_on": today() - timedelta(days=1)}, "passed"),
    ):
        with pytest.raises(Refused, match=says):
            actions.agree_step_action(pick, by=by, **{**about, **wrong})
    action = actions.agree_step_action(pick, by=by, **about)
    assert last_event().name == words.STEP_ACTION_AGREED
    with pytest.raises(Refused, match="Only Bea Thornley"):
        actions.finish_step_action(action, by=cast.as_("asif"), outcome="Done.")
    with pytest.raises(Refused, match="what came of it"):
        actions.finish_step_action(action, by=cast.as_("bea"), outcome="")
    actions.finish_step_action(action, by=cast.as_("bea"), outcome="It is in the guide now.")
    assert last_event().name == words.STEP_ACTION_DONE
    with pytest.raises(Refused, match="done already"):
        actions.finish_step_action(action, by=cast.as_("bea"), outcome="Again.")


def test_a_stranger_sees_none_of_it(cast: Cast) -> None:
    acting.opened(cast)
    drawn(cast)
    for who, number in (("quentin", 1), ("bea", 1), ("asif", 0), ("stan", 0)):
        assert (sampling.samples(by=cast.as_(who)).count(), sampling.picks(by=cast.as_(who)).count()) == (number, number)
