"""Another installation, as a program of its own: receives every package of a folder and packs each portfolio again.

`python -m tests.carrying.elsewhere FROM TO`, with the data folder of an installation that was only just made in MILEPOST_HOME.
"""

import sys
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from milepost.base import clock, files  # noqa: E402
from milepost.base.actors import system  # noqa: E402
from milepost.base.verification import verify  # noqa: E402
from milepost.carrying.actions import receive_package  # noqa: E402
from milepost.carrying.pack import pack  # noqa: E402
from milepost.demo.cast import CENTRE  # noqa: E402
from milepost.people.actions import appoint, open_centre  # noqa: E402
from milepost.people.words import Role  # noqa: E402


def main(source: Path, target: Path) -> None:
    centre = open_centre(**CENTRE, by=system())
    manager = appoint(centre, by=system(), email="mara@elsewhere.example", name="Mara Elsewhere", role=Role.CENTRE_MANAGER).actor
    with clock.at(clock.now() + timedelta(days=3)):
        for package in sorted(source.glob("*.zip")):
            registration = receive_package(files.store(package, name=package.name, centre=centre, by=manager), by=manager)
            with (target / package.name).open("wb") as out:
                pack(registration, out)
    problems = verify()
    print("\n".join(map(str, problems)) or "whole")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
