"""Cases: raised at the open door and talked about with a passphrase; taken by somebody uninvolved, answered and closed."""

import base64
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Model
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from milepost.base import clock, events, files
from milepost.base.models import Actor
from milepost.base.previews import cleaned
from milepost.base.refusal import Refused
from milepost.concerns import passphrases, policies, queries, words
from milepost.concerns.actions.seals import sealer
from milepost.concerns.models import Case, CaseChoice, CaseFile, CaseNamed, CaseOption, CaseWord
from milepost.concerns.words import OF_WHO_RAISED, CaseWordKind, Option, Speaks, Way
from milepost.people.models import Centre, Person
from milepost.people.words import Role

OPENS = time(9)  # what was told on an earlier day counts from then


def somebody(centre: Centre) -> Actor:
    """Whoever comes by the open door of a centre. One actor for all of them, so that no two acts point at one person."""
    held = Actor.objects.filter(kind=Actor.Kind.ANONYMOUS, centre=centre, person=None).order_by("pk").first()
    return held or Actor.objects.create(kind=Actor.Kind.ANONYMOUS, centre=centre, name="Somebody")  # two at once may make two: no harm


def _signs(centre: Centre, *, by: Actor) -> Actor:
    """Who stands on rows and in the journal: somebody. Of who has an account only the case itself knows."""
    return somebody(centre) if by.person_id else by


def _cleaned(pictures: Sequence[bytes], *, came: tuple[int, int] | None = None) -> list[bytes]:
    """Pictures drawn anew, which takes seconds: before any transaction, and only where there is room for them."""
    if pictures and (reason := policies.what_bars_pictures(pictures, came=came)):
        raise Refused(reason)
    return [cleaned(one) for one in pictures]


def _said(
    case: Case, name: str, kind: CaseWordKind, text: str, *, by: Actor, pictures: Sequence[bytes] = (), rows: Sequence[Model] = (),
    with_it: Callable[[CaseWord], Sequence[Model]] = lambda _word: (),
) -> CaseWord:  # fmt: skip
    """One more word of either side with its pictures, and the one event. The journal holds no letter of it.

    `with_it` makes what hangs on the word: ways that it offers, the one that was chosen.
    """
    word = CaseWord.objects.create(case=case, kind=kind, text=text.strip(), made_at=clock.now(), made_by=by)
    for number, picture in enumerate(pictures, 1):
        file = files.store(picture, name=f"{case.reference}-{word.pk}-{number}.jpg", centre=case.centre, by=by)
        at = clock.now().timestamp()
        os.utime(files.path_of(file.sha256), (at, at))  # a disk keeps the second otherwise
        CaseFile.objects.create(word=word, file=file)
    events.record(case.stream, name, by=by, centre_id=case.centre_id, args={"case": case.uuid}, rows=[word, *rows, *with_it(word)])
    return word


def _pass_by(case: Case, named: Iterable[Person]) -> None:
    """It goes past whom it names. A caseworker who is named loses it before the word that names them is to be read."""
    for person in named:
        CaseNamed.objects.get_or_create(case=case, person=person)
        if case.caseworker_id == person.pk:
            case.caseworker = case.taken_at = case.taken_by = None


def _held(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",)).select_related("centre", "caseworker").get(pk=case.pk)


def raise_case(
    centre: Centre, *, by: Actor, seed: str, text: str, wanted: str = "", about: str = "", not_for: Iterable[Role] = (), name: str = "",
    reach: str = "", speaks: Speaks = Speaks.SELF, other: str = "", sealed: bool = False, pictures: Sequence[bytes] = (),
) -> tuple[Case, str]:  # fmt: skip
    """Say what one is unhappy or worried about, without signing in or with one's account (`by`). Returns the case with the passphrase, which is kept nowhere.

    The same `seed` again gives the same passphrase and makes no second case. `not_for`: it is about whoever has these roles.
    With an account nobody is told the passphrase, and it opens nothing. `sealed`: name and reach are encrypted to two caseworkers, and stand nowhere else.
    """
    pictures = _cleaned(pictures, came=queries.came_this_hour(centre))
    with clock.at(queries.the_hour()), transaction.atomic():
        Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)  # a form sent twice at once makes one case
        able, named = _for_whom(centre, [about, text, wanted], not_for, teller=by.person_id, names=() if sealed else (name, other))
        came, left = queries.came_this_hour(centre), len(able) - len(named)
        if reason := policies.why_not_raise_case(by=by, text=text, came=came, able=left, here=by.centre_id == centre.pk, pictures=pictures):
            raise Refused(reason)
        seal = None
        if sealed:
            two, recovery = queries.sealed_to(centre.pk, texts=[about, text, wanted], past=named)
            if reason := policies.why_not_seal(two=two):
                raise Refused(reason)
            seal, name, reach = sealer(name=name, reach=reach, two=two, recovery=recovery, made_by=by), "", ""
        signs = _signs(centre, by=by)
        case = _new_case(centre, by=signs, name=name, reach=reach, about=about, wanted=wanted, speaks=speaks, other=other)
        case.person_id = by.person_id
        return _kept(case, seed, named, text, name=words.CASE_RAISED, kind=CaseWordKind.RAISED, by=signs, pictures=pictures, seal=seal)


