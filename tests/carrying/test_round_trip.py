"""Packed here, received by an empty installation, packed again there: nothing differs but the day of packing."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from milepost.carrying import checking
from milepost.carrying.pack import pack
from milepost.demo.build import build
from milepost.demo.learners import LEARNERS
from milepost.portfolios.models import Registration
from tests import prepared
from tests.thorough import THOROUGH

DATED = {"bag-info.txt", "tagmanifest-sha512.txt"}
ONE_OF_EACH = tuple({learner.special: learner for learner in reversed(LEARNERS)}.values())


@pytest.fixture(scope="module")
def packages(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of a learner of each kind in the demonstration; in a thorough run of every one."""
    folder = tmp_path_factory.mktemp("packages")
    with django_db_blocker.unblock(), transaction.atomic():
        build(LEARNERS if THOROUGH else ONE_OF_EACH, say=lambda line: None)
        for registration in Registration.objects.order_by("pk"):
            with (folder / f"{registration.pk:04}.zip").open("wb") as out:
                pack(registration, out)
        transaction.set_rollback(True)
    return folder


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db
def test_learners_of_the_demonstration_go_and_come_back_the_same(packages: Path, tmp_path: Path) -> None:
    again, home = tmp_path / "again", prepared.home(tmp_path / "home")
    again.mkdir()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "milepost.config.settings", "MILEPOST_HOME": str(home), "DATABASE_URL": ""}
    environment["SECRET_KEY"] = "another installation"
    elsewhere = [sys.executable, "-W", "ignore", "-m", "tests.carrying.elsewhere", str(packages), str(again)]
    done = subprocess.run(elsewhere, env=environment, capture_output=True, text=True, cwd=Path(__file__).parents[2], check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "whole"), done.stderr[-3000:]
    paths = sorted(packages.glob("*.zip"))
    assert len(paths) == (len(LEARNERS) if THOROUGH else len(ONE_OF_EACH))
    for path in paths:
        before, after = members(path), members(again / path.name)
        assert before.keys() == after.keys()
        assert {name for name in before if before[name] != after[name]} == DATED, path.name
        info = [set(one["bag-info.txt"].decode().splitlines()) for one in (before, after)]
        assert {line.partition(":")[0] for line in info[0] ^ info[1]} == {"Bagging-Date"}
        assert checking.examine(again / path.name).problems == []
