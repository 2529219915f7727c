"""Who may open what of programmes. Lines of the table in `access.py`; Lena takes part besides learning, advised by Asif."""

from collections.abc import Mapping
from typing import Any

from milepost.portfolios import actions
from tests import build
from tests.web.opened import ASSESSOR, LEARNER, MANAGER, Page, only
from tests.web.world import World


def taking_part(at: World) -> Mapping[str, Any]:
    return {"uuid": build.participant(at.cast).uuid}


def on_her_own_pages(at: World) -> Mapping[str, Any]:
    build.participant(at.cast)
    return {}


def told(at: World) -> Mapping[str, Any]:
    row = actions.disclose(
        build.participant(at.cast), by=at.cast.as_("lena"), kind="strength", body="Calm.", purpose="the plan", agreed=True
    )  # fmt: skip
    return {"uuid": row.uuid}


PROGRAMMES = [
    Page("programmes", only(MANAGER)),
    Page("programme_make", only(MANAGER)),
    Page("programme_adopt", only(MANAGER), post=lambda _at: {"name": "back-into-work"}),
    Page("programme_register", only(MANAGER)),
    Page("programme", only(MANAGER, ASSESSOR), of=lambda at: {"uuid": build.programme(at.cast).uuid}, colleagues=True),
    Page("participants", only(MANAGER, ASSESSOR)),
    Page("participant", only(MANAGER, ASSESSOR), of=taking_part),
    Page("participant_adviser", only(MANAGER), of=taking_part, post=lambda _at: {}),
    Page("participant_plan", only(ASSESSOR), of=taking_part),
    Page("participant_step", only(ASSESSOR), of=taking_part, post=lambda _at: {"step": "week", "taken": "yes"}),
    Page("participant_told", only(MANAGER, ASSESSOR), of=taking_part),
    Page("told_take_back", only(ASSESSOR), of=told, post=lambda _at: {}),
    Page("own_plan", only(LEARNER), of=on_her_own_pages),
    Page("own_step", only(LEARNER), of=on_her_own_pages, post=lambda _at: {"step": "week", "taken": "yes"}),
    Page("own_appointment", only(LEARNER), of=on_her_own_pages),
    Page("own_told", only(LEARNER), of=on_her_own_pages),
    Page("own_told_one", only(LEARNER), of=told, post=lambda _at: {"act": "take_back"}),
]
