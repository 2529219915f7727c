"""Triggers that refuse to alter or delete a row of an append-only table, on both databases.

A model says `APPEND_ONLY = True`; columns named in its `ERASABLE` may still change.
"""

from collections.abc import Iterable

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION milepost_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END
$$ LANGUAGE plpgsql
"""


def append_only_models(of: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    return [model for model in of if getattr(model, "APPEND_ONLY", False)]


def statements(model: type[models.Model], *, vendor: str, erasable: Iterable[str] = ()) -> list[str]:
    """The SQL that guards one table."""
    table, free = model._meta.db_table, set(erasable)
    columns = ", ".join(f'"{f.column}"' for f in model._meta.concrete_fields if f.name not in free)
    if vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        return [
            f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE OF {columns} ON "{table}" {refuse}',
            f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" {refuse}',
        ]
    execute = "FOR EACH ROW EXECUTE FUNCTION milepost_append_only()"
    return [
        f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE OF {columns} ON "{table}" {execute}',
        f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" {execute}',
    ]


def install(connection: BaseDatabaseWrapper, guarded: Iterable[type[models.Model]]) -> None:
    """Put the triggers on. `guarded` may come from a migration's state: what may be erased is looked up by name."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
        for model in guarded:
            erasable = ("personal", "salt") if model._meta.model_name == "event" else ()
            for statement in statements(model, vendor=connection.vendor, erasable=erasable):
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper, guarded: Iterable[type[models.Model]]) -> None:
    """Take the triggers off: for migrations that must rewrite a table, and for emptying a test database."""
    with connection.cursor() as cursor:
        for model in guarded:
            table = model._meta.db_table
            for trigger in (f"{table}_no_update", f"{table}_no_delete"):
                on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger}"{on}')
