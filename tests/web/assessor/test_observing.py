"""On the day: what is noted is kept, and one page of feedback records and judges all of it."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assessment import actions as assessment
from milepost.assessment.words import VisitState
from milepost.base import clock, drafts, files
from milepost.base.models import Event, Upload
from milepost.demo.sounds import conversation
from milepost.people.words import Role
from milepost.portfolios import progress
from milepost.portfolios.models import Evidence, EvidenceFile, Progress, Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.web.world import picture

SEEN = {"form": "one", "at-1": "10:42", "text-1": "She trims it straight.", "t-1": ["L1:1.1", "L2:1.1"], "at-2": "10:50",
        "text-2": "She writes it down.", "t-2": ["L2:1.2"]}  # fmt: skip


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


@pytest.fixture
def asif(enter: Enter) -> Client:
    return enter("asif")


def here(made: Registration) -> str:
    return reverse("assessor_observe_now", args=[made.uuid])


def finish(made: Registration) -> str:
    return reverse("assessor_observe_now_finish", args=[made.uuid])


def note(client: Client, made: Registration, **fields: Any) -> Any:
    return client.post(here(made), {**SEEN, **fields, "act": "finish"})


def send(client: Client, made: Registration, **fields: Any) -> Any:
    """Send the feedback as the page has it."""
    page = client.get(finish(made)).content.decode()
    mark = re.search(r'name="mark" value="(\w+)"', page)
    token = re.search(r'name="form" value="([^"]+)"', page)
    assert mark and token
    return client.post(finish(made), {"form": token[1], "mark": mark[1], "day": f"{clock.today():%Y-%m-%d}", "act": "send", **fields})


def named(**fields: str) -> dict[str, str]:
    """`named(v_L1_1_1="met")` for "v-L1:1.1"."""
    return {re.sub(r"^(\w+?)_(\w+?)_(\w+)_(\w+)$", r"\1-\2:\3.\4", name): value for name, value in fields.items()}


def test_an_observation_covers_criteria_of_two_units_and_is_judged_in_one_go(cast: Cast, asif: Client, made: Registration) -> None:
    assert note(asif, made).headers["Location"] == finish(made)
    page = asif.get(finish(made)).content.decode()
    assert page.count("She trims it straight.") == 3  # once as noted, once for each criterion
    before = Event.objects.count()
    answer = send(
        asif, made, feedback="A calm watch.", **named(v_L1_1_1="met", v_L2_1_1="not_yet", f_L2_1_1="Say who takes over.", v_L2_1_2="ask")
    )
    assert answer.headers["Location"] == reverse("assessor_learner", args=[made.uuid])
    evidence = Evidence.objects.get()
    version = evidence.versions.get()
    assert (evidence.kind, evidence.title, version.nature) == ("observation", "Observation", "performance")
    assert version.details["moments"] == [
        {"at": "10:42", "text": "She trims it straight.", "targets": ["L1:1.1", "L2:1.1"]},
        {"at": "10:50", "text": "She writes it down.", "targets": ["L2:1.2"]},
    ]
    assert version.details["feedback"] == "A calm watch."
    assert version.body == "10:42 She trims it straight.\n\n10:50 She writes it down."
    claims = {(c.target, c.locator) for c in evidence.claims.all()}
    assert claims == {("L1:1.1", "10:42"), ("L2:1.1", "10:42"), ("L2:1.2", "10:50")}
    judged = {j.target: (j.verdict, j.feedback) for j in made.judgements.all()}
    assert judged == {"L1:1.1": ("met", ""), "L2:1.1": ("not_yet", "Say who takes over."), "L2:1.2": ("ask", "")}
    events = list(Event.objects.order_by("pk").values_list("name", flat=True))[before:]
    assert events == ["portfolios.evidence.recorded", "assessment.criteria.judged"]
    assert "Recorded as E1 and sent to Lena: 1 met, 1 not yet and 1 to ask again." in asif.get(answer.headers["Location"]).content.decode()
    row = Progress.objects.get(registration=made)
    assert [progress.states(row, made)[t] for t in judged] == ["m", "r", "c"]
    assert drafts.find(cast.asif.pk, f"observing-now:{made.uuid}") is None


def test_what_is_not_decided_waits_at_the_desk(asif: Client, made: Registration) -> None:
    note(asif, made)
    assert send(asif, made).status_code == 302
    assert not made.judgements.exists()
    body = asif.get(reverse("assessor_workbench", args=[made.uuid])).content.decode()
    assert "She trims it straight." in body
    assert "#m1042" in body
    assert "Lena: 3 decisions" in body


def test_a_form_sent_twice_records_once(asif: Client, made: Registration) -> None:
    note(asif, made)
    data = {"form": "one", "act": "send", "day": "2020-01-01", **named(v_L1_1_1="met")}
    mark = re.search(r'name="mark" value="(\w+)"', asif.get(finish(made)).content.decode())
    assert mark
    assert [asif.post(finish(made), {**data, "mark": mark[1]}).status_code for _ in range(2)] == [302, 302]
    assert Evidence.objects.count() == 1
    assert made.judgements.count() == 1
    assert "Nothing was sent twice." in asif.get(here(made)).content.decode()


def test_not_yet_without_a_word_records_nothing_and_keeps_everything(asif: Client, made: Registration) -> None:
    note(asif, made)
    answer = send(asif, made, feedback="A calm watch.", **named(v_L1_1_1="not_yet", v_L2_1_1="met"))
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Say what is missing for L1, 1.1" in body
    assert "A calm watch." in body
    assert 'value="not_yet" checked' in body
    assert not Evidence.objects.exists()
    assert "A calm watch." in asif.get(finish(made)).content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"at-1": ""}, "Give the time of this moment"),
        ({"text-1": " "}, "Say in a few words what you saw"),
        ({"t-1": [], "t-2": []}, "Tick for at least one moment"),
        ({"text-1": "x" * 10_001}, "very long"),
        ({"oa-1": "Because it smokes."}, "Write down what you asked"),
        ({"oq-1": "Why?", "oa-1": "Because it smokes."}, "Choose the criterion"),
        ({"oq-1": "Why?", "or-1": "on", "ot-1": "L1:1.1"}, "have not arrived"),
        ({"mat-1": "soon", "mtext-1": "Wicks", "mt-1": ["L1:1.1"]}, "Give minutes and seconds"),
        ({"mat-1": "06:48", "mtext-1": "Wicks"}, "Mark at least one moment of the talk"),
    ],
)
def test_what_is_still_open_is_said_and_nothing_is_lost(asif: Client, made: Registration, fields: dict[str, Any], said: str) -> None:
    answer = note(asif, made, **fields)
    assert answer.status_code == 422
    body = answer.content.decode()
    assert said in body
    assert "She writes it down." in body
    assert asif.get(finish(made)).headers["Location"] == here(made)
    assert "She writes it down." in asif.get(here(made)).content.decode()


def test_an_empty_day_is_not_finished(asif: Client, made: Registration) -> None:
    answer = asif.post(here(made), {"form": "one", "at-1": "10:42", "act": "finish"})
    assert answer.status_code == 422
    assert "Nothing is noted yet." in answer.content.decode()


def test_without_a_script_another_moment_gets_the_time_of_the_server(asif: Client, made: Registration) -> None:
    answer = asif.post(here(made), {**SEEN, "act": "moment"})
    assert answer.headers["Location"] == f"{here(made)}#moment-3"
    body = asif.get(here(made)).content.decode()
    assert re.search(r'name="at-3" value="\d\d:\d\d"', body)
    assert "She trims it straight." in body
    asif.post(here(made), {**SEEN, "act": "mark"})
    assert 'name="mat-1"' in asif.get(here(made)).content.decode()


def test_criteria_beyond_the_plan_can_be_ticked_beside_each_moment(asif: Client, made: Registration) -> None:
    assert 'name="t-1" value="L2:1.3"' not in asif.get(here(made)).content.decode()
    asif.post(here(made), {**SEEN, "claim": ["L2:1.3"], "act": "keep"})
    assert 'name="t-1" value="L2:1.3"' in asif.get(here(made)).content.decode()


def test_photos_and_a_voice_note_stand_by_without_a_script(cast: Cast, enter: Enter, asif: Client, made: Registration) -> None:
    sent = {"pictures": SimpleUploadedFile("lamp.png", picture()), "voice": SimpleUploadedFile("note.wav", conversation(1, 2))}
    note(asif, made, **sent)
    photo, _voice = Upload.objects.order_by("place")
    body = asif.get(here(made)).content.decode()
    assert "lamp.png" in body
    assert "note.wav" in body
    note(asif, made, **{f"cap-{photo.uuid}": "The wick"})
    send(asif, made)
    beside = [(one.caption, one.file.name) for one in EvidenceFile.objects.order_by("number")]
    assert beside == [("The wick", "lamp.png"), ("Voice note", "note.wav")]
    assert not Upload.objects.exists()
    addresses = [reverse("file", args=[one.file.uuid]) for one in EvidenceFile.objects.all()]
    for who in ("asif", "lena", "ines", "cora"):
        assert [enter(who).get(address).status_code for address in addresses] == [200, 200], who
    assert {enter("stan", role).get(address).status_code for role in (Role.ASSESSOR, Role.LEARNER) for address in addresses} == {404}


def test_a_file_that_is_not_what_it_says_is_refused_and_the_rest_stays(asif: Client, made: Registration) -> None:
    answer = note(asif, made, pictures=SimpleUploadedFile("lamp.png", b"no picture"))
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "says it is a picture and is none" in body
    assert "She trims it straight." in body


def test_a_photo_can_be_left_out(asif: Client, made: Registration) -> None:
    note(asif, made, pictures=SimpleUploadedFile("lamp.png", picture()))
    note(asif, made, leave=str(Upload.objects.get().uuid))
    send(asif, made)
    assert Evidence.objects.exists()
    assert not EvidenceFile.objects.exists()


def test_questions_of_the_bank_and_ones_own_are_recorded_with_their_answers(cast: Cast, asif: Client, made: Registration) -> None:
    kept = assessment.keep_question(made.specification, by=cast.as_("ines"), target="L1:1.1", text="Why straight?", looks_for="It smokes.")
    body = asif.post(here(made), {"form": "one", "claim": "L1:1.1", "act": "keep"}, follow=True).content.decode()
    assert "Why straight?" in body
    assert "It smokes." in body
    asked = {
        "form": "one",
        "claim": "L1:1.1",
        f"q-{kept.uuid}": "A slanted one smokes.",
        "oq-1": "Who takes over?",
        "oa-1": "Bo.",
        "ot-1": "L2:1.3",
    }
    assert asif.post(here(made), {**asked, "act": "finish"}).status_code == 302
    assert send(asif, made, **named(v_L1_1_1="met")).status_code == 302
    version = Evidence.objects.get(kind="questions").versions.get()
    assert version.nature == "knowledge"
    assert version.details["asked"] == [
        {"question": "Why straight?", "answer": "A slanted one smokes.", "target": "L1:1.1", "recorded": False},
        {"question": "Who takes over?", "answer": "Bo.", "target": "L2:1.3", "recorded": False},
    ]
    assert [(c.target, c.locator) for c in version.evidence.claims.order_by("id")] == [("L1:1.1", "Q1"), ("L2:1.3", "Q2")]


def test_a_discussion_has_its_recording_and_marks(cast: Cast, enter: Enter, asif: Client, made: Registration) -> None:
    talk = {"form": "one", "about": "The night of the storm", "mat-1": "0:01", "mtext-1": "Why she kept watch", "mt-1": ["L2:1.1"]}
    answer = asif.post(here(made), {**talk, "talk": SimpleUploadedFile("talk.wav", conversation(2, 3)), "act": "finish"})
    assert answer.status_code == 302
    send(asif, made, **named(v_L2_1_1="met"))
    evidence = Evidence.objects.get()
    version = evidence.versions.select_related("file").get()
    assert (evidence.kind, evidence.title, version.file and version.file.name) == (
        "discussion",
        "Professional discussion: The night of the storm",
        "talk.wav",
    )
    assert evidence.claims.get().locator == "00:01"
    for who, name in (("asif", "assessor_evidence"), ("ines", "quality_evidence"), ("lena", "learner_evidence_one")):
        body = enter(who).get(reverse(name, args=[evidence.uuid])).content.decode()
        assert "Why she kept watch" in body, who
        assert 'id="t=1"' in body
        assert "<audio" in body


def test_a_clock_that_is_wrong_is_said_and_both_times_are_kept(asif: Client, made: Registration) -> None:
    wrong = (clock.now() + timedelta(hours=2)).isoformat()
    note(asif, made, device_time=wrong)
    page = asif.get(finish(made)).content.decode()
    assert "120 minutes ahead of ours" in page
    send(asif, made)
    version = Evidence.objects.get().versions.get()
    assert version.details["device_time"] == wrong
    assert version.details["moments"][0]["at"] == "10:42"
    body = asif.get(reverse("assessor_evidence", args=[version.evidence.uuid])).content.decode()
    assert "Two clocks." in body
    note(asif, made, form="two", device_time=clock.now().isoformat())
    assert "Two clocks." not in asif.get(finish(made)).content.decode()


def test_what_was_noted_meanwhile_is_looked_at_first(asif: Client, made: Registration) -> None:
    note(asif, made)
    data = {"form": "one", "mark": "old", "day": "2020-01-01", "act": "send", **named(v_L1_1_1="met")}
    answer = asif.post(finish(made), data)
    assert answer.status_code == 422
    assert "has changed since this page was opened" in answer.content.decode()
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(("day", "said"), [("soon", "Give a day"), ("2999-01-01", "has not come yet")])
def test_a_day_that_cannot_be_is_refused(asif: Client, made: Registration, day: str, said: str) -> None:
    note(asif, made)
    answer = send(asif, made, day=day)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Evidence.objects.exists()


def test_nothing_is_decided_in_a_unit_that_is_signed_off(cast: Cast, asif: Client, made: Registration) -> None:
    build.signed_off(cast, made, "L1")
    note(asif, made)
    page = asif.get(finish(made)).content.decode()
    assert "The unit is signed off." in page
    assert 'name="v-L1:1.1"' not in page
    assert 'name="v-L2:1.1"' in page


def test_a_visit_is_kept_in_the_same_go(cast: Cast, asif: Client, made: Registration) -> None:
    visit = build.visit(cast, made, targets=["L1:1.1", "L2:1.2"])
    page = reverse("assessor_observe", args=[visit.uuid])
    body = asif.get(page).content.decode()
    assert visit.activity in body
    assert 'name="t-1" value="L2:1.2"' in body
    with clock.at(visit.starts_at + timedelta(minutes=5)):
        asif.post(page, {**SEEN, "act": "finish"})
        end = reverse("assessor_observe_finish", args=[visit.uuid])
        mark = re.search(r'name="mark" value="(\w+)"', asif.get(end).content.decode())
        assert mark
        asif.post(end, {"form": "one", "mark": mark[1], "day": f"{clock.today():%Y-%m-%d}", "act": "send", **named(v_L1_1_1="met")})
    visit.refresh_from_db()
    assert visit.state == VisitState.KEPT
    evidence = Evidence.objects.get()
    assert evidence.title == visit.activity
    assert evidence.versions.get().details["visit"] == str(visit.uuid)


def test_only_their_own_assessor_watches(cast: Cast, enter: Enter, made: Registration) -> None:
    for name, role in (("stan", Role.ASSESSOR), ("ines", Role.IQA), ("lena", Role.LEARNER), ("cora", Role.CENTRE_MANAGER)):
        client = enter(name, role)
        assert [client.get(page(made)).status_code for page in (here, finish)] == [404, 404]
        assert client.post(here(made), SEEN).status_code == 404
        assert client.post(finish(made), {"form": "one"}).status_code == 404
    assert not Evidence.objects.exists()


def test_the_learner_reads_what_was_seen_and_cannot_change_it(cast: Cast, enter: Enter, asif: Client, made: Registration) -> None:
    note(asif, made)
    send(asif, made, feedback="A calm watch.", **named(v_L1_1_1="met"))
    evidence, lena = Evidence.objects.get(), enter("lena")
    body = lena.get(reverse("learner_evidence_one", args=[evidence.uuid])).content.decode()
    for words in ("She trims it straight.", "A calm watch.", "Asif Rahman wrote this down", "(L1 1.1, L2 1.1)"):
        assert words in body
    assert "Take this evidence back" not in body
    assert lena.get(reverse("learner_replace_evidence", args=[evidence.uuid])).status_code == 302
    assert "E1 Observation" in lena.get(reverse("learner_evidence")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_more_moments_ask_no_more(asif: Client, made: Registration, rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    fields = {f"{name}-{n}": value for n in range(1, rows + 1) for name, value in (("at", "10:42"), ("text", "Words"), ("t", "L1:1.1"))}
    asif.post(here(made), {"form": "one", **fields, "act": "keep"})
    with django_assert_num_queries(8):  # session, person, roles; registration, draft twice, what it made, files; no question yet
        asif.get(here(made))
    with django_assert_num_queries(8):  # the same without what it made; the draft of the feedback, claims that wait besides
        asif.get(finish(made))


def test_the_evidence_page_asks_one_more_for_what_stands_by(
    asif: Client, made: Registration, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    note(asif, made)
    send(asif, made)
    page = reverse("assessor_evidence", args=[Evidence.objects.get().uuid])
    asif.get(page)
    with django_assert_num_queries(7):  # session, person, roles; the evidence, its versions, its claims, the files beside it
        asif.get(page)


def test_files_that_nobody_used_are_not_somebody_elses(cast: Cast, enter: Enter, made: Registration) -> None:
    kept = files.store(io.BytesIO(picture()), name="lamp.png", centre=cast.centre, by=cast.as_("asif"))
    assert enter("asif").get(reverse("file", args=[kept.uuid])).status_code == 404
