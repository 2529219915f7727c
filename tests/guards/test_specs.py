"""Every specification that we ship can be read, and keeps to its own schema."""

from pathlib import Path

import pytest

from milepost.frameworks.specfile import load
from tools.docs import ROOT

SPECS = sorted((ROOT / "specs" / "qualifications").glob("*.yaml"))


def test_there_are_specifications() -> None:
    assert SPECS


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_a_shipped_specification_loads(path: Path) -> None:
    framework = load(path)
    assert framework.units
    assert framework.qualifications
