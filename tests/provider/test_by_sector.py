"""A live measure by sector: shares of enquiries answered in a day, and no group so small that one knows whom it is about."""

from typing import Any

import pytest

from milepost.base.refusal import Refused
from milepost.employers import actions as employers
from milepost.notices import tasks
from milepost.provider import actions, facts, measures
from milepost.web.provider import showing
from tests.cast import Cast
from tests.employers import acting
from tests.provider.holding import filled, hold, measured

ASKED = "standard:enquiry:sector"


def answered(cast: Cast, sectors: str) -> None:
    """For each letter an employer of that sector whose enquiry was answered at once; a dash is one whose sector nobody knows."""
    by = cast.as_("bea")
    for n, sector in enumerate(sectors):
        file = acting.opened(cast, f"Employer {n}")
        employers.describe_file(file, by=by, given={"does": "Work.", "sector": sector.strip("-")})
        enquiry = employers.receive_enquiry(
            cast.centre, by=by, source="phone", organisation=f"Employer {n}", name="Emil", phone="0161 496 0000", text="Two?"
        )
        employers.take_enquiry(enquiry, by=by, file=file)
        employers.answer_enquiry(enquiry, by=by, kind="call", text="Yes.")
    tasks.tell_pending(limit=10_000)


def asked(cast: Cast) -> measures.Figure:
    return measures.figures([ASKED], centre_id=cast.centre.pk)[ASKED]


def test_small_groups_are_not_shown_and_cannot_be_subtracted(cast: Cast) -> None:
    answered(cast, "H" * 11 + "I" * 10 + "Q-")
    found = asked(cast)
    assert (found.kept, found.of, found.by) == (23, 23, "sector")
    assert [(one.name, one.kept, one.of) for one in found.groups] == [("Transport and storage", 11, 11)]
    assert found.left_out == 12, "two small groups alone could be worked out together"
    said = showing.figure(found)
    assert "By sector: Transport and storage 100 % (11 of 11)." in said and "12 in groups that are too small are not shown." in said
    assert "Health" not in said and "Accommodation" not in said


def test_where_all_groups_are_small_nothing_is_shown_by_sector(cast: Cast) -> None:
    answered(cast, "HIQ")
    found = asked(cast)
    assert (found.of, found.groups) == (3, ())
    assert "By sector nothing is shown" in showing.figure(found)


def test_it_is_offered_for_what_employers_were_promised_and_asks_no_more_for_several(cast: Cast, django_assert_num_queries: Any) -> None:
    offered = [key for key, _words in measures.choices(cast.centre.pk)]
    assert ASKED in offered and "standard:feedback:sector" not in offered
    several = [key for key in offered if key.endswith(":sector")]
    for questions in (several[:1], several):
        with django_assert_num_queries(6):
            measures.figures(questions, centre_id=cast.centre.pk)


def test_an_application_freezes_the_groups_that_were_shown(cast: Cast) -> None:
    held = filled(cast, hold(cast))
    measured(cast, held, question=ASKED)
    answered(cast, "H" * 10 + "I" * 10)
    assert facts.standing_of(held).figures[ASKED].of == 20
    body = actions.freeze(held, by=cast.as_("quentin")).body
    [figure] = [each["figure"] for each in body["parts"][0]["indicators"][-1]["evidence"] if each["figure"]]
    assert sorted(figure["groups"]) == [["Accommodation and food", 10, 10], ["Transport and storage", 10, 10]]
    assert "By sector: " in showing.frozen_figure(figure)
    old = {key: value for key, value in figure.items() if key not in ("by", "groups", "left_out")}
    assert "By sector" not in showing.frozen_figure(old), "what was frozen before is read as it was"


def test_a_sector_is_one_of_the_list(cast: Cast) -> None:
    file = acting.opened(cast)
    with pytest.raises(Refused, match="Choose one of the sectors"):
        employers.describe_file(file, by=cast.as_("bea"), given={"does": "Work.", "sector": "X"})
    assert employers.describe_file(file, by=cast.as_("bea"), given={"does": "Work.", "sector": "H"}).sector == "H"
