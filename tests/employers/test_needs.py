"""What an employer needs: written, signed, and business issues that can be measured."""

from datetime import timedelta
from decimal import Decimal

import pytest

from milepost.base import clock
from milepost.base.refusal import Refused
from milepost.employers import actions, words
from milepost.employers.models import BusinessIssue, Measurement
from tests.cast import Cast
from tests.employers.acting import issue, last_event, names_since, opened


def test_a_needs_analysis_is_written_signed_and_then_stays(cast: Cast) -> None:
    file, bea = opened(cast), cast.as_("bea")
    analysis = actions.open_needs(file, by=bea)
    with pytest.raises(Refused, match="open already"):
        actions.open_needs(file, by=bea)
    with pytest.raises(Refused, match="Nothing is written yet about: What should be true"):
        actions.sign_needs(analysis, by=bea, name="Emil")
    actions.write_needs(analysis, by=bea, given={"goals": " Twenty more. ", "hurts": "Second calls.", "nonsense": "x"})
    analysis.refresh_from_db()
    assert analysis.answers == {"goals": "Twenty more.", "hurts": "Second calls."}
    assert last_event().args["changed"] == ["goals", "hurts"]
    with pytest.raises(Refused, match="No business issue is noted yet"):
        actions.sign_needs(analysis, by=bea, name="Emil")
    issue(file, by=bea)
    with pytest.raises(Refused, match="type their name"):
        actions.sign_needs(analysis, by=bea, name=" ")
    actions.sign_needs(analysis, by=bea, name="Emil Sorensen")
    assert last_event().name == words.NEEDS_SIGNED
    with pytest.raises(Refused, match="has signed this"):
        actions.write_needs(analysis, by=bea, given={"goals": "Thirty."})
    assert actions.open_needs(file, by=bea).number == 2


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"title": " "}, "what should change"),
        ({"measure": ""}, "without a measure"),
        ({"baseline": None}, "where it stands now"),
        ({"target": None}, "where it should stand"),
        ({"target": Decimal(212)}, "where it stands already"),
        ({"target_on": None}, "by which day"),
        ({"baseline_on": "ahead"}, "cannot lie ahead"),
    ],
)
def test_an_issue_without_a_measure_a_baseline_and_a_target_is_none(cast: Cast, given: dict[str, object], says: str) -> None:
    file, today = opened(cast), clock.today()
    if given.get("baseline_on"):
        given = {"baseline_on": today + timedelta(days=1)}
    whole = {
        "title": "Calls",
        "measure": "Calls a week",
        "baseline": Decimal(212),
        "target": Decimal(110),
        "target_on": today + timedelta(days=90),
    }
    with pytest.raises(Refused, match=says):
        actions.note_issue(file, by=cast.as_("bea"), **(whole | given))  # type: ignore[arg-type]
    assert not BusinessIssue.objects.exists()


def test_it_is_counted_again_in_the_same_unit_and_the_share_is_somebodys_word(cast: Cast) -> None:
    file, bea = opened(cast), cast.as_("bea")
    one = issue(file, by=bea)
    later = clock.now() + timedelta(days=100)
    with clock.at(later):
        given = {"value": Decimal(141), "unit": "calls a week", "measured_on": clock.today()}
        with pytest.raises(Refused, match="counted in “calls a week” before, and now in “%”"):
            actions.measure_issue(one, by=bea, **(given | {"unit": "%"}))  # type: ignore[arg-type]
        with pytest.raises(Refused, match="Say who put that share"):
            actions.measure_issue(one, by=bea, **given, share=40)  # type: ignore[arg-type]
        with pytest.raises(Refused, match="Give a day after it"):
            actions.measure_issue(one, by=bea, **(given | {"measured_on": one.baseline_on}))  # type: ignore[arg-type]
        before = len(names_since(0))
        actions.measure_issue(one, by=bea, **given, share=40, said_by="Emil")  # type: ignore[arg-type]
        assert names_since(before) == [words.ISSUE_MEASURED]
        changed = {name: getattr(one, name) for name in ("title", "hurts", "measure", "baseline", "baseline_on", "target", "target_on")}
        with pytest.raises(Refused, match="so the unit stays"):
            actions.change_issue(one, by=bea, given={**changed, "unit": "%"})
        actions.change_issue(one, by=bea, given={**changed, "unit": "calls a week", "title": "Callers ring twice"})
        actions.close_issue(one, by=bea, reason="A new telephone system.")
        with pytest.raises(Refused, match="is closed"):
            actions.measure_issue(one, by=bea, **given)  # type: ignore[arg-type]
    assert Measurement.objects.get().share == 40
