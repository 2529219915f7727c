"""Finding the browser that journeys drive, and installing it where that is possible without asking."""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge-stable")
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
    """The browser's path; as root on Debian it is installed first if there is none."""
    path = find_browser()
    if path or os.geteuid() != 0 or not shutil.which("apt-get"):
        return path
    print("Installing Chromium for the journeys ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"'{' '.join(command)}' failed:\n{done.stderr[-1000:]}", flush=True)
            break
    return find_browser()
