from django.apps import AppConfig


class MilepostConfig(AppConfig):
    """One app label for all rooms, so that a table can move between rooms without a migration."""

    name = "milepost"
    label = "milepost"
    default_auto_field = "django.db.models.BigAutoField"
