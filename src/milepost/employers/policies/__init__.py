"""Why not: what stands in the way of an act on an employer, in a sentence."""

from milepost.employers.policies.journey import (
    why_not_describe_file,
    why_not_merge_employers,
    why_not_open_file,
    why_not_part_employers,
    why_not_pass_stage,
    why_not_publish_journey,
    why_not_return_stage,
)
from milepost.employers.policies.ownership import (
    why_not_accept_handover,
    why_not_ask_handover,
    why_not_cover_leave,
    why_not_decline_cover,
    why_not_decline_handover,
    why_not_note_leave,
    why_not_take_back_handover,
    why_not_take_back_leave,
)

__all__ = [
    "why_not_accept_handover",
    "why_not_ask_handover",
    "why_not_cover_leave",
    "why_not_decline_cover",
    "why_not_decline_handover",
    "why_not_describe_file",
    "why_not_merge_employers",
    "why_not_note_leave",
    "why_not_open_file",
    "why_not_part_employers",
    "why_not_pass_stage",
    "why_not_publish_journey",
    "why_not_return_stage",
    "why_not_take_back_handover",
    "why_not_take_back_leave",
]
