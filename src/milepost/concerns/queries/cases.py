"""Cases that somebody may see: those that wait for a caseworker and do not name the reader, and those that are the reader's."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from milepost.base import clock
from milepost.base.models import Actor, Event, StoredFile
from milepost.concerns import passphrases
from milepost.concerns.models import Case, CaseFile, CaseLate, CaseOption, CaseWord
from milepost.concerns.words import CASE_TAKEN, OF_CASEWORKER, OF_WHO_RAISED, WRITTEN_ON, CaseWordKind, Way
from milepost.people.models import Appointment, Centre, Person
from milepost.people.permissions import PERMISSIONS, Permission, may
from milepost.people.words import Role
from milepost.portfolios.models import Registration

TELLERS = [role for role, granted in PERMISSIONS.items() if Permission.TELL in granted]
CASEWORKERS = [role for role, granted in PERMISSIONS.items() if Permission.TAKE_CASE in granted]


def the_hour() -> datetime:
    """The hour that has begun: what happens at the door is kept by the hour, so that no minute points at somebody."""
    return clock.now().replace(minute=0, second=0, microsecond=0)


def caseworkers(centre_id: int) -> dict[Person, list[Role]]:
    """Who may take a case at a centre today, with the roles in which they may."""
    held = Appointment.objects.in_force(clock.today()).filter(centre_id=centre_id, role__in=CASEWORKERS, person__is_active=True)
    found: dict[Person, list[Role]] = {}
    for one in held.select_related("person").order_by("pk"):
        found.setdefault(one.person, []).append(Role(one.role))
    return found


def _parts(text: str) -> set[str]:
    """The words of a text or a name, without accents and single letters."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    return {one for one in re.findall(r"\w+", plain) if len(one) > 1}


def named_in(texts: Iterable[str], people: Iterable[Person]) -> list[Person]:
    """Those of whose name any part stands in what was written: better one too many than one who reads about themselves."""
    said = _parts(" ".join(texts))
    return [one for one in people if _parts(one.name) & said]


def called(texts: Iterable[str], *, centre_id: int) -> list[Person]:
    """Who learns or takes part at a centre and whose whole name stands in what was written."""
    said = _parts(" ".join(texts))
    here = Person.objects.filter(pk__in=Registration.objects.filter(centre=centre_id).values("learner")) if said else ()
    return [one for one in here if (own := _parts(one.name)) and own <= said]


# What is still late: a step that was done since lets nobody else in.
STILL_LATE = (
    Q(step="acknowledged", case__acknowledged_at=None, case__answered_at=None)
    | Q(step="investigated", case__begun_at=None)
    | Q(step="answered", case__answered_at=None)
    | Q(step="closed")
)

_SAID_LAST = CaseWord.objects.filter(case=OuterRef("pk"), kind__in=(*OF_WHO_RAISED, *OF_CASEWORKER)).order_by("-pk").values("kind")[:1]
_TOLD_LAST = CaseWord.objects.filter(case=OuterRef("case"), kind__in=OF_CASEWORKER).order_by("-pk").values("made_at")[:1]
# Closed, and the last word is of who raised it: somebody owes them an answer again.
_WROTE_AGAIN = ExpressionWrapper(Q(closed_at__isnull=False, said_last__in=OF_WHO_RAISED), output_field=BooleanField())


# Their words after the final letter were late, and their caseworker has not written since.
_STILL_UNREAD = Q(step__startswith=WRITTEN_ON, noted_at__gt=Subquery(_TOLD_LAST))


def _every() -> QuerySet[Case]:
    """Every case, with the kind of its last word, and whether that came after the final letter."""
    return Case.objects.annotate(said_last=Subquery(_SAID_LAST)).annotate(wrote_again=_WROTE_AGAIN)


def cases(*, by: Actor) -> QuerySet[Case]:
    """What the reader may know of: nothing that names them, nothing that is another caseworker's. `wrote_again`: after the final letter."""
    every = _every()
    if not may(by.role, Permission.TAKE_CASE) or by.person_id is None:
        return every.none()
    here = [person.pk for person in caseworkers(by.at_centre)]
    late = CaseLate.objects.filter(case=OuterRef("pk"), for_long=True, caseworker=OuterRef("caseworker"))
    left = Exists(late.filter(STILL_LATE, case__closed_at=None)) | Q(wrote_again=True) & Q(Exists(late.filter(_STILL_UNREAD)))
    unread = Q(caseworker=None) | Q(caseworker=by.person_id) | ~Q(caseworker__in=here) | Q(left)
    found = every.filter(unread, centre_id=by.at_centre).exclude(named__person=by.person_id)
    return found.select_related("centre", "caseworker", "raised_by", "person").order_by("raised_at", "pk")


def cases_open(*, by: Actor) -> QuerySet[Case]:
    """Those that are the reader's and those that they may have, in which something is to be done; `said_last` is the kind of the last word."""
    return cases(by=by).filter(Q(closed_at=None) | Q(wrote_again=True))


def cases_waiting(*, by: Actor) -> QuerySet[Case]:
    """Those that nobody has who may have them, the oldest first; closed ones too, once somebody wrote again."""
    return cases(by=by).exclude(caseworker=by.person_id).filter(Q(closed_at=None) | Q(wrote_again=True))


