"""Addresses of the assessor's pages."""

from django.urls import path

from milepost.web.assessor.views import learner, observing, phrases, questions, today, unit, visits, workbench

urlpatterns = [
    path("", today.assessor_today, name="assessor_today"),
    path("learners/", today.assessor_caseload, name="assessor_caseload"),
    path("learners/criteria/", today.assessor_caseload_criteria, name="assessor_caseload_criteria"),
    path("learners/<uuid:uuid>/", learner.assessor_learner, name="assessor_learner"),
    path("learners/<uuid:uuid>/units/", learner.assessor_choose_units, name="assessor_choose_units"),
    path("learners/<uuid:uuid>/units/agree/", learner.assessor_agree_units, name="assessor_agree_units"),
    path("learners/<uuid:uuid>/judge/", workbench.assessor_workbench, name="assessor_workbench"),
    path("learners/<uuid:uuid>/unit/<path:key>/", unit.assessor_unit, name="assessor_unit"),
    path("learners/<uuid:uuid>/sign-off/<path:key>/", unit.assessor_sign_off, name="assessor_sign_off"),
    path("learners/<uuid:uuid>/visit/", visits.assessor_plan_visit, name="assessor_plan_visit"),
    path("visits/", visits.assessor_visits, name="assessor_visits"),
    path("visits/<uuid:uuid>/", visits.assessor_visit, name="assessor_visit"),
    path("judgements/<uuid:uuid>/undo/", unit.assessor_undo, name="assessor_undo"),
    path("phrases/", phrases.assessor_phrases, name="assessor_phrases"),
    path("phrases/<uuid:uuid>/drop/", phrases.assessor_phrase_drop, name="assessor_phrase_drop"),
    path("visits/<uuid:uuid>/observe/", observing.assessor_observe, name="assessor_observe"),
    path("visits/<uuid:uuid>/observe/finish/", observing.assessor_observe_finish, name="assessor_observe_finish"),
    path("learners/<uuid:uuid>/observe/", observing.assessor_observe_now, name="assessor_observe_now"),
    path("learners/<uuid:uuid>/observe/finish/", observing.assessor_observe_now_finish, name="assessor_observe_now_finish"),
    path("questions/", questions.assessor_questions, name="assessor_questions"),
    path("questions/<uuid:uuid>/retire/", questions.assessor_question_retire, name="assessor_question_retire"),
    path("evidence/<uuid:uuid>/", learner.assessor_evidence, name="assessor_evidence"),
]
