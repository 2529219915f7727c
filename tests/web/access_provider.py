"""Who may open what of the provider's own portfolio: steps, standards, promises, concerns, workbooks and the road. Lines of the table in `access.py`."""

from collections.abc import Mapping
from typing import Any

from tests.concerns.telling import a_case, a_picture, told_by_lena
from tests.concerns.watching import an_alert
from tests.provider.holding import a_file_shown, a_gap, a_left_edition, a_mapping, a_peer, a_standard, an_application
from tests.web.opened import ASSESSOR, CONTACT, EQA, EVERYBODY, IQA, LEARNER, MANAGER, OWNER, QUALITY, Page, nothing, only
from tests.web.world import World


def workbook(at: World) -> Mapping[str, Any]:
    return {"uuid": at.workbook.uuid}


THE_DOOR = [
    Page("door", of=lambda at: {"centre": at.cast.centre.uuid}, public=True),
    Page("door_back", of=lambda at: {"centre": at.cast.centre.uuid}, public=True),
]
CASES = [
    Page("cases", only(MANAGER, QUALITY, IQA)),
    Page("case", only(MANAGER, QUALITY, IQA), of=lambda at: a_case(at.cast), colleagues=True),
    Page("case_enter", only(MANAGER, QUALITY, IQA, ASSESSOR, OWNER)),
    Page("case_keys", only(MANAGER, QUALITY, IQA, ASSESSOR, OWNER)),
    Page("case_patterns", only(QUALITY)),
    Page("cases_outside", only(QUALITY)),
    # Quentin has taken it: nobody else reads it.
    Page("case_picture", only(QUALITY), of=lambda at: a_picture(at.cast)),
    Page("learner_watch", only(LEARNER)),
    Page("told", EVERYBODY - {EQA, CONTACT}),
    Page("told_new", EVERYBODY - {EQA, CONTACT}),
    Page("told_one", only(LEARNER), of=lambda at: told_by_lena(at.cast)),
    # Ines has a part in what happens to Lena.
    Page("watch_alert", only(MANAGER, QUALITY), of=lambda at: an_alert(at.cast)),
]

DRAWERS = only(ASSESSOR, IQA, MANAGER, QUALITY, OWNER)
DRAW = [
    Page("stakeholders", DRAWERS),
    Page("stakeholders_ask", only(MANAGER, QUALITY)),
    Page("stakeholders_round", DRAWERS, of=lambda at: {"uuid": at.employers.stakeholders.uuid}, colleagues=True),
    Page("stakeholders_draw", DRAWERS, of=lambda at: {"uuid": at.employers.stakeholders.uuid}, colleagues=True),
]

STANDARDS = [
    Page("standards", only(MANAGER, QUALITY, IQA, OWNER)),
    Page("standards_clocks", only(MANAGER, QUALITY, IQA, OWNER, ASSESSOR)),
    Page("standards_clock", only(MANAGER, QUALITY, IQA, OWNER, ASSESSOR), of=lambda at: {"uuid": at.clock.uuid}),
    Page("standards_calendar", only(MANAGER, QUALITY)),
    Page("standards_day_reopen", only(MANAGER, QUALITY), of=lambda at: {"uuid": at.day_off.uuid}, post=nothing),
    Page("standards_by_hand", only(MANAGER, QUALITY)),
    Page("standards_set", only(MANAGER, QUALITY, IQA, OWNER)),
    Page("standards_page", only(MANAGER, QUALITY), post=nothing),
    Page("standards_steps", only(MANAGER, QUALITY, OWNER)),
    Page("standards_sample", only(MANAGER, QUALITY, OWNER), of=lambda at: {"uuid": at.sample.uuid}),
    Page("standards_pick", only(MANAGER, QUALITY, OWNER), of=lambda at: {"uuid": at.sample.picks.get().uuid}),
    Page("standards_step_action", only(MANAGER, QUALITY, OWNER), of=lambda at: {"uuid": at.step_action.uuid}, post=nothing),
    Page("standards_public", of=lambda at: {"uuid": at.open_page.uuid}, public=True),
]

WORKBOOKS = [
    Page("workbooks", EVERYBODY - {EQA, CONTACT}),
    Page("workbook", only(LEARNER), of=workbook),
    Page("workbook_read", only(LEARNER), of=workbook),
    Page("workbook_share", only(QUALITY), of=lambda at: {"uuid": at.share.workbook.uuid}, post=nothing),
    Page("workbook_hand_over", only(QUALITY), of=lambda at: {"uuid": at.share.workbook.uuid}, post=nothing),
    Page("workbook_shared", only(MANAGER), of=lambda at: {"uuid": at.share.uuid}),
    Page("workbook_claim", only(LEARNER), of=workbook, post=nothing),
]