def cases_of(*, by: Actor) -> QuerySet[Case]:
    """The reader's own, open ones first."""
    return cases(by=by).filter(caseworker=by.person_id).order_by("closed_at", "raised_at", "pk")


def case_by_passphrase(passphrase: str, *, centre: Centre) -> Case | None:
    """The case that a passphrase opens. What was told with an account, only that account opens."""
    found = case_by_digest(passphrases.digest(passphrase), centre=centre)
    return found if found and found.person_id is None else None


def case_by_digest(digest: str, *, centre: Centre) -> Case | None:
    """The same for who has made the digest already, which is slow on purpose."""
    return Case.objects.filter(centre=centre, passphrase_digest=digest).select_related("centre", "caseworker").first()


def case_at_the_door(uuid: UUID | str, *, centre: Centre) -> Case | None:
    """A case that was opened with its passphrase a moment ago."""
    return Case.objects.filter(centre=centre, uuid=uuid, person=None).select_related("centre", "caseworker").first()


def cases_told(*, by: Actor) -> QuerySet[Case]:
    """What the reader told with their account at this centre, the newest first."""
    if not may(by.role, Permission.TELL) or by.person_id is None:
        return Case.objects.none()
    found = Case.objects.filter(person=by.person_id, centre_id=by.at_centre)
    return found.select_related("centre", "caseworker").order_by("-raised_at", "-pk")


def role_of_teller(case: Case) -> Role | None:
    """In which role whoever told it with their account still comes here; none where they told it without, or have left."""
    held = Appointment.objects.in_force(clock.today()).filter(
        person=case.person_id or 0, centre=case.centre_id, role__in=TELLERS, person__is_active=True
    )
    first = held.order_by("pk").first()
    return Role(first.role) if first else None


def is_left(case: Case) -> bool:
    """Whether it has been late for long with who has it, so that somebody else may take it over."""
    if case.caseworker_id is None:
        return False
    late = case.late.filter(for_long=True, caseworker=case.caseworker_id)
    return late.filter(_STILL_UNREAD).exists() if wrote_again(case) else late.filter(STILL_LATE, case__closed_at=None).exists()


def cases_running(limit: int) -> list[Case]:
    """Open cases of all centres, and closed ones that wait for a word again, with what was told of their lateness, for the worker; the oldest first. `told_last`: when their caseworker last wrote."""
    told_last = Max("words__made_at", filter=Q(words__kind__in=OF_CASEWORKER))
    found = _every().filter(Q(closed_at=None) | Q(wrote_again=True)).annotate(told_last=told_last)
    return list(found.select_related("centre").prefetch_related("late").order_by("raised_at", "pk")[:limit])


def waits_since(cases: Iterable[Case]) -> dict[int, datetime]:
    """By case since when words after the final letter wait: the first that nobody has answered. One query, where any is closed."""
    closed = [one.pk for one in cases if one.closed_at is not None]
    said = CaseWord.objects.filter(case__in=closed, kind__in=(*OF_WHO_RAISED, *OF_CASEWORKER)).order_by("pk") if closed else ()
    found: dict[int, datetime] = {}
    for word in said:
        if word.kind in OF_CASEWORKER:
            found.pop(word.case_id, None)
        else:
            found.setdefault(word.case_id, word.made_at)
    return found


def wrote_again(case: Case) -> bool:
    """Whether the last word of a closed case is of who raised it."""
    if case.closed_at is None:
        return False
    last = CaseWord.objects.filter(case=case, kind__in=(*OF_WHO_RAISED, *OF_CASEWORKER)).order_by("-pk").first()
    return last is not None and last.kind in OF_WHO_RAISED


def was_taken(case: Case) -> bool:
    """Whether anybody has ever had it to read."""
    return Event.objects.filter(stream=case.stream, name=CASE_TAKEN).exists()


def named_of(case: Case) -> set[int]:
    """Whom a case passes by."""
    return set(case.named.values_list("person_id", flat=True))


def words_of(case: Case) -> list[CaseWord]:
    """Everything that was said, in its order, with the pictures, and the ways that were offered and chosen."""
    files, offered = CaseFile.objects.order_by("pk").select_related("file"), CaseOption.objects.order_by("number")
    found = CaseWord.objects.filter(case=case).order_by("pk").select_related("made_by", "choice__option")
    return list(found.prefetch_related(Prefetch("files", files), Prefetch("options", offered)))


def options_of(case: Case) -> list[CaseOption]:
    """The ways that the answer offers which stands now."""
    last = CaseWord.objects.filter(case=case, kind=CaseWordKind.ANSWER).order_by("-pk")[:1] if case.answered_at else []
    return list(CaseOption.objects.filter(word__in=[one.pk for one in last]).order_by("number"))


def case_file(case: Case, uuid: UUID | str) -> StoredFile | None:
    """One picture of a case."""
    found = CaseFile.objects.filter(word__case=case, uuid=uuid).select_related("file").first()
    return found.file if found else None


def came_this_hour(centre: Centre) -> tuple[int, int]:
    """How many cases and how many words came to the door of a centre within the hour: all together, never by whom."""
    hour = the_hour()
    raised = Case.objects.filter(centre=centre, raised_at=hour, way=Way.DOOR).count()
    return raised, CaseWord.objects.filter(case__centre=centre, made_at=hour, made_by__kind=Actor.Kind.ANONYMOUS).count()
