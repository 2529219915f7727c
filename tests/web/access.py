"""Who may open what: one line an address. A new address has no way in until it has its line here.

`Page(name, roles)`: whom the page is for. Everybody else who is signed in gets 404, and who is not is led to the door.
With `of`, the address names something of Larkmoor's, so that Stan gets 404 in each of his roles; without it he gets the
page of his own centre. `post` is what is sent to an address that acts; what comes of it is rolled back.
"""

from collections.abc import Mapping
from typing import Any

from milepost.assessment import queries as assessments
from milepost.people.words import Role
from tests.web.access_programmes import PROGRAMMES
from tests.web.access_provider import CASES, DRAW, PROMISES, QUALITY_STANDARDS, ROAD, STANDARDS, THE_DOOR, WORKBOOKS
from tests.web.opened import ASSESSOR, CONTACT, EQA, EVERYBODY, IQA, LEARNER, MANAGER, OWNER, QUALITY, Page, nothing, only
from tests.web.world import World


def registration(at: World) -> Mapping[str, Any]:
    return {"uuid": at.registration.uuid}


def import_(at: World) -> Mapping[str, Any]:
    return {"uuid": at.import_.uuid}


def invitation(at: World) -> Mapping[str, Any]:
    return {"uuid": at.invitation.uuid}


def intake(at: World) -> Mapping[str, Any]:
    return {"uuid": at.intake.uuid}


SEE_PORTFOLIOS = EVERYBODY - {OWNER, CONTACT}
NOBODY = frozenset[Role]()
TUS = {"Tus-Resumable": "1.0.0"}


def review(at: World) -> Mapping[str, Any]:
    return {"uuid": at.review.uuid}


def review_token(at: World) -> Mapping[str, Any]:
    return {"token": at.review_letter.secret}


PUBLIC = [
    *THE_DOOR,
    Page("home", public=True),
    Page("healthz", public=True),
    Page("invitation", of=lambda at: {"token": at.invitation.secret}, public=True),
    Page("witness", of=lambda at: {"token": at.witness.secret}, public=True),
    Page("witness_return", of=lambda at: {"token": at.witness.secret}, post=lambda _: {"reason": "not_me"}, public=True),
    Page("calendar", only(LEARNER, ASSESSOR)),
    Page("calendar_feed", of=lambda at: {"token": assessments.calendar_token(at.calendar)}, public=True),
    Page("review_by_letter", of=review_token, public=True),
    Page("review_pdf_by_letter", of=review_token, public=True),
    Page("review_pdf", SEE_PORTFOLIOS, of=review),
    Page("switch_appointment", NOBODY, post=lambda at: {"appointment": at.notice.uuid}),  # nobody has this one; see test_home
    Page("set_theme", post=lambda _: {"theme": "dark"}),
    Page("notices"),
    Page("search"),
    Page("notices_read", post=nothing),
    Page("notice", only(LEARNER), of=lambda at: {"uuid": at.notice.uuid}),
    Page("own_competence", only(ASSESSOR, IQA)),
    Page("own_cpd", only(ASSESSOR, IQA), post=nothing),
    Page("own_interest", only(ASSESSOR, IQA), post=nothing),
    Page("own_interest_end", only(ASSESSOR, MANAGER), of=lambda at: {"uuid": at.interest.uuid}, post=nothing),
    Page("demo", NOBODY, public=True),  # outside the demonstration there is none; see test_demo
    Page("demo_switch", NOBODY, post=lambda at: {"appointment": at.appointment.uuid}, public=True),
    Page("account_email", answers=frozenset({403})),  # closed to everybody, with a reason
]

FILES = [
    Page("package_file", only(LEARNER, MANAGER), of=lambda at: {"uuid": at.package.uuid}),
    Page("uploads", method="POST", headers=TUS | {"Upload-Length": "10"}, answers=frozenset({201}), at_the_door=401),
    Page("upload", only(LEARNER), of=lambda at: {"uuid": at.upload.uuid}, method="HEAD", headers=TUS, at_the_door=401),
    Page(
        "draft_keep",
        of=lambda _: {"place": "statement"},
        post=lambda _: {"body": "A word."},
        answers=frozenset({200, 204}),
        at_the_door=401,
    ),
    Page("file", SEE_PORTFOLIOS, of=lambda at: {"uuid": at.file.uuid}),
    Page("file_preview", SEE_PORTFOLIOS, of=lambda at: {"uuid": at.file.uuid}),
    Page("file_page", SEE_PORTFOLIOS, of=lambda at: {"uuid": at.file.uuid, "number": 1, "width": 800}),
]

