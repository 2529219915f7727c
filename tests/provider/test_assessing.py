"""A peer's assessment and moderation: kept apart, each by somebody else, and a third where two moderators disagree."""

from typing import Any

import pytest

from milepost.base.actors import system
from milepost.base.refusal import Refused
from milepost.people import actions as people
from milepost.people.words import Role
from milepost.provider import actions, facts
from milepost.provider.models import HeldStandard, IndicatorScore
from milepost.provider.words import Stage
from tests.cast import Cast
from tests.provider.holding import filled, hold

A1: dict[str, Any] = {"indicator": "A1", "because": "Read in the files."}


def third(cast: Cast, name: str) -> Any:
    """Another quality assurer of the centre."""
    email = f"{name.lower()}@larkmoor.example"
    return people.appoint(cast.centre, by=system(), email=email, name=name, role=Role.IQA).actor


def assess(held: HeldStandard, by: Any, stage: str, band: str = "most", **changed: Any) -> IndicatorScore:
    return actions.assess(held, by=by, stage=stage, band=band, **{**A1, **changed})


def test_each_stage_is_somebody_elses(cast: Cast) -> None:
    held, quentin, cora, ines = hold(cast), cast.as_("quentin"), cast.as_("cora"), cast.as_("ines")
    with pytest.raises(Refused, match="That comes first"):
        assess(held, ines, "peer")
    actions.score(held, by=quentin, band="all", **A1)
    for stage in ("peer", "moderation"):
        with pytest.raises(Refused, match="somebody else must look at it"):
            assess(held, quentin, stage)
    with pytest.raises(Refused, match="No peer has assessed this yet"):
        assess(held, cora, "moderation")
    assess(held, ines, "peer")
    with pytest.raises(Refused, match="as a peer, so somebody else"):
        assess(held, ines, "moderation")
    assess(held, cora, "moderation", "some")
    with pytest.raises(Refused, match="somebody else must be the peer"):
        assess(held, cora, "peer")
    with pytest.raises(Refused, match="comes from somebody else"):
        actions.score(held, by=cora, band="all", **A1)
    with pytest.raises(Refused, match="Only who assures"):
        assess(held, cast.as_("asif"), "moderation")
    with pytest.raises(Refused, match="Only who assures"):
        assess(held, cast.as_("stan", Role.IQA), "moderation")
    standing = facts.standing_of(held)
    assert (standing.scores["A1"].percent, standing.peer["A1"].percent, standing.moderation["A1"].percent) == (100, 75, 50)


def test_two_moderators_who_disagree_keep_the_application_back_until_a_third_decides(cast: Cast) -> None:
    held, cora = filled(cast, hold(cast)), cast.as_("cora")
    mira, noor, otto = (third(cast, name) for name in ("Mira", "Noor", "Otto"))
    assess(held, cast.as_("ines"), "peer")
    assess(held, cora, "moderation", "begun")
    assess(held, mira, "moderation", "most")
    with pytest.raises(Refused, match="two moderators disagree on A1, 25 % and 75 %: a third decides"):
        actions.freeze(held, by=cast.as_("quentin"))
    assess(held, noor, "moderation", "some")
    assert facts.standing_of(held).moderation["A1"].percent == 50
    with pytest.raises(Refused, match="nothing left to decide"):
        assess(held, otto, "moderation", "all")
    body = actions.freeze(held, by=cast.as_("quentin")).body
    indicator = body["parts"][0]["indicators"][1]
    assert (indicator["score"]["percent"], indicator["peer"]["percent"], indicator["moderated"]) == (75, 75, 50)
    assert body["moderated"]["verdict"] == "not_yet", "the others are not moderated"


def test_a_moderator_who_changes_their_mind_agrees(cast: Cast) -> None:
    held, mira = hold(cast), third(cast, "Mira")
    actions.score(held, by=cast.as_("quentin"), band="all", **A1)
    assess(held, cast.as_("ines"), "peer")
    assess(held, cast.as_("cora"), "moderation", "begun")
    assess(held, mira, "moderation", "most")
    assess(held, cast.as_("cora"), "moderation", "most")
    assert facts.standing_of(held).moderation["A1"].percent == 75
    assert IndicatorScore.objects.filter(stage=Stage.MODERATION).count() == 3


def test_what_contradicts_itself_is_said_and_keeps_nothing_back(cast: Cast) -> None:
    held, by = filled(cast, hold(cast)), cast.as_("quentin")
    for key, said in (("A0", "We work with 120 employers."), ("A5", "Of 95 employers most came again.")):
        actions.write_statement(held, by=by, indicator=key, said=said)
    [doubt] = facts.standing_of(held).doubts
    assert (doubt.args["says"], doubt.args["also"]) == ("120", "95")
    assert actions.freeze(held, by=by)
