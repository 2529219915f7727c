"""Registering a learner: somebody new is invited by the same form."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from milepost.base.models import Event
from milepost.frameworks.models import Specification
from milepost.people import actions as people
from milepost.people.models import Invitation, Person
from milepost.people.words import Role
from milepost.portfolios.models import Registration
from milepost.web.centre.views import learners
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

REGISTER = "/centre/learners/register/"  # "centre_register"


@pytest.fixture
def spec(cast: Cast) -> Specification:
    return build.specification(cast)


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


def given(cast: Cast, spec: Specification, **changes: Any) -> dict[str, Any]:
    return {
        "learner": "new", "name": "Mira Okoye", "email": "mira@larkmoor.example", "born_on": "4 May 2001", "uln": "1000000043",
        "qualification": f"{spec.uuid}|9900-02", "starts_on": "2026-12-01", "ends_on": "01/06/2028", "employer": cast.employer.uuid,
        "assessor": cast.asif.uuid, "iqa": cast.ines.uuid,
    } | changes  # fmt: skip


def test_a_new_learner_is_invited_and_registered_at_once(cast: Cast, cora: Client, spec: Specification) -> None:
    before = Event.objects.count()
    answer = cora.post(REGISTER, given(cast, spec))
    made = Registration.objects.get()
    assert answer.headers["Location"] == f"/centre/learners/{made.uuid}/"
    assert (made.learner.name, made.uln, made.assessor, made.iqa, made.employer) == (
        "Mira Okoye",
        "1000000043",
        cast.asif,
        cast.ines,
        cast.employer,
    )
    assert (made.starts_on.isoformat(), made.ends_on.isoformat()) == ("2026-12-01", "2028-06-01")
    assert Invitation.objects.get().email == "mira@larkmoor.example"
    said = list(Event.objects.order_by("pk").values_list("name", flat=True))[before:]
    assert said == ["people.person.invited", "portfolios.learner.registered"]


def test_somebody_who_learns_here_is_chosen(cast: Cast, cora: Client, spec: Specification) -> None:
    assert cora.post(REGISTER, given(cast, spec, learner=cast.lena.uuid, name="", email="")).status_code == 302
    assert Registration.objects.get().learner == cast.lena
    assert not Invitation.objects.exists()


def test_nobody_is_chosen_before_somebody_chooses(cast: Cast, cora: Client, spec: Specification) -> None:
    """A press too early would register whoever stands first in the alphabet."""
    page = cora.get(REGISTER).content.decode()
    assert 'name="learner" required><option value="">Choose somebody</option>' in page
    assert "Somebody new" in cora.get(REGISTER, {"learner": ""}).content.decode()


def test_somebody_who_learns_here_is_known_by_their_address(cast: Cast, cora: Client, spec: Specification) -> None:
    assert cora.post(REGISTER, given(cast, spec, email=cast.lena.email.upper())).status_code == 302
    assert Registration.objects.get().learner == cast.lena


def test_the_page_of_a_qualification_leads_to_the_form_with_it_chosen(cast: Cast, cora: Client, spec: Specification) -> None:
    there = f"{REGISTER}?of={spec.uuid}"
    assert f'href="{there}"' in cora.get(reverse("centre_specification", args=[spec.uuid])).content.decode()
    assert cora.get(there).context["page"]["form"]["qualification"].value() == f"{spec.uuid}|9900-02"
    assert not cora.get(f"{REGISTER}?of=anything").context["page"]["form"]["qualification"].value()


def test_the_form_sent_twice_registers_once_and_says_so(cast: Cast, cora: Client, spec: Specification) -> None:
    cora.post(REGISTER, given(cast, spec))
    again = cora.post(REGISTER, given(cast, spec))
    assert again.status_code == 422
    assert "already registered on this qualification" in again.content.decode()
    assert Registration.objects.count() == Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"uln": "1000000044"}, "check digit"),
        ({"uln": "12"}, "ten digits"),
        ({"born_on": "2016-01-01"}, "people of 16 and over"),
        ({"born_on": ""}, "date of birth first"),
        ({"born_on": "2030-01-01"}, "lies in the future"),
        ({"born_on": "soon"}, "Give a day, such as"),
        ({"ends_on": "2026-11-01"}, "must come after the start"),
        ({"name": ""}, "Give the learner’s name"),
        ({"email": ""}, "Give the e-mail address"),
        ({"email": "mira"}, "is no e-mail address"),
        ({"qualification": ""}, "Choose the qualification"),
        ({"qualification": "nonsense|x"}, "Select a valid choice"),
        ({"learner": "nobody"}, "Select a valid choice"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_half_done(
    cast: Cast, cora: Client, spec: Specification, changes: dict[str, Any], says: str
) -> None:
    people = Person.objects.count()
    answer = cora.post(REGISTER, given(cast, spec, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "govuk-error-summary" in page
    assert 'value="4 May 2001"' in page or "born_on" in changes  # what was typed stays
    assert (Registration.objects.count(), Invitation.objects.count(), Person.objects.count()) == (0, 0, people)


def test_a_person_of_another_centre_cannot_be_named(cast: Cast, cora: Client, spec: Specification) -> None:
    for changes in ({"assessor": cast.stan.uuid}, {"learner": cast.stan.uuid}):
        assert cora.post(REGISTER, given(cast, spec, **changes)).status_code == 422
    assert not Registration.objects.exists()


def test_without_a_qualification_it_says_what_comes_first(cora: Client) -> None:
    page = cora.get(REGISTER).content.decode()
    assert "Publish a qualification first" in page
    assert '<form method="post" class="stack"' not in page


def test_only_the_newest_version_is_offered(cast: Cast, cora: Client, spec: Specification) -> None:
    newer = build.specification(cast, build.SMALL | {"version": "2"})
    page = cora.get(REGISTER).content.decode()
    assert f"{newer.uuid}|9900-02" in page
    assert str(spec.uuid) not in page


def test_others_get_404(cast: Cast, enter: Enter, spec: Specification) -> None:
    for name in ("asif", "ines", "quentin", "lena"):
        assert enter(name).get(REGISTER).status_code == 404
        assert enter(name).post(REGISTER, given(cast, spec)).status_code == 404
    assert str(spec.uuid) not in enter("stan", Role.CENTRE_MANAGER).get(REGISTER).content.decode()


def without_birth_date(cast: Cast) -> Person:
    return people.invite(
        cast.centre, by=cast.as_("cora"), email="noe@larkmoor.example", name="Noé Brandt", role=Role.LEARNER
    ).appointment.person


def test_who_learns_here_already_is_shown_and_not_asked_again(cast: Cast, cora: Client, spec: Specification) -> None:
    page = cora.get(REGISTER).content.decode()
    assert f'<option value="{cast.lena.uuid}">{cast.lena.name}' in page
    page = cora.get(REGISTER, {"learner": str(cast.lena.uuid)}).content.decode()
    assert "<dt>Born</dt><dd>4 May 2001</dd>" in page
    assert 'name="born_on"' not in page
    assert 'name="email"' not in page


def test_a_date_of_birth_that_nobody_knows_is_asked_and_kept(cast: Cast, cora: Client, spec: Specification) -> None:
    noe = without_birth_date(cast)
    answer = cora.post(REGISTER, given(cast, spec, learner=noe.uuid, born_on="", uln=""))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Give Noé’s date of birth first" in page
    assert 'name="born_on"' in page
    assert cora.post(REGISTER, given(cast, spec, learner=noe.uuid, born_on="29 Feb 2004", uln="")).status_code == 302
    noe.refresh_from_db()
    assert str(noe.born_on) == "2004-02-29"
    said = list(Event.objects.order_by("pk").values_list("name", flat=True))[-2:]
    assert said == ["people.birth_date.noted", "portfolios.learner.registered"]


def test_a_date_of_birth_is_not_kept_where_the_registration_is_refused(cast: Cast, cora: Client, spec: Specification) -> None:
    noe = without_birth_date(cast)
    assert cora.post(REGISTER, given(cast, spec, learner=noe.uuid, born_on="2016-01-01", uln="")).status_code == 422
    noe.refresh_from_db()
    assert noe.born_on is None


def test_a_list_that_ends_says_so_and_others_are_found_by_their_address(
    cast: Cast, cora: Client, spec: Specification, monkeypatch: pytest.MonkeyPatch
) -> None:
    noe = without_birth_date(cast)
    monkeypatch.setattr(learners, "LISTED", 1)
    page = cora.get(REGISTER).content.decode()
    assert "The list ends after 1 names" in page
    assert str(noe.uuid) not in page
    page = cora.get(REGISTER, {"q": "noe@"}).content.decode()
    assert f'<option value="{noe.uuid}">' in page
    assert "Nobody who learns here has “xyz”" in cora.get(REGISTER, {"q": "xyz"}).content.decode()
    assert cora.post(REGISTER, given(cast, spec, learner=noe.uuid, born_on="2004-02-29", uln="")).status_code == 302
