"""Addresses of the assessor's pages."""

from django.urls import path

from milepost.web.assessor.views import learner, observing, phrases, questions, reviews, today, unit, visits, witnesses, workbench

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
    path("reviews/", reviews.assessor_reviews, name="assessor_reviews"),
    path("reviews/<uuid:uuid>/", reviews.assessor_review, name="assessor_review"),
    path("learners/<uuid:uuid>/reviews/", reviews.assessor_learner_reviews, name="assessor_learner_reviews"),
    path("learners/<uuid:uuid>/witnesses/", witnesses.assessor_witnesses, name="assessor_witnesses"),
    path("learners/<uuid:uuid>/witnesses/ask/", witnesses.assessor_ask_witness, name="assessor_ask_witness"),
    path("witnesses/<uuid:uuid>/", witnesses.assessor_witness, name="assessor_witness"),
    path("witnesses/<uuid:uuid>/withdraw/", witnesses.assessor_witness_withdraw, name="assessor_witness_withdraw"),
    path("witnesses/<uuid:uuid>/again/", witnesses.assessor_witness_again, name="assessor_witness_again"),
    path("testimonies/", witnesses.assessor_testimonies, name="assessor_testimonies"),
    path("testimonies/<uuid:uuid>/call-back/", witnesses.assessor_call_back, name="assessor_call_back"),
    path("evidence/<uuid:uuid>/", learner.assessor_evidence, name="assessor_evidence"),
]
