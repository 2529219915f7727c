"""Concerns: raised by who speaks for the employer, answered by who owns it or a manager; in confidence by the managers alone."""

import pytest

from milepost.base.actors import by_link
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.concerns import actions, queries, words
from milepost.concerns.models import Concern
from milepost.concerns.words import WordKind
from milepost.employers import actions as employers
from milepost.people import actions as people
from tests.cast import Cast
from tests.concerns.raising import TEXT, link, raised
from tests.employers.acting import actor_of, colleague, last_event, opened


def test_a_concern_stands_on_the_stream_of_the_employer_with_a_reference(cast: Cast) -> None:
    file = opened(cast)
    concern = raised(link(cast, file))
    event = last_event()
    assert (event.name, event.stream) == (words.CONCERN_RAISED, file.stream)
    assert event.args == {"concern": str(concern.uuid), "confidential": False, "employer": str(file.uuid)}
    assert event.personal is not None
    assert event.personal["text"] == TEXT
    assert len(concern.reference) == len("C-ABCD-EFGH")
    assert concern.words.get().kind == WordKind.RAISED


def test_what_is_said_in_confidence_stands_alone_and_the_journal_holds_no_word_of_it(cast: Cast) -> None:
    file = opened(cast)
    concern = raised(link(cast, file), confidential=True)
    event = last_event()
    assert event.stream == f"concern:{concern.uuid}"
    assert event.args == {"concern": str(concern.uuid), "confidential": True}
    assert TEXT not in str(event.personal)
    assert not Event.objects.filter(stream=file.stream, name__startswith="concerns.").exists()
    assert not queries.concerns(by=cast.as_("bea")).exists()
    assert not queries.concerns(by=cast.as_("quentin")).exists()
    assert queries.concerns(by=cast.as_("cora")).get() == concern
    with pytest.raises(Refused, match="in confidence"):
        actions.answer_concern(concern, by=cast.as_("bea"), text="It was me.")
    actions.answer_concern(concern, by=cast.as_("cora"), text="I talk to her.")


def test_the_owner_or_a_manager_acknowledges_and_answers_and_nobody_else(cast: Cast) -> None:
    concern = raised(link(cast, opened(cast)))
    noor = actor_of(colleague(cast))
    for by, says in (
        (noor, "Bea .* owns this employer now"),
        (cast.as_("quentin"), "who looks after"),
        (cast.as_("stan"), "who looks after"),
    ):
        with pytest.raises(Refused, match=says):
            actions.answer_concern(concern, by=by, text="Settled.")
    actions.acknowledge_concern(concern, by=cast.as_("bea"), text="I ring you today.")
    assert last_event().name == words.CONCERN_ACKNOWLEDGED
    with pytest.raises(Refused, match="know already"):
        actions.acknowledge_concern(concern, by=cast.as_("cora"))
    with pytest.raises(Refused, match="what you found"):
        actions.answer_concern(concern, by=cast.as_("bea"), text=" ")
    actions.answer_concern(concern, by=cast.as_("cora"), text="Asif was ill. He comes on Friday at nine.")
    concern.refresh_from_db()
    assert concern.answered_at
    assert not concern.is_open


def test_after_an_answer_who_raised_it_may_say_that_it_is_not_settled(cast: Cast) -> None:
    letter = link(cast, opened(cast))
    concern, emil = raised(letter), by_link("Emil", centre_id=cast.centre.pk)
    actions.say_more(concern, by=emil, text="It is the second time.", letter=letter)
    assert last_event().name == words.CONCERN_ADDED_TO
    actions.answer_concern(concern, by=cast.as_("bea"), text="He comes on Friday.")
    actions.say_more(concern, by=emil, text="He did not.", letter=letter)
    assert last_event().name == words.CONCERN_REOPENED
    concern.refresh_from_db()
    assert concern.is_open
    actions.withdraw_concern(concern, by=emil, letter=letter)
    with pytest.raises(Refused, match="taken back"):
        actions.answer_concern(concern, by=cast.as_("bea"), text="Late.")


def test_only_who_speaks_for_the_employer_raises_and_only_who_raised_it_says_more(cast: Cast) -> None:
    file = opened(cast)
    letter, other = link(cast, file), link(cast, file, "wanda@larkmoor.example")
    concern = raised(letter)
    anybody = by_link("Emil", centre_id=cast.centre.pk)
    with pytest.raises(Refused, match="Only who raised it"):
        actions.say_more(concern, by=anybody, text="More.", letter=other)
    for by in (anybody, cast.as_("lena"), cast.as_("stan")):
        with pytest.raises(Refused, match="speaks for this employer"):
            actions.raise_concern(cast.employer, by=by, file=file, name="N", email="n@n.example", text=TEXT)
    for given, says in (({"text": " "}, "what worries you"), ({"text": "x" * 5001}, "at most 5000"), ({"name": ""}, "Give your name")):
        with pytest.raises(Refused, match=says):
            said = {"name": "Emil", "email": "e@n.example", "text": TEXT} | given
            actions.raise_concern(cast.employer, by=anybody, file=file, letter=letter, **said)
    employers.take_back_page(letter, by=cast.as_("bea"))
    letter.refresh_from_db()
    with pytest.raises(Refused, match="taken back"):
        actions.raise_concern(cast.employer, by=anybody, file=file, name="E", email="e@n.example", text=TEXT, letter=letter)
    assert Concern.objects.count() == 1


def test_a_contact_with_an_account_raises_one_of_their_own_employer_also_before_it_has_a_file(cast: Cast) -> None:
    emil, other = cast.as_("emil"), people.add_employer(cast.centre, by=cast.as_("bea"), name="Gannet Boats")
    concern = actions.raise_concern(cast.employer, by=emil, file=None, name=cast.emil.name, email=cast.emil.email, text=TEXT)
    assert last_event().stream == f"concern:{concern.uuid}"
    with pytest.raises(Refused, match="speaks for this employer"):
        actions.raise_concern(other, by=emil, file=None, name="Emil", email=cast.emil.email, text=TEXT)
    with pytest.raises(Refused, match="nobody owns"):
        actions.answer_concern(concern, by=cast.as_("bea"), text="Settled.")
    actions.answer_concern(concern, by=cast.as_("cora"), text="Settled.")
    assert [one.pk for one in queries.concerns_raised_from("EMIL@larkmoor.example", [cast.employer.pk], centre_id=cast.centre.pk)]
