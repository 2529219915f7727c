"""`milepost export`: a specification out in a form of other systems, to the terminal or to a file."""

import json
from pathlib import Path

import pytest

from milepost.cli import main


def test_a_shipped_specification_goes_out_as_case_and_comes_back_byte_for_byte(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]):
    out = tmp_path / "service.case.json"
    assert main(["export", "customer-service-diploma", "--as", "case", "--to", str(out)]) == 0
    assert f"Written to {out}.".encode() in capsysbinary.readouterr().out
    assert main(["export", str(out), "--as", "case"]) == 0
    assert capsysbinary.readouterr().out == out.read_bytes()
    assert json.loads(out.read_text())["CFDocument"]["title"] == "Level 3 NVQ Diploma in Customer Service"


@pytest.mark.parametrize(("form", "beginning"), [("yaml", "format: milepost-spec/1"), ("vq", "{"), ("moodle", "Parent ID number,")])
def test_every_form_goes_to_the_terminal(form: str, beginning: str, capsysbinary: pytest.CaptureFixture[bytes]):
    assert main(["export", "contact-centre-diploma", "--as", form]) == 0
    assert capsysbinary.readouterr().out.decode().startswith(beginning)


def test_what_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["export", "no-such-thing", "--as", "case"]) == 2
    assert "“no-such-thing” is neither a file nor a specification that comes with Milepost" in capsys.readouterr().err
    twice = tmp_path / "twice.json"
    one = {"identifier": "0b1c2d3e-0000-5000-8000-000000000001", "fullStatement": "x"}
    twice.write_text(
        json.dumps({"CFDocument": {"title": "T", "identifier": "0b1c2d3e-0000-5000-8000-000000000002"}, "CFItems": [one, one]})
    )
    assert main(["export", str(twice), "--as", "yaml"]) == 2
    assert "CFItems 1 and CFItems 2 have the same identifier" in capsys.readouterr().err
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("format: milepost-spec/1\ntitle: T\n")
    assert main(["export", str(wrong), "--as", "vq"]) == 2
    assert "“units” is missing" in capsys.readouterr().err


def test_what_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["export", "contact-centre-diploma", "--as", "yaml", "--to", str(tmp_path / "no" / "where.yaml")]) == 2
    assert "cannot be written: No such file or directory." in capsys.readouterr().err


def test_a_package_is_read_where_handbooks_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out, again = tmp_path / "service.case.json", tmp_path / "service.yaml"
    assert main(["export", "customer-service-diploma", "--as", "case", "--to", str(out)]) == 0
    assert main(["import", str(out), "--yaml", str(again)]) == 0
    said = capsys.readouterr().out
    assert "Level 3 NVQ Diploma in Customer Service\nThe specification is in order: 59 units, " in said
    assert main(["check", str(again), "--units", "F3,F4"]) == 1
    assert "10 optional credits at Level 3" in capsys.readouterr().out
    out.write_text("{}")
    assert main(["import", str(out)]) == 2
    assert "“format”" in capsys.readouterr().err
