"""Promises on pages: one is put in force, breaks, and what follows is done, checked, given and told; anybody reads the board."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.assurance import actions as acts
from milepost.assurance import tasks as assurance
from milepost.assurance.models import CorrectiveAction, Finding
from milepost.base import clock
from milepost.base.jobs import worker
from milepost.base.refusal import Refused
from milepost.commitments import actions, adherence, promisefile, promises, tasks
from milepost.commitments.models import PromiseAsk, PromiseVersion, Remedy
from milepost.employers import actions as employers
from milepost.employers import queries as employer_pages
from milepost.employers.models import EmployerFile, PageLetter
from milepost.frameworks.specfile import parsed
from milepost.notices import tasks as telling
from milepost.notices.models import Notice
from milepost.people import actions as people
from milepost.people.models import Appointment
from tests import build
from tests.cast import Cast
from tests.concerns.raising import link
from tests.employers import acting
from tests.fixtures import Enter

HOME, SET, MINE = "/promises/", "/promises/set/", "/promises/mine/"  # "promises", "promises_set", "promises_mine"
MONDAY = datetime(2027, 3, 1, 10, 0, tzinfo=ZoneInfo("Europe/London"))


def said(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def in_force(enter: Enter) -> None:
    answer = enter("quentin").post(SET, {"text": promisefile.shipped_text()})
    assert answer.status_code == 302, said(answer)


def broken(cast: Cast) -> None:
    """Work handed in on a Monday is answered three weeks later: the clock of ten working days has broken."""
    with clock.at(MONDAY):
        made = build.with_units(cast)
        build.handed_in(cast, made, ["L1:1.1"])
    with clock.at(MONDAY + timedelta(days=21)):
        build.judged(cast, made, ["L1:1.1"])
        telling.tell_pending(limit=1000)


def test_a_promise_breaks_and_what_follows_is_done_checked_given_and_told(cast: Cast, enter: Enter, client: Client) -> None:
    with clock.at(MONDAY - timedelta(days=1)):
        assert "Nothing has been promised" in said(enter("quentin").get(HOME))
        in_force(enter)
    broken(cast)
    with clock.at(MONDAY + timedelta(days=22)):
        assert tasks.watch_promises() > 0
        assert not Finding.objects.exists(), "March is not over"
        telling.tell_pending(limit=1000)
    with clock.at(MONDAY + timedelta(days=31)):
        assert tasks.watch_promises() > 0
        assert tasks.watch_promises() == 0, "what follows, follows once"
        telling.tell_pending(limit=1000)
        remedy, action = Remedy.objects.get(promise="your-time"), CorrectiveAction.objects.get(finding__key="promise:your-time:2027-03")
        assert (remedy.registration and remedy.registration.learner, action.who) == (cast.lena, cast.quentin)
        assert "you put it right until" in said(enter("quentin").get("/messages/"))
        mine = said(enter("lena").get(MINE))
        assert "You get an hour with your assessor or adviser in the same week." in mine
        assert "Was it soon enough for you?" in mine
        # Its owner says what was done, and cannot check it themselves.
        one = f"/promises/actions/{action.uuid}/"  # "promise_action"
        quentin = enter("quentin")
        empty = quentin.post(one, {"proof": ""})
        assert (empty.status_code, "Say what was done, and where its proof is." in said(empty)) == (422, True)
        assert "somebody else must check" in said(quentin.post(one, {"proof": "Two assessors share the queue."}, follow=True))
        refused = quentin.post(one, {"worked": "yes", "said": "Looked at the queue."})
        assert (refused.status_code, "Looked at the queue." in said(refused)) == (422, True)
        assert "It worked" in said(enter("ines").post(one, {"worked": "yes", "said": "Nobody waited in the last week."}, follow=True))
        # Asif gives what is owed; Lena is told and reads it.
        given = f"/promises/remedies/{remedy.uuid}/"  # "promise_remedy"
        assert "They have had it" in said(enter("asif").post(given, {"delivered": "An hour on Thursday."}, follow=True))
        telling.tell_pending(limit=1000)
        assert Notice.objects.filter(person=cast.lena, kind="remedy_delivered").exists()
        assert "An hour on Thursday." in said(enter("lena").get(MINE))


def test_one_tap_answers_once_by_link_or_on_ones_own_page_and_opening_the_link_says_nothing(
    cast: Cast, enter: Enter, client: Client
) -> None:
    with clock.at(MONDAY - timedelta(days=1)):
        in_force(enter)
    broken(cast)
    with clock.at(MONDAY + timedelta(days=21, hours=1)):
        telling.tell_pending(limit=1000)
        worker.work_off()
        letter = next(one for one in mail.outbox if "Was it soon enough" in one.subject)
        link = next(word for word in letter.body.split() if "/promises/said/" in word)
        path = "/promises/said/" + link.partition("/promises/said/")[2]  # "promise_answer"
        assert "Was it soon enough for you?" in said(client.get(path))
        assert PromiseAsk.objects.get().answer is None
        assert "Thank you" in said(client.post(path, {"answer": "no"}, follow=True))
        ask = PromiseAsk.objects.get()
        assert ask.answer is False
        tap = f"/promises/mine/{ask.uuid}/"  # "promise_tap"
        assert "You have answered this already" in said(enter("lena").post(tap, {"answer": "yes"}, follow=True))
        assert PromiseAsk.objects.get().answer is False
        assert "not whole" in said(client.get("/promises/said/nonsense/"))


TO_EMPLOYERS = """
  - key: answered
    short: An answer the next day
    says: Who asks us something has an answer by the end of the next working day.
    from: provider
    to: employers
    measure: {standards: [enquiry]}
    minimum: 90
    ask: {question: Did the answer help you?, after: [employers.enquiry.answered], minimum: 70}
    owner: centre_manager
    review_on: "2027-06-30"
    clause: 4.2 of the agreement
    broken: {says: Bea rings you the same day., within: 2, put_right: Find out where enquiries lie.}
