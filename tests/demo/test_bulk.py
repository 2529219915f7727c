"""Learners and employers made in bulk are those that people's acts would have made."""

import json
import re
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection, models

from milepost.base.models import StreamHead
from milepost.base.verification import verify
from milepost.demo import acted, bulk, employers_acted, employers_bulk, employers_shape, shape
from milepost.people.models import Centre

LEARNERS = 4  # more than there are assessors: their stories differ by how much was judged


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


def picture(tables) -> dict[str, list[str]]:
    """Every row of these tables, in order, without what is random."""
    normal, found = Normal(), defaultdict(list)
    for table in (Centre, *tables):
        for row in table._default_manager.order_by("pk"):
            found[table.__name__].append(normal.text(row))
    # Which stream was begun first is no part of what happened.
    found["StreamHead"] = sorted(re.sub(r'"id": \d+, ', "", text) for text in found["StreamHead"])
    return dict(found)


def built_twice(tables, assessors, acts, writes):
    """What the database holds after `acts`, and after `writes`, each from nothing."""
    pictures = []
    for build in (acts, writes):
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT nothing_yet")
        build(acted.stage(assessors=assessors))
        assert verify() == []
        pictures.append(picture(tables))
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK TO SAVEPOINT nothing_yet")
    by_actions, in_bulk = pictures
    assert {k: len(v) for k, v in in_bulk.items()} == {k: len(v) for k, v in by_actions.items()}
    for table, rows in by_actions.items():
        assert in_bulk[table] == rows, table
    assert StreamHead.objects.count() == 0
    return by_actions


@pytest.mark.slow
@pytest.mark.django_db
def test_learners_in_bulk_are_learners_by_actions():
    source = shape.file_bytes()

    def acts(on):
        for story in shape.stories(LEARNERS, len(on.assessors)):
            acted.act(story, on, source=source)

    found = built_twice(bulk.TABLES, 3, acts, lambda on: bulk.build(shape.stories(LEARNERS, len(on.assessors)), on, source=source))
    assert len(found["Registration"]) == LEARNERS


@pytest.mark.django_db
def test_employers_in_bulk_are_employers_by_actions_and_so_are_their_learners():
    """Among them one whose enquiry waits, one whose meeting and one whose step were forgotten."""
    until, source = datetime(2026, 5, 4, 9, 0, tzinfo=UTC), shape.file_bytes()
    stories = [employers_shape.employed(index, 2, events, until) for index, events in ((0, 5), (5, 16), (38, 12), (39, 12))]
    learner = shape.story(0, 1)

    def acts(on):
        owning = employers_acted.owners(on, 2)
        files = [employers_acted.act(one, on, owning) for one in stories]
        acted.act(learner, replace(on, employers=[file.employer for file in files]), source=source)

    def writes(on):
        owning = employers_acted.owners(on, 2)
        bulk.build([learner], replace(on, employers=employers_bulk.build(stories, on, owning)), source=source)

    tables = dict.fromkeys((*employers_bulk.TABLES, *bulk.TABLES))
    found = built_twice(tables, 1, acts, writes)
    assert any('"answered_at": null' in row for row in found["Enquiry"])
    assert any('"state": "planned"' in row for row in found["Meeting"])
    assert any('"next_done_at": null, "next_on": "' in row for row in found["Contact"])
    happened = [row for row in found["Event"] if '"name": "employers.' in row or "organisation.added" in row]
    assert len(happened) == sum(one.events for one in stories)
