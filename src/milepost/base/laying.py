"""Every table at once, in a database that has none yet.

A new installation would otherwise go through the whole history of its tables, half a minute of work for the same result. That it is
the same, column by column and trigger by trigger, `tests/base/test_laying.py` holds on both databases.
"""

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from milepost.base import append_only


def lay_tables() -> bool:
    """Make every table as the migrations leave it, and note each as done. Only where there is no table at all: says whether it did.

    All or nothing, so that a start that is cut off leaves the database as empty as it was. What follows a migration (kinds of
    content, the index of the search) is put on by `migrate` itself, which has nothing else left to do afterwards.
    """
    if connection.introspection.table_names():
        return False
    executor = MigrationExecutor(connection)
    history = executor.migration_plan(executor.loader.graph.leaf_nodes())
    in_the_end = executor.loader.project_state().apps
    with connection.schema_editor() as editor:
        for model in in_the_end.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        append_only.install(connection, append_only.append_only_models(apps.get_models()))
        executor.recorder.ensure_schema()
        for migration, _backwards in history:
            executor.recorder.record_applied(migration.app_label, migration.name)
    return True
