"""`milepost migrate`: bring the database to this version. `serve` does it by itself."""

import argparse

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from milepost.base.laying import lay_tables


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help=_("say nothing"))


def run(options: argparse.Namespace) -> int:
    make_ready(verbosity=0 if options.quiet else 1)
    return 0


def make_ready(*, verbosity: int = 0) -> None:
    """Tables, the cache's table and the folders: harmless where they stand already."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.FILES.mkdir(parents=True, exist_ok=True)
    lay_tables()
    call_command("migrate", verbosity=verbosity, interactive=False)
    call_command("createcachetable", verbosity=verbosity)
