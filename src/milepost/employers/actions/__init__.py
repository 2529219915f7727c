"""What is done with employers, by occasion."""

from milepost.employers.actions.journey import (
    describe_file,
    merge_employers,
    open_file,
    part_employers,
    pass_stage,
    publish_journey,
    return_stage,
)
from milepost.employers.actions.ownership import (
    accept_handover,
    ask_handover,
    cover_leave,
    decline_cover,
    decline_handover,
    note_leave,
    take_back_handover,
    take_back_leave,
)

__all__ = [
    "accept_handover",
    "ask_handover",
    "cover_leave",
    "decline_cover",
    "decline_handover",
    "describe_file",
    "merge_employers",
    "note_leave",
    "open_file",
    "part_employers",
    "pass_stage",
    "publish_journey",
    "return_stage",
    "take_back_handover",
    "take_back_leave",
]
