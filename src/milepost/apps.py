from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MilepostConfig(AppConfig):
    """One app label for all rooms, so that a table can move between rooms without a migration."""

    name = "milepost"
    label = "milepost"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from milepost.finding.index import after_migrating  # models are not loaded before this moment

        post_migrate.connect(after_migrating, sender=self, dispatch_uid="milepost.finding")
