"""Fixtures for everybody: the cast, a client signed in as one of them, and a post office."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from milepost.people import queries
from milepost.people.models import Person
from milepost.people.words import Role
from tests.cast import Cast
from tests.post import PostOffice, open_office
from tests.standing_ready import ready

Enter = Callable[..., Client]


@pytest.fixture
def cast(db: None) -> Cast:
    return ready()


@pytest.fixture
def enter(cast: Cast) -> Enter:
    """`enter("asif")` is a client signed in as Asif; `enter("stan", Role.IQA)` in that role. Others come as themselves."""

    def signed_in(who: str | Person, role: Role | None = None) -> Client:
        client, person = Client(), getattr(cast, who) if isinstance(who, str) else who
        client.force_login(person)
        if role:
            session = client.session
            session["appointment"] = str(queries.appointments_in_force(person).get(role=role).uuid)
            session.save()
        return client

    return signed_in


@pytest.fixture
def post_office(settings: Settings) -> Iterator[PostOffice]:
    """Letters leave by real SMTP and arrive here."""
    with open_office() as office:
        options = {"host": "127.0.0.1", "port": office.port}
        settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
        yield office
