"""Addresses of what somebody told with their account: they say nothing in a list of pages somebody has opened."""

from django.urls import path

from milepost.web.concerns import told

urlpatterns = [
    path("", told.told, name="told"),
    path("new/", told.told_new, name="told_new"),
    path("<uuid:uuid>/", told.told_one, name="told_one"),
]
