"""Today, for whoever runs the centre: one next step, and what waits."""

from milepost.concerns import actions as concerns
from milepost.frameworks.models import Import
from milepost.people import actions as people
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.frameworks.test_actions import pack

HOME = "/centre/"  # "centre_home"


def body(enter: Enter, name: str = "cora") -> str:
    return enter(name, Role.CENTRE_MANAGER if name == "stan" else None).get(HOME).content.decode()


def test_an_empty_centre_is_led_to_its_first_qualification(enter: Enter) -> None:
    page = body(enter)
    assert page.count('class="sign"') == 1
    assert "Bring in your first qualification" in page
    assert "Four steps, and the centre runs" in page


def test_with_a_qualification_and_an_assessor_the_step_is_the_first_learner(cast: Cast, enter: Enter) -> None:
    build.specification(cast)
    assert "Register your first learner" in body(enter)


def test_an_open_import_comes_first_and_says_what_is_open(cast: Cast, enter: Enter) -> None:
    import_ = pack(cast)
    page = body(enter)
    assert "Finish the import of Harbour Visitor Centre Operations (7260)" in page
    assert "4 places in the document are still to be decided." in page
    assert f"/centre/qualifications/imports/{import_.uuid}/" in page


def test_a_learner_without_an_assessor_is_named(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    portfolios.allocate(made, by=cast.as_("cora"), assessor=None, iqa=None)
    assert "Give Lena Hartog an assessor" in body(enter)


def test_work_that_waits_is_named_with_who_has_it(cast: Cast, enter: Enter) -> None:
    build.handed_in(cast, build.with_units(cast), ["L1:1.1"])
    page = body(enter)
    assert "Ask after the work of Lena Hartog" in page
    assert "1 claim waits for a judgement by Asif Rahman." in page


def test_an_unanswered_invitation_waits_without_hurry(cast: Cast, enter: Enter) -> None:
    build.with_units(cast)
    people.invite(cast.centre, by=cast.as_("cora"), email="noor@larkmoor.example", name="Noor Haverkamp", role=Role.ASSESSOR)
    page = body(enter)
    assert "See who has not answered yet" in page
    assert "Noor Haverkamp" in page


def test_when_nothing_waits_it_says_so(cast: Cast, enter: Enter) -> None:
    build.with_units(cast)
    concerns.make_seal_key(cast.centre, by=cast.as_("cora"))
    assert "Nothing waits for you" in body(enter)


def test_other_roles_and_other_centres_see_nothing_of_it(cast: Cast, enter: Enter) -> None:
    pack(cast)
    for name in ("asif", "ines", "quentin", "lena", "bea"):
        assert enter(name).get(HOME).status_code == 404
    assert Import.objects.exists()
    assert "Harbour" not in body(enter, "stan")
