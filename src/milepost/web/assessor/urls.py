"""Addresses of the assessor's pages."""

from django.urls import path

from milepost.web.assessor.views import learner, phrases, today, unit, workbench

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
    path("judgements/<uuid:uuid>/undo/", unit.assessor_undo, name="assessor_undo"),
    path("phrases/", phrases.assessor_phrases, name="assessor_phrases"),
    path("phrases/<uuid:uuid>/drop/", phrases.assessor_phrase_drop, name="assessor_phrase_drop"),
    path("evidence/<uuid:uuid>/", learner.assessor_evidence, name="assessor_evidence"),
]
