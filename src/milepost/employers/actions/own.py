"""The employer's own page: sending its link to a contact, and taking it back."""

from datetime import timedelta

from django.db import transaction

from milepost.base import clock, tokens
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.employers import policies, queries, words
from milepost.employers.models import EmployerFile, PageLetter
from milepost.employers.recording import locked, record

GOOD_FOR = timedelta(days=365)


@transaction.atomic
def send_page(file: EmployerFile, *, by: Actor, name: str, email: str) -> PageLetter:
    """Send a contact the private link to the employer's own page. An earlier link to the same address opens nothing from now on."""
    file = locked(file)
    if reason := policies.why_not_send_page(file, by=by, name=name, email=email):
        raise Refused(reason)
    now, address = clock.now(), email.strip()
    before = list(queries.page_letters_of(queries.parts_of(file)).filter(email__iexact=address))
    PageLetter.objects.filter(pk__in=[one.pk for one in before]).update(withdrawn_at=now, withdrawn_by=by)
    letter = PageLetter(file=file, name=name.strip()[:150], email=address, sent_at=now, sent_by=by, expires_on=clock.today() + GOOD_FOR)
    tokens.seal(letter, queries.page_token(letter.uuid))
    args = {"letters": [letter.uuid], "instead_of": [one.uuid for one in before]}
    record(file, words.PAGE_SENT, by=by, args=args, personal={"to": letter.name})
    return letter


@transaction.atomic
def take_back_page(letter: PageLetter, *, by: Actor) -> PageLetter:
    """Take a link back. From now on it opens nothing."""
    file = locked(letter.file)
    letter = PageLetter.objects.select_related("file__centre", "sent_by").get(pk=letter.pk)
    if reason := policies.why_not_take_back_page(letter, by=by):
        raise Refused(reason)
    letter.withdrawn_at, letter.withdrawn_by = clock.now(), by
    letter.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(file, words.PAGE_TAKEN_BACK, by=by, args={"letter": letter.uuid}, personal={"to": letter.name})
    return letter
