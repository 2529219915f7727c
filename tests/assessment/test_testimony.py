"""Witnesses: asked, signed, corrected, sent back, rung; and what is worth knowing of what they signed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from milepost.assessment import actions, models, queries, tasks
from milepost.assessment.models import WitnessRequest
from milepost.assessment.words import Account, CallOutcome, Device, FlagKind, ReturnReason, WitnessState
from milepost.base import clock, files, tokens
from milepost.base.actors import by_link
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.base.verification import verify
from milepost.portfolios import actions as portfolios
from milepost.portfolios import progress
from milepost.portfolios.models import Claim, Evidence, Registration
from tests import build
from tests.cast import Cast

ACCOUNT = Account(
    name="Wanda Ekberg", contact="0161 496 0000", knows_how="her line manager since May", job="Duty manager",
    organisation="Northbank Ferries", saw="She struck the light in the storm.", targets=("L1:1.1", "L1:1.2"),
)  # fmt: skip
SMALL_SOUND = b"OggS\x00\x02" + b"\x00" * 22 + b"\x01\x1e\x01vorbis" + b"\x00" * 60


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


def asked(cast: Cast, made: Registration, *, who: str = "lena", **changes: Any) -> WitnessRequest:
    given: dict[str, Any] = {
        "name": "Wanda Ekberg", "email": "wanda@ferries.example", "about": "The storm of 12 May", "targets": ["L1:1.1", "L1:1.2"],
    }  # fmt: skip
    return actions.ask_witness(made, by=cast.as_(who), **given | changes)


def signed(request: WitnessRequest, account: Account = ACCOUNT, **changes: Any) -> models.Testimony:
    given: dict[str, Any] = {"given": account, "signed_as": account.name, "declared": True}
    return actions.sign_testimony(request, by=by_link(account.name, centre_id=request.centre_id), **given | changes)


def names(made: Registration) -> list[str]:
    return list(Event.objects.filter(stream=made.stream).order_by("position").values_list("name", flat=True))


# Asking


@pytest.mark.parametrize("who", ["lena", "asif"])
def test_the_learner_and_their_assessor_ask_and_only_a_digest_of_the_secret_is_kept(cast: Cast, made: Registration, who: str) -> None:
    before = len(names(made))
    request = asked(cast, made, who=who)
    assert request.state == WitnessState.WAITING
    assert names(made)[before:] == ["assessment.witness.asked"]
    assert request.secret_digest == tokens.digest_of(request.secret)
    assert queries.witness_request_by_token(request.secret) == request
    assert queries.witness_request_by_token(tokens.token_of("review", request.uuid)) is None
    event = Event.objects.filter(stream=made.stream).latest("position")
    assert "Wanda" not in str(event.args)
    assert "wanda@" not in str(event.args)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": " "}, "name of the witness"),
        ({"email": "wanda"}, "no e-mail address"),
        ({"about": ""}, "in a few words what they saw"),
        ({"targets": []}, "at least one criterion"),
        ({"targets": ["L9:9.9"]}, "not in this qualification"),
        ({"targets": ["L3:1.1"]}, "not among the ones agreed"),
        ({"targets": [f"L1:{n}" for n in range(13)]}, "two minutes"),
        ({"days": 0}, "1 to 90 days"),
    ],
)
def test_what_cannot_be_asked_is_said(cast: Cast, made: Registration, changes: Mapping[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        asked(cast, made, **changes)
    assert not WitnessRequest.objects.exists()


@pytest.mark.parametrize("who", ["ines", "cora", "stan"])
def test_nobody_else_asks(cast: Cast, made: Registration, who: str) -> None:
    with pytest.raises(Refused, match="Only the learner and their assessor"):
        asked(cast, made, who=who)


def test_a_request_is_taken_back_and_nobody_signs_it_any_more(cast: Cast, made: Registration) -> None:
    request = asked(cast, made)
    actions.withdraw_witness_request(request, by=cast.as_("asif"))
    assert request.state == WitnessState.WITHDRAWN
    with pytest.raises(Refused, match="took this request back"):
        signed(request)
    with pytest.raises(Refused, match="taken back already"):
        actions.withdraw_witness_request(request, by=cast.as_("lena"))
    with pytest.raises(Refused, match="Ask Wanda Ekberg anew"):
        actions.send_witness_request_again(request, by=cast.as_("lena"))


def test_a_letter_too_old_is_good_again_once_it_is_sent_again(cast: Cast, made: Registration) -> None:
    request = asked(cast, made, days=3)
    with clock.at(clock.now() + timedelta(days=4)):
        assert request.state == WitnessState.EXPIRED
        with pytest.raises(Refused, match="Ask Lena Hartog at Larkmoor to send it again"):
            signed(request)
        actions.send_witness_request_again(request, by=cast.as_("lena"))
        assert names(made)[-1] == "assessment.witness_request.sent_again"
        assert signed(request).name == "Wanda Ekberg"


@pytest.mark.parametrize("reason", ReturnReason.values)
def test_a_letter_that_reached_somebody_else_comes_back_unsigned(cast: Cast, made: Registration, reason: str) -> None:
    request = asked(cast, made)
    by = by_link("somebody", centre_id=made.centre_id)
    actions.return_witness_request(request, by=by, reason=reason)
    assert request.state == WitnessState.RETURNED
    assert names(made)[-1] == "assessment.witness_request.returned"
    with pytest.raises(Refused, match="sent back unsigned"):
        signed(request)
    assert not models.Testimony.objects.exists()
    with pytest.raises(Refused, match="by another way"):
        actions.send_witness_request_again(request, by=cast.as_("lena"))


# Signing


def test_signing_puts_the_testimony_into_the_portfolio_ready_to_be_judged(cast: Cast, made: Registration) -> None:
    request = asked(cast, made)
    before = len(names(made))
    testimony = signed(request)
    assert names(made)[before:] == ["portfolios.evidence.recorded", "assessment.testimony.signed"]
    evidence = testimony.evidence
    assert (evidence.kind, evidence.added_by.kind, evidence.added_by.name) == ("testimony", "link", "Wanda Ekberg")
    assert [c.target for c in evidence.claims.order_by("target") if c.hand_in_id] == ["L1:1.1", "L1:1.2"]
    assert evidence.versions.get().body == ACCOUNT.saw
    request.refresh_from_db()
    assert request.state == WitnessState.ANSWERED
    build.judged(cast, made, ["L1:1.1"])
    made.progress.refresh_from_db()
    assert progress.states(made.progress, made)["L1:1.1"] == "m"
    assert verify() == []


def test_the_hash_is_of_exactly_what_they_saw(cast: Cast, made: Registration) -> None:
    testimony = signed(asked(cast, made), replace(ACCOUNT, targets=("L1:1.2",)))
    shown = testimony.evidence.versions.get().details["signed"]
    assert queries.content_hash(shown) == testimony.content_hash
    assert shown["criteria"] == [["L1:1.1", "L1, 1.1", "trim the wick", False], ["L1:1.2", "L1, 1.2", "strike a light", True]]
    assert shown["about"] == "The storm of 12 May"
    assert queries.content_hash({**shown, "saw": "Something else."}) != testimony.content_hash


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Give your name"),
        ({"contact": " "}, "how the assessor can reach you"),
        ({"knows_how": ""}, "how you know Lena’s work"),
        ({"expert": True}, "what you are an expert in"),
        ({"saw": " "}, "Write what you saw, or say it"),
        ({"targets": ()}, "Tick at least one"),
        ({"targets": ("L2:1.1",)}, "not asked about one of these"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(cast: Cast, made: Registration, changes: Mapping[str, Any], said: str) -> None:
    request = asked(cast, made)
    with pytest.raises(Refused, match=said):
        signed(request, replace(ACCOUNT, **changes))
    assert not Evidence.objects.exists()


def test_a_signature_is_ticked_and_typed(cast: Cast, made: Registration) -> None:
    request = asked(cast, made)
    with pytest.raises(Refused, match="true and your own"):
        signed(request, declared=False)
    with pytest.raises(Refused, match=r"You signed as “W\. Ekberg”"):
        signed(request, signed_as="W. Ekberg")
    assert signed(request, signed_as=" wanda  EKBERG")


def test_only_who_comes_by_the_letter_signs(cast: Cast, made: Registration) -> None:
    request = asked(cast, made)
    for who in ("lena", "asif", "cora"):
        with pytest.raises(Refused, match="their own letter"):
            actions.sign_testimony(request, by=cast.as_(who), given=ACCOUNT, signed_as=ACCOUNT.name, declared=True)
    with pytest.raises(Refused, match="A witness says what they saw themselves"):
        portfolios.record_evidence(
            made, by=cast.as_("asif"), kind="testimony", title="What Wanda saw", targets=[portfolios.Target("L1:1.1")]
        )


def test_words_may_be_spoken(cast: Cast, made: Registration) -> None:
    request = asked(cast, made)
    voice = files.store(SMALL_SOUND, name="what-i-saw.ogg", centre=cast.centre, by=by_link("Wanda", centre_id=made.centre_id))
    testimony = signed(request, replace(ACCOUNT, saw=""), voice=voice)
    assert testimony.evidence.versions.get().file == voice
    assert testimony.evidence.versions.get().details["signed"]["voice"] == voice.sha256


# Correcting


def test_a_link_used_twice_corrects_or_does_nothing(cast: Cast, made: Registration) -> None:
    request = asked(cast, made)
    first = signed(request)
    with pytest.raises(Refused, match="signed already"):
        signed(request)
    before = len(names(made))
    second = signed(request, replace(ACCOUNT, saw="It was the other storm.", targets=("L1:1.2",)), corrects=first)
    assert names(made)[before:] == ["portfolios.evidence.recorded_again", "assessment.testimony.signed"]
    assert second.supersedes == first
    assert second.evidence == first.evidence
    assert queries.newest_testimony(request) == second
    assert list(second.evidence.versions.order_by("number").values_list("body", flat=True)) == [ACCOUNT.saw, "It was the other storm."]
    assert [c.target for c in Claim.objects.filter(withdrawn_at=None)] == ["L1:1.2"]
    with pytest.raises(Refused, match="signed already"):
        signed(request, corrects=first)
    assert verify() == []


def test_what_rests_on_the_older_words_falls_in_doubt(cast: Cast, made: Registration) -> None:
    request = asked(cast, made)
    first = signed(request)
    build.judged(cast, made, ["L1:1.1", "L1:1.2"])
    signed(request, replace(ACCOUNT, saw="I only heard of it."), corrects=first)
    made.progress.refresh_from_db()
    assert {t: s for t, s in progress.states(made.progress, made).items() if s != "o"} == {"L1:1.1": "d", "L1:1.2": "d"}
    assert Event.objects.filter(stream=made.stream).latest("position").args["in_doubt"] == 2


def test_the_learner_neither_replaces_nor_takes_back_what_a_witness_signed(cast: Cast, made: Registration) -> None:
    evidence = signed(asked(cast, made)).evidence
    with pytest.raises(Refused):
        portfolios.replace_evidence(evidence, by=cast.as_("lena"), body="I was brilliant.")
    with pytest.raises(Refused):
        portfolios.withdraw_evidence(evidence, by=cast.as_("lena"))


def test_what_is_signed_is_not_taken_back_with_its_letter(cast: Cast, made: Registration) -> None:
    request = asked(cast, made)
    signed(request)
    with pytest.raises(Refused, match="what is signed stays"):
        actions.withdraw_witness_request(request, by=cast.as_("lena"))
    with pytest.raises(Refused, match="what is signed stays"):
        actions.return_witness_request(request, by=by_link("x", centre_id=made.centre_id), reason="not_me")


# Ringing back


def test_the_assessor_rings_and_writes_down_what_came_of_it(cast: Cast, made: Registration) -> None:
    testimony = signed(asked(cast, made))
    call = actions.call_back(testimony, by=cast.as_("asif"), outcome=CallOutcome.CONFIRMED, note="She was on duty.")
    assert names(made)[-1] == "assessment.witness.called"
    assert list(testimony.call_backs.all()) == [call]
    with pytest.raises(Refused, match="what Wanda Ekberg said instead"):
        actions.call_back(testimony, by=cast.as_("asif"), outcome=CallOutcome.DENIED)
    for who in ("lena", "ines"):
        with pytest.raises(Refused, match="Only an assessor"):
            actions.call_back(testimony, by=cast.as_(who), outcome=CallOutcome.CONFIRMED)


# Worth knowing


def kinds(*testimonies: models.Testimony) -> list[list[FlagKind]]:
    found = queries.flags_of(
        models.Testimony.objects.filter(pk__in=[t.pk for t in testimonies]).select_related("request", "registration__learner")
    )
    return [[flag.kind for flag in found[t.pk]] for t in testimonies]


def test_an_ordinary_testimony_has_nothing_worth_knowing(cast: Cast, made: Registration) -> None:
    assert kinds(signed(asked(cast, made), device=Device("a", time=clock.now()))) == [[]]


def test_several_names_from_one_device_are_said_of_each(cast: Cast, made: Registration) -> None:
    first = signed(asked(cast, made), device=Device("a"))
    again = signed(asked(cast, made), device=Device("a"))
    assert kinds(first, again) == [[], []]  # a line manager testifies more than once
    other = signed(asked(cast, made, name="Otto Berg"), replace(ACCOUNT, name="Otto Berg"), device=Device("a"))
    away = signed(asked(cast, made, name="Nils Berg"), replace(ACCOUNT, name="Nils Berg"), device=Device("b"))
    assert kinds(first, other, away) == [[FlagKind.OTHER_NAMES], [FlagKind.OTHER_NAMES], []]


@pytest.mark.parametrize(
    ("ask", "account", "device", "kind"),
    [
        ({"email": "x@mailinator.com"}, {}, Device(), FlagKind.THROWAWAY),
        ({"email": ""}, {"contact": "me@eu.yopmail.com"}, Device(), FlagKind.THROWAWAY),
        ({"email": "LENA@larkmoor.example"}, {}, Device(), FlagKind.LEARNERS_ADDRESS),
        ({}, {}, Device("a", learners=True), FlagKind.LEARNERS_DEVICE),
        ({}, {"name": "Wanda Eckberg"}, Device(), FlagKind.OTHER_NAME),
    ],
)
def test_each_thing_worth_knowing_is_found_and_blocks_nothing(
    cast: Cast, made: Registration, ask: Mapping[str, Any], account: Mapping[str, Any], device: Device, kind: FlagKind
) -> None:
    assert kinds(signed(asked(cast, made, **ask), replace(ACCOUNT, **account), device=device)) == [[kind]]


def test_a_wrong_clock_is_said_and_the_servers_time_counts(cast: Cast, made: Registration) -> None:
    testimony = signed(asked(cast, made), device=Device("a", time=clock.now() - timedelta(days=3)))
    assert kinds(testimony) == [[FlagKind.CLOCK]]
    assert testimony.signed_at.date() == clock.now().date()


def test_a_witness_who_denied_it_is_said(cast: Cast, made: Registration) -> None:
    testimony = signed(asked(cast, made))
    actions.call_back(testimony, by=cast.as_("asif"), outcome=CallOutcome.DENIED, note="She was on leave.")
    assert kinds(testimony) == [[FlagKind.DENIED]]


def test_what_is_worth_knowing_asks_no_query_a_testimony(cast: Cast, made: Registration, django_assert_num_queries: Any) -> None:
    for rows in (1, 3):
        while models.Testimony.objects.count() < rows:
            signed(asked(cast, made), device=Device("a"))
        found = list(queries.testimonies(by=cast.as_("asif")))
        with django_assert_num_queries(2):
            queries.flags_of(found)


def test_who_may_not_open_the_portfolio_finds_no_request_and_no_testimony(cast: Cast, made: Registration) -> None:
    signed(asked(cast, made))
    for who, sees in [("lena", 1), ("asif", 1), ("ines", 1), ("stan", 0), ("emil", 0)]:
        assert queries.testimonies(by=cast.as_(who)).count() == sees
        assert queries.witness_requests(by=cast.as_(who)).count() == sees


def test_addresses_are_forgotten_ninety_days_after_a_request_ended(cast: Cast, made: Registration) -> None:
    gone, waiting = asked(cast, made), asked(cast, made, days=90)
    actions.withdraw_witness_request(gone, by=cast.as_("lena"))
    assert tasks.forget_witness_addresses() == 0
    with clock.at(clock.now() + timedelta(days=91)):
        assert tasks.forget_witness_addresses() == 1
    gone.refresh_from_db()
    waiting.refresh_from_db()
    assert (gone.email, waiting.email) == ("", "wanda@ferries.example")
