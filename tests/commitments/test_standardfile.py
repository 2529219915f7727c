"""Standards as a file: the shipped one is good, and every mistake in another is named with its place."""

import pytest
import yaml

from milepost.commitments import standardfile
from milepost.employers import journeyfile
from milepost.engine.clocks import standards_of
from milepost.engine.journey import journey_of
from milepost.frameworks.specfile import Unreadable

GOOD = """
format: milepost-standards/1
title: Ours
standards:
  - key: feedback
    title: Feedback
    promise: Soon.
    to: learners
    starts: [portfolios.claims.handed_in]
    ends: [assessment.criteria.judged]
    within: 5 working days
    target: 90
"""


def test_the_shipped_set_covers_learners_employers_and_everybody():
    standards = standards_of(standardfile.shipped_document())
    assert {one.to for one in standards} == {"learners", "employers", "everybody"}
    assert {"feedback", "contact", "visit", "enquiry", "proposal", "concern-heard"} <= {one.key for one in standards}
    assert all(one.within or one.at for one in standards)


def test_a_set_of_ones_own_is_read():
    (one,) = standards_of(standardfile.read(GOOD))
    assert (one.key, one.target, one.calendar, one.hours) == ("feedback", 90, "centre", "office")


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        ("5 working days", "soon", 'line 11, standards › feedback › within: "soon" is not understood; here stands a length of time'),
        ("target: 90", "target: 0", "0 is too little"),
        ("    within: 5 working days\n", "", "standards › feedback"),
        ("to: learners", "to: everyone", "should be “learners” or “employers” or “everybody”"),
        ("portfolios.claims.handed_in", "portfolios.claims.lost", "“portfolios.claims.lost” never happens here"),
        ("target: 90", "target: 90\n    hours: 9-5", "“9-5” are no office hours"),
        ("target: 90", "target: 90\n    pauses: [portfolios.registration.paused]", "needs something that lets it go on"),
        ("target: 90", "target: 90\n    misses: [assessment.visit.missed]", "only an appointment is moved or missed"),
        ("target: 90", "target: 90\n    colour: red", "“colour” is no word of a set of standards here"),
        ("standards:", "standards: [", "not YAML as it should be"),
    ],
)
def test_every_mistake_is_named(was, becomes, sentence):
    with pytest.raises(Unreadable) as refusal:
        standardfile.read(GOOD.replace(was, becomes))
    assert sentence in str(refusal.value)


def test_a_standard_that_stands_twice_is_named():
    document = yaml.safe_load(GOOD)
    document["standards"] *= 2
    with pytest.raises(Unreadable, match="“feedback” stands here 2 times"):
        standardfile.read(yaml.safe_dump(document))


def test_the_shipped_journey_names_only_standards_of_the_shipped_set() -> None:
    named = {key for stage in journeyfile.shipped().stages for key in stage.standards}
    assert named
    assert not list(standardfile.not_held(journeyfile.shipped(), standards_of(standardfile.shipped_document())))


def test_a_journey_that_names_a_standard_which_is_none_hears_which_there_are() -> None:
    strange = journeyfile.read(journeyfile.shipped_path().read_text("utf-8").replace("standards: [fit]", "standards: [fit-decided]"))
    (said,) = standardfile.not_held(journey_of(strange), standards_of(standardfile.shipped_document()))
    assert said.startswith("Fit decided: no service standard is called “fit-decided”. Those that hold are ")