CENTRE = [
    Page("centre_packages", only(MANAGER)),
    Page("centre_pack", only(MANAGER), of=registration, post=nothing),
    Page("centre_receive", only(MANAGER)),
    Page("centre_receive_one", only(MANAGER), of=lambda at: {"uuid": at.import_.file.uuid}),
    Page("centre_home", only(MANAGER)),
    Page("centre_learners", only(MANAGER, QUALITY)),
    Page("centre_cohort_csv", only(MANAGER, QUALITY)),
    Page("centre_register", only(MANAGER)),
    Page("centre_learner", only(MANAGER, QUALITY), of=registration),
    Page("centre_run_registration", only(MANAGER), of=lambda at: {"uuid": at.registration.uuid, "step": "break"}),
    Page("centre_place", only(MANAGER), of=registration, post=lambda _: {"site": ""}),
    Page("centre_waivers", only(MANAGER), of=registration, post=lambda _: {"rule": "min_credits"}),
    Page("centre_waiver_end", only(MANAGER), of=lambda at: {"uuid": at.registration.uuid, "waiver": at.waiver.uuid}, post=nothing),
    Page("centre_help", only(MANAGER, QUALITY)),
    Page("centre_roll", only(MANAGER, QUALITY)),
    Page("centre_roll_csv", only(MANAGER, QUALITY)),
    Page("centre_completions", only(MANAGER, QUALITY)),
    Page("centre_reassign", only(MANAGER)),
    Page("centre_sites", only(MANAGER, QUALITY)),
    Page("centre_site_close", only(MANAGER), of=lambda at: {"uuid": at.site.uuid}, post=nothing),
    Page("centre_allocate", only(MANAGER), of=registration, post=nothing),
    Page("centre_qualifications", only(MANAGER, QUALITY, ASSESSOR, IQA, EQA)),
    Page("centre_adopt", only(MANAGER), post=lambda _: {"name": "customer-service-diploma"}),
    Page(
        "centre_specification", only(MANAGER, QUALITY, ASSESSOR, IQA, EQA), colleagues=True, of=lambda at: {"uuid": at.specification.uuid}
    ),
    Page(
        "centre_specification_file",
        only(MANAGER, QUALITY, ASSESSOR, IQA, EQA),
        colleagues=True,
        of=lambda at: {"uuid": at.specification.uuid, "form": "case"},
    ),
    Page("centre_rights", only(MANAGER), of=lambda at: {"uuid": at.specification.uuid}),
    Page("centre_approval", only(MANAGER), of=lambda at: {"uuid": at.specification.uuid, "place": 1}),
    Page("centre_regulator", only(MANAGER)),
    Page("centre_version_changes", only(MANAGER, QUALITY, ASSESSOR, IQA, EQA), colleagues=True, of=lambda at: {"uuid": at.newer.uuid}),
    Page("centre_moving", only(MANAGER), of=lambda at: {"uuid": at.newer.uuid}),
    Page("centre_begin_version", only(MANAGER), of=lambda at: {"uuid": at.newer.uuid}, post=nothing),
    Page("centre_offer_take_back", only(MANAGER), of=lambda at: {"uuid": at.offer.uuid}, post=nothing),
    Page("centre_import", only(MANAGER)),
    Page("centre_import_review", only(MANAGER), of=import_),
    Page("centre_source_page", only(MANAGER), of=lambda at: {"uuid": at.import_.uuid, "page": 1}),
    Page("centre_decide", only(MANAGER), of=lambda at: {"uuid": at.import_.uuid, "warning": 0}, post=nothing),
    Page("centre_correct", only(MANAGER), of=import_, post=lambda _: {"path": "title", "value": "Harbours"}),
    Page("centre_publish", only(MANAGER), of=import_, post=nothing),
    Page("centre_require_all", only(MANAGER), of=lambda at: {**import_(at), "position": 0}, post=nothing),
    Page("centre_give_up", only(MANAGER), of=import_, post=nothing),
    Page("centre_competence", only(MANAGER, QUALITY)),
    Page("centre_competence_rule", only(MANAGER), post=lambda _: {"on": "1"}),
    Page("centre_competence_end", only(MANAGER), of=lambda at: {"uuid": at.competence.uuid}, post=nothing),
    Page("centre_people", only(MANAGER, QUALITY)),
    Page("centre_invite", only(MANAGER)),
    Page("centre_invitation_again", only(MANAGER), of=invitation, post=nothing),
    Page("centre_invitation_withdraw", only(MANAGER), of=invitation, post=nothing),
    Page("centre_appointment_end", only(MANAGER), of=lambda at: {"uuid": at.appointment.uuid}, post=nothing),
    Page("centre_correct_person", only(MANAGER), of=lambda at: {"uuid": at.cast.lena.uuid}),
    Page("centre_invite_anew", only(MANAGER), of=registration, post=nothing),
    Page("centre_bring_in", only(MANAGER)),
    Page("centre_bring_in_template", only(MANAGER)),
    Page("centre_intake", only(MANAGER), of=intake),
    Page("centre_intake_wrong", only(MANAGER), of=intake),
    Page("centre_intake_settle", only(MANAGER), of=intake, post=nothing),
    Page("centre_intake_alike", only(MANAGER), of=intake, post=nothing),
    Page("centre_intake_apply", only(MANAGER), of=intake, post=nothing),
    Page("centre_intake_give_up", only(MANAGER), of=intake, post=nothing),
    Page("centre_twins", only(MANAGER)),
    Page("centre_merge", only(MANAGER), of=lambda at: {"kept": at.cast.lena.uuid, "merged": at.tomas.uuid}),
    Page("centre_unmerge", only(MANAGER), of=lambda at: {"uuid": at.merge.uuid}, post=nothing),
    Page("centre_intake_letters", only(MANAGER), of=intake, post=nothing),
    Page("centre_employers", only(MANAGER), post=lambda _: {"name": "Northbank Buses"}),
]


