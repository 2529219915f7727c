"""A portfolio packed by one centre and received by another is the same portfolio; what was changed on the way is named."""

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from milepost.assessment import actions as assessment
from milepost.assessment.words import Decision, VisitKind
from milepost.base import clock, files
from milepost.base.actors import system
from milepost.base.models import Actor, Event, StoredFile
from milepost.base.refusal import Refused
from milepost.base.verification import verify
from milepost.carrying import actions, bag, checking, queries, words
from milepost.carrying.arriving import arriving
from milepost.carrying.landing import new_uuid
from milepost.carrying.making import make_package
from milepost.carrying.pack import pack
from milepost.carrying.tables import LEFT_OUT, LEFT_OUT_COLUMNS, PACKED
from milepost.cli import main
from milepost.people import actions as people
from milepost.people.models import Person
from milepost.people.words import CompetenceState, Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Arrival, Package, Registration
from milepost.portfolios.words import ConsentAbout, EvidenceKind, PackageState
from tests import build
from tests.cast import Cast

L1 = ["L1:1.1", "L1:1.2", "L1:R2.a"]


@pytest.fixture
def made(cast: Cast) -> Registration:
    """Something in every table that a package holds."""
    asif, cora, lena, today = cast.as_("asif"), cast.as_("cora"), cast.as_("lena"), clock.today()
    made = build.with_units(cast)
    log = files.store(b"At six the lamp is lit.", name="the log é.txt", centre=cast.centre, by=lena)
    evidence = portfolios.add_evidence(made, by=lena, kind=EvidenceKind.FILE, title="The log", file=log, happened_on=today)
    portfolios.replace_evidence(evidence, by=lena, body="", file=files.store(b"At seven.", name="log.txt", centre=cast.centre, by=lena))
    build.agreed(cast, made)
    portfolios.say_consent(made, by=lena, about=ConsentAbout.EMPLOYER, given=True)
    portfolios.keep_workplace(made, by=lena, place="North station", shifts=[{"day": 0, "from": "08:00", "to": "16:00"}])
    portfolios.say_wishes(made, by=lena, job="Keeps the north station.", hours_a_week=Decimal("2.5"), impossible=["L3"])
    portfolios.waive_rule(made, by=cora, rule="mandatory-L1", reason="She keeps electric lamps.", signed_by="A. Noll, awarding body")
    portfolios.pause_registration(made, by=cora, starts_on=today, reason="A storm took the roof.")
    made.refresh_from_db()
    portfolios.resume_registration(made, by=cora, back_on=today)
    made.refresh_from_db()
    starts = clock.now() + timedelta(days=2)
    assessment.propose_visit(
        made, by=asif, kind=VisitKind.AT_WORK, starts_at=starts, ends_at=starts + timedelta(hours=1), activity="The watch", place="North",
        targets=["L2:1.1"],
    )  # fmt: skip
    photo = files.store(b"As seen from the gallery.", name="seen.txt", centre=cast.centre, by=asif)
    portfolios.record_evidence(
        made, by=asif, kind=EvidenceKind.OBSERVATION, title="The watch", targets=[portfolios.Target("L2:1.1", "00:12")],
        body="She kept watch.", further_files=[(photo, "The gallery")], happened_on=today,
    )  # fmt: skip
    assessment.call_back(build.signed_testimony(cast, made, ["L2:1.2"]), by=asif, outcome="confirmed", note="He stands by it.")
    review = assessment.open_review(made, by=asif, since=today - timedelta(days=30), until=today)
    version = assessment.write_review(review, by=asif, party="assessor", seen=1, part="She does well.")
    assessment.send_review(review, by=asif, party="employer", name="Emil Sorensen", email="emil@ferry.example")
    assessment.sign_review(review, by=asif, party="assessor", seen=version.number, name="Asif Rahman")
    _judged_in_training(cast, made)
    made.refresh_from_db()
    return made


