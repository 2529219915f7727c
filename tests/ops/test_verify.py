"""`milepost verify` finds every altered row and every cut tail, and nothing where all is as it was written."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from milepost.assessment.models import Judgement
from milepost.base import append_only, events, files, verification
from milepost.base.models import Event, StoredFile, StreamHead
from milepost.base.verification import ProblemKind
from milepost.cli import main
from milepost.portfolios import actions as portfolios
from milepost.portfolios.words import EvidenceKind
from tests import build
from tests.cast import Cast

GUARDED = append_only.append_only_models(apps.get_models())


@contextmanager
def tampering() -> Iterator[Callable[[str], None]]:
    """Somebody with the password of the database, who takes the guard off."""
    append_only.remove(connection, GUARDED)
    with connection.cursor() as cursor:
        yield lambda sql: cursor.execute(sql) and None
    append_only.install(connection, GUARDED)


@pytest.fixture
def portfolio(cast: Cast) -> str:
    """A portfolio with everything in it; its stream."""
    made = build.with_units(cast)
    file = files.store(b"At six the lamp is lit.", name="log.txt", centre=cast.centre, by=cast.as_("lena"))
    portfolios.add_evidence(made, by=cast.as_("lena"), kind=EvidenceKind.FILE, title="The log", file=file)
    build.agreed(cast, made)
    return made.stream


def kinds(head: object = None) -> list[str]:
    return [problem.kind for problem in verification.verify(head=head)]  # type: ignore[arg-type]


def test_an_untouched_journal_is_whole(portfolio: str) -> None:
    findings = verification.examine(head=verification.current_head())
    assert findings.problems == []
    assert findings.events == Event.objects.count()
    assert findings.rows >= 8


def test_erasing_what_it_says_of_people_breaks_nothing(portfolio: str) -> None:
    Event.objects.update(personal=None, salt=None)
    assert kinds() == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE milepost_event SET name = 'x' WHERE stream = '{s}' AND position = 3", [ProblemKind.ALTERED]),
        ("UPDATE milepost_event SET args = '{{}}' WHERE stream = '{s}' AND position = 3", [ProblemKind.ALTERED]),
        ("UPDATE milepost_event SET personal = '{{\"who\": \"x\"}}' WHERE stream = '{s}' AND position = 3", [ProblemKind.PERSONAL]),
        ("UPDATE milepost_event SET rows = '[[1]]' WHERE stream = '{s}' AND position = 1", [ProblemKind.ALTERED]),
        (
            "UPDATE milepost_event SET previous = 'x' WHERE stream = '{s}' AND position = 3",
            [ProblemKind.UNLINKED, ProblemKind.ALTERED],
        ),
        ("UPDATE milepost_judgement SET verdict = 'x' WHERE id = (SELECT max(id) FROM milepost_judgement)", [ProblemKind.ROW_ALTERED]),
        ("UPDATE milepost_storedfile SET name = 'x' WHERE id = (SELECT max(id) FROM milepost_storedfile)", [ProblemKind.ROW_ALTERED]),
        (
            "UPDATE milepost_judgement SET centre_id = (SELECT max(id) FROM milepost_centre) WHERE target = 'L1:1.1'",
            [ProblemKind.ROW_ELSEWHERE],
        ),
        ("UPDATE milepost_storedfile SET centre_id = (SELECT max(id) FROM milepost_centre)", [ProblemKind.ROW_ELSEWHERE]),
        ("UPDATE milepost_evidence SET centre_id = (SELECT max(id) FROM milepost_centre) WHERE number = 1", [ProblemKind.ROW_ELSEWHERE]),
        ("UPDATE milepost_streamhead SET position = position + 1 WHERE stream = '{s}'", [ProblemKind.TAIL_CUT]),
        ("UPDATE milepost_streamhead SET hash = 'x' WHERE stream = '{s}'", [ProblemKind.HEAD_WRONG]),
        ("DELETE FROM milepost_streamhead WHERE stream = '{s}'", [ProblemKind.HEAD_MISSING]),
    ],
)
def test_what_was_altered_is_found_and_nothing_else(portfolio: str, change: str, found: list[str]) -> None:
    with tampering() as execute:
        execute(change.format(s=portfolio))
    assert kinds() == found


def test_a_digest_says_nothing_that_is_true_of_this_database_only(portfolio: str) -> None:
    judgement = Judgement.objects.latest("pk")
    said = events.content(judgement)
    assert said["made_by"] == judgement.made_by.uuid
    assert said["registration"] == judgement.registration.uuid
    assert not {"id", "centre", "made_by_id"} & set(said)
    for table in GUARDED:
        rows = table._base_manager.order_by("pk")
        assert [events.row_digest(row) for row in rows] == [events.digest_of_content(row) for row in events.contents(rows)], table


def test_a_removed_event_leaves_a_gap(portfolio: str) -> None:
    event = Event.objects.get(stream=portfolio, position=2)
    with tampering() as execute:
        execute(f"DELETE FROM milepost_telling WHERE event_id = {event.pk}")
        execute(f"DELETE FROM milepost_event WHERE id = {event.pk}")
    assert ProblemKind.GAP in kinds()


def test_a_row_that_nobody_wrote_through_an_act_is_found(portfolio: str, cast: Cast) -> None:
    real = StoredFile.objects.get()
    StoredFile.objects.create(
        centre=cast.centre, sha256="0" * 64, size=1, name="x", kind="x", stored_at=real.stored_at, stored_by=real.stored_by
    )
    assert kinds() == [ProblemKind.ROW_EXTRA]


def test_a_missing_row_is_found(portfolio: str) -> None:
    with tampering() as execute:
        execute("DELETE FROM milepost_unitreview")
        execute("DELETE FROM milepost_signoff")
    assert set(kinds()) == {ProblemKind.ROW_MISSING}


def cut_tail(stream: str, count: int) -> None:
    """Cut the newest events with their rows, and set the head back so that the database agrees with itself."""
    for event in Event.objects.filter(stream=stream).order_by("-position")[:count]:
        with tampering() as execute:
            execute(f"DELETE FROM milepost_telling WHERE event_id = {event.pk}")
            for name, uuid, _digest in event.rows:
                execute(f"DELETE FROM milepost_{name} WHERE uuid = '{uuid.replace('-', '') if connection.vendor == 'sqlite' else uuid}'")
            execute(f"DELETE FROM milepost_event WHERE id = {event.pk}")
    last = Event.objects.filter(stream=stream).order_by("-position").first()
    assert last is not None
    StreamHead.objects.filter(stream=stream).update(position=last.position, hash=last.hash)


def test_a_tail_cut_with_its_head_is_found_against_a_head_kept_elsewhere(portfolio: str) -> None:
    kept = verification.current_head()
    cut_tail(portfolio, 1)
    assert kinds() == []
    (problem,) = verification.verify(head=kept)
    assert problem.kind == ProblemKind.TAIL_CUT
    assert str(problem).endswith("its tail was cut.")
    StreamHead.objects.filter(stream=portfolio).delete()
    assert set(kinds(kept)) >= {ProblemKind.TAIL_CUT}


def test_a_stream_written_anew_is_found_against_a_head_kept_elsewhere(portfolio: str) -> None:
    kept = verification.current_head()
    kept["streams"][portfolio][1] = "another"
    assert kinds(kept) == [ProblemKind.REWRITTEN]


@pytest.mark.parametrize("head", [{}, {"format": "milepost-head/1", "streams": {"a": 1}}, {"format": "other", "streams": {}}])
def test_what_is_no_head_is_said(db: None, head: object) -> None:
    assert kinds(head) == [ProblemKind.NOT_A_HEAD]


def test_the_command_writes_a_head_and_holds_the_journal_against_it(
    portfolio: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = tmp_path / "head.json"
    assert main(["verify", "--write-head", str(head)]) == 0
    assert json.loads(head.read_text())["streams"][portfolio]
    assert "all as they were written" in capsys.readouterr().out
    cut_tail(portfolio, 1)
    assert main(["verify", "--head", str(head)]) == 1
    assert "its tail was cut" in capsys.readouterr().out
    assert main(["verify", "--head", str(tmp_path / "none")]) == 2