def visit(at: World) -> Mapping[str, Any]:
    return {"uuid": at.visit.uuid}


def evidence(at: World) -> Mapping[str, Any]:
    return {"uuid": at.evidence.uuid}


def asked_witness(at: World) -> Mapping[str, Any]:
    return {"uuid": at.witness.uuid}


LEARN = [
    Page("learner_take_along", only(LEARNER)),
    Page("learner_home", only(LEARNER)),
    Page("learner_history", only(LEARNER)),
    Page("learner_units", only(LEARNER)),
    Page("learner_choose_units", only(LEARNER)),
    Page("learner_unit_routes", only(LEARNER), post=lambda _: {"take": "L1 L2"}),
    Page("learner_unit_wishes", only(LEARNER), post=lambda _: {"job": "Keeps the light."}),
    Page("learner_agree_units", only(LEARNER), post=nothing),
    Page("learner_version", only(LEARNER)),
    Page("learner_onward", only(LEARNER)),
    Page("learner_qualifications", only(LEARNER)),
    Page("learner_switch", only(LEARNER), of=registration, post=nothing),
    Page("learner_pace", only(LEARNER), post=lambda _: {"hours_a_week": "3"}),
    Page("learner_write", only(LEARNER), of=lambda _: {"key": "L1"}),
    Page("learner_unit", only(LEARNER), of=lambda _: {"key": "L1"}),
    Page("learner_evidence", only(LEARNER)),
    Page("learner_add_evidence", only(LEARNER)),
    Page("learner_hand_in", only(LEARNER)),
    Page("learner_evidence_one", only(LEARNER), of=evidence),
    Page("learner_visits", only(LEARNER)),
    Page("learner_visit", only(LEARNER), of=visit),
    Page("learner_workplace", only(LEARNER)),
    Page("learner_claim", only(LEARNER), of=evidence),
    Page("learner_cover", only(LEARNER), of=evidence),
    Page("learner_replace_evidence", only(LEARNER), of=evidence),
    Page("learner_withdraw_evidence", only(LEARNER), of=evidence, post=nothing),
    Page("learner_reviews", only(LEARNER)),
    Page("learner_review", only(LEARNER), of=review),
    Page("learner_consent", only(LEARNER)),
    Page("learner_witnesses", only(LEARNER)),
    Page("learner_ask_witness", only(LEARNER)),
    Page("learner_witness", only(LEARNER), of=asked_witness),
    Page("learner_witness_withdraw", only(LEARNER), of=asked_witness, post=nothing),
    Page("learner_witness_again", only(LEARNER), of=asked_witness, post=nothing),
    Page("learner_withdraw_claim", only(LEARNER), of=lambda at: {"uuid": at.claim.uuid}, post=nothing),
]


