"""Addresses of the pages about principal stakeholders."""

from django.urls import path

from milepost.web.stakeholders import views

urlpatterns = [
    path("", views.stakeholders, name="stakeholders"),
    path("ask/", views.stakeholders_ask, name="stakeholders_ask"),
    path("<uuid:uuid>/", views.stakeholders_round, name="stakeholders_round"),
    path("<uuid:uuid>/draw/", views.stakeholders_draw, name="stakeholders_draw"),
]
