"""The journey as a file that runs: read, refused with its place, published by a centre, walked by employers."""

import pytest

from milepost.base.actors import by_link
from milepost.base.refusal import Refused
from milepost.employers import actions, journeyfile, queries, words
from milepost.employers.models import EmployerFile, JourneyVersion, StagePassed
from milepost.frameworks.specfile import Unreadable
from tests import build
from tests.cast import Cast
from tests.employers.acting import DOES, described, issue, last_event, opened, proposal

SHIPPED = journeyfile.shipped_path().read_text("utf-8")


def test_the_shipped_journey_has_ten_stages_and_the_four_duties() -> None:
    journey = journeyfile.shipped()
    assert len(journey.stages) == 10
    assert [one.key for one in journey.junctures if one.duty] == ["first_work", "develops", "satisfied", "future"]
    assert journey.after("relationship") is journey.by_key["needs"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("format: milepost-journey/1", "format: journey", "should be “milepost-journey/1”"),
        ("key: fit\n    title", "kee: fit\n    title", "“kee” is no word of a journey here"),
        ("- key: fit\n", "- key: contact\n", "the stage “contact” stands here twice"),
        ("again: needs", "again: nowhere", "begins again at “nowhere”"),
        ("key: safe\n", "key: safe\n        fact: the_moon\n", "should be “stakeholders_agreed”"),
        ("key: safe\n", "key: safe\n        fact: stakeholders_agreed\n        events: [employers.file.described]\n", "events and a fact"),
        ("employers.enquiry.answered", "employers.enquiry.forgotten", "waits for “employers.enquiry.forgotten”, which never happens"),
        ("stages:", "stages: [", "not YAML as it should be"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_place(old: str, new: str, says: str) -> None:
    with pytest.raises(Unreadable) as found:
        journeyfile.read(SHIPPED.replace(old, new, 1))
    assert says in " ".join(found.value.sentences)


def test_a_journey_leaves_as_a_file_and_comes_back_the_same() -> None:
    document = journeyfile.read(SHIPPED)
    assert journeyfile.read(journeyfile.written(document)) == document


def test_a_published_journey_runs_and_keeps_who_stands_on_it(cast: Cast) -> None:
    opened(cast)
    document = journeyfile.read(SHIPPED.replace("title: First contact", "title: Hello"))
    with pytest.raises(Refused, match="Only a centre manager"):
        actions.publish_journey(cast.centre, by=cast.as_("bea"), document=document)
    version = actions.publish_journey(cast.centre, by=cast.as_("cora"), document=document)
    assert last_event().name == words.JOURNEY_PUBLISHED
    assert queries.journey_at(cast.centre.pk).stages[0].title == "Hello"
    assert queries.journey_at(cast.elsewhere.pk).stages[0].title == "First contact"
    with pytest.raises(Refused, match="runs already"):
        actions.publish_journey(cast.centre, by=cast.as_("cora"), document=document)
    gone = {**document, "stages": document["stages"][1:]}
    with pytest.raises(Refused, match="1 employer stands at “contact”"):
        actions.publish_journey(cast.centre, by=cast.as_("cora"), document=gone)
    assert JourneyVersion.objects.get() == version


def test_a_stage_closes_when_its_checks_are_shown_and_not_before(cast: Cast) -> None:
    file, bea = opened(cast), cast.as_("bea")
    with pytest.raises(Refused, match="not in the journal yet: A person has answered"):
        actions.pass_stage(file, by=bea, seen="contact")
    actions.note_contact(file, by=bea, kind="call", text="They want to talk.")
    passed = actions.pass_stage(file, by=bea, seen="contact")
    assert (passed.to, last_event().name) == ("fit", words.STAGE_PASSED)
    assert passed.shown["answered"].startswith("event:")
    with pytest.raises(Refused, match="stands at “Fit decided” now"):
        actions.pass_stage(file, by=bea, seen="contact")
    actions.describe_file(file, by=bea, given=DOES)
    with pytest.raises(Refused, match="still to be said by the owner: Health and safety"):
        actions.pass_stage(file, by=bea, seen="fit")
    actions.pass_stage(file, by=bea, seen="fit", said={"safe": "Looked at on site with Emil."})
    file.refresh_from_db()
    assert file.stage == "needs"
    with pytest.raises(Refused, match="Say why"):
        actions.return_stage(file, by=bea, to="fit", reason="")
    actions.return_stage(file, by=bea, to="fit", reason="The second site was not seen.")
    assert last_event().name == words.STAGE_RETURNED


def test_only_who_owns_the_juncture_closes_it(cast: Cast) -> None:
    file = described(cast)
    actions.accept_handover(actions.ask_handover(file, by=cast.as_("bea"), to=cast.cora, juncture="enquiry"), by=cast.as_("cora"))
    actions.note_contact(file, by=cast.as_("bea"), kind="call", text="Hello.")
    with pytest.raises(Refused, match="Only who owns this juncture"):
        actions.pass_stage(file, by=cast.as_("bea"), seen="contact")
    actions.pass_stage(file, by=cast.as_("cora"), seen="contact")


def test_what_learners_do_closes_a_stage_too(cast: Cast) -> None:
    file, cora = described(cast), cast.as_("cora")
    issue(file, by=cora)
    for seen in ("contact", "fit", "needs", "proposal", "contract"):
        _walked(file, seen, cast)
    with pytest.raises(Refused, match="At least one learner"):
        actions.pass_stage(file, by=cora, seen="start")
    build.registration(cast)
    assert actions.pass_stage(file, by=cora, seen="start").to == "delivery"
    assert StagePassed.objects.count() == 6


def _walked(file: EmployerFile, seen: str, cast: Cast) -> None:
    """What each of the first five stages asks for, and on."""
    cora = cast.as_("cora")
    if seen == "contact":
        actions.note_contact(file, by=cora, kind="call", text="They want to talk.")
    if seen == "needs":
        analysis = actions.open_needs(file, by=cora)
        actions.write_needs(analysis, by=cora, given={"goals": "Twenty more.", "hurts": "Second calls."})
        actions.sign_needs(analysis, by=cora, name="Emil")
    if seen == "proposal":
        letter = actions.send_proposal(proposal(file, by=cora), by=cora, name="Emil", email="emil@larkmoor.example")
        actions.answer_proposal(letter, by=by_link("Emil", centre_id=file.centre_id), kind="accepted", name="Emil", seen=1)
    said = {"safe": "Seen on site.", "agreement": "In the cabinet.", "roles": "Wanda."}
    actions.pass_stage(file, by=cora, seen=seen, said=said)
