"""The cast once more without acting it out again: the rows that it left the first time, put back as they were.

Assembling everybody takes thirteen appointments with their events; nearly every test asks for it.
"""

import copy
from typing import Any

from django.apps import apps
from django.db import connection

from milepost.base.models import Actor
from tests.cast import Cast, assemble

type Rows = list[tuple[str, list[str], list[tuple[Any, ...]]]]

_kept: tuple[Cast, Rows] | None = None


def ready() -> Cast:
    """Everybody, as `assemble` leaves them. In an empty database, and where nothing is committed, they are assembled only once."""
    global _kept
    if not connection.in_atomic_block or Actor.objects.exists():
        return assemble()
    if _kept is None:
        cast = assemble()
        _kept = copy.deepcopy(cast), _rows()
        return cast
    cast, rows = _kept
    with connection.cursor() as cursor:
        for table, columns, values in rows:
            names = ", ".join(f'"{column}"' for column in columns)
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(["%s"] * len(columns))})', values)
    return copy.deepcopy(cast)


def _rows() -> Rows:
    """Every row of ours there is, as the database holds it."""
    found: Rows = []
    with connection.cursor() as cursor:
        for model in apps.get_app_config("milepost").get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            columns = [column[0] for column in cursor.description]
            if rows := cursor.fetchall():
                found.append((model._meta.db_table, columns, rows))
    return found
