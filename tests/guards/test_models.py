"""Rules about tables: what is personal, what can only be added to, and that migrations say the same as the models."""

import datetime
import uuid
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from milepost import migrations

MODELS = sorted(apps.get_app_config("milepost").get_models(), key=lambda model: model.__name__)
APPEND_ONLY = [model for model in MODELS if getattr(model, "APPEND_ONLY", False)]


def name(model: type[models.Model]) -> str:
    return model.__name__


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_every_model_says_what_is_personal_and_what_becomes_of_it(model: type[models.Model]) -> None:
    personal: dict[str, str] = model.__dict__["PERSONAL"]
    fields = {field.name for field in model._meta.get_fields()}
    assert set(personal) <= fields
    assert all(fate.strip() for fate in personal.values())
    for field in ("email", "phone", "address", "born_on", "uln"):
        assert field not in fields or field in personal, f"{field} is surely personal"


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_no_model_has_a_generic_foreign_key_or_a_silent_cascade(model: type[models.Model]) -> None:
    assert not any(hasattr(field, "ct_field") for field in model._meta.private_fields)
    if getattr(model, "APPEND_ONLY", False):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                assert field.remote_field.on_delete is models.PROTECT, f"{field.name} must not take history away"


def _some_value(field: models.Field) -> Any:
    """A value that the column takes; foreign keys are only checked at the end of a transaction that never ends well."""
    if field.null:
        return None
    if field.choices:
        return field.flatchoices[0][0]
    if isinstance(field, models.ForeignKey):
        return 1 if not isinstance(field.target_field, models.UUIDField) else uuid.uuid4()
    for kinds, value in (
        ((models.UUIDField,), uuid.uuid4()),
        ((models.DateTimeField,), datetime.datetime(2026, 1, 5, 9, 0, tzinfo=datetime.UTC)),
        ((models.DateField,), datetime.date(2026, 1, 5)),
        ((models.BooleanField,), True),
        ((models.JSONField,), {}),
        ((models.IntegerField, models.DecimalField, models.FloatField), 1),
    ):
        if isinstance(field, kinds):
            return value
    return "x"


def _row(model: type[models.Model]) -> models.Model:
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    row = model(**{field.attname: _some_value(field) for field in fields})
    row.save_base(raw=True, force_insert=True)
    return row


def _refused(statement: str, pk: object) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [pk])
    except DatabaseError as refusal:
        return "append-only" in str(refusal)
    return False


@pytest.mark.django_db
@pytest.mark.parametrize("model", APPEND_ONLY, ids=name)
def test_an_append_only_table_refuses_update_and_delete_by_any_road(model: type[models.Model]) -> None:
    table, key = model._meta.db_table, model._meta.pk.column
    erasable = set(getattr(model, "ERASABLE", ()))
    with transaction.atomic():
        pk = _row(model).pk
        assert _refused(f'DELETE FROM "{table}" WHERE "{key}" = %s', pk)
        for field in model._meta.concrete_fields:
            refused = _refused(f'UPDATE "{table}" SET "{field.column}" = "{field.column}" WHERE "{key}" = %s', pk)
            assert refused == (field.name not in erasable), field.name
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_migrations_say_what_the_models_say() -> None:
    out = StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=out)
    except SystemExit:
        pytest.fail(out.getvalue())


def test_latest_txt_names_the_newest_migration() -> None:
    """Two branches that both add a migration then collide in git, where it is cheap to see."""
    folder = Path(migrations.__file__).parent
    numbered = sorted(path.stem for path in folder.glob("[0-9]*.py"))
    assert (folder / "latest.txt").read_text().split() == [numbered[-1]]
    assert len({stem.split("_")[0] for stem in numbered}) == len(numbered), "two migrations have one number"
