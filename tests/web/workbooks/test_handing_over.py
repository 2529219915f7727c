"""A workbook goes on with somebody else: what stands in it stays the work of who wrote it, and nothing is lost."""

from datetime import timedelta
from typing import Any

import pytest

from milepost.base import clock
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.base.verification import verify
from milepost.notices import tasks as telling
from milepost.notices.models import Notice
from milepost.people import actions as people
from milepost.people.models import Appointment
from milepost.people.words import Role
from milepost.portfolios import actions, policies, queries, words
from milepost.portfolios.models import Workbook
from tests import build
from tests.cast import Cast
from tests.concerns.telling import taken, told
from tests.fixtures import Enter
from tests.portfolios.test_workbooks import COMPLAINT
from tests.web.workbooks.test_sharing import of, share_at
from tests.web.workbooks.test_workbooks import HOME, read, there
from tests.web.workbooks.test_workbooks import words as said


def over(one: Workbook) -> str:
    return f"/workbooks/{one.uuid}/hand-over/"  # "workbook_hand_over"


def investigated(cast: Cast) -> Workbook:
    """Quentin's, with something confidential in it."""
    return build.workbook(cast, "quentin", title="Two bills", form="complaint_investigation", answers=COMPLAINT)


def kinds(who: Any) -> list[str]:
    return sorted(Notice.objects.filter(person=who).values_list("kind", flat=True))


def test_its_people_are_told_of_a_workbook_that_is_shared_and_of_what_was_said(cast: Cast, enter: Enter) -> None:
    one, quentin, cora = investigated(cast), enter("quentin"), enter("cora")
    quentin.post(share_at(one), {"act": "share", "person": str(cast.cora.uuid), "note": "Is it fair?"})
    telling.tell_pending(limit=1000)
    assert kinds(cast.cora) == ["workbook_shared"]
    assert "asks what you think of “Two bills”" in said(cora.get("/messages/"))
    notice = Notice.objects.get(person=cast.cora)
    share = one.shares.get()
    assert cora.get(f"/messages/{notice.uuid}/", follow=True).request["PATH_INFO"] == of(share)
    cora.post(of(share), {"answer": "Ask the night shift."})
    telling.tell_pending(limit=1000)
    answered = Notice.objects.get(person=cast.quentin, kind="workbook_answered")
    assert quentin.get(f"/messages/{answered.uuid}/", follow=True).request["PATH_INFO"] == read(one)


def test_a_colleague_goes_on_with_it_and_what_stood_there_is_marked(cast: Cast, enter: Enter) -> None:
    one, quentin, ines = investigated(cast), enter("quentin"), enter("ines")
    assert "Choose somebody who works at the centre." in said(quentin.post(over(one), {"person": ""}, follow=True))
    page = said(quentin.post(over(one), {"person": str(cast.ines.uuid)}, follow=True))
    assert "You handed it over to Ines" in page and "Go on writing" not in page
    made = Workbook.objects.get(continues=one)
    assert (made.owner, made.version, made.title) == (cast.ines, 1, "Two bills")
    assert Event.objects.filter(stream=made.stream).values_list("name", flat=True).get() == words.WORKBOOK_HANDED_OVER
    version = made.versions.get()
    assert "circumstances" not in version.answers and "hospital" not in str(made.given)
    page = said(ines.get(read(made)))
    assert "You took it over from Quentin" in page
    assert "By Quentin" in page and "Two bills for one month." in page
    with pytest.raises(Refused, match="handed over to Ines"):
        actions.write_workbook(one, by=cast.as_("quentin"), title="More", answers=COMPLAINT)
    with pytest.raises(Refused, match="handed over to Ines"):
        actions.hand_over_workbook(one, by=cast.as_("quentin"), person=cast.cora)
    telling.tell_pending(limit=1000)
    assert kinds(cast.ines) == ["workbook_handed"]
    assert quentin.get(read(one)).status_code == 200  # nothing is lost: what was confidential, too
    assert "hospital" in said(quentin.get(read(one)))
    assert verify() == []


