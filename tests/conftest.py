"""What every test stands on: the database it says it uses, append-only tables that can be emptied, and a browser."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker
from whitenoise.middleware import WhiteNoiseMiddleware
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

from milepost.concerns import passphrases, sealing
from tests import prepared
from tools.browser import find_browser

pytest_plugins = ["tests.fixtures"]
DATABASE_FIXTURES = {"db", "cast", "enter", "transactional_db", "django_db_setup", "live_server", "client", "admin_client"}
JOURNEYS = Path(__file__).parent / "journeys"
BUILD_FOR_ALL = {"tests/demo/test_demo.py", "tests/demo/test_provider.py"}  # up to forty seconds, once for every test of the file


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what reaches the database, so that this part, all of it and nothing else, runs again on PostgreSQL."""
    for item in items:
        if JOURNEYS in item.path.parents:
            item.add_marker("journey")
        if item.get_closest_marker("once"):
            continue
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("db")


def pytest_collection_finish() -> None:
    """What was collected stays: looking for rubbish among it, again and again, is a twentieth of every test."""
    gc.freeze()


class FilesTogether(LoadScopeScheduling):
    """Whichever worker is free takes the next test, but for files that build something for all of their tests: one worker takes those.

    Marks of groups would say the same; pytest-xdist 3.8 writes them to where pytest 9 does not look any more.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in BUILD_FOR_ALL else nodeid

    def mark_test_complete(self, node: WorkerController, item_index: int, duration: float = 0) -> None:
        """What is done is forgotten: it would be counted again at every report of every test that follows."""
        scope = self._split_scope(self.registered_collections[node][item_index])
        super().mark_test_complete(node, item_index, duration)
        if all(self.assigned_work[node][scope].values()):
            del self.assigned_work[node][scope]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FilesTogether:
    return FilesTogether(config, log)


@contextmanager
def _triggers_off(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Append-only tables refuse to be emptied, so their triggers stand aside while a test database is."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = origin")
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            yield
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            standing = {name for (name,) in cursor.fetchall()}  # those of the search are laid anew when a database is emptied
            for name, sql in triggers:
                if name not in standing:
                    cursor.execute(sql)


@pytest.fixture(scope="session", autouse=True)
def append_only_tables_can_be_emptied_between_tests() -> Iterator[None]:
    """Tests with real commits (browser journeys, the worker) empty every table afterwards."""
    teardown = TransactionTestCase._fixture_teardown

    def lifted(self: TransactionTestCase) -> None:
        with _triggers_off(connections["default"]):
            teardown(self)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lifted)
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def static_files_are_looked_for_once() -> Iterator[None]:
    """Each client of a test has middleware of its own, and each would go through the folders again in which nothing has changed."""
    look, found = WhiteNoiseMiddleware.add_files_from_finders, {}

    def once(self: WhiteNoiseMiddleware) -> None:
        if not found:
            look(self)
            found.update(self.files)
        self.files.update(found)

    patch = pytest.MonkeyPatch()
    patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", once)
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def passphrases_are_tried_quickly() -> Iterator[None]:
    """Each try is meant to take a tenth of a second, and a demonstration takes eighty."""
    patch = pytest.MonkeyPatch()
    patch.setattr(passphrases, "COST", 2**4)
    patch.setattr(sealing, "COST", 2**4)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Test databases begin with every table: migrations run once, not once for each worker."""
    told = connections["default"].settings_dict
    if connections["default"].vendor == "postgresql":
        told["TEST"]["TEMPLATE"] = prepared.template(told)
    else:
        prepared.lay(Path(told["TEST"]["NAME"]))


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The file that was laid is not to be made anew; it goes with the folder of the tests."""
    return connections["default"].vendor == "sqlite"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Only who started the workers knows that they have ended."""
    if connections["default"].vendor == "postgresql" and not hasattr(session.config, "workerinput"):
        prepared.clear(connections["default"].settings_dict)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """While a browser's driver runs its loop, asking the database opens a second connection that nobody closes."""
    yield
    with django_db_blocker.unblock():
        if connections["default"].vendor == "postgresql":
            with connections["default"].cursor() as cursor:
                others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                cursor.execute(f"SELECT pg_terminate_backend(pid) {others}")


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The browser that journeys drive. None is a reason to skip on a developer's machine, and a failure in CI."""
    path = find_browser()
    if path is None:
        text = "No Chromium was found: install it, for example with 'apt-get install chromium'."
        if os.environ.get("CI") == "true":
            pytest.fail(text)
        pytest.skip(text)
    return path


@pytest.fixture(autouse=True)
def _browser_driver_may_ask_the_database(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """The browser's synchronous driver runs an event loop in the thread that also asks the database."""
    if request.node.get_closest_marker("journey"):
        monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
