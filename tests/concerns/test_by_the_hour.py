"""What must not point at anybody: the minute, the length of a sealed name, a short name, and who may look on."""

from datetime import UTC, datetime, timedelta

import pytest

from milepost.base import clock, files
from milepost.base.refusal import Refused
from milepost.concerns import actions, passphrases, queries
from milepost.concerns.models import CaseFile
from milepost.concerns.words import CaseWordKind
from milepost.notices import tasks
from milepost.notices.models import Notice
from tests.cast import Cast
from tests.concerns.telling import a_picture, taken, told

AT = datetime(2027, 3, 2, 14, 23, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", 2**4)


def test_that_something_came_by_the_door_is_told_when_its_hour_is_over(cast: Cast) -> None:
    with clock.at(AT):
        told(cast)
    for minutes, notices in ((0, False), (36, False), (38, True)):
        with clock.at(AT + timedelta(minutes=minutes)):
            tasks.tell_pending(limit=100)
            assert Notice.objects.exists() is notices, minutes


def test_a_picture_lies_on_the_disk_with_the_hour_alone(cast: Cast) -> None:
    with clock.at(AT):
        a_picture(cast)
    kept = files.path_of(CaseFile.objects.get().file.sha256)
    assert datetime.fromtimestamp(kept.stat().st_mtime, UTC) == AT.replace(minute=0, second=0)


@pytest.mark.parametrize(("name", "said"), [("Jo Brown", "jo laughed at me"), ("José García", "It was Jose Garcia.")])
def test_a_case_passes_by_short_and_accented_names(cast: Cast, name: str, said: str) -> None:
    cast.cora.name = name
    assert queries.named_in([said], [cast.cora, cast.quentin]) == [cast.cora]


def test_what_was_said_of_the_outcome_takes_its_pictures_along_and_is_said_once(cast: Cast) -> None:
    case = taken(cast, told(cast)[0])
    actions.acknowledge_case(case, by=cast.as_("quentin"))
    actions.answer_case(case, by=cast.as_("quentin"), text="We looked. You are paid.")
    case.refresh_from_db()
    somebody = actions.somebody(cast.centre)
    word = actions.say_of_outcome(case, by=somebody, agreed=True, text="Yes.")
    assert word.kind == CaseWordKind.AGREED
    case.refresh_from_db()
    with pytest.raises(Refused, match="said so already"):
        actions.say_of_outcome(case, by=somebody, agreed=True, text="Yes again.")
