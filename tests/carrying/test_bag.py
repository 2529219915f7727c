"""What a bag is, and which ZIPs are never opened."""

import io
import os
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from milepost.base.refusal import Refused
from milepost.carrying import bag

# BagIt's own suite, where the folder that MILEPOST_CONFORMANCE names has it.
SUITE = Path(os.environ.get("MILEPOST_CONFORMANCE", "")) / "bagit" / "bagit-conformance-suite.tar.gz"

# Where we and the suite are of two minds, by name. A name that is judged as its folder says again fails, too.
KNOWN = {
    "v0.97/warning/duplicate-file-with-different-case": "refused: its list names hello.txt and HELLO.txt, and the suite ships one of them",
    "v0.97/warning/special-system-files": "refused: its list names .DS_Store, and the suite ships none",
}


def judged(folder: Path) -> bool:
    return bag.faults(folder) == []


if os.environ.get("MILEPOST_CONFORMANCE"):  # without a folder this test does not exist, so that nothing is skipped

    def test_every_bag_of_the_conformance_suite_is_judged_as_its_folder_says_or_is_a_known_difference(tmp_path: Path) -> None:
        with tarfile.open(SUITE) as archive:
            archive.extractall(tmp_path, filter="data")
        root = tmp_path / "bagit-conformance-suite"
        found, seen = {}, 0
        for folder in sorted(root.glob("v*/*/*")):
            expected = folder.parent.name in ("valid", "warning")
            if folder.is_dir() and folder.parent.name != "windows-only":  # these climb out on another system only
                seen += 1
                if judged(folder) != expected:
                    found[str(folder.relative_to(root))] = bag.faults(folder)
        assert seen >= 50
        assert set(found) == set(KNOWN), found


def written(folder: Path, name: str = "portfolio-x") -> Path:
    path = folder / "package.zip"
    with path.open("wb") as out:
        bag.write(out, name, {"a.txt": b"a lamp", "evidence/E1.txt": b"the log"}, [("Source-Organization", "Lark\nmoor")])
    return path


def test_what_is_written_is_a_bag(tmp_path: Path) -> None:
    path = written(tmp_path)
    with bag.unzipped(path) as folder:
        assert bag.faults(folder) == []
        assert bag.faults_of_our_own(path, folder) == []
        assert "Source-Organization: Lark moor" in (folder / "bag-info.txt").read_text()
    assert not folder.exists()


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    assert written(tmp_path).read_bytes() == written(tmp_path).read_bytes()


@pytest.mark.slow
def test_every_single_byte_counts(tmp_path: Path) -> None:
    """Any byte of the ZIP, its own lists included, in turn."""
    whole = written(tmp_path).read_bytes()
    path = tmp_path / "altered.zip"
    missed = []
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            with bag.unzipped(path) as folder:
                if not bag.faults(folder) and not bag.faults_of_our_own(path, folder):
                    missed.append(place)
        except Refused:  # found on opening it
            continue
    assert missed == []


def test_a_zip_that_another_program_packed_anew_is_as_good(tmp_path: Path) -> None:
    path, other = written(tmp_path), tmp_path / "other.zip"
    with zipfile.ZipFile(path) as one, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as two:
        for name in one.namelist():
            two.writestr(name, one.read(name))
    with bag.unzipped(other) as folder:
        assert bag.faults(folder) == bag.faults_of_our_own(other, folder) == []


def evil(make: Callable[[zipfile.ZipFile], None]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("p/bagit.txt", bag.DECLARATION)
        make(archive)
    return out.getvalue()


def link(archive: zipfile.ZipFile) -> None:
    member = zipfile.ZipInfo("p/data/link")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(member, "/etc/passwd")


EVIL = {
    "climbs out": (lambda a: a.writestr("p/../../out.txt", "x"), "outside its own folder"),
    "absolute": (lambda a: a.writestr("/out.txt", "x"), "outside its own folder"),
    "a drive": (lambda a: a.writestr("C:/out.txt", "x"), "outside its own folder"),
    "backslashes": (lambda a: a.writestr("p\\..\\out.txt", "x"), "outside its own folder"),
    "a name that rings": (lambda a: a.writestr("p/\x07.txt", "x"), "cannot be written"),
    "a link": (link, "a link to somewhere else"),
    "a bomb": (lambda a: a.writestr("p/data/zeros", bytes(30 * 1024**2)), "many times its size"),
    "twice in two cases": (lambda a: (a.writestr("p/data/a", "x"), a.writestr("p/data/A", "y")), "twice"),
    "two folders": (lambda a: a.writestr("q/data/a", "x"), "one folder"),
    "a folder over a file": (lambda a: (a.writestr("p/data", "x"), a.writestr("p/data/a", "y")), "cannot be opened"),
}


@pytest.mark.parametrize("name", EVIL)
def test_an_evil_zip_is_refused_before_anything_is_written(name: str, tmp_path: Path) -> None:
    make, sentence = EVIL[name]
    path = tmp_path / "evil.zip"
    path.write_bytes(evil(make))
    with pytest.raises(Refused) as refused, bag.unzipped(path):
        pass
    assert sentence in refused.value.reason
    assert [one.name for one in tmp_path.iterdir()] == ["evil.zip"]


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_zip_is_said(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "evil.zip"
    path.write_bytes(content)
    with pytest.raises(Refused), bag.unzipped(path):
        pass


def test_more_files_than_any_portfolio_are_not_opened() -> None:
    members = [zipfile.ZipInfo(f"p/data/{n}") for n in range(bag.MOST_FILES + 1)]
    assert "more than any portfolio" in (bag.why_not_unzip(members) or "")