"""


def asked_and_answered(cast: Cast, days: int, *, by_letter: bool = True) -> EmployerFile:
    """Emil asks on Monday, and Bea answers so many days later."""
    with clock.at(MONDAY):
        file, bea = acting.opened(cast), cast.as_("bea")
        if by_letter:
            link(cast, file)
        enquiry = employers.receive_enquiry(
            cast.centre,
            by=bea,
            source="phone",
            organisation="Ottersby Ferry",
            name="Emil Sorensen",
            phone="0161 496 0000",
            text="Can you train ten?",
        )
        enquiry = employers.take_enquiry(enquiry, by=bea, file=file)
    with clock.at(MONDAY + timedelta(days=days)):
        employers.answer_enquiry(enquiry, by=bea, kind="call", text="Yes, in May.")
        telling.tell_pending(limit=1000)
    return file


def test_who_speaks_for_an_employer_is_asked_by_link_and_owed_what_follows(cast: Cast, enter: Enter, client: Client) -> None:
    with clock.at(MONDAY - timedelta(days=1)):
        assert enter("quentin").post(SET, {"text": promisefile.shipped_text() + TO_EMPLOYERS}).status_code == 302
    asked_and_answered(cast, 4)
    with clock.at(MONDAY + timedelta(days=5)):
        telling.tell_pending(limit=1000)
        worker.work_off()
        asked = {one.to[0]: one for one in mail.outbox if "Did the answer help" in one.subject}
        assert set(asked) == {"emil@larkmoor.example", "wanda@larkmoor.example"}, "nobody twice"
        letter = asked["emil@larkmoor.example"]
        path = "/promises/said/" + letter.body.partition("/promises/said/")[2].split()[0]
        emil = enter("emil")
        assert path in said(emil.get("/employers/own/"))
        assert "Thank you" in said(client.post(path, {"answer": "yes"}, follow=True))
        assert PromiseAsk.objects.get(contact=None).answer is True
        assert path not in said(emil.get("/employers/own/"))
        assert tasks.watch_promises() > 0
        telling.tell_pending(limit=1000)
        remedy = Remedy.objects.get(promise="answered")
        assert Notice.objects.filter(person=cast.bea, kind="remedy_owed").exists()
        given = f"/promises/remedies/{remedy.uuid}/"
        assert enter("asif").get(given).status_code == 404
        assert "They have had it" in said(enter("bea").post(given, {"delivered": "Rang at four."}, follow=True))
        page = said(emil.get("/employers/own/"))
        assert "Bea rings you the same day." in page
        assert "Rang at four." in page
        assert "It belongs to 4.2 of the agreement." in said(client.get(f"/promises/kept/{cast.centre.uuid}/"))


def test_contacts_with_an_account_are_asked_as_others_are(cast: Cast, enter: Enter, client: Client) -> None:
    with clock.at(MONDAY - timedelta(days=1)):
        assert enter("quentin").post(SET, {"text": promisefile.shipped_text() + TO_EMPLOYERS}).status_code == 302
    asked_and_answered(cast, 4, by_letter=False)
    with clock.at(MONDAY + timedelta(days=5)):
        telling.tell_pending(limit=1000)
        worker.work_off()
        ask = PromiseAsk.objects.get(contact__person=cast.emil)
        assert (ask.person, ask.letter, ask.registration) == (cast.emil, None, None)
        letter = next(one for one in mail.outbox if "Did the answer help" in one.subject and one.to == ["emil@larkmoor.example"])
        path = "/promises/said/" + letter.body.partition("/promises/said/")[2].split()[0]
        emil = enter("emil")
        assert path in said(emil.get("/employers/own/"))
        with pytest.raises(Refused, match="Only who was asked"):
            actions.answer_promise(ask, by=cast.as_("lena"), yes=True)
        assert "Thank you" in said(emil.post(path, {"answer": "yes"}, follow=True))
        assert PromiseAsk.objects.get(contact__person=cast.emil).answer is True
        assert path not in said(emil.get("/employers/own/"))
        assert tasks.watch_promises() > 0
        telling.tell_pending(limit=1000)
        assert "We broke a promise to you." in said(emil.get("/messages/"))
        told = Notice.objects.get(person=cast.emil, kind="remedy_owed")
        assert emil.get(f"/messages/{told.uuid}/", follow=True).request["PATH_INFO"] == "/employers/own/"


def test_who_no_longer_speaks_for_an_employer_is_neither_asked_nor_heard(cast: Cast, enter: Enter, client: Client) -> None:
    with clock.at(MONDAY - timedelta(days=1)):
        assert enter("quentin").post(SET, {"text": promisefile.shipped_text() + TO_EMPLOYERS}).status_code == 302
    asked_and_answered(cast, 4, by_letter=False)
    with clock.at(MONDAY + timedelta(days=5)):
        ask = PromiseAsk.objects.get(contact__person=cast.emil)
        people.end_appointment(Appointment.objects.get(person=cast.emil), by=cast.as_("cora"))
    with clock.at(MONDAY + timedelta(days=6)):
        mail.outbox.clear()
        telling.tell_pending(limit=1000)
        worker.work_off()
        assert [one.to for one in mail.outbox if "Did the answer help" in one.subject] == [["wanda@larkmoor.example"]]
        assert "You speak for this employer no longer" in said(client.get(f"/promises/said/{promises.ask_token(ask.uuid)}/"))


def test_an_employer_hears_by_letter_what_it_is_owed_and_got(cast: Cast, enter: Enter) -> None:
    with clock.at(MONDAY - timedelta(days=1)):
        assert enter("quentin").post(SET, {"text": promisefile.shipped_text() + TO_EMPLOYERS}).status_code == 302
    asked_and_answered(cast, 4)
    with clock.at(MONDAY + timedelta(days=5)):
        assert tasks.watch_promises() > 0
        telling.tell_pending(limit=1000)
        worker.work_off()
        [owed] = [one for one in mail.outbox if one.to == ["emil@larkmoor.example"] and "We broke a promise" in one.subject]
        assert "Bea rings you the same day." in owed.body
        assert employer_pages.page_token(PageLetter.objects.get().uuid) in owed.body
        assert not Notice.objects.filter(person=cast.emil, kind="remedy_owed").exists(), "one letter is enough"
        remedy = Remedy.objects.get(promise="answered")
        enter("bea").post(f"/promises/remedies/{remedy.uuid}/", {"delivered": "Rang at four."})
        telling.tell_pending(limit=1000)
        worker.work_off()
        [got] = [one for one in mail.outbox if one.subject == "What you were owed"]
        assert "Rang at four." in got.body


def test_its_owner_is_reminded_once_when_the_day_of_review_has_come(cast: Cast, enter: Enter) -> None:
    with clock.at(MONDAY - timedelta(days=1)):
        in_force(enter)
    with clock.at(datetime(2027, 6, 29, 10, 0, tzinfo=ZoneInfo("Europe/London"))):
        assert tasks.watch_promises() == 0
    with clock.at(datetime(2027, 6, 30, 10, 0, tzinfo=ZoneInfo("Europe/London"))):
        assert tasks.watch_promises() == 6
        assert tasks.watch_promises() == 0
        telling.tell_pending(limit=1000)
        assert Notice.objects.filter(person=cast.quentin, kind="promise_review").count() == 2
        quentin = enter("quentin")
        assert "The day has come to look anew at what was promised" in said(quentin.get("/messages/"))


def test_anybody_reads_the_board_and_small_groups_are_not_shown(cast: Cast, enter: Enter, client: Client) -> None:
    board = f"/promises/kept/{cast.centre.uuid}/"  # "promise_board"
    assert client.get(board).status_code == 404
    with clock.at(MONDAY - timedelta(days=1)):
        in_force(enter)
    broken(cast)
    with clock.at(MONDAY + timedelta(days=22)):
        page = said(client.get(board))
        assert "Not measurable, counts against us" in page
        assert "So few were counted that a number could point at somebody." in page
        assert "0 of 1" not in page
        assert "Tell us we broke one" in page
        assert "0 of 1 in March 2027; the minimum is 90 in 100." in said(enter("quentin").get(HOME))


def to_be_put_right(cast: Cast, enter: Enter) -> CorrectiveAction:
    with clock.at(MONDAY - timedelta(days=1)):
        in_force(enter)
    broken(cast)
    with clock.at(MONDAY + timedelta(days=31)):
        tasks.watch_promises()
        telling.tell_pending(limit=1000)
    return CorrectiveAction.objects.get(finding__key="promise:your-time:2027-03")


def test_what_its_owner_left_behind_is_handed_over_by_hand_or_by_itself(cast: Cast, enter: Enter) -> None:
    action = to_be_put_right(cast, enter)
    path = f"/promises/actions/{action.uuid}/"
    with clock.at(MONDAY + timedelta(days=32)):
        assert assurance.hand_on() == 0
        held = Appointment.objects.get(person=cast.quentin, role="quality_manager")
        people.end_appointment(held, by=cast.as_("cora"))
    with clock.at(MONDAY + timedelta(days=33)):
        cora = enter("cora")
        page = said(cora.get(path))
        assert "Its owner works here no more." in page
        over = f"{path}hand-over/"  # "promise_action_hand_over"
        assert "Choose somebody who works at the centre." in said(cora.post(over, {"who": str(cast.stan.uuid)}, follow=True))
        assert assurance.hand_on() == 1  # nobody keeps quality any more: who runs the centre has it
        action.refresh_from_db()
        assert action.who == cast.cora
        telling.tell_pending(limit=1000)
        assert "taken over from Quentin" in said(cora.get("/messages/"))
        assert assurance.hand_on() == 0
        assert "Asif" in said(cora.post(over, {"who": str(cast.asif.uuid)}, follow=True))
        telling.tell_pending(limit=1000)
        asif = enter("asif")
        assert "taken over from Quentin" not in said(asif.get("/messages/"))
        assert "taken over from Cora" in said(asif.get("/messages/"))
        assert "somebody else must check" not in said(asif.get(path))
        assert "What you did stands there" in said(asif.post(path, {"proof": "A rota hangs there."}, follow=True))
        assert "What was done stands here already." in said(cora.post(over, {"who": str(cast.ines.uuid)}, follow=True))


def test_whose_day_is_near_is_said_where_it_stands(cast: Cast, enter: Enter) -> None:
    action = to_be_put_right(cast, enter)
    with clock.at(datetime.combine(action.by_on, MONDAY.timetz())):
        for path in [HOME, "/"]:
            answer = enter("quentin").get(path, follow=True)
            assert answer.status_code == 200
            assert "due soon" in said(answer), path


def test_what_did_not_work_is_open_again_and_told(cast: Cast, enter: Enter) -> None:
    action = to_be_put_right(cast, enter)
    with clock.at(MONDAY + timedelta(days=32)):
        acts.hand_over_corrective_action(action, by=cast.as_("ines"), who=cast.asif)
        acts.finish_corrective_action(action, by=cast.as_("asif"), proof="A rota hangs there.")
        telling.tell_pending(limit=1000)
        Notice.objects.all().delete()
        page = said(enter("ines").post(f"/promises/actions/{action.uuid}/", {"worked": "no", "said": "They still wait."}, follow=True))
        assert "It did not work, and is open again" in page
        telling.tell_pending(limit=1000)
    again = CorrectiveAction.objects.get(done_at=None, finding=action.finding)
    assert again.who == cast.asif
    told = {(one.person, one.kind) for one in Notice.objects.select_related("person")}
    assert told == {(cast.asif, "action_again"), (cast.quentin, "action_failed")}
    assert {one.args["corrective"] for one in Notice.objects.all()} == {str(again.uuid)}


def test_one_person_with_many_late_answers_is_one_person(cast: Cast, enter: Enter) -> None:
    with clock.at(MONDAY - timedelta(days=1)):
        in_force(enter)
        made = build.with_units(cast)
    for n, target in enumerate(["L1:1.1", "L1:1.2"]):
        with clock.at(MONDAY + timedelta(hours=n)):
            build.handed_in(cast, made, [target])
    with clock.at(MONDAY + timedelta(days=21)):
        build.judged(cast, made, ["L1:1.1", "L1:1.2"])
        telling.tell_pending(limit=1000)
        version = promises.newest(cast.centre.pk)
        assert version
        counted = {few: next(one for one in promises.board(version, few=few) if one.promise.key == "your-time") for few in (0, 1, 2)}
        assert [counted[few].total.of for few in (0, 1, 2)] == [2, 2, 0]
        assert any(month.hidden for month in counted[2].months)
        april = adherence.of_public(cast.centre.pk)
        assert {(one.tally.of, one.tally.people, one.tally.group) for one in april if one.tally.of == 2} == {(2, 1, 1)}


def test_a_question_that_is_closed_offers_no_answer(cast: Cast, enter: Enter, client: Client) -> None:
    with clock.at(MONDAY - timedelta(days=1)):
        in_force(enter)
    broken(cast)
    with clock.at(MONDAY + timedelta(days=21, hours=1)):
        telling.tell_pending(limit=1000)
        worker.work_off()
    body = next(one.body for one in mail.outbox if "Was it soon enough" in one.subject)
    path = "/promises/said/" + body.partition("/promises/said/")[2].split()[0]
    with clock.at(MONDAY + timedelta(days=60)):
        answer = client.get(path)
        assert answer.status_code == 410
        assert "This question is closed" in said(answer)
        assert 'name="answer"' not in said(answer)
        assert client.post(path, {"answer": "yes"}).status_code == 410


def test_what_is_in_force_is_shown_with_what_its_parts_mean_and_can_be_read_again(enter: Enter) -> None:
    in_force(enter)
    page = enter("quentin").get(SET)
    assert "how many of a hundred must be kept in a month" in said(page)
    assert parsed(page.context["page"]["form"]["text"].value(), "") == parsed(promisefile.shipped_text(), "")


def test_a_promise_that_names_nothing_that_is_there_is_refused_and_nothing_typed_is_lost(cast: Cast, enter: Enter) -> None:
    text = promisefile.shipped_text().replace("[feedback, visits-kept]", "[moonshine]")
    answer = enter("quentin").post(SET, {"text": text})
    assert answer.status_code == 422
    assert "no service standard is called “moonshine”" in said(answer)
    assert "moonshine]" in said(answer)
    assert not PromiseVersion.objects.exists()
    assert enter("asif").get(SET).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_staff_costs_the_same_however_much_there_is(
    cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    with clock.at(MONDAY - timedelta(days=1)):
        in_force(enter)
    broken(cast)
    with clock.at(MONDAY + timedelta(days=31)):
        tasks.watch_promises()
        first = Finding.objects.first()
        assert first
        for month in range(1, number):
            Finding.objects.create(
                centre=cast.centre, source=first.source, key=f"promise:your-time:2026-{month:02}", title="Before", found_at=clock.now(),
                found_by=first.found_by,
            )  # fmt: skip
        for found in Finding.objects.exclude(pk=first.pk):
            CorrectiveAction.objects.create(
                finding=found, what="Change it.", who=cast.quentin, by_on=clock.today(), agreed_at=clock.now(), agreed_by=first.found_by
            )
        quentin = enter("quentin")
        with django_assert_num_queries(15):
            quentin.get(HOME)
