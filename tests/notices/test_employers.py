"""Who is told what of employers: who is asked, who asked, who owns them; and the letters with proposals."""

from datetime import timedelta

from django.core import mail

from milepost.base import clock
from milepost.base.actors import by_link
from milepost.employers import actions
from milepost.employers.tasks import remind_of_impact
from milepost.notices import sentences, tasks
from milepost.notices.models import Notice
from milepost.people.models import Person
from tests.cast import Cast
from tests.employers import acting
from tests.employers.acting import actor_of, colleague, described, sent


def told(person: Person) -> list[str]:
    """What somebody was told, the newest last."""
    tasks.tell_pending(limit=1000)
    return [sentences.sentence(one) for one in Notice.objects.filter(person=person).order_by("pk")]


def test_who_is_asked_to_take_over_is_told_and_who_asked_hears_the_answer(cast: Cast) -> None:
    file, noor = acting.opened(cast), colleague(cast)
    handover = actions.ask_handover(file, by=cast.as_("bea"), to=noor)
    assert told(noor) == ["Bea Thornley asks you to take Ottersby Ferry over. Say yes or no."]
    actions.accept_handover(handover, by=actor_of(noor))
    assert told(cast.bea) == ["Noor Karim has taken Ottersby Ferry over."]
    back = actions.ask_handover(file, by=actor_of(noor), to=cast.bea)
    actions.decline_handover(back, by=cast.as_("bea"), reason="I am full.")
    assert told(noor)[-1] == "Bea Thornley does not take Ottersby Ferry over. It stays as it was."
    assert sentences.own_words(Notice.objects.filter(person=noor).latest("pk")) == "I am full."


def test_who_is_asked_to_stand_in_is_told_and_who_is_away_hears_the_answer(cast: Cast) -> None:
    noor, today = colleague(cast), clock.today()
    leave = actions.note_leave(cast.bea, by=cast.as_("bea"), starts_on=today, ends_on=today + timedelta(days=3), stand_in=noor)
    assert "Bea Thornley is away from" in told(noor)[0]
    actions.cover_leave(leave, by=actor_of(noor))
    assert "Noor Karim stands in for you from" in told(cast.bea)[0]


def test_the_answer_to_a_proposal_reaches_who_owns_the_employer_now(cast: Cast) -> None:
    file, noor = described(cast), colleague(cast)
    letter = sent(file, by=cast.as_("bea"))
    actions.accept_handover(actions.ask_handover(file, by=cast.as_("bea"), to=noor), by=actor_of(noor))
    emil = by_link("Emil Sorensen", centre_id=cast.centre.pk)
    actions.answer_proposal(letter, by=emil, kind="accepted", name="Emil Sorensen", seen=1)
    assert told(noor)[-1] == "Emil Sorensen of Ottersby Ferry accepted the proposal “Fewer second calls”."
    assert not any("accepted" in one for one in told(cast.bea))


def test_a_proposal_goes_by_letter_as_long_as_it_can_be_read(cast: Cast) -> None:
    letter = sent(described(cast), by=cast.as_("bea"))
    tasks.mail_proposal.func(str(letter.uuid), "sent", "e1")
    [posted] = mail.outbox
    assert (posted.subject, posted.to) == ("A proposal for Ottersby Ferry", ["emil@larkmoor.example"])
    assert f"/p/{letter.secret}/" in str(posted.body)
    assert "Two afternoons" not in str(posted.body)
    actions.take_back_proposal(letter.version.proposal, by=cast.as_("bea"))
    tasks.mail_proposal.func(str(letter.uuid), "sent", "e2")
    assert len(mail.outbox) == 1


def test_on_the_day_agreed_whoever_owns_the_employer_now_is_told_and_hears_what_was_said(cast: Cast) -> None:
    file, noor = described(cast), colleague(cast)
    check = acting.accepted(file, by=cast.as_("bea"))
    letter = actions.ask_view(check, by=cast.as_("bea"), party="manager", name="Emil Sorensen", email="emil@larkmoor.example")
    actions.accept_handover(actions.ask_handover(file, by=cast.as_("bea"), to=noor), by=actor_of(noor))
    given = {"name": "Emil Sorensen", "useful": 4, "doing": "often", "recommend": 9}
    actions.give_view(letter, by=by_link("Emil Sorensen", centre_id=cast.centre.pk), given=given)
    assert told(noor)[-1] == "Emil Sorensen has said whether “Fewer second calls” helped Ottersby Ferry."
    with clock.at(clock.now() + timedelta(days=181)):
        assert remind_of_impact() == 1
        assert told(noor)[-1] == "It is time to look whether “Fewer second calls” helped Ottersby Ferry: that was agreed for today."


def test_the_question_whether_it_helped_goes_as_long_as_it_can_be_answered(cast: Cast) -> None:
    check = acting.accepted(described(cast), by=cast.as_("bea"))
    letter = actions.ask_view(check, by=cast.as_("bea"), party="manager", name="Emil Sorensen", email="emil@larkmoor.example")
    tasks.mail_impact.func(str(letter.uuid), "e1")
    [posted] = mail.outbox
    assert (posted.subject, posted.to) == ("Did it help?", ["emil@larkmoor.example"])
    assert f"/h/{letter.secret}/" in str(posted.body)
    actions.call_off_impact_check(check, by=cast.as_("bea"), reason="They have closed the desk.")
    tasks.mail_impact.func(str(letter.uuid), "e2")
    assert len(mail.outbox) == 1
