"""A peer from outside: asked by a letter, reads one portfolio without an account, scores it apart from everybody else's scores."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.base.actors import by_link
from milepost.base.jobs import worker
from milepost.base.refusal import Refused
from milepost.notices import tasks as telling
from milepost.notices.models import Notice
from milepost.provider import actions, facts, policies, queries, tasks, words
from milepost.provider.models import HeldStandard, IndicatorScore, PeerLetter
from milepost.provider.words import Stage
from tests.cast import Cast
from tests.employers.acting import last_event
from tests.fixtures import Enter
from tests.notices.test_employers import told
from tests.provider.holding import a_file_shown, a_peer, filled, hold

ANA = {"act": "invite", "name": "Ana Ferro", "organisation": "Fernhill College", "email": "ana@fernhill.example"}


def said(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def today() -> str:
    return date_format(clock.today(), "j F Y")


def desk(held: HeldStandard) -> str:
    return f"/quality-standards/{held.uuid}/peers/"  # "quality_peers"


def link(letter: PeerLetter, key: str = "") -> str:
    token = queries.peer_token(letter.uuid)
    return reverse("peer_indicator", args=[token, key]) if key else reverse("peer_by_letter", args=[token])


def test_from_the_letter_to_the_moderators(cast: Cast, enter: Enter) -> None:
    held, quentin, ana = filled(cast, hold(cast)), enter("quentin"), Client()
    assert f'href="{desk(held)}"' in said(quentin.get(reverse("quality_standard", args=[held.uuid])))
    assert "Nobody is asked yet" in said(quentin.get(desk(held)))
    assert "The link is on its way to Ana Ferro." in said(quentin.post(desk(held), ANA, follow=True))
    letter = PeerLetter.objects.get()
    telling.tell_pending(limit=1000)
    worker.work_off()
    [sent] = [one for one in mail.outbox if one.to == ["ana@fernhill.example"]]
    assert link(letter) in sent.body and "What we do about" not in sent.body

    page = said(ana.get(link(letter)))
    assert "Ana Ferro, you look at this as a peer." in page and "waits for your score" in page
    one = said(ana.get(link(letter, "A1")))
    assert "What we do about" in one and "Proof of A1" in one
    assert "Seen in the files of May." not in one and "Quentin Abara:" not in one, "nobody follows the score of another"
    refused = ana.post(link(letter, "A1"), {"band": "most", "because": ""})
    assert refused.status_code == 422 and "Say in a sentence what the score rests on." in said(refused)
    assert "Your score is kept." in said(ana.post(link(letter, "A1"), {"band": "some", "because": "One file is old."}, follow=True))
    score = IndicatorScore.objects.get(stage=Stage.PEER)
    assert (score.scored_by_id, score.scored_by.name) == (letter.actor_id, "Ana Ferro, Fernhill College")
    ana.post(link(letter, "A1"), {"band": "most", "because": "I looked again."})
    assert "you gave" in said(ana.get(link(letter, "A1"))).lower()
    assert "1 indicator scored" in said(quentin.get(desk(held)))
    assert facts.standing_of(held).scores["A1"].because == "Seen in the files of May.", "the score of its own stays apart"

    assert policies.stage_wanted(facts.counting(held, indicator="A1"), by=cast.as_("ines")) == Stage.MODERATION
    actions.assess(held, by=cast.as_("ines"), indicator="A1", stage=Stage.MODERATION, band="most", because="So it is.")
    late = ana.post(link(letter, "A1"), {"band": "all", "because": "Splendid."})
    assert late.status_code == 422 and "comes too late" in said(late)
    assert "So it is." not in said(ana.get(link(letter, "A1")))


def test_two_peers_stand_apart(cast: Cast) -> None:
    held = filled(cast, hold(cast))
    letters = [a_peer(cast, held), a_peer(cast, held, name="Ben Moss", email="ben@moss.example")]
    for letter, band in zip(letters, ("some", "all"), strict=True):
        Client().post(link(letter, "A1"), {"band": band, "because": "Seen."})
    for letter, says in zip(letters, ("your score: 50 %", "your score: 100 %"), strict=True):
        page = said(Client().get(link(letter)))
        assert says in page and page.count("your score: ") == 1, "nobody sees what the other gave"
    assert len({one.scored_by_id for one in IndicatorScore.objects.filter(stage=Stage.PEER)}) == 2


def test_a_link_opens_one_portfolio_and_nothing_of_another(cast: Cast) -> None:
    held, other = hold(cast), hold(cast, "advice-matrix", ("1",))
    place, letter = a_file_shown(cast), a_peer(cast, other)
    assert Client().get(link(letter, "A4")).status_code == 404
    token = queries.peer_token(letter.uuid)
    assert Client().get(reverse("peer_file", args=[token, place.uuid])).status_code == 404
    here = queries.peer_token(a_peer(cast, held, email="ben@moss.example").uuid)
    file = Client().get(reverse("peer_file", args=[here, place.uuid]))
    assert file.status_code == 200 and "attachment" in file.headers["Content-Disposition"]


def test_a_link_that_was_taken_back_has_ended_or_is_not_whole_opens_nothing(cast: Cast, enter: Enter) -> None:
    held, ana = hold(cast), Client()
    letter = a_peer(cast, held)
    assert ana.get(link(letter)[:-3] + "/").status_code == 404
    with clock.at(clock.now() + timedelta(days=61)):
        over = ana.get(link(letter))
        assert over.status_code == 410 and "This link was good until" in said(over)
    enter("quentin").post(desk(held), {"act": "take_back", "letter": str(letter.uuid)})
    assert last_event().name == words.PEER_TAKEN_BACK
    for address in (link(letter), link(letter, "A1")):
        over = ana.get(address)
        assert over.status_code == 410 and "This link was taken back." in said(over)
    assert ana.post(link(letter, "A1"), {"band": "all", "because": "Still here."}).status_code == 410
    assert enter("quentin").post(desk(held), {"act": "take_back", "letter": "x"}).status_code == 404
    again = enter("quentin").post(desk(held), {"act": "take_back", "letter": str(letter.uuid)}, follow=True)
    assert "taken back already" in said(again)


def test_what_is_wrong_with_an_invitation_is_said(cast: Cast, enter: Enter) -> None:
    held, quentin = hold(cast), enter("quentin")
    for change, says in (
        ({"name": ""}, "Say who the peer is"), ({"organisation": ""}, "Say where they work"), ({"email": "ana"}, "such as ana@example.org"),
        ({"email": cast.ines.email.upper()}, "works at the centre"),
    ):  # fmt: skip
        answer = quentin.post(desk(held), ANA | change)
        assert answer.status_code == 422 and says in said(answer), says
    assert not PeerLetter.objects.exists()
    quentin.post(desk(held), ANA)
    assert "They have a link already." in said(quentin.post(desk(held), ANA))
    with pytest.raises(Refused, match="Only who keeps quality"):
        actions.invite_peer(held, by=cast.as_("ines"), name="Ana", organisation="F", email="b@c.example")


def test_nobody_else_scores_by_a_letter_and_nothing_before_its_own_score(cast: Cast) -> None:
    letter = a_peer(cast, hold(cast))
    given = {"indicator": "A1", "band": "most", "because": "Seen."}
    with pytest.raises(Refused, match="has not scored this itself yet"):
        actions.assess_by_letter(letter, by=letter.actor, **given)
    with pytest.raises(Refused, match="Only who holds the link acts"):
        actions.assess_by_letter(letter, by=by_link("Ana Ferro", centre_id=cast.centre.pk), **given)


def test_a_peer_says_something_to_a_section_that_is_not_scored(cast: Cast, enter: Enter) -> None:
    held, quentin, ana = hold(cast), enter("quentin"), Client()
    letter, other = a_peer(cast, held), a_peer(cast, held, name="Ben Moss", email="ben@moss.example")
    assert "to be read, not scored" in said(ana.get(link(letter)))
    nothing = ana.post(link(letter, "A0"), {"said": "  "})
    assert nothing.status_code == 422 and "Write what you want to say." in said(nothing)
    too_long = ana.post(link(letter, "A0"), {"said": "x" * 3001})
    assert too_long.status_code == 422 and "longer than 3000 characters" in said(too_long)
    assert "What you said is kept." in said(ana.post(link(letter, "A0"), {"said": "How many of you are there?"}, follow=True))
    assert (last_event().name, last_event().args["indicator"]) == (words.SECTION_COMMENTED, "A0")
    ana.post(link(letter, "A0"), {"said": "How many are you?"})
    assert "you said something" in said(ana.get(link(letter))) and "How many are you?" in said(ana.get(link(letter, "A0")))
    assert "How many are you?" not in said(Client().get(link(other, "A0"))), "nobody follows another"
    Client().post(link(other, "A0"), {"said": "It is clear."})
    for page in (said(quentin.get(desk(held))), said(quentin.get(reverse("quality_indicator", args=[held.uuid, "A0"])))):
        assert "How many are you?" in page and "It is clear." in page and "How many of you are there?" not in page
    assert "What you said is taken back." in said(ana.post(link(letter, "A0"), {"said": ""}, follow=True))
    assert "How many are you?" not in said(quentin.get(desk(held)))
    for by, indicator, why in (
        (letter.actor, "A1", "say it with your score"), (letter.actor, "Z9", "no indicator Z9"), (other.actor, "A0", "Only who holds the link"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            actions.comment_by_letter(letter, by=by, indicator=indicator, said="Well.")


def test_what_was_said_of_a_section_that_an_edition_moved_was_said_of_something_else(cast: Cast) -> None:
    held = hold(cast)
    letter = a_peer(cast, held)
    actions.comment_by_letter(letter, by=letter.actor, indicator="A0", said="How many are you?")
    parts = [
        {**part, "indicators": [{**one, "key": "A10" if one["key"] == "A0" else one["key"]} for one in part["indicators"]]}
        for part in held.document["parts"]
    ]
    actions.move_edition(held, by=cast.as_("quentin"), document={**held.document, "parts": parts}, moves={"A0": "A10"})
    held.refresh_from_db()
    assert facts.comments(held) == [] and held.peer_comments.count() == 1


def test_a_peer_has_finished_and_goes_on_after_all(cast: Cast, enter: Enter) -> None:
    held, quentin, ana = filled(cast, hold(cast)), enter("quentin"), Client()
    letter = a_peer(cast, held)
    ana.post(link(letter, "A1"), {"band": "some", "because": "One file is old."})
    assert "Quentin Abara is told that you have finished." in said(ana.post(link(letter), {"act": "finish"}, follow=True))
    assert last_event().name == words.PEER_FINISHED
    assert told(cast.quentin) == [f"Ana Ferro has finished looking at “{held}”. See what they say."]
    notice = Notice.objects.get(person=cast.quentin)
    assert said(quentin.get(reverse("notice", args=[notice.uuid]), follow=True)).count(f"finished on {today()}") == 1
    page = said(ana.get(link(letter)))
    assert f"You said so on {today()}" in page and "Nothing waits for you now." in page and "waits for your score" not in page
    for key, given in (("A1", {"band": "most", "because": "Seen."}), ("A0", {"said": "How many are you?"})):
        late = ana.post(link(letter, key), given)
        assert late.status_code == 422 and "Take that back first, then go on." in said(late), key
    assert "You said already" in said(ana.post(link(letter), {"act": "finish"}, follow=True))
    assert "You can go on. Quentin Abara is told." in said(ana.post(link(letter), {"act": "go_on"}, follow=True))
    assert last_event().name == words.PEER_WENT_ON and "finished on" not in said(quentin.get(desk(held)))
    assert told(cast.quentin)[-1] == f"Ana Ferro goes on looking at “{held}” after all."
    assert ana.post(link(letter, "A1"), {"band": "most", "because": "Seen."}).status_code == 302
    assert "so just go on" in said(ana.post(link(letter), {"act": "go_on"}, follow=True))
    with pytest.raises(Refused, match="Only who holds the link acts"):
        actions.finish_by_letter(letter, by=cast.as_("quentin"))
    actions.take_back_peer(letter, by=cast.as_("quentin"))
    assert ana.post(link(letter), {"act": "finish"}).status_code == 410


def test_where_who_asked_has_gone_whoever_keeps_quality_is_told(cast: Cast) -> None:
    letter = actions.invite_peer(hold(cast), by=cast.as_("cora"), name="Ana Ferro", organisation="Fernhill", email="ana@fernhill.example")
    cast.cora.is_active = False
    cast.cora.save()
    actions.finish_by_letter(letter, by=letter.actor)
    assert len(told(cast.quentin)) == 1 and told(cast.cora) == []


def test_an_address_is_forgotten_some_time_after_the_link_ended(cast: Cast) -> None:
    letter = a_peer(cast)
    with clock.at(clock.now() + timedelta(days=149)):
        assert tasks.forget_peer_addresses() == 0
    with clock.at(clock.now() + timedelta(days=152)):
        assert tasks.forget_peer_addresses() == 1
    letter.refresh_from_db()
    assert (letter.email, letter.name) == ("", "Ana Ferro")


@pytest.mark.parametrize("rows", [1, 3])
def test_more_peers_and_more_scores_ask_no_more(
    cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    held, quentin = filled(cast, hold(cast)), enter("quentin")
    letters = [a_peer(cast, held, email=f"peer{n}@home.example") for n in range(rows)]
    for letter, key in zip(letters, ("A1", "A2", "A3"), strict=False):
        actions.assess_by_letter(letter, by=letter.actor, indicator=key, band="most", because="Seen.")
        actions.comment_by_letter(letter, by=letter.actor, indicator="A0", said="It is clear.")
    with django_assert_num_queries(9):  # session, person, roles; the standard, its editions and scores, those again and comments, letters
        quentin.get(desk(held))
    ana = Client()
    with django_assert_num_queries(5):  # the letter, editions and scores, editions and comments
        ana.get(link(letters[0]))
    with django_assert_num_queries(5):  # those; what is shown, what is written
        ana.get(link(letters[0], "A1"))
    with django_assert_num_queries(5):  # the letter; editions, comments; what is shown, what is written
        ana.get(link(letters[0], "A0"))
