"""Somebody of another college looks at a portfolio against a standard, on a phone, by the link in a letter."""

from django.urls import reverse
from playwright.sync_api import expect

from milepost.base.jobs import worker
from milepost.notices import tasks as telling
from tests.journeys.stage import PHONE, Stage, headed
from tests.journeys.test_review import silent
from tests.post import PostOffice
from tests.provider.holding import filled, hold


def test_a_peer_from_outside_reads_and_scores_and_sees_nobody_elses_score(stage: Stage, post_office: PostOffice) -> None:
    """Quentin has scored the centre himself and asks Ana, who works elsewhere. She opens the link of her letter on a phone, without an
    account, reads what is said about the first indicator and what shows it, forgets to say what her score rests on, and gives it then.
    She asks something about the section that is not scored, and says that she has finished. Quentin is told, and sees how far she came. He takes the link back; it opens nothing any more.
    """
    held = filled(stage.cast, hold(stage.cast))
    quentin = stage.enter("quentin")
    quentin.goto(f"/quality-standards/{held.uuid}/")
    quentin.get_by_role("link", name="Ask a peer from outside").click()
    headed(quentin, "Peers from outside")
    silent(quentin)
    quentin.get_by_label("Name").fill("Ana Ferro")
    quentin.get_by_label("Where they work").fill("Fernhill College")
    quentin.get_by_label("E-mail address").fill("ana@fernhill.example")
    quentin.get_by_role("button", name="Send them the link").click()
    expect(quentin.get_by_role("status").first).to_contain_text("on its way to Ana Ferro")
    silent(quentin)
    telling.tell_pending(limit=1000)
    worker.work_off()

    ana = stage.page(width=PHONE)
    ana.goto(post_office.link_to("ana@fernhill.example"))
    expect(ana.get_by_role("main")).to_contain_text("Ana Ferro, you look at this as a peer.")
    silent(ana)
    ana.get_by_role("link", name="A1").click()
    expect(ana.get_by_role("main")).to_contain_text("Proof of A1")
    expect(ana.get_by_role("main")).not_to_contain_text("Seen in the files of May.")
    silent(ana)
    ana.get_by_role("radio").nth(1).check()
    ana.get_by_role("button", name="Give this score").click()
    expect(ana.get_by_role("alert")).to_contain_text("Say in a sentence what the score rests on.")
    silent(ana)
    ana.get_by_label("What it rests on").fill("One of the files is old.")
    ana.get_by_role("button", name="Give this score").click()
    expect(ana.get_by_role("status").first).to_contain_text("Your score is kept.")
    silent(ana)
    ana.get_by_role("link", name="A0").click()
    ana.get_by_label("What you would say to them").fill("How many of you are there?")
    ana.get_by_role("button", name="Keep what I say").click()
    expect(ana.get_by_role("status").first).to_contain_text("What you said is kept.")
    ana.get_by_role("button", name="I have finished").click()
    expect(ana.get_by_role("status").first).to_contain_text("Quentin Abara is told that you have finished.")
    silent(ana)

    telling.tell_pending(limit=1000)
    quentin.goto(reverse("notices"))
    quentin.get_by_role("link", name="Ana Ferro has finished").click()
    expect(quentin.get_by_role("main")).to_contain_text("1 indicator scored")
    expect(quentin.get_by_role("main")).to_contain_text("How many of you are there?")
    expect(quentin.get_by_role("main")).to_contain_text("finished on")
    silent(quentin)
    quentin.get_by_role("button", name="Take the link back").click()
    expect(quentin.get_by_role("main")).to_contain_text("link ended")
    silent(quentin)
    ana.reload()
    expect(ana.get_by_role("main")).to_contain_text("This link was taken back.")
    silent(ana)
