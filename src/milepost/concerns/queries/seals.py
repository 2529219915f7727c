"""Sealed names: who holds keys at a centre, and what somebody could open."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from milepost.base import clock
from milepost.base.models import Actor
from milepost.concerns.models import Case, CaseNamed, CaseWord, SealedName, SealedPart, SealKey
from milepost.concerns.queries.cases import CASEWORKERS, caseworkers, named_in
from milepost.concerns.words import OF_WHO_RAISED
from milepost.people.models import Appointment, Person
from milepost.people.permissions import PERMISSIONS, Permission, may
from milepost.people.words import Role

HOLDERS = [role for role, granted in PERMISSIONS.items() if Permission.HOLD_SEAL_KEY in granted]


@dataclass(frozen=True, slots=True)
class WaysToOpen:
    """How a sealed name could come open for who has the case, with people whom nothing in it names.

    `own`: something of it is sealed to them; `has_key`: they have a key in use; `missing`: for each half that this key lacks, who
    could give it; `others`: caseworkers to whom it is sealed as a whole; `recovery`: it has halves at all.
    """

    own: bool
    has_key: bool
    missing: list[list[Person]]
    others: list[Person]
    recovery: bool


def seal_keys(centre_id: int) -> list[tuple[SealKey, set[Role]]]:
    """The keys in use of people who hold one today, with their roles: who keeps quality first, then in the order in which keys were made."""
    held = Appointment.objects.in_force(clock.today()).filter(centre_id=centre_id, role__in=HOLDERS, person__is_active=True)
    roles: dict[int, set[Role]] = {}
    for person, role in held.values_list("person_id", "role"):
        roles.setdefault(person, set()).add(Role(role))
    keys = SealKey.objects.filter(centre=centre_id, replaced_at=None, person__in=roles).select_related("person").order_by("pk")
    return sorted(((key, roles[key.person_id]) for key in keys), key=lambda one: Role.QUALITY_MANAGER not in one[1])


def sealed_to(centre_id: int, *, texts: Collection[str] = (), past: Collection[Person] = ()) -> tuple[list[SealKey], list[SealKey]]:
    """To whose keys a name would be sealed: two caseworkers, and for recovery two others or nobody. Never to whom `texts` name.

    A third and a fourth hold the same halves in their place: whoever is named later gives none.
    """
    keys = seal_keys(centre_id)
    named = {one.pk for one in [*past, *named_in(texts, [key.person for key, _ in keys])]}
    free = [(key, roles) for key, roles in keys if key.person_id not in named]
    two = [key for key, roles in free if roles & set(CASEWORKERS)][:2]
    others = [key for key, _ in free if key not in two][:4]
    return two, others if len(others) >= 2 else []


def own_key(*, by: Actor) -> SealKey | None:
    """The key of the reader that is in use."""
    return SealKey.objects.filter(centre=by.at_centre, person=by.person_id, replaced_at=None).first() if by.person_id else None


def sealed_name(case: Case) -> SealedName | None:
    return SealedName.objects.filter(case=case).first()


def parts_for(case: Case, *, by: Actor) -> list[list[SealedPart]]:
    """What of a case the reader could open, key by key: the whole alone, or both halves. Empty: nothing."""
    parts = SealedPart.objects.filter(sealed__case=case, key__person=by.person_id).select_related("key", "sealed").order_by("pk")
    by_key: dict[int, dict[int, SealedPart]] = {}
    for part in parts:
        by_key.setdefault(part.key_id, {})[part.half] = part
    found = [[held[0]] if 0 in held else [held[1], held[2]] if {1, 2} <= set(held) else [] for held in by_key.values()]
    return [one for one in found if one]


def half_of(case: Case, *, by: Actor) -> SealedPart | None:
    """The half of the recovery that the reader was given when the name was sealed."""
    return (
        SealedPart.objects.filter(sealed__case=case, key__person=by.person_id, half__gt=0, made_by__person=None)
        .select_related("key", "sealed")
        .first()
    )


def _holders(cases: Sequence[Case]) -> dict[int, dict[int, list[Person]]]:
    """Of each of these cases, by half (0: the whole), to whom it was sealed who works here today and is named in nothing of it."""
    said: dict[int, list[str]] = {case.pk: [case.about, case.wanted] for case in cases}
    for pk, text in CaseWord.objects.filter(case__in=cases, kind__in=OF_WHO_RAISED).values_list("case", "text"):
        said[pk].append(text)
    past = set(CaseNamed.objects.filter(case__in=cases).values_list("case", "person"))
    held = Appointment.objects.in_force(clock.today()).filter(
        centre__in={case.centre_id for case in cases}, role__in=HOLDERS, person__is_active=True
    )
    here = set(held.values_list("centre", "person"))
    centres = {case.pk: case.centre_id for case in cases}
    parts = SealedPart.objects.filter(sealed__case__in=cases, made_by__person=None).select_related("key__person", "sealed").order_by("pk")
    found: dict[int, dict[int, list[Person]]] = defaultdict(lambda: defaultdict(list))
    for part in parts:
        case, person = part.sealed.case_id, part.key.person
        if (case, person.pk) not in past and (centres[case], person.pk) in here and not named_in(said[case], [person]):
            found[case][part.half].append(person)
    return found


def ways_to_open(case: Case, *, by: Actor) -> WaysToOpen:
    """What who has a case could do so that its name comes open."""
    key, held = own_key(by=by), _holders([case])[case.pk]
    given = set(SealedPart.objects.filter(sealed__case=case, key=key).values_list("half", flat=True))
    taking = {one.pk for one in caseworkers(case.centre_id)}
    return WaysToOpen(
        own=bool(parts_for(case, by=by)), has_key=key is not None,
        missing=[[one for one in held[half] if one.pk != by.person_id] for half in (1, 2) if half not in given],
        others=[one for one in held[0] if one.pk != by.person_id and one.pk in taking],
        recovery=SealedPart.objects.filter(sealed__case=case, half__gt=0).exists(),
    )  # fmt: skip


def halves_wanted(*, by: Actor) -> list[Case]:
    """Cases whose caseworker has a key, cannot open the name with it, and could with the reader's half. Open ones, the oldest first.

    None that names the reader in anything that was written since; none whose other half nobody is left to give.
    """
    if not may(by.role, Permission.HOLD_SEAL_KEY) or by.person_id is None:
        return []
    mine = SealedPart.objects.filter(key__person=by.person_id, half__gt=0, made_by__person=None, sealed__case__centre=by.at_centre)
    held = {part.sealed_id: part.half for part in mine}
    if not held:
        return []
    cases = Case.objects.filter(sealed__in=held, closed_at=None).exclude(caseworker=None).select_related("caseworker", "sealed", "centre")
    keys = {one.person_id: one.pk for one in SealKey.objects.filter(centre=by.at_centre, replaced_at=None)}
    has = set(SealedPart.objects.filter(sealed__in=held).values_list("sealed_id", "key_id", "half"))
    open_ = list(cases.order_by("raised_at", "pk"))
    holders = _holders(open_)

    def wants(case: Case) -> bool:
        key, sealed = keys.get(case.caseworker_id or 0), case.sealed.pk
        if key is None or case.caseworker_id == by.person_id or has & {(sealed, key, 0), (sealed, key, held[sealed])}:
            return False
        free = holders[case.pk]
        other = 3 - held[sealed]
        can_be_given = (sealed, key, other) in has or any(one.pk != by.person_id for one in free[other])
        return can_be_given and any(one.pk == by.person_id for one in free[held[sealed]])

    return [case for case in open_ if wants(case)]


def half_held(uuid: UUID, *, by: Actor) -> QuerySet[Case]:
    """The case of which the reader was given a half, or none."""
    return Case.objects.filter(uuid=uuid, centre=by.at_centre, sealed__parts__in=_halves(by)).select_related("centre").distinct()


def _halves(by: Actor) -> QuerySet[SealedPart]:
    return SealedPart.objects.filter(key__person=by.person_id, half__gt=0, made_by__person=None)
