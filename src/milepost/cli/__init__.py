"""The `milepost` command: the same verbs as the pages, in a terminal.

`COMMANDS` is the whole list. Each command is a module here with `arguments(parser)` and `run(options) -> int`; only the
module that is asked for is imported. A command that works on files alone stays quick, because Django's tables are not
set up for it; one that needs them says so with `needs_django=True` and finds them ready when its module is imported.

Exit status: 0 yes or done, 1 no, 2 the question could not be asked.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

COULD_NOT_ASK = 2
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Command:
    module: str
    summary: str
    needs_django: bool = False


class Module(Protocol):
    def arguments(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, options: argparse.Namespace) -> int: ...


COMMANDS = {
    "check": Command("milepost.cli.check", "check a choice of units against the rules of a specification"),
    "plan": Command("milepost.cli.plan", "the best ways to complete a qualification from where somebody stands"),
    "import": Command("milepost.cli.imports", "read a handbook and say what it holds and where it contradicts itself"),
    "export": Command("milepost.cli.export", "write a specification for other systems: CASE, vq-spec/1, Moodle, YAML"),
    "lint-numbers": Command("milepost.cli.lint_numbers", "check every qualification and unit number of a list"),
    "due": Command("milepost.cli.due", "when time is up: working days and hours, and which days do not count"),
    "journey": Command("milepost.cli.journey", "read the journey of employers, say what is wrong in it, draw it"),
    "forecast": Command("milepost.cli.forecast", "measure how well the forecast of readiness foresees simulated projects"),
    "watch": Command("milepost.cli.watch", "measure how surely the detriment watch finds worse treatment, and how often it is wrong"),
    "workbook": Command("milepost.cli.workbook", "read the form of a workbook, say what is wrong in it"),
    "match": Command("milepost.cli.match", "say which criteria a text may speak to, or measure how good that is"),
    "open-centre": Command("milepost.cli.people", "open a centre and invite its first manager", needs_django=True),
    "demo": Command("milepost.cli.demo", "a believable centre with a way to be each of its people"),
    "serve": Command("milepost.cli.serve", "serve pages and do the background work", needs_django=True),
    "worker": Command("milepost.cli.worker", "do the background work only", needs_django=True),
    "mail-in": Command("milepost.cli.mail_in", "take mails that were copied to the timeline of an employer, by SMTP", needs_django=True),
    "migrate": Command("milepost.cli.migrate", "bring the database to this version", needs_django=True),
    "verify": Command("milepost.cli.verify", "find every altered row and every cut tail of the journal", needs_django=True),
    "clocks": Command("milepost.cli.clocks", "hold the clocks of service standards against the journal", needs_django=True),
    "backup": Command("milepost.cli.backup", "write everything into one archive", needs_django=True),
    "bench": Command("milepost.cli.bench", "measure how quick the pages are, on PostgreSQL"),
    "restore": Command("milepost.cli.restore", "make an empty installation of such an archive", needs_django=True),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name; returns the exit status."""
    given = list(sys.argv[1:] if argv is None else argv)
    asked = next((word for word in given if not word.startswith("-")), "")
    parser = argparse.ArgumentParser(prog="milepost", description="Work-based qualifications, from the handbook to the certificate.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    module = None
    for name, command in COMMANDS.items():
        its_parser = commands.add_parser(name, help=command.summary, description=command.summary)
        if name == asked:
            _set_up(command)
            module = cast("Module", import_module(command.module))
            module.arguments(its_parser)
    options = parser.parse_args(given)
    if module is None:
        parser.error(f"{options.command}: ask for the command first")
    try:
        status = module.run(options)
        sys.stdout.flush()
    except CannotAsk as problem:
        print("\n".join(problem.sentences), file=sys.stderr)
        return COULD_NOT_ASK
    except BrokenPipeError:  # whoever was reading has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


class CannotAsk(Exception):
    """The command cannot do what was asked; the sentences say why and what to do."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


def _set_up(command: Command) -> None:
    from django.conf import settings

    if command.needs_django:
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "milepost.config.settings")
        django.setup()
    elif not settings.configured:
        # Sentences need translation and nothing else of Django: no data folder, no tables.
        from django.apps import apps

        settings.configure(LANGUAGE_CODE="en-gb", LANGUAGES=[("en-gb", "English")], USE_I18N=True)
        apps.populate([])
