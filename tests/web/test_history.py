"""What happened, as sentences: "You" for the reader, and parts of evidence requirements by the name that people say."""

from milepost.frameworks.queries import framework_of
from milepost.portfolios import queries
from milepost.web import history
from tests import build
from tests.cast import Cast


def test_the_reader_is_you_and_everybody_else_has_a_name(cast: Cast) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    newest = queries.history_of(made)[0]
    assert history.line(newest, None, cast.as_("lena")).who == "You"
    assert history.line(newest, None, cast.as_("asif")).who == "Lena Hartog"


def test_parts_of_requirements_are_called_evidence(cast: Cast) -> None:
    framework = framework_of(build.with_units(cast).specification)
    assert history.spans(["L2:1.1", "L2:1.2", "L2:1.3"], framework) == "L2, 1.1 to 1.3"
    assert history.spans(["L1:1.1", "L1:1.2", "L1:R2.a", "L1:R2.b"], framework) == "L1, 1.1, 1.2, evidence 2.a and evidence 2.b"
    assert history.spans(["L1:R2.a"]) == "L1, evidence 2.a"