def enter_case(
    centre: Centre, *, by: Actor, seed: str, way: Way, told_on: date, text: str, wanted: str = "", about: str = "",
    not_for: Iterable[Role] = (), name: str = "", reach: str = "", speaks: Speaks = Speaks.SELF, other: str = "",
    pictures: Sequence[bytes] = (),
) -> tuple[Case, str]:  # fmt: skip
    """Write down for somebody what they told by telephone, on paper or face to face. Its clocks run from the day on which they did."""
    pictures = _cleaned(pictures)
    with clock.at(queries.the_hour()), transaction.atomic():
        Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
        able, named = _for_whom(centre, [about, text, wanted], not_for, names=(name, other))
        of_enterer = by.person is not None and bool(queries.named_in([about, text, wanted], [by.person]))
        if reason := policies.why_not_enter_case(
            by=by, text=text, told_on=told_on, of_enterer=of_enterer, able=len(able) - len(named), pictures=pictures
        ):
            raise Refused(reason)
        case = _new_case(centre, by=by, name=name, reach=reach, about=about, wanted=wanted, speaks=speaks, other=other)
        case.way = way
        if told_on < clock.today():
            case.raised_at = make_aware(datetime.combine(told_on, OPENS))
        return _kept(case, seed, named, text, name=words.CASE_ENTERED, kind=CaseWordKind.WRITTEN_DOWN, by=by, pictures=pictures)


def _for_whom(
    centre: Centre, texts: list[str], not_for: Iterable[Role], *, teller: int | None = None, names: Iterable[str] = ()
) -> tuple[dict[Person, list[Role]], list[Person]]:
    """Who may take cases here, and whom of them this one passes by: the `teller`, if known, and who has a part in what happens to them, too.

    `names`: of who tells it and of whom they speak for, where they gave them openly. A sealed name bars nobody: that would say whose it is.
    """
    able = queries.caseworkers(centre.pk)
    part = _part_in_lives_of(centre.pk, teller, names)
    named = queries.named_in(texts, able)
    return able, named + [
        person for person, roles in able.items() if person not in named and (set(roles) & set(not_for) or person.pk in part)
    ]


def _new_case(centre: Centre, *, by: Actor, name: str, reach: str, about: str, wanted: str, speaks: Speaks, other: str) -> Case:
    case = Case(
        centre=centre, name=name.strip()[:150], reach=reach.strip()[:200], about=about.strip()[:300], wanted=wanted.strip(), speaks=speaks,
        other="" if speaks == Speaks.SELF else other.strip()[:150], raised_at=clock.now(), raised_by=by,
    )  # fmt: skip
    letters = base64.b32encode(case.uuid.bytes).decode()
    case.reference = f"K-{letters[:4]}-{letters[4:8]}"
    return case


def _kept(
    case: Case, seed: str, named: Iterable[Person], text: str, *, name: str, kind: CaseWordKind, by: Actor, pictures: Sequence[bytes],
    seal: Callable[[Case], Sequence[Model]] | None = None,
) -> tuple[Case, str]:  # fmt: skip
    passphrase = passphrases.passphrase_of(seed)
    case.passphrase_digest = passphrases.digest(passphrase)
    if raised := queries.case_by_digest(case.passphrase_digest, centre=case.centre):
        if raised.person_id != case.person_id:
            raise Refused(_("This form was sent already. Open the page anew."))
        return raised, passphrase
    case.save()
    _pass_by(case, named)
    rows = seal(case) if seal else ()
    _said(case, name, kind, text, by=by, pictures=pictures, rows=rows)
    return case, passphrase


