"""Learners made in bulk are the learners that people's acts would have made."""

import json
import re
from collections import defaultdict

import pytest
from django.db import connection, models

from milepost.base.models import StreamHead
from milepost.base.verification import verify
from milepost.demo import acted, bulk, shape
from milepost.people.models import Centre

LEARNERS = 20


UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
RANDOM = ("hash", "previous", "salt", "personal_digest", "password", "secret_digest", "done_at")  # nobody is told of what is made in bulk


class Normal:
    """Rows with database ids replaced by their place, and every random value by when it first appeared."""

    def __init__(self) -> None:
        self.seen: dict[str, str] = {}
        self.places: dict[type[models.Model], dict[int, int]] = {}

    def place(self, table: type[models.Model], pk: int | None) -> int | None:
        if table not in self.places:
            pks = table._default_manager.order_by("pk").values_list("pk", flat=True)
            self.places[table] = {pk: i for i, pk in enumerate(pks)}
        return None if pk is None else self.places[table][pk]

    def text(self, row: models.Model) -> str:
        found = {}
        for field in row._meta.concrete_fields:
            value = field.value_from_object(row)
            if field.remote_field:
                value = self.place(field.related_model, value)
            elif field.primary_key:
                value = self.place(type(row), value)
            elif field.attname == "rows":
                value = [[table, uuid] for table, uuid, _digest in value]
            elif field.attname == "centre_id":
                value = 0
            if field.attname not in RANDOM:
                found[field.attname] = value
        raw = json.dumps(found, default=str, sort_keys=True)
        for uuid in UUID.findall(raw):
            raw = raw.replace(uuid, self.seen.setdefault(uuid, f"#{len(self.seen)}"))
        return raw


def picture() -> dict[str, list[str]]:
    """Every row of every table that learners have, in order, without what is random."""
    normal, found = Normal(), defaultdict(list)
    for table in (Centre, *bulk.TABLES):
        for row in table._default_manager.order_by("pk"):
            found[table.__name__].append(normal.text(row))
    # Which stream was begun first is no part of what happened.
    found["StreamHead"] = sorted(re.sub(r'"id": \d+, ', "", text) for text in found["StreamHead"])
    return dict(found)


@pytest.mark.slow
@pytest.mark.django_db
def test_twenty_learners_in_bulk_are_twenty_learners_by_actions():
    source = shape.file_bytes()
    pictures = []
    for build in ("acted", "bulk"):
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT nothing_yet")
        on = acted.stage(assessors=4)
        if build == "acted":
            for story in shape.stories(LEARNERS, len(on.assessors)):
                acted.act(story, on, source=source)
        else:
            bulk.build(LEARNERS, on, source=source)
        assert verify() == []
        pictures.append(picture())
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK TO SAVEPOINT nothing_yet")
    by_actions, in_bulk = pictures
    assert {k: len(v) for k, v in in_bulk.items()} == {k: len(v) for k, v in by_actions.items()}
    for table, rows in by_actions.items():
        assert in_bulk[table] == rows, table
    assert StreamHead.objects.count() == 0
