"""A concern from the employer's page to its answer, also in confidence; the link to the page and the telephone on it, as staff have them."""

from typing import Any

from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base.jobs import worker
from milepost.commitments.models import Clock
from milepost.concerns import actions
from milepost.concerns.models import Concern
from milepost.employers import queries
from milepost.notices import tasks
from milepost.notices.models import Notice
from tests.cast import Cast
from tests.concerns.raising import TEXT, link, raised
from tests.employers import acting
from tests.fixtures import Enter
from tests.post import PostOffice

ALL = "/employers/concerns/"  # "employer_concerns"
SAYS = {"text": TEXT, "who": "owner", "name": "Emil Sorensen"}


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_concern_is_told_acknowledged_answered_and_read(cast: Cast, enter: Enter) -> None:
    file = acting.opened(cast)
    letter = link(cast, file)
    there, emil = f"/e/{letter.secret}/tell/", Client()
    assert "Bea" in words(emil.get(there))
    for given, says in (({"text": ""}, "A sentence is enough"), ({"who": ""}, "Choose who may read it"), ({"name": ""}, "Give your name")):
        wrong = emil.post(there, SAYS | given)
        assert wrong.status_code == 422
        assert says in words(wrong)
        assert "text" not in given or "Emil Sorensen" in words(wrong)
    read = emil.post(there, SAYS).headers["Location"]  # "employer_own_concern_by_link"
    concern = Concern.objects.get()
    assert concern.reference in words(emil.get(read))
    tasks.tell_pending(limit=100)
    assert {one.person for one in Notice.objects.filter(kind="concern_raised")} == {cast.bea, cast.cora}
    assert set(Clock.objects.filter(thing=str(concern.uuid)).values_list("standard", "state", "file")) == {
        ("concern-heard", "running", file.pk), ("concern-answered", "running", file.pk),
    }  # fmt: skip
    bea = enter("bea")
    assert "Tell Emil Sorensen that you have their concern" in words(bea.get("/employers/"))
    one = f"{ALL}{concern.uuid}/"  # "employer_concern"
    assert TEXT in words(bea.get(one))
    assert bea.post(one, {"act": "acknowledge", "heard-text": "I ring you today."}).status_code == 302
    empty = bea.post(one, {"act": "answer", "text": ""})
    assert empty.status_code == 422
    assert "what is put right" in words(empty)
    bea.post(one, {"act": "answer", "text": "Asif was ill. He comes on Friday."})
    tasks.tell_pending(limit=100)
    page = words(emil.get(read))
    assert "I ring you today." in page
    assert "Asif was ill. He comes on Friday." in page
    assert set(Clock.objects.filter(thing=str(concern.uuid)).values_list("state", flat=True)) == {"kept"}
    assert "answered the concern" in words(bea.get(f"/employers/all/{file.uuid}/"))
    assert emil.post(read, {"act": "more", "text": "He did not come."}).status_code == 302
    tasks.tell_pending(limit=100)
    assert Clock.objects.filter(thing=str(concern.uuid), state="running").get().standard == "concern-answered"
    assert emil.post(read, {"act": "more", "text": " "}).status_code == 422
    assert emil.post(read, {"act": "withdraw"}).status_code == 302
    assert "taken back" in words(bea.get(ALL))


def test_what_is_raised_in_confidence_reaches_the_managers_alone(cast: Cast, enter: Enter) -> None:
    file = acting.opened(cast)
    letter = link(cast, file)
    Client().post(f"/e/{letter.secret}/tell/", SAYS | {"who": "managers"})
    concern = Concern.objects.get()
    tasks.tell_pending(limit=100)
    assert [one.person for one in Notice.objects.filter(kind="concern_in_confidence")] == [cast.cora]
    one = f"{ALL}{concern.uuid}/"
    for who in ("bea", "quentin"):
        client = enter(who)
        assert client.get(one).status_code == 404
        for page in (ALL, f"/employers/all/{file.uuid}/", "/standards/clocks/"):
            assert concern.reference not in words(client.get(page))
            assert "A concern is acknowledged" not in words(client.get(page))
    cora = enter("cora")
    assert "Only managers of the centre read this page" in words(cora.get(one))
    assert concern.reference in words(cora.get("/employers/"))
    assert "A concern is acknowledged" in words(cora.get("/standards/clocks/"))
    assert cora.post(one, {"act": "answer", "text": "I speak with her tomorrow."}).status_code == 302
    assert "I speak with her tomorrow." in words(Client().get(f"/e/{letter.secret}/concerns/{concern.uuid}/"))


