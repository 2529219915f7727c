"""Sealed names: keys of people who work here, names sealed to them, opened with a reason, and recovered by two together."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.concerns import passphrases, policies, queries, sealing, words
from milepost.concerns.models import Case, CaseWord, SealedName, SealedPart, SealKey
from milepost.concerns.words import CaseWordKind
from milepost.people.models import Centre


class WrongPassphraseError(Refused):
    """The words do not open the reader's key."""


def _kept(binary: bytes) -> str:
    return b64encode(binary).decode()


@transaction.atomic
def make_seal_key(
    centre: Centre, *, by: Actor, draw: Callable[[Sequence[str]], str] = sealing.draw_passphrase
) -> tuple[SealKey, str]:  # fmt: skip
    """Get a key to sealed names, with six words drawn by chance that are kept nowhere. One that was there before seals nothing more.

    `draw` takes the list of words: a demonstration draws the same each time, because it prints them.
    """
    if reason := policies.why_not_make_seal_key(by=by):
        raise Refused(reason)
    held = SealKey.objects.select_for_update().filter(centre=centre, person=by.person, replaced_at=None)
    replaced = held.update(replaced_at=clock.now(), replaced_by=by)
    passphrase = draw(passphrases.words())
    key = SealKey(centre=centre, person=by.person, made_at=clock.now(), made_by=by)
    made = sealing.new_key(passphrase, bound=str(key.uuid))
    key.public, key.salt, key.wrapped = _kept(made.public), _kept(made.salt), _kept(made.wrapped)
    key.save()
    events.record(f"seals:{centre.uuid}", words.SEAL_KEY_MADE, by=by, centre_id=centre.pk, args={"key": key.uuid, "replaced": replaced})
    return key, passphrase


ALIKE = 4400  # letters: more than the longest name with its address takes, so that every sealed one is as long


def sealer(
    *, name: str, reach: str, two: Sequence[SealKey], recovery: Sequence[SealKey], made_by: Actor
) -> Callable[[Case], list[SealedName | SealedPart]]:
    """What seals a name once its case stands there; the rows that it makes."""

    def seal(case: Case) -> list[SealedName | SealedPart]:
        text = json.dumps({"name": name.strip()[:150], "reach": reach.strip()[:200]}).ljust(ALIKE)  # its length tells nothing
        made = sealing.seal(
            text, two=[b64decode(key.public) for key in two], recovery=[b64decode(key.public) for key in recovery], bound=str(case.uuid)
        )
        sealed = SealedName.objects.create(case=case, body=_kept(made.body), made_at=clock.now(), made_by=made_by)
        boxed = [*zip(two, (0, 0), made.whole, strict=True), *zip(recovery, (1, 2, 1, 2), made.halves, strict=False)]
        parts = [
            SealedPart.objects.create(sealed=sealed, key=key, half=half, box=_kept(box), made_at=clock.now(), made_by=made_by)
            for key, half, box in boxed
        ]
        return [sealed, *parts]

    return seal


def _unboxed(part: SealedPart, passphrase: str, case: Case) -> bytes:
    """What lies in one box. Raises WrongPassphraseError."""
    key = sealing.Key(*(b64decode(kept) for kept in (part.key.public, part.key.salt, part.key.wrapped)))
    private = sealing.unlock(key, passphrase, bound=str(part.key.uuid))
    return sealing.unbox(b64decode(part.box), private, bound=str(case.uuid))


@transaction.atomic
def open_name(case: Case, *, by: Actor, passphrase: str, reason: str) -> dict[str, str]:
    """Open a sealed name with one's own six words. Returns name and reach, which are kept nowhere; who raised it reads that it was, and why."""
    case = Case.objects.select_for_update(of=("self",)).select_related("centre").get(pk=case.pk)
    able = queries.parts_for(case, by=by)
    if why := policies.why_not_open_name(case, by=by, reason=reason, ways=queries.ways_to_open(case, by=by)):
        raise Refused(why)
    for parts in able:
        try:
            text = sealing.open_with(
                b64decode(parts[0].sealed.body), [_unboxed(part, passphrase, case) for part in parts], bound=str(case.uuid)
            )
        except sealing.DoesNotOpenError:
            continue
        _told(case, words.CASE_NAME_OPENED, CaseWordKind.NAME_OPENED, reason, by=by)
        found: dict[str, str] = json.loads(text)
        return found
    raise WrongPassphraseError(policies.wrong_words())


@transaction.atomic
def give_half(case: Case, *, by: Actor, passphrase: str) -> SealedPart:
    """Give one's half of the recovery to the caseworker, boxed for their key: nobody else can use it, and alone it opens nothing."""
    case = Case.objects.select_for_update(of=("self",)).select_related("centre").get(pk=case.pk)
    half = queries.half_of(case, by=by)
    wanted = any(one.pk == case.pk for one in queries.halves_wanted(by=by))
    if why := policies.why_not_give_half(case, by=by, holds=half is not None, wanted=wanted):
        raise Refused(why)
    assert half is not None
    try:
        inside = _unboxed(half, passphrase, case)
    except sealing.DoesNotOpenError as fault:
        raise WrongPassphraseError(policies.wrong_words()) from fault
    to = SealKey.objects.get(centre=case.centre, person=case.caseworker_id, replaced_at=None)
    box = _kept(sealing.box(inside, b64decode(to.public), bound=str(case.uuid)))
    part = SealedPart.objects.create(sealed=half.sealed, key=to, half=half.half, box=box, made_at=clock.now(), made_by=by)
    _told(case, words.CASE_HALF_GIVEN, CaseWordKind.HALF_GIVEN, "", by=by, rows=[part])
    return part


def _told(case: Case, name: str, kind: CaseWordKind, text: str, *, by: Actor, rows: Sequence[SealedPart] = ()) -> None:
    """The one event, and the word by which the person is told. The journal holds no letter of it."""
    word = CaseWord.objects.create(case=case, kind=kind, text=text.strip(), made_at=clock.now(), made_by=by)
    events.record(case.stream, name, by=by, centre_id=case.centre_id, args={"case": case.uuid}, rows=[word, *rows])
