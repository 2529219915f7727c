"""Moving to a newer version: what was decided on the same words stays decided, what is asked in other words waits again."""

import pytest

from milepost.assessment import actions, words
from milepost.assessment.facts import marks
from milepost.assessment.models import Judgement
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.base.verification import verify
from milepost.portfolios import actions as portfolios
from milepost.portfolios import progress
from milepost.portfolios.models import Approval, Progress, Registration
from milepost.portfolios.words import ApprovalState
from tests import build
from tests.cast import Cast


def whole(made: Registration) -> dict[str, str]:
    """The states after the move, with the projection compared with its rows."""
    row = Progress.objects.get(registration=made)
    assert row.marks == marks(made)
    before = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    progress.refresh(made, row)
    assert {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields} == before
    assert verify() == []
    return progress.states(row, made)


def moved(cast: Cast, made: Registration, **change: object) -> Registration:
    return actions.move_version(build.offered(cast, made, build.newer(cast, **change)), by=cast.as_("lena"))


def test_what_was_met_in_the_same_words_stays_met_under_its_new_number(cast: Cast) -> None:
    made = build.with_units(cast)
    build.met_unit(cast, made, "L2")
    moved(cast, made)
    made.refresh_from_db()
    assert made.specification.version == 2
    states = whole(made)
    assert {t: s for t, s in states.items() if t.startswith("L2")} == {"L2:1.1": "m", "L2:1.2": "o", "L2:1.3": "m", "L2:1.4": "c"}


def test_the_reworded_one_waits_for_the_assessor_again_and_can_be_judged(cast: Cast) -> None:
    made = build.with_units(cast)
    build.met_unit(cast, made, "L2")
    moved(cast, made)
    row = Progress.objects.get(registration=made)
    assert row.waiting == 1 and list(row.waiting_units) == ["L2"]
    build.judged(cast, made, ["L2:1.4"])
    build.handed_in(cast, made, ["L2:1.2"])
    build.judged(cast, made, ["L2:1.2", "L2:1.3"])
    assert {t: s for t, s in whole(made).items() if t.startswith("L2")} == dict.fromkeys(["L2:1.1", "L2:1.2", "L2:1.3", "L2:1.4"], "m")


def test_who_decided_and_when_stays_with_the_decision(cast: Cast) -> None:
    made = build.with_units(cast)
    build.met_unit(cast, made, "L2")
    before = made.judgements.get(target="L2:1.2")
    moved(cast, made)
    after = made.judgements.get(target="L2:1.3", superseded_by=None)
    assert (after.made_by_id, after.made_at, after.feedback, after.verdict) == (before.made_by_id, before.made_at, before.feedback, "met")
    told = Event.objects.get(stream=made.stream, name=words.VERSION_MOVED)
    assert told.args["carried"] == {"L2:1.3": str(before.uuid)}
    assert told.args["again"] == ["L2:1.2"]
    assert Judgement.objects.filter(pk=before.pk).exists()


def test_a_signed_unit_that_asks_more_is_open_again_and_another_stays(cast: Cast) -> None:
    made = build.with_units(cast)
    build.signed_off(cast, made, "L1")
    build.signed_off(cast, made, "L2")
    moved(cast, made)
    row = Progress.objects.get(registration=made)
    assert row.signed == {"L1": "signed", "L2": "reopened"}
    whole(made)


def test_a_unit_that_is_gone_leaves_the_choice_and_its_evidence_stays(cast: Cast) -> None:
    made = build.with_units(cast)
    build.met_unit(cast, made, "L2")
    qualification = build.SMALL["qualifications"][0]
    document = build.SMALL | {
        "units": [build.SMALL["units"][0], build.SMALL["units"][2]],
        "qualifications": [
            qualification
            | {"units": ["L1", "L3"], "groups": [qualification["groups"][0], {"key": "B", "title": "More lamps", "units": ["L3"]}]}
        ],
    }
    actions.move_version(build.offered(cast, made, build.specification(cast, document)), by=cast.as_("lena"))
    assert Progress.objects.get(registration=made).units == ["L1"]
    assert made.claims.filter(withdrawn_at=None).count() == 0
    assert made.evidence.filter(withdrawn_at=None).count() == 1
    whole(made)


def test_only_the_learner_moves_and_only_once(cast: Cast) -> None:
    made = build.with_units(cast)
    offer = build.offered(cast, made)
    for who in ("asif", "cora", "stan"):
        with pytest.raises(Refused, match="Only the learner"):
            actions.move_version(offer, by=cast.as_(who))
    actions.move_version(offer, by=cast.as_("lena"))
    with pytest.raises(Refused, match="answered already"):
        actions.move_version(offer, by=cast.as_("lena"))


def test_nobody_moves_to_what_the_centre_is_not_approved_for(cast: Cast) -> None:
    made = build.with_units(cast)
    offer = build.offered(cast, made)
    Approval.objects.update(state=ApprovalState.WITHDRAWN)
    with pytest.raises(Refused, match="was withdrawn"):
        actions.move_version(offer, by=cast.as_("lena"))
    made.refresh_from_db()
    assert made.specification_id == offer.left_id


def test_an_offer_made_before_another_move_no_longer_fits(cast: Cast) -> None:
    made = build.with_units(cast)
    offer = build.offered(cast, made)
    portfolios.take_back_offer(offer, by=cast.as_("cora"))
    with pytest.raises(Refused, match="answered already"):
        actions.move_version(offer, by=cast.as_("lena"))


def test_a_second_move_goes_on_from_the_first(cast: Cast) -> None:
    made = build.with_units(cast)
    build.met_unit(cast, made, "L2")
    moved(cast, made)
    build.judged(cast, made, ["L2:1.4"])
    back = build.specification(cast, dict(build.SMALL) | {"notes": ["As it was."]})
    actions.move_version(build.offered(cast, made, back), by=cast.as_("lena"))
    assert {t: s for t, s in whole(made).items() if t.startswith("L2")} == {"L2:1.1": "m", "L2:1.2": "m", "L2:1.3": "c"}
