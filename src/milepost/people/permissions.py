"""What each role may do, as data. The matrix in the docs is generated from this file."""

from enum import StrEnum

from milepost.people.words import Role


class Permission(StrEnum):
    """`room:verb`. What a policy asks before it looks at the thing itself."""

    OPEN_CENTRE = "people:open_centre"
    INVITE = "people:invite"
    READ_PEOPLE = "people:read"
    KEEP_COMPETENCE = "people:keep_competence"
    DECLARE = "people:declare"
    IMPORT_FRAMEWORK = "frameworks:import"
    PUBLISH_FRAMEWORK = "frameworks:publish"
    READ_FRAMEWORK = "frameworks:read"
    REGISTER = "portfolios:register"
    AGREE_UNITS = "portfolios:agree_units"
    ADD_EVIDENCE = "portfolios:add_evidence"
    HAND_IN = "portfolios:hand_in"
    KEEP_WORKBOOKS = "portfolios:keep_workbooks"
    READ_PORTFOLIO = "portfolios:read"
    READ_OWN_PORTFOLIO = "portfolios:read_own"
    READ_ALL_PORTFOLIOS = "portfolios:read_all"
    READ_PARTICIPANTS = "portfolios:read_participants"
    DISCLOSE = "portfolios:disclose"
    NOTE_DISCLOSURE = "portfolios:note_disclosure"
    ALLOCATE = "portfolios:allocate"
    BRING_IN = "portfolios:bring_in"
    RUN_REGISTRATION = "portfolios:run_registration"
    PLAN_ROUTE = "portfolios:plan_route"
    WAIVE = "portfolios:waive"
    OFFER_VERSION = "portfolios:offer_version"
    ANSWER_VERSION = "portfolios:answer_version"
    CONSENT = "portfolios:consent"
    PACK = "portfolios:pack"
    RECORD_EVIDENCE = "portfolios:record_evidence"
    JUDGE = "assessment:judge"
    VISIT = "assessment:visit"
    KEEP_QUESTIONS = "assessment:keep_questions"
    ASK_WITNESS = "assessment:ask_witness"
    REVIEW_PROGRESS = "assessment:review_progress"
    COUNTERSIGN = "assessment:countersign"
    SIGN_OFF = "assessment:sign_off"
    REVIEW_UNIT = "assurance:review"
    READ_FINDINGS = "assurance:read_findings"
    CHECK_ACTION = "assurance:check_action"
    READ_EMPLOYERS = "employers:read"
    OWN_EMPLOYERS = "employers:own"
    MERGE_EMPLOYERS = "employers:merge"
    KEEP_JOURNEY = "employers:keep_journey"
    ASK_STAKEHOLDERS = "employers:ask_stakeholders"
    DRAW_STAKEHOLDERS = "employers:draw_stakeholders"
    RAISE_CONCERN = "concerns:raise"
    ANSWER_CONCERN = "concerns:answer"
    READ_CONFIDENTIAL = "concerns:read_confidential"
    TAKE_CASE = "concerns:take_case"
    ENTER_CASE = "concerns:enter_case"
    HOLD_SEAL_KEY = "concerns:hold_seal_key"
    KEEP_PROCEDURE = "concerns:keep_procedure"
    WATCH = "concerns:watch"
    TELL = "concerns:tell"
    READ_STANDARDS = "commitments:read"
    KEEP_STANDARDS = "commitments:keep"
    EXPLAIN_BREACH = "commitments:explain"
    HOLD_STANDARD = "provider:hold"
    ASSESS_STANDARD = "provider:assess"
    KEEP_ROAD = "readiness:keep"
    READ_JOURNAL = "base:read_journal"


