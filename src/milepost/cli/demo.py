"""`milepost demo`: a believable centre in your browser. Built at the first start, at once there at the second."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.cli import CannotAsk
from milepost.demo import folder


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, metavar="N", help=_("where pages are served (8000)"))
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS", help=_("for whom: 127.0.0.1 is this machine, 0.0.0.0 is everybody")
    )
    parser.add_argument("--build-only", action="store_true", help=_("build it where it is missing or old, and serve nothing"))
    parser.add_argument("--anew", action="store_true", help=_("build it anew, without what visitors did in it"))


def run(options: argparse.Namespace) -> int:
    home = Path(os.environ.get("MILEPOST_HOME") or "var/demo").resolve()
    environment = _environment(home)
    with folder.alone(home):
        if options.anew or not folder.is_ready(home, clock.today()):
            if not folder.is_one(home) and not folder.is_free(home):
                raise CannotAsk(
                    _("%(home)s holds something that is no demonstration, so it stays as it is.") % {"home": home},
                    _("Name another folder: MILEPOST_HOME=FOLDER milepost demo."),
                )
            print(_("Building the demonstration in %(home)s. This takes about a minute, once.") % {"home": home}, flush=True)
            folder.put_in_place(home, lambda aside: _build(aside, environment))
    if not options.build_only:
        serving = [sys.executable, "-m", "milepost.cli", "serve", "--port", str(options.port), "--host", options.host]
        sys.stdout.flush()
        os.execve(sys.executable, serving, environment)  # noqa: S606 - this process becomes the server
    return 0


def _environment(home: Path) -> dict[str, str]:
    """Whatever this terminal is set up for, the demonstration has its own folder and database, and sends no letter."""
    return os.environ | {
        "MILEPOST_DEMO": "true",
        "MILEPOST_HOME": str(home),
        "DATABASE_URL": "",
        "EMAIL_URL": "consolemail://",
        "DJANGO_SETTINGS_MODULE": "milepost.config.settings",
    }


def _build(aside: Path, environment: dict[str, str]) -> None:
    status = subprocess.call([sys.executable, "-m", "milepost.demo"], env=environment | {"MILEPOST_HOME": str(aside)})
    if status:
        raise CannotAsk(_("The demonstration could not be built; what went wrong stands above. Nothing was kept of it."))
