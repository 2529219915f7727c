"""What a proposal says: read from what was typed, written into words, held against another version."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.employers.impact import CHECKS, checks_in
from milepost.employers.models import BusinessIssue
from milepost.employers.words import SolutionKind
from milepost.engine import proposing as engine
from milepost.engine.framework import Framework

MOST = 8  # solutions of one proposal
OF_SOLUTION = ("issue", "kind", "what", "specification", "units", "hours", "measured", "otherwise", "price")
TEXTS = ("summary", "price", "funding", "duties", "risks", "evaluation", "promises")


def body_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """The body of a proposal from the fields of its form: texts, and solutions that were begun, in their order."""
    solutions = []
    for n in range(1, MOST + 1):
        said = {name: str(given.get(f"solution-{n}-{name}", "")).replace("\r\n", "\n").strip() for name in OF_SOLUTION}
        if said["kind"] not in SolutionKind.values:
            said["kind"] = SolutionKind.UNITS
        if any(said[name] for name in OF_SOLUTION if name not in ("kind", "specification")):
            solutions.append(said)
    texts = {name: str(given.get(name, "")).replace("\r\n", "\n").strip() for name in TEXTS}
    checks = [day for n in range(1, CHECKS + 1) if (day := str(given.get(f"check-{n}", "")).strip())]
    return {**texts, **({"checks": checks} if checks else {}), "solutions": solutions}


def codes(text: str) -> list[str]:
    """Unit codes as people type them: "A13, B11 and C5"."""
    return [word for word in text.replace(",", " ").replace(";", " ").split() if word.lower() != "and"]


def chosen_units(solution: Mapping[str, Any], framework: Framework) -> tuple[str, ...]:
    """The keys of the units that a solution names and its qualification knows, in the order in which they were typed."""
    keys = {unit.code.casefold(): unit.key for unit in framework.units} | {unit.key.casefold(): unit.key for unit in framework.units}
    return tuple(dict.fromkeys(keys[code.casefold()] for code in codes(solution["units"]) if code.casefold() in keys))


def unknown_units(solution: Mapping[str, Any], frameworks: Mapping[str, Framework]) -> tuple[str, ...]:
    """Codes that the chosen qualification does not know. Without a qualification there is nothing to hold them against."""
    framework = frameworks.get(solution.get("specification", ""))
    if solution["kind"] != SolutionKind.UNITS or framework is None:
        return ()
    known = {unit.code.casefold() for unit in framework.units} | {unit.key.casefold() for unit in framework.units}
    return tuple(code for code in codes(solution["units"]) if code.casefold() not in known)


def facts_of(body: Mapping[str, Any], frameworks: Mapping[str, Framework], no_route: Mapping[int, str]) -> list[engine.Solution]:
    """The solutions as the engine looks at them. `no_route` says of some, from 1, which award nobody completes with their units."""
    return [
        engine.Solution(
            what=one["what"], issue=int(one["issue"]) if str(one["issue"]).isdecimal() else None, measured=one["measured"],
            otherwise=one["otherwise"], unknown=unknown_units(one, frameworks), empty=not (one["what"] or one["units"]),
            no_route=no_route.get(n, ""),
        )
        for n, one in enumerate(body.get("solutions", ()), start=1)
    ]  # fmt: skip


def with_issues(
    body: Mapping[str, Any], issues: Iterable[BusinessIssue], titles: Mapping[str, str], paces: Mapping[int, Mapping[str, Any]]
) -> dict[str, Any]:
    """The body as it is sent: with the business issues it serves as they stand now, qualifications by their titles, how long it takes."""
    served = {str(one["issue"]) for one in body["solutions"]}
    snapshot = [
        {
            "number": one.number, "title": one.title, "hurts": one.hurts, "measure": one.measure, "unit": one.unit,
            "baseline": _bare(one.baseline), "baseline_on": one.baseline_on.isoformat(), "target": _bare(one.target),
            "target_on": one.target_on.isoformat(),
        }
        for one in issues
        if str(one.number) in served
    ]  # fmt: skip
    solutions = [
        {**one, "qualification": titles.get(one["specification"], ""), **paces.get(n, {})}
        for n, one in enumerate(body["solutions"], start=1)
    ]
    return {**body, "solutions": solutions, "issues": snapshot}


def _bare(number: Any) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Change:
    """One thing that one version says otherwise than the one before; "" where it said nothing."""

    what: str
    before: str
    after: str


def said(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Everything that a version says, by what it is about."""
    heads = {
        "summary": _("Summary"), "price": _("Price"), "funding": _("Funding"), "duties": _("What you do for it"), "risks": _("Risks"),
        "evaluation": _("How we look whether it helped"), "promises": _("What you can rely on"),
    }  # fmt: skip
    for name, head in heads.items():
        yield head, body.get(name, "")
    yield _("Days on which we look"), days_of(body)
    for one in body.get("issues", ()):
        about = _("Business issue: %(title)s") % one
        yield about, _("%(measure)s: from %(baseline)s to %(target)s %(unit)s") % one
    for n, one in enumerate(body.get("solutions", ()), start=1):
        about = {"n": n}
        yield _("Solution %(n)d") % about, " ".join(filter(None, [one["what"], one.get("qualification", ""), one["units"]]))
        yield _("Solution %(n)d: how it is measured") % about, one["measured"]
        yield _("Solution %(n)d: if nothing is done") % about, one["otherwise"]
        yield _("Solution %(n)d: price") % about, one["price"]


def days_of(body: Mapping[str, Any]) -> str:
    """The days on which one looks whether it helped, in words."""
    return ", ".join(date_format(day, "j F Y") for day in checks_in(body))


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What the later of two versions says otherwise."""
    old, new = dict(said(before)), dict(said(after))
    return [Change(what, old.get(what, ""), new.get(what, "")) for what in {**new, **old} if old.get(what, "") != new.get(what, "")]
