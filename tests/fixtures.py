"""Fixtures for everybody: the cast, and a browser without a screen signed in as one of them."""

from collections.abc import Callable

import pytest
from django.test import Client

from milepost.people import queries
from milepost.people.words import Role
from tests.cast import Cast, assemble


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.fixture
def enter(cast: Cast) -> Callable[..., Client]:
    """`enter("asif")` is a client signed in as Asif; `enter("stan", Role.IQA)` in that role."""

    def signed_in(name: str, role: Role | None = None) -> Client:
        client, person = Client(), getattr(cast, name)
        client.force_login(person)
        if role:
            session = client.session
            session["appointment"] = str(queries.appointments_in_force(person).get(role=role).uuid)
            session.save()
        return client

    return signed_in
