"""The cast once more without acting it out again: the rows that it left the first time, put back as they were.

Assembling everybody takes thirteen appointments with their events; nearly every test asks for it. Lena's agreed units, with which
every third test begins, are put back in the same way.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.apps import apps
from django.db import connection

from milepost.base import clock
from milepost.base.models import Actor, Event
from tests.cast import Cast, assemble

type Rows = dict[tuple[str, str, Any], tuple[tuple[str, ...], tuple[Any, ...]]]  # by table, column of its key, and key: columns and values


@dataclass(frozen=True)
class Kept:
    """What acting left the first time."""

    cast: Cast
    made: Any
    on: date
    new: Rows
    changed: Rows


_cast: Kept | None = None
_further: dict[str, Kept] = {}


def ready() -> Cast:
    """Everybody, as `assemble` leaves them. In an empty database, and where nothing is committed, they are assembled only once."""
    global _cast
    if not connection.in_atomic_block or Actor.objects.exists():
        return assemble()
    if _cast is None:
        cast = assemble()
        kept = copy.deepcopy(cast)
        _cast = Kept(kept, kept, clock.today(), _rows(), {})
        return cast
    _insert(_cast.new)
    return copy.deepcopy(_cast.cast)


def as_before[M](name: str, cast: Cast, act: Callable[[], M]) -> M:
    """What `act` makes of the cast. On the same day, where the cast has done nothing else and nothing is committed, it acts only once."""
    if not _nothing_was_done():
        return act()
    kept = _further.get(name)
    if kept is None or kept.on != clock.today():
        before = _rows()
        made = act()
        after = _rows()
        new = {key: row for key, row in after.items() if key not in before}
        changed = {key: row for key, row in after.items() if key in before and before[key] != row}
        assert not before.keys() - after.keys(), "what takes rows away can't be put back"
        _further[name] = Kept(*copy.deepcopy((cast, made)), clock.today(), new, changed)
        return made
    _insert(kept.new)
    with connection.cursor() as cursor:
        for (table, column, key), (columns, values) in kept.changed.items():
            told = ", ".join(f'"{one}" = %s' for one in columns)
            cursor.execute(f'UPDATE "{table}" SET {told} WHERE "{column}" = %s', [*values, key])
    # Whoever is among the cast is the person whom the test knows, not one who is merely equal.
    theirs = {id(getattr(kept.cast, one.name)): getattr(cast, one.name) for one in fields(Cast) if one.name != "acting"}
    return copy.deepcopy(kept.made, theirs)


def _nothing_was_done() -> bool:
    """Whether this is the database as `ready` leaves it, now: every act leaves an event, and at another moment rows would say another."""
    if _cast is None or not connection.in_atomic_block or clock._moment.get():
        return False
    return Event.objects.count() == sum(table == Event._meta.db_table for table, _column, _key in _cast.new)


def _insert(rows: Rows) -> None:
    with connection.cursor() as cursor:
        together: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
        for (table, _column, _key), (columns, values) in rows.items():
            together.setdefault((table, columns), []).append(values)
        for (table, columns), values_of_all in together.items():
            names = ", ".join(f'"{column}"' for column in columns)
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(["%s"] * len(columns))})', values_of_all)
    if connection.vendor == "postgresql":
        _number_on(rows)


def _number_on(rows: Rows) -> None:
    """Lets PostgreSQL give no key that was put back: what restores a database or moves a centre in between counts its sequences from the start."""
    highest: dict[tuple[str, str], int] = {}
    for table, column, key in rows:
        if isinstance(key, int):
            highest[table, column] = max(key, highest.get((table, column), 0))
    one = "SELECT setval(s, GREATEST(%s, nextval(s))) FROM (SELECT pg_get_serial_sequence(%s, %s)::regclass AS s) AS of_table WHERE s IS NOT NULL"
    with connection.cursor() as cursor:
        told = [value for (table, column), key in highest.items() for value in (key, f'"{table}"', column)]
        cursor.execute(" UNION ALL ".join([one] * len(highest)), told)


def _rows() -> Rows:
    """Every row of ours there is, as the database holds it."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for model in apps.get_app_config("milepost").get_models(include_auto_created=True):
            table = model._meta.db_table
            cursor.execute(f'SELECT * FROM "{table}"')
            columns, key = tuple(column[0] for column in cursor.description), model._meta.pk.column
            at = columns.index(key)
            found |= {(table, key, row[at]): (columns, row) for row in cursor.fetchall()}
    return found