def _at_the_door(case: Case, act: Callable[[Case], CaseWord]) -> CaseWord:
    """What comes by the door is kept by the hour."""
    with clock.at(queries.the_hour()), transaction.atomic():
        return act(_held(case))


def add_to_case(case: Case, *, by: Actor, text: str, pictures: Sequence[bytes] = ()) -> CaseWord:
    """Write on. Whoever is named from now on no longer reads it; the same once more says nothing new."""
    drawn = _cleaned(pictures, came=queries.came_this_hour(case.centre))
    return _at_the_door(case, lambda held: _added(held, by=by, text=text, pictures=drawn, name=words.CASE_ADDED_TO))


def _added(case: Case, *, by: Actor, text: str, pictures: Sequence[bytes], name: str) -> CaseWord:
    named, able = _named_now(case, text)
    if reason := policies.why_not_add_to_case(
        case, by=by, text=text, came=queries.came_this_hour(case.centre), able=able, pictures=pictures
    ):
        raise Refused(reason)
    last = CaseWord.objects.filter(case=case).order_by("-pk").first()
    if last and last.kind == CaseWordKind.MORE and last.text == text.strip() and not pictures:
        return last  # the page was sent once more
    _pass_by(case, named)
    case.save()
    return _said(case, name, CaseWordKind.MORE, text, by=_signs(case.centre, by=by), pictures=pictures)


def _named_now(case: Case, text: str) -> tuple[list[Person], int]:
    """Whom a new word names: who may take cases, and who has this one even if they no longer may. And how many are left who could read it."""
    able = queries.caseworkers(case.centre_id)
    people = {*able, *filter(None, [case.caseworker])}
    part = _part_in(case)
    named = [*queries.named_in([text], people), *(one for one in people if one.pk in part)]
    past = queries.named_of(case) | {one.pk for one in named}
    return named, sum(one.pk not in past for one in able)


def _part_in(case: Case) -> set[int]:
    """Who has a part in what happens to whoever told it, by now, where it is known who that is."""
    return _part_in_lives_of(case.centre_id, case.person_id, (case.name, case.other))


def _part_in_lives_of(centre_id: int, teller: int | None, names: Iterable[str]) -> set[int]:
    """Who assesses, checks or advises whoever tells it, known by their account or by the name that they gave, and those people themselves."""
    known = {teller} if teller else {one.pk for one in queries.called([*names], centre_id=centre_id)}
    return {pk for one in known for pk in queries.part_in(one, centre_id=centre_id)}


def say_of_outcome(case: Case, *, by: Actor, agreed: bool, option: int = 0, text: str = "", pictures: Sequence[bytes] = ()) -> CaseWord:
    """Say whether what was found and suggested settles it. `option`: the number of the way that does, where several are offered."""
    drawn = _cleaned(pictures, came=queries.came_this_hour(case.centre))
    return _at_the_door(
        case, lambda held: _outcome(held, by=by, agreed=agreed, option=option, text=text, pictures=drawn, name=words.CASE_OUTCOME_SAID)
    )


def _outcome(case: Case, *, by: Actor, agreed: bool, option: int, text: str, pictures: Sequence[bytes], name: str) -> CaseWord:
    named, able = _named_now(case, text)
    options = queries.options_of(case)
    chosen = next((one for one in options if one.number == option), None) if agreed else None
    if reason := policies.why_not_say_of_outcome(
        case, by=by, came=queries.came_this_hour(case.centre), able=able, agreed=agreed, text=text, options=options, option=chosen
    ):
        raise Refused(reason)
    case.agreed = agreed
    if not agreed:
        case.answered_at = case.answered_by = None
    _pass_by(case, named)
    case.save()
    kind = CaseWordKind.AGREED if agreed else CaseWordKind.NOT_AGREED
    return _said(
        case, name, kind, text, by=_signs(case.centre, by=by), pictures=pictures,
        with_it=lambda word: [CaseChoice.objects.create(word=word, option=chosen)] if chosen else [],
    )  # fmt: skip


