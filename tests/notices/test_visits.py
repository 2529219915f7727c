"""Who is told of what becomes of a visit."""

from datetime import UTC, datetime, timedelta

import pytest

from milepost.assessment import actions as assessment
from milepost.base import clock
from milepost.notices import queries, sentences
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.notices.test_telling import told


@pytest.fixture
def lenas(cast: Cast) -> Registration:
    made = build.with_units(cast)
    told()
    return made


def test_what_one_side_does_with_a_visit_is_told_to_the_other(cast: Cast, lenas: Registration) -> None:
    with clock.at(datetime(2027, 11, 1, 9, 0, tzinfo=UTC)):
        visit = build.visit(cast, lenas, hours=49)
        assert told() == ["Asif Rahman proposes a visit on Wednesday 3 November, 10:00. Agree it, or ask for another time."]
        assert queries.notices_of(cast.lena)[0].args["visit"] == str(visit.uuid)
        assessment.agree_visit(visit, by=cast.as_("lena"))
        assert told() == ["Lena Hartog agreed the visit on Wednesday 3 November, 10:00."]
        later = visit.starts_at + timedelta(days=1)
        assessment.move_visit(visit, by=cast.as_("lena"), starts_at=later, ends_at=later + timedelta(hours=1), place="The quay")
        [moved] = told(cast.asif)
        assert moved.startswith("Lena Hartog asks to move the visit of Wednesday 3 November, 10:00 to Thursday 4 November, 10:00.")
        assessment.agree_visit(visit, by=cast.as_("asif"))
        told()
    with clock.at(later + timedelta(hours=2)):
        assessment.miss_visit(visit, by=cast.as_("asif"), missed_by="workplace", reason="The quay was closed")
        assert told() == ["Asif Rahman noted that the visit on Thursday 4 November, 10:00 did not take place: the place of work could not."]
        assert sentences.own_words(queries.notices_of(cast.lena)[0]) == "The quay was closed"
        gone = build.visit(cast, lenas)
        told()
        assessment.call_off_visit(gone, by=cast.as_("lena"), reason="I am ill")
        assert len(told(cast.asif)) == 1 and not told(cast.lena)
        kept = build.agreed_visit(cast, lenas, hours=1)
        told()
        assessment.keep_visit(kept, by=cast.as_("asif"))
        assert told() == [], "that a visit was held, both know"
