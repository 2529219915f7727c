"""The form of a workbook by command: read, refused with its line. The thirteenth in the docs is data alone, and short."""

import re
from pathlib import Path

import pytest

from milepost.cli import COULD_NOT_ASK, main
from milepost.frameworks.folder import specs_folder
from tools.docs import ROOT

HOW_TO = ROOT / "docs" / "how-to" / "fill-in-a-workbook.md"


def thirteenth() -> str:
    """The workbook that the docs show."""
    [found] = re.findall(r"```yaml\n(.*?)```", HOW_TO.read_text("utf-8"), re.S)
    return str(found)


def test_the_thirteenth_of_the_docs_can_be_used_and_has_under_sixty_lines(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "shift_handover.yaml"
    path.write_text(thirteenth(), "utf-8")
    assert len(thirteenth().splitlines()) < 60
    assert main(["workbook", str(path)]) == 0
    assert "Shift handover can be used: 9 questions." in capsys.readouterr().out


def test_what_is_wrong_is_said_with_its_place(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(thirteenth().replace("version: 1", "version: one"), "utf-8")
    assert main(["workbook", str(path)]) == 1
    assert "line 3, version" in capsys.readouterr().out
    path.write_text(thirteenth().replace("came - answered", "came - missed"), "utf-8")
    assert main(["workbook", str(path)]) == 1
    assert "queues.lost: there is no “missed” here" in capsys.readouterr().out
    assert main(["workbook", str(tmp_path / "none.yaml")]) == COULD_NOT_ASK


def test_twelve_come_with_milepost_each_under_its_own_name() -> None:
    found = sorted(path.stem for path in (specs_folder() / "workbooks").glob("*.yaml"))
    assert found == [
        "advice_log", "audit_preparation", "collaboration_agreement", "complaint_investigation", "contact_network", "equality_review",
        "improvement_plan", "market_analysis", "operational_plan", "process_review", "staff_turnover", "technology_options",
    ]  # fmt: skip
