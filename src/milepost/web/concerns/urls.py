"""Addresses of the pages of caseworkers."""

from django.urls import path

from milepost.web.concerns import keeping, keys, patterns, views, watching

urlpatterns = [
    path("", views.cases, name="cases"),
    path("write-down/", keeping.case_enter, name="case_enter"),
    path("keys/", keys.case_keys, name="case_keys"),
    path("patterns/", patterns.case_patterns, name="case_patterns"),
    path("outside/", keeping.cases_outside, name="cases_outside"),
    path("found/<uuid:uuid>/", watching.watch_alert, name="watch_alert"),
    path("<uuid:uuid>/", views.case, name="case"),
    path("<uuid:uuid>/pictures/<uuid:picture>/", views.case_picture, name="case_picture"),
]
