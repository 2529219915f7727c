"""Whatever people do in a portfolio, in whatever order: what is kept of it agrees with the rows, and nothing is lost."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from milepost.assessment import actions as assessment
from milepost.assessment import facts as judged
from milepost.assessment import queries as judgements
from milepost.assessment import words as assessed
from milepost.assessment.words import Decision, Verdict
from milepost.assurance import actions as assurance
from milepost.assurance import words as assured
from milepost.assurance.models import UnitReview
from milepost.assurance.words import ReviewVerdict
from milepost.base.models import Actor, Event
from milepost.base.refusal import Refused
from milepost.base.verification import verify
from milepost.portfolios import actions, progress, words
from milepost.portfolios.actions import Target
from milepost.portfolios.models import Progress, Registration
from tests import build
from tests.cast import Cast

UNITS = {"L1": ["L1:1.1", "L1:1.2", "L1:R2.a"], "L2": ["L2:1.1", "L2:1.2", "L2:1.3"]}
TARGETS = [target for targets in UNITS.values() for target in targets]
EVENTS = {
    "add": words.EVIDENCE_ADDED,
    "claim": words.CRITERIA_CLAIMED,
    "hand_in": words.CLAIMS_HANDED_IN,
    "judge": assessed.CRITERIA_JUDGED,
    "undo": assessed.JUDGEMENT_UNDONE,
    "replace": words.EVIDENCE_REPLACED,
    "withdraw": words.EVIDENCE_WITHDRAWN,
    "withdraw_claim": words.CLAIM_WITHDRAWN,
    "sign_off": assessed.UNIT_SIGNED_OFF,
    "agree": assured.UNIT_AGREED,
    "return": assured.UNIT_RETURNED,
}
MAY_LOSE = {"judge", "undo", "replace"}  # only these make something unmet that was met


@dataclass
class Story:
    """One portfolio and the people around it. Each act is checked against the rows as soon as it is done."""

    made: Registration
    lena: Actor
    asif: Actor
    ines: Actor
    data: Any
    told: list[str] = field(default_factory=list)

    def choose(self, among: list[Any]) -> Any:
        return self.data.draw(st.sampled_from(among)) if among else None

    def some(self, among: list[Any]) -> list[Any]:
        return self.data.draw(st.lists(st.sampled_from(among), min_size=1, max_size=3, unique=True)) if among else []

    def act(self, name: str, do: Callable[[], object]) -> None:
        before, events = self.row, self.events
        try:
            with transaction.atomic():
                do()
        except Refused as refused:
            self.told.append(f"{name}: {refused.reason}")
            assert (self.row_values(self.row), self.events) == (self.row_values(before), events), "a refusal leaves everything as it was"
            return
        self.told.append(name)
        assert self.events[len(events) :] == [EVENTS[name]], "one act, one event"
        self.agrees(name, before)

    @property
    def row(self) -> Progress:
        return Progress.objects.select_related("registration").get(registration=self.made)

    @property
    def events(self) -> list[str]:
        return list(Event.objects.filter(stream=self.made.stream).order_by("position").values_list("name", flat=True))

    @staticmethod
    def row_values(row: Progress) -> dict[str, object]:
        return {f.name: getattr(row, f.attname) for f in Progress._meta.concrete_fields}

    def agrees(self, name: str, before: Progress) -> None:
        row = self.row
        assert row.marks == judged.marks(self.made)
        assert row.signed == self.signed()
        with transaction.atomic():
            assert self.row_values(progress.refresh(self.made, self.row)) == self.row_values(row)
            transaction.set_rollback(True)
        was, now = progress.states(before, self.made), progress.states(row, self.made)
        lost = {target for target, letter in was.items() if letter == "m" and now[target] != "m"}
        assert not lost or name in MAY_LOSE, f"{name} lost {lost}"
        for unit in progress.closed_units(row):
            assert judged.sign_off_gate(self.made, build.frameworks_unit(self.made, unit), row) == [], f"{unit} is closed and not complete"

    def signed(self) -> dict[str, str]:
        """Where each unit stands after its sign-off, from the rows alone."""
        found = {}
        for sign_off in self.made.sign_offs.filter(superseded_by=None):
            review = UnitReview.objects.filter(sign_off=sign_off).first()
            later = self.made.judgements.filter(target__startswith=f"{sign_off.unit}:", made_at__gt=sign_off.signed_at).exists()
            state = review.verdict if review else "signed"
            found[sign_off.unit] = "reopened" if later and state != ReviewVerdict.RETURNED else state
        return found

    # What people do -------------------------------------------------------------------------------------------------

    def add(self) -> None:
        self.act("add", lambda: actions.add_evidence(self.made, by=self.lena, kind="statement", title="A watch", body="What I did."))

    def claim(self, targets: list[str] | None = None) -> None:
        evidence = self.choose(list(self.made.evidence.order_by("id")))
        wanted = targets or self.some(TARGETS)
        if evidence:
            self.act("claim", lambda: actions.claim(evidence, by=self.lena, targets=[Target(t) for t in wanted]))

    def hand_in(self, *, everything: bool = False) -> None:
        ready = list(self.made.claims.filter(hand_in=None, withdrawn_at=None).order_by("id"))
        wanted = ready if everything else self.some(ready)
        self.act("hand_in", lambda: actions.hand_in(self.made, by=self.lena, claims=wanted, declared_own=True))

    def judge(self, targets: list[str] | None = None) -> None:
        verdict = Verdict.MET if targets else self.choose([Verdict.MET, Verdict.MET, Verdict.NOT_YET, Verdict.ASK])
        decisions = [Decision(t, verdict, "Which lamp was it?") for t in targets or self.some(TARGETS)]
        self.act("judge", lambda: assessment.judge(self.made, by=self.asif, decisions=decisions))

    def undo(self) -> None:
        if judgement := self.choose(list(judgements.judgements_in_force(self.made))):
            self.act("undo", lambda: assessment.undo(judgement, by=self.asif))

    def replace(self) -> None:
        if evidence := self.choose(list(self.made.evidence.order_by("id"))):
            self.act("replace", lambda: actions.replace_evidence(evidence, by=self.lena, body="In other words."))

    def withdraw(self) -> None:
        if evidence := self.choose(list(self.made.evidence.order_by("id"))):
            self.act("withdraw", lambda: actions.withdraw_evidence(evidence, by=self.lena))

    def withdraw_claim(self) -> None:
        if claim := self.choose(list(self.made.claims.order_by("id"))):
            self.act("withdraw_claim", lambda: actions.withdraw_claim(claim, by=self.lena))

    def sign_off(self, unit: str | None = None) -> None:
        wanted = unit or self.choose(list(UNITS))
        self.act("sign_off", lambda: assessment.sign_off(self.made, by=self.asif, unit=wanted))

    def agree(self) -> None:
        if sign_off := self.choose(list(self.made.sign_offs.order_by("id"))):
            self.act("agree", lambda: assurance.agree_unit(sign_off, by=self.ines))

    def send_back(self) -> None:
        if sign_off := self.choose(list(self.made.sign_offs.order_by("id"))):
            self.act("return", lambda: assurance.return_unit(sign_off, by=self.ines, reason="Look at 1.1 again."))

    def finish(self) -> None:
        """A whole unit in one go, as far as it may: without it few stories would come to a sign-off."""
        unit = self.choose(list(UNITS))
        self.add()
        self.claim(UNITS[unit])
        self.hand_in(everything=True)
        self.judge(UNITS[unit])
        self.sign_off(unit)


ACTS = [
    Story.finish, Story.finish, Story.add, Story.claim, Story.hand_in, Story.judge, Story.judge, Story.undo, Story.replace, Story.replace,
    Story.withdraw, Story.withdraw_claim, Story.sign_off, Story.agree, Story.agree, Story.send_back,
]  # fmt: skip


@pytest.fixture
def registered(cast: Cast) -> Registration:
    return build.with_units(cast)


# A failing story is told as it was: to look for a shorter one takes minutes here.
@settings(max_examples=20, deadline=None, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_happens_the_progress_is_what_the_rows_say(cast: Cast, registered: Registration, data: Any) -> None:
    with transaction.atomic():
        made = Registration.objects.get(pk=registered.pk)
        story = Story(made, cast.as_("lena"), cast.as_("asif"), cast.as_("ines"), data)
        try:
            for act in [Story.finish, *data.draw(st.lists(st.sampled_from(ACTS), min_size=4, max_size=10))]:
                act(story)
            assert verify() == []
        except AssertionError as wrong:
            wrong.add_note("What happened: " + "; ".join(story.told))
            raise
        transaction.set_rollback(True)
