"""What a person has typed and not sent yet: kept every few seconds, dropped when it is sent."""

from collections.abc import Mapping
from typing import Any

from milepost.base import clock
from milepost.base.models import Actor, Draft

LIMIT = 500_000  # characters of one draft


def keep(person_id: int, place: str, body: Mapping[str, Any], *, by: Actor | None = None) -> Draft:
    """Keep the state of a form. `place` says which form, of which thing: "statement:<uuid>"."""
    draft, _created = Draft.objects.update_or_create(
        person_id=person_id, place=place[:120], defaults={"body": dict(body), "kept_at": clock.now(), "kept_by": by}
    )
    return draft


def find(person_id: int, place: str) -> Draft | None:
    """What was kept for this form, to fill it in again."""
    return Draft.objects.filter(person_id=person_id, place=place[:120]).first()


def drop(person_id: int, place: str) -> None:
    """Forget a draft: the form was sent, or the person starts anew."""
    Draft.objects.filter(person_id=person_id, place=place[:120]).delete()