P = Permission
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.LEARNER: frozenset(
        {P.READ_OWN_PORTFOLIO, P.ADD_EVIDENCE, P.HAND_IN, P.AGREE_UNITS, P.READ_FRAMEWORK, P.VISIT, P.ASK_WITNESS, P.CONSENT, P.PACK,
         P.PLAN_ROUTE, P.ANSWER_VERSION, P.KEEP_WORKBOOKS, P.WATCH, P.TELL, P.DISCLOSE}
    ),
    Role.ASSESSOR: frozenset(
        {P.READ_PORTFOLIO, P.AGREE_UNITS, P.JUDGE, P.SIGN_OFF, P.READ_FRAMEWORK, P.READ_JOURNAL, P.RECORD_EVIDENCE, P.VISIT,
         P.KEEP_QUESTIONS, P.ASK_WITNESS, P.REVIEW_PROGRESS, P.COUNTERSIGN, P.DECLARE, P.PLAN_ROUTE, P.EXPLAIN_BREACH,
         P.DRAW_STAKEHOLDERS, P.KEEP_WORKBOOKS, P.ENTER_CASE, P.HOLD_SEAL_KEY, P.TELL, P.NOTE_DISCLOSURE}
    ),
    Role.IQA: frozenset(
        {P.READ_PORTFOLIO, P.READ_ALL_PORTFOLIOS, P.REVIEW_UNIT, P.READ_FRAMEWORK, P.READ_JOURNAL, P.READ_PEOPLE, P.KEEP_QUESTIONS,
         P.DECLARE, P.READ_STANDARDS, P.EXPLAIN_BREACH, P.DRAW_STAKEHOLDERS, P.ASSESS_STANDARD, P.KEEP_WORKBOOKS, P.READ_FINDINGS,
         P.CHECK_ACTION, P.TAKE_CASE, P.ENTER_CASE, P.HOLD_SEAL_KEY, P.TELL}
    ),
    Role.EQA: frozenset({P.READ_PORTFOLIO, P.READ_ALL_PORTFOLIOS, P.READ_FRAMEWORK, P.READ_JOURNAL}),
    Role.CENTRE_MANAGER: frozenset(
        {P.INVITE, P.READ_PEOPLE, P.IMPORT_FRAMEWORK, P.PUBLISH_FRAMEWORK, P.READ_FRAMEWORK, P.REGISTER, P.ALLOCATE,
         P.READ_PORTFOLIO, P.READ_ALL_PORTFOLIOS, P.READ_JOURNAL, P.KEEP_COMPETENCE, P.BRING_IN, P.RUN_REGISTRATION, P.PACK,
         P.WAIVE, P.OFFER_VERSION, P.READ_EMPLOYERS, P.OWN_EMPLOYERS, P.MERGE_EMPLOYERS, P.KEEP_JOURNEY,
         P.KEEP_ROAD, P.HOLD_STANDARD, P.ASSESS_STANDARD, P.ANSWER_CONCERN, P.READ_CONFIDENTIAL, P.READ_PARTICIPANTS,
         P.READ_STANDARDS, P.KEEP_STANDARDS, P.EXPLAIN_BREACH, P.ASK_STAKEHOLDERS, P.DRAW_STAKEHOLDERS, P.KEEP_WORKBOOKS, P.READ_FINDINGS,
         P.CHECK_ACTION, P.TAKE_CASE, P.ENTER_CASE, P.HOLD_SEAL_KEY, P.TELL}
    ),
    Role.QUALITY_MANAGER: frozenset(
        {P.READ_PORTFOLIO, P.READ_ALL_PORTFOLIOS, P.READ_FRAMEWORK, P.READ_PEOPLE, P.READ_JOURNAL, P.READ_EMPLOYERS, P.READ_STANDARDS,
         P.KEEP_STANDARDS, P.EXPLAIN_BREACH, P.ASK_STAKEHOLDERS, P.DRAW_STAKEHOLDERS, P.KEEP_WORKBOOKS, P.READ_FINDINGS,
         P.CHECK_ACTION, P.TAKE_CASE, P.ENTER_CASE, P.HOLD_SEAL_KEY, P.KEEP_ROAD, P.HOLD_STANDARD, P.ASSESS_STANDARD, P.KEEP_PROCEDURE, P.TELL}
    ),
    Role.EMPLOYER_OWNER: frozenset(
        {P.READ_PEOPLE, P.READ_FRAMEWORK, P.READ_EMPLOYERS, P.OWN_EMPLOYERS, P.ANSWER_CONCERN, P.READ_STANDARDS,
         P.EXPLAIN_BREACH, P.DRAW_STAKEHOLDERS, P.KEEP_WORKBOOKS, P.ENTER_CASE, P.HOLD_SEAL_KEY, P.TELL}
    ),
    Role.EMPLOYER_CONTACT: frozenset({P.RAISE_CONCERN}),
}  # fmt: skip


def may(role: str, permission: Permission) -> bool:
    return permission in PERMISSIONS.get(Role(role), frozenset()) if role else False
