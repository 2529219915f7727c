"""The demonstration is whole: its journal verifies, its projections are what the rows say, and every stage is there."""

import io
import json
import wave
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pillow_heif
import pytest
from django.db import transaction
from PIL import Image
from pytest_django import DjangoDbBlocker, Settings

from milepost.assessment import facts
from milepost.base import clock, drafts
from milepost.base.models import Job, Telling
from milepost.base.verification import verify
from milepost.cli import COULD_NOT_ASK, main
from milepost.demo import folder, learners, texts, welcome
from milepost.demo.build import build
from milepost.demo.cast import PASSWORD
from milepost.demo.learners import LEARNERS, Special
from milepost.demo.lives import UNITS
from milepost.demo.papers import make
from milepost.demo.portfolio import Portfolio
from milepost.demo.stage import Stage
from milepost.demo.texts import Voice
from milepost.engine.combination import shortfalls
from milepost.frameworks.queries import open_imports
from milepost.frameworks.shipped import shipped
from milepost.notices.models import Notice
from milepost.people.models import Invitation, Person
from milepost.portfolios import progress
from milepost.portfolios.models import EvidenceVersion, Progress, UnitPlan

ONE_OF_EACH = tuple({learner.special: learner for learner in reversed(LEARNERS)}.values())


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """A demonstration with one learner of each special kind, taken back after the last test here."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(ONE_OF_EACH, say=lambda line: None)
        transaction.set_rollback(True)


def one(stage: Stage, special: Special) -> Portfolio:
    return next(p for p in stage.portfolios.values() if p.learner.special is special)


def row(stage: Stage, special: Special) -> Progress:
    return Progress.objects.get(registration=one(stage, special).registration)


@pytest.mark.slow
@pytest.mark.django_db
def test_its_journal_is_whole(stage: Stage) -> None:
    assert verify() == []


@pytest.mark.slow
@pytest.mark.django_db
def test_its_projections_are_what_the_rows_say(stage: Stage) -> None:
    for found in Progress.objects.select_related("registration__centre", "registration__specification"):
        before = {field.attname: getattr(found, field.attname) for field in Progress._meta.concrete_fields}
        assert facts.marks(found.registration) == found.marks
        with transaction.atomic():
            progress.refresh(found.registration, found)
            transaction.set_rollback(True)
        assert {field.attname: getattr(found, field.attname) for field in Progress._meta.concrete_fields} == before


@pytest.mark.slow
@pytest.mark.django_db
def test_every_stage_is_there(stage: Stage) -> None:
    assert row(stage, Special.LENA).signed == {"F3": "agreed", "F4": "agreed"}
    assert row(stage, Special.LENA).redo == 1 and row(stage, Special.LENA).doubt and row(stage, Special.LENA).waiting
    assert row(stage, Special.DOUBT).doubt
    assert row(stage, Special.REDO).redo >= 3
    assert "returned" in row(stage, Special.RETURNED).signed.values()
    assert "signed" in row(stage, Special.SIGNED).signed.values()
    assert (clock.now() - row(stage, Special.STALLED).last_act_at).days >= 40
    assert UnitPlan.objects.get(registration=one(stage, Special.PROPOSED).registration).agreed_at is None
    assert not UnitPlan.objects.filter(registration=one(stage, Special.JOINED).registration).exists()
    assert Invitation.objects.get(appointment__person__email="zoe@larkmoor.example").accepted_at is None


@pytest.mark.slow
@pytest.mark.django_db
def test_a_choice_that_was_not_sent_is_a_credit_short(stage: Stage) -> None:
    p = one(stage, Special.SHORT)
    kept = drafts.find(p.own.person_id, f"units:{p.registration.uuid}")
    (reason,) = shortfalls(p.framework, p.framework.qualifications[0], kept.body["units"])
    assert reason.args["need"] - reason.args["has"] == 1


@pytest.mark.slow
@pytest.mark.django_db
def test_nothing_lies_in_the_future_and_no_letter_goes_out(stage: Stage) -> None:
    assert not EvidenceVersion.objects.filter(made_at__gt=clock.now()).exists()
    assert not Telling.objects.filter(done_at=None).exists()
    assert not Notice.objects.filter(mailed_at=None).exists()
    assert Notice.objects.filter(person__email="asif@larkmoor.example", read_at=None).exists()
    assert not Job.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db
def test_each_of_the_cast_signs_in_with_the_printed_password(stage: Stage, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    printed = list(welcome.lines("http://localhost:8000"))
    assert any(PASSWORD in line for line in printed)
    for name, _role, email in welcome.people():
        person = Person.objects.get(email=email)
        assert person.name == name and person.check_password(PASSWORD)


@pytest.mark.slow
@pytest.mark.django_db
def test_a_handbook_waits_for_the_manager(stage: Stage) -> None:
    assert open_imports(by=stage.staff["cora"]).count() == 1


def test_there_are_forty_learners_with_addresses_of_their_own() -> None:
    assert len({learner.key for learner in LEARNERS}) == len(LEARNERS) == 40


@pytest.mark.parametrize("name", [learners.SERVICE, learners.CENTRE])
def test_every_criterion_of_a_learners_units_has_something_to_show(name: str) -> None:
    for code in UNITS[name]:
        numbers = {criterion.number for criterion in shipped(name).unit_by_code[code].criteria}
        found = texts.unit(code)
        assert set(found.says) == numbers
        assert {number for sketch in found.sketches for number in sketch.shows} == numbers


@pytest.mark.parametrize("form", ["photo", "heic", "call"])
def test_nobody_shows_the_very_file_that_somebody_else_shows(form: str) -> None:
    """Only a few scenes and sounds are drawn; the same file in many portfolios would be reported beside each of them."""
    made = [
        make(form, voice=Voice("Ottersby Ferry", Random(1)), learner=name, title="The desk", day=date(2026, 5, 4), says=["It rings."])
        for name in ("Lena Hartog", "Tomas Reyl", "Tomas Reyl")
    ]
    first, second, again = (one.file or b"" for one in made)
    assert first != second == again
    if form == "call":
        with wave.open(io.BytesIO(first)) as one, wave.open(io.BytesIO(second)) as other:
            assert one.getnframes() == 40 * 8000
            assert one.readframes(one.getnframes()) == other.readframes(other.getnframes())
    else:
        pillow_heif.register_heif_opener()
        pictures = [Image.open(io.BytesIO(data)).convert("RGB").tobytes() for data in (first, second)]
        assert pictures[0] == pictures[1]


def _built(home: Path) -> None:
    (home / "milepost.sqlite3").write_text("whole")
    folder.mark(home, clock.today())


def test_a_demonstration_that_was_built_before_is_ready_at_once(tmp_path: Path) -> None:
    home = tmp_path / "demo"
    assert folder.is_free(home) and not folder.is_ready(home, clock.today())
    folder.put_in_place(home, _built)
    assert folder.is_ready(home, clock.today())
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


def test_an_old_demonstration_or_one_of_another_version_is_not_ready(tmp_path: Path) -> None:
    folder.put_in_place(tmp_path / "demo", _built)
    assert not folder.is_ready(tmp_path / "demo", clock.today() + timedelta(days=31))
    (tmp_path / "demo" / folder.MARK).write_text(json.dumps({"of": "another", "built_on": str(date(2026, 1, 1))}))
    assert not folder.is_ready(tmp_path / "demo", date(2026, 1, 1))


def test_a_build_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    def breaks(home: Path) -> None:
        (home / "half").write_text("half")
        raise RuntimeError

    folder.put_in_place(tmp_path / "demo", _built)
    with pytest.raises(RuntimeError):
        folder.put_in_place(tmp_path / "demo", breaks)
    assert folder.is_ready(tmp_path / "demo", clock.today())
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


def test_a_folder_that_holds_anything_else_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "milepost.sqlite3").write_text("a centre's own")
    monkeypatch.setenv("MILEPOST_HOME", str(tmp_path))
    assert main(["demo", "--build-only"]) == COULD_NOT_ASK
    assert "no demonstration" in capsys.readouterr().err
    assert (tmp_path / "milepost.sqlite3").read_text() == "a centre's own"