PROMISES = [
    Page("promises", only(MANAGER, QUALITY, IQA, OWNER, ASSESSOR)),
    Page("promises_set", only(MANAGER, QUALITY)),
    Page("promise_action", only(MANAGER, QUALITY, IQA), of=lambda at: {"uuid": at.promised.action.uuid}, colleagues=True),
    Page(
        "promise_action_hand_over",
        only(MANAGER, QUALITY, IQA),
        of=lambda at: {"uuid": at.promised.action.uuid},
        post=nothing,
        colleagues=True,
    ),
    Page("promise_remedy", only(MANAGER, QUALITY, IQA, ASSESSOR), of=lambda at: {"uuid": at.promised.remedy.uuid}),
    Page("promises_mine", only(LEARNER)),
    Page("promise_tap", only(LEARNER), of=lambda at: {"uuid": at.promised.ask.uuid}, post=lambda _at: {"answer": "yes"}),
    Page("promise_answer", of=lambda at: {"token": at.promised.token}, public=True),
    Page("promise_board", of=lambda at: {"centre": at.cast.centre.uuid}, public=True),
]

KEEPS = only(MANAGER, QUALITY)
ROAD = [
    *(Page(name, KEEPS) for name in ("readiness", "readiness_dates", "readiness_work", "readiness_checkpoints")),
    Page("readiness_work_finish", KEEPS, of=lambda at: {"uuid": at.road_work.uuid}, post=nothing),
    Page("readiness_work_drop", KEEPS, of=lambda at: {"uuid": at.road_work.uuid}, post=nothing),
    Page("readiness_milepost", KEEPS, of=lambda _: {"key": "owners"}, shared=True),
    Page("readiness_checkpoint", KEEPS, of=lambda at: {"uuid": at.checkpoint.uuid}),
]
QUALITY_STANDARDS = [
    Page("quality_standards", KEEPS),
    Page("quality_bring", KEEPS),
    Page("quality_mappings", KEEPS),
    Page("quality_mapping_take_out", KEEPS, of=lambda at: {"uuid": a_mapping(at.cast).uuid}, post=nothing),
    Page("quality_standard_hold", KEEPS, of=lambda _: {"key": "ofqual-centres"}, shared=True),
    *(
        Page(name, KEEPS, of=lambda at: {"uuid": a_standard(at.cast).uuid}, colleagues=True)
        for name in (
            "quality_standard",
            "quality_day",
            "quality_plan",
            "quality_edition",
            "quality_grid",
            "quality_grid_file",
            "quality_peers",
        )
    ),
    Page("quality_edition_left", KEEPS, of=lambda at: {"uuid": a_left_edition(at.cast).held.uuid, "number": 1}, colleagues=True),
    Page("quality_plan_gap", KEEPS, of=lambda at: {"uuid": a_standard(at.cast).uuid, "key": "A0", "what": a_gap(at.cast)}, colleagues=True),
    Page("quality_indicator", KEEPS, of=lambda at: {"uuid": a_standard(at.cast).uuid, "key": "A4"}, colleagues=True),
    Page("quality_freeze", KEEPS, of=lambda at: {"uuid": a_standard(at.cast).uuid}, post=nothing),
    Page("quality_take_away", KEEPS, of=lambda at: {"uuid": a_file_shown(at.cast).uuid}, post=nothing),
    Page("quality_file", only(MANAGER, QUALITY, IQA), of=lambda at: {"uuid": a_file_shown(at.cast).uuid}),
    Page("peer_by_letter", of=lambda at: {"token": a_peer(at.cast).secret}, public=True),
    Page("peer_indicator", of=lambda at: {"token": a_peer(at.cast).secret, "key": "A4"}, public=True),
    Page(
        "peer_file",
        of=lambda at: {"token": a_peer(at.cast, a_file_shown(at.cast).held).secret, "uuid": a_file_shown(at.cast).uuid},
        public=True,
    ),
    Page("quality_assessing", only(MANAGER, QUALITY, IQA)),
    Page("quality_assess", only(MANAGER, QUALITY, IQA), of=lambda at: {"uuid": a_standard(at.cast).uuid, "key": "A4"}, colleagues=True),
    Page("quality_application", KEEPS, of=lambda at: {"uuid": an_application(at.cast).uuid}),
    Page("quality_application_pdf", KEEPS, of=lambda at: {"uuid": an_application(at.cast).uuid}),
]
