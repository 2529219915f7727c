"""`python -m milepost.demo` builds the demonstration into `MILEPOST_HOME`, which must be empty. `milepost demo` calls it."""

import os
from pathlib import Path

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "milepost.config.settings")
    django.setup()

    from django.conf import settings
    from django.core.management import call_command

    from milepost.base import clock
    from milepost.base.laying import lay_tables
    from milepost.demo import folder
    from milepost.demo.build import build

    home = Path(settings.HOME)
    lay_tables()
    call_command("migrate", verbosity=0, interactive=False)
    stage = build(say=lambda line: print(line, flush=True))
    folder.mark(home, clock.today(), stage.words)


if __name__ == "__main__":
    main()
