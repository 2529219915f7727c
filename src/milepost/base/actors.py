"""Who acts when no person does."""

from milepost.base.models import Actor


def system() -> Actor:
    """The system itself: imports by command, the worker, the demo."""
    actor, _ = Actor.objects.get_or_create(kind=Actor.Kind.SYSTEM, person=None, centre=None, defaults={"name": "Milepost"})
    return actor


def by_link(name: str, *, centre_id: int) -> Actor:
    """Somebody without an account who came by a letter: a new actor each time, with the name that they gave."""
    return Actor.objects.create(kind=Actor.Kind.LINK, centre_id=centre_id, name=name)
