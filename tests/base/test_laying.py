"""A new database has the tables that it would have had it gone through every migration."""

import os
import re
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from milepost.base.laying import lay_tables

ROOT = Path(__file__).parents[2]
type Ask = Callable[[str], list[tuple[Any, ...]]]

OF_POSTGRES = {
    "columns": """
        SELECT table_name || '.' || column_name, data_type, udt_name, character_maximum_length, numeric_precision, numeric_scale, is_nullable,
            column_default, is_identity, identity_generation, collation_name, generation_expression
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": """
        SELECT conrelid::regclass || ': ' || conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass || ': ' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "sequences": "SELECT sequencename, start_value, data_type::text FROM pg_sequences WHERE schemaname = 'public'",
}
OF_BOTH = {
    "migrations": "SELECT app || '.' || name FROM django_migrations",
    "kinds of content": "SELECT app_label || '.' || model FROM django_content_type",
    "permissions": "SELECT codename FROM auth_permission",
}


def made_of(ask: Ask) -> dict[tuple[str, str], Any]:
    """Everything a database consists of, with how many rows each table has. The order of columns is left out: history gives another."""
    found: dict[tuple[str, str], Any] = {}
    if connection.vendor == "postgresql":
        for kind, question in OF_POSTGRES.items():
            found |= {(kind, name): [_sorted_columns(one) for one in told] for name, *told in ask(question)}
    else:
        for kind, name, text in ask("SELECT type, name, sql FROM sqlite_master"):
            plain = kind == "table" and not re.match("CREATE VIRTUAL", text, re.IGNORECASE)
            found[kind, name] = sorted(_parts(text)) if plain else _sorted_columns(text)
    for kind, question in OF_BOTH.items():
        found |= {(kind, name): True for (name,) in ask(question)}
    for name in connection.introspection.table_names():
        found["rows", name] = ask(f'SELECT count(*) FROM "{name}"')
    return found


def _sorted_columns(told: Any) -> Any:
    """A trigger's columns in one order."""
    if not isinstance(told, str):
        return told
    return re.sub(r"UPDATE OF (.+?) ON ", lambda found: f"UPDATE OF {', '.join(sorted(found[1].split(', ')))} ON ", told)


def _parts(statement: str) -> Iterator[str]:
    """The columns and constraints of CREATE TABLE, cut at the commas that stand in no bracket and no text."""
    depth, part = 0, ""
    for piece in re.findall(r"""'[^']*'|"[^"]*"|[(),]|[^'"(),]+""", statement[statement.index("(") + 1 : statement.rindex(")")]):
        depth += (piece == "(") - (piece == ")")
        if piece == "," and not depth:
            yield part.strip()
            part = ""
        else:
            part += piece
    yield part.strip()


def ask_ours(question: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


@pytest.fixture
def through_every_migration(db: None, tmp_path: Path) -> Iterator[Ask]:
    """Asks a database of the kind under test that was made by the migrations alone, one after the other."""
    address = ""
    if connection.vendor == "postgresql":
        told, name = connection.settings_dict, f"history_{secrets.token_hex(4)}"
        server = f"{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}"
        address = f"postgres://{server}/{name}"
        with psycopg.connect(f"postgresql://{server}/postgres", autocommit=True) as maintaining:
            maintaining.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
            try:
                migrate(tmp_path, address)
                with psycopg.connect(address.replace("postgres:", "postgresql:")) as asked:
                    yield lambda question: asked.execute(question).fetchall()  # type: ignore[arg-type]
            finally:
                maintaining.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]
    else:
        migrate(tmp_path, address)
        with closing(sqlite3.connect(tmp_path / "milepost.sqlite3")) as file:
            yield lambda question: file.execute(question).fetchall()


THROUGH_ALL = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from milepost.base import backup
graph = MigrationLoader(connection).graph
newest = dict(graph.leaf_nodes())
(before,) = [parent.key for parent in graph.node_map["milepost", newest["milepost"]].parents if parent.key[0] == "milepost"]
backup._make_tables(newest | dict([before]))
call_command("migrate", verbosity=0)
call_command("createcachetable")
"""


def migrate(home: Path, database: str) -> None:
    """First as for an archive that is one version old, then by Django's own command, which knows nothing of a shorter way."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("BASE_URL", "DJANGO_", "MILEPOST_"))}
    environment |= {"MILEPOST_HOME": str(home), "DATABASE_URL": database, "SECRET_KEY": "only for tests", "EMAIL_URL": "smtp://127.0.0.1:1"}
    environment["DJANGO_SETTINGS_MODULE"] = "milepost.config.settings"
    done = subprocess.run([sys.executable, "-c", THROUGH_ALL], env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.db
def test_tables_that_are_laid_at_once_are_those_of_the_migrations(through_every_migration: Ask) -> None:
    """The database of the tests was laid at once, as that of every new installation."""
    laid, grown = made_of(ask_ours), made_of(through_every_migration)
    assert len(grown) > 1000
    wrong = [f"{kind} {name}: {laid.get((kind, name))} instead of {grown.get((kind, name))}"
             for kind, name in sorted(laid.keys() | grown.keys()) if laid.get((kind, name)) != grown.get((kind, name))]  # fmt: skip
    assert not wrong, "\n".join(wrong)


def test_where_there_are_tables_none_is_laid(db: None) -> None:
    before = made_of(ask_ours)
    assert not lay_tables()
    assert made_of(ask_ours) == before
