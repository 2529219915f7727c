"""A statement on one unit, paragraph by paragraph: what each is claimed for, and what the criteria beside it ask."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.engine.framework import Framework, Unit
from milepost.engine.verbs import Asks, asks
from milepost.portfolios.actions import Target
from milepost.web.components import State
from milepost.web.learner.suggesting import Suggested, suggested, toggled
from milepost.web.portfolio.places import paragraphs

HINTS = {
    Asks.NAME: gettext_lazy("name them; a list is enough"),
    Asks.DESCRIBE: gettext_lazy("what it is like, so that somebody who was not there can picture it"),
    Asks.EXPLAIN: gettext_lazy("how and why: “because”, “so that”"),
    Asks.COMPARE: gettext_lazy("put them side by side: what is alike, what differs"),
    Asks.ANALYSE: gettext_lazy("take it apart: causes, parts, what leads to what"),
    Asks.EVALUATE: gettext_lazy("what is good and what is not, by what measure, and what you conclude"),
    Asks.DO: gettext_lazy("tell what you did, step by step, and what came of it"),
}
FIRST, MOST = 3, 60  # paragraphs offered on an empty page, and at most


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One criterion beside the text."""

    target: str
    number: str
    text: str
    state: str
    verb: str
    hint: str
    where: str  # the paragraphs that claim it

    @property
    def words(self) -> str:
        return str(State.of(self.state).short)

    @property
    def cell(self) -> str:
        return "" if self.state == "o" else f" cell--{State.of(self.state).slug}"


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One paragraph as it stands in the form. `ticks` are (target, number, words of the criterion, ticked)."""

    number: int
    text: str
    ticks: Sequence[tuple[str, str, str, bool]]
    ticked: int
    suggested: Sequence[Suggested] | None = None  # None: not asked for

    @property
    def place(self) -> str:
        return str(self.number)


@dataclass(frozen=True, slots=True)
class Written:
    """What was typed: paragraphs with the targets that each is claimed for."""

    paragraphs: Sequence[tuple[str, Sequence[str]]] = ()

    @classmethod
    def sent(cls, form: QueryDict) -> Written:
        return cls.of(dict(form.lists()))

    @classmethod
    def of(cls, lists: Mapping[str, Any]) -> Written:
        """From the lists of a form, sent or kept: "para-1", "on-1" and so on."""

        def values(name: str) -> list[str]:
            found = lists.get(name, [])
            return [found] if isinstance(found, str) else [str(one) for one in found]

        numbers = sorted(int(name[5:]) for name in lists if name.startswith("para-") and name[5:].isdecimal() and len(name) < 9)
        return cls([("".join(values(f"para-{n}")), tuple(dict.fromkeys(values(f"on-{n}")))) for n in numbers[:MOST]])

    def lists(self, *, title: str) -> dict[str, Any]:
        """The same as a draft keeps it."""
        kept: dict[str, Any] = {"title": title}
        for number, (text, targets) in enumerate(self.paragraphs, start=1):
            kept[f"para-{number}"], kept[f"on-{number}"] = text, list(targets)
        return kept

    def taking(self, number: int, target: str) -> Written:
        """With a criterion taken for one paragraph, or given back."""
        return Written(
            [(text, toggled(targets, target) if n == number else targets) for n, (text, targets) in enumerate(self.paragraphs, start=1)]
        )

    def whole(self) -> Written:
        """Without the paragraphs that hold nothing, and with text that holds one paragraph each."""
        kept: list[tuple[str, Sequence[str]]] = []
        for text, targets in self.paragraphs:
            kept += [(" ".join(part.split("\n")), targets) for part in paragraphs(text)]
        return Written(kept)

    @property
    def body(self) -> str:
        return "\n\n".join(text for text, _targets in self.paragraphs)

    def targets(self) -> list[Target]:
        """The claims: each target once a paragraph, with its number as the place."""
        return [
            Target(target, _("para %(n)d") % {"n": number})
            for number, (_text, targets) in enumerate(self.paragraphs, start=1)
            for target in targets
        ]


def asked_of(unit: Unit, written: Written, states: Mapping[str, str]) -> list[Asked]:
    """Every criterion of the unit with what its verb asks, and where the text claims it so far."""
    where: dict[str, list[str]] = {}
    for number, (text, targets) in enumerate(written.paragraphs, start=1):
        for target in targets:
            if text.strip():
                where.setdefault(target, []).append(str(number))
    found = []
    for criterion in unit.criteria:
        target = unit.target(criterion.number)
        verb, kind = asks(criterion.text)
        found.append(
            Asked(
                target=target, number=criterion.number, text=criterion.text, state=states.get(target, "o"), verb=verb,
                hint=str(HINTS[kind]), where=", ".join(where.get(target, ())),
            )
        )  # fmt: skip
    return found


def paragraphs_of(
    unit: Unit, written: Written, *, framework: Framework, settled: Collection[str] = (), suggest: int | None = None
) -> list[Paragraph]:  # fmt: skip
    """The form, with empty paragraphs to begin with. `suggest` is the paragraph for which suggestions were asked."""
    rows = list(written.paragraphs) or [("", ())] * FIRST
    criteria = [(unit.target(c.number), c.number, c.text) for c in unit.criteria]
    return [
        Paragraph(
            number=n, text=text, ticked=len(targets),
            ticks=[(target, number, words, target in targets) for target, number, words in criteria],
            suggested=suggested([unit], text, framework=framework, taken=targets, settled=settled, act=f"tick {n} ", place=f"{n}-") if n == suggest else None,
        )
        for n, (text, targets) in enumerate(rows, start=1)
    ]  # fmt: skip
