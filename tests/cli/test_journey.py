"""The journey by command: read, refused with its line, drawn. The picture in the docs is the one that it draws."""

from pathlib import Path

import pytest

from milepost.cli import COULD_NOT_ASK, main
from milepost.employers import journeyfile
from milepost.web.components.journey import standing_alone
from tools.docs import ROOT


def test_the_shipped_one_can_run_and_is_drawn(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["journey", "--picture", str(tmp_path / "journey.svg")]) == 0
    assert "can run: 10 stages." in capsys.readouterr().out
    assert (tmp_path / "journey.svg").read_text("utf-8").startswith("<svg ")


def test_what_is_wrong_is_said_with_its_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(journeyfile.shipped_path().read_text("utf-8").replace("again: needs", "again: 7"), "utf-8")
    assert main(["journey", str(broken)]) == 1
    assert "line 7, again" in capsys.readouterr().out
    assert main(["journey", str(tmp_path / "none.yaml")]) == COULD_NOT_ASK


def test_the_picture_in_the_docs_is_the_journey_that_runs() -> None:
    """When this fails: `milepost journey --picture docs/pictures/employer-journey.svg`."""
    kept = (ROOT / "docs" / "pictures" / "employer-journey.svg").read_text("utf-8")
    assert kept == standing_alone(journeyfile.shipped())
