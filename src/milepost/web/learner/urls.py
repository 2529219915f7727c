"""Addresses of the learner's pages."""

from django.urls import path

from milepost.web.learner.views import adding, covering, evidence, handing, reviews, taking, today, units, visits, witnesses, writing

urlpatterns = [
    path("", today.learner_home, name="learner_home"),
    path("history/", today.learner_history, name="learner_history"),
    path("take-along/", taking.learner_take_along, name="learner_take_along"),
    path("units/", units.learner_units, name="learner_units"),
    path("units/choose/", units.learner_choose_units, name="learner_choose_units"),
    path("units/agree/", units.learner_agree_units, name="learner_agree_units"),
    path("units/of/<path:key>/", units.learner_unit, name="learner_unit"),
    path("units/write/<path:key>/", writing.learner_write, name="learner_write"),
    path("evidence/", evidence.learner_evidence, name="learner_evidence"),
    path("evidence/add/", adding.learner_add_evidence, name="learner_add_evidence"),
    path("evidence/hand-in/", handing.learner_hand_in, name="learner_hand_in"),
    path("evidence/<uuid:uuid>/", evidence.learner_evidence_one, name="learner_evidence_one"),
    path("evidence/<uuid:uuid>/claim/", adding.learner_claim, name="learner_claim"),
    path("evidence/<uuid:uuid>/cover/", covering.learner_cover, name="learner_cover"),
    path("evidence/<uuid:uuid>/replace/", adding.learner_replace_evidence, name="learner_replace_evidence"),
    path("evidence/<uuid:uuid>/withdraw/", evidence.learner_withdraw_evidence, name="learner_withdraw_evidence"),
    path("reviews/", reviews.learner_reviews, name="learner_reviews"),
    path("reviews/<uuid:uuid>/", reviews.learner_review, name="learner_review"),
    path("consent/", reviews.learner_consent, name="learner_consent"),
    path("evidence/witnesses/", witnesses.learner_witnesses, name="learner_witnesses"),
    path("evidence/witnesses/ask/", witnesses.learner_ask_witness, name="learner_ask_witness"),
    path("evidence/witnesses/<uuid:uuid>/", witnesses.learner_witness, name="learner_witness"),
    path("evidence/witnesses/<uuid:uuid>/withdraw/", witnesses.learner_witness_withdraw, name="learner_witness_withdraw"),
    path("evidence/witnesses/<uuid:uuid>/again/", witnesses.learner_witness_again, name="learner_witness_again"),
    path("claims/<uuid:uuid>/withdraw/", evidence.learner_withdraw_claim, name="learner_withdraw_claim"),
    path("visits/", visits.learner_visits, name="learner_visits"),
    path("visits/<uuid:uuid>/", visits.learner_visit, name="learner_visit"),
    path("visits/workplace/", visits.learner_workplace, name="learner_workplace"),
]