def unit(at: World) -> Mapping[str, Any]:
    return {"uuid": at.registration.uuid, "key": "L1"}


def sign_off(at: World) -> Mapping[str, Any]:
    return {"uuid": at.sign_off.uuid}


ASSESS = [
    Page("assessor_today", only(ASSESSOR)),
    Page("assessor_help", only(ASSESSOR)),
    Page("assessor_caseload", only(ASSESSOR)),
    Page("assessor_caseload_criteria", only(ASSESSOR)),
    Page("assessor_learner", only(ASSESSOR), of=registration),
    Page("assessor_choose_units", only(ASSESSOR), of=registration),
    Page("assessor_unit_routes", only(ASSESSOR), of=registration, post=lambda _: {"take": "L1 L2"}),
    Page("assessor_unit_wishes", only(ASSESSOR), of=registration, post=lambda _: {"job": "Keeps the light."}),
    Page("assessor_onward", only(ASSESSOR), of=registration),
    Page("assessor_qualifications", only(ASSESSOR), of=registration),
    Page("assessor_agree_units", only(ASSESSOR), of=registration, post=nothing),
    Page("assessor_workbench", only(ASSESSOR), of=registration),
    Page("assessor_plan_visit", only(ASSESSOR), of=registration),
    Page("assessor_visits", only(ASSESSOR)),
    Page("assessor_visit", only(ASSESSOR), of=visit),
    Page("assessor_observe", only(ASSESSOR), of=visit),
    Page("assessor_observe_finish", only(ASSESSOR), of=visit),
    Page("assessor_observe_now", only(ASSESSOR), of=registration),
    Page("assessor_observe_now_finish", only(ASSESSOR), of=registration),
    Page("assessor_questions", only(ASSESSOR, IQA)),
    Page("assessor_question_retire", only(ASSESSOR, IQA), post=lambda at: {"question": at.question.uuid}),
    Page("assessor_unit", only(ASSESSOR), of=unit),
    Page("assessor_sign_off", only(ASSESSOR), of=unit, post=nothing),
    Page("assessor_undo", only(ASSESSOR), of=lambda at: {"uuid": at.judgement.uuid}, post=nothing),
    Page("assessor_reviews", only(ASSESSOR)),
    Page("assessor_learner_reviews", only(ASSESSOR), of=registration),
    Page("assessor_review", only(ASSESSOR), of=review),
    Page("assessor_witnesses", only(ASSESSOR), of=registration),
    Page("assessor_ask_witness", only(ASSESSOR), of=registration),
    Page("assessor_witness", only(ASSESSOR), of=asked_witness),
    Page("assessor_witness_withdraw", only(ASSESSOR), of=asked_witness, post=nothing),
    Page("assessor_witness_again", only(ASSESSOR), of=asked_witness, post=nothing),
    Page("assessor_testimonies", only(ASSESSOR)),
    Page("assessor_call_back", only(ASSESSOR), of=lambda at: {"uuid": at.testimony.uuid}),
    Page("assessor_evidence", only(ASSESSOR), of=evidence),
    Page(
        "assessor_likeness", NOBODY, of=lambda at: {"uuid": at.evidence.uuid, "other": at.evidence.uuid}
    ),  # like nothing; see test_likeness
    Page("assessor_countersign", only(ASSESSOR)),
    Page("assessor_countersign_one", NOBODY, of=registration, post=nothing),  # nothing of Lena's waits; see test_countersign
    Page("assessor_phrases", only(ASSESSOR)),
    Page("assessor_phrase_drop", only(ASSESSOR), of=lambda at: {"uuid": at.phrase.uuid}, post=nothing),
]

ASSURE = [
    Page("quality_today", only(IQA, EQA, QUALITY)),
    Page("quality_together", only(IQA)),
    Page("quality_sign_offs_csv", only(IQA, EQA, QUALITY)),
    Page("quality_unit", only(IQA, EQA, QUALITY), of=sign_off),
    Page("quality_agree", only(IQA), of=sign_off, post=nothing),
    Page("quality_return", only(IQA), of=sign_off, post=lambda _: {"reason": "1.2 rests on another person's work."}),
    Page("quality_learners", only(IQA, EQA, QUALITY)),
    Page("quality_learner", only(IQA, EQA, QUALITY), of=registration),
    Page("quality_standing", only(IQA, EQA, QUALITY), of=unit),
    Page("quality_reviews", only(IQA, EQA, QUALITY, MANAGER), of=registration),
    Page("quality_review", only(IQA, EQA, QUALITY, MANAGER), of=review),
    Page("quality_testimonies", only(IQA, EQA, QUALITY)),
    Page("quality_likeness", NOBODY, of=lambda at: {"uuid": at.evidence.uuid, "other": at.evidence.uuid}),  # like nothing
    Page("quality_evidence", only(IQA, EQA, QUALITY), of=evidence),
]


