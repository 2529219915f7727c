"""Sentences of feedback that assessors keep, to start from another time."""

from django.db import transaction

from milepost.assessment import policies, queries, words
from milepost.assessment.models import Phrase
from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.people.models import Centre, Person


@transaction.atomic
def keep_phrase(person: Person, *, by: Actor, text: str) -> Phrase:
    """Keep a sentence under the next free digit key."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # a form sent twice keeps once
    text = " ".join(text.split())
    if reason := policies.why_not_keep_phrase(person, by=by, text=text, held=[one.text for one in queries.phrases_of(by=by)]):
        raise Refused(reason)
    phrase = Phrase.objects.create(centre_id=by.at_centre, person=person, text=text, kept_at=clock.now(), kept_by=by)
    _record(phrase, words.PHRASE_KEPT, by=by)
    return phrase


@transaction.atomic
def drop_phrase(phrase: Phrase, *, by: Actor) -> None:
    """Forget a sentence. What was written with its help stays as it is."""
    if reason := policies.why_not_drop_phrase(phrase, by=by):
        raise Refused(reason)
    if Phrase.objects.filter(pk=phrase.pk).delete()[0]:
        _record(phrase, words.PHRASE_DROPPED, by=by)


def _record(phrase: Phrase, name: str, *, by: Actor) -> None:
    centre = Centre.objects.only("uuid").get(pk=by.at_centre)
    events.record(f"people:{centre.uuid}", name, by=by, args={"phrase": phrase.uuid}, personal={"text": phrase.text})
