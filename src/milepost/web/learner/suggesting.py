"""Criteria that a text may speak to, offered to be taken. Nothing is claimed unless the learner takes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.engine.framework import Framework, Unit
from milepost.frameworks.suggestions import suggestions
from milepost.web.learner.claiming import Told
from milepost.web.learner.mine import dom_id, spoken, words_of
from milepost.web.who import Request

OFFERED = 5
FITS = 1 / 3  # of what the words of the best say: what says less is a guess that would only be in the way
FEWEST = 3  # words of a text that says anything


@dataclass(frozen=True, kw_only=True)
class Suggested:
    """One criterion that is offered. `act` is what its button sends, `taken` whether it is claimed in this form already."""

    target: str
    id: str
    code: str
    text: str
    why: str
    act: str
    taken: bool


class Offered(list[Suggested]):
    """What is offered, the likeliest first. `settled` says which criteria fit as well and need nothing more."""

    settled: str = ""


def suggested(
    units: Iterable[Unit], text: str, *, framework: Framework, taken: Collection[str] = (), settled: Collection[str] = (), act: str = "tick ",
    place: str = "",
) -> Offered:  # fmt: skip
    """Up to five criteria of these units that fit, without those that are settled: met, or claimed with this evidence before."""
    offered = Offered()
    if len(text.split()) < FEWEST:
        return offered
    likely = suggestions(units, text, limit=OFFERED + len(settled))
    fits = [one for one in likely if one.own >= FITS * max(other.own for other in likely)]
    found = [one for one in fits if one.target not in settled]
    offered.extend(
        Suggested(
            target=one.target, id=f"take-{place}{dom_id(one.target)}", code=spoken(one.target, framework), text=words_of(one.target, framework),
            why=_("because of: %(words)s") % {"words": ", ".join(one.words)}, act=f"{act}{one.target}", taken=one.target in taken,
        )
        for one in found[:OFFERED]
    )  # fmt: skip
    if codes := [spoken(one.target, framework) for one in fits[:OFFERED] if one.target in settled]:
        said = ngettext(
            "It fits %(codes)s, which is met or claimed already.", "It fits %(codes)s, which are met or claimed already.", len(codes)
        )
        offered.settled = said % {"codes": "; ".join(codes)}
    return offered


def met(states: Mapping[str, str]) -> set[str]:
    return {target for target, state in states.items() if state == "m"}


def toggled(targets: Sequence[str], target: str) -> tuple[str, ...]:
    """With a target that was taken, or without one that was given back."""
    return tuple(one for one in targets if one != target) if target in targets else (*targets, target)


def asks_suggestions(request: Request) -> bool:
    """Whether a form "What it shows" was sent for suggestions, or to take one, and not to be kept."""
    return request.POST.get("act", "").partition(" ")[0] in ("suggest", "tick")


def taking(told: Told, request: Request) -> Told:
    """What was ticked, with the suggestion that was taken just now, or given back."""
    word, _space, target = request.POST.get("act", "").partition(" ")
    return replace(told, claims=toggled(told.claims, target)) if word == "tick" and target else told
