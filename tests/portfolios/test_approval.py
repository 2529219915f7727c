"""Approval: who notes it, what it leaves behind, and that it belongs to one centre."""

from datetime import timedelta

import pytest

from milepost.base import clock
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.frameworks import actions as frameworks
from milepost.frameworks.models import Specification
from milepost.portfolios import actions, queries, words
from milepost.portfolios.models import Approval
from milepost.portfolios.words import ApprovalState
from tests import build
from tests.cast import Cast


@pytest.fixture
def spec(cast: Cast) -> Specification:
    return frameworks.adopt(cast.centre, by=cast.as_("cora"), document=dict(build.SMALL))


def note(cast: Cast, spec: Specification, state: str = ApprovalState.APPROVED, *, who: str = "cora", **more: object) -> Approval:
    return actions.note_approval(spec, by=cast.as_(who), qualification="9900-02", state=state, **{"approved_on": clock.today(), **more})  # type: ignore[arg-type]


def test_a_note_is_one_row_and_one_event_and_a_second_note_replaces_it(cast: Cast, spec: Specification) -> None:
    before = Event.objects.count()
    note(cast, spec, reference="LK/7")
    made = note(cast, spec, ApprovalState.CONDITIONS, conditions="More lamps.")
    assert list(Approval.objects.all()) == [made]
    assert [e.name for e in Event.objects.order_by("pk")[before:]] == [words.APPROVAL_NOTED] * 2
    assert "More lamps." not in str(Event.objects.latest("pk").args)


def test_a_newer_version_needs_no_new_approval(cast: Cast, spec: Specification) -> None:
    note(cast, spec)
    newer = frameworks.adopt(cast.centre, by=cast.as_("cora"), document=build.SMALL | {"version": "2"})
    assert build.registration(cast, of=newer).specification == newer


@pytest.mark.parametrize(
    ("state", "more", "said"),
    [
        (ApprovalState.APPLIED, {"approved_on": None, "applied_on": True}, "not given yet"),
        (ApprovalState.WITHDRAWN, {}, "was withdrawn"),
        (ApprovalState.APPROVED, {"approved_on": -400, "expires_on": -1}, "ended on"),
    ],
)
def test_nobody_registers_on_what_is_not_approved(
    cast: Cast, spec: Specification, state: str, more: dict[str, int | bool | None], said: str
) -> None:
    days = {k: v and clock.today() + timedelta(days=0 if v is True else v) for k, v in more.items()}
    with pytest.raises(Refused, match="Note the approval"):
        build.registration(cast, of=spec)
    note(cast, spec, state, **days)
    with pytest.raises(Refused, match=said):
        build.registration(cast, of=spec)


def test_who_is_registered_stays_when_the_approval_goes(cast: Cast, spec: Specification) -> None:
    note(cast, spec)
    made = build.with_units(cast, of=spec)
    note(cast, spec, ApprovalState.WITHDRAWN)
    build.met_unit(cast, made, "L1")
    made.progress.refresh_from_db()
    assert made.progress.met == 2


def test_only_the_manager_of_this_centre_notes_it_and_another_centre_knows_nothing(cast: Cast, spec: Specification) -> None:
    for who in ("asif", "ines", "quentin", "lena", "stan"):
        with pytest.raises(Refused, match="Only the centre manager"):
            note(cast, spec, who=who)
    note(cast, spec)
    assert list(queries.approvals(by=cast.as_("quentin"))) == ["9900-02"]
    assert queries.approvals(by=cast.as_("asif")) == {}
    assert queries.approvals(by=cast.as_("stan")) == {}


def test_a_qualification_that_the_specification_does_not_list_is_refused(cast: Cast, spec: Specification) -> None:
    with pytest.raises(Refused, match="has no qualification"):
        actions.note_approval(spec, by=cast.as_("cora"), qualification="1", state=ApprovalState.APPROVED, approved_on=clock.today())
