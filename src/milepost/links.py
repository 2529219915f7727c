"""The one place that turns a thing into an address: for pages, letters and the API."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from milepost.people.words import Role

# Where somebody opens one learner's portfolio, by the role in which they do.
PORTFOLIOS: dict[str, str] = {
    Role.ASSESSOR: "assessor_learner",
    Role.IQA: "quality_learner",
    Role.EQA: "quality_learner",
    Role.QUALITY_MANAGER: "quality_learner",
    Role.CENTRE_MANAGER: "centre_learner",
}

# Where somebody reads a progress review.
REVIEWS: dict[str, str] = {Role.LEARNER: "learner_review", Role.ASSESSOR: "assessor_review"}

# Where somebody opens one unit of a portfolio, and one piece of evidence. A learner has one portfolio, so its units need no more than their key.
UNITS: dict[str, str] = {Role.LEARNER: "learner_unit", Role.ASSESSOR: "assessor_unit", Role.IQA: "quality_standing"}
EVIDENCE: dict[str, str] = {Role.LEARNER: "learner_evidence_one", Role.ASSESSOR: "assessor_evidence"}


def case_service() -> str:
    """Where the CASE service begins, as other systems write it down."""
    return settings.BASE_URL.rstrip("/") + "/ims/case/v1p1"


def home() -> str:
    return reverse("home")


def portfolio(registration: UUID, *, role: str) -> str:
    """A learner's portfolio as somebody in `role` sees it. A learner has one, and it is their home."""
    if name := PORTFOLIOS.get(role):
        return reverse(name, args=[registration])
    return reverse("learner_home") if role == Role.LEARNER else home()


def invitation(token: str) -> str:
    return reverse("invitation", args=[token])


def witness(token: str) -> str:
    return reverse("witness", args=[token])


def review(uuid: UUID | str, *, role: str) -> str:
    """A progress review as somebody in `role` sees it."""
    return reverse(REVIEWS.get(role, "quality_review"), args=[uuid])


def visit(uuid: UUID | str, *, role: str) -> str:
    """A visit as the learner or the assessor sees it."""
    return reverse("learner_visit" if role == Role.LEARNER else "assessor_visit", args=[uuid])


def review_letter(token: str) -> str:
    return reverse("review_by_letter", args=[token])


def proposal_letter(token: str) -> str:
    return reverse("proposal_by_letter", args=[token])


def employer_page(token: str) -> str:
    """The employer's own page, by the private link of one contact."""
    return reverse("employer_own_by_link", args=[token])


def own_concern(uuid: UUID, *, token: str = "") -> str:
    """A concern as who raised it reads it: by link, or signed in."""
    return reverse("employer_own_concern_by_link", args=[token, uuid]) if token else reverse("employer_own_concern", args=[uuid])


def peer_letter(token: str) -> str:
    """Where a peer from outside reads a portfolio against a standard by letter."""
    return reverse("peer_by_letter", args=[token])


def impact_letter(token: str) -> str:
    """Where a learner or a manager says by letter whether it helped."""
    return reverse("impact_by_letter", args=[token])


def unit(registration: UUID, key: str, *, role: str) -> str:
    """One unit of a portfolio as somebody in `role` sees it; who has no page of it gets the portfolio."""
    if name := UNITS.get(role):
        return reverse(name, args=[key] if role == Role.LEARNER else [registration, key])
    return portfolio(registration, role=role)


def service_clock(uuid: UUID | str) -> str:
    """One clock of a service standard."""
    return reverse("standards_clock", args=[uuid])


def promise_question(token: str) -> str:
    """Where somebody says with one tap whether a promise was kept."""
    return reverse("promise_answer", args=[token])


def _of_promise(args: Mapping[str, Any], role: str) -> str:
    """What follows a broken promise: what is owed, or what is put right; or that all of them are looked at anew."""
    if "promised" in args:
        return reverse("promises")
    if "corrective" in args:
        return reverse("promise_action", args=[args["corrective"]])
    if role == Role.EMPLOYER_CONTACT:
        return reverse("employer_own")
    return reverse("promises_mine") if role == Role.LEARNER else reverse("promise_remedy", args=[args["owed"]])


# What a notice is about, by its argument, where that is all that its address needs.
PLAIN = {
    "alert": "watch_alert",
    "case": "case",
    "told": "told_one",
    "concern": "employer_concern",
    "enquiry": "employer_enquiry",
    "shared": "workbook_shared",
    "workbook": "workbook_read",
    "checkpoint": "readiness_checkpoint",
    "peers": "quality_peers",
}
LISTS = {
    "policy": "case_patterns",
    "moved": "standards_clocks",
    "handover": "employer_today",
    "leave": "employer_leaves",
    "workbooks": "workbooks",
}


def noticed(about: UUID | None, args: Mapping[str, Any], *, role: str) -> str:
    """What a notice is about: a decision that waits, a review, a newer version, a visit, evidence or a unit where it names one, else a portfolio."""
    if {"owed", "corrective", "promised"} & args.keys():
        return _of_promise(args, role)
    if "clock" in args:
        return service_clock(args["clock"])
    for key, name in LISTS.items():
        if key in args:
            return reverse(name)
    for key, name in PLAIN.items():
        if key in args:
            return reverse(name, args=[args[key]])
    if "stakeholders" in args:
        return reverse("stakeholders_draw" if "due_on" in args else "stakeholders_round", args=[args["stakeholders"]])
    if "impact" in args:
        return reverse("employer_impact_check", args=[args["impact"]])
    if "proposal" in args:
        return reverse("employer_proposal", args=[args["proposal"]])
    if "file" in args:
        return reverse("employer_one", args=[args["file"]])
    if "review" in args:
        return review(args["review"], role=role)
    if "offer" in args:
        return reverse("learner_version")
    if "visit" in args:
        return visit(args["visit"], role=role)
    if "sign_off" in args:
        return reverse("quality_unit", args=[args["sign_off"]])
    if "piece" in args and role in EVIDENCE:
        return reverse(EVIDENCE[role], args=[args["piece"]])
    if "key" in args and about:
        return unit(about, args["key"], role=role)
    return portfolio(about, role=role) if about else home()


def notice(uuid: UUID) -> str:
    return reverse("notice", args=[uuid])


def absolute(path: str) -> str:
    """The same address for somebody who reads it elsewhere: in a letter."""
    return settings.BASE_URL.rstrip("/") + path
