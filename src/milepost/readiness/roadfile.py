"""The road as a file that comes with Milepost."""

from functools import cache

import yaml

from milepost.engine.road import Milepost, road_of
from milepost.frameworks.folder import specs_folder


@cache
def shipped() -> tuple[Milepost, ...]:
    """The mileposts that come with Milepost, in their order."""
    return road_of(yaml.safe_load((specs_folder() / "roads" / "organisation.yaml").read_text("utf-8")))
