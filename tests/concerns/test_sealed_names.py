"""Sealed names: opened by the caseworker with their own words, recovered by two together; the person reads of it; nothing kept opens them."""

import logging
import tarfile
from base64 import b64decode
from pathlib import Path

import pytest
from django.conf import settings

from milepost.base import backup
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.base.verification import verify
from milepost.concerns import actions, passphrases, policies, queries, sealing, words
from milepost.concerns.models import Case, CaseWord, SealedName, SealedPart, SealKey
from milepost.concerns.words import CaseWordKind
from tests.cast import Cast
from tests.concerns.telling import SEED, WORRY, taken
from tests.employers.acting import last_event
from tests.held import held
from tests.web.concerns.test_traces import read, rows

NAME, REACH = "Zebedee Quillfeather", "07700 900 077"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", 2**4)
    monkeypatch.setattr(sealing, "COST", 2**4)


def keys(cast: Cast, *who: str) -> dict[str, str]:
    """The six words of each."""
    return {one: actions.make_seal_key(cast.centre, by=cast.as_(one))[1] for one in who}


def sealed(cast: Cast, text: str = WORRY) -> tuple[Case, str]:
    by = actions.somebody(cast.centre)
    return actions.raise_case(cast.centre, by=by, seed=SEED, text=text, name=NAME, reach=REACH, sealed=True)


def test_the_caseworker_opens_it_with_their_own_words_and_the_person_reads_who_did_and_why(cast: Cast) -> None:
    six = keys(cast, "quentin", "cora")
    case, _ = sealed(cast)
    assert (case.name, case.reach) == ("", "")
    assert len(last_event().rows) == 4, "the word, the seal and its two parts stand in the journal by their digests"
    taken(cast, case)
    quentin = cast.as_("quentin")
    with pytest.raises(Refused, match="Say why"):
        actions.open_name(case, by=quentin, passphrase=six["quentin"], reason=" ")
    for wrong in (six["cora"], "", "one two three four five six"):
        with pytest.raises(Refused, match="does not open with these words"):
            actions.open_name(case, by=quentin, passphrase=wrong, reason="To pay them back.")
    assert not CaseWord.objects.filter(kind=CaseWordKind.NAME_OPENED).exists()
    with pytest.raises(Refused, match="Only the caseworker"):
        actions.open_name(case, by=cast.as_("cora"), passphrase=six["cora"], reason="I want to know.")
    found = actions.open_name(case, by=quentin, passphrase=six["quentin"].upper(), reason="To pay them back.")
    assert found == {"name": NAME, "reach": REACH}
    assert (last_event().name, last_event().args) == (words.CASE_NAME_OPENED, {"case": str(case.uuid)})
    told = queries.words_of(case)[-1]
    assert (told.kind, told.text, told.made_by.name) == (CaseWordKind.NAME_OPENED, "To pay them back.", cast.quentin.name)
    assert not Event.objects.filter(personal__icontains="Quillfeather").exists()
    assert not verify()


def test_it_is_sealed_to_nobody_whom_it_names_and_not_at_all_without_two(cast: Cast) -> None:
    keys(cast, "quentin", "cora")
    with pytest.raises(Refused, match="can’t be sealed"):
        sealed(cast, "Cora shouted at us.")
    assert not Case.objects.exists()
    keys(cast, "ines")
    sealed(cast, "Cora shouted at us.")
    assert {part.key.person for part in SealedPart.objects.select_related("key__person")} == {cast.quentin, cast.ines}


def test_who_lost_their_words_is_helped_by_two_others_together_and_by_neither_alone(cast: Cast) -> None:
    six = keys(cast, "quentin", "cora", "asif", "bea")
    case, _ = sealed(cast)
    taken(cast, case)
    new = keys(cast, "quentin")["quentin"]
    quentin = cast.as_("quentin")
    assert SealKey.objects.filter(person=cast.quentin, replaced_at=None).count() == 1
    with pytest.raises(Refused, match="does not open"):
        actions.open_name(case, by=quentin, passphrase=new, reason="To pay them back.")
    assert queries.halves_wanted(by=cast.as_("asif")) == [case]
    assert queries.halves_wanted(by=cast.as_("cora")) == []
    with pytest.raises(Refused, match="You hold no half"):
        actions.give_half(case, by=cast.as_("cora"), passphrase=six["cora"])
    with pytest.raises(Refused, match="does not open"):
        actions.give_half(case, by=cast.as_("asif"), passphrase=six["bea"])
    actions.give_half(case, by=cast.as_("asif"), passphrase=six["asif"])
    assert last_event().name == words.CASE_HALF_GIVEN
    with pytest.raises(Refused, match="Nobody needs your half"):
        actions.give_half(case, by=cast.as_("asif"), passphrase=six["asif"])
    with pytest.raises(Refused, match="does not open"):
        actions.open_name(case, by=quentin, passphrase=new, reason="To pay them back.")
    actions.give_half(case, by=cast.as_("bea"), passphrase=six["bea"])
    assert actions.open_name(case, by=quentin, passphrase=new, reason="To pay them back.")["name"] == NAME
    said = [word.kind for word in queries.words_of(case)]
    assert said == [CaseWordKind.RAISED, CaseWordKind.HALF_GIVEN, CaseWordKind.HALF_GIVEN, CaseWordKind.NAME_OPENED]


