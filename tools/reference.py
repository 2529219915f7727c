"""The pages of `docs/reference` that are written from the code."""

import argparse
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module

from django.apps import apps

from tools import rooms

NOTE = "<!-- Written by `make docs` from the code. Change the code, not this page. -->\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def permissions() -> str:
    """Who may do what."""
    from milepost.people.permissions import PERMISSIONS, Permission
    from milepost.people.words import Role

    roles = [Role(role) for role in PERMISSIONS]
    matrix = [[f"`{permission.value}`", *("yes" if permission in PERMISSIONS[role] else "" for role in roles)] for permission in Permission]
    acts = []
    for action in rooms.actions():
        asked = [Permission[name] for name in action.permissions]
        allowed = [role for role in roles if any(permission in PERMISSIONS[role] for permission in asked)]
        acts.append(
            [
                f"`{action.room}.{action.name}`",
                action.sentence,
                ", ".join(f"`{event}`" for event in action.events),
                ", ".join(f"`{permission.value}`" for permission in asked) or "none: the policy looks at the thing itself",
                ", ".join(str(role.label) for role in allowed),
            ]
        )
    return (
        "# Who may do what\n\n"
        "A person's role at a centre gives permissions. Having one is the first condition and never the only one: the policy of each act "
        "also looks at the thing itself, and its answer is the sentence that the person reads. Another centre's anything is not found.\n\n"
        "## Permissions by role\n\n" + _table(["permission", *(str(role.label) for role in roles)], matrix) + "\n## Acts\n\n"
        "Where an act names several permissions, its policy says which of them is needed when.\n\n"
        + _table(["act", "what it does", "event", "permission", "roles that have one of them"], acts)
    )


def events() -> str:
    """What the journal may say."""
    rows = [[f"`{name}`", room] for room, name in rooms.event_names()]
    return "# Events\n\nEverything that happens is one event in one append-only journal. Names are `room.thing.happened`.\n\n" + _table(
        ["event", "room"], rows
    )


def personal_data() -> str:
    """What is kept of people."""
    tables = []
    for model in sorted(apps.get_app_config("milepost").get_models(), key=lambda model: (model.__module__, model.__name__)):
        personal: dict[str, str] = getattr(model, "PERSONAL", {})
        room = model.__module__.split(".")[1]
        kept = "only added to" if getattr(model, "APPEND_ONLY", False) else "changed in place"
        fields = [f"`{field}`: {fate}" for field, fate in personal.items()] or ["nothing"]
        tables.append([f"{room}: {model.__name__}", kept, "; ".join(fields)])
    return (
        "# Personal data\n\nEvery table says of its personal fields what becomes of them when a person is erased or their time is over.\n\n"
        + _table(["table", "rows are", "personal fields, and what becomes of them"], tables)
    )


def settings() -> str:
    """What differs between installations."""
    rows = [[f"`{name}`", f"`{default}`"] for name, default in rooms.settings()]
    return (
        "# Settings\n\nEverything that differs between installations comes from the environment. "
        "What each one does stands beside it in `src/milepost/config/settings.py`.\n\n" + _table(["variable", "default"], rows)
    )


def commands() -> str:
    """The command and what it takes; a table of our own, because the layout of its help differs between versions of Python."""
    from milepost.cli import COMMANDS

    text = ["# Commands\n\n`milepost COMMAND --help` says the same.\n"]
    for name, command in sorted(COMMANDS.items()):
        parser = argparse.ArgumentParser(prog=f"milepost {name}", add_help=False)
        import_module(command.module).arguments(parser)
        rows = []
        for action in parser._actions:
            value = str(action.metavar or ("" if action.nargs == 0 else action.dest.upper()))
            words = ", ".join(f"`{option} {value}`".replace(" `", "`") for option in action.option_strings) or f"`{value}`"
            rows.append([words, (action.help or "") % {**vars(action), "prog": parser.prog}])
        summary = command.summary[:1].upper() + command.summary[1:] + "."
        text.append(f"## milepost {name}\n\n{summary}\n" + ("\n" + _table(["give it", "what it means"], rows) if rows else ""))
    return "\n".join(text)


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "events.md": events,
    "permissions.md": permissions,
    "personal-data.md": personal_data,
    "settings.md": settings,
}