def _judged_in_training(cast: Cast, made: Registration) -> None:
    """Asif is in training from now on, and Noor countersigns one of two decisions."""
    cora = cast.as_("cora")
    noor = people.appoint(cast.centre, by=system(), email="noor@larkmoor.example", name="Noor Haddad", role=Role.ASSESSOR).person
    people.keep_competence_rule(cast.centre, by=cora, on=True)
    about: dict[str, Any] = {"specification": "9900", "basis": "Holds the assessor award", "starts_on": clock.today()}
    people.note_competence(cast.centre, by=cora, person=noor, **about)
    ends = clock.today() + timedelta(days=90)
    people.note_competence(
        cast.centre, by=cora, person=cast.asif, **about, state=CompetenceState.TRAINING, countersigner=noor, ends_on=ends
    )
    decisions = [Decision(target, "met", "Clear.") for target in ("L2:1.1", "L2:1.2")]
    judged = assessment.judge(made, by=cast.as_("asif"), decisions=decisions)
    assessment.countersign(made, by=noor.appointments.get().actor, judgements=judged[:1], verdict="agreed")


def packed(registration: Registration) -> bytes:
    out = BytesIO()
    pack(registration, out)
    return out.getvalue()


def stan(cast: Cast) -> Actor:
    return cast.as_("stan", Role.CENTRE_MANAGER)


def sent(cast: Cast, content: bytes) -> StoredFile:
    return files.store(content, name="portfolio.zip", centre=cast.elsewhere, by=stan(cast))


def problems(content: bytes, folder: Path) -> list[str]:
    path = folder / "looked-at.zip"
    path.write_bytes(content)
    return checking.examine(path).problems