@transaction.atomic
def take_case(case: Case, *, by: Actor, uninvolved: bool) -> Case:
    """Become the one who reads a case and answers it, having said that one has no part in it."""
    case = _held(case)
    here = queries.caseworkers(case.centre_id)
    said = [word.text for word in queries.words_of(case) if word.kind in OF_WHO_RAISED]
    named = {*queries.named_of(case), *_part_in(case), *(one.pk for one in queries.named_in([case.about, case.wanted, *said], here))}
    if reason := policies.why_not_take_case(
        case, by=by, uninvolved=uninvolved, named=named, here={one.pk for one in here}, left=queries.is_left(case),
        again=queries.wrote_again(case),
    ):  # fmt: skip
        raise Refused(reason)
    case.caseworker, case.taken_at, case.taken_by = by.person, clock.now(), by
    case.save(update_fields=["caseworker", "taken_at", "taken_by"])
    events.record(case.stream, words.CASE_TAKEN, by=by, args={"case": case.uuid, "uninvolved": uninvolved})
    return case


@transaction.atomic
def give_back_case(case: Case, *, by: Actor) -> Case:
    """Leave it to somebody else, because one has a part in it after all or goes away."""
    case = _held(case)
    if reason := policies.why_not_give_back_case(case, by=by, again=queries.wrote_again(case)):
        raise Refused(reason)
    case.caseworker = case.taken_at = case.taken_by = None
    case.save(update_fields=["caseworker", "taken_at", "taken_by"])
    events.record(case.stream, words.CASE_GIVEN_BACK, by=by, args={"case": case.uuid})
    return case


@transaction.atomic
def acknowledge_case(case: Case, *, by: Actor, text: str = "") -> CaseWord:
    """Tell who raised it that a person has it, and from whom they hear next."""
    case = _held(case)
    if reason := policies.why_not_acknowledge_case(case, by=by):
        raise Refused(reason)
    case.acknowledged_at, case.acknowledged_by = clock.now(), by
    case.save(update_fields=["acknowledged_at", "acknowledged_by"])
    return _said(case, words.CASE_ACKNOWLEDGED, CaseWordKind.ACKNOWLEDGED, text, by=by)


@transaction.atomic
def begin_investigation(case: Case, *, by: Actor, text: str) -> CaseWord:
    """Tell who raised it what is looked into, and how, so that they can say what is missing. It says as well that somebody has it."""
    case = _held(case)
    if reason := policies.why_not_begin_investigation(case, by=by, text=text):
        raise Refused(reason)
    case.begun_at, case.begun_by = clock.now(), by
    if case.acknowledged_at is None:
        case.acknowledged_at, case.acknowledged_by = case.begun_at, by
    case.save(update_fields=["begun_at", "begun_by", "acknowledged_at", "acknowledged_by"])
    return _said(case, words.CASE_INVESTIGATED, CaseWordKind.INVESTIGATES, text, by=by)


@transaction.atomic
def ask_about_case(case: Case, *, by: Actor, text: str) -> CaseWord:
    """Ask who raised it something, or tell them how it goes."""
    case = _held(case)
    if reason := policies.why_not_ask_about_case(case, by=by, text=text, again=queries.wrote_again(case)):
        raise Refused(reason)
    return _said(case, words.CASE_ASKED, CaseWordKind.ASKED, text, by=by)


@transaction.atomic
def answer_case(case: Case, *, by: Actor, text: str, options: Sequence[Option] = ()) -> CaseWord:
    """Write what was found and what is suggested, so that who raised it can say whether it settles it, and which of several ways does."""
    case = _held(case)
    if reason := policies.why_not_answer_case(case, by=by, text=text, options=options):
        raise Refused(reason)
    case.answered_at, case.answered_by, case.agreed = clock.now(), by, None
    if case.begun_at is None:  # what was found says what was looked into
        case.begun_at, case.begun_by = case.answered_at, by
    case.save(update_fields=["answered_at", "answered_by", "agreed", "begun_at", "begun_by"])
    return _said(
        case, words.CASE_ANSWERED, CaseWordKind.ANSWER, text, by=by,
        with_it=lambda word: [
            CaseOption.objects.create(word=word, number=number, **{key: part.strip() for key, part in one._asdict().items()})
            for number, one in enumerate(options, 1)
        ],
    )  # fmt: skip


@transaction.atomic
def close_case(case: Case, *, by: Actor, text: str) -> CaseWord:
    """Write the final letter. From then on the outside examiner may take it up."""
    case = _held(case)
    if reason := policies.why_not_close_case(case, by=by, text=text):
        raise Refused(reason)
    case.closed_at, case.closed_by = clock.now(), by
    case.save(update_fields=["closed_at", "closed_by"])
    return _said(case, words.CASE_CLOSED, CaseWordKind.FINAL, text, by=by)
