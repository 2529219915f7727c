"""What witnesses are asked and have said, and what somebody who judges it should know. Visibility first."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from milepost.assessment.models import CallBack, Testimony, WitnessRequest
from milepost.assessment.words import DECLARATION, Account, CallOutcome, FlagKind
from milepost.base import tokens
from milepost.base.events import canonical, sha256
from milepost.base.models import Actor, StoredFile
from milepost.engine.framework import Framework
from milepost.frameworks.queries import framework_of
from milepost.portfolios import queries as portfolios
from milepost.portfolios.models import Evidence, EvidenceVersion, Registration

CLOCK_OFF = 15 * 60  # seconds by which a device's clock may be wrong before anybody is told


# What is asked ------------------------------------------------------------------------------------------------------


def witness_token(request: WitnessRequest) -> str:
    """The secret of a request, as it stands in the letter and in the code."""
    return tokens.token_of("witness", request.uuid)


def _requests() -> QuerySet[WitnessRequest]:
    around = ("registration__learner", "registration__specification", "registration__employer", "registration__assessor")
    found = WitnessRequest.objects.select_related(*around, "centre", "asked_by", "answered_by", "withdrawn_by")
    return found.defer("registration__specification__document")


def witness_request_by_token(token: str) -> WitnessRequest | None:
    """The request whose letter or code holds `token`, whatever became of it."""
    return _requests().filter(secret_digest=tokens.digest_of(token)).first()


def witness_requests(*, by: Actor) -> QuerySet[WitnessRequest]:
    """Requests about the portfolios that `by` may open, newest first."""
    visible = portfolios.registrations(by=by).order_by().values("pk")
    return _requests().filter(registration__in=visible).order_by("-asked_at", "-pk")


def witness_requests_of(registration: Registration, *, by: Actor) -> QuerySet[WitnessRequest]:
    """Everybody who was asked about one portfolio, newest first."""
    return witness_requests(by=by).filter(registration=registration)


@dataclass(frozen=True, slots=True)
class Asked:
    """One criterion that a witness is asked about, in the words of the qualification."""

    target: str
    code: str
    text: str


def asked_of(request: WitnessRequest, *, units: Collection[str]) -> list[Asked]:
    """The criteria asked about that still belong to the agreed units."""
    framework = framework_of(request.registration.specification)
    return [asked(framework, target) for target in request.targets if target.rpartition(":")[0] in units]


def asked(framework: Framework, target: str) -> Asked:
    key, _sep, number = target.rpartition(":")
    unit = framework.unit_by_key.get(key)
    code = f"{unit.code if unit else key}, {number.removeprefix('R')}"
    if criterion := framework.criterion_by_target.get(target):
        return Asked(target, code, criterion.text)
    requirement = framework.requirement_by_target.get(target)
    if requirement is None:
        return Asked(target, code, _("This version asks it no more."))
    letter = number.partition(".")[2]
    return Asked(target, code, next((f"{requirement.text} {i.text}" for i in requirement.items if i.letter == letter), requirement.text))


def testified(testimony: Testimony) -> list[str]:
    """What a testimony is claimed for today: what the witness said, under the numbers that it has by now."""
    claims = testimony.evidence.claims.filter(withdrawn_at=None).order_by("pk")
    return list(dict.fromkeys(claims.values_list("target", flat=True)))


def as_signed(
    request: WitnessRequest, given: Account, *, asked: Iterable[Asked], voice: StoredFile | None, signed_as: str, corrects: Testimony | None
) -> dict[str, Any]:
    """Exactly what stands before a witness when they sign. Its digest is what "content hash" means."""
    return {
        "format": "milepost-testimony/1", "request": str(request.uuid), "centre": request.centre.name, "asked_by": request.asked_by.name,
        "learner": request.registration.learner.first_name, "about": request.about, "name": given.name, "job": given.job,
        "organisation": given.organisation, "contact": given.contact, "knows_how": given.knows_how, "expert": given.expert,
        "expertise": given.expertise, "saw": given.saw, "voice": voice.sha256 if voice else "",
        "criteria": [[one.target, one.code, one.text, one.target in given.targets] for one in asked],
        "declaration": str(DECLARATION), "signed_as": signed_as, "corrects": corrects.content_hash if corrects else "",
    }  # fmt: skip


def content_hash(signed: Mapping[str, Any]) -> str:
    return sha256(canonical(signed))


# What was said ------------------------------------------------------------------------------------------------------


def newest_testimony(request: WitnessRequest) -> Testimony | None:
    """What the witness stands by now: nothing has superseded it."""
    return request.testimonies.filter(superseded_by=None).select_related("evidence", "voice", "signed_by").order_by("-pk").first()


def testimonies(*, by: Actor) -> QuerySet[Testimony]:
    """What witnesses signed in the portfolios that `by` may open, newest first, with its calls."""
    visible = portfolios.registrations(by=by).order_by().values("pk")
    return _told().filter(registration__in=visible).order_by("-signed_at", "-pk")


def _told() -> QuerySet[Testimony]:
    calls = Prefetch("call_backs", CallBack.objects.select_related("made_by").order_by("-pk"))
    around = ("registration__learner", "registration__assessor", "request", "evidence", "signed_by", "supersedes", "superseded_by")
    return Testimony.objects.select_related(*around).prefetch_related(calls)


def testimonies_in_force(registration: Registration) -> list[Testimony]:
    """What witnesses stand by in one portfolio."""
    return list(_told().filter(registration=registration, superseded_by=None).order_by("pk"))


def testimonies_of(evidence: Evidence) -> list[Testimony]:
    """Every state of one testimony, the first one first: the first is version 1 of the evidence, and so on."""
    return list(_told().filter(evidence=evidence).order_by("pk"))


# What somebody who judges it should know ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing worth knowing, as data."""

    kind: FlagKind
    args: dict[str, Any] = field(default_factory=dict)


