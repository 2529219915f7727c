"""The tests run on the database that the runner meant, and not quietly on another."""

import os

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_database_is_the_one_that_the_runner_chose() -> None:
    assert connection.vendor == os.environ.get("MILEPOST_TEST_VENDOR", "sqlite")
