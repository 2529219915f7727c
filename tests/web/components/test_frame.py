"""What stands around every page: places of the audience, the person's roles, and nothing at all for a stranger."""

from types import SimpleNamespace

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import path

from milepost.web.context import Frame, frame


def page(_request: object) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("learn/", page, name="learner_home"),
    path("learn/units/", page, name="learner_units"),
    path("learn/evidence/", page, name="learner_evidence"),
    path("theme/", page, name="set_theme"),
    path("door/<str:centre>/", page, name="door"),
]


def around(address: str, **who: object) -> Frame:
    request = RequestFactory().get(address)
    if who:
        request.who = SimpleNamespace(**who)  # type: ignore[attr-defined]
    return frame(request)["frame"]


def lena(**also: object) -> dict[str, object]:
    here = SimpleNamespace(uuid="1", role="learner", centre=SimpleNamespace(name="Larkmoor", uuid="3"))
    there = SimpleNamespace(uuid="2", role="assessor", centre=SimpleNamespace(name="Fernhill"))
    person = SimpleNamespace(name="Lena", theme="dark")
    return {
        "person": person,
        "appointments": [here, there],
        "appointment": here,
        "audience": "learner",
        "takes_part": False,
        "advises": False,
        "advises_only": False,
        **also,
    }


@override_settings(ROOT_URLCONF=__name__)
def test_the_place_nearest_to_the_page_is_marked() -> None:
    shown = around("/learn/units/b11/", **lena(waiting={"today": 2}))
    assert [(str(place.label), place.current, place.count) for place in shown.places] == [
        ("Today", False, 2),
        ("Units", True, 0),
        ("Evidence", False, 0),
    ]
    assert [place.current for place in around("/learn/", **lena()).places] == [True, False, False]


@override_settings(ROOT_URLCONF=__name__)
def test_name_role_centre_and_theme_stand_on_every_page() -> None:
    shown = around("/", **lena())
    assert (shown.does, shown.centre, shown.theme) == ("learns at Larkmoor", "Larkmoor", "dark")
    assert [(role.words, role.current) for role in shown.roles] == [("learns at Larkmoor", True), ("assesses at Fernhill", False)]
    assert shown.links == {"theme": "/theme/", "door": "/door/3/"}


@override_settings(ROOT_URLCONF=__name__)
def test_somebody_who_has_not_signed_in_sees_no_places() -> None:
    assert around("/").places == ()
    assert around("/", person=None).person is None


def test_the_page_of_a_fault_needs_nothing_around_it() -> None:
    for name in ("400", "403", "404", "429", "500"):
        html = render_to_string(f"{name}.html")
        assert "<h1>" in html
        assert 'class="places"' not in html