@cache
def throwaway_domains() -> frozenset[str]:
    path = Path(__file__).resolve().parent.parent / "throwaway.json"
    return frozenset(json.loads(path.read_text("utf-8"))["domains"])


def flags_of(found: Iterable[Testimony]) -> dict[int, list[Flag]]:
    """What is worth knowing of each testimony, by its primary key. Two queries, however many there are."""
    told = list(found)
    marks = {one.device for one in told if one.device}
    alike = Testimony.objects.filter(device__in=marks, centre__in={one.centre_id for one in told}, superseded_by=None) if marks else ()
    on_device: dict[tuple[int, str], list[Testimony]] = {}
    for one in alike:
        on_device.setdefault((one.centre_id, one.device), []).append(one)
    rows = EvidenceVersion.objects.filter(evidence__in={one.evidence_id for one in told}).values_list("details", flat=True) if told else ()
    details = {d["testimony"]: d for d in rows if "testimony" in d}
    return {
        one.pk: [*_of_device(one, on_device.get((one.centre_id, one.device), [])), *_of_words(one, details.get(str(one.uuid), {}))]
        for one in told
    }


def _of_device(one: Testimony, alike: Iterable[Testimony]) -> list[Flag]:
    others = [t for t in alike if t.request_id != one.request_id and t.name.casefold() != one.name.casefold()]
    if not one.device or not others:
        return []
    here = sorted({t.name for t in others if t.registration_id == one.registration_id})
    elsewhere = len({t.request_id for t in others if t.registration_id != one.registration_id})
    return [Flag(FlagKind.OTHER_NAMES, {"names": here, "elsewhere": elsewhere})]


def _of_words(one: Testimony, details: Mapping[str, Any]) -> list[Flag]:
    found = []
    learner = one.registration.learner
    if details.get("learners_device"):
        found.append(Flag(FlagKind.LEARNERS_DEVICE, {"learner": learner.first_name}))
    for address in sorted({a.strip().casefold() for a in (one.request.email, one.contact) if "@" in a}):
        domain = address.rpartition("@")[2]
        if address == learner.email.casefold():
            found.append(Flag(FlagKind.LEARNERS_ADDRESS, {"learner": learner.first_name, "address": address}))
        elif any(domain == known or domain.endswith(f".{known}") for known in throwaway_domains()):
            found.append(Flag(FlagKind.THROWAWAY, {"domain": domain}))
    if " ".join(one.name.casefold().split()) != " ".join(one.request.name.casefold().split()):
        found.append(Flag(FlagKind.OTHER_NAME, {"asked": one.request.name, "signed": one.name}))
    off = int(details.get("clock_off", 0))
    if abs(off) > CLOCK_OFF:
        found.append(Flag(FlagKind.CLOCK, {"off": off}))
    denied = next((call for call in one.call_backs.all() if call.outcome == CallOutcome.DENIED), None)
    if denied:
        found.append(Flag(FlagKind.DENIED, {"name": one.name, "who": denied.made_by.name, "note": denied.note}))
    if "signed" in details and content_hash(details["signed"]) != one.content_hash:
        found.append(Flag(FlagKind.ALTERED, {}))
    return found
