"""Where the specifications that come with Milepost lie: in a checkout, or beside an installed package."""

import sysconfig
from functools import cache
from pathlib import Path

import milepost

PACKAGE = Path(milepost.__file__).resolve().parent


@cache
def specs_folder() -> Path:
    """The folder `specs/`: of the checkout when there is one, else where the installation has put it."""
    places = [
        PACKAGE.parent.parent / "specs",
        PACKAGE / "specs",
        Path(sysconfig.get_path("data")) / "share" / "milepost" / "specs",
    ]
    for place in places:
        if (place / "schema").is_dir():
            return place
    raise FileNotFoundError(f"no specs folder; looked in {', '.join(map(str, places))}")
