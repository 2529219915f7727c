"""Addresses of the pages of quality assurance."""

from django.urls import path

from milepost.web.quality.views import listing, portfolio, reviews, today, together, unit

urlpatterns = [
    path("", today.quality_today, name="quality_today"),
    path("sign-offs/", together.quality_together, name="quality_together"),
    path("sign-offs.csv", listing.quality_sign_offs_csv, name="quality_sign_offs_csv"),
    path("sign-offs/<uuid:uuid>/", unit.quality_unit, name="quality_unit"),
    path("sign-offs/<uuid:uuid>/agree/", unit.quality_agree, name="quality_agree"),
    path("sign-offs/<uuid:uuid>/return/", unit.quality_return, name="quality_return"),
    path("learners/", portfolio.quality_learners, name="quality_learners"),
    path("learners/<uuid:uuid>/", portfolio.quality_learner, name="quality_learner"),
    path("learners/<uuid:uuid>/unit/<path:key>/", portfolio.quality_standing, name="quality_standing"),
    path("learners/<uuid:uuid>/reviews/", reviews.quality_reviews, name="quality_reviews"),
    path("reviews/<uuid:uuid>/", reviews.quality_review, name="quality_review"),
    path("testimonies/", portfolio.quality_testimonies, name="quality_testimonies"),
    path("evidence/<uuid:uuid>/like/<uuid:other>/", portfolio.quality_likeness, name="quality_likeness"),
    path("evidence/<uuid:uuid>/", portfolio.quality_evidence, name="quality_evidence"),
]
