"""Lists of employers that somebody saves under a name."""

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.employers import policies, words
from milepost.employers.choosing import Choice
from milepost.employers.models import SavedList
from milepost.people.models import Centre


def _record(saved: SavedList, name: str, *, by: Actor) -> None:
    personal = {"name": saved.name, "choice": saved.choice}
    args = {"list": saved.uuid, "shared": saved.shared}
    events.record(f"lists:{saved.centre.uuid}", name, by=by, centre_id=saved.centre_id, args=args, personal=personal)


def _namesake(by: Actor, name: str) -> SavedList | None:
    return SavedList.objects.filter(centre_id=by.at_centre, person=by.person_id, removed_at=None, name__iexact=name.strip()).first()


@transaction.atomic
def save_list(centre: Centre, *, by: Actor, name: str, choice: Choice, shared: bool = False) -> SavedList:
    """Save a choice of employers under a name, for oneself or for everybody who reads about employers here."""
    centre = Centre.objects.select_for_update().get(pk=centre.pk)  # a form sent twice saves once
    if reason := policies.why_not_save_list(centre.pk, by=by, name=name, choice=choice, namesake=_namesake(by, name)):
        raise Refused(reason)
    assert by.person
    saved = SavedList.objects.create(
        centre=centre, person=by.person, name=name.strip(), choice=choice.document, shared=shared, made_at=clock.now(), made_by=by
    )
    _record(saved, words.LIST_SAVED, by=by)
    return saved


def _held(saved: SavedList) -> SavedList:
    SavedList.objects.select_for_update().get(pk=saved.pk)
    return SavedList.objects.select_related("centre", "person").get(pk=saved.pk)


@transaction.atomic
def change_list(saved: SavedList, *, by: Actor, name: str, choice: Choice, shared: bool) -> SavedList:
    """Give a list another name or another choice, share it, or keep it to oneself again."""
    saved = _held(saved)
    namesake = _namesake(by, name)
    if namesake == saved:
        namesake = None
    if reason := policies.why_not_change_list(saved, by=by, name=name, choice=choice, namesake=namesake):
        raise Refused(reason)
    saved.name, saved.choice, saved.shared = name.strip(), choice.document, shared
    saved.save(update_fields=["name", "choice", "shared"])
    _record(saved, words.LIST_CHANGED, by=by)
    return saved


@transaction.atomic
def remove_list(saved: SavedList, *, by: Actor) -> SavedList:
    """Remove a list. The employers on it are not touched."""
    saved = _held(saved)
    if reason := policies.why_not_remove_list(saved, by=by):
        raise Refused(reason)
    saved.removed_at, saved.removed_by = clock.now(), by
    saved.save(update_fields=["removed_at", "removed_by"])
    _record(saved, words.LIST_REMOVED, by=by)
    return saved