def test_nobody_else_at_the_employer_reads_it(cast: Cast, enter: Enter) -> None:
    file = acting.opened(cast)
    concern, other = raised(link(cast, file)), link(cast, file, "wanda@larkmoor.example")
    assert Client().get(f"/e/{other.secret}/concerns/{concern.uuid}/").status_code == 404
    assert concern.reference not in words(Client().get(f"/e/{other.secret}/"))
    assert enter("wanda").get(f"/employers/own/concerns/{concern.uuid}/").status_code == 404  # "employer_own_concern"
    emil = enter("emil")
    assert TEXT in words(emil.get(f"/employers/own/concerns/{concern.uuid}/"))
    assert emil.post("/employers/own/tell/", SAYS).status_code == 302  # "employer_own_tell"


def test_only_who_owns_them_now_or_a_manager_has_the_forms(cast: Cast, enter: Enter) -> None:
    concern = raised(link(cast, acting.opened(cast)))
    noor = enter(acting.colleague(cast))
    page = words(noor.get(f"{ALL}{concern.uuid}/"))
    assert "owns this employer now" in page
    assert "Send the answer" not in page
    assert "owns this employer now" in words(noor.post(f"{ALL}{concern.uuid}/", {"act": "answer", "text": "Hm."}))


def test_who_sends_one_after_the_other_hears_when_to_try_again(cast: Cast) -> None:
    cache.clear()
    letter = link(cast, acting.opened(cast))
    for _n in range(10):
        assert Client().post(f"/e/{letter.secret}/tell/", SAYS).status_code == 302
    full = Client().post(f"/e/{letter.secret}/tell/", SAYS)
    assert full.status_code == 429
    assert "send it again after" in words(full)
    assert TEXT in words(full)


def test_letters_go_to_who_raised_it_and_say_nothing_of_it(cast: Cast, post_office: PostOffice) -> None:
    letter = link(cast, acting.opened(cast))
    concern = raised(letter, confidential=True)
    actions.acknowledge_concern(concern, by=cast.as_("cora"))
    tasks.tell_pending(limit=100)
    worker.work_off()
    mails = post_office.to(letter.email)
    texts = " ".join(one.get_content() for one in mails)
    assert concern.reference in texts
    assert f"/e/{letter.secret}/" in texts
    assert TEXT not in texts
    assert len(mails) == 3


def test_a_link_is_sent_and_taken_back_on_the_page_of_the_employer(cast: Cast, enter: Enter) -> None:
    file, bea = acting.described(cast), enter("bea")
    there = f"/employers/all/{file.uuid}/own-page/"  # "employer_page"
    assert "emil@larkmoor.example" in words(bea.get(there))
    wrong = bea.post(there, {"name": "Emil", "email": "emil"})
    assert wrong.status_code == 422
    assert "It looks like" in words(wrong)
    bea.post(there, {"name": "Emil", "email": "emil@larkmoor.example"})
    letter = file.page_letters.get()
    assert "sent Emil the link to their own page" in words(bea.get(f"/employers/all/{file.uuid}/"))
    assert "1 person there opens it by link" in words(bea.get(f"/employers/all/{file.uuid}/"))
    bea.post(f"/employers/own-pages/{letter.uuid}/again/")  # "employer_page_again"
    assert "If a newer letter has come" in words(Client().get(f"/e/{queries.page_token(letter.uuid)}/"))
    letter = file.page_letters.get(withdrawn_at=None)
    assert letter.email == "emil@larkmoor.example"
    bea.post(f"/employers/own-pages/{letter.uuid}/take-back/")  # "employer_page_take_back"
    letter.refresh_from_db()
    assert letter.withdrawn_at


def test_a_telephone_is_given_on_ones_own_page(cast: Cast, enter: Enter) -> None:
    bea = enter("bea")
    there = "/employers/reached/"  # "employer_reached"
    assert "no telephone number" in words(bea.post(there, {"phone": "ring me"}))
    assert bea.post(there, {"phone": "01632  960114"}).status_code == 302
    cast.bea.refresh_from_db()
    assert cast.bea.phone == "01632 960114"
    assert "01632 960114" in words(bea.get("/employers/"))


def test_the_list_asks_no_more_for_more(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    letter, cora = link(cast, acting.opened(cast)), enter("cora")
    for number in (1, 2, 3, 4):
        concern = raised(letter)
        if number % 2:
            actions.answer_concern(concern, by=cast.as_("cora"), text="Settled.")
        else:
            with django_assert_num_queries(8):
                cora.get(ALL)
