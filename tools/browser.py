"""Finding the browser that journeys drive, and installing it where that is possible without asking.

Chromium's headless shell comes first: the same engine, of the same build, without the windows that nobody sees. A journey costs a
fifth less with it. It is what Playwright downloads for itself, too, where it may.
"""

import os
import shutil
import subprocess
from pathlib import Path

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge-stable")
APPLICATIONS = ("Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium")


def _runs(path: str) -> bool:
    """Run it: a command on the path may be a mere notice that the program could be installed."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, check=False, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find_browser() -> str | None:
    """The path of a Chromium that runs: `$CHROMIUM`, or the first that the machine has."""
    named = os.environ.get("CHROMIUM")
    found = [named] if named else [path for name in NAMES if (path := shutil.which(name))]
    found += [str(application) for name in APPLICATIONS if (application := Path("/Applications", name)).exists()]
    return next((path for path in found if _runs(path)), None)


def ensure_browser() -> str | None:
    """The browser's path; as root on Debian it is installed first if there is none, in CI also if there is only one with windows."""
    path = find_browser()
    enough = path and (os.environ.get("CI") != "true" or "CHROMIUM" in os.environ or Path(path).name == SHELL)
    if enough or os.geteuid() != 0 or not shutil.which("apt-get"):
        return path
    print("Installing Chromium for the journeys ...", flush=True)
    if _apt("update", "-qq") and not _installed(SHELL) and not path:  # older releases have no package of the shell alone
        _installed("chromium")
    return find_browser()


def _installed(package: str) -> bool:
    return _apt("install", "-y", "-qq", "--no-install-recommends", package)


def _apt(*words: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", *words]
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"'{' '.join(command)}' failed:\n{done.stderr[-1000:]}", flush=True)
    return done.returncode == 0
