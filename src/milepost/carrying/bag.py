"""A bag in a ZIP: written so that the same content gives the same bytes, opened so that nothing evil comes of it, and checked.

Nothing is compressed, names are sorted and all times are the same, so that a ZIP is nothing but its files: it can be
written anew from them and compared byte by byte. `bagit` judges what a bag is; what it does not look at is ours.
"""

import hashlib
import logging
import re
import shutil
import stat
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import bagit
from django.conf import settings
from django.utils.translation import gettext as _

from milepost.base.refusal import Refused

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
DIGEST = "sha512"
MANIFEST, TAG_MANIFEST = f"manifest-{DIGEST}.txt", f"tagmanifest-{DIGEST}.txt"
MOST_FILES = 20_000
MOST_BYTES = 8 * 1024**3
MOST_TIMES = 200  # how much larger a file may be than what is in the ZIP for it
SMALL = 1024**2  # a file up to this size may be packed as tightly as it likes
CHUNK = 1024**2

_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODE = (stat.S_IFREG | 0o644) << 16
_FIRST_LINES = re.compile(rb"\ABagIt-Version: \d+\.\d+\r?\n?\r?Tag-File-Character-Encoding: \S+[\r\n]*\Z")

_quiet = logging.getLogger("bagit")  # it tells every fault to the log as well
_quiet.addHandler(logging.NullHandler())
_quiet.propagate = False


# Writing ------------------------------------------------------------------------------------------------------------


def write(target: IO[bytes], name: str, payload: Mapping[str, bytes | Path], info: Sequence[tuple[str, str]]) -> str:
    """Write a bag called `name` with the payload under `data/`. Returns the SHA-512 of its tag manifest."""
    files: dict[str, bytes | Path] = {f"data/{path}": content for path, content in payload.items()}
    size = sum(_size(content) for content in files.values())
    told = [*info, ("Payload-Oxum", f"{size}.{len(files)}")]
    tags: dict[str, bytes | Path] = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": "".join(f"{label}: {' '.join(value.split())}\n" for label, value in told).encode(),
        MANIFEST: _manifest({path: digest_of(content) for path, content in files.items()}),
    }
    tags[TAG_MANIFEST] = _manifest({path: digest_of(content) for path, content in tags.items()})
    _zip(target, name, files | tags)
    return digest_of(tags[TAG_MANIFEST])


def digest_of(content: bytes | Path, algorithm: str = DIGEST) -> str:
    if isinstance(content, bytes):
        return hashlib.new(algorithm, content, usedforsecurity=False).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.new(algorithm, usedforsecurity=False)).hexdigest()


def _size(content: bytes | Path) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _manifest(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()


def _member(name: str, size: int) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.create_system, member.external_attr, member.compress_type = 3, _MODE, zipfile.ZIP_STORED
    member.file_size = size
    return member


def _zip(target: IO[bytes], name: str, files: Mapping[str, bytes | Path]) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for path, content in sorted(files.items()):
            with archive.open(_member(f"{name}/{path}", _size(content)), "w") as out:
                if isinstance(content, bytes):
                    out.write(content)
                else:
                    with content.open("rb") as file:
                        shutil.copyfileobj(file, out, CHUNK)


# Opening ------------------------------------------------------------------------------------------------------------


@contextmanager
def unzipped(source: Path) -> Iterator[Path]:
    """The folder of the one bag in a ZIP, for as long as it is looked at. Refused with a sentence if it cannot be opened safely."""
    place = Path(settings.HOME) / "uploads"
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="package-", dir=place) as folder:
        yield _unzip(source, Path(folder))


def _unzip(source: Path, folder: Path) -> Path:
    try:
        with zipfile.ZipFile(source) as archive:
            if reason := why_not_unzip(archive.infolist()):
                raise Refused(reason)
            for member in archive.infolist():
                _take_out(archive, member, folder)
    except zipfile.BadZipFile as error:
        raise Refused(_("The ZIP is damaged: %(why)s") % {"why": error}) from error
    except (NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Refused(_("The ZIP cannot be opened: %(why)s") % {"why": error}) from error
    return folder / next(folder.iterdir()).name


def _take_out(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> None:
    target = folder.joinpath(*member.filename.rstrip("/").split("/"))
    if member.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as packed, target.open("xb") as out:
        try:
            shutil.copyfileobj(packed, out, CHUNK)
        except zipfile.BadZipFile as error:
            raise Refused(_("%(file)s was altered: its bytes are not those that were packed.") % {"file": member.filename}) from error


def why_not_unzip(members: Sequence[zipfile.ZipInfo]) -> str | None:
    """Why a ZIP must not be opened. Nothing of it is written before this has been asked of all of it."""
    if not members:
        return _("The ZIP is empty. Choose the file again; it may not have finished downloading.")
    if len(members) > MOST_FILES:
        return _("The ZIP holds %(count)d files, more than any portfolio.") % {"count": len(members)}
    if sum(member.file_size for member in members) > MOST_BYTES:
        return _("What is in the ZIP is larger than any portfolio.")
    seen: set[str] = set()
    for member in members:
        if reason := _why_not_member(member):
            return reason
        name = unicodedata.normalize("NFC", member.filename.rstrip("/")).casefold()
        if name in seen:
            return _("The ZIP holds “%(name)s” twice, so nobody can tell which one is meant.") % {"name": member.filename}
        seen.add(name)
    if len({member.filename.split("/")[0] for member in members}) != 1 or not any("/" in m.filename for m in members):
        return _("The ZIP does not hold one folder with a portfolio in it. Choose the file as it was downloaded.")
    return None


def _why_not_member(member: zipfile.ZipInfo) -> str | None:
    name, kind = member.filename, stat.S_IFMT(member.external_attr >> 16)
    parts = name.rstrip("/").split("/")
    if name.startswith("/") or "\\" in name or ":" in parts[0] or {"", ".", ".."} & set(parts):
        return _("The ZIP holds “%(name)s”, which would be written outside its own folder. Do not open it.") % {"name": name}
    if not name.isprintable() or "\0" in member.orig_filename or len(name) > 400:
        return _("The ZIP holds a file whose name cannot be written: “%(name)s”.") % {"name": ascii(name)[1:-1][:100]}
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return _("The ZIP holds “%(name)s”, which is no file but a link to somewhere else. Do not open it.") % {"name": name}
    if member.flag_bits & 1:
        return _("The ZIP is locked with a password. Ask for one that is not.")
    if member.file_size > max(SMALL, MOST_TIMES * member.compress_size):
        return _("“%(name)s” would grow to many times its size. Do not open the ZIP.") % {"name": name}
    return None


# Checking -----------------------------------------------------------------------------------------------------------


def faults(folder: Path) -> list[str]:
    """Everything that is wrong with the bag in a folder, as sentences that name the file. Empty means that it is whole."""
    try:
        bag = bagit.Bag(str(folder))
        found = [*_altered(folder, bag), *_missing_or_extra(bag)]
        if not found:
            bag.validate(completeness_only=True)
            found = list(_written_otherwise(folder, bag))
    except bagit.BagError as error:
        return [_("This is no whole bag: %(why)s") % {"why": error}]
    except (OSError, ValueError, LookupError) as error:
        return [_("The lists of the bag cannot be read: %(why)s") % {"why": error}]
    return found


def _altered(folder: Path, bag: bagit.Bag) -> Iterator[str]:
    for path, digests in sorted(bag.entries.items()):
        file = folder / path
        if not file.is_file():
            continue  # said as missing
        wrong = [name for name, digest in digests.items() if digest_of(file, name) != digest.lower()]
        if wrong:
            listed = f"{'' if path.startswith('data/') else 'tag'}manifest-{wrong[0]}.txt"
            yield _("%(file)s was altered: it is not what %(list)s says.") % {"file": path, "list": listed}


def _missing_or_extra(bag: bagit.Bag) -> Iterator[str]:
    missing, extra = bag.compare_manifests_with_fs()
    for path in sorted(missing):
        yield _("%(file)s is missing.") % {"file": path}
    for path in sorted(extra):
        yield _("%(file)s stands in no list: it was added.") % {"file": path}


def _written_otherwise(folder: Path, bag: bagit.Bag) -> Iterator[str]:
    """What `bagit` lets through and RFC 8493 does not."""
    if bag.version_info >= (1, 0) and not _FIRST_LINES.match((folder / "bagit.txt").read_bytes()):
        yield _("%(file)s is not written as a bag's first file must be.") % {"file": "bagit.txt"}


def faults_of_our_own(source: Path, folder: Path) -> list[str]:
    """What is not byte for byte as Milepost writes a package, where it was not packed anew by another program."""
    files: dict[str, bytes | Path] = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    if TAG_MANIFEST not in files or MANIFEST not in files:
        return [_("%(file)s is missing.") % {"file": TAG_MANIFEST if TAG_MANIFEST not in files else MANIFEST}]
    payload = {path: digest_of(file) for path, file in files.items() if path.startswith("data/")}
    tags = {path: digest_of(file) for path, file in files.items() if not path.startswith("data/") and path != TAG_MANIFEST}
    for name, digests in ((MANIFEST, payload), (TAG_MANIFEST, tags)):
        if (folder / name).read_bytes() != _manifest(digests):
            return [_("%(file)s was altered: it is not written as Milepost writes it.") % {"file": name}]
    return _container_faults(source, folder.name, files)


def _container_faults(source: Path, name: str, files: Mapping[str, bytes | Path]) -> list[str]:
    with zipfile.ZipFile(source) as archive:
        members = archive.infolist()
        strange = [m for m in members if (m.date_time, m.compress_type, m.create_system) != (_EPOCH, zipfile.ZIP_STORED, 3)]
        if len(strange) * 2 > len(members):
            return []  # another program packed it anew: its files have been checked
        starts = sorted((member.header_offset, member.filename) for member in members)
        end = archive.start_dir
    with tempfile.TemporaryFile(dir=source.parent) as again:
        _zip(again, name, files)
        place = _first_difference(source, again)
    if place is None:
        return []
    culprit = next((one for start, one in reversed(starts) if start <= place), name)
    if place >= end:
        culprit = _("its list of files")
    return [_("The ZIP was altered at byte %(place)d, at %(file)s.") % {"place": place, "file": culprit}]


def _first_difference(source: Path, again: IO[bytes]) -> int | None:
    again.seek(0)
    place = 0
    with source.open("rb") as file:
        while True:
            ours, theirs = file.read(CHUNK), again.read(CHUNK)
            if ours != theirs:
                return place + next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
            if not ours:
                return None
            place += len(ours)