def test_what_is_changed_is_theirs_and_what_is_not_stays_marked_down_the_line(cast: Cast) -> None:
    one = investigated(cast)
    second = actions.hand_over_workbook(one, by=cast.as_("quentin"), person=cast.ines)
    third = actions.hand_over_workbook(second, by=cast.as_("ines"), person=cast.cora)
    assert third.given["from"] == cast.quentin.name, "Ines wrote nothing"
    actions.write_workbook(third, by=cast.as_("cora"), title="Two bills", answers={**third.given["answers"], "chosen": "A letter."})
    third.refresh_from_db()
    fourth = actions.hand_over_workbook(third, by=cast.as_("cora"), person=cast.quentin)
    assert fourth.given["from"] == f"{cast.quentin.name} and {cast.cora.name}"


def test_what_others_wrote_is_nobodys_evidence_until_something_is_ones_own(cast: Cast) -> None:
    made = build.with_units(cast)
    one = actions.hand_over_workbook(investigated(cast), by=cast.as_("quentin"), person=cast.ines)
    Workbook.objects.filter(pk=one.pk).update(owner=cast.lena)  # somebody who learns as well as works
    one.refresh_from_db()
    version = queries.versions_of_workbook(one).get()
    why = policies.why_not_take_workbook(version, by=cast.as_("lena"), registration=made)
    assert why and why.startswith("All that stands in it is the work of Quentin")


def test_who_has_left_leaves_nothing_behind_that_nobody_may_go_on_with(cast: Cast, enter: Enter) -> None:
    one, case = investigated(cast), taken(cast, told(cast)[0])
    about = actions.open_workbook("complaint_investigation", by=cast.as_("quentin"), given={"reference": case.reference}, about="case")
    actions.write_workbook(about, by=cast.as_("quentin"), title="Of a case", answers=COMPLAINT)
    cora, ines = enter("cora"), enter("ines")
    assert cora.post(over(one), {"person": str(cast.ines.uuid)}).status_code == 404  # he works here and does it himself
    people.end_appointment(Appointment.objects.get(person=cast.quentin, role=Role.QUALITY_MANAGER), by=cast.as_("cora"))
    with clock.at(clock.now() + timedelta(days=1)):
        telling.tell_pending(limit=1000)
        assert "workbooks_left" in kinds(cast.cora)
        cora, ines = enter("cora"), enter("ines")
        assert "has gone and left 1 workbook." in said(cora.get("/messages/"))
        page = said(cora.get(HOME))
        assert "Left by people who have gone" in page and "Two bills" in page and "Of a case" not in page
        assert "Left by people who have gone" not in said(ines.get(HOME))
        assert cora.get(there(one)).status_code == 404 and cora.get(read(one)).status_code == 404  # its title is all that they see
        assert ines.post(over(one), {"person": str(cast.ines.uuid)}).status_code == 404
        assert "goes on with it" in said(cora.post(over(one), {"person": str(cast.ines.uuid)}, follow=True))
        assert "Left by people who have gone" not in said(cora.get(HOME))
        assert "By Quentin" in said(ines.get(read(Workbook.objects.get(continues=one))))


def test_what_was_begun_about_a_case_and_what_somebody_learns_with_is_not_handed_over(cast: Cast) -> None:
    about = actions.open_workbook("complaint_investigation", by=cast.as_("quentin"), given={"reference": "C1"}, about="case")
    actions.write_workbook(about, by=cast.as_("quentin"), title="Of a case", answers=COMPLAINT)
    about.refresh_from_db()
    with pytest.raises(Refused, match="a case has one reader"):
        actions.hand_over_workbook(about, by=cast.as_("quentin"), person=cast.ines)
    with pytest.raises(Refused, match="stays yours"):
        actions.hand_over_workbook(build.workbook(cast), by=cast.as_("lena"), person=cast.ines)
    with pytest.raises(Refused, match="who runs the centre"):
        actions.hand_over_workbook(investigated(cast), by=cast.as_("asif"), person=cast.ines)
