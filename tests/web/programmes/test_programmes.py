"""Programmes in the browser: making one, putting somebody on it, the plan, appointments, look-backs, and what somebody tells."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.base.actors import system
from milepost.frameworks import queries as frameworks
from milepost.frameworks.folder import specs_folder
from milepost.people import actions as people
from milepost.people.models import Person
from milepost.people.words import Role
from milepost.portfolios import actions, queries
from milepost.portfolios.models import Disclosure, Registration
from tests import build, reviewing
from tests.cast import Cast
from tests.fixtures import Enter

HOME, PLAN, TOLD = reverse("learner_home"), reverse("own_plan"), reverse("own_told")
# What nobody on a programme should read: it belongs to qualifications.
FOREIGN = re.compile(
    r"assessor|assess(es|ed)? your|criteri|evidence|signed off|\bunits?\b|qualification|certificate|percent|progress review|\bvisits?\b",
    re.I,
)


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.participant(cast)


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def main(html: str) -> str:
    """What is read on the page: its title, its places and its content, without markup, and without the centre's links at the foot."""
    body = re.sub(r"<footer.*?</footer>", "", html, flags=re.S)
    body = re.sub(r"<(script|style|svg).*?</\1>", "", body, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def another(cast: Cast, name: str) -> Person:
    appointed = people.appoint(cast.centre, by=system(), email=f"{name}@home.example", name=f"{name.title()} Holm", role=Role.LEARNER)
    return appointed.person


# The centre manager ---------------------------------------------------------------------------------------------------


def test_a_manager_takes_the_one_that_comes_with_milepost(cast: Cast, enter: Enter) -> None:
    cora = enter("cora")
    assert "No programme yet" in text(cora, reverse("programmes"))
    answer = cora.post(reverse("programme_adopt"), {"name": "back-into-work"})
    [made] = frameworks.programmes(by=cast.as_("cora"))
    assert answer.headers["Location"] == reverse("programme", args=[made.uuid])
    assert "See what you are good at" in text(cora, answer.headers["Location"])
    assert "here already" in text(cora, reverse("programmes"))
    assert made.title not in text(cora, reverse("centre_qualifications"))
    assert cora.post(reverse("programme_adopt"), {"name": "../x"}, follow=True).status_code == 200


def test_a_manager_writes_one_of_their_own(cast: Cast, enter: Enter) -> None:
    cora = enter("cora")
    assert cora.post(reverse("programme_make"), {"title": "Second start", "steps": ""}).status_code == 422
    cora.post(reverse("programme_make"), {"title": "Second start", "steps": "- Breathe\n* Begin: slowly, with a friend\n\n"})
    [made] = frameworks.programmes(by=cast.as_("cora"))
    assert [(one.title, one.aim) for one in frameworks.framework_of(made).units] == [("Breathe", ""), ("Begin", "slowly, with a friend")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "That file is empty"),
        (b"\xff\xfe\x00", "is not a text file"),
        (b"title: [", "not YAML as it should be"),
        (b"format: milepost-spec/1\ntitle: T\nunits:\n  - {code: a, title: A}\n", "This is a qualification"),
        (b"format: milepost-spec/1\nmark: programme\ntitle: T\nqualifications: [{title: T, units: [a]}]\nunits:\n  - {code: a, title: A, credit: 3}\n",
         "no credit"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_programme_says_why(cast: Cast, enter: Enter, data: bytes, reason: str) -> None:
    answer = enter("cora").post(reverse("programme_make"), {"act": "bring", "file": SimpleUploadedFile("mine.yaml", data)})
    assert answer.status_code == 422 and reason in answer.content.decode()
    assert not frameworks.programmes(by=cast.as_("cora")).exists()


def test_a_manager_brings_one_as_a_file(cast: Cast, enter: Enter) -> None:
    data = (specs_folder() / "programmes" / "back-into-work.yaml").read_bytes()
    answer = enter("cora").post(reverse("programme_make"), {"act": "bring", "file": SimpleUploadedFile("mine.yaml", data)})
    [made] = frameworks.programmes(by=cast.as_("cora"))
    assert answer.headers["Location"] == reverse("programme", args=[made.uuid])
    again = enter("cora").post(reverse("programme_make"), {"act": "bring", "file": SimpleUploadedFile("mine.yaml", data)})
    assert again.status_code == 422 and "already published" in again.content.decode()


def test_a_manager_puts_somebody_on_it(cast: Cast, enter: Enter) -> None:
    on, cora = build.programme(cast), enter("cora")
    given = {
        "learner": "new", "name": "Noor Amari", "email": "noor@home.example", "programme": str(on.uuid),
        "starts_on": clock.today().isoformat(), "ends_on": (clock.today() + timedelta(days=90)).isoformat(), "adviser": str(cast.asif.uuid),
    }  # fmt: skip
    answer = cora.post(reverse("programme_register"), given)
    made = Registration.objects.get(learner__email="noor@home.example")
    assert (made.programme, made.assessor, made.employer) == (True, cast.asif, None)
    shown = text(cora, answer.headers["Location"])
    assert "Nothing is agreed yet." in shown and "Strengths and circumstances" not in shown
    assert cora.post(reverse("programme_register"), given).status_code == 422  # the same form again
    assert "is on this programme already" in cora.post(reverse("programme_register"), given).content.decode()


def test_a_participant_stands_in_no_list_of_learners(cast: Cast, made: Registration, enter: Enter) -> None:
    cora = enter("cora")
    for name in ("centre_learners", "centre_cohort_csv", "centre_roll", "centre_roll_csv", "centre_completions", "centre_help"):
        answer = cora.get(reverse(name))
        page = b"".join(answer) if answer.streaming else answer.content  # type: ignore[call-overload]
        assert "Lena" not in main(page.decode()), name
    assert cora.get(reverse("centre_learner", args=[made.uuid])).headers["Location"] == reverse("participant", args=[made.uuid])
    asif = enter("asif")
    for name in ("assessor_caseload", "assessor_caseload_criteria", "assessor_help"):
        assert "Lena" not in main(text(asif, reverse(name))), name
    assert asif.get(reverse("assessor_learner", args=[made.uuid])).headers["Location"] == reverse("participant", args=[made.uuid])
    for who in ("ines", "eva", "quentin"):
        client = enter(who)
        assert "Lena" not in main(text(client, reverse("quality_learners"))), who
        assert client.get(reverse("quality_learner", args=[made.uuid])).status_code == 404


# The participant ------------------------------------------------------------------------------------------------------


def test_from_plan_to_look_back(cast: Cast, made: Registration, enter: Enter) -> None:
    lena, asif = enter("lena"), enter("asif")
    assert "Say what you would like to do" in text(lena, HOME)
    lena.post(PLAN, {"act": "propose", "take-week": "on", "words-week": "Mornings only", "take-find": "on"})
    assert "Your plan is with Asif" in text(lena, HOME)
    assert "Lena proposes a plan" in text(asif, reverse("assessor_today"))
    theirs = reverse("participant_plan", args=[made.uuid])
    assert "Mornings only" in text(asif, theirs)
    plan = queries.plan_proposed(made)
    asif.post(theirs, {"act": "agree", "plan": str(plan.uuid)})
    assert "Find the week that fits" in text(lena, HOME)
    shown = text(lena, PLAN)
    assert "Signed by Lena" in shown and "and Asif" in shown

    visit = build.visit(cast, made, targets=(), activity="First talk", place="The library")
    assert "Say whether this time suits you" in text(lena, HOME)
    lena.post(reverse("learner_visit", args=[visit.uuid]), {"act": "agree"})
    lena.post(reverse("own_step"), {"step": "week", "taken": "yes"})
    assert "behind you" in text(lena, HOME)

    review = reviewing.opened(cast, made)
    assert "Look back together" in text(lena, HOME)
    shown = text(asif, reverse("assessor_review", args=[review.uuid]))
    assert "Look-back 1 with Lena" in shown
    assert "Find the week that fits" in shown and "send:learner" in shown and "send:employer" not in shown
    asif.post(
        reverse("assessor_review", args=[review.uuid]), {"act": "sign", "seen": "1", "part": "It goes well.", "what_1": "", "who_1": ""}
    )
    lena.post(reverse("learner_review", args=[review.uuid]), {"act": "sign", "seen": "2", "part": "I think so too."})
    review.refresh_from_db()
    assert review.versions.order_by("-number").first().parts == {"assessor": "It goes well.", "learner": "I think so too."}


def test_nobody_there_reads_the_words_of_a_qualification(cast: Cast, made: Registration, enter: Enter) -> None:
    for address in (HOME, PLAN):
        assert FOREIGN.findall(main(text(enter("lena"), address))) == [], address
    build.planned(cast, made)
    visit, review = build.visit(cast, made, targets=(), activity="First talk", place="The library"), reviewing.opened(cast, made)
    mine = [HOME, PLAN, TOLD, reverse("learner_visits"), reverse("learner_visit", args=[visit.uuid]), reverse("learner_reviews"),
            reverse("learner_review", args=[review.uuid]), reverse("learner_history")]  # fmt: skip
    theirs = [
        reverse(name, args=[made.uuid])
        for name in ("participant", "participant_plan", "participant_told", "assessor_plan_visit", "assessor_learner_reviews")
    ]
    theirs += [reverse("assessor_visit", args=[visit.uuid]), reverse("assessor_review", args=[review.uuid])]
    for client, pages in ((enter("lena"), mine), (enter("asif"), theirs)):
        for address in pages:
            shown = main(text(client, address))
            if client is not None and address in theirs:
                shown = re.sub(r"assesses at Larkmoor|Visits", "", shown)  # the frame of somebody who assesses as well
            assert FOREIGN.findall(shown) == [], address


def test_on_a_break_and_when_it_has_ended(cast: Cast, made: Registration, enter: Enter) -> None:
    build.planned(cast, made)
    lena, cora = enter("lena"), cast.as_("cora")
    actions.pause_registration(made, by=cora, starts_on=clock.today(), reason="Holidays.")
    assert "You are on a break" in text(lena, HOME) and "It is behind us" not in text(lena, PLAN)
    actions.resume_registration(made, by=cora, back_on=clock.today())
    actions.complete_registration(made, by=cora, on=clock.today())
    assert "The programme has ended" in text(lena, HOME)
    assert "This programme has ended" in text(lena, TOLD)
    assert "The programme ended on" in text(enter("asif"), reverse("participant", args=[made.uuid]))


def test_pages_of_a_qualification_are_not_there(made: Registration, enter: Enter) -> None:
    lena = enter("lena")
    for name in ("learner_units", "learner_evidence", "learner_add_evidence", "learner_take_along", "learner_pace", "learner_choose_units"):
        assert "Your programme has no such page" in text(lena, reverse(name), 404), name
    home = text(lena, HOME)
    assert "takes part at Larkmoor" in home
    for place in ("Appointments", "About you", "Plan"):
        assert place in home
    assert reverse("learner_evidence") not in home and reverse("learner_take_along") not in home


def test_who_learns_as_well_goes_from_one_to_the_other(cast: Cast, enter: Enter) -> None:
    learns = build.with_units(cast)
    lena = enter("lena")
    assert text(lena, PLAN, 404)
    build.participant(cast)
    assert "takes part at Larkmoor" in text(lena, HOME)
    assert "Back into work" in text(lena, reverse("learner_qualifications"))
    lena.post(reverse("learner_switch", args=[learns.uuid]))
    assert "learns at Larkmoor" in text(lena, HOME)


def test_whoever_assesses_them_does_not_learn_of_the_programme(cast: Cast, enter: Enter) -> None:
    learns = build.with_units(cast)
    people.appoint(cast.centre, by=system(), email="mirela@home.example", name="Mirela Holt", role=Role.ASSESSOR)
    made = build.participant(cast)
    actions.allocate(made, by=cast.as_("cora"), assessor=Person.objects.get(email="mirela@home.example"), iqa=None)
    for client, name in ((enter("asif"), "assessor"), (enter("ines"), "quality")):
        shown = text(client, reverse(f"{name}_learner", args=[learns.uuid]))
        shown += text(client, reverse("search") + "?q=lena")
        shown += text(client, reverse("assessor_qualifications", args=[learns.uuid])) if name == "assessor" else ""
        assert made.qualification_title not in shown and str(made.uuid) not in shown
    assert enter("asif").get(reverse("participant", args=[made.uuid])).status_code == 404


def test_a_plan_that_changed_meanwhile_is_not_agreed_unseen(cast: Cast, made: Registration, enter: Enter) -> None:
    first = actions.propose_units(made, by=cast.as_("asif"), units=["week"])
    lena = enter("lena")
    assert "Agree this plan" in text(lena, PLAN)
    actions.propose_units(made, by=cast.as_("asif"), units=["week", "stay"])
    answer = lena.post(PLAN, {"act": "agree", "plan": str(first.uuid)})
    assert answer.status_code == 422 and "The plan has changed meanwhile" in answer.content.decode()
    assert queries.plan_agreed(made) is None


# What somebody tells --------------------------------------------------------------------------------------------------


def test_told_read_and_taken_back(cast: Cast, made: Registration, enter: Enter) -> None:
    lena, asif, cora = enter("lena"), enter("asif"), enter("cora")
    said = {"kind": "circumstance", "body": "My bus leaves at nine.", "purpose": "to find hours that fit"}
    refused = lena.post(TOLD, said)
    assert refused.status_code == 422 and "Without your yes nothing is kept" in refused.content.decode()
    assert not Disclosure.objects.exists()
    lena.post(TOLD, said | {"agreed": "on"})
    theirs = reverse("participant_told", args=[made.uuid])
    assert "My bus leaves at nine." in text(asif, theirs)
    assert "My bus" not in text(cora, theirs)
    assert "My bus" not in text(asif, reverse("participant", args=[made.uuid]))
    assert "My bus" not in text(asif, f"{reverse('search')}?q=bus+leaves+nine")
    row = Disclosure.objects.get()
    assert cora.post(reverse("told_take_back", args=[row.uuid])).status_code == 404
    lena.post(reverse("own_told_one", args=[row.uuid]), {"act": "take_back"})
    assert "My bus" not in text(asif, theirs)
    assert "took back something that was told" in text(lena, reverse("learner_history"))


def test_noted_while_they_are_there(cast: Cast, made: Registration, enter: Enter) -> None:
    asif = enter("asif")
    theirs = reverse("participant_told", args=[made.uuid])
    asif.post(theirs, {"kind": "strength", "body": "Keeps calm.", "purpose": "the letter", "agreed": "on"})
    assert re.search(r"noted by Asif \w+ while Lena was there", text(enter("lena"), TOLD))
    row = Disclosure.objects.get()
    asif.post(reverse("told_take_back", args=[row.uuid]))
    assert not Disclosure.objects.exists()


# As quick with three as with one --------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
def test_one_query_count_for_one_and_for_three(
    cast: Cast, made: Registration, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    build.planned(cast, made, *["week", "find", "try"][:number])
    for n in range(number):
        actions.disclose(made, by=cast.as_("lena"), kind="strength", body=f"Number {n}", purpose="the plan", agreed=True)
        if n:
            actions.register(
                another(cast, f"one{n}"), by=cast.as_("cora"), specification=made.specification, qualification=made.qualification,
                starts_on=clock.today(), ends_on=clock.today() + timedelta(days=90), assessor=cast.asif,
            )  # fmt: skip
    lena, asif, cora = enter("lena"), enter("asif"), enter("cora")
    for client, address, queries_made in (
        (asif, reverse("participants"), 4),
        (cora, reverse("participants"), 4),
        (cora, reverse("programmes"), 4),
        (lena, TOLD, 5),
        (asif, reverse("participant_told", args=[made.uuid]), 5),
        (lena, PLAN, 7),
        (lena, HOME, 11),
        (asif, reverse("participant", args=[made.uuid]), 11),
    ):
        client.get(address)
        with django_assert_num_queries(queries_made):
            assert client.get(address).status_code == 200
