"""Units of a proposal: whether they lead to the award, how long it takes at the hours there are, which fit the roles."""

from fractions import Fraction
from typing import Any

import pytest

from milepost.base.refusal import Refused
from milepost.employers import actions, fitting
from milepost.employers.fitting import Fitted, Told
from milepost.employers.models import ProposalVersion
from milepost.frameworks.document import to_document
from milepost.frameworks.shipped import shipped
from tests import build
from tests.cast import Cast
from tests.employers import acting

TOLD = Told("Team leaders who coach agents on calls", "2 hours a week, on Tuesdays", "Late shift till ten")


def fitted(units: str, told: Told = TOLD, **more: Any) -> Fitted:
    solution = {"specification": "d", "kind": "units", "units": units, "hours": ""} | more
    found = fitting.fitted(solution, {"d": shipped("contact-centre-diploma")}, told)
    assert found
    return found


def test_a_programme_finishes_when_its_guided_hours_are_over() -> None:
    found = fitted("401 402 403 405 407 408 410")
    assert (found.makes_it, found.whole, found.a_week, found.weeks) == (True, 271, 2, 136)
    assert found.months(found.whole) == 32  # 135.5 weeks, of which 4.33 are a month
    assert found.fits
    assert set(found.fits) < set(found.units)
    assert "401" in found.asks  # is not for everybody


def test_single_units_take_their_own_hours_and_are_part_of_the_whole() -> None:
    found = fitted("401, 402")
    assert (found.chosen, found.alone, found.makes_it) == (("401", "402"), 70, False)
    assert set(found.chosen) < set(found.units)
    assert found.months(found.alone) == 9


def test_without_units_it_is_the_shortest_way_or_the_one_that_fits_the_roles() -> None:
    shortest = fitted("", Told())
    assert (shortest.chosen, shortest.fits, shortest.a_week, shortest.weeks) == ((), (), None, None)
    assert shortest.whole <= fitted("").whole


def test_the_hours_of_the_solution_count_before_what_was_said_of_release() -> None:
    assert fitted("401", hours="3").a_week == 3
    assert fitted("401", hours="4 hours a fortnight", told=Told()).a_week == Fraction(2)
    assert fitted("401", hours="when it is quiet").a_week == 2


def test_units_that_may_not_count_together_lead_nowhere() -> None:
    found = fitted("408 412")
    assert (found.impossible, found.whole, found.units) == (True, 0, ())


def test_what_is_no_solution_of_units_is_not_asked() -> None:
    framework = {"d": shipped("contact-centre-diploma")}
    assert fitting.fitted({"specification": "d", "kind": "advice", "units": ""}, framework, TOLD) is None
    assert fitting.fitted({"specification": "", "kind": "units", "units": "401"}, framework, TOLD) is None


def test_what_nobody_completes_is_not_sent_and_what_is_sent_says_how_long_it_takes(cast: Cast) -> None:
    file, by = acting.described(cast), cast.as_("bea")
    spec = build.specification(cast, to_document(shipped("contact-centre-diploma")))
    acting.issue(file, by=by)
    needs = actions.open_needs(file, by=by)
    actions.write_needs(needs, by=by, given={"goals": "Fewer calls.", "hurts": "Waiting.", "release": "2 hours a week"})
    solution = {"kind": "units", "specification": str(spec.uuid), "units": "408 412"}
    proposal = acting.proposal(file, by=by, solution=solution)
    with pytest.raises(Refused, match="nobody completes Level 4 Diploma in Running a Contact Centre with all of them"):
        actions.send_proposal(proposal, by=by, name="Emil Sorensen", email="emil@larkmoor.example")
    body = {**proposal.body, "solutions": [proposal.body["solutions"][0] | {"units": "401 402"}]}
    proposal.refresh_from_db()
    proposal = actions.write_proposal(proposal, by=by, title=proposal.title, body=body, seen=proposal.edits)
    actions.send_proposal(proposal, by=by, name="Emil Sorensen", email="emil@larkmoor.example")
    sent = ProposalVersion.objects.get().body["solutions"][0]
    assert (sent["months"], sent["a_week"]) == (9, "2")
