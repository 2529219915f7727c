"""Every specification that we ship can be read, and keeps to its own schema."""

import tomllib
from pathlib import Path

import pytest

from milepost.frameworks.specfile import load
from tools.docs import ROOT

SPECS = sorted((ROOT / "specs" / "qualifications").glob("*.yaml"))


PROGRAMMES = sorted((ROOT / "specs" / "programmes").glob("*.yaml"))


@pytest.mark.parametrize("path", PROGRAMMES, ids=lambda path: path.stem)
def test_a_shipped_programme_loads_awards_nothing_and_says_whose_it_is(path: Path) -> None:
    framework = load(path)
    assert framework.awards_nothing
    assert framework.units and not any(unit.criterion_targets for unit in framework.units)
    assert "Written by Milepost" in framework.notes[0]


def test_there_are_specifications() -> None:
    assert SPECS


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_a_shipped_specification_loads(path: Path) -> None:
    framework = load(path)
    assert framework.units
    assert framework.qualifications


def test_an_installed_package_takes_every_folder_of_specs_along() -> None:
    taken = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["data-files"]
    folders = {path.name for path in (ROOT / "specs").iterdir() if path.is_dir()} - {"golden"}  # what tests alone read
    assert {key.removeprefix("share/milepost/specs/") for key in taken} == folders