def own_page(at: World) -> Mapping[str, Any]:
    return {"token": at.employers.page.secret}


def employer(at: World) -> Mapping[str, Any]:
    return {"uuid": at.employers.file.uuid}


EMPLOY = [
    Page("ask", of=lambda at: {"uuid": at.cast.centre.uuid}, public=True),
    Page("employer_today", only(OWNER, MANAGER)),
    Page("employer_list", only(OWNER, MANAGER, QUALITY)),
    Page("employer_list_csv", only(OWNER, MANAGER, QUALITY)),
    Page("employer_list_xlsx", only(OWNER, MANAGER, QUALITY)),
    Page("employer_open_many", only(OWNER, MANAGER), post=lambda at: {"employer": str(at.employers.unopened.uuid)}),
    Page("employer_list_save", only(OWNER, MANAGER, QUALITY), post=lambda _: {"q": "sea", "name": "By the sea"}),
    Page(
        "employer_list_change",
        only(OWNER, MANAGER, QUALITY),
        of=lambda at: {"uuid": at.employers.saved.uuid},
        post=lambda _: {"name": "By the sea", "shared": "on"},
        colleagues=True,
    ),
    Page("employer_open", only(OWNER, MANAGER), of=lambda at: {"uuid": at.employers.unopened.uuid}, post=nothing),
    Page("employer_journey", only(OWNER, MANAGER, QUALITY)),
    Page("employer_journey_file", only(OWNER, MANAGER, QUALITY)),
    Page("employer_owners", only(OWNER, MANAGER, QUALITY)),
    Page("employer_leaves", only(OWNER, MANAGER)),
    Page("employer_leave", only(OWNER, MANAGER), of=lambda at: {"uuid": at.employers.leave.uuid}, post=nothing),
    Page("employer_handover", only(OWNER, MANAGER), of=lambda at: {"uuid": at.employers.handover.uuid}, post=nothing),
    Page("employer_enquiry_new", only(OWNER, MANAGER)),
    Page("employer_enquiry", only(OWNER, MANAGER, QUALITY), of=lambda at: {"uuid": at.employers.enquiry.uuid}),
    Page("employer_step", only(OWNER, MANAGER), of=lambda at: {"uuid": at.employers.contact.uuid}, post=nothing),
    Page("employer_meeting", only(OWNER, MANAGER), of=lambda at: {"uuid": at.employers.meeting.uuid}),
    Page("employer_one", only(OWNER, MANAGER, QUALITY), of=employer),
    Page("employer_describe", only(OWNER, MANAGER), of=employer),
    Page("employer_pass", only(OWNER, MANAGER), of=employer, post=nothing),
    Page("employer_return", only(OWNER, MANAGER), of=employer, post=nothing),
    Page("employer_hand_over", only(OWNER, MANAGER), of=employer),
    Page("employer_contact", only(OWNER, MANAGER), of=employer),
    Page("employer_meet", only(OWNER, MANAGER), of=employer),
    Page("employer_mails", only(OWNER, MANAGER)),
    Page("employer_mail", only(OWNER, MANAGER, QUALITY), of=lambda at: {"uuid": at.employers.mail.uuid}),
    Page("employer_mail_whole", only(OWNER, MANAGER, QUALITY), of=lambda at: {"uuid": at.employers.mail.uuid}),
    Page("employer_mail_part", only(OWNER, MANAGER, QUALITY), of=lambda at: {"uuid": at.employers.mail.uuid, "number": 1}),
    Page("employer_mails_with", only(OWNER, MANAGER, QUALITY), of=employer),
    Page("employer_needs_open", only(OWNER, MANAGER), of=employer, post=nothing),
    Page("employer_needs", only(OWNER, MANAGER, QUALITY), of=lambda at: {"uuid": at.employers.needs.uuid}),
    Page("employer_issue", only(OWNER, MANAGER, QUALITY), of=lambda at: {"uuid": at.employers.issue.uuid}),
    Page("employer_proposal_open", only(OWNER, MANAGER), of=employer, post=nothing),
    Page("employer_proposal", only(OWNER, MANAGER, QUALITY), of=lambda at: {"uuid": at.employers.letter.version.proposal.uuid}),
    Page(
        "employer_proposal_pdf",
        only(OWNER, MANAGER, QUALITY),
        of=lambda at: {"uuid": at.employers.letter.version.proposal.uuid, "number": 1},
    ),
    Page("employer_proposal_question", only(OWNER, MANAGER), of=lambda at: {"uuid": at.employers.question.uuid}, post=nothing),
    Page("employer_impact", only(OWNER, MANAGER, QUALITY), of=lambda at: {"uuid": at.employers.impact.version.proposal.uuid}),
    Page("employer_impact_check", only(OWNER, MANAGER, QUALITY), of=lambda at: {"uuid": at.employers.impact.uuid}),
    Page("employer_success", only(OWNER, MANAGER, QUALITY)),
    Page("employer_plan", only(OWNER, MANAGER, QUALITY), of=employer),
    Page("impact_by_letter", of=lambda at: {"token": at.employers.view.secret}, public=True),
    Page("proposal_by_letter", of=lambda at: {"token": at.employers.letter.secret}, public=True),
    Page("proposal_pdf_by_letter", of=lambda at: {"token": at.employers.letter.secret}, public=True),
    Page("employer_concerns", only(OWNER, MANAGER, QUALITY)),
    Page("employer_concern", only(OWNER, MANAGER, QUALITY), of=lambda at: {"uuid": at.employers.concern.uuid}),
    Page("employer_page", only(OWNER, MANAGER), of=employer),
    Page("employer_page_take_back", only(OWNER, MANAGER), of=lambda at: {"uuid": at.employers.page.uuid}, post=nothing),
    Page("employer_contact_one", only(OWNER, MANAGER, QUALITY), of=lambda at: {"uuid": at.employers.contact.uuid}),
    Page(
        "employer_contact_file",
        only(OWNER, MANAGER, QUALITY),
        of=lambda at: {"uuid": at.employers.contact.uuid, "part": at.employers.contact.files.get().uuid},
    ),
    Page("employer_hand_over_many", only(OWNER, MANAGER)),
    Page("employer_handovers", only(OWNER, MANAGER), post=nothing),
    Page("employer_page_again", only(OWNER, MANAGER), of=lambda at: {"uuid": at.employers.page.uuid}, post=nothing),
    Page("employer_view_again", only(OWNER, MANAGER), of=lambda at: {"uuid": at.employers.view.uuid}, post=nothing),
    Page("employer_view_take_back", only(OWNER, MANAGER), of=lambda at: {"uuid": at.employers.view.uuid}, post=nothing),
    Page("employer_reached", only(OWNER, MANAGER)),
    Page("employer_own", only(CONTACT)),
    Page("employer_own_tell", only(CONTACT)),
    Page("employer_own_concern", only(CONTACT), of=lambda at: {"uuid": at.employers.concern.uuid}),
    Page("employer_own_by_link", of=own_page, public=True),
    Page("employer_own_tell_by_link", of=own_page, public=True),
    Page("employer_own_concern_by_link", of=lambda at: {**own_page(at), "uuid": at.employers.concern.uuid}, public=True),
    Page("employer_merge", only(MANAGER), of=employer),
    Page("employer_part", only(MANAGER), of=lambda at: {"uuid": at.employers.file.uuid, "merge": at.employers.merge.uuid}, post=nothing),
]

INTERFACES = [  # of other systems, which sign in nowhere: tests/api says what each answers
    Page("case_documents", public=True),
    Page("case_thing", of=lambda _: {"collection": "CFItems", "sourced_id": "none"}, answers=frozenset({404}), public=True),
    Page("case_nothing", of=lambda _: {"rest": "elsewhere"}, answers=frozenset({404}), public=True),
]

PAGES = {
    "cases": CASES,
    "programmes": PROGRAMMES,
    "public": PUBLIC, "ims": INTERFACES, "files": FILES, "learn": LEARN, "assess": ASSESS, "assure": ASSURE,
    "centre": CENTRE, "employers": EMPLOY, "stakeholders": DRAW, "standards": STANDARDS, "workbooks": WORKBOOKS, "promises": PROMISES, "readiness": ROAD, "quality-standards": QUALITY_STANDARDS,
}  # fmt: skip