def repacked(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """What somebody makes who alters files and knows how to write the lists of a bag anew."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        name = archive.namelist()[0].partition("/")[0]
        payload = {one.removeprefix(f"{name}/data/"): archive.read(one) for one in archive.namelist() if f"{name}/data/" in one}
        info = archive.read(f"{name}/bag-info.txt").decode().splitlines()
    change(payload)
    out = BytesIO()
    told = [(label, text.strip()) for label, _sep, text in (line.partition(":") for line in info) if label != "Payload-Oxum"]
    bag.write(out, name, payload, told)
    return out.getvalue()


# What goes in -------------------------------------------------------------------------------------------------------


def test_every_table_of_a_portfolio_is_packed_or_left_out_with_a_reason() -> None:
    models = set(apps.get_app_config("milepost").get_models())
    of_a_portfolio = {Registration}
    while True:
        more = {m for m in models if any(f.related_model in of_a_portfolio for f in m._meta.concrete_fields)} - of_a_portfolio
        if not more:
            break
        of_a_portfolio |= more
    packed_models = {table.model for table in PACKED}
    assert packed_models | set(LEFT_OUT) == of_a_portfolio
    assert not packed_models & set(LEFT_OUT)
    for model, columns in LEFT_OUT_COLUMNS.items():
        assert set(columns) <= {field.name for field in model._meta.concrete_fields}
        assert not getattr(model, "APPEND_ONLY", False), "a digest covers every column"


def test_the_test_portfolio_has_something_in_every_table(made: Registration, tmp_path: Path) -> None:
    with zipfile.ZipFile(BytesIO(packed(made))) as archive:
        rows = json.loads(archive.read(f"portfolio-{made.uuid}/data/portfolio.json"))["rows"]
        page = archive.read(f"portfolio-{made.uuid}/data/portfolio.html").decode()
    assert [name for name, found in rows.items() if not found] == []
    for said in (
        "Lena Hartog",
        "trim the wick",
        "Agreed by Ines Duarte",
        "She struck the light",
        "evidence/E1-v2-log.txt",
        "She does well.",
    ):
        assert said in page


def test_a_package_is_whole_and_the_same_each_time(made: Registration, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert packed(made) == packed(made)
    path = tmp_path / "portfolio.zip"
    path.write_bytes(packed(made))
    assert main(["verify", str(path)]) == 0
    assert "portfolio.zip is whole: 3 files of evidence" in capsys.readouterr().out
    path.write_bytes(packed(made).replace(b"At seven.", b"At eight."))
    assert main(["verify", str(path)]) == 1
    assert "data/evidence/E1-v2-log.txt was altered" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "none.zip")]) == 2


# What was changed on the way ----------------------------------------------------------------------------------------


def test_one_changed_byte_is_named_in_each_kind_of_file(made: Registration, tmp_path: Path) -> None:
    whole = packed(made)
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        places = {m.filename.partition("/")[2]: m.header_offset + len(m.FileHeader()) + m.file_size // 2 for m in archive.infolist()}
    assert len(places) == 12
    for name, place in places.items():
        found = problems(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :], tmp_path)
        assert any(name in problem for problem in found), (name, found)


def in_portfolio(change: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, bytes]], None]:
    def changed(payload: dict[str, bytes]) -> None:
        said = json.loads(payload["portfolio.json"])
        change(said)
        payload["portfolio.json"] = json.dumps(said).encode()

    return changed


def in_journal(name: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def changed(payload: dict[str, bytes]) -> None:
        assert old in payload[name]
        payload[name] = payload[name].replace(old, new, 1)

    return changed


JOURNAL, BESIDE = "journal/1-larkmoor.jsonl", "journal/1-larkmoor-beside.jsonl"


def cut_tail(payload: dict[str, bytes]) -> None:
    payload[JOURNAL] = b"".join(payload[JOURNAL].splitlines(keepends=True)[:-1])


FORGED = {
    "a verdict": (in_portfolio(lambda s: s["rows"]["judgement"][0].update(verdict="not_yet")), "judgement .* was altered after it was written"),
    "a version": (in_portfolio(lambda s: s["rows"]["evidenceversion"][0].update(body="x")), "evidenceversion .* was altered"),
    "a name": (in_portfolio(lambda s: s["files"][0].update(name="x")), "storedfile .* was altered"),
    "a removed row": (in_portfolio(lambda s: s["rows"]["judgement"].pop()), "judgement .* is missing, which was written"),
    "a row of nobody": (
        in_portfolio(lambda s: s["rows"]["consent"].append({**s["rows"]["consent"][0], "uuid": "0" * 32})), "stands in no event",
    ),
    "the specification": (in_portfolio(lambda s: s["specification"]["document"].update(title="x")), "specification was altered"),
    "an event": (in_journal(JOURNAL, b'"L1:1.1"', b'"L1:1.2"'), r"1-larkmoor.jsonl, line \d+: Event \d+ of portfolio:.* was altered"),
    "what it says of people": (in_journal(JOURNAL, b"Lena Hartog", b"Lana Hartog"), "says of people was altered"),
    "the tail": (cut_tail, "its tail was cut"),
    "an event beside": (in_journal(BESIDE, b'"size":', b'"size":1'), "1-larkmoor-beside.jsonl, line 1: This event was altered"),
    "bytes": (lambda payload: payload.update({"evidence/E1-v2-log.txt": b"At eight."}), "E1-v2-log.txt is not the file that was stored"),
    "no portfolio": (lambda payload: payload.pop("portfolio.json") and None, "no package of a portfolio"),
    "another format": (in_portfolio(lambda s: s.update(format="milepost-portfolio/9")), "newer Milepost"),
}  # fmt: skip


def test_what_is_altered_together_with_the_lists_is_named_all_the_same(made: Registration, tmp_path: Path) -> None:
    whole = packed(made)
    assert problems(repacked(whole, lambda payload: None), tmp_path) == []
    for name, (change, said) in FORGED.items():
        found = problems(repacked(whole, change), tmp_path)
        assert any(re.search(said, problem) for problem in found), (name, found)


# What arrives -------------------------------------------------------------------------------------------------------


def test_a_portfolio_arrives_as_it_was(cast: Cast, made: Registration, tmp_path: Path) -> None:
    whole = packed(made)
    file = sent(cast, whole)
    seen = arriving(file, by=stan(cast))
    assert (seen.why_not, seen.problems, seen.learner, seen.came_from, seen.known_as) == (None, [], "Lena Hartog", "Larkmoor", "")
    new = actions.receive_package(file, by=stan(cast))
    assert (new.centre, new.learner, new.assessor, new.iqa) == (cast.elsewhere, cast.lena, None, None)
    assert new.uuid == new_uuid(cast.elsewhere, made.uuid)  # its own is taken on this installation
    assert (new.progress.cells, new.progress.signed, new.progress.met) == (made.progress.cells, made.progress.signed, made.progress.met)
    assert new.specification.document == made.specification.document
    assert [j.verdict for j in new.judgements.order_by("pk")] == [j.verdict for j in made.judgements.order_by("pk")]
    assert {j.made_by.kind for j in new.judgements.select_related("made_by")} == {Actor.Kind.ELSEWHERE}
    assert {j.made_by.name for j in new.judgements.select_related("made_by")} == {"Asif Rahman"}
    event = Event.objects.get(name=words.PORTFOLIO_RECEIVED)
    assert (event.centre_id, event.args["registration"], event.args["renamed"]) == (cast.elsewhere.pk, str(new.uuid), True)
    assert verify() == []
    told = queries.history_that_came(new)
    assert [one.event.hash for one in told] == list(
        Event.objects.filter(stream=made.stream).order_by("-position").values_list("hash", flat=True)
    )
    assert {one.centre for one in told} == {"Larkmoor"}
    # And it can go on from there: the journal of both centres is in the next package.
    assert problems(packed(new), tmp_path) == []
    portfolios.allocate(new, by=stan(cast), assessor=cast.stan, iqa=None)
    assert problems(packed(new), tmp_path) == []


def test_it_is_received_once(cast: Cast, made: Registration) -> None:
    whole = packed(made)
    file = sent(cast, whole)
    actions.receive_package(file, by=stan(cast))
    before = (Event.objects.count(), StoredFile.objects.count())
    with pytest.raises(Refused, match=r"was received on .* already"):
        actions.receive_package(file, by=stan(cast))
    with clock.at(clock.now() + timedelta(days=1)):
        later = sent(cast, packed(made))
    with pytest.raises(Refused, match="is at this centre already"):
        actions.receive_package(later, by=stan(cast))
    assert Registration.objects.filter(centre=cast.elsewhere).count() == Arrival.objects.count() == 1
    assert (Event.objects.count(), StoredFile.objects.count()) == (before[0] + 1, before[1] + 1)  # the file that was sent later


def test_the_centre_that_packed_it_has_it_already(cast: Cast, made: Registration) -> None:
    file = files.store(packed(made), name="portfolio.zip", centre=cast.centre, by=cast.as_("cora"))
    with pytest.raises(Refused, match="is at this centre already"):
        actions.receive_package(file, by=cast.as_("cora"))


def test_who_left_may_come_back(cast: Cast, made: Registration, tmp_path: Path) -> None:
    portfolios.transfer_out(made, by=cast.as_("cora"), on=clock.today(), to="Fernhill")
    made.refresh_from_db()
    there = actions.receive_package(sent(cast, packed(made)), by=stan(cast))
    assert (there.state, there.closed_on, there.progress.active) == ("active", None, True)
    file = files.store(packed(there), name="portfolio.zip", centre=cast.centre, by=cast.as_("cora"))
    back = actions.receive_package(file, by=cast.as_("cora"))
    assert back.specification == made.specification
    assert verify() == []
    assert problems(packed(back), tmp_path) == []
    assert {one.centre for one in queries.history_that_came(back)} == {"Larkmoor"}


def test_a_learner_is_found_by_uln_or_address_and_else_invited(cast: Cast, made: Registration) -> None:
    Registration.objects.filter(pk=made.pk).update(uln="1000000043")
    whole = packed(Registration.objects.get(pk=made.pk))
    Person.objects.filter(pk=cast.lena.pk).update(email="lena@home.example")
    new = actions.receive_package(sent(cast, whole), by=stan(cast))
    assert new.learner.email == "lena@larkmoor.example"  # a new person: nobody here has this address or, at this centre, this ULN
    assert new.learner.name == "Lena Hartog"
    assert Event.objects.filter(name="people.person.invited", centre_id=cast.elsewhere.pk).count() == 1


@pytest.mark.parametrize("who", ["lena", "asif", "ines", "quentin"])
def test_only_a_manager_receives(cast: Cast, made: Registration, who: str) -> None:
    file = files.store(packed(made), name="portfolio.zip", centre=cast.centre, by=cast.as_(who))
    with pytest.raises(Refused, match="Only a manager"):
        actions.receive_package(file, by=cast.as_(who))


def counts() -> Iterator[int]:
    for model in apps.get_app_config("milepost").get_models():
        yield model._base_manager.count()


WRONG = {
    "how far it is": (in_portfolio(lambda s: s["progress"].update(met=5)), "does not follow from its judgements"),
    "a target": (in_portfolio(lambda s: s["rows"]["claim"][0].update(target="L9:1.1")), "which the qualification does not have"),
    "a value": (in_portfolio(lambda s: s["rows"]["registration"][0].update(state="ghost")), "a value that cannot be"),
    "too long": (in_portfolio(lambda s: s["rows"]["evidence"][0].update(title="x" * 900)), "a value that cannot be"),
    "a date": (in_portfolio(lambda s: s["rows"]["registration"][0].update(starts_on="soon")), "a value that cannot be"),
    "a way that leads nowhere": (in_portfolio(lambda s: s["rows"]["claim"][0].update(evidence="0" * 32)), "cannot be read"),
    "an address": (in_portfolio(lambda s: s["learner"].update(email="nowhere")), "no e-mail address"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not_fit_together_leaves_nothing_behind(cast: Cast, made: Registration, name: str) -> None:
    """Rows that may change are in no digest: whoever alters them with the lists gets no further than this."""
    change, said = WRONG[name]
    file = sent(cast, repacked(packed(made), change))
    before = list(counts())
    with pytest.raises(Refused, match=said):
        actions.receive_package(file, by=stan(cast))
    assert list(counts()) == before


def test_a_zip_that_is_no_package_is_refused_with_a_sentence(cast: Cast) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("p/../../climbs.txt", "x")
    file = sent(cast, out.getvalue())
    assert "outside its own folder" in (arriving(file, by=stan(cast)).why_not or "")
    with pytest.raises(Refused, match="outside its own folder"):
        actions.receive_package(file, by=stan(cast))


# Asking -------------------------------------------------------------------------------------------------------------


def test_a_learner_asks_and_the_worker_packs(cast: Cast, made: Registration, tmp_path: Path) -> None:
    package = actions.ask_package(made, by=cast.as_("lena"))
    with pytest.raises(Refused, match="being made already"):
        actions.ask_package(made, by=cast.as_("cora"))
    for _twice in range(2):
        make_package.func(str(package.uuid))
    package.refresh_from_db()
    assert package.state == PackageState.READY and package.file is not None
    assert checking.examine(files.path_of(package.file.sha256)).problems == []
    assert checking.examine(files.path_of(package.file.sha256)).digest == package.digest
    assert [e.name for e in Event.objects.filter(name__startswith="carrying.").order_by("pk")] == [words.PACKAGE_ASKED, words.PACKAGE_MADE]
    assert not Event.objects.filter(stream=made.stream, name__startswith="carrying.").exists()
    assert list(queries.packages(by=cast.as_("lena"))) == list(queries.packages(by=cast.as_("cora"))) == [package]
    assert not queries.packages(by=cast.as_("asif")).exists() and not queries.packages(by=stan(cast)).exists()
    assert verify() == []


@pytest.mark.parametrize("who", ["asif", "ines", "stan"])
def test_nobody_else_asks(cast: Cast, made: Registration, who: str) -> None:
    with pytest.raises(Refused, match="Only the learner and a manager"):
        actions.ask_package(made, by=cast.as_(who))


def test_what_cannot_be_packed_says_why_and_can_be_asked_for_again(cast: Cast, made: Registration) -> None:
    one = StoredFile.objects.filter(centre=cast.centre).latest("pk")
    files.path_of(one.sha256).unlink()
    package = actions.ask_package(made, by=cast.as_("lena"))
    make_package.func(str(package.uuid))
    package.refresh_from_db()
    assert package.state == PackageState.FAILED
    assert "are missing on this server" in package.error
    assert actions.ask_package(made, by=cast.as_("lena"))
    assert Package.objects.count() == 2
