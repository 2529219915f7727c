"""Who acts when no person does."""

from milepost.base.models import Actor


def system() -> Actor:
    """The system itself: imports by command, the worker, the demo."""
    actor, _ = Actor.objects.get_or_create(kind=Actor.Kind.SYSTEM, person=None, centre=None, defaults={"name": "Milepost"})
    return actor
