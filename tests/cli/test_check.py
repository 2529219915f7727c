"""`milepost check`: the verdict in a terminal, its exit status, and what cannot be asked."""

import subprocess
import sys
from pathlib import Path

import pytest

from milepost.cli import COMMANDS, main
from milepost.frameworks.folder import specs_folder

LEARNER = "F3,F4,A3,A13,B11,C5,D6"


def check(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["check", *words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_a_good_choice_is_accepted_with_its_credits_by_group_and_level(capsys):
    status, said, _ = check(capsys, "customer-service-diploma", "--units", LEARNER)
    assert status == 0
    assert "Accepted: these 7 units make the award." in said
    assert "42 credits" in said
    assert "Group B     11  A3 (5) A13 (6)" in said
    assert "optional    30  Level 2: 11, Level 3: 19" in said
    assert "met      10 optional credits at Level 3: has 19" in said
    assert "Every fact that this verdict rests on is confirmed" in said


def test_a_choice_that_misses_a_rule_says_which_and_what_would_close_it(capsys):
    status, said, _ = check(capsys, "customer-service-diploma", "--units", "F3,F4,A17,B11,C5,D6")
    assert status == 1
    assert "Not accepted: 1 rule is not met.\n  - needs 42 credits, has 41: 1 short\n  would be closed by" in said
    assert "not met  42 credits: has 41" in said


def test_a_verdict_that_rests_on_unconfirmed_facts_says_so_and_names_them(capsys):
    status, said, _ = check(capsys, "customer-service-diploma", "--units", "f3 f4 a3 a10 b6 c6 d6")
    assert status == 0
    assert "That holds if the facts named at the end are right" in said
    assert "  C6: credit and level" in said
    assert "10 optional credits at Level 3: has 10 (unconfirmed)" in said


def test_units_may_be_named_by_the_regulators_number(capsys):
    status, said, _ = check(capsys, "contact-centre-diploma", "--units", "A/907/4013,402,404,407,408,409,411")
    assert status == 0
    assert "Group A     11  401 (6) 402 (5)" in said


def test_a_unit_left_out_by_a_limit_is_named(capsys):
    status, said, _ = check(capsys, "contact-centre-diploma", "--units", "401,402,403,405,407,408,409,410,412")
    assert status == 0
    assert "not counted: 412" in said


FERRY = str(specs_folder() / "golden" / "rules" / "ferry-enquiry-desk.yaml")
CARE = str(specs_folder() / "golden" / "rules" / "level-2-health-and-social-care.yaml")


def test_a_unit_may_say_how_it_was_come_by(capsys):
    status, said, _ = check(capsys, FERRY, "--units", "201,202=exempt,204,205,206,207,208,209")
    assert status == 0
    assert "Group A      6  201 (6) 202 (0)" in said
    status, said, _ = check(capsys, FERRY, "--units", "201,202=transfer,204,205,206,301=transfer")
    assert status == 1
    assert "only 6 credits by credit transfer count of the 12 chosen: 6 too many" in said
    assert "certificated on their own: 201, 204, 205 and 206" in said
    status, _, said = check(capsys, FERRY, "--units", "201,202=luck")
    assert status == 2
    assert "202=luck is not understood. Behind the equals sign stands one of: assessed, rpl, transfer, exempt, compensated." in said


def test_a_pathway_is_named_or_found(capsys):
    status, said, _ = check(capsys, CARE, "--units", "A1,A2,A3,A4,B12,B13,B23,B25,C11")
    assert status == 0
    assert "Pathway: Dementia" in said
    status, said, _ = check(capsys, CARE, "--units", "A1,A2,A3,A4,B15,B21,B23", "--pathway", "general")
    assert status == 1
    assert "Pathway: General" in said
    assert "Group B     15\n  Group B1     5  B15 (5)" in said
    status, _, said = check(capsys, CARE, "--units", "A1", "--pathway", "north")
    assert status == 2
    assert "Its pathways are: general, dementia, learning-disability." in said
    status, _, said = check(capsys, FERRY, "--units", "201", "--pathway", "north")
    assert "This qualification has no pathways." in said


def test_without_units_the_specification_itself_is_checked(capsys):
    status, said, _ = check(capsys, "contact-centre-diploma")
    assert status == 0
    assert "The specification is in order: 12 units" in said


def test_a_qualification_without_rules_cannot_be_checked(capsys, tmp_path: Path):
    path = tmp_path / "bees.yaml"
    path.write_text(
        "format: milepost-spec/1\ntitle: Bees\nqualifications: [{title: Award in Bees, units: [H1]}]\nunits: [{code: H1, title: Hive}]\n"
    )
    status, _, problem = check(capsys, str(path), "--units", "H1")
    assert status == 2
    assert problem.startswith("Award in Bees has no rules of combination in this specification")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["no-such-diploma", "--units", "A1"], "“no-such-diploma” is neither a file nor a specification that comes with Milepost"),
        (["customer-service-diploma", "--units", "F3,F9"], "There is no unit F9 in this specification. Its units are: F3, F4,"),
        (["customer-service-diploma", "--units", " ,"], "No units were named."),
        (
            ["customer-service-diploma", "--units", "F3", "--qualification", "9"],
            "Say which qualification you mean with --qualification NUMBER.",
        ),
    ],
)
def test_what_cannot_be_asked_is_a_sentence_and_status_2(capsys, words: list[str], sentence: str):
    status, said, problem = check(capsys, *words)
    assert (status, said) == (2, "")
    assert sentence in problem


def test_a_file_that_is_no_specification_is_a_sentence_with_the_place(capsys, tmp_path: Path):
    path = tmp_path / "bees.yaml"
    path.write_text("format: milepost-spec/1\ntitle: Bees\nunits:\n  - {code: H1}\n")
    status, _, problem = check(capsys, str(path), "--units", "H1")
    assert status == 2
    assert problem == f"{path}: line 4, units › H1: “title” is missing.\n"


def test_a_missing_argument_is_a_usage_message_and_status_2(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["check"])
    assert stop.value.code == 2
    assert "SPEC" in capsys.readouterr().err


def test_the_command_alone_lists_every_command(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert stop.value.code == 0
    said = capsys.readouterr().out
    assert all(name in said for name in COMMANDS)


def test_a_command_on_files_needs_no_settings_no_data_folder_and_no_tables(tmp_path: Path):
    program = f"import sys; from milepost.cli import main; status = main(['check', 'customer-service-diploma', '--units', '{LEARNER}']); "
    program += "assert not any(name.startswith(('django.db', 'jsonschema', 'environ')) for name in sys.modules); sys.exit(status)"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env={}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []
