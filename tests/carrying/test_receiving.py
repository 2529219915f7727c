"""A portfolio packed by one centre and received by another is the same portfolio."""

from io import BytesIO
from pathlib import Path

import pytest

from milepost.base import files
from milepost.base.verification import verify
from milepost.carrying import actions, checking
from milepost.carrying.pack import pack
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios.words import EvidenceKind
from tests import build
from tests.cast import Cast


def packed(registration) -> bytes:
    out = BytesIO()
    pack(registration, out)
    return out.getvalue()


def test_first(cast: Cast, tmp_path: Path) -> None:
    made = build.with_units(cast)
    file = files.store(b"At six the lamp is lit.", name="the log é.txt", centre=cast.centre, by=cast.as_("lena"))
    portfolios.add_evidence(made, by=cast.as_("lena"), kind=EvidenceKind.FILE, title="The log", file=file)
    build.agreed(cast, made)
    path = tmp_path / "x.zip"
    path.write_bytes(packed(made))
    found = checking.examine(path)
    assert found.problems == []
    assert packed(made) == packed(made)
    stan = cast.as_("stan", Role.CENTRE_MANAGER)
    arrived = files.store(path, name="x.zip", centre=cast.elsewhere, by=stan)
    new = actions.receive_package(arrived, by=stan)
    assert verify() == []
    path.write_bytes(packed(new))
    found = checking.examine(path)
    assert found.problems == []
    Path("/tmp/x.zip").write_bytes(path.read_bytes())