def test_a_caseworker_to_whom_it_is_not_sealed_is_told_whom_to_ask(cast: Cast) -> None:
    keys(cast, "quentin", "cora", "asif", "bea")
    case, _ = sealed(cast)
    taken(cast, case, "ines")
    with pytest.raises(Refused, match=r"not sealed to you. Make a key under Keys to sealed names; .* It is sealed to .*Quentin"):
        actions.open_name(case, by=cast.as_("ines"), passphrase="", reason="To pay them back.")
    six = keys(cast, "ines")["ines"]
    with pytest.raises(Refused, match=r"not sealed to you. Ask Asif .* and Bea .* to give their half"):
        actions.open_name(case, by=cast.as_("ines"), passphrase=six, reason="To pay them back.")
    assert queries.halves_wanted(by=cast.as_("bea")) == [case]


def test_who_is_named_later_is_not_asked_for_their_half_and_cannot_give_it_but_another_can(cast: Cast) -> None:
    six = keys(cast, "quentin", "cora", "asif", "bea", "ines")
    case, _ = sealed(cast)
    taken(cast, case)
    new = keys(cast, "quentin")["quentin"]
    assert [queries.halves_wanted(by=cast.as_(who)) for who in ("asif", "bea", "ines")] == [[case]] * 3
    actions.add_to_case(case, by=actions.somebody(cast.centre), text="It was Asif who wrote it down.")
    assert queries.halves_wanted(by=cast.as_("asif")) == []
    with pytest.raises(Refused, match="Nobody needs your half"):
        actions.give_half(case, by=cast.as_("asif"), passphrase=six["asif"])
    said = policies.how_to_open(queries.ways_to_open(case, by=cast.as_("quentin")))
    assert f"Ask {cast.ines.name} and {cast.bea.name} to give their half" in said
    assert cast.asif.name not in said
    for who in ("ines", "bea"):
        actions.give_half(case, by=cast.as_(who), passphrase=six[who])
    assert actions.open_name(case, by=cast.as_("quentin"), passphrase=new, reason="To pay them back.")["name"] == NAME


def test_where_nobody_is_left_to_give_a_half_no_other_is_asked_and_it_is_said_what_to_do(cast: Cast) -> None:
    keys(cast, "quentin", "cora", "asif", "bea")
    case, _ = sealed(cast)
    taken(cast, case)
    keys(cast, "quentin")
    by, quentin = actions.somebody(cast.centre), cast.as_("quentin")
    actions.add_to_case(case, by=by, text="It was Asif who wrote it down.")
    assert queries.halves_wanted(by=cast.as_("bea")) == [], "alone it would open nothing"
    said = policies.how_to_open(queries.ways_to_open(case, by=quentin))
    assert said == f"It is sealed to {cast.cora.name} as well: give the case back so that they take it, if they have no part in it."
    actions.add_to_case(case, by=by, text="And Cora knew.")
    assert "ask them here whether they want to say their name again" in policies.how_to_open(queries.ways_to_open(case, by=quentin))


def test_learners_and_employers_hold_no_key(cast: Cast) -> None:
    for who in ("lena", "eva"):
        with pytest.raises(Refused, match="Only who works here"):
            actions.make_seal_key(cast.centre, by=cast.as_(who))


@pytest.mark.slow
def test_database_files_backup_and_the_servers_secret_together_do_not_open_it(
    cast: Cast, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """Whoever has taken all that an installation keeps, with its secret, tries everything they find as passphrase and as key."""
    caplog.set_level(logging.DEBUG)
    six = keys(cast, "quentin", "cora", "asif", "bea")
    case, five = sealed(cast)
    taken(cast, case)
    actions.open_name(case, by=cast.as_("quentin"), passphrase=six["quentin"], reason="To pay them back.")  # even after it was open once
    kept = "\n".join(rows()) + caplog.text
    files = b"".join(held(Path(settings.HOME)).values())
    assert not backup.write(tmp_path / "backup.tar").faults
    with tarfile.open(tmp_path / "backup.tar") as archive:
        saved = b"".join(read(archive, member) for member in archive if member.isfile())
    everything = kept.encode() + files + saved
    assert b"present on days" in everything, "there is something to find"
    for secret in (NAME, "Quillfeather", REACH, *six.values(), NAME.encode().hex()):
        assert secret.encode() not in everything, secret

    tried = [settings.SECRET_KEY, five, case.reference, str(case.uuid), cast.quentin.password, cast.quentin.email, ""]
    tried += [passphrases._key(purpose).hex() for purpose in ("seed", "passphrase")]
    tried += list(SealKey.objects.values_list("salt", flat=True)) + list(SealKey.objects.values_list("public", flat=True))
    found = SealedName.objects.get(case=case)
    body = b64decode(found.body)
    for key in SealKey.objects.all():
        locked = sealing.Key(b64decode(key.public), b64decode(key.salt), b64decode(key.wrapped))
        for guess in tried:
            with pytest.raises(sealing.DoesNotOpenError):
                sealing.unlock(locked, guess, bound=str(key.uuid))
    candidates = [b64decode(one) for one in SealedPart.objects.values_list("box", flat=True)] + [one.encode() for one in tried]
    candidates += [passphrases._key(purpose) for purpose in ("seed", "passphrase")]
    for candidate in candidates:
        for start in range(max(1, len(candidate) - 31)):
            with pytest.raises(sealing.DoesNotOpenError):
                sealing.open_with(body, [candidate[start : start + 32]], bound=str(case.uuid))


def test_the_test_above_could_fail_what_is_not_sealed_is_found(cast: Cast) -> None:
    actions.raise_case(cast.centre, by=actions.somebody(cast.centre), seed=SEED, text=WORRY, name=NAME)
    assert any("Quillfeather" in one for one in rows())
